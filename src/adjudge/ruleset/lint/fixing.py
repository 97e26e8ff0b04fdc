"""Mend files by taking text out; every other byte stays as it was."""

from __future__ import annotations

from adjudge.errors import Location
from adjudge.ruleset.file_text import Text
from adjudge.ruleset.lint.finding import Removal
from adjudge.ruleset.located import Located


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
    if text.is_flow(container):
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
