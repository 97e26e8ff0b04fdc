"""``adjudge diff``: two versions of rules over a corpus, two extractions by the same rules."""

from __future__ import annotations

import json
import os
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

import adjudge
from adjudge.cli import run

RULES = """\
adjudge: 1
fields: {{total: {{at: $.total, type: money}}, sum: {{at: $.sum, type: money}}}}
rules:
  - {{id: sums-agree, assert: "sum == approx(total, abs={tolerance})"}}
"""
SHARED = Path(os.environ.get("ADJUDGE_SHARED", Path(__file__).parents[3] / "shared"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, tolerance in (("old", "0.01"), ("new", "1")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rules.yaml").write_text(RULES.format(tolerance=tolerance), "utf-8")
    (tmp_path / "corpus").mkdir()
    for name, total in (("exact", "5.00"), ("near", "6.00"), ("far", "6.01")):
        (tmp_path / "corpus" / f"{name}.json").write_text(json.dumps({"total": total, "sum": "5.00"}), "utf-8")
    return tmp_path


@pytest.mark.usefixtures("project")
def test_a_loosened_threshold_names_exactly_the_documents_that_move(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "old", "new", "--corpus", "corpus"]) == 1

    assert capsys.readouterr().out == (
        "3 documents, 1 move\n"
        "\n"
        "before / after    accept  review  reject\n"
        "accept                 1       0       0\n"
        "review                 1       1       0\n"
        "reject                 0       0       0\n"
        "\n"
        "LOOSENED  review -> accept  near.json\n"
        "    rules.yaml::sums-agree: fail -> pass: "
        "$.sum is 5.00 but $.total is 6.00\n"
        "      (difference 1.00, tolerance 0.01)\n"
        "\n"
        "rules that end otherwise, in documents:\n"
        "  rules.yaml::sums-agree: 1 no longer failing\n"
    )


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("sides", "fail_on", "code"),
    [
        (("old", "new"), "loosened", 1),
        (("old", "new"), "any", 1),
        (("old", "new"), "none", 0),
        (("new", "old"), "loosened", 0),
        (("new", "old"), "any", 1),
        (("old", "old"), "any", 0),
    ],
)
def test_the_exit_code_follows_the_moves_that_matter(sides: tuple[str, str], fail_on: str, code: int) -> None:
    assert run(["diff", *sides, "--corpus", "corpus", "--fail-on", fail_on]) == code


@pytest.mark.usefixtures("project")
def test_a_rule_that_has_only_moved_to_another_file_is_the_same_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """Two versions of one file have two names."""
    Path("new/rules.yaml").rename("new/later.yaml")

    run(["diff", "old/rules.yaml", "new/later.yaml", "--corpus", "corpus", "--format", "json"])

    assert list(json.loads(capsys.readouterr().out)["rules"]) == ["later.yaml::sums-agree"]


@pytest.mark.usefixtures("project")
def test_of_two_rules_of_one_id_none_is_taken_for_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    """Which of them has moved cannot be told, so both are told as gone and come."""
    text = Path("old/rules.yaml").read_text("utf-8")
    Path("old/rules.yaml").unlink()
    for name in ("old/a.yaml", "old/b.yaml", "new/c.yaml"):
        Path(name).write_text(text, "utf-8")
    Path("new/rules.yaml").unlink()

    run(["diff", "old", "new", "--corpus", "corpus", "--format", "json"])

    assert sorted(json.loads(capsys.readouterr().out)["rules"]) == [
        "a.yaml::sums-agree",
        "b.yaml::sums-agree",
        "c.yaml::sums-agree",
    ]


@pytest.mark.usefixtures("project")
def test_markdown_is_silent_when_nothing_moves_and_escapes_documents(capsys: pytest.CaptureFixture[str]) -> None:
    run(["diff", "old", "old", "--corpus", "corpus", "--format", "markdown"])
    assert capsys.readouterr().out == ""

    Path("corpus/near.json").rename("corpus/@a|<b>.json")
    run(["diff", "old", "new", "--corpus", "corpus", "--format", "markdown"])
    told = capsys.readouterr().out
    assert told.startswith("<!-- adjudge diff -->\n### adjudge: 1 of 3 documents move\n")
    assert "| &#64;a\\|&lt;b>.json | review | accept |" in told


@pytest.mark.usefixtures("project")
def test_two_extractions_are_compared_by_the_same_rules(capsys: pytest.CaptureFixture[str]) -> None:
    Path("later").mkdir()
    Path("later/near.json").write_text('{"total": "5.00", "sum": "5.00"}', "utf-8")

    run(["diff", "corpus", "later", "-R", "old", "--format", "json"])

    out, err = capsys.readouterr()
    assert [(move["document"], move["after"]) for move in json.loads(out)["moves"]] == [("near.json", "accept")]
    assert "far.json is only in corpus, so it is not compared" in err


def test_what_the_folder_above_says_is_compared_as_it_stood(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rules of both revisions mean what they meant then."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q"], check=True)
    (project / "own").mkdir()
    (project / "own" / "r.yaml").write_text("adjudge: 1\nrules: [{id: small, assert: sum < 5}]\n")
    for name in ("total", "net"):
        (project / "adjudge.yaml").write_text(f"adjudge: 1\nfields: {{sum: {{at: $.{name}, type: money}}}}\n")
        subprocess.run([*git, "add", "adjudge.yaml", "own"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", name], check=True)
    (project / "sums.jsonl").write_text('{"total": 9, "net": 1}\n')

    assert run(["diff", "HEAD~1..HEAD", "-R", "own", "--corpus", "sums.jsonl", "--format", "json"]) == 1
    (move,) = json.loads(capsys.readouterr().out)["moves"]
    assert (move["before"], move["after"]) == ("review", "accept")


def test_git_revisions_are_compared(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q"], check=True)
    for tolerance in ("0.01", "1"):
        (project / "old" / "rules.yaml").write_text(RULES.format(tolerance=tolerance), "utf-8")
        subprocess.run([*git, "add", "old"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", tolerance], check=True)

    assert run(["diff", "HEAD~1..HEAD", "-R", "old", "--corpus", "corpus", "--format", "json"]) == 1
    assert [move["document"] for move in json.loads(capsys.readouterr().out)["moves"]] == ["near.json"]

    assert run(["diff", "--", "--output=x..HEAD"]) == 4
    assert "add -R with the rule file" in capsys.readouterr().err
    assert run(["diff", "-R", "old", "--", "--output=x..HEAD"]) == 4
    assert "--output=x is no revision" in capsys.readouterr().err
    assert run(["diff", "nowhere..HEAD", "-R", "old", "--corpus", "corpus"]) == 4
    assert "git cannot give old at nowhere" in capsys.readouterr().err


@pytest.mark.usefixtures("project")
def test_reviewers_decisions_count_escaped_errors_and_needless_reviews(capsys: pytest.CaptureFixture[str]) -> None:
    Path("labels.jsonl").write_text(
        '{"id": "exact", "decision": "accept"}\n{"id": "near", "decision": "review"}\n'
        '{"id": "far", "value": {"total": 6.010}}\n',
        "utf-8",
    )

    run(["diff", "old", "new", "--corpus", "corpus", "--labels", "labels.jsonl", "--format", "json"])

    assert json.loads(capsys.readouterr().out)["labels"] == {
        "before": {"labelled": 3, "escaped_errors": 0, "needless_reviews": 1},
        "after": {"labelled": 3, "escaped_errors": 1, "needless_reviews": 1},
    }


@pytest.mark.usefixtures("project")
def test_many_documents_are_compared_in_order_by_all_workers(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.dumps({"total": "6.00" if n % 3 else "5.00", "sum": "5.00"}) for n in range(500)]
    Path("many.jsonl").write_text("\n".join(rows), "utf-8")

    run(["diff", "old", "new", "--corpus", "many.jsonl", "--format", "json"])

    told = json.loads(capsys.readouterr().out)
    assert (told["documents"], len(told["moves"])) == (500, sum(n % 3 != 0 for n in range(500)))


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["old"], "diff takes two versions A and B, or one git range such as main..HEAD"),
        (["old", "new"], "add --corpus to compare two versions of rules, or -R to compare two extractions by rules"),
        (["old", "new", "--corpus", "corpus", "--labels", "gone.jsonl"], "gone.jsonl: cannot be read"),
    ],
)
def test_what_is_missing_is_said(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", *arguments]) == 4
    assert said in capsys.readouterr().err


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the folder of shared payloads beside the checkout")
def test_mistakes_on_real_receipts_equal_a_count_made_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    surely = tmp_path / "sure.yaml"
    surely.write_text("adjudge: 1\nrules: [{id: sure, given: $.total, ocr: {min: 0.9}}]\n", "utf-8")
    crossing = Path(__file__).parents[2] / "examples" / "03-receipts" / "rules.yaml"
    receipts, labels = SHARED / "receipts" / "extractions.jsonl", SHARED / "receipts" / "truth.jsonl"

    sides = [str(surely), str(crossing), "--corpus", str(receipts), "--labels", str(labels)]
    run(["diff", *sides, "--label-field", "total", "--format", "json"])

    told = json.loads(capsys.readouterr().out)["labels"]
    truth = {row["id"]: row["value"]["total"] for row in map(json.loads, labels.read_text("utf-8").splitlines())}
    for side, rules in (("before", surely), ("after", crossing)):
        ruleset = adjudge.load_rules(rules)
        escaped = needless = 0
        for payload in map(json.loads, receipts.read_text("utf-8").splitlines()):
            total = payload["output"]["value"].get("total")
            right = total is not None and Decimal(total) == Decimal(truth[payload["id"]])
            accepted = ruleset.check(payload).decision == "accept"
            escaped += accepted and not right
            needless += right and not accepted
        assert told[side] == {"labelled": len(truth), "escaped_errors": escaped, "needless_reviews": needless}


@pytest.mark.usefixtures("project")
def test_a_rule_that_only_costs_something_else_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The document moves, so somebody must be able to see by which rule."""
    text = Path("old/rules.yaml").read_text("utf-8")
    Path("new/rules.yaml").write_text(text.replace("rules:", "defaults: {on_fail: reject}\nrules:", 1), "utf-8")

    run(["diff", "old", "new", "--corpus", "corpus"])

    told = capsys.readouterr().out
    assert "rules.yaml::sums-agree: fail (review) -> fail (reject): $.sum is 5.00" in told
    assert told.endswith("  rules.yaml::sums-agree: 2 other effect\n")
