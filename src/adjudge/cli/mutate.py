"""``adjudge mutate``: documents damaged one way at a time, and which rule catches what."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from adjudge.cli import exits
from adjudge.cli.console import complain, write
from adjudge.cli.facts import read_facts, with_day
from adjudge.cli.group import traceback_option, with_options
from adjudge.cli.loading import known_adapter, load_project, recipe_of, rule_options, settings_file
from adjudge.cli.outputs import Output, write_output
from adjudge.cli.payloads import Payload, find_payloads
from adjudge.cli.progress import progress
from adjudge.errors import SelectionError

if TYPE_CHECKING:
    from adjudge.cli.loading import Project
    from adjudge.engine.batch.items import Item
    from adjudge.engine.mutate.counts import Group, Report, Survivor
    from adjudge.engine.mutate.run import MutateJob

_MUTANTS: Final = 20
_ADVISED: Final = 200
"""Groups of survivors for which the rule that would catch them is looked for."""


_mutate_options = with_options(
    click.option("--corpus", metavar="PATH", help="Stored payloads to damage (those of the settings)."),
    click.option("--mutants", type=click.IntRange(1), default=_MUTANTS, metavar="N", help="Per document (20)."),
    click.option("--seed", type=int, default=0, metavar="N", help="Draw other mutants (0)."),
    click.option("--only", multiple=True, metavar="ID", help="These mutants; * stands for anything: '*@$.total'."),
    click.option("--type", "types", multiple=True, metavar="TYPE", help="Values of this type: money, date."),
    click.option("--show", is_flag=True, help="Print the mutants, a payload a line, in place of the report."),
    click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with 1 below it."),
    click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="Format."),
    click.option("-o", "--output", "file", metavar="FILE", help="Write the report to a file."),
    click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes (one for each core)."),
    click.option("--adapter", metavar="NAME", help="Whose payloads these are."),
    click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="Give rules facts.NAME."),
)


@click.command("mutate")
@rule_options
@_mutate_options
@traceback_option
def mutate_command(**options: Any) -> int:
    """Damage stored documents one way at a time, and say which rule catches what.

    A mutant is caught where a rule says that a person must look, and did not say so before. One that means the same
    (read as the same value, or within a tolerance) does not count. Survivors are told with the command that shows each.
    """
    project = load_project(options["sources"], options["plugins"], plugin_autoload=options["plugin_autoload"])
    work = _work(project, options)
    if options["show"]:
        return _show(work, project)
    report, unreadable = _judge(work, project)
    if not report.made and not unreadable:
        raise SelectionError("there is nothing to damage as was asked, so nothing was found out")
    if report.made:
        _write(report, work, project)
    if unreadable:
        return exits.USAGE
    share = report.whole.share
    if share is None:
        raise SelectionError("no mutant counts, so nothing was found out")
    under = options["fail_under"]
    return exits.FAILED if under is not None and share * 100 < under else exits.OK


@dataclass(frozen=True)
class _Work:
    """The documents, what is done with each, and the options as given."""

    job: MutateJob
    corpus: str
    items: list[Item]
    options: dict[str, Any]


def _work(project: Project, options: dict[str, Any]) -> _Work:
    from adjudge.engine.batch.items import Item
    from adjudge.engine.mutate.choosing import Wish
    from adjudge.engine.mutate.run import MutateJob

    corpus = options["corpus"] or os.path.relpath(project.config.folder / project.config.corpus)
    items = [
        Item(each.name, each.content) if isinstance(each, Payload) else Item(each.name, None, each.reason)
        for each in find_payloads([corpus])
    ]
    if not items:
        raise SelectionError(f"no payload in {corpus}: a folder is searched for *.json and *.jsonl")
    wish = Wish(options["seed"], options["mutants"], options["only"], options["types"])
    adapter = known_adapter(project.manager, options["adapter"])
    facts = with_day(read_facts(options["facts"]), project.ruleset.suppressions)
    return _Work(MutateJob(recipe_of(project, options), wish, adapter, facts), corpus, items, options)


def _judge(work: _Work, project: Project) -> tuple[Report, int]:
    """Judge all mutants; tells how many documents could not be read."""
    from adjudge.engine.mutate.counts import Report
    from adjudge.engine.mutate.run import run

    report = Report([rule.nodeid for rule in project.ruleset.rules])
    unreadable = 0
    with progress(lambda: len(work.items)) as step:
        for judged in run(work.job, work.items, work.options["workers"]):
            step()
            if judged.reason is not None:
                complain(f"{judged.name}: {judged.reason}")
            if judged.unreadable:
                unreadable += 1
            else:
                report.add(judged)
    return report, unreadable


def _show(work: _Work, project: Project) -> int:
    """Print the payloads of mutants, and on standard error what was done to each."""
    from adjudge.engine.mutate.mutants import told
    from adjudge.engine.mutate.mutator import Mutator
    from adjudge.errors import ConfigError, PayloadError
    from adjudge.model.jsontext import to_json

    mutator = Mutator(project.ruleset, work.job.wish, work.job.facts, work.job.adapter)
    shown = unreadable = 0
    for item in work.items:
        try:
            for made in mutator.mutants(mutator.read(item), str(item.name)):
                complain(f"{item.name}: {made.mutant.spot.id}: {told(made.mutant)}")
                write(f"{to_json(made.mutant.payload)}\n")
                shown += 1
        except (PayloadError, ConfigError) as problem:
            complain(f"{item.name}: {problem}")
            unreadable += 1
    if not shown and not unreadable:
        raise SelectionError("there is nothing to damage as was asked")
    return exits.USAGE if unreadable else exits.OK


def _write(report: Report, work: _Work, project: Project) -> None:
    from adjudge.cli.mutate_report import Told, to_json, to_markdown, to_text

    told = [
        Told(group, _command(group.survivors[0], work), advice) for group, advice in _advised(report, work, project)
    ]
    output = Output(work.options["form"], Path(work.options["file"]) if work.options["file"] else None)
    if output.format == "json":
        text = to_json(report, told, lambda survivor: _command(survivor, work))
    else:
        text = to_markdown(report, told) if output.format == "markdown" else to_text(report, told, output.columns)
    write_output(output, text)


def _advised(report: Report, work: _Work, project: Project) -> Iterator[tuple[Group, str | None]]:
    """Give each group of survivors with the rule that would catch its first one, where one is obvious."""
    from adjudge.engine.mutate.advice import Adviser
    from adjudge.engine.mutate.mutator import Mutator

    groups = report.surviving
    if not groups:
        return
    mutator = Mutator(project.ruleset, work.job.wish, work.job.facts, work.job.adapter)
    adviser = Adviser(project.ruleset.rules)
    documents = {str(item.name): item for item in work.items}
    for number, group in enumerate(groups):
        first = group.survivors[0]
        made = mutator.again(documents[first.document], first.fate.spot) if number < _ADVISED else None
        yield group, None if made is None else adviser.advise(made.mutant, made.original, made.extraction)


def _command(survivor: Survivor, work: _Work) -> str:
    """Give the command that prints one mutant."""
    options = work.options
    words = ["adjudge", "mutate"]
    for flag, name in (("-R", "sources"), ("-p", "plugins"), ("--fact", "facts")):
        words += [word for value in options[name] for word in (flag, value)]
    settings = settings_file()
    words += ["-c", settings] if settings is not None else []
    words += ["--plugin-autoload"] if options["plugin_autoload"] else []
    words += ["--adapter", options["adapter"]] if options["adapter"] else []
    words += ["--seed", str(options["seed"])] if options["seed"] else []
    words += ["--corpus", _where(survivor.document, work), "--only", survivor.fate.spot.id, "--show"]
    return shlex.join(words)


def _where(document: str, work: _Work) -> str:
    """Name a document as a command line can, also one that is not below the working directory."""
    line = re.search(r":[1-9][0-9]*$", document)
    file = document[: line.start()] if line else document
    if Path(file).exists() or not Path(work.corpus).is_dir():
        return document if Path(file).exists() else f"{work.corpus}{line[0] if line else ''}"
    return (Path(work.corpus) / document).as_posix()
