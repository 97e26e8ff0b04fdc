"""Settings of a project, read from a file only when the command line asks.

The file is the nearest ``adjudge.toml``, or ``pyproject.toml`` with a table ``[tool.adjudge]``, from a
folder upwards. Its folder is the root of the project, which node ids count from; naming another file of
settings moves no root. The library itself reads no settings and no working directory.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, cast

from adjudge.errors import ConfigError, did_you_mean
from adjudge.model.words import EFFECTS, Effect


@dataclass(frozen=True, slots=True)
class Config:
    """What a project sets once instead of on every command line.

    ``rootdir`` is the folder of the nearest file of settings (the starting folder where there is none),
    whichever ``file`` is read. ``rules`` are files, folders or pack names and ``corpus`` is a folder; both are
    relative to ``folder``. ``fail_on`` is the least effect that makes a command fail.
    """

    rootdir: Path
    file: Path | None = None
    rules: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    plugin_autoload: bool = False
    fail_on: Effect = "review"
    corpus: str = "corpus"
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The table as it stands in the file, for plugins: a table within it belongs to the plugin of its name."""

    @property
    def folder(self) -> Path:
        """Where the file stands, which its paths are relative to; the root where there is none."""
        return self.rootdir if self.file is None else self.file.parent

    def rule_sources(self) -> tuple[str, ...]:
        """Give ``rules`` as sources to load: pack names as they are, paths below ``folder``."""
        return tuple(rule if _is_pack(rule) else str(self.folder / rule) for rule in self.rules)


_KEYS: Final = tuple(key.name for key in fields(Config) if key.name not in {"rootdir", "file", "settings"})
_LISTS: Final = frozenset({"rules", "plugins"})


def find_config(start: Path, named: Path | None = None) -> Config:
    """Read the nearest settings from ``start`` upwards; without any, give the defaults.

    Args:
        start: Where to look; an absolute path.
        named: The file to read instead. What is found only says where the root is, then.

    Raises:
        ConfigError: A file is no TOML, or has a key or a value that means nothing here; there is no such file.
    """
    nearest = _nearest(start)
    rootdir = start if nearest is None else nearest[0].parent
    if named is not None:
        return _config(rootdir, start / named, start, _named_table(start / named, str(named)))
    if nearest is None:
        return Config(start)
    return _config(rootdir, nearest[0], start, nearest[1])


def _nearest(start: Path) -> tuple[Path, dict[str, Any]] | None:
    """Give the first file of settings from ``start`` upwards, and what it says."""
    for folder in (start, *start.parents):
        for file in (folder / "adjudge.toml", folder / "pyproject.toml"):
            table = _table(file, os.path.relpath(file, start)) if file.is_file() else None
            if table is not None:
                return file, table
    return None


def _named_table(file: Path, name: str) -> dict[str, Any]:
    if not file.is_file():
        raise ConfigError(f"{name}: there is no such file")
    table = _table(file, name)
    if table is None:
        raise ConfigError(f"{name}: there is no [tool.adjudge] in it")
    return table


def _config(rootdir: Path, file: Path, start: Path, table: dict[str, Any]) -> Config:
    name = os.path.relpath(file, start)
    checked = {key: _value(name, key, value) for key, value in table.items() if _is_ours(key, value)}
    return Config(rootdir, file, settings=table, **checked)


def pack_folder() -> Path:
    """Give the folder of the shipped packs: beside the code when installed, ``rules/`` in a checkout."""
    installed = Path(__file__).parent / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "rules"


def _table(file: Path, name: str) -> dict[str, Any] | None:
    """Read the settings of one file; ``None``: a pyproject.toml that is not about adjudge."""
    import tomllib  # noqa: PLC0415 - many a run has no file of settings

    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ConfigError(f"{name}: {problem}") from None
    if file.name != "pyproject.toml":
        return content
    tool = content.get("tool")
    table = tool.get("adjudge") if isinstance(tool, dict) else None
    if table is None or isinstance(table, dict):
        return table
    raise ConfigError(f"{name}: tool.adjudge must be a table")


def _value(name: str, key: str, value: Any) -> Any:
    """Check one setting and give it in the type that `Config` holds."""
    if key not in _KEYS:
        raise ConfigError(f'{name}: unknown key "{key}"{did_you_mean(key, _KEYS)}')
    if key in _LISTS:
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            return tuple(cast("list[str]", texts))
        raise ConfigError(f"{name}: {key} must be a text or a list of texts")
    if key == "plugin_autoload":
        return _only(isinstance(value, bool), value, f"{name}: plugin_autoload must be true or false")
    if key == "fail_on":
        return _only(value in EFFECTS, value, f"{name}: fail_on must be one of {', '.join(EFFECTS)}")
    return _only(isinstance(value, str), value, f"{name}: {key} must be a text")


def _is_ours(key: str, value: object) -> bool:
    return key in _KEYS or not isinstance(value, dict)


def _only(fits: bool, value: Any, message: str) -> Any:
    if not fits:
        raise ConfigError(message)
    return value


def _is_pack(source: str) -> bool:
    """Whether a source names a pack (``adjudge:recommended``); a drive letter is one letter long."""
    owner, colon, _ = source.partition(":")
    return bool(colon) and len(owner) > 1
