"""How a ruleset was loaded, so that a worker process can load the same one."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjudge.errors import ConfigError
from adjudge.manager import load_plugins
from adjudge.record import Record, field
from adjudge.ruleset.loading import load

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset


class Recipe(Record):
    """The arguments of ``load_rules``, a project's folder if rules count from one, and the fingerprint they led to.

    It is what crosses to another process: rules are compiled there, code is never sent.
    """

    sources: Sequence[str | PathLike[str]]
    root: str | PathLike[str] | None = None
    plugins: Sequence[Any] = ()
    plugin_autoload: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    project: Path | None = None

    def load(self) -> Ruleset:
        """Load the rules again.

        Raises:
            ConfigError: The rule files mean something else by now.
        """
        from adjudge.engine.ruleset import Ruleset  # noqa: PLC0415  # the ruleset knows its recipe, not the reverse

        manager = load_plugins(self.plugins, autoload=self.plugin_autoload, settings=self.settings)
        root = None if self.root is None else Path(self.root)
        loaded = load(self.sources, registry=manager.registry, root=root, project=self.project)
        ruleset = Ruleset(loaded, manager, recipe=self)
        if ruleset.fingerprint != self.fingerprint:
            raise ConfigError("the rule files have changed since the batch began; start it anew")
        # What was loaded lives as long as the process: the collector need not look at it again.
        gc.collect()
        gc.freeze()
        return ruleset
