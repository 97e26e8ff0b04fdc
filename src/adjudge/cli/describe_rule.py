"""What ``adjudge explain RULE`` says, as plain data: what a rule reads, from where, and who can feed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from adjudge.ruleset.reads import context_of, signals_of, values_of

if TYPE_CHECKING:
    from adjudge.model.adapter import Adapter, Shape
    from adjudge.ruleset.rule import Rule


def describe_rule(rows: Sequence[Rule], adapters: Mapping[str, Adapter]) -> dict[str, Any]:
    """Describe one rule; ``rows`` are its rows of params, or it alone."""
    rule = rows[0]
    nodeid = rule.nodeid if len(rows) == 1 else rule.base_nodeid
    needs = signals_of(rule)
    return {
        "nodeid": nodeid,
        "title": rule.title,
        "why": rule.why,
        "source": rule.source,
        "tags": list(rule.tags),
        "location": str(rule.location),
        "check": rule.check.name if rule.check is not None else "assert",
        "doc": rule.check.doc if rule.check is not None else None,
        "options": options_of(rule),
        "assert": rule.condition.source if rule.condition is not None else None,
        "for": _loop(rule),
        "given": list(rule.given_text),
        "when": [condition.source for condition in rule.when],
        "blame": [field.name for field in rule.blame],
        "message": rule.message,
        "effects": {"on_fail": rule.on_fail, "on_unknown": dict(rule.on_unknown), "on_empty": rule.on_empty},
        "shadow": rule.shadow,
        "suppressible": rule.suppressible,
        "disabled": rule.disabled,
        "values": _values(rows),
        "beside": list(context_of(rule)),
        "signals": list(needs),
        "adapters": {name: _sent(adapter, needs) for name, adapter in sorted(adapters.items())} if needs else {},
        "labels": _labels(rule, adapters),
        "rows": [_row(row) for row in rows if row.row is not None],
        "tests": _tests(rows),
    }


def options_of(rule: Rule) -> dict[str, Any] | None:
    """Give the options of a rule's check that are set."""
    return rule.options.model_dump(exclude_unset=True) if rule.options is not None else None


def _loop(rule: Rule) -> str | None:
    return f"{rule.loop.variable} in {rule.loop.field.name}" if rule.loop is not None else None


def _values(rows: Sequence[Rule]) -> list[dict[str, Any]]:
    found = {read.name: read for row in rows for read in values_of(row)}
    return [{"name": read.name, "type": read.type, "paths": list(read.paths)} for read in found.values()]


def _row(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.row,
        "given": list(rule.given_text),
        "options": options_of(rule),
        "params": dict(rule.params),
        "on_fail": rule.on_fail,
    }


def _tests(rows: Sequence[Rule]) -> list[dict[str, Any]]:
    """Give the inline tests; one that is about several rows is there once, by where it stands."""
    found = {test.location: test for row in rows for test in row.tests}
    return [
        {key: str(value) if key == "payload" else value for key, value in test.spec.items()} for test in found.values()
    ]


# ---------------------------------------------------------------- adapters
def _sent(adapter: Adapter, needs: Sequence[str]) -> dict[str, str | None]:
    """Say of each thing needed whether the adapter's key tables have a place for it.

    ``values``: with each value; ``document``: for the whole document only; ``None``: nowhere, so that a rule
    that needs it is blind.
    """
    return {name: _place(adapter.shapes, name) for name in needs}


def _place(shapes: Sequence[Shape], name: str) -> str | None:
    if any(_with_values(shape, name) for shape in shapes):
        return "values"
    return "document" if any(_with_document(shape, name) for shape in shapes) else None


def _with_values(shape: Shape, name: str) -> bool:
    if name in ("match", "verification", "issues", "citations"):
        return getattr(shape.keys, name) is not None
    return shape.keys.signal(name) is not None


def _with_document(shape: Shape, name: str) -> bool:
    if name in ("verification", "issues"):
        return getattr(shape.document, name) is not None
    return any(key.name == name for key in shape.document.signals)


def _labels(rule: Rule, adapters: Mapping[str, Adapter]) -> dict[str, list[str]]:
    """Give, for each label that the check names, the adapters that have it."""
    if rule.check is None or rule.check.labels is None or rule.options is None:
        return {}
    own = "verification_labels" if rule.check.reads == "verification" else "labels"
    named = sorted(rule.check.labels(rule.options))
    return {label: [name for name, adapter in adapters.items() if label in getattr(adapter, own)] for label in named}
