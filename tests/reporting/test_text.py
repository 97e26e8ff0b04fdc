"""The report for people."""

from __future__ import annotations

from typing import Any

import pytest

from adjudge.model.result import Evidence, Items
from adjudge.record import replace
from adjudge.reporting import View
from adjudge.reporting.lines import Span, fitted
from adjudge.reporting.text import render_document, render_text


@pytest.fixture
def reviewed(make_verdict: Any, make_result: Any, make_finding: Any) -> Any:
    """A document with a failing rule, a blind one, one that passed and one that did not apply."""
    blind = make_finding(
        "unknown", "extend sends no logprobs here", item=None, effect="note", cause="blind", evidence=()
    )
    return make_verdict(
        "invoice.json",
        "review",
        make_result("line-amount", "fail", make_finding()),
        make_result("sure", "unknown", blind, cause="blind"),
        make_result("in-euro"),
        make_result("reverse-charge", "skip", cause="not_applicable"),
    )


@pytest.fixture
def accepted(make_verdict: Any, make_result: Any) -> Any:
    return make_verdict("other.json", "accept", make_result("in-euro"), adapter="plain", known=False)


def test_a_document_is_a_line_and_each_finding_says_why_and_on_what(reviewed: Any, accepted: Any) -> None:
    assert render_text([reviewed, accepted], View(width=90)) == (
        "REVIEW  invoice.json (extend): 1 fail, 1 unknown, 1 pass, 1 skip\n"
        "  FAIL    rules/invoice.yaml::line-amount[3] -> review\n"
        "      $.lines[3].quantity * $.lines[3].unit_price = 2 * 5.00 = 10.00 but $.lines[3].amount\n"
        "      is 11.00 (difference 1.00, tolerance 0.01)\n"
        "        $.lines[3].quantity  2        page 1  ocr 0.98\n"
        '        $.lines[3].amount    "11.00"  page 1  ocr 0.61  fuzzy_match  reads "1l.00"\n'
        "  UNKNOWN rules/invoice.yaml::sure -> note\n"
        "      extend sends no logprobs here\n"
        "\n"
        "ACCEPT  other.json (plain: no adapter knows this shape): 1 pass\n"
        "\n"
        "===================================== short summary ======================================\n"
        "FAIL    invoice.json rules/invoice.yaml::line-amount[3] - $.lines[3].quantity * $.lines...\n"
        "BLIND   rules/invoice.yaml::sure - extend sends no logprobs here (in 1 of 2 documents)\n"
        "============================ 2 documents: 1 review, 1 accept =============================\n"
    )


@pytest.mark.parametrize("width", [80, 120])
def test_a_report_keeps_to_the_width(reviewed: Any, width: int) -> None:
    rows = render_text([reviewed], View(width=width, verbosity=1, summary="A")).splitlines()

    assert max(map(len, rows)) == width


def test_what_says_where_to_look_is_never_cut(reviewed: Any) -> None:
    """Path, value, page, signals and label stand whole on the narrowest terminal, below each other."""
    report = render_text([reviewed], View(width=60))

    assert report.startswith(
        "REVIEW  invoice.json (extend): 1 fail, 1 unknown, 1 pass,\n"
        "        1 skip\n"
        "  FAIL    rules/invoice.yaml::line-amount[3] -> review\n"
        "      $.lines[3].quantity * $.lines[3].unit_price = 2 * 5.00\n"
        "      = 10.00 but $.lines[3].amount is 11.00 (difference\n"
        "      1.00, tolerance 0.01)\n"
        "        $.lines[3].quantity  2\n"
        "          page 1  ocr 0.98\n"
        '        $.lines[3].amount    "11.00"\n'
        '          page 1  ocr 0.61  fuzzy_match  reads "1l.00"\n'
    )


LONG = "$.a_section_of_the_contract.parties[0].registered_address.postal_code"


@pytest.mark.parametrize("width", range(60, 121))
def test_an_operand_keeps_to_any_width_and_loses_no_number_or_path(
    make_verdict: Any, make_result: Any, make_finding: Any, width: int
) -> None:
    """Whatever the terminal: what a reviewer looks up and compares is there, whole."""
    operands = (
        Evidence(LONG, "present", "NO 923 609 016 MVA", {"confidence": 0.95, "ocr": 0.636178195476532}, "id_match", 12),
        Evidence("$.total", "present", "12,345,678,901,234.56", {"ocr": 1}, page=3, text="Total " + "very " * 30),
        Evidence("$.note", "present", "words " * 40, {"confidence": 0.5}, "a label that somebody made up, " * 9),
    )
    verdict = make_verdict("a.json", "review", make_result("r", "fail", make_finding(evidence=operands)))

    report = render_text([verdict], View(width=width, summary="N"))

    for whole in (LONG, '"NO 923 609 016 MVA"', '"12,345,678,901,234.56"', "0.636178195476532", "page 12", "id_match"):
        assert whole in report
    assert max(map(len, report.splitlines())) <= max(width, 8 + len(LONG))


def test_a_long_name_does_not_push_the_counts_off_the_line(make_verdict: Any, make_result: Any) -> None:
    name = "in/" + "a" * 60 + ".json"
    verdict = make_verdict(name, "review", make_result("in-euro"), adapter="plain", known=False)

    assert render_text([verdict], View(width=80, summary="N")).splitlines()[:2] == [
        f"REVIEW  {name}",
        "        (plain: no adapter knows this shape): 1 pass",
    ]


def test_a_cited_text_is_cut_to_the_width(make_verdict: Any, make_result: Any, make_finding: Any) -> None:
    operand = Evidence("$.total", "present", 7, page=1, text="Total amount due including all taxes and fees")
    verdict = make_verdict("a.json", "review", make_result("r", "fail", make_finding(evidence=(operand,))))

    assert (
        render_document(verdict, 60).splitlines()[-1] == '        $.total  7  page 1  reads "Total amount due incl..."'
    )


def test_verbose_shows_every_result(reviewed: Any, make_verdict: Any, make_result: Any) -> None:
    many = replace(reviewed.results[2], items=Items(passed=7))
    report = render_text([replace(reviewed, results=(many, reviewed.results[3]))], View(verbosity=1))

    assert report == (
        "REVIEW  invoice.json (extend): 1 pass, 1 skip\n"
        "  PASS    rules/invoice.yaml::in-euro (7 items)\n"
        "  SKIP    rules/invoice.yaml::reverse-charge (not_applicable)\n"
        "\n"
        "============================= 1 document: 1 review =============================\n"
    )


def test_quiet_shows_the_summary_only(reviewed: Any, accepted: Any) -> None:
    assert render_text([reviewed, accepted], View(verbosity=-1)) == (
        "================================ short summary =================================\n"
        "REVIEW  invoice.json (extend): 1 fail, 1 unknown, 1 pass, 1 skip\n"
        "FAIL    invoice.json rules/invoice.yaml::line-amount[3] - $.lines[3].quantity...\n"
        "BLIND   rules/invoice.yaml::sure - extend sends no logprobs here (in 1 of 2 d...\n"
        "======================= 2 documents: 1 review, 1 accept ========================\n"
    )


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        pytest.param("N", ["BLIND"], id="none-but-the-blind"),
        pytest.param("f", ["FAIL", "BLIND"], id="failed"),
        pytest.param("a", ["FAIL", "SKIP", "BLIND"], id="all-but-passed"),
        pytest.param("A", ["FAIL", "PASS", "SKIP", "BLIND"], id="all"),
    ],
)
def test_the_short_summary_lists_what_r_asks_for(reviewed: Any, letters: str, words: list[str]) -> None:
    """Blind rules are named whatever was asked: a rule that cannot see must not go unnoticed."""
    rows = render_text([reviewed], View(summary=letters)).splitlines()
    summary = rows[rows.index(" short summary ".center(80, "=")) + 1 : -1]

    assert [row.split()[0] for row in summary] == words


def test_nothing_to_summarise_leaves_the_totals(accepted: Any) -> None:
    assert render_text([accepted], View()).splitlines()[1:] == ["", " 1 document: 1 accept ".center(80, "=")]


def test_payloads_that_could_not_be_read_are_part_of_the_totals(accepted: Any) -> None:
    """They have no verdict, and a report without them would look complete."""
    assert render_text([accepted], View(unreadable=2)).splitlines()[-1] == (
        " 1 document: 1 accept, 2 unreadable ".center(80, "=")
    )
    assert render_text([], View(unreadable=1)) == " 0 documents: 1 unreadable ".center(80, "=") + "\n"
    assert render_text([], View()) == " 0 documents: none judged ".center(80, "=") + "\n"


def test_a_partial_run_shows_no_decision(make_verdict: Any, make_result: Any) -> None:
    verdict = make_verdict(None, None, make_result("in-euro"))

    assert render_text([verdict], View()).splitlines()[0] == "PARTIAL document (extend): 1 pass"


def test_shadowed_and_suppressed_results_say_so(make_verdict: Any, make_result: Any, make_finding: Any) -> None:
    """They cost nothing, and a reader must not wonder why the document was accepted."""
    finding = make_finding(reason="$.total is absent", item=None, effect=None, evidence=())
    verdict = make_verdict(
        "a.json",
        "accept",
        make_result("tried", "fail", finding, shadow=True),
        make_result("known", "fail", finding, suppressed=True),
        make_result("free", "fail", finding),
    )

    assert [row for row in render_document(verdict).splitlines() if "::" in row] == [
        "  FAIL    rules/invoice.yaml::tried (shadow)",
        "  FAIL    rules/invoice.yaml::known (suppressed)",
        "  FAIL    rules/invoice.yaml::free",
    ]


def test_a_result_without_findings_is_still_named(make_verdict: Any, make_result: Any) -> None:
    verdict = make_verdict(
        "a.json", "review", make_result("odd", "error", effect="review"), make_result("none", "unknown")
    )

    assert render_text([verdict], View()).splitlines() == [
        "REVIEW  a.json (extend): 1 error, 1 unknown",
        "  ERROR   rules/invoice.yaml::odd -> review",
        "  UNKNOWN rules/invoice.yaml::none",
        "",
        " short summary ".center(80, "="),
        "ERROR   a.json rules/invoice.yaml::odd",
        "UNKNOWN a.json rules/invoice.yaml::none",
        " 1 document: 1 review ".center(80, "="),
    ]


def test_a_blind_rule_without_findings_is_named_too(make_verdict: Any, make_result: Any) -> None:
    verdict = make_verdict("a.json", "review", make_result("sure", "unknown", cause="blind"))

    assert "BLIND   rules/invoice.yaml::sure - no such evidence was sent\n" in render_text([verdict], View())


def test_a_verdict_without_rules_says_so(make_verdict: Any) -> None:
    assert render_document(make_verdict("a.json", "review")) == "REVIEW  a.json (extend): no rule"


@pytest.mark.parametrize(
    ("number", "hidden"),
    [
        pytest.param(10, [], id="ten-are-shown"),
        pytest.param(11, ["  ... and 1 more finding (-v)"], id="eleven-are-not"),
    ],
)
def test_of_many_findings_of_a_rule_ten_are_shown(
    make_verdict: Any, make_result: Any, make_finding: Any, number: int, hidden: list[str]
) -> None:
    findings = [make_finding(item=item, evidence=(), reason="no") for item in range(number)]
    verdict = make_verdict("a.json", "review", make_result("each", "fail", *findings))

    assert [row for row in render_document(verdict).splitlines() if "more finding" in row] == hidden
    assert render_text([verdict], View(verbosity=1)).count("FAIL    rules/") == number


@pytest.mark.parametrize(
    ("number", "hidden"),
    [
        pytest.param(8, [], id="eight-are-shown"),
        pytest.param(10, ["        ... and 2 more operands (-v)"], id="ten-are-not"),
    ],
)
def test_of_many_operands_eight_are_shown(
    make_verdict: Any, make_result: Any, make_finding: Any, number: int, hidden: list[str]
) -> None:
    operands = tuple(Evidence(f"$.lines[{index}].amount", "absent") for index in range(number))
    verdict = make_verdict("a.json", "review", make_result("sum", "fail", make_finding(evidence=operands)))

    assert [row for row in render_document(verdict).splitlines() if "more operand" in row] == hidden
    assert render_text([verdict], View(verbosity=1)).count(".amount  absent") == number


def test_a_long_value_is_cut_before_what_is_known_about_it(
    make_verdict: Any, make_result: Any, make_finding: Any
) -> None:
    """Page and signals tell a reviewer where to look; the value stands in the document too."""
    operand = Evidence("$.note", "present", "x" * 500, {"ocr": 0.5}, page=2, inherited=True)
    verdict = make_verdict("a.json", "review", make_result("r", "fail", make_finding(evidence=(operand,))))

    assert render_document(verdict, width=80).splitlines()[-1] == (
        f'        $.note  "{"x" * 26}..."  page 2 (of its parent)  ocr 0.5'
    )


def test_sections_of_plugins_stand_before_the_summary(accepted: Any) -> None:
    report = render_text([accepted], View(sections=("cost: 3\nper page: 1\x1b[2J",)))

    assert report.splitlines()[2:] == [
        "cost: 3",
        "per page: 1\\x1b[2J",
        "",
        " 1 document: 1 accept ".center(80, "="),
    ]


def test_ids_in_the_summary_are_whole_on_a_narrow_terminal() -> None:
    """They are there to be pasted back; only the reason gives way."""
    ids = Span("payloads/a - long-name.json rules/invoice.yaml::line-amount[12]")
    row = [Span("FAIL    ", "fail"), ids, Span(" - it is 5.00")]

    shown = ["".join(span.text for span in fitted(row, width)) for width in (40, 79, 200)]

    assert shown == [
        "FAIL    payloads/a - long-name.json rules/invoice.yaml::line-amount[12]",
        "FAIL    payloads/a - long-name.json rules/invoice.yaml::line-amount[12] - it...",
        "FAIL    payloads/a - long-name.json rules/invoice.yaml::line-amount[12] - it is 5.00",
    ]
