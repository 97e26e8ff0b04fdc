"""Functions of plugins: what they may be given, and what they may give."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.model.values import Missing, Money
from adjudge.ruleset.registry import Function, Registry


@pytest.mark.parametrize(
    ("gives", "result"),
    [
        (5, Decimal(5)),
        (True, True),
        ("x", "x"),
        (Money(Decimal(1)), Money(Decimal(1))),
        (Missing("value_absent", "$", "gone"), "unknown"),
        (0.5, "error"),
        (None, "error"),
        ([1], "error"),
    ],
    ids=str,
)
def test_what_a_plugin_gives_is_checked(ask: SimpleNamespace, gives: Any, result: Any) -> None:
    registry = Registry(functions={"given": Function("given", lambda _: gives)})

    assert ask.answer(ask.value("given(1)", registry=registry)) == result


def test_a_plugin_never_sees_what_is_missing(ask: SimpleNamespace) -> None:
    seen: list[Any] = []
    registry = Registry(functions={"seen": Function("seen", lambda value: bool(seen.append(value)))})

    assert ask.answer(ask.value("seen(doc.foo)", registry=registry)) == "unknown"
    assert ask.answer(ask.value("seen(net + name)", registry=registry)) == "error"
    assert seen == []


def test_what_a_plugin_refuses_is_an_error_in_its_words(ask: SimpleNamespace) -> None:
    def refuse(value: Any) -> Any:
        raise ValueError(f"{value} has no check digit")

    registry = Registry(functions={"refuse": Function("refuse", refuse)})

    assert ask.why("refuse(name) == 1", registry=registry).reason == (
        "refuse($.supplier.name): Acme & Sons has no check digit"
    )


def test_a_value_of_a_foreign_type_stops_the_evaluation(ask: SimpleNamespace) -> None:
    """A subclass of text may carry methods of its own; the engine calls that a crash of the plugin."""

    class Text(str):
        __slots__ = ()

    registry = Registry(functions={"text": Function("text", lambda _: Text("x"))})

    with pytest.raises(Exception, match="a Text is no value of an expression"):
        ask.held("text(1) == 'x'", registry=registry)
