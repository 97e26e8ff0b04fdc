"""Bring rule files together: what they extend, override and disable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from adjudge.errors import Location, Problem
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.merging import ParsedFile, ResolvedFile, amend, declare, put_around, take_over
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.schema import SYNTAX_VERSION, DefaultKeys, FileKeys
from adjudge.ruleset.sources import FOLDER_FILE, RulePath, SourceProblem, digest, is_pack_name, pack_files, read_file
from adjudge.ruleset.validation import validate
from adjudge.ruleset.words import ASSERT
from adjudge.ruleset.yaml_source import read_yaml

MAX_EXTENDS_DEPTH: Final = 8
MAX_EXTENDED_FILES: Final = 200


class Library:
    """Reads every rule file once, and resolves what extends what."""

    def __init__(self, registry: Registry, problems: Problems) -> None:
        self.registry = registry
        self.problems = problems
        self.parsed: dict[Path, ParsedFile | None] = {}
        self.resolved: dict[Path, ResolvedFile | None] = {}
        self.extended: set[Path] = set()
        self.strangers: dict[Path, Problem] = {}
        """YAML found in a folder that is no rule file: a problem, unless some list is kept in it."""
        self.folders: dict[Path, ParsedFile | None] = {}

    def read(self, path: RulePath) -> ParsedFile | None:
        """Read one file, or note why it is none."""
        if path.path not in self.parsed:
            self.parsed[path.path] = self._read(path)
        return self.parsed[path.path]

    def _read(self, path: RulePath) -> ParsedFile | None:
        try:
            data = read_file(path)
        except SourceProblem as problem:
            self.problems.add(Location(path.name), str(problem))
            return None
        before = len(self.problems)
        tree = read_yaml(data, path.name, self.problems)
        if tree is None and len(self.problems) > before:
            return None
        if tree is None or "adjudge" not in tree.entries:
            where = Location(path.name) if tree is None else tree.where
            message = f'"adjudge: {SYNTAX_VERSION}" is missing; every rule file begins with it'
            if path.found:
                self.strangers[path.path] = Problem(where, message)
                return None
            self.problems.add(where, message)
        if tree is None or not isinstance(tree.value, dict):
            return None
        return self._parse(path, tree, digest(data))

    def _parse(self, path: RulePath, tree: Located, sha256: str) -> ParsedFile:
        version = tree.entries.get("adjudge")
        if version is not None and (version.value != SYNTAX_VERSION or version.value is True):
            message = f"this syntax version is not known; adjudge reads version {SYNTAX_VERSION}"
            self.problems.add(version.where, message)
        keys = validate(FileKeys, tree.without("adjudge"), "the file", self.problems)
        defaults = tree.entries.get("defaults")
        if defaults is None or "defaults" not in keys.model_fields_set:
            return ParsedFile(path, tree, keys, DefaultKeys(), sha256)
        return ParsedFile(path, tree, keys, validate(DefaultKeys, defaults, "defaults", self.problems), sha256)

    def resolve(self, path: RulePath, chain: tuple[RulePath, ...] = ()) -> ResolvedFile | None:
        """Give a file with everything it extends; ``chain`` is what led here."""
        if path.path not in self.resolved:
            file = self.read(path)
            self.resolved[path.path] = None if file is None else self._resolve(file, (*chain, path))
        return self.resolved[path.path]

    def _resolve(self, file: ParsedFile, chain: tuple[RulePath, ...]) -> ResolvedFile:
        whole = ResolvedFile(file)
        names = file.tree.entries.get("extends")
        for entry in names.elements if names and file.keys.extends else []:
            for target in self.targets(file, entry):
                self._extend(whole, target, entry, chain)
        declare(whole, self.problems)
        amend(whole, {ASSERT, *self.registry.checks}, self.problems)
        return whole

    def put_around(self, whole: ResolvedFile) -> None:
        """Let the folders of a file that no other extends speak for it."""
        put_around(whole, self._around(whole.file.path))

    def _around(self, path: RulePath) -> tuple[ParsedFile, ...]:
        """Give the files of the folders that a file lies in, the outermost first."""
        inside = [folder for folder in path.path.parents if folder.is_relative_to(path.root)]
        found = [self._of_folder(folder, path) for folder in reversed(inside)]
        return tuple(file for file in found if file is not None and file.path != path)

    def _of_folder(self, folder: Path, beside: RulePath) -> ParsedFile | None:
        if folder not in self.folders:
            file = folder / FOLDER_FILE
            named = beside.named(file, FOLDER_FILE)
            if file.with_suffix(".yml").is_file():
                other = beside.named(file.with_suffix(".yml"), f"{file.stem}.yml").name
                self.problems.add(Location(other), f"it would not speak for its folder; call it {FOLDER_FILE}")
            self.folders[folder] = self.read(replace(named, path=file.resolve())) if file.is_file() else None
        return self.folders[folder]

    def targets(self, file: ParsedFile, entry: Located) -> list[RulePath]:
        """Give the files that one entry of ``extends`` means."""
        name = str(entry.value)
        try:
            if is_pack_name(name, self.registry.packs):
                return pack_files(name, self.registry.packs)
            return [file.path.beside(name)]
        except SourceProblem as problem:
            self.problems.add(entry.where, f"extends: {problem}")
            return []

    def _extend(self, whole: ResolvedFile, target: RulePath, entry: Located, chain: tuple[RulePath, ...]) -> None:
        """Take what ``target`` declares into ``whole``."""
        if target in chain:
            loop = [path.name for path in chain[chain.index(target) :]]
            self.problems.add(entry.where, f"extends runs in a circle: {' → '.join([*loop, target.name])}")
            return
        self.extended.add(target.path)
        if len(self.extended) > MAX_EXTENDED_FILES:
            self.problems.add(entry.where, f"extends reaches more than {MAX_EXTENDED_FILES} files")
            return
        part = self.resolve(target, chain)
        if part is None:
            return
        whole.depth = max(whole.depth, part.depth + 1)
        if whole.depth > MAX_EXTENDS_DEPTH:
            self.problems.add(entry.where, f"extends goes deeper than {MAX_EXTENDS_DEPTH} files")
            return
        whole.reached |= {target.path: None, **part.reached}
        take_over(whole, part, entry.where, self.problems)
