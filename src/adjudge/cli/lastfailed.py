"""``--lf``: the tests that failed in the last run, kept in ``.adjudge_cache`` of the working directory."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(".adjudge_cache")
_FILE: Final = _FOLDER / "lastfailed.json"


def read_last_failed() -> frozenset[str]:
    """Give the node ids of the tests that failed last; none where nothing is kept, or it cannot be read."""
    try:
        kept = json.loads(_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    return frozenset(name for name in kept if isinstance(name, str)) if isinstance(kept, list) else frozenset()


def keep_last_failed(failed: Iterable[str], held: Iterable[str]) -> None:
    """Keep what failed in this run, and what failed before and has not been seen to hold since."""
    names = sorted((read_last_failed() - frozenset(held)) | frozenset(failed))
    if not names and not _FILE.exists():
        return
    try:
        _FOLDER.mkdir(exist_ok=True)
        (_FOLDER / ".gitignore").write_text("*\n", encoding="utf-8")
        _FILE.write_text(json.dumps(names, indent=0) + "\n", encoding="utf-8")
    except OSError:
        # A read-only checkout has no memory; the run itself is as good as any.
        return
