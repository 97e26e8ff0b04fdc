"""A payload as a tree of text: each node with its value, signals, label and page, in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from adjudge.reporting.lines import Line, Span, fitted, folded, line, packed, wrapped
from adjudge.reporting.printable import printable, show_value
from adjudge.reporting.sections import LABEL, section

MOST_ITEMS: Final = 20
"""Items of one list that are shown unless all are asked for."""
SHORTEST_VALUE: Final = 14
LEAST_NAME: Final = 12
GAP: Final = "  "

Described = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Row:
    """One node, or how many items of a list are left out (then only ``name`` is set)."""

    name: str
    node: Described | None = None
    notes: str = ""


def tree_rows(described: Described, width: int, *, leaves: bool = False, verbose: bool = False) -> Iterator[Line]:
    """Give the text of a described payload.

    Args:
        described: What ``adjudge explain`` has to say (the same that its JSON says).
        width: Characters of a line.
        leaves: The nodes are leaves, shown by their whole paths.
        verbose: Show every item of long lists, and of each node reasoning and citations.
    """
    yield from _head_rows(described, width)
    nodes: Sequence[Described] = described["nodes"]
    rows = [_Row(printable(node["path"]), node, _notes(node)) for node in nodes] if leaves else _tree(nodes, verbose)
    yield []
    yield from _table_rows(list(rows), _signal_names(nodes), width, verbose=verbose)
    if described["deeper"]:
        yield line(Span(f"... and {described['deeper']:,} nodes deeper (--depth)", "faint"))


def _head_rows(described: Described, width: int) -> Iterator[Line]:
    version = f" {described['adapter_version']}" if described["adapter_version"] else ""
    known = f"{described['adapter']}{version}, shape {described['shape']}"
    yield from folded(line(Span(described["document"], "name"), f" ({known})"), indent=LABEL, width=width)
    if not described["recognised"]:
        yield from section("", ["no adapter knows this shape: it is read as plain data"], width)
    if described["failure"] is not None:
        yield from section("failed", [described["failure"]], width)
    said = "the payload does not say" if described["pages"] is None else f"{described['pages']}"
    yield from section("pages", [said], width)
    flags = [f"{name} {_number(value)}" for name, value in described["flags"].items()]
    yield from section("flags", [", ".join(flags)] if flags else [], width)
    root = next((node for node in described["nodes"] if node["key"] is None), None)
    if root is not None:
        own = [f"{name} {_number(number)}" for name, number in root["signals"].items()]
        yield from section("document", [", ".join(own)] if own else [], width)
    yield from section("sends", [", ".join(described["sends"]) or "no signal, label, issue or citation"], width)
    yield from section("unplaced", described["unplaced"], width)


# ---------------------------------------------------------------- which nodes
def _tree(nodes: Sequence[Described], verbose: bool) -> Iterator[_Row]:
    """Give a row for each node, indented; of a long list the first items and how many more there are."""
    hidden_at, hidden = 0, 0
    for node in nodes:
        depth, is_item = node["depth"], isinstance(node["key"], int)
        if hidden and (depth > hidden_at or (depth == hidden_at and is_item)):
            hidden += depth == hidden_at
            continue
        if hidden:
            yield _left_out(hidden_at, hidden)
            hidden = 0
        if is_item and node["key"] >= MOST_ITEMS and not verbose:
            hidden_at, hidden = depth, 1
            continue
        yield _Row("  " * depth + _label(node["key"]), node, _notes(node))
    if hidden:
        yield _left_out(hidden_at, hidden)


def _left_out(depth: int, count: int) -> _Row:
    return _Row(f"{'  ' * depth}... and {count:,} more (-v)")


def _label(key: Any) -> str:
    if key is None:
        return "$"
    return f"[{key}]" if isinstance(key, int) else printable(key)


# ---------------------------------------------------------------- cells
def _notes(node: Described) -> str:
    """Say what comes after the signals: labels, and the pages that are cited."""
    pages = dict.fromkeys(cited["page"] for cited in node["citations"] or () if cited["page"] is not None)
    noted = [printable(node[label]) for label in ("match", "verification") if node[label] is not None]
    if pages:
        noted.append(f"page {', '.join(map(str, pages))}")
    elif node["citations"]:
        noted.append("cited")
    return GAP.join(noted)


def _signal_names(nodes: Iterable[Described]) -> list[str]:
    return list(dict.fromkeys(name for node in nodes for name in node["signals"]))


def _signal(node: Described, name: str) -> str:
    """Tell the three states apart: a number, an empty slot (null), nothing sent (-)."""
    return _number(node["signals"][name]) if name in node["signals"] else "-"


def _number(number: Any) -> str:
    return show_value(number, "null" if number is None else "present", 20)


def _value(node: Described, longest: int) -> str:
    if node["leaf"] or not node["members"]:
        return show_value(node["value"], node["presence"], longest)
    noun = "item" if node["list"] else "key"
    count = f"{node['members']:,} {noun}{'' if node['members'] == 1 else 's'}"
    return f"[{count}]" if node["list"] else f"{{{count}}}"


# ---------------------------------------------------------------- layout
def _table_rows(rows: Sequence[_Row], signals: Sequence[str], width: int, *, verbose: bool) -> Iterator[Line]:
    """Lay the nodes out: signals in columns where they fit, else on a line below each node."""
    nodes = [row.node for row in rows if row.node is not None]
    longest_name = max((len(row.name) for row in rows if row.node is not None), default=0)
    notes = max((len(row.notes) for row in rows), default=0)
    sizes = {name: max(len(name), *(len(_signal(node, name)) for node in nodes)) for name in signals}
    taken = sum(size + len(GAP) for size in sizes.values()) + notes + 2 * len(GAP)
    in_columns = width - taken >= LEAST_NAME + SHORTEST_VALUE
    room = width - (taken if in_columns else notes + 2 * len(GAP))
    name_size = min(longest_name, max(room - SHORTEST_VALUE, LEAST_NAME))
    longest_value = max(room - name_size, SHORTEST_VALUE)
    value_size = max((len(_value(node, longest_value)) for node in nodes), default=0)
    if signals and in_columns:
        heads = "".join(name.ljust(size) + GAP for name, size in sizes.items())
        yield line(Span(" " * (name_size + value_size + 2 * len(GAP)) + heads, "faint"))
    for row in rows:
        if row.node is None:
            yield line(Span(row.name, "faint"))
            continue
        cells = _cut(row.name, name_size), _value(row.node, longest_value).ljust(value_size)
        about = "".join(_signal(row.node, name).ljust(sizes[name]) + GAP for name in signals) if in_columns else ""
        yield fitted(line(GAP.join(cells), GAP, Span(about + row.notes, "faint")), width)
        indent = len(row.name) - len(row.name.lstrip()) + 4
        if signals and not in_columns and (row.node["leaf"] or row.node["signals"]):
            found = [f"{name} {_number(number)}" for name, number in row.node["signals"].items()] or ["no signal"]
            yield from packed(found, indent=indent, width=width, style="faint")
        yield from _below(row.node, indent, width, verbose=verbose)
    if signals:
        absent = "-" if in_columns else "not shown"
        legend = f"{absent}: nothing was sent, null: the slot is empty, 0: measured"
        yield from ([Span(below[0].text, "faint")] for below in wrapped(legend, indent=0, width=width))


def _cut(text: str, size: int) -> str:
    """Fit a name or a path: its end tells nodes apart."""
    return text.ljust(size) if len(text) <= size else f"...{text[len(text) - size + 3 :]}"


def _below(node: Described, indent: int, width: int, *, verbose: bool) -> Iterator[Line]:
    """Give what needs lines of its own: issues always, reasoning and citations when verbose."""
    for issue in node["issues"] or ():
        yield from wrapped(f"issue: {issue}", indent=indent, width=width)
    if not verbose:
        return
    if node["reasoning"]:
        yield from wrapped(f"reasoning: {node['reasoning']}", indent=indent, width=width)
    for cited in node["citations"] or ():
        yield from wrapped(f"cites {cited_text(cited)}", indent=indent, width=width)


def cited_text(cited: Described) -> str:
    """Say where something was read: page, box and the text there."""
    said = [f"page {cited['page']}"] if cited["page"] is not None else []
    if cited["box"] is not None:
        box = ", ".join(f"{side:g}" for side in cited["box"])
        said.append(f"box ({box})" + (f" {cited['unit']}" if cited["unit"] else ""))
    if cited["text"]:
        said.append(show_value(cited["text"], "present", 200))
    return GAP.join(said) or "no page, box or text"
