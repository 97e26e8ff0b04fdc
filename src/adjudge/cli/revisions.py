"""Rules as they stood at a git revision."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

from adjudge.errors import ConfigError


def split_range(text: str) -> tuple[str, str] | None:
    """Give both ends of ``main..HEAD``; an end left out is HEAD, as git has it; ``None`` for a path."""
    before, dots, after = text.partition("..")
    if not dots or "/" in (after[:1], before[-1:]) or Path(text).exists():
        return None
    return before or "HEAD", after or "HEAD"


def check_out(revision: str, paths: Sequence[str], folder: Path) -> None:
    """Write the files below ``paths`` as they stood at ``revision`` into ``folder``.

    Raises:
        ConfigError: git is not there, or knows no such revision or path.
    """
    if revision.startswith("-"):
        raise ConfigError(f"{revision} is no revision")
    command = ["git", "archive", "--format=tar", revision, "--", *paths]
    try:
        packed = subprocess.run(command, capture_output=True, check=True)  # noqa: S603  # no shell, and a revision is no option
    except FileNotFoundError:
        raise ConfigError("git is not there, and revisions are read with it") from None
    except subprocess.CalledProcessError as problem:
        said = problem.stderr.decode("utf-8", "replace").strip().replace("\n", "; ")
        raise ConfigError(f"git cannot give {', '.join(paths)} at {revision}: {said}") from None
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
