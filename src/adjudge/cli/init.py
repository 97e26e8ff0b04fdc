"""``adjudge init``: a repository of rules that works, with rules proposed from payloads."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from adjudge.cli import exits
from adjudge.cli.console import complain, write
from adjudge.cli.group import traceback_option
from adjudge.cli.scaffold import EXAMPLE, scaffold
from adjudge.config import Config, find_config
from adjudge.errors import ConfigError, PayloadError
from adjudge.reporting.printable import printable

if TYPE_CHECKING:
    from adjudge.engine.propose import Proposal
    from adjudge.model.extraction import Extraction
    from adjudge.ruleset.registry import Registry

_RULES: Final = "rules"
MOST_PAYLOADS: Final = 200
"""Payloads that a proposal is made from: the first ones."""


@click.command("init")
@click.argument("folder", default=".", metavar="[DIR]")
@click.option("--from", "sources", multiple=True, metavar="PAYLOAD", help="Propose rules from it; may be repeated.")
@click.option("--name", default="document", metavar="NAME", help="What the rule file is called (document).")
@click.option("--adapter", metavar="NAME", help="Whose payloads these are.")
@click.option("-p", "plugins", multiple=True, metavar="PLUGIN", help="Load a plugin, by name or module.")
@traceback_option
def init_command(
    folder: str, sources: tuple[str, ...], name: str, adapter: str | None, plugins: tuple[str, ...]
) -> int:
    """Begin a repository of rules in DIR (here): settings, rules with tests, CI, pre-commit and editor settings.

    With --from, fields with their types and rules are proposed from payloads (files or folders, as for check): what is
    there, what adds up, and what the extractor says. They are for you to read and change. A file that is there already
    is left alone, and named.
    """
    from adjudge.manager import load_plugins

    root = Path(folder)
    config = _own_settings(root)
    rules = _rules_folder(root, config)
    if not _is_name(name):
        raise ConfigError(
            f'--name "{name}": letters, digits, "-" and "_" only, and not adjudge; it is {rules or _RULES}/NAME.yaml'
        )
    file = f"{rules or _RULES}/{name}.yaml"
    if sources and (root / file).exists():
        raise ConfigError(f"{root / file}: is there already; call the new one otherwise (--name)")
    registry = load_plugins((*(config.plugins if config else ()), *plugins)).registry
    proposal = _proposal(sources, adapter, registry) if sources else None
    _write_all(root, file, proposal, scaffold(rules or _RULES, plugins, registry), config)
    above = next((each for each in root.absolute().parents if (each / ".git").exists()), None)
    if above is not None and not (root / ".git").exists():
        complain(f"{root} lies within a repository: .github and .pre-commit-config.yaml are read at its root only")
    if rules is None:
        complain(f'the settings name no folder of rules: add rules = ["{_RULES}"]')
    return exits.OK


def _is_name(name: str) -> bool:
    """Whether rules can be called so; ``adjudge.yaml`` is for what all rules of a folder share."""
    return name.isascii() and name.replace("-", "").replace("_", "").isalnum() and name != "adjudge"


def _own_settings(root: Path) -> Config | None:
    """Give the settings that the folder itself has; those of folders above are another project's."""
    if root.exists() and not root.is_dir():
        raise ConfigError(f"{root}: is no folder; each payload has a --from of its own")
    config = find_config(root.absolute()) if root.is_dir() else None
    return config if config is not None and config.file is not None and config.rootdir == root.absolute() else None


def _rules_folder(root: Path, config: Config | None) -> str | None:
    """Give the folder for rules, from the root; ``None`` where there are settings that name none."""
    if config is None:
        return _RULES
    for source in config.rules:
        inside = not Path(source).is_absolute() and ".." not in Path(source).parts
        if inside and ":" not in source and ((root / source).is_dir() or not Path(source).suffix):
            return Path(source).as_posix()
    return None


# ---------------------------------------------------------------- the proposal
def _proposal(sources: Sequence[str], adapter: str | None, registry: Registry) -> Proposal:
    """Propose rules from payloads.

    Raises:
        PayloadError: A payload cannot be read, or none has anything to say a rule about.
    """
    from adjudge.engine.propose import propose

    extractions = list(_extractions(sources, adapter, registry))
    proposal = propose(extractions, registry) if extractions else None
    if proposal is None:
        raise PayloadError("there is nothing to propose rules from; without --from, init begins with an example")
    return proposal


def _extractions(sources: Sequence[str], adapter: str | None, registry: Registry) -> Iterator[Extraction]:
    """Read the payloads; one that holds no data is named and left out."""
    from adjudge.cli.payloads import Unreadable, find_payloads
    from adjudge.model.recognise import normalize

    found = find_payloads(sources)
    for payload in islice(found, MOST_PAYLOADS):
        if isinstance(payload, Unreadable):
            raise PayloadError(f"{payload.name}: {payload.reason}")
        try:
            extraction = normalize(payload.content, adapter, adapters=registry.adapters)
            empty = extraction.failure is None and not extraction.root.value
        except PayloadError as problem:
            raise PayloadError(f"{payload.name}: {problem}") from None
        except ConfigError as problem:
            raise ConfigError(f"{payload.name}: {problem}") from None
        if extraction.failure is not None:
            complain(f"{payload.name}: the extraction failed ({extraction.failure.reason}), so it shows no fields")
        elif empty:
            complain(f"{payload.name}: holds no data, so it shows no fields")
        else:
            yield extraction
    if next(found, None) is not None:
        complain(f"only the first {MOST_PAYLOADS} payloads are looked at")


# ---------------------------------------------------------------- the files
def _write_all(root: Path, file: str, proposal: Proposal | None, files: dict[str, str], config: Config | None) -> None:
    """Write what is not there yet, the rules last, and say what became of each file."""
    if config is not None and config.file is not None and config.file.name != "adjudge.toml":
        del files["adjudge.toml"]
    if proposal is not None:
        files[file] = proposal.text
    elif not any(each.stem != "adjudge" for each in (root / file).parent.glob("*.y*ml")):
        files[file] = EXAMPLE
    for name, text in files.items():
        told = _written(root / name, text)
        size = f" ({proposal.rules} rules, {proposal.fields} fields)" if proposal is not None and name == file else ""
        write(printable(f"{told:10} {name}{size}") + "\n")
    where = "" if str(root) == "." else printable(f"cd {shlex.quote(str(root))} && ")
    write(f"\nnext: {where}adjudge lint && adjudge test\n")


def _written(file: Path, text: str) -> str:
    """Write a file that is not there yet, and say what became of it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except FileExistsError:
        return "left alone"
    except OSError as problem:
        raise ConfigError(f"{file}: cannot be written: {problem.strerror or problem}") from None
    return "wrote"
