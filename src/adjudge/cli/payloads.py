"""The payloads that a command line names: JSON files, JSON lines, folders, standard input.

Each is named as the command line can name it again: ``in/a.json``, ``in/many.jsonl:3``, ``-:2``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

JSON_LINES: Final = frozenset({".jsonl", ".ndjson"})
_LINE_OF_FILE: Final = re.compile(r"(.+):([1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Payload:
    """One payload to check: bytes of JSON, or the file to read them from."""

    name: str
    content: bytes | Path


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One payload that is not there to check, and why, in one line."""

    name: str
    reason: str


def find_payloads(arguments: Iterable[str]) -> Iterator[Payload | Unreadable]:
    """Give every payload that the arguments name, in their order; files of a folder by name.

    A folder is searched for ``*.json`` and ``*.jsonl``, whatever its depth; stored verdicts
    (``*.verdict.json``) are no payloads. A folder without any gives none.
    """
    for argument in arguments:
        path = Path(argument)
        if argument == "-":
            yield from _standard_input(sys.stdin.buffer.read())
        elif path.is_dir():
            for file in sorted(path.rglob("*")):
                if _is_payload(file):
                    yield from _of_file(file, _name_within(path, file))
        elif path.exists():
            yield from _of_file(path, _name(path))
        else:
            yield from _one_line(argument)


def _is_payload(file: Path) -> bool:
    return (
        (file.suffix == ".json" or file.suffix in JSON_LINES)
        and not file.name.endswith(".verdict.json")
        and file.is_file()
    )


def _of_file(file: Path, name: str) -> Iterator[Payload | Unreadable]:
    if file.suffix not in JSON_LINES:
        yield Payload(name, file)
        return
    found = False
    try:
        with file.open("rb") as rows:
            for number, row in enumerate(rows, 1):
                if row.strip():
                    found = True
                    yield Payload(f"{name}:{number}", row)
    except OSError as problem:
        yield Unreadable(name, problem.strerror or str(problem))
        return
    if not found:
        yield Unreadable(name, "the file is empty")


def _one_line(argument: str) -> Iterator[Payload | Unreadable]:
    """Read ``many.jsonl:3``; any other name that is no file is said to be missing."""
    found = _LINE_OF_FILE.fullmatch(argument)
    file = Path(found[1]) if found else None
    if found is None or file is None or file.suffix not in JSON_LINES or not file.is_file():
        yield Unreadable(argument, "there is no such file or folder")
        return
    name = f"{_name(file)}:{found[2]}"
    wanted = (payload for payload in _of_file(file, _name(file)) if payload.name == name)
    yield next(wanted, Unreadable(name, "the file has no payload on this line"))


def _standard_input(content: bytes) -> Iterator[Payload]:
    """Take what was piped in as one payload, or as JSON lines where only the lines are JSON."""
    rows = [(number, row) for number, row in enumerate(content.splitlines(), 1) if row.strip()]
    if len(rows) > 1 and not _is_json(content) and any(_is_json(row) for _, row in rows):
        yield from (Payload(f"-:{number}", row) for number, row in rows)
    else:
        yield Payload("-", content)


def _is_json(content: bytes) -> bool:
    try:
        return isinstance(json.loads(content), dict | list)
    except (ValueError, RecursionError):
        return False


def _name(file: Path) -> str:
    """Name a file relative to the working directory; one outside by its own name: verdicts hold no absolute paths."""
    absolute = file.absolute()
    here = Path.cwd()
    if absolute.is_relative_to(here):
        return absolute.relative_to(here).as_posix()
    return file.name if file.is_absolute() else file.as_posix()


def _name_within(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix() if _name(file) == file.name else _name(file)
