"""``adjudge rules``: list the rules that would run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from adjudge.cli import exits
from adjudge.cli.console import write
from adjudge.cli.group import traceback_option
from adjudge.cli.loading import from_root, load_project, rule_options
from adjudge.cli.selecting import make_selection

if TYPE_CHECKING:
    from adjudge.ruleset.rule import Rule


@click.command("rules")
@click.argument("nodeids", nargs=-1, metavar="[NODEID]...")
@rule_options
@click.option("-k", "keyword", default="", metavar="EXPR", help="Only rules whose id or tag contains it.")
@click.option("-m", "tag", default="", metavar="EXPR", help="Only rules with such tags.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text or json.")
@traceback_option
def rules_command(
    nodeids: tuple[str, ...],
    sources: tuple[str, ...],
    plugins: tuple[str, ...],
    keyword: str,
    tag: str,
    form: str,
    plugin_autoload: bool,
) -> int:
    """List rules: node id, check, tags, title."""
    project = load_project(sources, plugins, plugin_autoload=plugin_autoload)
    selection = make_selection(
        project.ruleset.rules, project.tags, nodeids=from_root(project.config, nodeids), keyword=keyword, tag=tag
    )
    listed = [_described(rule) for rule in project.ruleset.select(selection.wants).rules]
    if form == "json":
        write(json.dumps({"rules": listed}, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
    else:
        write(_table(listed))
    return exits.OK


def _described(rule: Rule) -> dict[str, Any]:
    return {
        "nodeid": rule.nodeid,
        "title": rule.title,
        "check": rule.check.name if rule.check is not None else "assert",
        "tags": list(rule.tags),
        "location": str(rule.location),
        "on_fail": rule.on_fail,
        "shadow": rule.shadow,
        "disabled": rule.disabled,
    }


def _table(listed: list[dict[str, Any]]) -> str:
    from adjudge.reporting.lines import line, plain

    widths = [max(len(row[column]) for row in listed) for column in ("nodeid", "check")]
    rows = []
    for row in listed:
        notes = [word for word in ("shadow", "disabled") if row[word]] + [f"#{tag}" for tag in row["tags"]]
        about = "  ".join(filter(None, (" ".join(notes), row["title"])))
        rows.append(line(f"{row['nodeid']:<{widths[0]}}  {row['check']:<{widths[1]}}  {about}"))
    return plain(rows)
