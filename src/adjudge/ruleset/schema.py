"""The keys of rule files, fields, rules and inline tests, as closed pydantic models.

A model sees plain values; :mod:`adjudge.ruleset.validation` puts its complaints where they belong.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from adjudge.model.words import Effect, Outcome, UnknownCause

SYNTAX_VERSION: Final = 1

TypeName = Literal["money", "decimal", "integer", "date", "text", "code", "percent", "boolean"]
OnEmpty = Literal["unknown", "skip", "pass", "fail"]
UnknownKey = Literal[UnknownCause, "otherwise"]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_items(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


def _as_otherwise(value: Any) -> Any:
    return {"otherwise": value} if isinstance(value, str) else value


def _as_expression(value: Any) -> Any:
    # YAML reads `when: true` as a bool, which is also a whole expression.
    return str(value).lower() if isinstance(value, bool) else value


# Pydantic copies a mutable default deeply for every model made, and asks the signature of a builtin at length.
def _no_list() -> list[Any]:
    return []


def _no_mapping() -> dict[Any, Any]:
    return {}


Texts: TypeAlias = Annotated[list[str], BeforeValidator(_as_list, json_schema_input_type=str | list[str])]
"""One text or a list of them."""
OnUnknown: TypeAlias = Annotated[
    dict[UnknownKey, Effect], BeforeValidator(_as_otherwise, json_schema_input_type=Effect | dict[UnknownKey, Effect])
]
ExpressionText: TypeAlias = Annotated[str, BeforeValidator(_as_expression, json_schema_input_type=str | bool)]


class Keys(BaseModel):
    """Base of the models of this module: closed and strict."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False, defer_build=True)


class DefaultKeys(Keys):
    """``defaults`` of a file: what its rules say where they say nothing."""

    on_fail: Effect | None = None
    on_unknown: OnUnknown | None = None
    on_empty: OnEmpty | None = None
    on_job_failed: Effect | None = None


class FileKeys(Keys):
    """The top level of a rule file."""

    adjudge: int | None = None
    extends: Texts = Field(default_factory=_no_list)
    locale: str | None = None
    defaults: dict[str, Any] = Field(default_factory=_no_mapping)
    when: ExpressionText | None = None
    tags: list[str] | None = None
    fields: dict[str, Any] = Field(default_factory=_no_mapping)
    lists: dict[str, Any] = Field(default_factory=_no_mapping)
    rules: list[Any] = Field(default_factory=_no_list)
    override: dict[str, Any] = Field(default_factory=_no_mapping)
    disable: dict[str, Any] = Field(default_factory=_no_mapping)
    suppressions: list[Any] = Field(default_factory=_no_list)


class SuppressionKeys(Keys):
    """One suppression: findings of a rule that shall cost nothing."""

    rule: str | None = None
    document: str | None = None
    path: str | None = None
    when: ExpressionText | None = None
    key: str | None = None
    reason: str | None = None
    owner: str | None = None
    until: str | None = None
    max_hits: int | None = Field(default=None, ge=1)


class FieldKeys(Keys):
    """A declared field, or a member of one."""

    at: Texts | None = None
    type: TypeName | None = None
    locale: str | None = None
    format: Texts = Field(default_factory=_no_list)
    default: Any = None
    each: dict[str, Any] | None = None


class ListKeys(Keys):
    """A list kept in a file of its own."""

    file: str | None = None
    key: str | None = None


class RowKeys(Keys):
    """The common keys that a row of ``params`` may set too."""

    id: str | None = None
    title: str | None = None
    why: str | None = None
    source: str | None = None
    tags: Texts = Field(default_factory=_no_list)
    given: Texts = Field(default_factory=_no_list)
    when: ExpressionText | None = None
    blame: Texts = Field(default_factory=_no_list)
    on_fail: Effect | None = None
    on_unknown: OnUnknown = Field(default_factory=_no_mapping)
    on_empty: OnEmpty | None = None
    message: str | None = None
    shadow: bool = False
    suppressible: bool = True


class RuleKeys(RowKeys):
    """The common keys of a rule; its one check key comes besides."""

    for_: str | None = Field(default=None, alias="for")
    params: list[Any] = Field(default_factory=_no_list)
    tests: list[Any] = Field(default_factory=_no_list)


class CitationKeys(Keys):
    """One citation, as an inline test gives it."""

    page: int | None = Field(default=None, ge=1)
    text: str | None = None


Citations: TypeAlias = Annotated[
    list[CitationKeys],
    BeforeValidator(_as_items, json_schema_input_type=CitationKeys | list[CitationKeys]),
]
"""One citation or a list of them; of an empty list the slot is there."""


class TestKeys(Keys):
    """One inline test; what it does not give is absent."""

    __test__ = False  # pytest: no test class

    id: str | None = None
    given: dict[str, Any] = Field(default_factory=_no_mapping)
    signals: dict[str, dict[str, Any]] = Field(default_factory=_no_mapping)
    match: dict[str, str] = Field(default_factory=_no_mapping)
    verification: dict[str, str] = Field(default_factory=_no_mapping)
    issues: dict[str, Texts] = Field(default_factory=_no_mapping)
    citations: dict[str, Citations] = Field(default_factory=_no_mapping)
    adapter: str | None = None
    facts: dict[str, Any] = Field(default_factory=_no_mapping)
    payload: str | None = None
    expect: Outcome | dict[str, Outcome] | None = None
    reason: str | None = None
    xfail: bool | str = False


def keys_of(model: type[BaseModel]) -> list[str]:
    """Give the keys that a model takes, as they are written in YAML."""
    return [info.alias or name for name, info in model.model_fields.items()]
