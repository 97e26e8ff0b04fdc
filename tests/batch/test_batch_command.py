"""What ``adjudge batch`` promises: every line is a row, in order, once, whatever happens on the way."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import adjudge
from adjudge.cli import run
from adjudge.engine.batch.run import BatchRun

RULES = "adjudge: 1\nrules:\n  - {id: total-is-there, given: $.total, required: true}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.yaml").write_text(RULES)
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"total": n}) + "\n" for n in range(1, 301)))
    return tmp_path


def batch(*arguments: str) -> int:
    return run(["batch", *arguments, "-R", "rules.yaml", "--workers", "2"])


def rows(file: str = "out.jsonl") -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(file).read_text().splitlines()]


def test_each_line_is_a_row_in_the_order_of_the_input_and_the_same_bytes_as_check() -> None:
    assert batch("in.jsonl", "-o", "out.jsonl") == 0

    ruleset = adjudge.load_rules("rules.yaml")
    expected = [ruleset.check({"total": n}, document=f"in.jsonl:{n}").to_json() for n in range(1, 301)]
    assert Path("out.jsonl").read_text().splitlines() == expected


def test_a_broken_line_is_a_row_with_its_position_and_makes_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in.jsonl").write_text('{"total": 1}\n\n{"total"\n{"total": 3}\n')

    assert batch("in.jsonl", "-o", "out.jsonl") == 1
    assert [row["decision"] for row in rows()] == ["accept", None, "accept"]
    error = "the payload is no JSON: it ends too early"
    assert rows()[1] == {
        "schema": 1, "source": "in.jsonl:3", "document": "in.jsonl:3", "decision": None, "error": error,
    }  # fmt: skip
    assert capsys.readouterr().err == f"adjudge: in.jsonl:3: {error}\n"


def test_a_truncated_gzip_gives_its_whole_lines_and_an_error_row() -> None:
    packed = gzip.compress(Path("in.jsonl").read_bytes())
    Path("cut.jsonl.gz").write_bytes(packed[: len(packed) - 12])

    assert batch("cut.jsonl.gz", "-o", "out.jsonl") == 1
    assert [row["decision"] for row in rows()] == ["accept"] * (len(rows()) - 1) + [None]


def test_an_interrupted_batch_goes_on_and_ends_as_if_nothing_had_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    assert batch("in.jsonl", "-o", "whole.jsonl") == 0
    counted = BatchRun._count

    def interrupt(self: BatchRun, written: object) -> None:
        counted(self, written)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(BatchRun, "_count", interrupt)
        assert batch("in.jsonl", "-o", "out.jsonl") == 2
    assert not Path("out.jsonl").exists()
    # As after kill -9 while a row is written: its half is behind what the journal is sure of.
    with Path("out.jsonl.partial").open("a") as partial:
        partial.write('{"half')

    assert batch("in.jsonl", "-o", "out.jsonl") == 0
    assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()
    assert sorted(file.name for file in Path().glob("out*")) == ["out.jsonl"]


def test_an_output_that_is_there_is_left_alone_unless_restart_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert batch("in.jsonl", "-o", "out.jsonl") == 0
    assert batch("in.jsonl", "-o", "out.jsonl") == 4
    expected = "adjudge: out.jsonl: is there already; --restart judges everything anew\n"
    assert capsys.readouterr().err == expected
    assert batch("in.jsonl", "-o", "out.jsonl", "--restart") == 0


SUPPRESSED = """\
  - {id: total-is-large, given: $.total, range: {min: 11}}
suppressions:
  - {rule: total-is-large, document: in.jsonl, path: $.total, reason: known, max_hits: 9}
  - {rule: total-is-there, document: in.jsonl, path: $.total, reason: known}
  - {rule: total-is-there, document: other.jsonl, path: $.total, reason: not of this batch}
  - {rule: total-is-there, path: $.total, reason: known, until: 2026-01-31}
"""


def test_suppressions_are_counted_over_all_workers_and_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A budget is one of the batch, not of a worker; what was hit before an interruption counts."""
    Path("rules.yaml").write_text(RULES + SUPPRESSED)
    judged = BatchRun._judged

    def interrupted(self: BatchRun) -> object:
        for number, written in enumerate(judged(self)):
            if number == 1:
                raise KeyboardInterrupt
            yield written

    with monkeypatch.context() as patch:
        patch.setattr(BatchRun, "_judged", interrupted)
        assert batch("in.jsonl", "-o", "out.jsonl", "--fact", "today=2026-02-01") == 2

    assert batch("in.jsonl", "-o", "out.jsonl", "--fact", "today=2026-02-01") == 1
    assert {row["decision"] for row in rows()} == {"accept"}
    assert [line.removeprefix("adjudge: ") for line in capsys.readouterr().err.splitlines()[-3:]] == [
        'rules.yaml:6:5: ADJ503 the suppression of "total-is-large" hit 10, of 9 at most',
        'rules.yaml:7:5: ADJ502 the suppression of "total-is-there" hit nothing in 300 documents',
        'rules.yaml:9:5: ADJ501 the suppression of "total-is-there" ended on 2026-01-31; it holds no more',
    ]
