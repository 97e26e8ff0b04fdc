"""Mend files by taking text out; every other byte stays as it was."""

from __future__ import annotations

from pathlib import Path

from adjudge.errors import Location
from adjudge.ruleset.lint.finding import Removal
from adjudge.ruleset.located import Located


class Text:
    """The text of a rule file, and where its lines and columns are in it."""

    def __init__(self, data: bytes) -> None:
        # A byte order mark counts as no column, and stays.
        self.mark, self.text = ("\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""), data.decode("utf-8-sig")
        self.starts = [0]
        for line in self.text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    @classmethod
    def of(cls, path: Path) -> Text:
        """Read a file."""
        return cls(path.read_bytes())

    def offset(self, line: int, column: int) -> int:
        """Give the offset of a place; both count from 1."""
        return self.starts[line - 1] + column - 1

    def start(self, place: Located | Location) -> int:
        """Give where a value, or a key, begins."""
        return self.offset(place.line, place.column)

    def end(self, value: Located) -> int:
        """Give where a value ends: behind its last visible character."""
        assert value.end is not None  # noqa: S101  # it was read from one file
        return len(self.text[: self.offset(*value.end)].rstrip()) if value.value is not None else self.start(value)

    def line_start(self, offset: int) -> int:
        """Give where the line of an offset begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Give where the next line begins."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1

    def replaced(self, start: int, end: int, new: str = "") -> bytes:
        """Give the file with a part of it replaced."""
        return (self.mark + self.text[:start] + new + self.text[end:]).encode()


def without(removal: Removal) -> bytes | None:
    """Give the file without what is to be removed; ``None`` where that cannot be cut out cleanly."""
    container = removal.container
    pieces = _pieces(container)
    index = list(container.entries).index(removal.key) if isinstance(removal.key, str) else removal.key
    if len(pieces) == 1 and removal.around is not None:
        outer, key = removal.around
        return without(Removal(removal.path, outer, key))
    if len(pieces) == 1:
        return None
    text = Text.of(removal.path)
    starts = [text.start(start) for start, _ in pieces]
    ends = [text.end(value) for _, value in pieces]
    if _is_flow(text, container):
        # With the comma that follows; of the last one, with the comma before.
        last = index == len(pieces) - 1
        return text.replaced(ends[index - 1], ends[index]) if last else text.replaced(starts[index], starts[index + 1])
    start, end = text.line_start(starts[index]), text.line_end(ends[index])
    if text.text[start : starts[index]].strip(" -") or ("-" in text.text[start : starts[index]] and container.entries):
        return None  # the first key of a list's element shares its line with the dash
    return text.replaced(start, end)


def _pieces(container: Located) -> list[tuple[Located | Location, Located]]:
    """Give where each entry begins, and its value."""
    if container.entries:
        return [(container.key(key), value) for key, value in container.entries.items()]
    return [(element, element) for element in container.elements]


def _is_flow(text: Text, container: Located) -> bool:
    return text.text[text.start(container)] in "{["
