"""The keys of rules, in the order in which they are best written."""

from __future__ import annotations

from typing import Final

ASSERT: Final = "assert"
ROW_KEYS: Final = (
    "id",
    "title",
    "why",
    "source",
    "tags",
    "given",
    "when",
    "blame",
    "on_fail",
    "on_unknown",
    "on_empty",
    "message",
    "shadow",
    "suppressible",
)
"""A row of ``params`` may set these for itself."""

RULE_ONLY_KEYS: Final = ("for", "params", "tests")
COMMON_KEYS: Final = (*ROW_KEYS, *RULE_ONLY_KEYS)
"""Beside these, a rule has exactly one check key."""

SILENT_KEYS: Final = frozenset(
    {"title", "why", "source", "tags", "blame", "on_fail", "on_unknown", "shadow", "suppressible"}
)
"""Keys that change neither an outcome nor a reason; overridden, they leave a rule's tests as true as they were."""

RESERVED_KEYS: Final = frozenset({*COMMON_KEYS, ASSERT})
"""No plugin may call a check so."""

FREE_PREFIX: Final = "x-"
"""Keys that begin so are anyone's own, in a file and in a rule."""
