"""``--lf``: the tests that failed in the last run, kept in ``.adjudge_cache`` of the root folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_FOLDER: Final = ".adjudge_cache"
_FILE: Final = "lastfailed.json"


def read_last_failed(rootdir: Path) -> frozenset[str]:
    """Give the node ids of the tests that failed last; none where nothing is kept, or it cannot be read."""
    try:
        kept = json.loads((rootdir / _FOLDER / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    return frozenset(name for name in kept if isinstance(name, str)) if isinstance(kept, list) else frozenset()


def keep_last_failed(rootdir: Path, failed: Iterable[str], held: Iterable[str]) -> None:
    """Keep what failed in this run, and what failed before and has not been seen to hold since."""
    folder = rootdir / _FOLDER
    names = sorted((read_last_failed(rootdir) - frozenset(held)) | frozenset(failed))
    if not names and not (folder / _FILE).exists():
        return
    try:
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        (folder / _FILE).write_text(json.dumps(names, indent=0) + "\n", encoding="utf-8")
    except OSError:
        # A read-only checkout has no memory; the run itself is as good as any.
        return
