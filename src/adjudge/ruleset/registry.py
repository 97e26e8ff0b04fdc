"""What the loaded plugins offer to rule files: checks, functions, adapters, reporters, packs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from adjudge.model.adapter import Adapter
from adjudge.model.signals import SIGNALS, Signal
from adjudge.record import Record, field
from adjudge.ruleset.check import Check


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the expression language that a plugin adds.

    ``call`` gets typed values (see ``model/values.py``; never ``Missing`` or ``Fault``: those pass by
    it) and gives one; it is pure. It may raise ``ValueError`` with a sentence: the outcome is *error*.
    ``arity`` is the least and the most number of positional arguments. ``plugin`` is set when it is registered.
    """

    name: str
    call: Callable[..., Any]
    arity: tuple[int, int] = (1, 1)
    doc: str = ""
    plugin: str = ""


@dataclass(frozen=True, slots=True)
class Reporter:
    """A format of ``adjudge check``: turns judged documents into text."""

    name: str
    render: Callable[..., str]
    doc: str = ""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


class Registry(Record):
    """Everything by name; made by the manager once, then frozen."""

    checks: Mapping[str, Check] = field(default_factory=_nothing)
    functions: Mapping[str, Function] = field(default_factory=_nothing)
    adapters: Mapping[str, Adapter] = field(default_factory=_nothing)
    reporters: Mapping[str, Reporter] = field(default_factory=_nothing)
    packs: Mapping[str, Path] = field(default_factory=_nothing)
    owners: Mapping[str, str] = field(default_factory=_nothing)
    """``"check confidence"`` → the plugin that registered it."""

    @property
    def signals(self) -> Mapping[str, Signal]:
        """Give every signal by name: the built-in ones, which are what they are, then those that adapters declare."""
        declared = (signal for adapter in self.adapters.values() for signal in adapter.signals)
        return {**SIGNALS, **{signal.name: signal for signal in declared if signal.name not in SIGNALS}}
