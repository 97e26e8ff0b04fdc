"""Make the page about signals: who sends what, under which key; read from the adapters' key tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adjudge.adapters import ADAPTERS
from adjudge.model.adapter import Adapter, KeyPath, Shape
from adjudge.model.layouts import Sibling
from adjudge.model.signals import SIGNALS

HEAD = """\
# Signals and scales by vendor

<!-- Made by docs/tools/tables.py of the adapters' key tables; change those, not this page. -->

A signal keeps its name, its scale and its owner: none is converted into another, filled from another, or handed down
from a list to its items. So the first question to a rule is whether the payload sends its signal at all; where no value
carries it, the rule is *blind*, and says so. [When a rule cannot be evaluated](unknown.md) has the rest.

No vendor calls its scores calibrated: 0.9 of one says nothing about 0.9 of another. Measure your thresholds on
documents of yours.
"""
COLUMNS = [adapter for adapter in ADAPTERS if not adapter.fallback]


def signals_page() -> str:
    """Give the whole page."""
    return "\n".join(
        [
            HEAD,
            "## The signals",
            "",
            *_table(["signal", "scale", "is"], _scales()),
            "",
            "## Who sends them",
            "",
            "The key that each stands under, in the metadata of a value; a `*` is the name of the field. *Of the",
            "document*: it is about the whole. A layout in parentheses: only forms of that layout have it.",
            "",
            *_table(["signal", *(adapter.name for adapter in COLUMNS)], _senders()),
            "",
            "## What else they say of a value",
            "",
            *_table(["", *(adapter.name for adapter in COLUMNS)], _others()),
            "",
            "Labels keep the vendor's words; a label that no adapter knows is an error when the rules are loaded.",
            "",
            *_table(["adapter", "check", "labels"], _labels()),
            "",
            "## Forms that are recognised",
            "",
            *_table(["adapter", "layout", "forms"], _forms()),
            "",
            "Any other object or array is `plain`: values without metadata, and the verdict says so. A form that is",
            "not here is a [key table](plugins.md) of yours.",
            "",
        ]
    )


def _table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _scales() -> Iterator[list[str]]:
    for signal in SIGNALS.values():
        yield [f"`{signal.name}`", f"{signal.low} to {signal.high}", signal.doc]


def _senders() -> Iterator[list[str]]:
    for name in SIGNALS:
        yield [f"`{name}`", *(_signal_cell(adapter, name) for adapter in COLUMNS)]


def _signal_cell(adapter: Adapter, name: str) -> str:
    of_value = [(shape, key.path) for shape in adapter.shapes if (key := shape.keys.signal(name))]
    of_document = [key.path for shape in adapter.shapes for key in shape.document.signals if key.name == name]
    return _cell(adapter, of_value, of_document)


def _others() -> Iterator[list[str]]:
    for name in ("match", "verification"):
        yield [f"`{name}`", *(_label_cell(adapter, name) for adapter in COLUMNS)]
    for name in ("reasoning", "issues", "citations"):
        yield [name, *(_slot_cell(adapter, name) for adapter in COLUMNS)]


def _label_cell(adapter: Adapter, name: str) -> str:
    return _cell(
        adapter,
        [(shape, path) for shape in adapter.shapes if (path := getattr(shape.keys, name))],
        [path for shape in adapter.shapes if (path := getattr(shape.document, name, None))],
    )


def _slot_cell(adapter: Adapter, name: str) -> str:
    return _cell(
        adapter,
        [(shape, path) for shape in adapter.shapes if (slot := getattr(shape.keys, name)) for path in slot.at],
        [path for shape in adapter.shapes if (path := getattr(shape.document, name, None))],
    )


def _cell(adapter: Adapter, of_value: Iterable[tuple[Shape, KeyPath]], of_document: Iterable[KeyPath]) -> str:
    """Name the keys, each once, and the layout where only some forms have it."""
    layouts: dict[str, set[str]] = {}
    for shape, path in of_value:
        layouts.setdefault(_written(shape, path), set()).add(shape.layout.name)
    main = adapter.shapes[0].layout.name
    cells = [
        f"`{key}`" + ("" if main in found else f" *({' '.join(sorted(found))})*")
        for key, found in layouts.items()
        if not any(key == _snake(other) for other in layouts if other != key)  # an SDK's spelling of the same
    ]
    # Only the end of a document's path is told: the way there differs from form to form.
    whole = dict.fromkeys(".".join(path[-2:] if path[-1] == "status" else path[-1:]) for path in of_document)
    return ", ".join([*cells, *(f"`{key}` *of the document*" for key in whole)]) or "-"


def _written(shape: Shape, path: KeyPath) -> str:
    """Give the key as it stands in a payload: beside a field ``total``, ``total_score`` is ``*_score``."""
    if isinstance(shape.layout, Sibling):
        suffixes = {sidecar.key: sidecar.suffix for sidecar in shape.layout.sidecars}
        path = (f"*{suffixes[path[0]]}", *path[1:])
    return ".".join(path)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _labels() -> Iterator[list[str]]:
    for adapter in COLUMNS:
        for check, labels in (("match", adapter.labels), ("verification", adapter.verification_labels)):
            if labels:
                yield [adapter.name, f"`{check}`", ", ".join(f"`{label}`" for label in sorted(labels))]


def _forms() -> Iterator[list[str]]:
    for adapter in COLUMNS:
        forms: dict[str, dict[str, None]] = {}
        for shape in adapter.shapes:
            forms.setdefault(shape.layout.name, {})[shape.name] = None
        for layout, names in forms.items():
            yield [adapter.name, layout, "; ".join(names)]
