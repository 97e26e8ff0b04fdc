"""The generated code of a ruleset, for people to read: what ``adjudge rules --generated`` prints."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import FunctionType
from typing import Any, Final

from adjudge.engine.plan import Plan
from adjudge.engine.screen.plan import Screen
from adjudge.model.adapter import Adapter, Shape
from adjudge.reporting.printable import printable
from adjudge.ruleset.rule import Rule
from adjudge.version import VERSION

_HEAD: Final = """\
# What adjudge {version} makes of {rules}: code that goes through a payload before any rule is judged.
# It is printed to be read; it is made anew whenever rules are loaded, once for each shape of payloads that comes.
#
# Its one duty: never to call passing what judging would not. It puts into found[N] what rule N says where that is
# certain, for all items or for most. Every other rule, and every item left over, is judged as if this code were not.
#
#   data, metadata   what the payload holds, and what stands beside it
#   known            what was found out about the document so far
#   settled[N]       what rule N says when all of so many items pass; -1: when it does not apply
#
# N:
"""
_ANSWERED: Final = re.compile(r"(?:found|settled)\[(\d+)\]")
_CONSTANT: Final = re.compile(r"\b[A-Z][A-Z_]*_\d+\b|\bSCALARS\b")
_MOST_MEMBERS: Final = 8
_WIDTH: Final = 120


def generated_source(rules: Sequence[Rule], adapters: Iterable[Adapter]) -> str:
    """Give what is generated from rules for the shapes of some adapters; code that several share once."""
    plan = Plan(rules)
    served: dict[str, list[tuple[Adapter, Shape]]] = {}
    for adapter in adapters:
        for shape in adapter.shapes:
            served.setdefault(_code(plan.screen_of(shape), rules), []).append((adapter, shape))
    count = f"{len(rules)} rule{'s' if len(rules) > 1 else ''}"
    width = len(str(len(rules) - 1))
    numbered = "".join(f"#   {number:>{width}}  {printable(rule.nodeid)}\n" for number, rule in enumerate(rules))
    sections = [f"\n\n{_title(shapes)}{code}" for code, shapes in served.items()]
    return _HEAD.format(version=VERSION, rules=count) + numbered + "".join(sections)


def _title(shapes: Sequence[tuple[Adapter, Shape]]) -> str:
    """Name the adapters and shapes that some code serves, an adapter a line."""
    names: dict[str, list[str]] = {}
    for adapter, shape in shapes:
        names.setdefault(adapter.name, []).append(shape.name)
    lines = [line for name, each in names.items() for line in _wrapped(f"{name}: {'; '.join(dict.fromkeys(each))}")]
    return f"# {'=' * (_WIDTH - 2)}\n{''.join(lines)}"


def _wrapped(text: str) -> Iterator[str]:
    for line in textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="#   "):
        yield f"{line}\n"


def _code(screen: Screen, rules: Sequence[Rule]) -> str:
    """Give the functions of one screen, and the rules that none of them answers for."""
    answered = {int(number) for source in screen.sources.values() for number in _ANSWERED.findall(source)}
    left = [number for number in range(len(rules)) if number not in answered | screen.blind]
    parts: list[str] = []
    if screen.blind:
        parts += _wrapped(f"blind, whatever the payload: {_numbers(screen.blind)}")
    if left:
        parts += _wrapped(f"always judged: {_numbers(left)}")
    if answered:
        parts += [part for title, source in screen.sources.items() for part in _function(screen, title, source)]
    return "".join(parts)


def _function(screen: Screen, title: str, source: str) -> Iterator[str]:
    yield f"\n# {printable(title)}\n{source}"
    function = screen.functions.get(title)
    if isinstance(function, FunctionType):
        yield from _legend(source, function.__globals__)


def _legend(source: str, constants: Mapping[str, Any]) -> Iterator[str]:
    """Say what the constants of a function are."""
    found = dict.fromkeys(_CONSTANT.findall(source))
    names = [name for name in found if name in constants and not name.startswith("ONE_BY_ONE")]
    width = max(map(len, names), default=0)
    for name in names:
        yield f"# {name:<{width}}  {_told(constants[name])}\n"


def _told(value: Any) -> str:
    """Say what a constant is, in a line: the members of a set, the name and the text of a function."""
    if isinstance(value, frozenset | set):
        members = sorted(each.__name__ if isinstance(each, type) else ascii(each) for each in value)
        more = f", ... {len(members)} in all" if len(members) > _MOST_MEMBERS else ""
        return f"{{{', '.join(members[:_MOST_MEMBERS])}{more}}}"
    if isinstance(value, Callable):  # type: ignore[arg-type]  # a test of the kind, not of a signature
        owner = getattr(value, "__self__", None)
        name = getattr(value, "__qualname__", type(value).__qualname__).replace(".<locals>", "")
        text = getattr(owner, "text", None)
        return f"{name} of {text!a}" if isinstance(text, str) else name
    about, _, _ = (type(value).__doc__ or "").partition("\n")
    return f"{type(value).__name__}: {about}"


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
