"""``adjudge explain``: a rule, a payload, or how a rule came to its result on a payload."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from adjudge.cli import exits
from adjudge.cli.console import wants_colour, width, write
from adjudge.cli.facts import read_facts, with_day
from adjudge.cli.group import traceback_option, with_options
from adjudge.cli.loading import from_root, known_adapter, load_manager, load_project, rule_options
from adjudge.cli.payloads import JSON_LINES, Payload, find_payloads
from adjudge.errors import AdjudgeError, ConfigError, PayloadError, did_you_mean

if TYPE_CHECKING:
    from adjudge.manager import Manager
    from adjudge.model.extraction import Extraction
    from adjudge.reporting.lines import Line
    from adjudge.ruleset.rule import Rule

_ITEM: Final = re.compile(r"(.+)\[(0|[1-9][0-9]{0,8})\]")
_CODE: Final = re.compile(r"ADJ[0-9]{3}", re.IGNORECASE)
_LINE_OF_FILE: Final = re.compile(r"(.+):[1-9][0-9]*")


_explain_options = with_options(
    click.option("--depth", type=click.IntRange(0), metavar="N", help="Levels of the tree that are shown."),
    click.option("--leaves", is_flag=True, help="Show leaves only, by their whole paths."),
    click.option("-v", "--verbose", is_flag=True, help="Show every item and operand, reasoning, citations."),
    click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text or json."),
    click.option("--color", type=click.Choice(["auto", "yes", "no"]), default="auto", help="Colour the text."),
    click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="Give the rule facts.NAME."),
    click.option("--adapter", metavar="NAME", help="Whose payload this is, where the shape does not tell."),
)


@click.command("explain")
@click.argument("arguments", nargs=-1, metavar="[PAYLOAD] [RULE]")
@rule_options
@_explain_options
@traceback_option
@click.pass_context
def explain_command(ctx: click.Context, /, arguments: tuple[str, ...], **options: Any) -> int:
    """Explain a rule, a payload, a rule on a payload, or a code of lint.

    RULE alone: what it reads, and which adapters can feed it. PAYLOAD alone (a file, a line of a file
    as many.jsonl:3, or -): the tree that rules see. Both: the rule worked out with the numbers of the payload,
    for each item, or for the one that a node id names (rules/invoice.yaml::line-amount[3]).
    A code (ADJ101): what adjudge lint means by it, and what to do.
    """
    if len(arguments) == 1 and _CODE.fullmatch(arguments[0]):
        _write_code(arguments[0], as_json=options["form"] == "json")
        return exits.OK
    payloads = [argument for argument in arguments if _is_payload(argument)]
    rules = [argument for argument in arguments if argument not in payloads]
    if not arguments:
        ctx.fail("name a rule, a payload, or both")
    for rule in rules:
        if "::" not in rule and Path(rule).suffix in {".json", *JSON_LINES}:
            raise PayloadError(f"{rule}: there is no such file")
    if len(payloads) > 1 or len(rules) > 1:
        ctx.fail(f"one payload and one rule are explained at a time, not {' and '.join(payloads[1:] or rules[1:])} too")
    _write(_explain_rules(rules[0], payloads, options) if rules else _explain_payload(payloads[0], options), options)
    return exits.OK


def _write_code(name: str, *, as_json: bool) -> None:
    from adjudge.ruleset.lint import describe

    code = describe(name)
    if as_json:
        from adjudge.model.jsontext import to_json

        write(to_json({"code": code.code, "title": code.title, "why": code.why, "remedy": code.remedy}) + "\n")
    else:
        fixed = "\nadjudge lint --fix does it." if code.fixable else ""
        write(f"{code.code}  {code.title}\n\n{code.why}\n\n{code.remedy}{fixed}\n")


Explained = tuple[dict[str, Any], Callable[[int], "Iterable[Line]"]]
"""What there is to say: as plain data, and as lines of some width."""


def _write(explained: Sequence[Explained], options: dict[str, Any]) -> None:
    if options["form"] == "json":
        from adjudge.model.jsontext import to_json

        said = [data for data, _ in explained]
        write(to_json(said[0] if len(said) == 1 else {"explained": said}) + "\n")
        return
    from adjudge.reporting.lines import shown

    write(shown(_joined(rows(width()) for _, rows in explained), colour=wants_colour(options["color"])))


def _joined(parts: Iterable[Iterable[Line]]) -> Iterator[Line]:
    for number, rows in enumerate(parts):
        if number:
            yield []
        yield from rows


# ---------------------------------------------------------------- payloads
def _is_payload(argument: str) -> bool:
    """Whether an argument names a payload: standard input, something that is there, or a line of a file."""
    found = _LINE_OF_FILE.fullmatch(argument)
    return argument == "-" or Path(argument).exists() or (found is not None and Path(found[1]).is_file())


def _explain_payload(argument: str, options: dict[str, Any]) -> Sequence[Explained]:
    from adjudge.cli.describe_payload import describe_payload
    from adjudge.reporting.tree_text import tree_rows

    _, manager = load_manager(options["plugins"], plugin_autoload=options["plugin_autoload"])
    name, extraction = read_extraction(argument, manager, options["adapter"])
    leaves, verbose = options["leaves"], options["verbose"]
    described = describe_payload(name, extraction, depth=options["depth"], leaves=leaves)
    return [(described, lambda columns: tree_rows(described, columns, leaves=leaves, verbose=verbose))]


def read_extraction(argument: str, manager: Manager, adapter: str | None) -> tuple[str, Extraction]:
    """Read the one payload that an argument names.

    Raises:
        PayloadError: It cannot be read, or the argument names none or several.
        ConfigError: The adapter is unknown, or two claim the payload.
    """
    from adjudge.model.recognise import normalize

    known_adapter(manager, adapter)
    found = list(islice(find_payloads([argument]), 2))
    if not found:
        raise PayloadError(f"{argument}: there is no payload in it")
    payload = found[0]
    if len(found) > 1:
        raise PayloadError(f"{argument} has several payloads; name one, such as {payload.name}")
    if not isinstance(payload, Payload):
        raise PayloadError(f"{payload.name}: {payload.reason}")
    try:
        return payload.name, normalize(payload.content, adapter, adapters=manager.registry.adapters)
    except AdjudgeError as problem:
        said = str(problem)
        hint = "; rule files are named with -R" if Path(payload.name).suffix in {".yaml", ".yml"} else ""
        raise type(problem)((said if said.startswith(payload.name) else f"{payload.name}: {said}") + hint) from None


# ---------------------------------------------------------------- rules
def _explain_rules(text: str, payloads: Sequence[str], options: dict[str, Any]) -> Sequence[Explained]:
    project = load_project(options["sources"], options["plugins"], plugin_autoload=options["plugin_autoload"])
    rules, item = find_rule(from_root(project.config, [text])[0], project.ruleset.rules)
    if not payloads:
        from adjudge.cli.describe_rule import describe_rule
        from adjudge.reporting.rule_text import rule_rows

        about = describe_rule(rules, project.manager.registry.adapters)
        return [(about, lambda columns: rule_rows(about, columns))]
    from adjudge.cli.describe_judgement import describe_judgement
    from adjudge.reporting.judgement_text import judgement_rows

    facts = with_day(read_facts(options["facts"]), project.ruleset.suppressions)
    name, extraction = read_extraction(payloads[0], project.manager, options["adapter"])
    described = [describe_judgement(project.ruleset, rule, extraction, name, facts, item) for rule in rules]
    if item is not None and not any(each["judged"] for each in described):
        raise ConfigError(f"{rules[0].nodeid} judged no item {item} of {name}")
    verbose = options["verbose"]
    return [(each, _rows_of(judgement_rows, each, verbose)) for each in described]


def _rows_of(make: Callable[..., Iterable[Line]], described: dict[str, Any], verbose: bool) -> Any:
    return lambda columns: make(described, columns, verbose=verbose)


def find_rule(text: str, rules: Sequence[Rule]) -> tuple[tuple[Rule, ...], int | None]:
    """Find the rule that a text names: by its id or its node id, with or without its row or an item.

    Returns:
        The rule's rows (a rule without ``params`` is one), and the index of the item, if one is named.

    Raises:
        ConfigError: No rule is called so, or rules of several files are.
    """
    found = _called(text, rules)
    if found:
        return found, None
    item = _ITEM.fullmatch(text)
    if item is not None and (found := _called(item[1], rules)):
        return found, int(item[2])
    known = [name for rule in rules for name in (rule.nodeid, rule.id)]
    raise ConfigError(f'no rule "{text}"{did_you_mean(text, known)}')


def _called(text: str, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Give the rows of the one rule that is called ``text``."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        row = f"[{rule.row}]" if rule.row is not None else ""
        if text in (rule.nodeid, rule.base_nodeid, rule.id, rule.id + row):
            found.setdefault(rule.base_nodeid, []).append(rule)
    if len(found) > 1:
        raise ConfigError(f'"{text}" means several rules; write {" or ".join(found)}')
    return tuple(next(iter(found.values()), ()))
