"""``adjudge lint``: what is wrong with rule files, or cannot be meant; with a corpus, what rules do there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from adjudge.cli import exits
from adjudge.cli.console import complain, width, write
from adjudge.cli.facts import machine_day, read_facts, with_day
from adjudge.cli.fixing import Rules, fix_all
from adjudge.cli.group import traceback_option, with_options
from adjudge.cli.loading import chosen_rules, load_manager, project_folder, rule_options
from adjudge.errors import ConfigError, SelectionError

if TYPE_CHECKING:
    from adjudge.cli.corpus import Seen
    from adjudge.manager import Manager
    from adjudge.reporting.lines import Line
    from adjudge.ruleset.lint import Finding
    from adjudge.ruleset.lint.linting import Linted


_lint_options = with_options(
    click.option("--select", multiple=True, metavar="CODES", help="Only these codes (ADJ1: all that begin so)."),
    click.option("--ignore", multiple=True, metavar="CODES", help="Not these codes."),
    click.option("--fix", is_flag=True, help="Take out what is safe to: unused fields, lists and tags."),
    click.option("--against", "corpus", multiple=True, metavar="CORPUS", help="Say how rules end on payloads."),
    click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="Give rules facts.NAME (today: now)."),
    click.option(
        "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="text, json or github."
    ),
)


@click.command("lint")
@rule_options
@_lint_options
@traceback_option
def lint_command(**options: Any) -> int:
    """Find what is wrong with rules before any document is read.

    What keeps the files from loading and what loads but cannot be meant are told together, each with its place
    and its code; adjudge explain CODE says more of one. With --against CORPUS (a folder or file of payloads, as for
    check) each rule's outcomes there are counted, and rules that judged nothing or always failed are named.
    """
    from adjudge.ruleset.suppressions import day_given

    wanted = _wanted(options["select"], options["ignore"])
    config, manager = load_manager(options["plugins"], plugin_autoload=options["plugin_autoload"])
    sources = chosen_rules(config, options["sources"])
    rules = Rules(tuple(sources), manager.registry, project_folder(config))
    fixed = fix_all(rules, wanted) if options["fix"] else []
    facts = read_facts(options["facts"])
    linted = rules.lint(day_given({"today": machine_day(), **facts}))
    seen = None if linted.broken or not options["corpus"] else _corpus(rules, manager, options["corpus"], facts)
    findings = [finding for finding in linted.findings if wanted(finding)]
    if seen is not None:
        ignored = [each for each in seen.findings if any(entry.covers(each) for entry in linted.ignored)]
        findings += [each for each in seen.findings if wanted(each) and each not in ignored]
    write(_FORMS[options["form"]](findings, linted, fixed, seen))
    if not linted.rules and not linted.broken:
        raise SelectionError(f"there is no rule in {', '.join(sources)}")
    if linted.broken or (seen is not None and seen.unreadable):
        return exits.USAGE
    return exits.FAILED if findings else exits.OK


def _wanted(select: Sequence[str], ignore: Sequence[str]) -> Callable[[Finding], bool]:
    """Read ``--select`` and ``--ignore``: beginnings of codes, with commas or one by one.

    Load errors are always told. Raises ConfigError for a beginning that no code has.
    """
    from adjudge.ruleset.lint import CODES

    selected, ignored = (
        tuple(part.strip().upper() for text in texts for part in text.split(",")) for texts in (select, ignore)
    )
    for part in (*selected, *ignored):
        if not part or not any(code.startswith(part) for code in CODES):
            raise ConfigError(f'no code begins with "{part}" (known: {", ".join(CODES)})')

    def wanted(finding: Finding) -> bool:
        if finding.code < "ADJ1":
            return True
        return (not selected or finding.code.startswith(selected)) and not (
            ignored and finding.code.startswith(ignored)
        )

    return wanted


def _corpus(rules: Rules, manager: Manager, corpus: Sequence[str], facts: dict[str, Any]) -> Seen:
    from adjudge.cli.corpus import see_corpus
    from adjudge.engine.ruleset import Ruleset

    ruleset = Ruleset(rules.load(), manager)
    return see_corpus(ruleset, corpus, with_day(facts, ruleset.suppressions), complain)


# ---------------------------------------------------------------- formats
def _text(findings: Sequence[Finding], linted: Linted, fixed: Sequence[Finding], seen: Seen | None) -> str:
    from adjudge.reporting.lines import plain

    return plain(_rows(findings, linted, fixed, seen))


def _rows(findings: Sequence[Finding], linted: Linted, fixed: Sequence[Finding], seen: Seen | None) -> Iterator[Line]:
    from adjudge.reporting.document import counted
    from adjudge.reporting.lines import line

    if seen is not None:
        from adjudge.cli.doctor_report import doctor_rows

        yield from doctor_rows(seen.doctor, width())
    yield from (line(str(finding)) for finding in findings)
    yield from (line(f"fixed: {finding}") for finding in fixed)
    rules = f"{counted(linted.rules, 'rule')} in {counted(len(linted.files), 'file')}"
    silent = f", {len(linted.silent)} ignored in the files" if linted.silent else ""
    yield line(f"{counted(len(findings), 'finding') if findings else 'nothing found'} ({rules}{silent})")


def _json(findings: Sequence[Finding], linted: Linted, fixed: Sequence[Finding], seen: Seen | None) -> str:
    said: dict[str, Any] = {
        "schema": 1,
        "findings": [_described(finding) for finding in findings],
        "fixed": [_described(finding) for finding in fixed],
        "ignored": [_described(finding) for finding in linted.silent],
        "broken": linted.broken,
    }
    if seen is not None:
        said["corpus"] = {
            "payloads": seen.doctor.payloads,
            "unreadable": seen.unreadable,
            "adapters": dict(seen.doctor.adapters),
            "never_failed": seen.doctor.never_failed(),
            "suppressed": seen.hits,
            "rules": {
                nodeid: {
                    **{end: health.ends[end] for end in ("pass", "fail", "unknown", "skip", "error")},
                    "causes": dict(health.causes),
                    "blind": dict(health.blind),
                }
                for nodeid, health in seen.doctor.health.items()
            },
        }
    return json.dumps(said, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _described(finding: Finding) -> dict[str, Any]:
    from adjudge.ruleset.lint import describe

    return {
        "code": finding.code,
        "title": describe(finding.code).title,
        "file": finding.location.file,
        "line": finding.location.line,
        "column": finding.location.column,
        "message": finding.message,
        "rule": finding.rule,
        "fixable": finding.removal is not None,
    }


def _github(findings: Sequence[Finding], linted: Linted, fixed: Sequence[Finding], seen: Seen | None) -> str:  # noqa: ARG001  # as the other formats
    from adjudge.reporting.github import finding_annotation

    told = (finding_annotation("error" if each.code < "ADJ1" else "warning", each) for each in findings)
    return "".join(f"{row}\n" for row in told)


_FORMS = {"text": _text, "json": _json, "github": _github}
