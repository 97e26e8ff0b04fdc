"""What becomes of one payload: a verdict, or an error row with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from adjudge.engine.batch.items import Item
from adjudge.errors import ConfigError, PayloadError
from adjudge.model.verdict import SCHEMA, Verdict

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset
    from adjudge.model.adapter import Adapter


@dataclass(frozen=True, slots=True)
class Asked:
    """How each document is to be checked; the options of ``Ruleset.check``."""

    adapter: str | Adapter | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    hints: bool = False


def judge_item(ruleset: Ruleset, item: Item, asked: Asked) -> Verdict | PayloadError:
    """Judge one item; what cannot be read, or is claimed by two adapters, is a value and stops nothing."""
    if item.error is not None:
        return PayloadError(item.error)
    try:
        return ruleset.check(
            item.payload, adapter=asked.adapter, facts=asked.facts, document=item.name, hints=asked.hints
        )
    except (PayloadError, ConfigError) as problem:
        return PayloadError(str(problem))


def row_of(item: Item, judged: Verdict | PayloadError) -> dict[str, Any]:
    """Give the row as plain data: the verdict, or the schema, source, error and a decision of ``None``."""
    if isinstance(judged, Verdict):
        return judged.to_dict()
    return {
        "schema": SCHEMA,
        "source": item.name,
        "document": item.name,
        "decision": None,
        "error": str(judged),
    }


def line_of(item: Item, judged: Verdict | PayloadError) -> str:
    """Give the row as a line of JSON."""
    if isinstance(judged, Verdict):
        return judged.to_json()
    from adjudge.model.jsontext import to_json  # noqa: PLC0415  # loads the JSON writer

    return to_json(row_of(item, judged))
