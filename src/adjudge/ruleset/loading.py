"""Load rules: find the files, read them, bring them together, compile them; or say all that is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from adjudge.errors import ConfigError, Location, RulesError, SelectionError
from adjudge.model.words import Effect, worst_effect
from adjudge.record import Record
from adjudge.ruleset.build import RuleCompiler
from adjudge.ruleset.defaults import Defaults, merge_defaults
from adjudge.ruleset.fingerprint import fingerprint, suppression_meaning
from adjudge.ruleset.list_files import ListReader
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.merging import ParsedFile, ResolvedFile, RuleBody
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.resolve import Library
from adjudge.ruleset.rule import Rule, RuleFile
from adjudge.ruleset.sources import RulePath, Source, find_sources, is_pack_name
from adjudge.ruleset.suppressions import Suppression, read_suppressions


class Loaded(Record):
    """Rules, compiled; and the files they came from.

    ``fingerprint`` is the SHA-256 of what the rules mean, the same on every machine. ``on_job_failed`` is
    the worst effect that a file asks for. ``warnings`` are sentences with their places. ``read`` are all files that the
    rules were made of: rule files and lists, those of packs too.
    """

    rules: tuple[Rule, ...]
    files: tuple[RuleFile, ...]
    fingerprint: str
    on_job_failed: Effect = "review"
    warnings: tuple[str, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    read: tuple[RulePath, ...] = ()


def load(
    sources: Source | Sequence[Source], *, registry: Registry, root: Path | None = None, project: Path | None = None
) -> Loaded:
    """Load rule files and compile their rules.

    Args:
        sources: A rule file, a folder of them (``*.yaml`` and ``*.yml``, hidden ones left out), the name of
            a pack, or a list of these.
        registry: The checks, functions, adapters and packs that rules may use.
        root: The folder that names are relative to, and that nothing a file names may lie outside of.
            By default names are relative to the current folder (or to a source's parent, where it lies
            elsewhere), and files stay inside the folder of their source.
        project: The root of every source that lies in it; ``root`` refuses the others, this does not.

    Raises:
        RulesError: The files have problems; every one of every file, located.
        SelectionError: There is no rule.
        ConfigError: A source is a pack that does not exist.
    """
    seen = survey(sources, registry=registry, root=root, project=project)
    if len(seen.problems):
        raise RulesError(seen.problems.found)
    if not seen.rules:
        names = [sources] if isinstance(sources, str | os.PathLike) else sources
        raise SelectionError(f"there is no rule in {', '.join(map(str, names)) or 'no file at all'}")
    rules, job_failed = tuple(seen.rules), worst_effect(each.on_job_failed for each in seen.defaults) or "review"
    warnings = tuple(sorted(_warnings(seen)))
    meant = fingerprint(seen.meanings, job_failed)
    return Loaded(rules, _files(seen.library, rules), meant, job_failed, warnings, seen.suppressions, seen.read)


class Survey(Record):
    """What was found at some sources, however much is wrong with it.

    ``paths`` are the files that the sources name, ``own`` those of them that no other extends, each with all that
    it extends, ``reached`` the files that are extended. ``rules`` are the rules without a problem.
    """

    paths: tuple[RulePath, ...]
    own: tuple[ResolvedFile, ...]
    reached: frozenset[Path]
    library: Library
    rules: Sequence[Rule]
    meanings: Sequence[str]
    defaults: Sequence[Defaults]
    suppressions: tuple[Suppression, ...]
    problems: Problems
    read: tuple[RulePath, ...]

    def changes(self, key: str, rule: RuleBody) -> Iterator[tuple[ParsedFile, Located, str]]:
        """Give the entries about a rule under ``override`` or ``disable``: of each its file, section and name."""
        for file in self.library.parsed.values():
            section = file.tree.entries.get(key) if file is not None else None
            if file is not None and section is not None:
                yield from ((file, section, name) for name in section.entries if name in (rule.id, rule.nodeid))


def survey(
    sources: Source | Sequence[Source], *, registry: Registry, root: Path | None = None, project: Path | None = None
) -> Survey:
    """Read and compile all there is; takes what ``load`` takes, and keeps problems instead of raising them.

    Raises:
        ConfigError: A source is a pack that does not exist.
    """
    problems = Problems()
    paths, unfound = find_sources(sources, registry.packs, root, project)
    for name, sentence in unfound:
        if is_pack_name(name, registry.packs):
            raise ConfigError(sentence)
        problems.add(Location(name), sentence)
    library = Library(registry, problems)
    lists = ListReader(problems)
    resolved = [whole for whole in map(library.resolve, paths) if whole is not None]
    reached = frozenset(path for whole in resolved for path in whole.reached)
    own = tuple(whole for whole in resolved if whole.file.path.path not in reached)
    for whole in own:
        library.put_around(whole)
    homes, meanings, defaults = _compile(own, library, lists, problems)
    rules = [rule for rule, _ in homes]
    suppressions = _suppressions(own, rules, registry, problems)
    meanings += [suppression_meaning(each, homes) for each in suppressions]
    kept = {file.path for file in lists.files}
    for path, problem in library.strangers.items():
        if path not in kept:
            problems.add(problem.location, problem.message)
    read = (*(file.path for file in library.parsed.values() if file is not None), *lists.files)
    return Survey(tuple(paths), own, reached, library, rules, meanings, defaults, suppressions, problems, read)


def _compile(
    own: Sequence[ResolvedFile], library: Library, lists: ListReader, problems: Problems
) -> tuple[list[tuple[Rule, ResolvedFile]], list[str], list[Defaults]]:
    """Compile the rules of every file that no other extends; a rule that two of them reach exists once."""
    rules: dict[str, tuple[Rule, str, ResolvedFile]] = {}
    all_defaults: list[Defaults] = []
    for whole in own:
        defaults = merge_defaults(each.defaults for each in whole.layers)
        all_defaults.append(defaults)
        for rule, meaning in RuleCompiler(whole, defaults, library.registry, lists, problems).rules():
            _, known, first = rules.setdefault(rule.nodeid, (rule, meaning, whole))
            if known != meaning:
                names = f"{first.file.path.name} and {whole.file.path.name}"
                message = f"rule {rule.nodeid} is reached through {names}, which make it mean different things"
                problems.add(whole.file.tree.key("extends"), f"{message}; extend it in one of them")
    homes = [(rule, whole) for rule, _, whole in rules.values()]
    return homes, [text for _, text, _ in rules.values()], all_defaults


def _suppressions(
    own: Sequence[ResolvedFile], rules: Sequence[Rule], registry: Registry, problems: Problems
) -> tuple[Suppression, ...]:
    """Read the suppressions of every file that no other extends; they may name the rules of all."""
    written = [whole.file for whole in own if "suppressions" in whole.file.keys.model_fields_set]
    bodies = [(body.nodeid, body.id, None) for whole in own for body in whole.rules.values()]
    named = [*bodies, *((rule.base_nodeid, rule.id, rule.row) for rule in rules if rule.row is not None)]
    lists = [file.tree.entries["suppressions"] for file in written]
    return read_suppressions(lists, named, rules, registry, problems)


def _files(library: Library, rules: Sequence[Rule]) -> tuple[RuleFile, ...]:
    """Describe the files that took part; the tags of one are those it declares, else those its rules have."""
    used: dict[str, set[str]] = {}
    for rule in rules:
        used.setdefault(rule.nodeid.rpartition("::")[0], set()).update(rule.tags)
    return tuple(
        RuleFile(file.path.name, file.sha256, tuple(sorted(file.keys.tags or used.get(file.path.name, set()))))
        for file in library.parsed.values()
        if file is not None
    )


def _warnings(seen: Survey) -> Iterator[str]:
    """Say which keys hold for nothing: of extended files, those that the extending file has; of folders, ``when``."""
    library, own = seen.library, {whole.file.path.path for whole in seen.own}
    for around in library.folders.values():
        if around is not None and around.keys.when is not None and not around.keys.rules and not around.keys.extends:
            yield f"{around.tree.key('when')}: when holds for the rules of this file only, and there are none"
        if around is not None and around.keys.suppressions and around.path.path not in own:
            yield f"{around.tree.key('suppressions')}: suppressions hold only where this file is loaded itself"
    for path in seen.reached:
        file = library.parsed.get(path)
        tree = file.tree if file is not None else None
        for key in ("when", "locale", "defaults", "suppressions"):
            if tree is not None and key in tree.entries:
                yield f"{tree.key(key)}: {key} does not hold for rules that another file extends"
