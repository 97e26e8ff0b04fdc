"""jsonschema-rs: what a JSON Schema can say, 16 of the 20 rules; arithmetic and the order of two dates it cannot.

It cannot tell *skip* from *pass*. An error's schema path tells which rule it breaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import impl_adjudge
import jsonschema_rs
from answers import Answer, Implementation
from invoice_floors import CURRENCIES, GOOD, LEAST, LEAST_OF_AMOUNTS, ONE

NAME, KNOWS_SKIP = "jsonschema-rs", False
RULES = tuple(rule for rule in impl_adjudge.RULES if rule not in ("R13", "R14", "R15", "R16"))
Schema = dict[str, Any]


def _in_output(part: str, schema: Schema) -> Schema:
    return {"properties": {"output": {"properties": {part: schema}}}}


def _field(name: str, schema: Schema) -> Schema:
    return {"properties": {name: schema}}


def _amounts(schema: Schema) -> Schema:
    return _field("line_items", {"items": _field("amount", schema)})


def _leaves(schema: Schema) -> Schema:
    return {**_field("line_items", {"items": {"additionalProperties": schema}}), "additionalProperties": schema}


def _without(words: Sequence[str]) -> Schema:
    anyhow = "|".join("".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word) for word in words)
    return {"items": {"not": {"pattern": anyhow}}}


def _schemas() -> dict[str, Schema]:
    good, found = {"enum": sorted(GOOD)}, {"not": {"const": "not_found"}}
    metadata = {rule: _field(name, _field("confidence", {"minimum": least})) for rule, name, least in ONE} | {
        "R05": _amounts(_field("confidence", {"minimum": LEAST_OF_AMOUNTS})),
        "R06": _leaves(_field("confidence", {"minimum": LEAST})),
        "R07": _field("total", _field("match", good)),
        "R08": _field("invoice_number", _field("match", found)),
        "R09": _amounts(_field("match", good)),
        "R10": _leaves(_field("match", found)),
    }
    issues = {"R11": _without(("ambiguous", "unclear", "multiple totals")), "R12": _without(("not found", "obscured"))}
    data = {
        "R17": _field("currency", {"enum": sorted(CURRENCIES)}),
        "R18": _field("invoice_number", {"pattern": "^INV-[0-9]{4}-[0-9]{4,6}$"}),
        "R19": _field("line_items", {"minItems": 1}),
        "R20": _field("total", {"exclusiveMinimum": 0}),
    }
    parts = (("metadata", metadata), ("issues", issues), ("data", data))
    return {rule: _in_output(part, schema) for part, schemas in parts for rule, schema in schemas.items()}


def _path(instance: Sequence[str | int]) -> str:
    keys = [key for key in instance[1:] if key not in ("data", "metadata", "confidence", "match")]
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")


def make() -> Implementation:
    """Give the implementation."""
    schemas = _schemas()
    validator = jsonschema_rs.validator_for({"allOf": [schemas[rule] for rule in RULES]})

    def judge(payload: Any) -> list[Answer]:
        broken: dict[str, list[tuple[str, str]]] = {}
        for error in validator.iter_errors(payload):
            rule = RULES[int(list(error.schema_path)[1])]
            broken.setdefault(rule, []).append((_path(list(error.instance_path)), error.message[:200]))
        return [(rule, "fail", broken[rule]) if rule in broken else (rule, "pass", ()) for rule in RULES]

    return judge
