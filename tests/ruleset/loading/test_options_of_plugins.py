"""Options of a plugin's check: whatever its model says is located in the rule file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from adjudge.errors import RulesError
from adjudge.record import replace
from adjudge.ruleset.check import PASS, Check, CheckOptions, Item, Judgement
from adjudge.ruleset.loading import load
from adjudge.ruleset.registry import Registry


class Box(CheckOptions):
    """A nested model."""

    width: int


class Options(CheckOptions):
    """One of each kind of complaint."""

    name: str = Field(pattern="^[a-z]+$", default="a")
    need: bool
    boxes: list[Box] = Field(default_factory=list)
    level: Annotated[int, Field(gt=0, lt=9)] = 1
    side: Literal["left", "right"] | bool = "left"


def judge(item: Item, options: Any) -> Judgement:
    return PASS


def short(value: Any) -> Any:
    return {"need": value}


@pytest.fixture
def with_plugin(registry: Registry) -> Registry:
    """A registry with one more check."""
    check = Check("boxed", Options, judge, shorthand=short, labels=lambda _: frozenset({"zz"}))
    return replace(registry, checks={**registry.checks, "boxed": check})


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ("{need: true, name: A1}", "5:31: check \"boxed\": name must match pattern '^[a-z]+$'"),
        ("{name: a}", '5:12: check "boxed" needs "need"'),
        ("{need: true, boxes: [{width: 1}, {widht: 1, width: 1}]}",
         '5:46: check "boxed": boxes[1] has no option "widht"'),
        ("{need: true, boxes: [{width: 1.5}]}", '5:41: check "boxed": boxes[0].width must be a whole number'),
        ("{need: true, level: 0}", '5:32: check "boxed": level is 0, must be above 0'),
        ("{need: true, level: 9}", '5:32: check "boxed": level is 9, must be below 9'),
        ("{need: true, side: lft}",
         '5:31: check "boxed": side is "lft", which is none of left, right; did you mean "left"?'),
        ("{need: true, side: 5}", '5:31: check "boxed": side is "5", which is none of left, right'),
        ("high", '5:12: check "boxed" must be true or false'),
        ("on", '5:12: check "boxed" must be true or false; "on" is a text here'),
        ("true", '5:12: check "boxed": no adapter declares the label "zz"'),
    ],
)  # fmt: skip
def test_a_complaint_of_the_model_is_located(
    write: Callable[..., Path], with_plugin: Registry, options: str, problem: str
) -> None:
    """In our words, with the key it is about, and without the input of others."""
    write({"r.yaml": f"adjudge: 1\nrules:\n  - id: a\n    given: $.a\n    boxed: {options}\n"})
    with pytest.raises(RulesError) as caught:
        load("rules", registry=with_plugin)
    assert str(caught.value) == f"rules/r.yaml:{problem}"


def test_an_option_of_a_row_is_located_in_the_row(write: Callable[..., Path], with_plugin: Registry) -> None:
    """Also where the check has its short form."""
    write(
        {"r.yaml": "adjudge: 1\nrules:\n  - id: a\n    given: $.a\n    boxed: true\n    params: [{id: x, level: 10}]\n"}
    )
    with pytest.raises(RulesError) as caught:
        load("rules", registry=with_plugin)
    assert str(caught.value) == 'rules/r.yaml:6:29: check "boxed": level is 10, must be below 9'
