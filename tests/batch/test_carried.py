"""A ruleset goes to other machines as the text of its rule files, and means the same there or is refused."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import adjudge

ELSEWHERE = """
import pickle, sys
ruleset = pickle.load(sys.stdin.buffer)
for payload in (b'{"total": 1, "currency": "EUR"}', b'{"total": 0, "currency": "XXX"}'):
    print(ruleset.check(payload, document="a").to_json())
print(len(pickle.loads(pickle.dumps(ruleset)).rules), next(iter(ruleset.check_many([b"{"], workers=1))))
"""
PAYLOADS = (b'{"total": 1, "currency": "EUR"}', b'{"total": 0, "currency": "XXX"}')

FILES = {
    "rules/adjudge.yaml": "adjudge: 1\ndefaults: {on_fail: reject}\n",
    "rules/base.yaml": "adjudge: 1\nrules:\n  - {id: total-is-there, given: $.total, required: true}\n",
    "rules/deep/money.yaml": """
        adjudge: 1
        extends: [../base.yaml, adjudge:recommended]
        lists:
          known: {file: ../lists/known.yaml}
        rules:
          - id: currency-is-known
            given: $.currency
            one_of: known
            tests:
              - {payload: ../tests/invoice.json, expect: pass}
        """,
    "rules/lists/known.yaml": "[EUR, USD]\n",
    "rules/tests/invoice.json": '{"currency": "EUR"}',
    "more.yaml": "adjudge: 1\nrules:\n  - {id: total-is-one, given: $.total, one_of: [1]}\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip(), encoding="utf-8")
    return tmp_path


def judged_elsewhere(pickled: bytes, folder: Path) -> list[str]:
    """Unpickle in another process, in another folder, and give what it printed."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE], input=pickled, capture_output=True, check=True, cwd=folder, env=environment
    )
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize(
    ("sources", "root"),
    [
        pytest.param(["rules", "more.yaml"], None, id="a-folder-and-a-file"),
        pytest.param(["rules", "more.yaml"], ".", id="with-a-root"),
        pytest.param(["more.yaml", "adjudge:invoice"], None, id="a-file-and-a-pack"),
        pytest.param(["rules/deep/money.yaml"], "rules", id="a-file-that-extends-one-above"),
    ],
)
def test_the_verdicts_are_the_same_bytes_where_no_rule_file_is(
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    sources: list[str],
    root: str | None,
) -> None:
    """Node ids, places and the names of files are part of a verdict; they too must not depend on the machine."""
    monkeypatch.chdir(project)
    ruleset = adjudge.load_rules(sources, root=root)
    here = [ruleset.check(payload, document="a").to_json() for payload in PAYLOADS]
    pickled = pickle.dumps(ruleset)

    *there, last = judged_elsewhere(pickled, tmp_path_factory.mktemp("elsewhere"))
    assert there == here
    assert last == f"{len(ruleset.rules)} the payload is no JSON: it ends too early"


def test_rules_from_outside_the_current_folder_travel_too(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ruleset = adjudge.load_rules(project / "rules")
    here = [ruleset.check(payload, document="a").to_json() for payload in PAYLOADS]

    *there, _ = judged_elsewhere(pickle.dumps(ruleset), tmp_path_factory.mktemp("elsewhere"))
    assert there == here


def test_documents_that_tests_name_stay_at_home(project: Path) -> None:
    assert b'"currency"' not in pickle.dumps(adjudge.load_rules(project / "rules"))


def test_rules_that_mean_something_else_by_now_are_refused(project: Path) -> None:
    ruleset = adjudge.load_rules(project / "more.yaml")
    (project / "more.yaml").write_text(FILES["more.yaml"].replace("[1]", "[1, 0]"), encoding="utf-8")
    pickled = pickle.dumps(ruleset)

    with pytest.raises(adjudge.ConfigError) as told:
        pickle.loads(pickled)  # noqa: S301  # our own pickle is what this is about
    assert str(told.value) == (
        "the rules mean something else here than where they were loaded first: their files have changed since, "
        "or this is another version of adjudge, of a pack or of a plugin"
    )


def test_a_process_compiles_what_arrives_once(project: Path) -> None:
    """Each task of a cluster brings the rules again."""
    pickled = pickle.dumps(adjudge.load_rules(project / "rules"))
    assert pickle.loads(pickled) is pickle.loads(pickled)  # noqa: S301  # as above


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(lambda file: file.unlink(), "more.yaml: it cannot be read: No such file", id="gone"),
        pytest.param(lambda file: file.write_bytes(b" " * 2_000_000), "more.yaml: the file has more than", id="grown"),
    ],
)
def test_a_file_that_is_gone_is_told(project: Path, spoil: Callable[[Path], Any], message: str) -> None:
    ruleset = adjudge.load_rules(project / "more.yaml")
    spoil(project / "more.yaml")
    with pytest.raises(adjudge.ConfigError) as told:
        pickle.dumps(ruleset)
    assert str(told.value).startswith(message)


def test_two_files_of_one_name_are_told(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "more.yaml"
    other.write_text("adjudge: 1\nrules:\n  - {id: vat-is-there, given: $.vat, required: true}\n", encoding="utf-8")
    with pytest.raises(adjudge.ConfigError) as told:
        pickle.dumps(adjudge.load_rules([project / "more.yaml", other]))
    assert str(told.value) == "two rule files are called more.yaml; give load_rules a root that holds both"


def test_a_narrowed_ruleset_stays_where_it_is(project: Path) -> None:
    narrowed = adjudge.load_rules(project / "rules").select(lambda rule: rule.id == "currency-is-known")
    with pytest.raises(adjudge.ConfigError) as told:
        pickle.dumps(narrowed)
    assert str(told.value) == "only a whole ruleset, as load_rules gives it, can be loaded again by workers"


def test_suppressions_travel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A finding that costs nothing here must not cost a review there."""
    text = FILES["more.yaml"] + "suppressions:\n  - {rule: total-is-one, path: $.total, reason: known since May}\n"
    (project / "more.yaml").write_text(text, encoding="utf-8")
    ruleset = adjudge.load_rules(project / "more.yaml")
    here = [ruleset.check(payload, document="a").to_json() for payload in PAYLOADS]
    assert '"suppressed":true' in here[1]

    *there, _ = judged_elsewhere(pickle.dumps(ruleset), tmp_path_factory.mktemp("elsewhere"))
    assert there == here
