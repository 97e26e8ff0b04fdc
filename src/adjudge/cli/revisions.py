"""Rules as they stood at a git revision."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from adjudge.errors import ConfigError
from adjudge.ruleset.sources import FOLDER_FILE


def split_range(text: str) -> tuple[str, str] | None:
    """Give both ends of ``main..HEAD``; an end left out is HEAD, as git has it; ``None`` for a path."""
    before, dots, after = text.partition("..")
    if not dots or "/" in (after[:1], before[-1:]) or Path(text).exists():
        return None
    return before or "HEAD", after or "HEAD"


def check_out(revision: str, paths: Sequence[str], folder: Path) -> None:
    """Write the files below ``paths``, and those of the folders around, as they stood at ``revision``.

    Raises:
        ConfigError: git is not there, or knows no such revision or path.
    """
    if revision.startswith("-"):
        raise ConfigError(f"{revision} is no revision")
    what = f"{', '.join(paths)} at {revision}"
    around = sorted({(parent / FOLDER_FILE).as_posix() for path in paths for parent in PurePosixPath(path).parents})
    there = _git(["ls-tree", "--name-only", "-z", revision, "--", *around], what).decode("utf-8", "surrogateescape")
    packed = _git(["archive", "--format=tar", revision, "--", *paths, *filter(None, there.split("\0"))], what)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


def _git(arguments: Sequence[str], what: str) -> bytes:
    """Give what git prints."""
    try:
        return subprocess.run(["git", *arguments], capture_output=True, check=True).stdout  # noqa: S603, S607  # no shell, and a revision is no option
    except FileNotFoundError:
        raise ConfigError("git is not there, and revisions are read with it") from None
    except subprocess.CalledProcessError as problem:
        said = problem.stderr.decode("utf-8", "replace").strip().replace("\n", "; ")
        raise ConfigError(f"git cannot give {what}: {said}") from None
