"""The pytest plugin: inline tests as items, a corpus of documents as cases, golden verdicts.

Installed it is inert: it adds options and fixtures, and imports the rest of adjudge when one of them is used.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset
    from adjudge.model.extraction import Extraction
    from adjudge.model.verdict import Verdict
    from adjudge.pytest_plugin.corpus import CorpusDoc
    from adjudge.pytest_plugin.goldens import Golden

UPDATES = ("new", "changed", "unused", "all")
_RULE_SUFFIXES = frozenset({".yaml", ".yml"})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and settings."""
    group = parser.getgroup("adjudge", "rules over extracted documents")
    group.addoption("--adjudge", action="store_true", help="Collect the inline tests of rule files.")
    group.addoption(
        "--adjudge-update", choices=UPDATES, metavar="WHICH", help="Write golden verdicts: new, changed, unused or all."
    )
    group.addoption(
        "--adjudge-allow-loosen", action="store_true", help="Let an update move a golden verdict towards accept."
    )
    parser.addini("adjudge_rules", "Rule files, folders or packs; inline tests in them are collected.", type="linelist")
    parser.addini("adjudge_corpus", "Folder of documents, below the root folder.", default="corpus")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse updates where nobody would read them."""
    if config.getoption("adjudge_update") is None:
        return
    if os.environ.get("CI", "").lower() not in {"", "0", "false"}:
        raise pytest.UsageError("--adjudge-update is refused in CI: update goldens where you can read what changes")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a rule file when asked to, by ``--adjudge`` or ``adjudge_rules``."""
    if file_path.suffix not in _RULE_SUFFIXES:
        return None
    config = parent.config
    if not (config.getoption("adjudge") or config.getini("adjudge_rules")):
        return None
    from adjudge.pytest_plugin.items import RuleFile, is_wanted  # noqa: PLC0415  # inert until used

    return RuleFile.from_parent(parent, path=file_path) if is_wanted(file_path, config) else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once per document of the corpus, where it asks for one."""
    if "corpus_doc" not in metafunc.fixturenames:
        return
    if any("corpus_doc" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize") if mark.args):
        return
    from adjudge.pytest_plugin.corpus import corpus_params  # noqa: PLC0415  # inert until used

    metafunc.parametrize("corpus_doc", corpus_params(metafunc.config), indirect=True)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Show how a verdict differs from its golden one."""
    if op != "==" or "Golden" not in (type(left).__name__, type(right).__name__):
        return None
    from adjudge.pytest_plugin.goldens import Golden  # noqa: PLC0415  # inert until used

    golden = next((side for side in (left, right) if isinstance(side, Golden)), None)
    return golden.difference if golden is not None else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Delete the goldens of documents that are gone, when asked to; once, not in every worker."""
    config = session.config
    if config.getoption("adjudge_update") in {"unused", "all"} and not hasattr(config, "workerinput"):
        from adjudge.pytest_plugin.corpus import unused_goldens  # noqa: PLC0415  # inert until used

        for path in unused_goldens(config):
            path.unlink()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell the goldens of documents that are gone."""
    if not config.getini("adjudge_rules"):
        return
    from adjudge.pytest_plugin.corpus import unused_goldens  # noqa: PLC0415  # inert until used

    unused = unused_goldens(config)
    if unused:
        terminalreporter.section("adjudge: goldens without a document")
        for path in unused:
            terminalreporter.write_line(path.relative_to(config.rootpath).as_posix())
        terminalreporter.write_line("--adjudge-update=unused deletes them")


@pytest.fixture(scope="session")
def adjudge() -> Any:
    """Give the library: ``adjudge.load_rules``, ``adjudge.check``, ``adjudge.normalize``."""
    import adjudge  # noqa: PLC0415  # inert until used

    return adjudge


@pytest.fixture(scope="session")
def ruleset(pytestconfig: pytest.Config) -> Ruleset:
    """Give the rules of ``adjudge_rules``; override it in conftest.py for others."""
    from adjudge.pytest_plugin.corpus import load_ruleset  # noqa: PLC0415  # inert until used

    return load_ruleset(pytestconfig)


@pytest.fixture
def corpus_doc(request: pytest.FixtureRequest) -> CorpusDoc:
    """Give one document of the corpus; the test runs once for each."""
    document: CorpusDoc = request.param
    return document


@pytest.fixture
def extraction(corpus_doc: CorpusDoc, ruleset: Ruleset) -> Extraction:
    """Give what the rules see of the document."""
    return ruleset.normalize(corpus_doc.payload, adapter=corpus_doc.adapter)


@pytest.fixture
def verdict(request: pytest.FixtureRequest, corpus_doc: CorpusDoc, ruleset: Ruleset) -> Verdict:
    """Give the verdict on the document; junit reports get its decision and the rules' fingerprint."""
    judged = ruleset.check(
        corpus_doc.payload,
        adapter=corpus_doc.adapter,
        facts=corpus_doc.facts,
        document=corpus_doc.document or corpus_doc.name,
    )
    request.node.user_properties += [
        ("adjudge_decision", judged.decision or "partial"),
        ("adjudge_ruleset", judged.fingerprint),
    ]
    return judged


@pytest.fixture
def golden(corpus_doc: CorpusDoc, pytestconfig: pytest.Config) -> Golden:
    """Give the stored verdict of the document, to be compared: ``assert verdict == golden``."""
    from adjudge.pytest_plugin.goldens import Golden  # noqa: PLC0415  # inert until used

    return Golden(
        corpus_doc.golden_path,
        corpus_doc.golden_path.relative_to(pytestconfig.rootpath).as_posix(),
        update=pytestconfig.getoption("adjudge_update"),
        may_loosen=pytestconfig.getoption("adjudge_allow_loosen"),
    )
