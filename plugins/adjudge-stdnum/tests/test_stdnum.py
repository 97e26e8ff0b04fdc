"""The checks and functions of numbers, on both sides of each boundary."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import adjudge
import adjudge_stdnum
from adjudge_stdnum.kinds import KINDS, MAX_LENGTH, TAX_IDS

BY_NAME = {kind.name: kind for kind in KINDS}
IBAN = "DE89370400440532013000"


def judged(judge: Callable[..., adjudge.Verdict], check: str, value: Any) -> tuple[str, str | None, str | None]:
    """Give outcome, cause and reason of one check of ``$.x``."""
    rules = f"rules: [{{id: it-is-right, given: $.x, {check}}}]"
    result = judge(rules, {"x": value}, adjudge_stdnum).results[0]
    return result.outcome, result.cause, result.findings[0].reason if result.findings else None


@pytest.mark.parametrize(
    ("check", "value"),
    [
        ("iban: true", IBAN),
        ("iban: true", "DE89 3704 0044 0532 0130 00"),
        ("iban: DE", IBAN),
        ("iban: {country: DE}", IBAN),
        ("iban: {}", IBAN),
        ("bic: true", "DEUTDEFF"),
        ("bic: DE", "DEUTDEFF500"),
        ("vat_id: true", "DE136695976"),
        ("vat_id: true", "EL094259216"),
        ("vat_id: DE", "DE136695976"),
        ("vat_id: DE", "136695976"),
        ("tax_id: US", "36-1234567"),
        ("tax_id: DE", "36574261809"),
        ("tax_id: NO", "988077917"),
        ("lei: true", "213800KUD8LAJWSQ9D15"),
        ("isbn: true", "978-3-16-148410-0"),
        ("isbn: true", 9783161484100),
        ("luhn: true", "4111 1111 1111 1111".replace(" ", "")),
    ],
)
def test_a_right_number_passes(judge: Callable[..., adjudge.Verdict], check: str, value: Any) -> None:
    """As printed, with blanks and hyphens, or as a number."""
    assert judged(judge, check, value) == ("pass", None, None)


@pytest.mark.parametrize(
    ("check", "value", "reason"),
    [
        ("iban: true", "DE89370400440532013001", "an IBAN (its check digits do not fit)"),
        ("iban: true", "DE8937040044053201300", "an IBAN (it has 21 characters, those of DE have 22)"),
        ("iban: true", "DE893704004405320130000", "an IBAN (it has 23 characters, those of DE have 22)"),
        ("iban: true", "XX89370400440532013000", "an IBAN (its country XX is unknown)"),
        ("iban: FR", IBAN, "an IBAN of FR (it is one of DE, not of FR)"),
        ("iban: true", "none given", "an IBAN (its form is another)"),
        ("bic: true", "DEUTDEF", "a BIC (its length is another)"),
        ("bic: true", "DEUTXXFF", "a BIC (its country XX is unknown)"),
        ("bic: FR", "DEUTDEFF", "a BIC of FR (it is one of DE, not of FR)"),
        ("vat_id: true", "DE136695977", "a VAT number (its check digits do not fit)"),
        ("vat_id: true", "DE13669597", "a VAT number (its length is another)"),
        ("vat_id: true", "XX136695976", "a VAT number (its country XX is unknown)"),
        ("vat_id: true", "136695976", "a VAT number (it begins with no country)"),
        ("vat_id: DE", "136695977", "a VAT number of DE (its check digits do not fit)"),
        ("tax_id: NO", "988077918", "a tax number of NO (its check digits do not fit)"),
        ("lei: true", "213800KUD8LAJWSQ9D16", "an LEI (its check digits do not fit)"),
        ("isbn: true", "978316148410", "an ISBN (its length is another)"),
        ("luhn: true", "4111111111111112", "a number with a Luhn check digit (its check digits do not fit)"),
        ("luhn: true", "4111-a", "a number with a Luhn check digit (its form is another)"),
    ],
)
def test_a_wrong_number_fails_and_says_why(
    judge: Callable[..., adjudge.Verdict], check: str, value: str, reason: str
) -> None:
    """What was found, what was expected, and what is wrong with it."""
    assert judged(judge, check, value) == ("fail", None, f'$.x is "{value}", expected {reason}')


@pytest.mark.parametrize(
    ("value", "told"),
    [
        pytest.param(None, ("unknown", "value_null", "$.x is null"), id="null"),
        pytest.param("", ("unknown", "value_empty", "$.x is empty"), id="empty"),
        pytest.param(True, ("error", "type_clash", "$.x is true, which is no text"), id="boolean"),
        pytest.param(1.5, ("error", "type_clash", "$.x is 1.5, which is no text"), id="fraction"),
        pytest.param(["DE"], ("error", "type_clash", "$.x is a list, expected a single value"), id="list"),
    ],
)
def test_what_is_no_text_never_passes(
    judge: Callable[..., adjudge.Verdict], value: Any, told: tuple[str, str, str]
) -> None:
    """Missing is unknown; another type is an error in the rule."""
    for check in ("iban: true", "luhn: true"):
        assert judged(judge, check, value) == told


def test_an_absent_value_is_unknown(judge: Callable[..., adjudge.Verdict]) -> None:
    """Nothing is a wrong number."""
    verdict = judge("rules: [{id: it-is-right, given: $.y, lei: true}]", {"x": 1}, adjudge_stdnum)

    assert [finding.reason for finding in verdict.findings] == ["$.y is absent"]
    assert verdict.results[0].cause == "value_absent"


@pytest.mark.parametrize("blanks", [MAX_LENGTH - len(IBAN), MAX_LENGTH - len(IBAN) + 1])
def test_a_long_text_is_not_looked_at(blanks: int) -> None:
    """A hundred characters are the limit, blanks and all."""
    expected = None if blanks + len(IBAN) <= MAX_LENGTH else "it has more than 100 characters"

    assert BY_NAME["iban"].find(IBAN + " " * blanks) == expected


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ("iban: XX", '"XX" is no country whose numbers are known (two capital letters: DE)'),
        ("vat_id: de", '"de" is no country whose numbers are known (two capital letters: DE)'),
        ("tax_id: true", "needs a country"),
        ("tax_id: {}", "needs a country"),
        ("iban: {contry: DE}", 'did you mean "country"?'),
        ("lei: false", "lei"),
        ("iban: false", "iban"),
    ],
)
def test_options_that_mean_nothing_are_refused_at_load(
    judge: Callable[..., adjudge.Verdict], check: str, problem: str
) -> None:
    """Before any document is read."""
    with pytest.raises(adjudge.RulesError) as caught:
        judged(judge, check, IBAN)

    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("expression", "outcome"),
    [
        ("iban(doc.iban)", "pass"),
        ('iban(doc.iban, "DE")', "pass"),
        ('iban(doc.iban, "FR")', "fail"),
        ("not vat_id(doc.iban)", "pass"),
        ('tax_id("36574261809", "DE")', "pass"),
        ("iban(doc.gone)", "unknown"),
        ('iban(doc.iban, "XX")', "error"),
        ("isbn(doc.isbn)", "pass"),
    ],
)
def test_functions_have_the_names_of_the_checks(
    judge: Callable[..., adjudge.Verdict], expression: str, outcome: str
) -> None:
    """For conditions, and for rules on more than one value."""
    payload = {"iban": IBAN, "isbn": 9783161484100}
    verdict = judge(f"rules: [{{id: it-holds, assert: '{expression}'}}]", payload, adjudge_stdnum)

    assert verdict.results[0].outcome == outcome


def test_every_country_of_tax_numbers_is_in_the_library() -> None:
    """A country in the table whose module was renamed would crash on a document."""
    for country in TAX_IDS:
        assert BY_NAME["tax_id"].find("?", country) is not None


@given(
    text=st.text(max_size=40) | st.text(alphabet="0123456789ADEFRXS -.\n\x00²٣", max_size=30),
    country=st.sampled_from(sorted(TAX_IDS)),
)
def test_whatever_a_document_holds_is_judged(text: str, country: str) -> None:
    """Line breaks in the middle made the library itself crash; a document is never an exception."""
    for kind in KINDS:
        problem = kind.find(text, country if kind.needs_country else None)
        assert problem is None or problem


@pytest.mark.parametrize(("name", "text", "country"), [("isbn", "0757161\n8", None), ("tax_id", "S671065\n0", "ES")])
def test_a_line_break_inside_is_another_form(name: str, text: str, country: str | None) -> None:
    """Both crash the library, whose patterns take the break for the end."""
    assert BY_NAME[name].find(text, country) == "its form is another"


def test_nothing_is_asked_over_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library can ask registers; this plugin never does."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    for kind in KINDS:
        for country in sorted(TAX_IDS) if kind.needs_country else [None]:
            kind.find("DE136695976", country)
            kind.find("36574261809", country)
