"""``adjudge diff``: what a change of rules or of extractions does to documents already judged."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.cli import exits
from adjudge.cli.console import complain
from adjudge.cli.facts import machine_day, read_facts
from adjudge.cli.group import traceback_option, with_options
from adjudge.cli.loading import find_settings, rule_options
from adjudge.cli.outputs import Output, write_output
from adjudge.cli.payloads import Payload, find_payloads
from adjudge.cli.progress import progress
from adjudge.cli.revisions import check_out, split_range
from adjudge.config import Config
from adjudge.errors import ConfigError, SelectionError

if TYPE_CHECKING:
    from adjudge.engine.diff.compare import Comparison
    from adjudge.engine.diff.run import Case, Side


_diff_options = with_options(
    click.option("--corpus", metavar="PATH", help="Stored payloads: the arguments are rules then."),
    click.option("--labels", metavar="FILE", help="JSON lines of truth values, or of reviewers' decisions."),
    click.option("--label-field", "fields", multiple=True, metavar="NAME", help="Truth values that count."),
    click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="Format."),
    click.option("-o", "--output", "file", metavar="FILE", help="Write the report to a file."),
    click.option(
        "--fail-on",
        type=click.Choice(["loosened", "any", "none"]),
        default="loosened",
        help="Which moves exit with 1 (loosened: towards accept).",
    ),
    click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="Give rules facts.NAME."),
    click.option("--adapter", metavar="NAME", help="Whose payloads these are."),
)


@click.command("diff")
@click.argument("sides", nargs=-1, required=True, metavar="A B")
@rule_options
@_diff_options
@traceback_option
def diff_command(sides: tuple[str, ...], **options: Any) -> int:
    """Compare two versions of rules over stored payloads, or two extractions of the same documents.

    With --corpus, A and B are rule files, folders or packs, or one git range (main..HEAD) of the project's rules or
    of -R. Without, they are two folders or files of payloads, judged by the rules of -R.
    """
    config = find_settings()
    with _sides(sides, options, config) as (before, after, cases):
        comparison, unreadable = _compare(before, after, cases, options, config)
    _report(comparison, options)
    if unreadable:
        return exits.USAGE
    failing = {"loosened": comparison.loosened, "any": comparison.moves, "none": []}[options["fail_on"]]
    return exits.FAILED if failing else exits.OK


@contextmanager
def _sides(sides: tuple[str, ...], options: dict[str, Any], config: Config) -> Iterator[tuple[Side, Side, list[Case]]]:
    """Give the rules of both sides, and the documents; revisions lie in a folder for as long as this lasts."""
    from adjudge.engine.diff.run import Side

    named = options["sources"] or config.rule_sources()
    revisions = split_range(sides[0]) if len(sides) == 1 else None
    if revisions is not None:
        corpus = options["corpus"] or str(config.folder / config.corpus)
        with tempfile.TemporaryDirectory(prefix="adjudge-") as name:
            folders = [Path(name, side) for side in ("before", "after")]
            for revision, folder in zip(revisions, folders, strict=True):
                check_out(revision, _paths(named), folder)
            first, second = (Side(tuple(str(folder / p) for p in _paths(named)), folder) for folder in folders)
            yield first, second, _cases(corpus)
    elif len(sides) != 2:
        raise ConfigError("diff takes two versions A and B, or one git range such as main..HEAD")
    elif options["corpus"]:
        yield _side(sides[0]), _side(sides[1]), _cases(options["corpus"])
    elif not named:
        raise ConfigError("add --corpus to compare two versions of rules, or -R to compare two extractions by rules")
    else:
        rules = Side(tuple(named))
        yield rules, rules, _pairs(*sides)


def _side(source: str) -> Side:
    """Give one side; rules are named within their folder."""
    from adjudge.engine.diff.run import Side

    path = Path(source)
    if path.is_dir():
        return Side((source,), path)
    return Side((source,), path.parent) if path.is_file() else Side((source,))


def _paths(named: Iterable[str]) -> list[str]:
    paths = []
    here = Path.cwd()
    for source in named:
        path = Path(source)
        paths.append(path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix())
    if not paths:
        raise ConfigError("add -R with the rule file or folder to take from both revisions")
    return paths


def _cases(corpus: str) -> list[Case]:
    from adjudge.engine.diff.run import Case

    return [Case(name, each.content, None, each.name) for name, each in _documents(corpus).items()]


def _pairs(before: str, after: str) -> list[Case]:
    """Pair two extractions of the same documents by their names within either folder."""
    from adjudge.engine.diff.run import Case

    old, new = _documents(before), _documents(after)
    for name in sorted(old.keys() ^ new.keys()):
        complain(f"{name} is only in {before if name in old else after}, so it is not compared")
    return [Case(name, each.content, new[name].content) for name, each in old.items() if name in new]


def _documents(corpus: str) -> dict[str, Payload]:
    """Give the payloads by their names within the folder."""
    found: dict[str, Payload] = {}
    for payload in find_payloads([corpus]):
        if not isinstance(payload, Payload):
            raise ConfigError(f"{payload.name}: {payload.reason}")
        within = payload.name.removeprefix(Path(corpus).as_posix()).lstrip("/")
        found[within if Path(corpus).is_dir() or within.startswith(":") else payload.name] = payload
    if not found:
        raise SelectionError(f"no payload in {corpus}: a folder is searched for *.json and *.jsonl")
    return found


def _compare(
    before: Side, after: Side, cases: list[Case], options: dict[str, Any], config: Config
) -> tuple[Comparison, int]:
    from adjudge.engine.diff.compare import Comparison, DocumentChange
    from adjudge.engine.diff.labels import read_labels
    from adjudge.engine.diff.run import Plan, run

    plan = Plan(
        before,
        after,
        (*config.plugins, *options["plugins"]),
        options["plugin_autoload"] or config.plugin_autoload,
        options["adapter"],
        read_facts(options["facts"]),
        read_labels(Path(options["labels"]), options["fields"]) if options["labels"] else None,
        machine_day(),
    )
    documents: list[DocumentChange] = []
    unreadable = 0
    with progress(lambda: len(cases)) as step:
        for row in run(plan, cases):
            step()
            if isinstance(row, DocumentChange):
                documents.append(row)
            else:
                unreadable += 1
                complain(f"{row.name}: {row.reason}")
    return Comparison(tuple(documents)), unreadable


def _report(comparison: Comparison, options: dict[str, Any]) -> None:
    from adjudge.cli.diff_report import to_json, to_markdown, to_text

    output = Output(options["form"], Path(options["file"]) if options["file"] else None)
    make = {"text": lambda it: to_text(it, output.columns), "json": to_json, "markdown": to_markdown}[output.format]
    write_output(output, make(comparison))
