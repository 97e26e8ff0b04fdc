"""Follow paths to nodes, and read what stands there: values, signals, and everything else about a node."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

from adjudge.model.node import Node
from adjudge.model.paths import Parts
from adjudge.model.tree import ABSENT, is_list
from adjudge.model.values import Fault, Missing, Money, Typed
from adjudge.ruleset.delivered import read_plain
from adjudge.ruleset.expressions.tree import About, Context, Fact, Index, Key, Member, Ref, Signal, Source
from adjudge.ruleset.fields import Document, Field, Nodes, missing_value
from adjudge.ruleset.reading import reader

Found: TypeAlias = Node | Missing | Fault
"""A node, or why a list on the way to it is none."""

Bindings: TypeAlias = Mapping[str, Node]
"""The node that each loop variable stands for."""

Trace: TypeAlias = dict[Parts, Node]
"""The nodes that were read, in the order of reading."""

_PLAIN: Final = reader("decimal")


class Reader:
    """Reads one document for one evaluation; ``trace``, where there is one, collects every node that was read."""

    def __init__(self, document: Document, bindings: Bindings) -> None:
        self.document = document
        self.bindings = dict(bindings)
        self.trace: Trace | None = None

    # ------------------------------------------------------------ to nodes
    def select(self, ref: Ref) -> Sequence[Found]:
        """Give what a path selects, in the order of the document; a singular one gives exactly one."""
        start = self.document.root if ref.variable is None else self.bindings[ref.variable]
        found: list[Found] = [start]
        for step in ref.steps:
            found = [after for before in found for after in self._step(before, step)]
        return found

    def items(self, source: Source) -> Sequence[Found]:
        """Give what an aggregate goes through."""
        if isinstance(source, Ref):
            return self.select(source)
        top = self.select(source.of)[0]
        if not isinstance(top, Node):
            return (top,)
        if not top.parts:
            return self.document.leaves()
        if top.presence == "absent" and top.is_leaf:
            return (missing_value(top),)
        return _leaves_below(top)

    def _step(self, before: Found, step: Any) -> Sequence[Found]:
        if not isinstance(before, Node):
            return (before,)
        match step:
            case Member(field, index):
                return self._member(before, field, index)
            case Key(name):
                return (self._named(before, before.child(name)),)
            case Index(index):
                return (_indexed(before, index),)
            case _:
                items = self.document.list_items(before)
                return () if step.optional and isinstance(items, Missing) else _spread(items)

    def _member(self, before: Node, field: Field, index: int | None) -> Sequence[Found]:
        if not field.plural:
            return (self._named(before, self.document.one(field, before)),)
        items = _spread(self.document.items(field, before))
        if index is None:
            return items
        stopped = next((item for item in items if not isinstance(item, Node)), None)
        if stopped is not None:
            return (stopped,)
        if -len(items) <= index < len(items):
            return (items[index],)
        return (Missing("value_absent", before.path, f"{field.text} has no item {index}"),)

    def _named(self, before: Node, after: Node) -> Found:
        """A member asked of a list, not of its items, is a mistake and must not look like an absent one."""
        if after.place.value is ABSENT and is_list(before.place.value) and before.parts:
            self._note(before)
            return Fault("type_clash", f"{before.path} is a list; name its items with [*] or an index")
        return after

    # ------------------------------------------------------------ from nodes
    def value(self, ref: Ref) -> Typed:
        """Read the value that a singular path leads to."""
        found = self.select(ref)[0]
        return self.read(found, ref.field)

    def read(self, found: Found, field: Field | None) -> Typed:
        """Read the value of a node through the type of its field."""
        if not isinstance(found, Node):
            return found
        self._note(found)
        return self.document.read(field, found)

    def signal(self, tree: Signal) -> Typed:
        """Read a signal: its number, or why there is none."""
        node = self.select(tree.ref)[0]
        if not isinstance(node, Node):
            return node
        self._note(node)
        raw = node.signal(tree.name)
        if raw is ABSENT:
            return missing_value(node) if node.presence == "absent" else _carries_no(node, tree.name)
        if raw is None:
            return Missing("signal_null", node.path, f"{node.path} has an empty {tree.name} (null)")
        number = read_plain(raw, node.path)
        if isinstance(number, Decimal) and tree.low <= number <= tree.high:
            return number
        return Fault("off_scale", f"{node.path} has {tree.name} {raw}, which is off its scale {tree.low}–{tree.high}")

    def about(self, tree: About) -> Typed:
        """Read anything else about a node."""
        found = self.select(tree.ref)
        if tree.name == "exists":
            return self._exists(found)
        node = found[0]
        if not isinstance(node, Node):
            return node
        self._note(node)
        if tree.name == "len" and node.presence in ("absent", "null") and tree.ref.field is not None:
            default = tree.ref.field.default
            return Decimal(len(default)) if isinstance(default, str | tuple) else missing_value(node)
        if tree.name in OF_VALUE:
            value = self.document.read(tree.ref.field, node)
            return value if isinstance(value, Missing) else OF_VALUE[tree.name](node, value)
        return _ABOUT[tree.name](self.document, node)

    def _exists(self, found: Sequence[Found]) -> Typed:
        for node in found:
            if isinstance(node, Node):
                self._note(node)
            elif isinstance(node, Fault):
                return node
        return any(isinstance(node, Node) and node.presence == "present" for node in found)

    def _note(self, node: Node) -> None:
        if self.trace is not None:
            self.trace.setdefault(node.parts, node)

    # ------------------------------------------------------------ beside the data
    def fact(self, tree: Fact) -> Typed:
        """Read what the caller gave."""
        value: Any = self.document.facts
        path = "facts." + ".".join(tree.keys)
        for key in tree.keys:
            value = value.get(key, ABSENT) if isinstance(value, Mapping) else ABSENT
        if value is ABSENT:
            return Missing("value_absent", path, f"{path} was not given")
        return read_plain(tuple(value) if isinstance(value, list) else value, path)

    def context(self, tree: Context) -> Typed:
        """Read a property of the extraction."""
        extraction = self.document.extraction
        if tree.name == "sends":
            return extraction.sends(str(tree.argument))
        path = f"extraction.{tree.name}" + (f".{tree.argument}" if tree.argument else "")
        match tree.name:
            case "adapter":
                value: Any = extraction.adapter
            case "version":
                value = extraction.adapter_version
            case "pages":
                value = extraction.pages
            case _:
                value = extraction.flags.get(str(tree.argument))
        if value is None:
            return Missing("value_absent", path, f"{path} is not in the payload")
        return read_plain(value, path)


def _spread(items: Nodes) -> Sequence[Found]:
    return items if isinstance(items, tuple) else (items,)


def _indexed(node: Node, index: int) -> Found:
    if node.presence == "present" and not is_list(node.value):
        return Fault("type_clash", f"{node.path} is no list; it has no item {index}")
    if index < 0:
        size = len(node.children())
        # Before the first there is nothing: the place behind the last is absent for certain.
        return node.child(size + index if size + index >= 0 else size)
    return node.child(index)


def _leaves_below(top: Node) -> list[Node]:
    leaves: list[Node] = []
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if node.is_leaf:
            leaves.append(node)
        else:
            waiting.extend(reversed(node.children()))
    return leaves


def _carries_no(node: Node, what: str) -> Missing:
    return Missing("signal_absent", node.path, f"{node.path} carries no {what}")


def _label(name: str) -> Callable[[Document, Node], Typed]:
    def read(_: Document, node: Node) -> Typed:
        label: str | None = getattr(node, name)
        return _carries_no(node, name) if label is None else label

    return read


def _presence(_: Document, node: Node) -> Typed:
    return node.presence


def _issues(_: Document, node: Node) -> Typed:
    issues = node.issues
    return _carries_no(node, "issues") if issues is None else issues


def _pages(_: Document, node: Node) -> Typed:
    cited = dict.fromkeys(citation.page for citation in node.citations or () if citation.page is not None)
    return tuple(Decimal(page) for page in cited) or _carries_no(node, "page")


def _page(document: Document, node: Node) -> Typed:
    pages = _pages(document, node)
    return pages[0] if isinstance(pages, tuple) else pages


def _index(_: Document, node: Node) -> Typed:
    """Give the place of an item in its list, from 0 as in paths."""
    last = node.parts[-1] if node.parts else None
    return Decimal(last) if isinstance(last, int) else Fault("type_clash", f"{node.path} is no item of a list")


def _len(document: Document, node: Node) -> Typed:
    if node.presence == "empty" and is_list(node.place.value):
        return Decimal(0)
    if node.presence != "present":
        return missing_value(node)
    value = node.value
    if isinstance(value, str):
        return Decimal(len(value))
    items = document.list_items(node)
    return Decimal(len(items)) if isinstance(items, tuple) else items


_ABOUT: Final[Mapping[str, Callable[[Document, Node], Typed]]] = {
    "presence": _presence,
    "match": _label("match"),
    "verification": _label("verification"),
    "page": _page,
    "pages": _pages,
    "issues": _issues,
    "len": _len,
    "index": _index,
}


def _currency(node: Node, value: Typed) -> Typed:
    if not isinstance(value, Money):
        return Fault("type_clash", f"{node.path} is no amount; only a field of type money has a currency")
    if value.currency is None:
        return Missing("value_absent", node.path, f"{node.path} states no currency")
    return value.currency


def _decimals(node: Node, value: Typed) -> Typed:
    """Count the decimals that were delivered, trailing zeros too: 2 of ``"10.50"``."""
    number = value.amount if isinstance(value, Money) else _PLAIN(value) if isinstance(value, str) else value
    if not isinstance(number, Decimal):
        return Fault("type_clash", f"{node.path} is no number; it has no decimals")
    return Decimal(max(0, -int(number.as_tuple().exponent)))


OF_VALUE: Final[Mapping[str, Callable[[Node, Typed], Typed]]] = {"currency": _currency, "decimals": _decimals}
