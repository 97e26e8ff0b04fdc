"""Find rule files and read them safely: packs by name, folders, files inside the rules root."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from adjudge.errors import did_you_mean
from adjudge.ruleset.yaml_source import MAX_FILE

Source: TypeAlias = str | os.PathLike[str]

SUFFIXES: Final = (".yaml", ".yml")
FOLDER_FILE: Final = "adjudge.yaml"
"""A rule file that speaks for its folder: what it declares and what it sets holds for the files there and below."""


class SourceProblem(Exception):
    """A file that cannot be found or read; the message is a sentence without a place."""


@dataclass(frozen=True, slots=True)
class RulePath:
    """A rule file on disk.

    ``path`` is absolute with links resolved, and is the file's identity; ``name`` is what people see
    (``rules/invoice.yaml``, ``adjudge:recommended``); no file that it names may lie outside ``root``.
    ``found`` tells that it was found in a folder, not named by anyone.
    """

    path: Path
    name: str = field(compare=False)
    root: Path = field(compare=False)
    found: bool = field(default=False, compare=False)

    def beside(self, text: str) -> RulePath:
        """Give the file that this one names by the relative path ``text``.

        Raises:
            SourceProblem: The path is absolute, leads out of the root, or is no regular file.
        """
        if "\0" in text or "\\" in text or text.startswith(("/", "~")) or ":" in text:
            raise SourceProblem(f'"{text}" is no relative path; name a file beside this one, with "/"')
        target = (self.path.parent / text).resolve()
        if not target.is_relative_to(self.root):
            raise SourceProblem(f'"{text}" leads out of the rules root')
        if not target.exists():
            names = sorted(entry.name for entry in self.path.parent.iterdir() if entry.is_file())
            raise SourceProblem(f'there is no file "{text}"{did_you_mean(text, names)}')
        if not target.is_file():
            raise SourceProblem(f'"{text}" is no regular file')
        return self.named(target, text)

    def named(self, target: Path, text: str) -> RulePath:
        """Give a file of the same root, named in the way this one is."""
        here = self.path.relative_to(self.root).as_posix()
        if self.name.endswith(here):
            name = self.name.removesuffix(here) + target.relative_to(self.root).as_posix()
        else:  # a pack of one file is named after the pack alone
            name = f"{self.name}/{PurePosixPath(text).as_posix()}"
        return RulePath(target, name, self.root)


def read_file(rule_path: RulePath) -> bytes:
    """Read a rule file or a list file at once: a regular file of at most 1 MiB inside its root.

    Raises:
        SourceProblem: It cannot be read, is no regular file, is larger, or is a link out of the root.
    """
    path = rule_path.path
    if not path.is_relative_to(rule_path.root):
        raise SourceProblem("it is a link that leads out of the rules root")
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123 - the descriptor that is checked is the one that is read
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise SourceProblem("it is no regular file")
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise SourceProblem(f"it cannot be read: {error.strerror or error}") from error
    if len(data) > MAX_FILE:
        raise SourceProblem(f"the file has more than {MAX_FILE:,} bytes; no more are read")
    return data


def digest(data: bytes) -> str:
    """Give the SHA-256 of a file's bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def find_sources(
    sources: Source | Sequence[Source], packs: Mapping[str, Path], root: Path | None, project: Path | None = None
) -> tuple[list[RulePath], list[tuple[str, str]]]:
    """Give the rule files that ``sources`` name, and (name, sentence) for each that names none.

    A source is a pack's name, a rule file or a folder of them.
    """
    wanted = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    files: dict[RulePath, None] = {}
    unfound: list[tuple[str, str]] = []
    for source in wanted:
        try:
            if isinstance(source, str) and is_pack_name(source, packs):
                found = pack_files(source, packs)
            else:
                found = _path_files(Path(source), root or _holding(project, Path(source)))
            files.update(dict.fromkeys(found))
        except SourceProblem as problem:
            unfound.append((str(source), str(problem)))
    return list(files), unfound


def is_pack_name(text: str, packs: Mapping[str, Path]) -> bool:
    """Whether a source or an ``extends`` entry means a pack (``adjudge:name``), not a file."""
    return text in packs or (":" in text and not Path(text).exists())


def pack_files(name: str, packs: Mapping[str, Path]) -> list[RulePath]:
    """Give the rule files of a pack, named after it.

    Raises:
        SourceProblem: There is no such pack, or it is empty.
    """
    if name not in packs:
        known = ", ".join(sorted(packs)) or "none is there"
        raise SourceProblem(f'there is no pack "{name}"{did_you_mean(name, list(packs)) or f"; packs: {known}"}')
    home = packs[name].resolve()
    if home.is_file():
        return [RulePath(home, name, home.parent)]
    paths = _rule_files(home) if home.is_dir() else []
    if not paths:
        raise SourceProblem(f'the pack "{name}" holds no rule file')
    if len(paths) == 1:
        return [RulePath(paths[0].resolve(), name, home)]
    return [RulePath(path.resolve(), f"{name}/{path.relative_to(home).as_posix()}", home) for path in paths]


def _holding(project: Path | None, source: Path) -> Path | None:
    """Give the project where a source lies in it: elsewhere, the source's own folder is its root."""
    return project if project is not None and source.resolve().is_relative_to(project.resolve()) else None


def _path_files(path: Path, root: Path | None) -> list[RulePath]:
    """Give the rule files at a path named by the caller."""
    target = path.resolve()
    if not target.exists():
        raise SourceProblem("there is no such file or folder")
    folder = target if target.is_dir() else target.parent
    home = root.resolve() if root else folder
    if not target.is_relative_to(home):
        raise SourceProblem("it lies outside the rules root")
    current = Path.cwd().resolve()
    shown_from = home if root else current if target.is_relative_to(current) else target.parent
    if not target.is_dir():
        return [RulePath(target, target.relative_to(shown_from).as_posix(), home)]
    prefix = target.relative_to(shown_from)
    found = [(prefix / each.relative_to(target), each.resolve()) for each in _rule_files(target)]
    return [RulePath(each, name.as_posix(), home, found=True) for name, each in found]


def _rule_files(folder: Path) -> list[Path]:
    """Give every rule file below a folder, sorted; hidden files and folders are none of it."""
    paths: list[Path] = []
    for home, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(home) / name for name in names if name.endswith(SUFFIXES) and not name.startswith(".")]
    return sorted(paths)
