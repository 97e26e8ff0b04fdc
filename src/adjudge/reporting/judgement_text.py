"""A rule worked out on a document, in text: the equation with numbers filled in, and every operand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from adjudge.reporting.document import counts_text, word
from adjudge.reporting.lines import Line, Span, line, wrapped
from adjudge.reporting.operands import Operand, notes_about, operand_rows
from adjudge.reporting.sections import LABEL, section
from adjudge.reporting.tree_text import cited_text

MOST_ITEMS: Final = 20
MOST_OPERANDS: Final = 20
"""Items of a rule, and operands of one item, that are shown unless all are asked for."""

Described = Mapping[str, Any]


def judgement_rows(described: Described, width: int, *, verbose: bool = False) -> Iterator[Line]:
    """Give the text of a described judgement (the same that its JSON says)."""
    yield _head(described)
    yield from wrapped(described["title"] or "", indent=6, width=width)
    counts = counts_text(described["items"])
    yield line(
        f"      {described['document']} ({described['adapter']}): {counts if counts != 'no rule' else 'no item'}"
    )
    if described["failure"] is not None:
        yield from section("failed", [described["failure"]], width)
    if described["disabled"] is not None:
        yield from section("disabled", [described["disabled"]], width)
    for condition in described["when"]:
        yield from _worked_rows("when", condition, width)
    for finding in described["findings"]:
        yield []
        yield line("  ", word(finding["outcome"]), finding["reason"], *_effect(finding["effect"]))
        yield from _suppressed_rows(finding, width)
        if finding["cause"] == "blind":
            yield from wrapped(f"what it sends: {', '.join(described['sends']) or 'nothing'}", indent=10, width=width)
    yield from _judged_rows(described, width, verbose=verbose)


def _head(described: Described) -> Line:
    cause = f" ({described['cause']})" if described["cause"] else ""
    shadow = " (shadow)" if described["shadow"] else ""
    return line(word(described["outcome"]), described["nodeid"], *_effect(described["effect"]), f"{cause}{shadow}")


def _effect(effect: str | None) -> tuple[str | Span, ...]:
    return (" -> ", Span(effect, effect)) if effect else ()


def _judged_rows(described: Described, width: int, *, verbose: bool) -> Iterator[Line]:
    judged: Sequence[Described] = described["judged"]
    shown = judged
    if len(judged) > MOST_ITEMS and not verbose:
        # What passed is the least of it; the rest keeps the order of the document.
        shown = sorted(judged, key=lambda item: item["outcome"] in ("pass", "skip"))[:MOST_ITEMS]
    for item in shown:
        yield []
        yield from _item_rows(described, item, width, verbose=verbose)
    if len(shown) < len(judged):
        yield line("  ", Span(f"... and {len(judged) - len(shown):,} more items (-v)", "faint"))


def _item_rows(described: Described, item: Described, width: int, *, verbose: bool) -> Iterator[Line]:
    place = item["path"] if item["item"] is None else f"[{item['item']}] {item['path']}"
    yield line("  ", word(item["outcome"]), place, *_effect(item["effect"]))
    if item["reason"]:
        yield from wrapped(item["reason"], indent=10, width=width)
    yield from _suppressed_rows(item, width)
    for condition in item["when"]:
        yield from _worked_rows("  when", condition, width)
    if item["worked"] is not None:
        yield from _worked_rows("  assert", item["worked"], width)
    elif described["options"] is not None:
        asked = ", ".join(f"{name}: {_option(value)}" for name, value in described["options"].items())
        yield from section("  check", [f"{described['check']} {asked}"], width)
    yield from _operand_rows(item["operands"], width, verbose=verbose)


def _suppressed_rows(found: Described, width: int) -> Iterator[Line]:
    by = found["suppressed"]
    if by is not None:
        yield from wrapped(f"suppressed by {by['location']}: {by['reason']}", indent=10, width=width)


def _option(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _worked_rows(label: str, worked: Described, width: int) -> Iterator[Line]:
    """Give the expression, the same with paths and with values, then what its parts came to."""
    written = list(dict.fromkeys((worked["source"], worked["paths"], worked["values"])))
    if len(written) > 1 and written[-1] == worked["result"]:
        written.pop()
    yield from section(label, [*written[:-1], f"{written[-1]}  {_comes_to(worked['result'])}"], width)
    for step in worked["steps"]:
        values = f": {step['values']}" if step["values"] not in ("", step["source"], step["result"]) else ""
        yield from wrapped(f"{step['source']}{values} {_comes_to(step['result'])}", indent=LABEL + 2, width=width)


def _comes_to(result: str) -> str:
    return f"is {result}" if result in ("true", "false", "unknown") else f"= {result}"


def _operand_rows(operands: Sequence[Described], width: int, *, verbose: bool) -> Iterator[Line]:
    """Give each operand with its value, and below it what is cited for it."""
    shown = operands if verbose else operands[:MOST_OPERANDS]
    before = ""
    for operand, rows in zip(shown, operand_rows([*map(_operand, shown)], indent=10, width=width), strict=True):
        yield from rows
        cited = _cited(operand)
        # Neighbours often share what a parent cites; once is enough.
        if cited != before:
            yield from ([Span(row[0].text, "faint")] for row in wrapped(cited, indent=14, width=width))
        before = cited
    if len(shown) < len(operands):
        yield line(" " * 10, Span(f"... and {len(operands) - len(shown):,} more operands (-v)", "faint"))


def _operand(operand: Described) -> Operand:
    notes = notes_about(operand["page"], operand["signals"], operand["match"], inherited=operand["inherited"])
    return Operand(operand["path"], operand["value"], operand["presence"], notes)


def _cited(operand: Described) -> str:
    if operand["box"] is None and not operand["text"]:
        return ""
    return f"cites {cited_text({**operand, 'page': None})}"
