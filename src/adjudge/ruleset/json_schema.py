"""The JSON Schema (2020-12) of rule files, for editors: made of the models that rules are read with.

It says all that a schema can say of one file. What needs more (names that resolve, expressions, thresholds
that decide anything, what is extended) only loading tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import DEFAULT_REF_TEMPLATE, GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from adjudge.ruleset.check import Check
from adjudge.ruleset.key_docs import ASSERT_DOC, CITATION, DEFAULTS, FIELD, FILE, LIST, RULE, SUPPRESSION, TEST, KeyDoc
from adjudge.ruleset.merging import RULE_ID
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.schema import (
    SYNTAX_VERSION,
    CitationKeys,
    DefaultKeys,
    FieldKeys,
    FileKeys,
    ListKeys,
    RowKeys,
    RuleKeys,
    SuppressionKeys,
    TestKeys,
)
from adjudge.ruleset.suppressions import WHERE
from adjudge.ruleset.words import ASSERT, FREE_PREFIX

Schema = dict[str, Any]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ID: Final[Schema] = {"type": "string", "pattern": f"^{RULE_ID.pattern}$"}
_SAID: Final[Schema] = {"type": "string", "pattern": r"\S"}
_SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
_BOUNDS: Final = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
_SAMPLES: Final[Mapping[str, Any]] = {"string": "", "array": [], "boolean": True, "number": 0}
"""A value of each kind that a check's short form can be."""


class _Yaml(GenerateJsonSchema):
    """Describes values as strict YAML has them: numbers are numbers, and no key is left without a value."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """Describe an exact number, which is never a text."""
        bounds = {"ge": schema.get("ge"), "le": schema.get("le"), "gt": schema.get("gt"), "lt": schema.get("lt")}
        return {"type": "number", **{name: float(bound) for name, bound in bounds.items() if bound is not None}}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Leave null out: a key that is written has a value."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave defaults out: those of a file's ``defaults`` come before them."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # pydantic's signature
        """Give properties no title: it would repeat their names."""
        return False


def rule_file_schema(registry: Registry) -> Schema:
    """Give the schema of a rule file that may use everything in ``registry``."""
    checks = registry.checks
    rule = _rule(checks)
    return {
        "$schema": _DIALECT,
        "title": "adjudge rule file",
        **_file(),
        "$defs": {
            "defaults": _keys(DefaultKeys, DEFAULTS),
            "field": _field(),
            "member": _member(),
            "list": _list(),
            "rule": rule,
            "row": {**_keys(RowKeys, RULE, id=_ID), "additionalProperties": True, "required": ["id"]},
            "override": _override(rule),
            "suppression": _suppression(),
            "test": _test(),
            "citation": _keys(CitationKeys, CITATION),
            **{_ref_name(check): _check(check) for check in checks.values()},
        },
    }


# ---------------------------------------------------------------- parts of a file
def _file() -> Schema:
    file = _keys(
        FileKeys,
        FILE,
        adjudge={"const": SYNTAX_VERSION},
        defaults=_ref("defaults"),
        fields=_named(_ref("field")),
        lists=_named(_ref("list")),
        rules={"type": "array", "items": _ref("rule")},
        override={"type": "object", "additionalProperties": _ref("override")},
        disable={"type": "object", "additionalProperties": _SAID},
        suppressions={"type": "array", "items": _ref("suppression")},
    )
    return {**file, "required": ["adjudge"]}


def _test() -> Schema:
    citations = {"anyOf": [_ref("citation"), {"type": "array", "items": _ref("citation")}]}
    keys = _keys(TestKeys, TEST, citations={"type": "object", "additionalProperties": citations})
    return {**keys, "required": ["expect"], "not": {"required": ["given", "payload"]}}


def _suppression() -> Schema:
    day = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    key = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
    keys = _keys(SuppressionKeys, SUPPRESSION, rule=_SAID, reason=_SAID, until=day, key=key)
    where = [_told(name, "a suppression says where: document, path, when or key") for name in WHERE]
    return {**keys, "required": ["rule", "reason"], "anyOf": where}


def _field() -> Schema:
    keys = {**_keys(FieldKeys, FIELD, **_field_values()), "required": ["at"]}
    return {"anyOf": [{"type": "string", "description": "A path: $.total"}, keys]}


def _member() -> Schema:
    types = _model(FieldKeys)["properties"]["type"]
    return {"anyOf": [{**types, "description": FIELD["type"].meaning}, _keys(FieldKeys, FIELD, **_field_values())]}


def _field_values() -> dict[str, Schema]:
    default = {"anyOf": [_SCALAR, {"type": "array", "maxItems": 0}]}
    return {"default": default, "each": _named(_ref("member"))}


def _list() -> Schema:
    rows = {"type": "object", "additionalProperties": _SCALAR}
    inline = {"type": "array", "items": {"anyOf": [_SCALAR, rows]}}
    return {"anyOf": [inline, {**_keys(ListKeys, LIST), "required": ["file"]}]}


def _rule(checks: Mapping[str, Check]) -> Schema:
    """Describe a rule: the common keys, and exactly one check with what goes with it."""
    rule = _keys(
        RuleKeys,
        RULE,
        id=_ID,
        params={"type": "array", "minItems": 1, "items": _ref("row")},
        tests={"type": "array", "items": _ref("test")},
    )
    expression = _described({"type": ["string", "boolean"]}, ASSERT_DOC)
    rule["properties"] |= {ASSERT: expression, **{name: _ref(_ref_name(check)) for name, check in checks.items()}}
    need_no_given = [ASSERT, "params", *(name for name, check in checks.items() if check.given_anywhere)]
    return {
        **rule,
        "required": ["id"],
        "oneOf": [_told(key, "a rule has exactly one check") for key in (ASSERT, *checks)],
        "allOf": [
            {"if": {"not": {"anyOf": _each(need_no_given)}}, "then": _told("given", "a check needs given")},
            {
                "if": {"required": [ASSERT]},
                "then": {"not": {"required": ["given"]}},
                "else": {"not": {"required": ["for"]}},
            },
            *_needed_options(checks.values()),
        ],
    }


def _needed_options(checks: Iterable[Check]) -> list[Schema]:
    """Ask for the options that a check cannot do without; rows of params may give them instead."""
    needed = {check.name: _model(check.options).get("required") for check in checks}
    return [
        {
            "if": {"properties": {name: {"type": "object"}}, "required": [name], "not": {"required": ["params"]}},
            "then": {"properties": {name: {"required": options}}},
        }
        for name, options in needed.items()
        if options
    ]


def _override(rule: Schema) -> Schema:
    properties = {name: schema for name, schema in rule["properties"].items() if name != "id"}
    return {key: rule[key] for key in ("type", "additionalProperties", "patternProperties")} | {
        "properties": properties,
        "minProperties": 1,
    }


# ---------------------------------------------------------------- checks
def _check(check: Check) -> Schema:
    """Describe what may stand under a check's key: its options, or its short form."""
    name = _ref_name(check)
    options = _model(check.options, refs=f"#/$defs/{name}/$defs/{{model}}")
    options.pop("required", None)
    inner = {"$defs": options.pop("$defs")} if "$defs" in options else {}
    forms = [*_short_forms(check, options.get("properties", {})), options]
    schema: Schema = options if len(forms) == 1 else {"anyOf": forms}
    return {**schema, **inner, "description": check.doc or options.get("description", "")}


def _short_forms(check: Check, properties: Mapping[str, Schema]) -> list[Schema]:
    """Find out which option the short form sets, for each kind of value that it can be.

    A short form that computes something else can be any value that is no mapping.
    """
    if check.shorthand is None:
        return []
    forms: dict[str, Schema] = {}
    for kind, sample in _SAMPLES.items():
        try:
            made = check.shorthand(sample)
        except Exception:  # noqa: BLE001, S112  # a plugin's function, on a value that it need not take
            continue
        for option, value in made.items() if isinstance(made, dict) else ():
            if value is sample and option in properties and properties[option].get("type", kind) == kind:
                forms[option] = properties[option]
    return list(forms.values()) or [{"not": {"type": "object"}}]


# ---------------------------------------------------------------- building
def _model(model: type[BaseModel], refs: str = DEFAULT_REF_TEMPLATE) -> Schema:
    schema: Schema = _bounded(model.model_json_schema(schema_generator=_Yaml, ref_template=refs))
    schema.pop("title", None)
    return schema


def _bounded(schema: Any) -> Any:
    """Name the bounds as JSON Schema does: pydantic leaves those of a validated number as they are."""
    if isinstance(schema, list):
        return [_bounded(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        _BOUNDS.get(key, key) if isinstance(part, int | float) else key: _bounded(part) for key, part in schema.items()
    }


def _keys(model: type[BaseModel], docs: Mapping[str, KeyDoc], **instead: Schema) -> Schema:
    """Describe a closed mapping by its model; ``instead`` says more of keys that the model leaves open."""
    schema = _model(model)
    properties = {
        name: _described(instead.get(name, described), docs[name]) for name, described in schema["properties"].items()
    }
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": {f"^{FREE_PREFIX}": True},
        "additionalProperties": False,
    }


def _described(schema: Schema, doc: KeyDoc) -> Schema:
    examples = {"examples": list(doc.examples)} if doc.examples else {}
    return {**schema, "description": doc.meaning, **examples}


def _named(schema: Schema) -> Schema:
    names = {"pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}
    return {"type": "object", "propertyNames": names, "additionalProperties": schema}


def _each(keys: Iterable[str]) -> list[Schema]:
    return [{"required": [key]} for key in keys]


def _told(key: str, message: str) -> Schema:
    """Ask for a key; ``errorMessage`` is no keyword of the standard, but language servers show it."""
    return {"required": [key], "errorMessage": message}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _ref_name(check: Check) -> str:
    return f"check-{check.name}"
