"""A ruleset on its way to another machine: the text of its rule files, compiled where it arrives.

No code crosses. The files are read there as strictly as they were here, and what they mean is compared by fingerprint,
so that another version of adjudge, of a plugin or of a pack cannot judge differently in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from adjudge.engine.batch.recipe import Recipe
from adjudge.errors import ConfigError
from adjudge.record import replace
from adjudge.ruleset.loading import Loaded
from adjudge.ruleset.sources import RulePath, SourceProblem, find_sources, is_pack_name, read_file

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset

_arrived: dict[str, Ruleset] = {}
"""What came to this process already; each task of a cluster brings the same rules again."""


def carry(recipe: Recipe, loaded: Loaded, packs: Mapping[str, Path]) -> Recipe:
    """Give the recipe with its files in it, but for packs: they are at home where adjudge and the plugins are.

    Raises:
        ConfigError: A file is gone, or two have the same name (rules from two places, without a common root).
    """
    if recipe.files:
        return recipe
    homes = [home.resolve() for home in packs.values()]
    own = [path for path in loaded.read if not any(path.path.is_relative_to(home) for home in homes)]
    files: dict[str, bytes] = {}
    for path in own:
        if path.name in files:
            raise ConfigError(f"two rule files are called {path.name}; give load_rules a root that holds both")
        try:
            files[path.name] = read_file(path)
        except SourceProblem as problem:
            raise ConfigError(f"{path.name}: {problem}") from None
    # A test that names a payload wants a file of that name. Documents do not travel, so an empty one will do.
    files |= dict.fromkeys(_payload_names(loaded, own), b"")
    sources = tuple(_source_names(recipe, packs, {file.name for file in loaded.files}))
    return replace(recipe, sources=sources, root=None, project=None, files=files)


def _source_names(recipe: Recipe, packs: Mapping[str, Path], rule_files: set[str]) -> Iterator[str]:
    """Name what the sources are, in their order; other YAML that lies in a folder is none of it."""
    root = None if recipe.root is None else Path(recipe.root)
    for source in recipe.sources:
        if isinstance(source, str) and is_pack_name(source, packs):
            yield source
        else:
            found, _ = find_sources(source, packs, root, recipe.project)
            yield from (path.name for path in found if path.name in rule_files)


def _payload_names(loaded: Loaded, own: list[RulePath]) -> Iterator[str]:
    """Name the payloads that tests of the carried rules ask for."""
    for rule in loaded.rules:
        for test in rule.tests:
            payload: Path | None = test.spec.get("payload")
            if payload is not None:
                yield from [path.named(payload, "").name for path in own if payload.is_relative_to(path.root)][:1]


def arrive(recipe: Recipe) -> Ruleset:
    """Give the ruleset of a carried recipe, compiled once in each process.

    Raises:
        ConfigError: It means something else here.
    """
    content = sha256(repr(sorted(recipe.files.items())).encode()).hexdigest()
    key = f"{recipe.fingerprint} {content} {recipe.sources} {recipe.plugins} {recipe.plugin_autoload} {recipe.settings}"
    if key not in _arrived:
        _arrived[key] = recipe.load()
    return _arrived[key]
