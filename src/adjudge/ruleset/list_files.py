"""Read the lists of rule files: written in place, or kept in a CSV, YAML, JSON or text file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from adjudge.errors import did_you_mean
from adjudge.model.values import Scalar
from adjudge.ruleset.delivered import MAX_EXPONENT
from adjudge.ruleset.fields import Listing
from adjudge.ruleset.located import Problems
from adjudge.ruleset.merging import Declared
from adjudge.ruleset.schema import ListKeys
from adjudge.ruleset.sources import RulePath, SourceProblem, read_file
from adjudge.ruleset.validation import validate
from adjudge.ruleset.yaml_source import read_yaml

MAX_ROWS: Final = 100_000
SUFFIXES: Final = (".csv", ".yaml", ".yml", ".json", ".txt")

Row = Mapping[str, Any]


class ListProblem(Exception):
    """A list that cannot be used; the message is a sentence without a place."""


class ListReader:
    """Reads list files, each once, and remembers which they were."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.files: dict[RulePath, object] = {}

    def listing(self, declared: Declared) -> Listing | None:
        """Read one declared list, or note what is wrong with it."""
        value = declared.value
        before = len(self.problems)
        try:
            if isinstance(value.value, list):
                return _listing(declared.name, value.plain())
            if not isinstance(value.value, dict):
                raise ListProblem("is a list of values, or a mapping with the file that has them")
            keys = validate(ListKeys, value, f'list "{declared.name}"', self.problems)
            if keys.file is None:
                if len(self.problems) == before:
                    raise ListProblem('needs "file"')
                return None
            content = self._content(declared.origin.beside(keys.file))
            return _listing(declared.name, content, keys.key)
        except SourceProblem as problem:
            self.problems.add(value.entries["file"].where, f'list "{declared.name}": {problem}')
        except ListProblem as problem:
            self.problems.add(value.where, f'list "{declared.name}" {problem}')
        return None

    def _content(self, path: RulePath) -> object:
        """Give the plain content of a list file: a list of values or of rows."""
        if path not in self.files:
            self.files[path] = self._read(path)
        return self.files[path]

    def _read(self, path: RulePath) -> object:
        suffix = path.path.suffix.lower()
        if suffix not in SUFFIXES:
            raise SourceProblem(f"a list is kept in a {', '.join(SUFFIXES)} file")
        data = read_file(path)
        if suffix in (".yaml", ".yml"):
            tree = read_yaml(data, path.name, self.problems)
            return [] if tree is None else tree.plain()
        try:
            text = data.decode("utf-8-sig")
            if suffix == ".json":
                return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise SourceProblem(f"{path.name} cannot be read: {error}") from error
        if suffix == ".txt":
            return [line.strip() for line in text.splitlines() if line.strip()]
        return _csv(text, path.name)


def _refuse_constant(name: str) -> object:
    message = f"{name} is no number"
    raise ValueError(message)


def _csv(text: str, name: str) -> list[Row]:
    """Give the rows of a CSV file with a header line; every value is text."""
    try:
        table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        rows: list[Row] = list(table)
    except csv.Error as error:
        raise SourceProblem(f"{name} cannot be read: {error}") from error
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise SourceProblem(f"{name}: row {number} has another number of values than the header")
    return rows


def _listing(name: str, content: object, key: str | None = None) -> Listing:
    """Make the list: of plain values, or of rows by the column ``key``."""
    if not isinstance(content, list):
        raise ListProblem("is kept in a file that has no list")
    if len(content) > MAX_ROWS:
        raise ListProblem(f"has {len(content):,} values; at most {MAX_ROWS:,} are read")
    if not any(isinstance(item, dict) for item in content):
        if key is not None:
            raise ListProblem(f'has no columns, so no key "{key}"')
        return Listing(name, tuple(_scalar(item) for item in content))
    columns = _columns(content)
    if key is None:
        if len(columns) > 1:
            raise ListProblem(f'needs "key": which of the columns {", ".join(columns)} is meant')
        key = columns[0]
    if key not in columns:
        hint = did_you_mean(key, columns) or f"; columns: {', '.join(columns)}"
        raise ListProblem(f'has no column "{key}"{hint}')
    rows: dict[Scalar, Mapping[str, Scalar]] = {}
    for row in content:
        value = _scalar(row[key])
        if value in rows:
            raise ListProblem(f'has two rows with {key} "{value}"')
        rows[value] = {column: _scalar(row[column]) for column in columns}
    return Listing(name, tuple(rows), rows)


def _columns(content: list[Any]) -> list[str]:
    """Give the columns of a table; each row must have all of them and no other."""
    first = content[0]
    for number, row in enumerate(content, start=1):
        if not isinstance(row, dict) or row.keys() != first.keys():
            raise ListProblem(f"mixes rows: entry {number} has other columns than the first")
    return [str(column) for column in first]


def _scalar(value: object) -> Scalar:
    """Give one value as rules compute with it: numbers exact, text and booleans as they are."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        if number and abs(number.adjusted()) > MAX_EXPONENT:
            raise ListProblem("has a number out of range")
        return number
    raise ListProblem("has an entry that is no text, number, true or false")
