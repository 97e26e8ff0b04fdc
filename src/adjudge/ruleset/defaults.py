"""What holds for a rule where it says nothing: outer folders, then the file, then the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from adjudge.model.words import Effect
from adjudge.record import Record, field
from adjudge.ruleset.rule import OnEmpty
from adjudge.ruleset.schema import DefaultKeys, RuleKeys, UnknownKey


def _review() -> Mapping[str, Effect]:
    return MappingProxyType({"otherwise": "review"})


class Defaults(Record):
    """The effects that hold; ``on_unknown`` maps causes and always has ``otherwise``.

    ``on_job_failed`` is ``None`` until someone sets it.
    """

    on_fail: Effect = "review"
    on_unknown: Mapping[str, Effect] = field(default_factory=_review)
    on_empty: OnEmpty = "unknown"
    on_job_failed: Effect | None = None

    def with_keys(self, keys: DefaultKeys | RuleKeys) -> Defaults:
        """Give these with what ``keys`` say in their place."""
        job_failed = keys.on_job_failed if isinstance(keys, DefaultKeys) else None
        return Defaults(
            keys.on_fail or self.on_fail,
            _with_causes(self.on_unknown, keys.on_unknown or {}),
            keys.on_empty or self.on_empty,
            job_failed or self.on_job_failed,
        )


def merge_defaults(layers: Iterable[DefaultKeys]) -> Defaults:
    """Put layers over one another, the outermost first."""
    defaults = Defaults()
    for layer in layers:
        defaults = defaults.with_keys(layer)
    return defaults


def _with_causes(outer: Mapping[str, Effect], inner: Mapping[UnknownKey, Effect]) -> Mapping[str, Effect]:
    """Let the inner map win by cause; with ``otherwise`` it says everything, so nothing outer is left."""
    if not inner:
        return outer
    return MappingProxyType(dict(inner) if "otherwise" in inner else {**outer, **inner})
