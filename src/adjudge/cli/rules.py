"""``adjudge rules``: list the rules that would run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from adjudge.cli import exits
from adjudge.cli.console import width, write
from adjudge.cli.group import traceback_option
from adjudge.cli.loading import (
    Project,
    chosen_rules,
    from_root,
    known_adapter,
    load_project,
    rule_options,
    survey_rules,
    told_root,
)
from adjudge.cli.selecting import make_selection

if TYPE_CHECKING:
    from adjudge.ruleset.origins import Origin
    from adjudge.ruleset.rule import Rule


@click.command("rules")
@click.argument("nodeids", nargs=-1, metavar="[NODEID]...")
@rule_options
@click.option("-k", "keyword", default="", metavar="EXPR", help="Only rules whose id or tag contains it.")
@click.option("-m", "tag", default="", metavar="EXPR", help="Only rules with such tags.")
@click.option("--origin", is_flag=True, help="Say of every key of every rule which file and line set it.")
@click.option("--generated", is_flag=True, help="Print the Python that is generated from the rules, to be read.")
@click.option("--adapter", metavar="NAME", help="With --generated: only for payloads of this adapter.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text or json.")
@traceback_option
def rules_command(
    nodeids: tuple[str, ...],
    sources: tuple[str, ...],
    plugins: tuple[str, ...],
    plugin_autoload: bool,
    **options: Any,
) -> int:
    """List rules: node id, check, tags, title; with --origin, where each of their keys was set.

    With --generated, the Python that goes through every payload before any rule is judged.
    """
    origin, generated, adapter, form = (options[name] for name in ("origin", "generated", "adapter", "form"))
    if adapter is not None and not generated:
        raise click.UsageError("--adapter is for --generated")
    if generated and (origin or form != "text"):
        raise click.UsageError("--generated prints Python; leave --origin and --format out")
    project = load_project(sources, plugins, plugin_autoload=plugin_autoload)
    selection = make_selection(
        project.ruleset.rules,
        project.tags,
        nodeids=from_root(project.config, nodeids),
        keyword=options["keyword"],
        tag=options["tag"],
    )
    rules = project.ruleset.select(selection.wants).rules
    if generated:
        write(_generated(project, rules, adapter))
        return exits.OK
    if origin:
        write(_origins(project, chosen_rules(project.config, sources), rules, form))
        return exits.OK
    listed = [_described(rule) for rule in rules]
    if form == "json":
        write(json.dumps({"rules": listed}, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
    else:
        write(_table(listed))
    return exits.OK


def _generated(project: Project, rules: Sequence[Rule], adapter: str | None) -> str:
    """Print what is generated for every adapter, or for one.

    Raises:
        ConfigError: no adapter has this name.
    """
    from adjudge.engine.generated import generated_source
    from adjudge.reporting.lines import line, plain

    adapters = project.manager.registry.adapters
    known = known_adapter(project.manager, adapter)
    chosen = adapters.values() if known is None else [adapters[known]]
    return plain([line(text) for text in generated_source(rules, chosen).splitlines()])


def _origins(project: Project, sources: Sequence[str], rules: Sequence[Rule], form: str) -> str:
    """Say where the keys of rules were set."""
    from adjudge.model.jsontext import to_json
    from adjudge.ruleset.origins import origins_of

    seen = survey_rules(project, sources)
    found = [(rule.nodeid, origins_of(seen, rule)) for rule in rules]
    if form == "text":
        return told_root(project.config) + "\n" + "".join(_origin_rows(nodeid, origins) for nodeid, origins in found)
    described = [{"nodeid": nodeid, "keys": [_as_data(each) for each in origins]} for nodeid, origins in found]
    return to_json({"schema": 1, "rules": described}) + "\n"


def _as_data(origin: Origin) -> dict[str, Any]:
    where = origin.where
    place = None if where is None else {"file": where.file, "line": where.line, "column": where.column}
    return {"key": origin.key, "value": origin.value, "where": place, "how": origin.how}


def _origin_rows(nodeid: str, origins: Sequence[Origin]) -> str:
    """Lay out a rule: where, key and value, and by what means where it was not the rule itself."""
    from adjudge.reporting.lines import fitted, line, plain
    from adjudge.ruleset.yaml_text import flow

    column = max(len(str(each.where or "")) for each in origins)
    rows = [line(nodeid)]
    for each in origins:
        how = "" if each.how == "rule" else f"({each.how}) "
        value = each.value if isinstance(each.value, str) else flow(each.value)
        rows.append(fitted(line(f"  {each.where or ''!s:<{column}}  ", f"{how}{each.key}: {value}"), width()))
    return plain(rows)


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
