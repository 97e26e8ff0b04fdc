"""The corpus of a test suite: documents in a folder, their sidecars, their goldens."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from adjudge.engine.ruleset import Ruleset, load_rules
from adjudge.errors import AdjudgeError, did_you_mean
from adjudge.ruleset.sources import is_pack_name

GOLDEN: Final = ".verdict.json"
_LINES: Final = frozenset({".jsonl", ".ndjson"})
_SIDECAR_KEYS: Final = ("adapter", "facts", "marks", "skip", "xfail")


@dataclass(frozen=True, slots=True)
class CorpusDoc:
    """One document of the corpus.

    ``name`` is its path below the corpus without the suffix (``2025/inv-7``), in a file of JSON lines with the
    line number (``many-3``). ``adapter``, ``facts`` and ``marks`` are those of its sidecar ``NAME.toml``.
    ``document`` is what the command line calls it in pytest's root folder (``corpus/2025/inv-7.json``).
    """

    name: str
    payload: bytes = field(repr=False)
    golden_path: Path
    adapter: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    marks: tuple[pytest.MarkDecorator, ...] = ()
    document: str | None = None


def load_ruleset(config: pytest.Config) -> Ruleset:
    """Load the rules of ``adjudge_rules``; node ids count from pytest's root folder."""
    sources = rule_sources(config)
    if not sources:
        pytest.fail("no rules: set adjudge_rules in pytest's settings, or override the fixture ruleset", pytrace=False)
    try:
        return load_rules(sources, root=config.rootpath)
    except AdjudgeError as problem:
        pytest.fail(str(problem), pytrace=False)


def rule_sources(config: pytest.Config) -> list[str]:
    """Give ``adjudge_rules`` as sources to load."""
    listed: list[str] = config.getini("adjudge_rules")
    return [each if is_pack_name(each, {}) else str(config.rootpath / each) for each in listed]


def corpus_params(config: pytest.Config) -> list[Any]:
    """Give a parameter per document, in the order of their names; none at all is an error, not a skip."""
    folder = _folder(config)
    params = []
    for name, payload, source in _payloads(folder):
        document = _document(folder, name, payload, Path(os.path.relpath(source, config.rootpath)).as_posix())
        params.append(pytest.param(document, id=name, marks=document.marks))
    if not params:
        pytest.fail(f"no document in the corpus {folder}: it is searched for *.json and *.jsonl", pytrace=False)
    return params


def unused_goldens(config: pytest.Config) -> list[Path]:
    """Give the goldens that belong to no document."""
    folder = _folder(config)
    used = {folder / f"{name}{GOLDEN}" for name, *_ in _payloads(folder)}
    return sorted(path for path in folder.rglob(f"*{GOLDEN}") if path not in used)


def _folder(config: pytest.Config) -> Path:
    return config.rootpath / str(config.getini("adjudge_corpus"))


def _payloads(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Give the name, the payload, and the file (with a line, where it has several)."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if path.suffix == ".json" and not path.name.endswith(GOLDEN):
            yield name, path.read_bytes(), str(path)
        elif path.suffix in _LINES:
            rows = enumerate(path.read_bytes().splitlines(), 1)
            yield from ((f"{name}-{number}", row, f"{path}:{number}") for number, row in rows if row.strip())


def _document(folder: Path, name: str, payload: bytes, document: str) -> CorpusDoc:
    sidecar = folder / f"{name}.toml"
    keys = _sidecar(sidecar) if sidecar.is_file() else {}
    marks = [getattr(pytest.mark, mark) for mark in keys.get("marks", ())]
    marks += [getattr(pytest.mark, mark)(reason=keys[mark]) for mark in ("skip", "xfail") if mark in keys]
    golden, adapter, facts = folder / f"{name}{GOLDEN}", keys.get("adapter"), keys.get("facts", {})
    return CorpusDoc(name, payload, golden, adapter, facts, tuple(marks), document)


def _sidecar(path: Path) -> dict[str, Any]:
    try:
        keys = tomllib.loads(path.read_text("utf-8"))
    except ValueError as problem:
        pytest.fail(f"{path}: {problem}", pytrace=False)
    for key in keys:
        if key not in _SIDECAR_KEYS:
            pytest.fail(f'{path}: unknown key "{key}"{did_you_mean(key, _SIDECAR_KEYS)}', pytrace=False)
    return keys
