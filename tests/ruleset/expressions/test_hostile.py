"""Rule files come from people we do not know: whatever they write is refused or bounded."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.ruleset.expressions import ExpressionProblem

HOSTILE = [
    "10**10**10",
    "9**4000000",
    "1 << 10000000",
    "1 >> 1",
    "1 | 2",
    "1 & 2",
    "1 ^ 2",
    "~1",
    "'a'*10**9",
    "f'{1:>1000000000}' == 'x'",
    "'%300000000d' % 1 == 'x'",
    "'x'.ljust(10**9) == 'x'",
    "name.upper() == 'X'",
    "name.format(1) == 'X'",
    "name.__class__ == 1",
    "().__class__.__bases__[0].__subclasses__() == 1",
    "doc.__class__.__init__ == 'x' and net.__class__",
    "[x for x in range(10**9)] == 1",
    "{x: x for x in lines} == 1",
    "{x for x in lines} == 1",
    "sum(x for x in range(10)) == 1",
    "sum(1 for a in lines for b in lines for c in lines) == 1",
    "any([1, 2, 3])",
    "doc.clear()",
    "doc.items() == 1",
    "facts.update(a=1)",
    "extraction.payload == 1",
    "extraction.sends('ocr').x",
    "open('/etc/passwd') == 1",
    "eval('1') == 1",
    "exec('1') == 1",
    "__import__('os') == 1",
    "getattr(doc, 'x') == 1",
    "import os",
    "lambda: 1",
    "(lambda x: x)(1) == 1",
    "(x := 5) == 5",
    "total = 5",
    "True; False",
    "True\nFalse",
    "yield 1",
    "await x",
    "*doc",
    "print(1)",
    "1 if 1",
    "not " * 200 + "true",
    "-" * 900 + "1 == 1",
    "(" * 400 + "1" + ")" * 400,
    "[" * 400 + "1" + "]" * 400,
    "1 + " * 240 + "1 == 1",
    "a." * 400 + "a == 1",
    "9" * 900 + " == 1",
    "1e999999999 == 1",
    "0." + "9" * 900 + " == 1",
    "'" + "a" * 2000 + "' == 'b'",
    "doc[" * 100 + "1" + "]" * 100,
    "\x00",
    "net == 1\x00",
    "net\u2028== 1",
    "\ud800 == 1",
    "nеt == 1",
    "ｎｅｔ == 1",
    "doc.a\u202eb == 1",
    "#" * 900,
    "pattern(name, '(a+)+$" + "(" * 50 + "')",
    "pattern(name, '(?=a)')",
    "pattern(name, 'a{1000}{1000}')",
    "'\\N{DIGIT ONE}' == '1' and b'1' == 1",
    "lines[*",
    "lines[*]] == 1",
    "round(1, 10**9) == 1",
    "min(" + "1, " * 60 + "1) == 1",
    "1" + " < 1" * 199,
    "true if " * 30 + "true",
    "doc['" + "\\u0041" * 100 + "'] == 1 or nope",
    '"""' + "\n" * 50 + '"""',
    "...",
    "net @ net == 1",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_expression_is_refused_at_once(ask: SimpleNamespace, text: str) -> None:
    """Each once broke an evaluator of this kind, or one like it."""

    def refused() -> float:
        started = time.process_time()
        with pytest.raises(ExpressionProblem):
            ask.compiled(text)
        return time.process_time() - started

    assert min(refused() for _ in range(3)) < 0.05


@pytest.mark.parametrize(
    "text",
    [
        "9999999999999999999999999999999 * 9999999999999999999999999999999 > 1",
        "1 / 3 * 3 < 1.1",
        " + ".join(["net"] * 17) + " > 1",
        "days(4000000) > days(1)",
        "round(12345678901234567890.123456789, 20) > 1",
        "prefix(doc.huge, 10000) != 'x'",
        "lower(doc.huge) != 'x'",
        "has_any(doc.huge, 'needle')",
        "pattern(doc.huge, '(a*)*b')",
        "doc.huge == doc.huge",
        "doc.huge in currencies",
        "len(doc.huge) == 100000",
        "number(doc.huge) == 1",
        "date(doc.huge) == issued",
    ],
)
def test_a_costly_expression_is_bounded(ask: SimpleNamespace, invoice: dict[str, Any], text: str) -> None:
    expression = ask.compiled(text)
    document = ask.document({**invoice, "huge": "a" * 100_000})

    def evaluated() -> float:
        started = time.process_time()
        expression.evaluate(document)
        return time.process_time() - started

    # The first time, re2 may be imported.
    assert min(evaluated() for _ in range(3)) < 0.05


def test_a_chain_of_products_stays_small(ask: SimpleNamespace) -> None:
    big = "1e30"
    value = ask.held(" * ".join([big] * 18) + " > 1")

    assert value is True


@pytest.mark.parametrize(("size", "over"), [(3, False), (4000, True)])
def test_steps_are_counted_before_any_is_taken(ask: SimpleNamespace, size: int, over: bool) -> None:
    """The same input always ends the same way, on a slow machine too."""
    data = {"lines": [{"amount": 1}] * size}
    started = time.process_time()
    value = ask.held("all(any(m.amount == l.amount for m in lines) for l in lines)", data, {})

    assert (value is True) is not over
    if over:
        assert (value.cause, value.reason) == ("budget", "this would take more than 10,000,000 steps")
    assert time.process_time() - started < 1


def test_lists_inside_the_items_are_counted_each(ask: SimpleNamespace) -> None:
    """Inner lists may differ in length; a single long one must not be taken for all of them."""
    text = "all(all(all(c.x == b.x for c in a.list) for b in a.list) for a in doc.all)"
    short = {"list": [{"x": 1}]}

    assert ask.held(text, {"all": [short] * 50}, {}) is True
    long = {"all": [short, {"list": [{"x": 1}] * 3000}]}
    assert ask.held(text, long, {}).cause == "budget"


def test_a_list_that_is_longer_than_the_budget_is_refused_at_once(
    ask: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adjudge.ruleset.expressions.cost.BUDGET", 10)

    assert ask.held("any(l.amount == 1 for l in lines)", {"lines": [{"amount": 1}] * 11}, {}).cause == "budget"
    assert (
        ask.held("any(x.a == 1 for x in doc.l if x.a + x.a + x.a + x.a + x.a == 1)", {"l": [{"a": 1}]}, {}).cause
        == "budget"
    )
    assert ask.held("any(x.a == 1 for x in doc.l) or 1 + 1 + 1 == 1", {"l": [{"a": 1}]}, {}).cause == "budget"


@pytest.mark.parametrize("failure", [MemoryError, RecursionError, ValueError])
def test_what_breaks_the_parser_is_a_problem_like_any_other(
    ask: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    """Python's parser may give up on depth in several ways; which one depends on its version."""

    def broken(*_: Any, **__: Any) -> Any:
        raise failure

    monkeypatch.setattr("adjudge.ruleset.expressions.grammar.ast.parse", broken)

    with pytest.raises(ExpressionProblem, match=r"^the expression cannot be parsed: too deep, or not text$"):
        ask.compiled("net == 1")


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_is_compiled_or_refused(ask: SimpleNamespace, text: str) -> None:
    problems: tuple[ExpressionProblem, ...] = ()
    try:
        ask.compiled(text).evaluate(ask.document())
    except ExpressionProblem as problem:
        problems = problem.problems

    assert all(0 <= single.offset <= len(text) for single in problems)


PIECES = [
    "net", "total", "lines", "lines[*]", "lines[0]", ".amount", "doc", "doc.foo", "[0]", "[*]", "(", ")", ",", "+", "-",
    "*", "/", "==", "<", " in ", " and ", " or ", " not ", " if ", " else ", " for l in lines", "l.amount", "sum(",
    "any(", "exists(", "round(", "1", "0.5", "'x'", "currencies", "approx(", "abs=1", "confidence(", "issued",
    "days(1)", " ",
]  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_sequence_of_our_own_words_is_compiled_or_refused(ask: SimpleNamespace, pieces: list[str]) -> None:
    """Nearly right is what people write; evaluating and explaining it must never raise."""
    try:
        expression = ask.compiled("".join(pieces))
    except ExpressionProblem:
        return
    expression.evaluate(ask.document())
    assert expression.explain(*expression.judge(ask.document())).reason


def test_one_expression_serves_many_threads(ask: SimpleNamespace) -> None:
    """An evaluator of simpleeval keeps its names on itself; a shared evaluator mixed them up 3,000 times of 3,000."""
    expression = ask.compiled("sum(l.amount for l in lines if l.rate == doc.rate) == doc.expected and net == doc.n")

    def run(n: int) -> bool:
        data = {
            "lines": [{"amount": n, "rate": 1}, {"amount": 1, "rate": 2}],
            "rate": 1,
            "expected": n,
            "net": n,
            "n": n,
        }
        return expression.evaluate(ask.document(data, {})) is True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(run, range(400)))
