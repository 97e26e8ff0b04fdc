"""adjudge: rules over what document-extraction APIs return, with a verdict and its reasons.

Load rules once, check any number of payloads, act on the decision:

>>> import adjudge
>>> ruleset = adjudge.load_rules("adjudge:recommended")
>>> ruleset.check({"total": 1}).decision
'review'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from adjudge.version import VERSION as __version__  # noqa: N811  # the name that packaging tools look for

if TYPE_CHECKING:
    from adjudge.api import check, normalize
    from adjudge.engine.ruleset import Ruleset, load_rules
    from adjudge.errors import AdjudgeError, ConfigError, PayloadError, RulesError, SelectionError
    from adjudge.hookspecs import hookimpl
    from adjudge.model.adapter import Adapter, KeyTable, Shape
    from adjudge.model.extraction import Extraction
    from adjudge.model.result import Evidence, Finding, Result
    from adjudge.model.verdict import Verdict
    from adjudge.ruleset.check import Check, CheckOptions
    from adjudge.ruleset.registry import Function, Reporter

_HOMES = {
    "check": "adjudge.api",
    "normalize": "adjudge.api",
    "load_rules": "adjudge.engine.ruleset",
    "Ruleset": "adjudge.engine.ruleset",
    "AdjudgeError": "adjudge.errors",
    "ConfigError": "adjudge.errors",
    "PayloadError": "adjudge.errors",
    "RulesError": "adjudge.errors",
    "SelectionError": "adjudge.errors",
    "hookimpl": "adjudge.hookspecs",
    "Adapter": "adjudge.model.adapter",
    "KeyTable": "adjudge.model.adapter",
    "Shape": "adjudge.model.adapter",
    "Extraction": "adjudge.model.extraction",
    "Evidence": "adjudge.model.result",
    "Finding": "adjudge.model.result",
    "Result": "adjudge.model.result",
    "Verdict": "adjudge.model.verdict",
    "Check": "adjudge.ruleset.check",
    "CheckOptions": "adjudge.ruleset.check",
    "Function": "adjudge.ruleset.registry",
    "Reporter": "adjudge.ruleset.registry",
}
"""Where each public name lives; it is imported when first used, so that ``import adjudge`` costs nothing."""

__all__ = [
    "Adapter",
    "AdjudgeError",
    "Check",
    "CheckOptions",
    "ConfigError",
    "Evidence",
    "Extraction",
    "Finding",
    "Function",
    "KeyTable",
    "PayloadError",
    "Reporter",
    "Result",
    "RulesError",
    "Ruleset",
    "SelectionError",
    "Shape",
    "Verdict",
    "__version__",
    "check",
    "hookimpl",
    "load_rules",
    "normalize",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        message = f"module 'adjudge' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
