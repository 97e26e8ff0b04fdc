"""Python objects that no JSON could be: each ends in a verdict or in our own error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Child = Callable[..., Any]

SCRIPT = """
import sys, adjudge
from decimal import Decimal
from collections import OrderedDict, defaultdict
from types import MappingProxyType

ruleset = adjudge.load_rules("rules.yaml")

def cyclic_dict():
    made = {"total": 1}
    made["self"] = made
    return made

def cyclic_list():
    made = [1]
    made.append(made)
    return {"lines": made}

def cyclic_value():
    made = cyclic_dict()
    return {"total": made, "text": made}

def deep():
    made = {}
    for _ in range(200_000):
        made = {"a": made}
    return made

class Odd:
    def __repr__(self):
        raise RuntimeError("repr")
    __str__ = __repr__

class Text(str):
    pass

class Liar:
    def model_dump(self, **_):
        raise RuntimeError("not today")

class Endless:
    def model_dump(self, **_):
        return self

cases = {
    "cyclic-dict": cyclic_dict, "cyclic-list": cyclic_list, "cyclic-value": cyclic_value, "deep": deep,
    "nan": lambda: {"total": float("nan"), "lines": [{"amount": float("inf"), "text": "x"}]},
    "signalling-nan": lambda: {"total": Decimal("sNaN")},
    "huge-decimal": lambda: {"total": Decimal("1e9999999"), "lines": [{"amount": Decimal("1e-9999999")}]},
    "huge-integer": lambda: {"total": 10**100_000, "text": -(10**5000)},
    "surrogates": lambda: {"total": "\\ud800", "\\udfff": 1, "text": "\\ud83d\\ude00"},
    "keys-of-other-kinds": lambda: {1: 2, None: 3, (1, 2): 4, True: 5, 1.5: 6, "total": 1},
    "other-values": lambda: {"total": {1, 2}, "text": b"bytes", "lines": (1, {"amount": 2j}), "x": object()},
    "odd-object": lambda: {"total": Odd(), "text": Odd(), "lines": [Odd()]},
    "other-mappings": lambda: OrderedDict(total=defaultdict(list), text=MappingProxyType({"a": 1})),
    "other-texts": lambda: {"total": Text("x\\ud800"), Text("text"): Text("y")},
    "a-set": lambda: {1, 2}, "none": lambda: None, "a-number": lambda: 5, "a-function": lambda: print,
    "a-generator": lambda: (x for x in [1]), "a-class": lambda: dict, "liar": Liar, "endless": Endless,
}
payload = cases[sys.argv[1]]()
try:
    verdict = ruleset.check(payload)
    verdict.to_json().encode()
    str(verdict).encode("utf-8", "replace")
except adjudge.AdjudgeError as reason:
    assert "\\n" not in str(reason)
    print("refused:", reason)
else:
    assert not [f for f in verdict.findings if f.cause == "crashed"], verdict
    print("verdict:", verdict.decision)
"""
ENDS = {
    "cyclic-dict": "refused: the payload is nested deeper than 100 levels",
    "cyclic-list": "refused: the payload is nested deeper than 100 levels",
    "cyclic-value": "refused: the payload is nested deeper than 100 levels",
    "deep": "refused: the payload is nested deeper than 100 levels",
    "nan": "verdict: review",
    "signalling-nan": "verdict: review",
    "huge-decimal": "verdict: review",
    "huge-integer": "verdict: review",
    "surrogates": "verdict: review",
    "keys-of-other-kinds": "verdict: review",
    "other-values": "",
    "odd-object": "",
    "other-mappings": "",
    "other-texts": "verdict: review",
    "a-set": "refused: a payload cannot be a set",
    "none": "refused: a payload cannot be a NoneType",
    "a-number": "refused: a payload cannot be an int",
    "a-function": "refused: a payload cannot be a builtin_function_or_method",
    "a-generator": "refused: a payload cannot be a generator",
    "a-class": "refused: a payload cannot be a type",
    "liar": "refused: a Liar cannot be read: not today",
    "endless": "refused: ",
}


@pytest.mark.parametrize("case", ENDS)
def test_it_ends_in_a_verdict_or_a_refusal(case: str, child: Child, rules: Path) -> None:
    assert rules.exists()

    ended = child(["-c", SCRIPT, case])

    assert ended.stderr.decode() == ""
    assert ended.returncode == 0
    assert ended.stdout.decode().strip().startswith(ENDS[case].strip())
