"""``adjudge lint``: each kind of finding, beside a rule that has none; fixes; the corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adjudge.cli import run

HEAD = """\
adjudge: 1
fields:
  total: {at: $.total, type: money}
  net: {at: $.net, type: money}   # before tax
x-lint-ignore: {ADJ301: "tests are not what this is about", ADJ302: "as above"}
rules:
  - {id: net, given: net, required: true}
  - {id: there, given: total, required: true}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def linted(capsys: pytest.CaptureFixture[str], text: str, *options: str) -> list[str]:
    Path("r.yaml").write_text(text, encoding="utf-8")
    run(["lint", "-R", "r.yaml", "--format", "json", *options])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [f"{each['line']}:{each['column']} {each['code']}" for each in found]


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("given: total\n    when: total > 10 and total < 5\n    range: {max: 1}", ["11:11 ADJ101"]),
        ("given: total\n    when: total >= 5 and total <= 5\n    range: {max: 1}", []),
        ("given: total\n    when: total > 5 and total <= 5\n    range: {max: 1}", ["11:11 ADJ101"]),
        (
            'given: total\n    when: extraction.adapter == "extend" and extraction.adapter == "plain"\n'
            "    range: {max: 1}",
            ["11:11 ADJ101"],
        ),
        ('given: total\n    when: extraction.adapter == "extnd"\n    range: {max: 1}', ["11:11 ADJ103"]),
        ("given: total\n    when: 1 < 2\n    range: {max: 1}", ["11:11 ADJ102"]),
        ("assert: total == total", ["10:13 ADJ102"]),
        ("assert: total == net", []),
        ("assert: total >= 0 or total < 0", ["10:13 ADJ102"]),
        ("assert: total >= 0 or net < 0", []),
        ("assert: net < total < net", ["10:13 ADJ101"]),
        ("assert: net <= total <= net", []),
        ("assert: total != total", ["10:13 ADJ101"]),
        ("assert: confidence(total) > 1", ["10:13 ADJ101"]),
        ("assert: confidence(total) >= 1", []),
        ("assert: confidence(total) >= 0", ["10:13 ADJ102"]),
        ("given: total\n    confidence: {min: 0}", ["11:17 ADJ102"]),
        ("given: total\n    confidence: {min: 0, max: 0.9}", []),
        ("given: total\n    rating: {min: 1}", ["11:13 ADJ102"]),
        ("given: total\n    when: not exists(total) and total > 5\n    range: {max: 1}", ["11:11 ADJ101"]),
        ("given: total\n    when: not exists(net) and total > 5\n    range: {max: 1}", []),
        ("given: total\n    when: exists(net) or not exists(net)\n    range: {max: 1}", ["11:11 ADJ102"]),
        ("given: total\n    when: not (total > 5) and total > 6\n    range: {max: 1}", ["11:11 ADJ101"]),
        ("given: total\n    when: not (total > 5) and total > 4\n    range: {max: 1}", []),
        ("given: total\n    when: (total > 5 or total < 2) and total == 3\n    range: {max: 1}", ["11:11 ADJ101"]),
        ("given: total\n    when: (total > 5 or total < 2) and total == 1\n    range: {max: 1}", []),
        ('given: total\n    when: doc.c not in ("a", "b") and doc.c == "a"\n    range: {max: 1}', ["11:11 ADJ101"]),
        ('given: total\n    when: doc.c not in ("a", "b") and doc.c == "c"\n    range: {max: 1}', []),
        (
            'given: total\n    when: doc.c in ("a", "b") and not (doc.c == "a" or doc.c == "b")\n    range: {max: 1}',
            ["11:11 ADJ101"],
        ),
        ('given: total\n    when: doc.c in ("a", "b") and not (doc.c == "a" or doc.c == "c")\n    range: {max: 1}', []),
        (
            'given: total\n    when: facts.d > date("2025-01-01") and facts.d < date("2024-01-01")\n'
            "    range: {max: 1}",
            ["11:11 ADJ101"],
        ),
        (
            'given: total\n    when: facts.d > date("2024-01-01") and facts.d < date("2025-01-01")\n'
            "    range: {max: 1}",
            [],
        ),
        ("assert: total > 5 if total > 6 else total <= 6", ["10:13 ADJ102"]),
        ("assert: total > 5 if total > 4 else total <= 4", []),
        ("given: total\n    required: true", ["9:5 ADJ104"]),
        ('given: total\n    when: extraction.adapter == "extend"\n    match: {none_of: [fuzzy_match]}', 2),
        ('given: total\n    when: extraction.adapter == "extend"\n    ocr: {min: 0.9}', []),
    ],
)
def test_what_cannot_be_meant_is_found_at_its_place(
    capsys: pytest.CaptureFixture[str], rule: str, codes: list[str] | int
) -> None:
    found = linted(capsys, f"{HEAD}  - id: a\n    {rule}\n")

    assert (found == codes) if isinstance(codes, list) else ([each[-6:] for each in found] == ["ADJ106"] * codes)


@pytest.mark.parametrize(
    ("least", "effect", "codes"),
    [
        pytest.param("0.8", "review", ["10:5 ADJ105"], id="weaker"),
        pytest.param("0.9", "review", ["10:5 ADJ104"], id="the-same"),
        pytest.param("0.8", "reject", [], id="weaker-with-a-graver-effect"),
    ],
)
def test_a_weaker_threshold_is_implied_unless_its_effect_is_graver(
    capsys: pytest.CaptureFixture[str], least: str, effect: str, codes: list[str]
) -> None:
    sure = "  - {id: sure, given: total, confidence: {min: 0.9}}\n"
    weak = f"  - {{id: weak, given: total, confidence: {{min: {least}}}, on_fail: {effect}}}\n"

    assert linted(capsys, HEAD + sure + weak) == codes


def test_a_comparison_is_the_same_whichever_side_its_operands_are_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Two people write the same rule in two ways."""
    rules = "  - {id: a, assert: total == net}\n  - {id: b, assert: net == total}\n  - {id: c, assert: net > total}\n"

    assert linted(capsys, HEAD + rules + "  - {id: d, assert: total < net}\n  - {id: e, assert: total > net}\n") == [
        "10:5 ADJ104",
        "12:5 ADJ104",
    ]


def test_rules_without_tests_or_why_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    found = linted(capsys, "adjudge: 1\nrules:\n  - {id: a, given: $.a, required: true}\n")

    assert found == ["3:5 ADJ301", "3:5 ADJ302"]


@pytest.mark.parametrize("text", ["", "adjudge: 1\nfields: {total: $.total}\n"])
def test_that_there_is_no_rule_to_lint_is_no_success(here: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (here / "rules").mkdir()
    if text:
        (here / "rules" / "r.yaml").write_text(text)

    assert run(["lint", "-R", "rules"]) == 5
    assert capsys.readouterr().err == "adjudge: there is no rule in rules\n"


def test_an_ignored_code_that_is_not_found_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert linted(capsys, HEAD.replace("x-lint-ignore: {", 'x-lint-ignore: {ADJ105: "old", ')) == ["5:17 ADJ304"]


def test_load_errors_and_findings_are_told_together_and_the_exit_code_is_4(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = HEAD + "  - {id: a, given: totl, required: true}\n  - id: b\n    assert: 1 > 2\n"

    assert linted(capsys, text) == ["9:20 ADJ004", "11:13 ADJ101"]
    assert run(["lint", "-R", "r.yaml"]) == 4


def test_fix_takes_out_what_is_unused_and_leaves_every_other_byte(capsys: pytest.CaptureFixture[str]) -> None:
    Path("r.yaml").write_text(HEAD.replace("  net:", "  vat: {at: $.vat}  # unused\n  net:"), encoding="utf-8")

    assert run(["lint", "-R", "r.yaml", "--fix"]) == 0

    assert Path("r.yaml").read_text(encoding="utf-8") == HEAD
    assert capsys.readouterr().out.startswith('fixed: r.yaml:4:3: ADJ201 field "vat" is used by no rule\n')


@pytest.mark.parametrize(
    ("source", "told"),
    [
        pytest.param("rules", ["rules/adjudge.yaml:4:3: ADJ201"], id="the-folder"),
        pytest.param("rules/no/a.yaml", [], id="one-file-which-is-not-all-that-the-folder-speaks-for"),
    ],
)
def test_a_field_of_a_folder_is_unused_where_no_file_below_reads_it(
    here: Path, capsys: pytest.CaptureFixture[str], source: str, told: list[str]
) -> None:
    (here / "adjudge.toml").write_text("")
    (here / "rules" / "no").mkdir(parents=True)
    (here / "rules" / "adjudge.yaml").write_text("adjudge: 1\nfields:\n  total: $.total\n  vat: $.vat\n")
    (here / "rules" / "no" / "a.yaml").write_text("adjudge: 1\nrules: [{id: a, given: total, required: true}]\n")

    run(["lint", "-R", source, "--select", "ADJ2", "--format", "json"])

    found = json.loads(capsys.readouterr().out)["findings"]
    assert [f"{each['file']}:{each['line']}:{each['column']}: {each['code']}" for each in found] == told


def test_select_and_ignore_take_beginnings_of_codes(capsys: pytest.CaptureFixture[str]) -> None:
    text = "adjudge: 1\nrules:\n  - {id: a, given: $.a, required: true}\n"

    assert linted(capsys, text, "--select", "ADJ301") == ["3:5 ADJ301"]
    assert linted(capsys, text, "--ignore", "ADJ3") == []
    assert run(["lint", "-R", "r.yaml", "--select", "ADJ9"]) == 4


def test_rules_that_always_fail_on_a_corpus_or_judge_nothing_are_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "c.jsonl").write_text('{"total": 1}\n{"total": 2}\n')

    text = HEAD + "  - {id: sure, given: total, ocr: {min: 0.5}}\n"

    assert linted(capsys, text, "--against", "c.jsonl") == ["7:5 ADJ402", "9:5 ADJ401"]


@pytest.mark.parametrize(
    "pack", ["recommended", "invoice", "receipt", "en16931", "nutrient", "extend", "datalab", "parsefy", "llamaextract"]
)
def test_the_shipped_packs_are_clean(pack: str) -> None:
    assert run(["lint", "-R", f"adjudge:{pack}"]) == 0


def test_a_field_that_only_a_suppression_reads_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    """Without it, the suppression could not say which documents it is about."""
    waived = 'suppressions: [{rule: net, when: supplier == "ACME", reason: r}]\n'
    text = HEAD.replace("x-lint", "  supplier: {at: $.supplier}\nx-lint")

    assert linted(capsys, text) == ["5:3 ADJ201"]
    assert linted(capsys, text + waived) == []


@pytest.mark.parametrize(("today", "codes"), [("2026-12-31", []), ("2027-01-01", ["9:16 ADJ501"])])
def test_a_suppression_has_expired_after_its_last_day(
    capsys: pytest.CaptureFixture[str], today: str, codes: list[str]
) -> None:
    text = HEAD + "suppressions: [{rule: net, path: $.net, reason: r, until: 2026-12-31}]\n"

    assert linted(capsys, text, "--fact", f"today={today}") == codes


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("r.yaml").write_text(HEAD, encoding="utf-8")

    assert run(["lint", "-R", "r.yaml", "--fact", "today=soon"]) == 4
    expected = "adjudge: fact \"today\" is 'soon'; suppressions with an end need a date as 2026-12-31\n"
    assert capsys.readouterr().err == expected


def test_what_each_suppression_hits_in_a_corpus_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever audits suppressions sees which of them carry how much."""
    waived = "suppressions:\n  - {rule: net, path: $.net, reason: r}\n  - {rule: there, path: $.total, reason: r}\n"
    Path("r.yaml").write_text(HEAD + waived, encoding="utf-8")
    Path("in").mkdir()
    for name in "ab":
        Path(f"in/{name}.json").write_text('{"total": 1}', encoding="utf-8")

    run(["lint", "-R", "r.yaml", "--against", "in", "--format", "json"])

    assert json.loads(capsys.readouterr().out)["corpus"]["suppressed"] == {"r.yaml:10:5": 2, "r.yaml:11:5": 0}
