"""``cited``: a value says where it stands, on a page of the document, by a text that supports it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import adjudge
from support.payloads import citation, entry, extend, nutrient
from support.told import problems_of, told

Only = Callable[..., adjudge.Result]
Load = Callable[..., adjudge.Ruleset]

CITED = "rules: [{id: cited, given: $.total, cited: true}]"
PAGE = "rules: [{id: cited, given: $.total, cited: {page: true}}]"
TEXT = "rules: [{id: cited, given: $.total, cited: {text: true}}]"
BOX = {"x": 1, "y": 1, "width": 2, "height": 2}


def quoting(value: Any, text: str | None) -> dict[str, Any]:
    """Build a document whose total is cited by that text."""
    return extend({"total": value}, {"total": citation(1, text)})


def on_page(page: int | None, pages: int = 2) -> dict[str, Any]:
    """Build a document of some pages whose total is cited on one of them."""
    where = {} if page is None else {"pageNumber": page}
    return nutrient({"total": 1}, {"total": entry(bbox=BOX, **where)}, pages=pages)


def test_a_value_with_a_citation_passes(only: Only) -> None:
    assert only(CITED, quoting(1, None)).outcome == "pass"


def test_a_value_without_one_fails_where_the_payload_cites_at_all(only: Only) -> None:
    payload = extend({"total": 10, "tax": 1}, {"total": {"citations": []}, "tax": citation()})

    result = only(CITED, payload)

    assert told(result) == [("fail", None, "$.total is 10, which cites nothing")]
    assert (result.findings[0].actual, result.findings[0].expected) == (None, "a citation")


def test_a_payload_that_never_cites_is_blind(only: Only) -> None:
    assert told(only(CITED, {"total": 1})) == [("unknown", "blind", "plain sends no citations here")]


@pytest.mark.parametrize(
    ("data", "cause", "reason"),
    [
        ({}, "value_absent", "$.total is absent"),
        ({"total": None}, "value_null", "$.total is null"),
        ({"total": ""}, "value_empty", "$.total is empty"),
    ],
)
def test_what_is_not_there_needs_no_citation_but_is_unknown(
    data: dict[str, Any], cause: str, reason: str, only: Only
) -> None:
    payload = extend({**data, "tax": 1}, {"tax": citation()})

    assert told(only(CITED, payload)) == [("unknown", cause, reason)]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (1, None),
        (2, None),
        (3, "$.total cites page 3, but the document has 2"),
        (None, "$.total cites no page"),
    ],
)
def test_the_page_lies_within_the_document(page: int | None, reason: str | None, only: Only) -> None:
    result = only(PAGE, on_page(page))

    assert told(result) == ([] if reason is None else [("fail", None, reason)])


def test_a_page_of_a_document_without_a_number_of_pages_is_unknown(only: Only) -> None:
    """It may be beyond the last one."""
    reason = "$.total cites page 7 of a document that says no number of pages"

    result = only(PAGE, extend({"total": 1}, {"total": citation(7)}))

    assert told(result) == [("unknown", "signal_absent", reason)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(-20.91, "Credit $20.91", id="sign-and-currency"),
        pytest.param(1234.5, "1.234,50 EUR", id="separators-of-another-country"),
        pytest.param(1234.5, "1,234.50", id="groups"),
        pytest.param(1234.5, "1 234,50", id="blanks"),
        pytest.param("1,234.50", "total 1234.50", id="a-printed-number"),
        pytest.param("2025-01-31", "31 January 2025", id="a-date-with-its-month-named"),
        pytest.param("2025-01-31", "31.01.25", id="a-date-by-numbers"),
        pytest.param("2025-01-31", "Jan 31, 2025", id="an-american-date"),
        pytest.param("bolt M8", "| 1 | Bolt M8 | 3 | 19.99 |", id="a-row-of-a-table"),
        pytest.param(19.99, "| 1 | Bolt M8 | 3 | 19.99 |", id="a-number-in-a-row"),
        pytest.param("ACME Ltd", "acme\nLtd.", id="over-two-lines"),
        pytest.param("EUR", "EUR100", id="a-code-before-a-number"),
        pytest.param("東京", "東京都", id="words-without-blanks"),
        pytest.param(True, "[x] true", id="a-boolean"),
        pytest.param({"a": 1}, "anything", id="an-object-is-no-quote"),
    ],
)
def test_a_text_supports_a_value_that_is_written_otherwise(value: Any, text: str, only: Only) -> None:
    assert told(only(TEXT, quoting(value, text))) == []


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        pytest.param(20.91, "20.91", "$20.19", id="swapped-digits"),
        pytest.param(12, "12", "112", id="a-part-of-a-number"),
        pytest.param("12", '"12"', "INV-123", id="a-part-of-a-code"),
        pytest.param("EUR", '"EUR"', "NEUROLOGY", id="a-part-of-a-word"),
        pytest.param("2025-01-31", '"2025-01-31"', "31 March 2025", id="another-month"),
        pytest.param("2025-01-31", '"2025-01-31"', "January 2025", id="no-day"),
        pytest.param("ACME Ltd", '"ACME Ltd"', "ACME Inc", id="another-name"),
        pytest.param(True, "true", "no", id="another-boolean"),
    ],
)
def test_a_text_that_says_something_else_fails(value: Any, shown: str, text: str, only: Only) -> None:
    result = only(TEXT, quoting(value, text))

    assert told(result) == [("fail", None, f'$.total is {shown}, but the cited text is "{text}"')]
    assert (result.findings[0].actual, result.findings[0].expected) == (value, "a cited text that supports it")


def test_a_citation_without_text_supports_nothing_and_denies_nothing(only: Only) -> None:
    assert told(only(TEXT, quoting(1, None))) == [("unknown", "signal_absent", "$.total cites no text")]


def test_page_and_text_are_both_asked(only: Only) -> None:
    both = "rules: [{id: cited, given: $.total, cited: {page: true, text: true}}]"

    assert told(only(both, on_page(3))) == [("fail", None, "$.total cites page 3, but the document has 2")]
    assert told(only(both, on_page(2))) == [("unknown", "signal_absent", "$.total cites no text")]


def test_a_citation_of_an_ancestor_counts_only_when_asked(only: Only) -> None:
    payload = extend(
        {"lines": [{"amount": 5}]}, {"lines[0]": citation(1, "5.00"), "lines[0].amount": {"ocrConfidence": 0.9}}
    )
    own = "rules: [{id: cited, given: '$.lines[0].amount', cited: true}]"
    inherited = "rules: [{id: cited, given: '$.lines[0].amount', cited: {text: true, inherit: true}}]"

    assert told(only(own, payload)) == [("fail", None, "$.lines[0].amount is 5, which cites nothing")]
    assert only(inherited, payload).outcome == "pass"


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ("{}", '2:44: check "cited" needs page or text (or write cited: true)'),
        ("{inherit: true}", '2:44: check "cited" needs page or text (or write cited: true)'),
        ("{pages: true}", '2:45: check "cited" has no option "pages"; did you mean "page"?'),
        ("{page: false}", '2:51: check "cited": page must be true'),
        ("false", '2:44: check "cited" must be true'),
    ],
)
def test_options_that_ask_nothing_are_refused_at_load(options: str, problem: str, load: Load) -> None:
    assert problems_of(load, f"rules: [{{id: cited, given: $.total, cited: {options}}}]") == [problem]
