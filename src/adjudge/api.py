"""The two shortest ways in: check in one call, and the extraction alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adjudge.engine.ruleset import Source, load_rules
from adjudge.manager import load_plugins
from adjudge.model.adapter import Adapter
from adjudge.model.extraction import Extraction
from adjudge.model.recognise import normalize as normalize_payload
from adjudge.model.verdict import Verdict


def check(
    payload: object,
    rules: Source | Sequence[Source],
    *,
    adapter: str | Adapter | None = None,
    facts: Mapping[str, Any] | None = None,
    document: str | None = None,
    hints: bool = False,
) -> Verdict:
    """Load ``rules`` and check one payload; to check many, keep the ruleset of ``load_rules``."""
    return load_rules(rules).check(payload, adapter=adapter, facts=facts, document=document, hints=hints)


def normalize(
    payload: object, *, adapter: str | Adapter | None = None, plugins: Sequence[str | Any] = ()
) -> Extraction:
    """Give the extraction alone: the tree of values, signals and citations that rules see.

    Raises:
        PayloadError: the payload is no JSON object or array, or its job is still pending.
        ConfigError: the adapter is unknown, or two claim the payload.
    """
    registry = load_plugins(plugins).registry
    return normalize_payload(payload, adapter=adapter, adapters=registry.adapters)
