"""The text of a rule file, for whoever edits it: every byte that is not edited stays as it was."""

from __future__ import annotations

from pathlib import Path

from adjudge.errors import Location
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

    @property
    def newline(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"

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

    def is_flow(self, container: Located) -> bool:
        """Whether a list or a mapping is written in brackets."""
        return self.text[self.start(container)] in "{["
