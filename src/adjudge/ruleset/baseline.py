"""Write suppressions into a rule file: sorted among those that are there, every other byte as it was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

from adjudge.errors import ConfigError
from adjudge.model.content import any_item
from adjudge.ruleset.file_text import Text
from adjudge.ruleset.located import Located
from adjudge.ruleset.segments import PathProblem
from adjudge.ruleset.selectors import compile_path
from adjudge.ruleset.yaml_source import HIDDEN
from adjudge.ruleset.yaml_text import flow

_ORDER: Final = ("rule", "document", "path", "key")
_NEW: Final = "adjudge: 1\n"

Entry = Mapping[str, Any]


def document_pattern(name: str) -> str:
    """Give a document's name as a suppression can have it: ``?`` for what no rule file may contain."""
    return HIDDEN.sub("?", name).replace("\n", "?")


def path_pattern(path: str) -> str | None:
    """Give the path of a finding with ``[*]`` for its indexes; ``None`` where a rule file cannot have it."""
    pattern = any_item(path)
    try:
        compile_path(pattern)
    except PathProblem:
        return None
    return None if HIDDEN.search(pattern) else pattern


def with_suppressions(data: bytes, tree: Located | None, entries: Sequence[Entry]) -> bytes:
    """Give the bytes of a rule file with some suppressions more.

    Each comes below the last one there that sorts before it, so that two branches rarely touch the same lines.

    Args:
        data: The file's bytes; none of a new file.
        tree: The same, read.
        entries: What is added, key by key in the order in which it is written.

    Raises:
        ConfigError: The file has its suppressions in brackets.
    """
    text = Text(data)
    new = sorted(entries, key=_rank)
    known = tree.entries.get("suppressions") if tree is not None else None
    if tree is None or known is None:
        head = _NEW if tree is None else ""
        return _with(text, [(len(text.text), f"{head}suppressions:{text.newline}{_lines(new, 2, text)}")])
    if text.is_flow(tree) or (text.is_flow(known) and known.elements):
        raise ConfigError(f"{known.where}: suppressions stand in brackets; write each below a dash, then add more")
    if not known.elements:
        brackets = len(text.text[: text.start(known)].rstrip())
        bare = Text(text.replaced(brackets, text.end(known)))
        return _with(bare, [(bare.line_end(brackets), _lines(new, 2, text))])
    return _among(text, tree, known, new)


def _among(text: Text, tree: Located, known: Located, new: Sequence[Entry]) -> bytes:
    first = text.start(known.elements[0])
    indent = text.text.index("-", text.line_start(first)) - text.line_start(first)
    ranks = [_rank(each.plain()) for each in known.elements]
    least_from = list(accumulate(reversed(ranks), min))[::-1]
    places: dict[int, list[Entry]] = {}
    for entry in new:
        before = bisect_right(least_from, _rank(entry))
        above = text.end(known.elements[before - 1]) if before else text.start(tree.key("suppressions"))
        places.setdefault(text.line_end(above), []).append(entry)
    return _with(text, [(place, _lines(group, indent, text)) for place, group in places.items()])


def _rank(entry: Any) -> tuple[str, ...]:
    return tuple(str(entry.get(key, "")) for key in _ORDER) if isinstance(entry, Mapping) else ()


def _lines(entries: Sequence[Entry], indent: int, text: Text) -> str:
    rows = []
    for entry in entries:
        for number, (key, value) in enumerate(entry.items()):
            rows.append(f"{' ' * indent}{'  ' if number else '- '}{key}: {flow(value)}{text.newline}")
    return "".join(rows)


def _with(text: Text, inserted: Sequence[tuple[int, str]]) -> bytes:
    """Put pieces into a text; each begins a line."""
    parts, done = [], 0
    for place, piece in sorted(inserted):
        above = text.text[done:place]
        parts += [above, "" if text.text[max(place - 1, 0) : place] in ("", "\n") else text.newline, piece]
        done = place
    return text.replaced(0, done, "".join(parts))
