"""Everything that a plugin is written with, in one place; ``adjudge.testing`` is what it is tested with.

These names, like those of ``adjudge`` itself, are public: they change only with the major version.
"""

from __future__ import annotations

from adjudge.checks.signals import signal_check
from adjudge.errors import ConfigError, PayloadError
from adjudge.hookspecs import hookimpl
from adjudge.model.adapter import Adapter, DocumentKeys, JobKeys, KeyTable, Shape, SignalKey, Slot
from adjudge.model.citations import Citation, corner_box, page_number, polygon_box, size, sized_box
from adjudge.model.layouts import Bare, Flat, Parallel, PathList, Sibling, Walk, Wrapped
from adjudge.model.looks import has_any, is_list_of_text, is_number, is_number_or_null, is_text, is_text_or_null
from adjudge.model.paths import Parts
from adjudge.model.signals import Signal
from adjudge.model.tree import ABSENT, MAX_DEPTH, dig, too_deep
from adjudge.model.values import Fault, Missing, Money
from adjudge.record import replace
from adjudge.ruleset.check import PASS, Check, CheckOptions, Item, Judgement, error, fail, unknown
from adjudge.ruleset.reading import show
from adjudge.ruleset.registry import Function, Reporter

__all__ = [
    "ABSENT",
    "MAX_DEPTH",
    "PASS",
    "Adapter",
    "Bare",
    "Check",
    "CheckOptions",
    "Citation",
    "ConfigError",
    "DocumentKeys",
    "Fault",
    "Flat",
    "Function",
    "Item",
    "JobKeys",
    "Judgement",
    "KeyTable",
    "Missing",
    "Money",
    "Parallel",
    "Parts",
    "PathList",
    "PayloadError",
    "Reporter",
    "Shape",
    "Sibling",
    "Signal",
    "SignalKey",
    "Slot",
    "Walk",
    "Wrapped",
    "corner_box",
    "dig",
    "error",
    "fail",
    "has_any",
    "hookimpl",
    "is_list_of_text",
    "is_number",
    "is_number_or_null",
    "is_text",
    "is_text_or_null",
    "page_number",
    "polygon_box",
    "replace",
    "show",
    "signal_check",
    "size",
    "sized_box",
    "too_deep",
    "unknown",
]
