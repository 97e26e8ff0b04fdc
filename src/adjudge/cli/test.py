"""``adjudge test``: run the tests that are written beside the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.cli import exits
from adjudge.cli.console import complain, wants_colour, width, write
from adjudge.cli.facts import read_facts
from adjudge.cli.group import traceback_option, with_options
from adjudge.cli.inline_cases import Case, Ran, find_cases, pick_cases, run_cases
from adjudge.cli.lastfailed import keep_last_failed, read_last_failed
from adjudge.cli.loading import Project, chosen_rules, from_root, load_project, rule_options, told_root
from adjudge.cli.outputs import Output, write_output
from adjudge.errors import ConfigError, SelectionError

if TYPE_CHECKING:
    from adjudge.engine.coverage import Coverage
    from adjudge.reporting.lines import Line
    from adjudge.reporting.view import View

_LETTERS = "f failed, E error, x xfailed, p passed, a all but passed, A all, N none"


def _summary_letters(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from adjudge.cli.inline_report import SUMMARISED

    unknown = "".join(sorted(set(value or "") - SUMMARISED.keys()))
    if unknown:
        raise click.BadParameter(f'"{unknown}" means nothing here: {_LETTERS}')
    return value


_test_options = with_options(
    click.option("-k", "keyword", default="", metavar="EXPR", help="Only tests whose id or tag contains it."),
    click.option("-m", "tag", default="", metavar="EXPR", help="Only tests of rules with such tags."),
    click.option("-x", "--exitfirst", "first", is_flag=True, help="Stop at the first failure."),
    click.option("--maxfail", type=click.IntRange(0), default=0, metavar="N", help="Stop after N failures."),
    click.option("--lf", "--last-failed", "last", is_flag=True, help="Only tests that failed last (or all)."),
    click.option("--cov", is_flag=True, help="Say which outcomes of each rule no test shows."),
    click.option(
        "--cov-fail-under",
        "least",
        type=click.FloatRange(0, 100),
        metavar="PERCENT",
        help="Least coverage (--cov).",
    ),
    click.option("-v", "--verbose", count=True, help="Show every test."),
    click.option("-q", "--quiet", count=True, help="Show failures and the summary only."),
    click.option("-r", "summary", metavar="CHARS", callback=_summary_letters, help=f"Summary of {_LETTERS}."),
    click.option("--co", "--collect-only", "collect", is_flag=True, help="List the tests, run none."),
    click.option("--junitxml", "junit", metavar="FILE", help="Write a JUnit report, too."),
    click.option("--durations", type=click.IntRange(0), metavar="N", help="List the N slowest tests (0: all)."),
    click.option("--add", "payload", metavar="PAYLOAD", help="Write a test of this payload into the rule NODEID."),
    click.option("--adapter", metavar="NAME", help="Whose payload that is, where its shape does not tell."),
    click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="Give that test facts.NAME."),
    click.option("--color", type=click.Choice(["auto", "yes", "no"]), default="auto", help="Colour the text."),
    click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text or json."),
)


@click.command("test")
@click.argument("nodeids", nargs=-1, metavar="[NODEID]...")
@rule_options
@_test_options
@traceback_option
def test_command(nodeids: tuple[str, ...], **options: Any) -> int:
    """Run the inline tests of rules.

    NODEID is a test (rules/invoice.yaml::line-amount::wrong-total, or ::0 for the first of the rule), a rule,
    or a file; without any, every test runs.

    --add PAYLOAD takes what the rule NODEID (a rule, a row, or an item as line-amount[3]) reads of a payload,
    and writes it into the rule's file as a test, with what it gave. Values of the payload come with it.
    """
    project = load_project(options["sources"], options["plugins"], plugin_autoload=options["plugin_autoload"])
    if options["verbose"]:
        complain(told_root(project.config))
    if options["payload"] is not None:
        return _add(project, nodeids, options)
    run = _select(project, from_root(project.config, nodeids), options)
    if options["collect"]:
        write(_collected(run))
        return exits.OK
    run.run(project, most=1 if options["first"] else options["maxfail"])
    if options["cov"] or options["least"] is not None:
        run.measure(project)
    _report(run, options)
    if options["junit"] is not None:
        from adjudge.cli.inline_junit import render_inline_junit

        write_output(Output("junit", Path(options["junit"])), render_inline_junit(run.ran, run.left_out))
    keep_last_failed(
        project.config.rootdir,
        (each.case.nodeid for each in run.ran if each.failed),
        (each.case.nodeid for each in run.ran if not each.failed),
    )
    if not run.ran:
        complain("no test ran: an override changed every rule that was asked for, and gave none of its own")
        return exits.NOTHING
    short = options["least"] is not None and run.percent < options["least"]
    if short:
        from adjudge.cli.inline_report import shown_percent

        complain(f"coverage by outcome is {shown_percent(run.percent)}, expected at least {options['least']:g}%")
    return exits.FAILED if short or any(each.failed for each in run.ran) else exits.OK


def _add(project: Project, nodeids: Sequence[str], options: dict[str, Any]) -> int:
    from adjudge.cli.adding import add_test
    from adjudge.reporting.printable import printable

    if len(nodeids) != 1:
        raise ConfigError("--add writes one test: name the payload, and the one rule that it is for")
    sources = chosen_rules(project.config, options["sources"])
    nodeid = from_root(project.config, nodeids)[0]
    facts = read_facts(options["facts"])
    added = add_test(project, sources, options["payload"], nodeid, adapter=options["adapter"], facts=facts)
    write(printable(f"{added.location}: added a test of {added.nodeid}, which expects {added.expects}") + "\n")
    return exits.OK


@dataclass(slots=True)
class _Run:
    """One run: what was picked, what of it cannot tell anything, what became of the rest."""

    picked: tuple[Case, ...]
    left_out: tuple[Case, ...]
    deselected: int
    ran: list[Ran] = field(default_factory=list)
    coverages: list[Coverage] = field(default_factory=list)
    percent: float = 100.0

    def run(self, project: Project, *, most: int) -> None:
        """Run what was picked; after ``most`` failures (0: none) the rest is left."""
        failures = 0
        for each in run_cases(self.picked, project.manager.registry):
            self.ran.append(each)
            failures += each.failed
            if 0 < most <= failures:
                complain(f"stopped after {failures} failure{'' if failures == 1 else 's'}")
                break

    def measure(self, project: Project) -> None:
        """Measure coverage over all rules, so that a narrowed run does not look complete."""
        from adjudge.engine.coverage import measure_coverage, total

        reports = [each.report for each in self.ran if each.report is not None]
        self.coverages = measure_coverage(project.ruleset.rules, reports, project.manager.registry)
        self.percent = total(self.coverages)


def _select(project: Project, nodeids: Sequence[str], options: dict[str, Any]) -> _Run:
    """Pick the tests to run.

    Raises:
        SelectionError: No rule has tests, or none is left.
    """
    cases = find_cases(project.ruleset.rules)
    if not cases:
        raise SelectionError(f"no test: none of {len(project.ruleset.rules)} rules has tests")
    picked = pick_cases(cases, project.tags, nodeids=nodeids, keyword=options["keyword"], tag=options["tag"])
    if options["last"] and (failed := read_last_failed(project.config.rootdir)):
        picked = tuple(case for case in picked if case.nodeid in failed) or picked
    if not picked:
        raise SelectionError(f"no test is selected of {len(cases)}")
    run = tuple(case for case in picked if not case.test.inherited)
    return _Run(run, tuple(case for case in picked if case.test.inherited), len(cases) - len(picked))


def _report(run: _Run, options: dict[str, Any]) -> None:
    from adjudge.reporting.lines import shown
    from adjudge.reporting.view import View

    if options["form"] == "json":
        from adjudge.cli.inline_json import described
        from adjudge.model.jsontext import to_json

        write(to_json(described(run.ran, run.left_out, run.coverages, run.percent)) + "\n")
        return
    view = View(
        width=width(),
        colour=wants_colour(options["color"]),
        verbosity=options["verbose"] - options["quiet"],
        summary=options["summary"],
    )
    write(shown(_rows(run, view, options["durations"]), colour=view.colour))


def _collected(run: _Run) -> str:
    from adjudge.reporting.document import counted
    from adjudge.reporting.printable import printable

    names = "".join(f"{printable(case.nodeid)}\n" for case in run.picked)
    return f"{names}{counted(len(run.picked), 'test')} collected\n"


def _rows(run: _Run, view: View, durations: int | None) -> Iterator[Line]:
    from adjudge.cli import inline_report as report

    yield from report.progress_rows(run.ran, view)
    yield from report.failure_rows(run.ran, view)
    if run.coverages:
        yield from report.coverage_rows(run.coverages, run.percent, view)
    if durations is not None:
        yield from report.duration_rows(run.ran, durations, view)
    yield from report.summary_rows(run.ran, run.left_out, view)
    yield report.closing_row(run.ran, run.left_out, run.deselected, view)
