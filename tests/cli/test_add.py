"""``adjudge test --add``: a test of a real payload, written where the rule stands; nothing else of the file changes."""

from __future__ import annotations

import json
from difflib import ndiff
from pathlib import Path

import pytest

from adjudge.cli import run
from support.adding import HEAD, INVOICE, LINE_AMOUNT, write
from support.payloads import extend


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("invoice.json", json.dumps(INVOICE))
    return tmp_path


def added(text: str, *arguments: str, payload: str = "invoice.json") -> list[str]:
    """Add a test to ``r.yaml``; give the lines that are new, after making sure that no other line is another one."""
    write("r.yaml", text)
    assert run(["test", "-R", "r.yaml", "--add", payload, *arguments]) == 0
    after = Path("r.yaml").read_bytes().decode()
    lines = list(ndiff(text.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert [line for line in lines if line.startswith("- ")] == []
    assert run(["test", "-R", "r.yaml"]) == 0
    return [line[2:].rstrip("\n") for line in lines if line.startswith("+ ")]


# ---------------------------------------------------------------- what is written
def test_an_item_brings_what_its_rule_reads_of_it_and_nothing_else() -> None:
    """Names of persons stay where they are, unless a rule reads them."""
    assert added(HEAD + LINE_AMOUNT, "r.yaml::line-amount[0]") == [
        "    tests:",
        "      - {given: {lines: [{quantity: 2, price: 5, amount: 10}]}, expect: pass}",
    ]


def test_a_failure_brings_its_reason_whatever_its_place_in_the_list() -> None:
    reason = "$.items[*].quantity * $.items[*].price = 3 * 5.00 = 15.00 but $.items[*].amount is 16.00"
    new = added(HEAD + LINE_AMOUNT, "r.yaml::line-amount[1]")

    assert new == added(HEAD + LINE_AMOUNT, "r.yaml::line-amount"), "the item that failed is the one that is told"
    assert new[:3] == [
        "    tests:",
        "      - given: {lines: [{quantity: 3, price: 5, amount: 16}]}",
        "        expect: fail",
    ]
    assert new[3].startswith(f'        reason: "{reason}')


def test_a_value_found_by_another_path_of_its_field_is_given_by_its_name() -> None:
    assert added(HEAD + LINE_AMOUNT, "line-amount[2]")[1:] == [
        "      - {given: {lines: [{quantity: 1, price: 5, amount: 5}]}, expect: pass}"
    ]


def test_a_sum_brings_every_term_by_what_it_adds_up() -> None:
    rule = "  - id: sums\n    assert: sum(lines[*].amount) == total + 6\n"

    assert added(HEAD + rule, "sums")[1:] == [
        "      - {given: {lines: [{amount: 10}, {amount: 16}, {amount: 5}], total: 25}, expect: pass}"
    ]


def test_what_only_holds_of_a_whole_list_keeps_more_than_one_item() -> None:
    """Of one item alone it could not be false."""
    rule = "  - id: apart\n    given: $.items[*].text\n    unique: true\n"

    assert added(HEAD + rule, "apart")[1:] == [
        '      - {given: {$.items: [{text: "apples"}, {text: "pears"}]}, expect: pass}'
    ]


def test_where_one_thing_is_missing_the_others_are_there() -> None:
    """Else the test would hold for any reason."""
    write("p.json", json.dumps({**INVOICE, "total": None}))
    rule = "  - id: sums\n    assert: sum(lines[*].amount) == total\n"

    assert added(HEAD + rule, "sums", payload="p.json")[1:] == [
        "      - {given: {lines: [{amount: 10}], total: null}, expect: unknown}"
    ]


@pytest.mark.parametrize(
    ("check", "told"),
    [
        pytest.param("ocr: {min: 0.9}", "signals: {total: {ocr: 0.5}}", id="signal"),
        pytest.param("issues: {none_of: [guess]}", 'issues: {total: ["a guess"]}', id="issues"),
        pytest.param("cited: {text: true}", 'citations: {total: [{text: "9.00"}]}', id="citation"),
    ],
)
def test_what_an_api_says_of_a_value_comes_along_where_the_rule_reads_it(check: str, told: str) -> None:
    about = {
        "ocrConfidence": 0.5,
        "logprobsConfidence": 0.7,
        "citations": [{"page": {"number": 1, "width": 9, "height": 9}, "referenceText": "9.00"}],
        "insights": [{"type": "issue", "content": "a guess"}],
    }
    write("p.json", json.dumps(extend({"total_amount": "4.00", "iban": "NO93"}, {"total_amount": about})))

    new = added(f"{HEAD}  - id: sure\n    given: total\n    {check}\n", "sure", payload="p.json")

    assert new[:-1] == [
        "    tests:",
        '      - given: {total: "4.00"}',
        f"        {told}",
        "        expect: fail",
    ]


def test_the_adapter_and_facts_come_along_where_they_matter() -> None:
    write("p.json", json.dumps(extend({"total": "4.00"}, {"total": {"ocrConfidence": 0.5}})))
    rules = """\
  - id: late
    when: extraction.adapter == "extend"
    assert: facts.today < date("2026-01-01")
    on_fail: note
"""

    new = added(HEAD + rules, "late", "--fact", "today=2026-02-01", "--fact", "tenant=a", payload="p.json")

    assert new[1:] == [
        "      - adapter: extend",
        '        facts: {today: "2026-02-01"}',
        "        expect: fail",
        '        reason: "facts.today is 2026-02-01, not before 2026-01-01"',
    ]


def test_a_row_is_told_by_its_name_and_a_rule_by_all_of_its_rows() -> None:
    rule = "  - id: key\n    required: true\n    params: [{id: total, given: total}, {id: iban, given: $.iban}]\n"

    assert added(HEAD + rule, "r.yaml::key[iban]")[1:] == [
        '      - {expect: {iban: fail}, reason: "$.iban is absent, expected a value"}'
    ]
    assert added(HEAD + rule, "r.yaml::key")[1:] == ["      - {given: {total: 25}, expect: {total: pass, iban: fail}}"]


def test_what_cannot_be_given_is_told_by_the_payloads_file(here: Path) -> None:
    (here / "in").mkdir()
    write("in/p.json", json.dumps(extend({"total": "4.00"}, {})))
    rule = '  - id: version\n    assert: extraction.version == "2026-02-09"\n'

    assert added(HEAD + rule, "version", payload="in/p.json")[1:] == ['      - {payload: "in/p.json", expect: pass}']


def test_what_nobody_would_read_is_told_by_the_payloads_file() -> None:
    write("p.json", json.dumps({"total": 350, "items": [{"amount": 1, "text": "one"}] * 350}))
    rule = "  - id: sums\n    assert: sum(lines[*].amount) == total\n"

    assert added(HEAD + rule, "sums", payload="p.json")[1:] == ['      - {payload: "p.json", expect: pass}']


# ---------------------------------------------------------------- whose file it is
def test_a_test_of_an_overridden_rule_is_written_to_the_override() -> None:
    """Those of the rule before it do not run any more."""
    write(
        "base.yaml", HEAD + "  - id: small\n    given: total\n    range: {max: 100}\n    tests: [{expect: unknown}]\n"
    )

    assert added("adjudge: 1\nextends: base.yaml\noverride:\n  small:\n    range: {max: 9}\n", "base.yaml::small") == [
        "    tests:",
        '      - {given: {total: 25}, expect: fail, reason: "$.total_amount is 25.00, expected at most 9"}',
    ]


def test_a_test_of_an_extended_rule_is_written_to_its_own_file() -> None:
    write("base.yaml", HEAD + LINE_AMOUNT)

    assert added("adjudge: 1\nextends: base.yaml\n", "base.yaml::line-amount[0]") == []
    assert (
        Path("base.yaml")
        .read_text()
        .endswith("    tests:\n      - {given: {lines: [{quantity: 2, price: 5, amount: 10}]}, expect: pass}\n")
    )


def test_coverage_is_whole_once_what_is_missing_was_added(capsys: pytest.CaptureFixture[str]) -> None:
    """As its author goes: the report names the outcome, a payload shows it."""
    write("r.yaml", HEAD + LINE_AMOUNT)
    write("none.json", json.dumps({"items": [{"quantity": 2, "price": 5}]}))
    for payload, item in (("invoice.json", "[0]"), ("invoice.json", "[1]")):
        assert run(["test", "-R", "r.yaml", "--add", payload, f"r.yaml::line-amount{item}"]) == 0

    assert run(["test", "-R", "r.yaml", "--cov", "--cov-fail-under", "100"]) == 1
    assert "missing: unknown" in capsys.readouterr().out
    assert run(["test", "-R", "r.yaml", "--add", "none.json", "r.yaml::line-amount[0]"]) == 0
    assert run(["test", "-R", "r.yaml", "--cov", "--cov-fail-under", "100"]) == 0
