"""The README says what is so: its commands, files, words and links."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from adjudge.cli import exits
from adjudge.engine.ruleset import load_rules

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text("utf-8")
EXAMPLE = ROOT / "examples" / "01-first-verdict"
PAGES = [
    *ROOT.glob("*.md"),
    *ROOT.glob("docs/*.md"),
    *ROOT.glob("rules/*.md"),
    *ROOT.glob("examples/**/*.md"),
]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def test_the_first_screen_holds_exactly_two_commands_of_one_line() -> None:
    """Each is marked, so that ``.ci/run`` runs it as it is printed."""
    first, tests = blocks("sh")

    assert re.findall(r"^<!-- (\w+) -->\n```sh$", TEXT, re.MULTILINE) == ["first", "tests"]
    assert len(first.splitlines()) == len(tests.splitlines()) == 1
    assert TEXT.partition(tests)[0].count("\n") < 25


def test_the_first_command_judges_the_first_example() -> None:
    """The same as that example's own, but that a review is no failure here."""
    shown = re.search(r"^```sh\nadjudge (.*)$", (EXAMPLE / "README.md").read_text("utf-8"), re.MULTILINE)
    assert shown is not None
    arguments = shlex.split(blocks("sh")[0].rstrip().rstrip(")"))

    assert arguments[arguments.index("check") :] == [*shlex.split(shown[1]), "--fail-on", "reject"]


def test_the_output_shown_is_what_the_example_prints() -> None:
    expected = (EXAMPLE / "expected.txt").read_text("utf-8")
    (shown,) = blocks("text")

    assert [part for part in shown.strip("\n").split("\n...\n") if part not in expected] == []


def test_the_rules_shown_are_the_files() -> None:
    assert blocks("yaml") == [(EXAMPLE / "rules.yaml").read_text("utf-8")]


def test_the_python_shown_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE)
    names = {"payload": Path("payloads/fjord-bygg-0077.json")}
    (program,) = blocks("python")
    exec(program, names)  # noqa: S102  # our own page

    assert names["verdict"].decision == "review"
    assert names["verdict"].fields["$.total"].effect == "review"


def test_every_exit_code_is_told() -> None:
    codes = {value for name, value in vars(exits).items() if name.isupper()}

    assert {int(code) for code in re.findall(r"^\| (\d) \|", TEXT, re.MULTILINE)} == codes


def test_the_packs_named_are_there() -> None:
    for name in set(re.findall(r"adjudge:[a-z0-9]+", TEXT)):
        assert load_rules(name).rules


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_within_the_project_is_dead(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", re.sub(r"`[^`]*`", "", page.read_text("utf-8")))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []
