"""What ``adjudge report`` promises: every row is counted, the numbers are those of the verdicts, nothing acts."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import adjudge
from adjudge.cli import run

pytest.importorskip("duckdb", reason="needs the extra batch")
pytest.importorskip("jinja2", reason="needs the extra batch")

RULES = """
adjudge: 1
fields: {total: {at: $.total, type: money}, lines: {at: $.lines, each: {amount: money}}}
rules:
  - {id: lines-add-up, title: "Lines & total <agree>", assert: "sum(lines[*].amount) == total", on_fail: reject}
  - {id: total-is-legible, given: total, ocr: {min: 0.9}, on_unknown: note}
  - {id: buyer-is-there, given: $.buyer, required: true, shadow: true}
  - {id: every-line-is-named, given: "$.lines[*].name", required: true}
"""
HOSTILE = "<script>document.title='owned'</script>\"'><img src=x onerror=alert(1)>{{7*7}}\u202egnp.exe\x1b[31m"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("rules.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path


def payload(number: int, name: str = "Tea") -> dict[str, Any]:
    """Give one of sixty payloads: a third does not add up, a fifth has no total."""
    amount = 10 + number
    total = None if number % 5 == 0 else amount + (number % 3 == 0)
    return {"total": total, "lines": [{"amount": amount, "name": name if number % 4 else ""}]}


def store(output: str, *arguments: str, name: str = "Tea", documents: int = 60) -> None:
    lines = [json.dumps(payload(number, name)) for number in range(documents)] + ['{"total"']
    Path("in.jsonl").write_text("\n".join(lines) + "\n")
    assert run(["batch", "in.jsonl", "-R", "rules.yaml", "-o", output, "--workers", "1", "--restart", *arguments]) == 1


def report(*arguments: str) -> int:
    return run(["report", *arguments])


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """Give the report as data."""
    capsys.readouterr()
    assert report(*arguments, "--format", "json") == 0
    return json.loads(capsys.readouterr().out)


def test_the_numbers_are_those_of_a_count_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    store("out.jsonl")
    rows = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    verdicts = [row for row in rows if "error" not in row]
    summary = told(capsys, "out.jsonl")

    ends = Counter(str(row["decision"]) if "error" not in row else "unreadable" for row in rows)
    assert {end: count for end, count in summary["total"]["ends"].items() if count} == ends
    rules = {rule["nodeid"]: rule for rule in summary["rules"]}
    outcomes = Counter((result["nodeid"], result["outcome"]) for row in verdicts for result in row["results"])
    assert outcomes == Counter(
        {(nodeid, out): count for nodeid, rule in rules.items() for out, count in rule["outcomes"].items() if count}
    )
    decides = Counter(nodeid for row in verdicts for nodeid in row["decided_by"])
    assert {nodeid: rule["decides"] for nodeid, rule in rules.items() if rule["decides"]} == decides
    blind = Counter(nodeid for row in verdicts for nodeid in row["blind"])
    assert {each["nodeid"]: each["documents"] for each in summary["blind"]} == blind
    assert rules["rules.yaml::buyer-is-there"]["shadow"] is True
    blamed = Counter(
        (path.replace("[0]", "[*]"), view["effect"]) for row in verdicts for path, view in row["fields"].items()
    )
    effects = [(field["path"], *each) for field in summary["blamed"] for each in field["effects"].items()]
    assert {(path, effect): count for path, effect, count in effects if count} == {
        (path, effect): count for (path, effect), count in blamed.items() if effect
    }
    for rule in summary["rules"]:
        for sample in rule["samples"]:
            row = next(row for row in verdicts if row["document"] == sample["document"])
            result = next(each for each in row["results"] if each["nodeid"] == rule["nodeid"])
            assert sample["reason"] in [finding["reason"] for finding in result["findings"]]


@pytest.mark.parametrize("stored", ["out.parquet", "out.jsonl.gz", "[out]*.jsonl"])
def test_however_they_are_stored_they_come_to_the_same(capsys: pytest.CaptureFixture[str], stored: str) -> None:
    store("out.jsonl")
    if stored.endswith(".gz"):
        Path(stored).write_bytes(gzip.compress(Path("out.jsonl").read_bytes()))
    else:
        store(stored)
    expected, found = told(capsys, "out.jsonl"), told(capsys, stored)
    expected["errors"][0]["place"] = expected["errors"][0]["place"].replace("out.jsonl", stored)
    assert found | {"files": ["out.jsonl"]} == expected


def test_days_make_a_time_line_in_their_order_and_many_days_months(capsys: pytest.CaptureFixture[str]) -> None:
    for day in ("2026-03-02", "2026-01-31"):
        store(f"{day}.jsonl", "--fact", f"day={day}", documents=3)
    summary = told(capsys, "2026-03-02.jsonl", "2026-01-31.jsonl", "--by", "facts.day")
    assert summary["over_time"] is True
    assert [group["name"] for group in summary["groups"]] == ["2026-01-31", "2026-03-02", ""]

    row = json.loads(Path("2026-01-31.jsonl").read_text().splitlines()[0])
    days = [row | {"facts": {"day": f"2026-{month:02}-{day:02}"}} for month in (1, 2) for day in range(1, 29)]
    Path("days.jsonl").write_text("".join(json.dumps(each) + "\n" for each in days))
    assert [group["name"] for group in told(capsys, "days.jsonl", "--by", "facts.day")["groups"]] == [
        "2026-01",
        "2026-02",
    ]


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("adapter", ["", "plain"]),
        ("file", ["a/in.jsonl", "b.jsonl"]),
        ("folder", [".", "a"]),
        ("document:([ab])", ["a", "b"]),
        ("facts.a/b~c", ["", "x"]),
    ],
)
def test_documents_are_grouped_by_what_is_asked(capsys: pytest.CaptureFixture[str], by: str, names: list[str]) -> None:
    first = {"schema": 1, "decision": "accept", "document": "a/in.jsonl:1", "adapter": "plain", "facts": {"a/b~c": "x"}}
    second = {"schema": 1, "decision": None, "document": "b.jsonl:2", "error": "no JSON"}
    Path("v.jsonl").write_text(f"{json.dumps(first)}\n{json.dumps(second)}\n")
    assert sorted(group["name"] for group in told(capsys, "v.jsonl", "--by", by)["groups"]) == names


def test_a_line_that_is_no_verdict_is_counted_and_named_and_ends_in_4(capsys: pytest.CaptureFixture[str]) -> None:
    """A report that leaves rows out without a word would be believed."""
    verdict = '{"schema": 1, "decision": "accept", "document": "a"}'
    others = ['{"schema": 2, "decision": "accept"}', "{", '{"schema": 1, "decision": "maybe"}', "[]"]
    Path("v.jsonl").write_text("\n".join([verdict, *others]) + "\n")
    assert report("v.jsonl") == 4
    said = capsys.readouterr()
    assert said.out.startswith("5 documents: 1 accept, 4 unread\n")
    assert said.err == "adjudge: 4 of 5 rows are no verdicts that this version reads, v.jsonl:2 first\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["none.jsonl"], 4, "none.jsonl: cannot be read as verdicts: "),
        (["rules.yaml"], 4, "rules.yaml: verdicts are stored in .jsonl, .jsonl.gz, .jsonl.zst and .parquet files"),
        (["empty.jsonl"], 5, "no verdict in empty.jsonl"),
        (["bad.parquet"], 4, "bad.parquet: cannot be read as verdicts: "),
        (["v.jsonl", "--by", "adaptor"], 4, '--by adaptor: there is no such group; did you mean "adapter"?'),
        (["v.jsonl", "--by", "day"], 4, "--by day: there is no such group; groups: adapter, file, folder, "),
        (["v.jsonl", "--by", "document:("], 4, "v.jsonl: cannot be read as verdicts: "),
        (["v.jsonl", "-o", "no/report.html"], 4, "no/report.html: cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    Path("empty.jsonl").write_text("")
    Path("bad.parquet").write_bytes(b"PAR1")
    Path("v.jsonl").write_text('{"schema": 1, "decision": "accept", "document": "a"}\n')
    assert report(*arguments) == code
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"adjudge: {message}")


class Skeleton(HTMLParser):
    """The elements and attributes of a page, without its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted(name for name, _ in attrs)))


def page(name: str) -> str:
    """Give the page for documents in which a text stands wherever a document, or its name, can put one."""
    findings = [{"outcome": "fail", "path": f"$['{name}']", "reason": f"{name} is {name}"}]
    row = {
        "schema": 1,
        "document": name,
        "adapter": name,
        "decision": "review",
        "facts": {"day": name},
        "fields": {f"$.{name}": {"effect": "review", "findings": []}},
        "decided_by": [name],
        "results": [{"nodeid": name, "title": name, "outcome": "fail", "cause": None, "findings": findings},
                    {"nodeid": name, "title": name, "outcome": "unknown", "cause": "blind", "findings": findings}],
    }  # fmt: skip
    error = {"schema": 1, "document": name, "decision": None, "error": name}
    Path("v.jsonl").write_text(f"{json.dumps(row)}\n{json.dumps(error)}\n")
    Path("v.jsonl.durations.json").write_text(json.dumps({name: [1.5, 3]}))
    assert report("v.jsonl", "-o", "page.html", "--by", "facts.day") == 0
    return Path("page.html").read_text(encoding="utf-8")


def test_a_document_full_of_markup_changes_nothing_of_the_page() -> None:
    plain, hostile = Skeleton(), Skeleton()
    plain.feed(page("harmless"))
    text = page(HOSTILE)
    hostile.feed(text)

    assert hostile.found == plain.found
    assert not {tag for tag, _ in hostile.found} & {"script", "img", "iframe", "link", "a", "form", "object"}
    assert "&lt;script&gt;document.title=" in text
    assert "{{7*7}}" in text
    assert not set(text) & {"\u202e", "\x1b"}
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_a_real_browser_runs_nothing_of_it(here: Path) -> None:
    page(HOSTILE)
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
               "--disable-background-networking", "--disable-component-update", f"--user-data-dir={here / 'profile'}",
               "--dump-dom", (here / "page.html").as_uri()]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=90, env=os.environ)
    assert "<title>adjudge: 2 documents</title>" in done.stdout


def test_the_slowest_rules_are_those_that_the_batch_measured(capsys: pytest.CaptureFixture[str]) -> None:
    store("out.jsonl")
    assert told(capsys, "out.jsonl")["slow"] == []

    store("timed.jsonl", "--durations")
    assert Path("timed.jsonl").read_bytes() == Path("out.jsonl").read_bytes()
    slow = told(capsys, "timed.jsonl")["slow"]
    assert {each["nodeid"] for each in slow} == {rule.nodeid for rule in adjudge.load_rules("rules.yaml").rules}
    assert {each["documents"] for each in slow} == {60}
    assert sorted((each["seconds"] for each in slow), reverse=True) == [each["seconds"] for each in slow]
    assert 0 < sum(each["seconds"] for each in slow) < 60


def test_text_says_the_most_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    store("out.jsonl")
    capsys.readouterr()
    assert report("out.jsonl") == 0
    assert capsys.readouterr().out == Path(__file__).with_name("report.txt").read_text(encoding="utf-8")
