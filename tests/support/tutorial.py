"""Reads a page of documentation as what it tells a reader to do: files to write, and commands to run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
_BLOCK = re.compile(
    r"(?:^\*\*`(?P<file>[^`]+)`\*\*\n\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_COMMAND = re.compile(r"^\$ (?P<command>python .+)\n(?P<output>(?:(?!\$ python ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True)
class Write:
    """A file to write."""

    name: str
    text: str


@dataclass(frozen=True)
class Run:
    """A command to run; ``...`` in the output stands for anything."""

    command: str
    output: str


def sections(page: str) -> dict[str, str]:
    """Give the sections of a page by their titles; equal titles are one section."""
    found: dict[str, str] = {}
    titles = list(_HEADING.finditer(page))
    for title, following in zip(titles, [*titles[1:], None], strict=True):
        text = page[title.end() : following.start() if following else None]
        found[title["title"]] = found.get(title["title"], "") + text
    return found


def steps(text: str) -> Iterator[Write | Run]:
    """Give the steps of a text in their order.

    Raises:
        AssertionError: there is a block that is neither a named file nor a console.
    """
    for block in _BLOCK.finditer(text):
        if block["file"]:
            yield Write(block["file"], block["text"])
            continue
        assert block["language"] == "console", f"nobody can tell what to do with\n{block['text']}"
        for command in _COMMAND.finditer(block["text"]):
            yield Run(command["command"], command["output"])


def matches(output: str, expected: str) -> bool:
    """Whether an output is as expected, where ``...`` is anything."""
    return re.fullmatch(".*".join(map(re.escape, expected.strip().split("..."))), output.strip(), re.DOTALL) is not None
