"""The rule packs that come with adjudge, registered like anyone's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from adjudge.config import pack_folder
from adjudge.hookspecs import hookimpl


@hookimpl
def adjudge_register_packs() -> Mapping[str, Path]:
    """Give every rule file and every folder of rule files of the shipped ``rules/``."""
    folder = pack_folder()
    return {
        f"adjudge:{entry.stem}": entry
        for entry in sorted(folder.iterdir())
        if entry.is_dir() or entry.suffix == ".yaml"
    }
