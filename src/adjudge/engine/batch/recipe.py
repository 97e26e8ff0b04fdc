"""How a ruleset is loaded, here and again in another process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from adjudge.errors import ConfigError
from adjudge.manager import load_plugins
from adjudge.record import Record, field, replace
from adjudge.ruleset.loading import load

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset

Place = str | PathLike[str]


class Recipe(Record):
    """The arguments of ``load_rules``, a project's folder if rules count from one, and the fingerprint they led to.

    It is what crosses to another process: rules are compiled there, code is never sent. Where the other process has
    none of the files, ``files`` has their bytes by the names that people see, and ``sources`` are such names.
    """

    sources: Sequence[Place]
    root: Place | None = None
    plugins: Sequence[Any] = ()
    plugin_autoload: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    project: Path | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)

    def load(self) -> Ruleset:
        """Load the rules.

        Raises:
            RulesError: The files have problems.
            SelectionError: There is no rule.
            ConfigError: A plugin or a pack is not there, or the rules mean something else than the fingerprint says.
        """
        from adjudge.engine.ruleset import Ruleset  # noqa: PLC0415  # the ruleset knows its recipe; this is the reverse

        manager = load_plugins(self.plugins, autoload=self.plugin_autoload, settings=self.settings)
        with self._placed() as (sources, root):
            loaded = load(sources, registry=manager.registry, root=root, project=self.project)
        if self.fingerprint and loaded.fingerprint != self.fingerprint:
            raise ConfigError(
                "the rules mean something else here than where they were loaded first: their files have changed since, "
                "or this is another version of adjudge, of a pack or of a plugin"
            )
        return Ruleset(loaded, manager, recipe=replace(self, fingerprint=loaded.fingerprint))

    @contextmanager
    def _placed(self) -> Iterator[tuple[Sequence[Place], Path | None]]:
        """Give sources and root as places on this machine."""
        if not self.files:
            yield self.sources, None if self.root is None else Path(self.root)
            return
        with TemporaryDirectory(prefix="adjudge-rules-") as folder:
            for name, data in self.files.items():
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            sources = (Path(folder, name) if name in self.files else name for name in map(str, self.sources))
            yield list(sources), Path(folder)
