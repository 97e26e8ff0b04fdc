"""Labels: what people said of documents, as truth values or as the decision they made."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from adjudge.errors import ConfigError
from adjudge.model.extraction import Extraction
from adjudge.model.paths import render


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels by document id; ``fields`` are the truth values that count (none named: all there are)."""

    rows: Mapping[str, Mapping[str, Any]]
    fields: Collection[str] = ()

    def right(self, extraction: Extraction, name: str) -> bool | None:
        """Whether the extraction is right: as the truth has it, or as the reviewer accepted it.

        Args:
            extraction: What was extracted; its payload's ``id`` finds the label.
            name: The document's name, whose last part without suffix finds the label where there is no ``id``.

        Returns:
            ``None`` where the document has no label.
        """
        payload = extraction.payload
        key = payload.get("id") if isinstance(payload, dict) else None
        row = self.rows.get(str(key)) or self.rows.get(Path(name).stem)
        if row is None:
            return None
        if "decision" in row:
            return bool(row["decision"] == "accept")
        truth = {field: value for field, value in row["value"].items() if not self.fields or field in self.fields}
        return all(_same(extraction[render((field,))].value, value) for field, value in truth.items())


def read_labels(path: Path, fields: Collection[str] = ()) -> Labels:
    """Read JSON lines of ``{"id", "value": {field: truth}}`` or ``{"id", "decision"}``.

    Raises:
        ConfigError: The file cannot be read, or a line is no label; says which.
    """
    rows: dict[str, Mapping[str, Any]] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as problem:
        raise ConfigError(f"{path}: cannot be read: {problem}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, parse_float=Decimal)
        except ValueError as problem:
            raise ConfigError(f"{path}:{number}: {problem}") from None
        if (
            not isinstance(row, dict)
            or "id" not in row
            or not (isinstance(row.get("value"), dict) or "decision" in row)
        ):
            raise ConfigError(f'{path}:{number}: a label is {{"id", "value": {{...}}}} or {{"id", "decision"}}')
        rows[str(row["id"])] = row
    known = {field for row in rows.values() for field in row.get("value", ())}
    for field in fields:
        if field not in known:
            raise ConfigError(f'{path}: no label has the field "{field}"')
    return Labels(rows, frozenset(fields))


def _same(extracted: Any, truth: Any) -> bool:
    """Compare as numbers where both are plain ones, else as texts in any case."""
    if extracted is None or truth is None:
        return extracted is truth
    try:
        return Decimal(str(extracted)) == Decimal(str(truth))
    except InvalidOperation:
        return str(extracted).strip().casefold() == str(truth).strip().casefold()
