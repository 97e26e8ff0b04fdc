"""``adjudge check``: judge payloads by rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.cli import exits
from adjudge.cli.console import complain, wants_colour, write
from adjudge.cli.facts import read_facts, with_day
from adjudge.cli.group import traceback_option, with_options
from adjudge.cli.judging import Run
from adjudge.cli.loading import Project, chosen_rules, from_root, known_adapter, load_project, rule_options, told_root
from adjudge.cli.outputs import ORDER, OrderedCommand, Output, find_reporters, pair_outputs, write_output
from adjudge.cli.selecting import Selection, make_selection
from adjudge.cli.suppressing import add_suppressions, read_why
from adjudge.model.words import EFFECTS

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset
    from adjudge.reporting.view import View
    from adjudge.ruleset.lint import Finding


_FORMATS = "text (default), json, jsonl, junit, sarif, github, markdown"
_LETTERS = "f fail, E error, u unknown, s skip, p pass, a all but pass, A all, N none"


def _summary_letters(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from adjudge.reporting.view import SUMMARY_LETTERS

    unknown = "".join(sorted(set(value or "") - SUMMARY_LETTERS))
    if unknown:
        raise click.BadParameter(f'"{unknown}" means nothing here: {_LETTERS}')
    return value


_check_options = with_options(
    click.option("--format", "formats", multiple=True, metavar="FORMAT", help=f"{_FORMATS} or a plugin's."),
    click.option("-o", "--output", "files", multiple=True, metavar="FILE", help="File for the format before it."),
    click.option("-k", "keyword", default="", metavar="EXPR", help="Only rules whose id or tag contains it."),
    click.option("-m", "tag", default="", metavar="EXPR", help="Only rules with such tags."),
    click.option("-x", "--exitfirst", "first", is_flag=True, help="Stop at the first failing result."),
    click.option("--maxfail", type=click.IntRange(0), default=0, metavar="N", help="Stop after N of them."),
    click.option("-v", "--verbose", count=True, help="Show every result and finding."),
    click.option("-q", "--quiet", count=True, help="Show the summary only."),
    click.option("-r", "summary", metavar="CHARS", callback=_summary_letters, help=f"Summary of {_LETTERS}."),
    click.option("--co", "--collect-only", "collect", is_flag=True, help="List the rules, judge nothing."),
    click.option("--junitxml", "junit", metavar="FILE", help="Write a JUnit report, too."),
    click.option("--durations", type=click.IntRange(0), metavar="N", help="List the N slowest rules (0: all)."),
    click.option("--color", type=click.Choice(["auto", "yes", "no"]), default="auto", help="Colour the text."),
    click.option("--shadow", multiple=True, metavar="RULES", help="Record what these rules would have said."),
    click.option("--fail-on", type=click.Choice(EFFECTS), help="Least effect to exit with 1 (review)."),
    click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="Give rules facts.NAME."),
    click.option("--adapter", metavar="NAME", help="Whose payloads these are, where the shape does not tell."),
    click.option("--add-suppressions", is_flag=True, help="Write all that is found as known, beside the rules."),
    click.option("--reason", metavar="TEXT", help="Why that may stand (needed)."),
    click.option("--owner", metavar="NAME", help="Who answers for it."),
    click.option("--until", metavar="DATE", help="The last day on which it may."),
)


@click.command("check", cls=OrderedCommand)
@click.argument("arguments", nargs=-1, metavar="PAYLOAD...")
@rule_options
@_check_options
@traceback_option
@click.pass_context
def check_command(ctx: click.Context, /, arguments: tuple[str, ...], **options: Any) -> int:
    """Judge payloads by rules, and say why.

    PAYLOAD is a JSON file, a file of JSON lines, a folder of them, or - for standard input. A node id from a
    report (rules/invoice.yaml::line-amount[3]) among them runs that rule only.
    """
    nodeids = [argument for argument in arguments if "::" in argument and not Path(argument).exists()]
    payloads = [argument for argument in arguments if argument not in nodeids]
    if not payloads:
        ctx.fail("no payload is named")
    why = read_why(options, payloads)
    outputs = pair_outputs(ctx.meta[ORDER], options["formats"], options["files"])
    if options["junit"] is not None:
        outputs.append(Output("junit", Path(options["junit"])))
    facts = read_facts(options["facts"])
    timed = options["durations"] is not None
    project = load_project(
        options["sources"],
        (*options["plugins"], "durations") if timed else options["plugins"],
        plugin_autoload=options["plugin_autoload"],
        settings={"durations": {"most": options["durations"]}} if timed else None,
    )
    reporters = find_reporters(outputs, project.manager.registry.reporters)
    known_adapter(project.manager, options["adapter"])
    if options["verbose"]:
        complain(told_root(project.config))
    named = from_root(project.config, nodeids)
    selection = make_selection(
        project.ruleset.rules, project.tags, nodeids=named, keyword=options["keyword"], tag=options["tag"]
    )
    if options["collect"]:
        write("".join(f"{rule.nodeid}\n" for rule in project.ruleset.select(selection.wants).rules))
        return exits.OK
    run = _judged(project, selection, payloads, facts, options)
    if why is not None:
        sources = chosen_rules(project.config, options["sources"])
        project = add_suppressions(project, sources, run.verdicts, run.fail_on, why)
        run = _judged(project, selection, payloads, facts, options)
    about_suppressions = tuple(run.suppression_findings())
    sections = tuple(run.ruleset.report_sections(run.verdicts))
    for output, reporter in zip(outputs, reporters, strict=True):
        view = _view(output, options, run, sections, about_suppressions)
        write_output(output, reporter.render(run.verdicts, view))
    complain(*map(str, about_suppressions))
    for plugin, reason in run.ruleset.crashed_observers.items():
        complain(f"plugin {plugin} crashed while it observed, which changed no verdict: {reason}")
    return run.exit_code


def _judged(
    project: Project, selection: Selection, payloads: Sequence[str], facts: dict[str, Any], options: dict[str, Any]
) -> Run:
    run = Run(
        project.ruleset.select(selection.wants),
        selection,
        fail_on=options["fail_on"] or project.config.fail_on,
        shadow=_shadow(options),
        most=1 if options["first"] else options["maxfail"],
        adapter=options["adapter"],
        facts=with_day(facts, project.ruleset.suppressions),
        quiet=options["quiet"] > 0,
    )
    run.judge(payloads)
    return run


def _shadow(options: dict[str, Any]) -> Ruleset | None:
    """Load the rules whose verdicts are recorded beside the others."""
    named = options["shadow"]
    return (
        load_project(named, options["plugins"], plugin_autoload=options["plugin_autoload"]).ruleset if named else None
    )


def _view(
    output: Output, options: dict[str, Any], run: Run, sections: tuple[str, ...], suppressions: tuple[Finding, ...]
) -> View:
    from adjudge.reporting.view import View

    return View(
        width=output.columns,
        colour=output.file is None and wants_colour(options["color"]),
        verbosity=options["verbose"] - options["quiet"],
        summary=options["summary"],
        unreadable=run.unreadable,
        sections=sections,
        rules=run.ruleset.rules,
        suppressions=suppressions,
    )
