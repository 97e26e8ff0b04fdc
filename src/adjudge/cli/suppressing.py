"""``adjudge check --add-suppressions``: write what is found as known, so that a repo sees only what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adjudge.cli.console import complain
from adjudge.cli.loading import Project, project_folder, reload_rules
from adjudge.cli.rewriting import rewritten
from adjudge.errors import AdjudgeError, ConfigError
from adjudge.model.words import Effect, at_least

if TYPE_CHECKING:
    from adjudge.model.result import Finding, Result
    from adjudge.model.verdict import Verdict
    from adjudge.ruleset.rule import Rule

FILE: Final = "suppressions.yaml"


class Why(NamedTuple):
    """What is said of all findings that are written as known."""

    reason: str
    owner: str | None
    until: str | None


class Found(NamedTuple):
    """The findings that cost something: those to be written, and how many cannot be."""

    entries: list[dict[str, Any]]
    findings: int
    left: int


def read_why(options: dict[str, Any], payloads: Sequence[str]) -> Why | None:
    """Read what goes with ``--add-suppressions``; ``None`` where it is not asked for.

    Raises:
        ConfigError: The reason is missing, or it is asked for what cannot be named again.
    """
    from adjudge.ruleset.suppressions import day_of

    why = Why(options["reason"] or "", options["owner"], options["until"])
    if not options["add_suppressions"]:
        if any(why):
            raise ConfigError("--reason, --owner and --until go with --add-suppressions")
        return None
    if not why.reason.strip():
        raise ConfigError("--add-suppressions needs --reason: why the findings may stand")
    if why.until is not None and day_of(why.until) is None:
        raise ConfigError(f'--until is "{why.until}", must be a date as 2026-12-31')
    if options["first"] or options["maxfail"]:
        raise ConfigError("--add-suppressions writes all that is found; leave -x and --maxfail out")
    if "-" in payloads:
        raise ConfigError("--add-suppressions names documents, and what comes through standard input has no name")
    return why


def add_suppressions(
    project: Project, sources: Sequence[str], verdicts: Sequence[Verdict], fail_on: Effect, why: Why
) -> Project:
    """Write a suppression for each finding that reaches ``fail_on``, into the rules folder, and load the rules again.

    Raises:
        ConfigError: There is no such folder, or the file cannot be written or would not load; it is as it was then.
    """
    from adjudge.reporting.document import counted

    file = _file(sources)
    rules = {rule.nodeid: rule for rule in project.ruleset.rules}
    found = _found(verdicts, rules, fail_on, why, _prefix(project, file.parent))
    if found.entries:
        before = file.read_bytes() if file.exists() else b""
        with rewritten(file, _with(file, before, found.entries)):
            project = _reloaded(project, sources, file)
    complain(f"{file}: {counted(len(found.entries), 'suppression')} added, of {counted(found.findings, 'finding')}")
    if found.left:
        complain(f"{counted(found.left, 'finding')} left: errors, and those of rules that say suppressible: false")
    return project


def _file(sources: Sequence[str]) -> Path:
    for source in map(Path, sources):
        if source.is_dir():
            return source / FILE
        if source.name == FILE and source.is_file():
            return source
    raise ConfigError(f"--add-suppressions writes {FILE} of a rules folder: name one with -R (or such a file, too)")


def _prefix(project: Project, folder: Path) -> str:
    """Give what node ids of a folder begin with; said without it, they hold wherever the folder is loaded from."""
    from adjudge.ruleset.sources import find_sources

    files, _ = find_sources(folder, {}, None, project_folder(project.config))
    return files[0].name.removesuffix(files[0].path.relative_to(folder.resolve()).as_posix()) if files else ""


def _found(verdicts: Sequence[Verdict], rules: dict[str, Rule], fail_on: Effect, why: Why, prefix: str) -> Found:
    """Give an entry for each kind of finding of a document, with how often it is there."""
    hits: Counter[tuple[tuple[str, Any], ...]] = Counter()
    findings = left = 0
    for verdict, result, finding in _costly(verdicts, fail_on):
        rule = rules.get(result.nodeid)
        findings += rule is not None
        if rule is None:
            continue  # what adjudge itself says of a document is no rule's
        if finding.outcome == "error" or not rule.suppressible:
            left += 1
        else:
            about = {"rule": result.nodeid.removeprefix(prefix), **_about(verdict, result, finding)}
            hits[tuple(about.items())] += 1
    said = {key: value for key, value in why._asdict().items() if value is not None}
    return Found([{**dict(about), "max_hits": number, **said} for about, number in hits.items()], findings, left)


def _costly(verdicts: Sequence[Verdict], fail_on: Effect) -> Iterator[tuple[Verdict, Result, Finding]]:
    for verdict in verdicts:
        for result in verdict.results:
            yield from ((verdict, result, each) for each in result.findings if at_least(each.effect, fail_on))


def _about(verdict: Verdict, result: Result, finding: Finding) -> dict[str, Any]:
    from adjudge.model.content import content_key
    from adjudge.ruleset.baseline import document_pattern, path_pattern
    from adjudge.ruleset.suppressions import file_of

    path = path_pattern(finding.path)
    return {
        "document": document_pattern(file_of(verdict.document or "")),
        **({} if path is None else {"path": path}),
        "key": content_key(result.nodeid, finding),
    }


def _with(file: Path, data: bytes, entries: Sequence[dict[str, Any]]) -> bytes:
    from adjudge.ruleset.baseline import with_suppressions
    from adjudge.ruleset.located import Problems
    from adjudge.ruleset.yaml_source import read_yaml

    return with_suppressions(data, read_yaml(data, str(file), Problems()), entries)


def _reloaded(project: Project, sources: Sequence[str], file: Path) -> Project:
    try:
        return reload_rules(project, sources)
    except AdjudgeError as problem:
        raise ConfigError(f"{file}: would not load, so nothing is written: {problem}") from None
