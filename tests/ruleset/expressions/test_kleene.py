"""Three-valued logic: what is missing is never true and never false, unless the rest decides."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any

import pytest

OPERANDS = {"true": True, "false": False, "doc.foo": "unknown", "net": "error"}
"""How each operand stands for one of the four answers: ``net`` is no truth value."""


def kleene(operands: tuple[Any, ...], decider: bool) -> Any:
    """Say what Kleene says, in another way than the code: the decider, else the worst."""
    if decider in operands:
        return decider
    return next((worst for worst in ("error", "unknown") if worst in operands), not decider)


@pytest.mark.parametrize("word", ["and", "or"])
@pytest.mark.parametrize("texts", list(itertools.product(OPERANDS, repeat=3)), ids=" ".join)
def test_and_and_or_follow_kleene(ask: SimpleNamespace, word: str, texts: tuple[str, ...]) -> None:
    value = ask.held(f" {word} ".join(texts))

    assert ask.answer(value) == kleene(tuple(OPERANDS[text] for text in texts), word == "or")


@pytest.mark.parametrize("text", OPERANDS)
def test_not_turns_only_what_is_known(ask: SimpleNamespace, text: str) -> None:
    operand = OPERANDS[text]

    assert ask.answer(ask.held(f"not {text}")) == (not operand if isinstance(operand, bool) else operand)


@pytest.mark.parametrize("name", ["any", "all"])
@pytest.mark.parametrize("values", list(itertools.product([True, False, None, 5], repeat=2)), ids=str)
def test_any_and_all_follow_kleene(ask: SimpleNamespace, name: str, values: tuple[Any, ...]) -> None:
    known = {True: True, False: False, None: "unknown", 5: "error"}
    held = ask.held(f"{name}(doc.flags[*])", {"flags": list(values)})

    assert ask.answer(held) == kleene(tuple(known[value] for value in values), name == "any")


@pytest.mark.parametrize(
    ("condition", "element", "any_", "all_"),
    [
        (True, True, True, True),
        (True, False, False, False),
        (True, None, "unknown", "unknown"),
        (False, True, False, "unknown"),
        (False, None, False, "unknown"),
        (None, True, "unknown", True),
        (None, False, False, "unknown"),
        (None, None, "unknown", "unknown"),
    ],
)
def test_a_filter_may_be_unknown_where_the_element_decides(
    ask: SimpleNamespace, condition: Any, element: Any, any_: Any, all_: Any
) -> None:
    data = {"rows": [{"taken": condition, "good": element}]}

    assert ask.answer(ask.held("any(r.good for r in doc.rows if r.taken)", data)) == any_
    assert ask.answer(ask.held("all(r.good for r in doc.rows if r.taken)", data)) == all_


def test_a_true_any_is_decided_before_a_later_error(ask: SimpleNamespace) -> None:
    assert ask.held("any(doc.flags[*])", {"flags": [True, 5]}) is True


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("net + name == doc.foo", "error"),
        ("doc.foo + (net + name) == 1", "error"),
        ("lower(net) == doc.foo", "error"),
        ("doc.foo == 1 or name < 'x'", "error"),
        ("sum(doc.pair[*]) == 1", "error"),
        ("default(net + name, 1) == 1", "error"),
        ("exists(net + name)", "error"),
        ("exists(confidence(tax))", "error"),
    ],
)
def test_an_error_beats_what_is_missing(ask: SimpleNamespace, invoice: dict[str, Any], text: str, result: str) -> None:
    assert ask.answer(ask.held(text, {**invoice, "pair": [None, "x"]})) == result


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("exists(doc.foo)", False),
        ("presence(doc.foo) == 'absent'", True),
        ("default(doc.foo, 1) == 1", True),
        ("default(doc.foo + 1, 1) == 1", True),
        ("net == 100 or doc.foo == 1", True),
        ("doc.foo == 1 or net == 100", True),
        ("doc.foo == 1 and net == 5", False),
        ("net == 100 if net == 100 else doc.foo == 1", True),
        ("doc.foo < 5 < 2", False),
        ("100 in (doc.foo, 100)", True),
        ("count(doc.lines[*].nothing) == 3", True),
    ],
)
def test_what_decides_without_the_missing_value_decides(ask: SimpleNamespace, text: str, held: bool) -> None:
    assert ask.held(text) is held
