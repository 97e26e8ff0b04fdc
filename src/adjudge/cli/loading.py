"""The rules of a command: from ``-R``, else from the project's settings."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from adjudge.cli.console import complain
from adjudge.config import Config, find_config
from adjudge.errors import ConfigError

if TYPE_CHECKING:
    from adjudge.engine.ruleset import Ruleset
    from adjudge.manager import Manager


class Project(NamedTuple):
    """What a command works with: settings, plugins, rules, and the tags that may be asked for."""

    config: Config
    manager: Manager
    ruleset: Ruleset
    tags: frozenset[str]


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``-R``, ``-p`` and ``--plugin-autoload`` to a command."""
    for option in (
        click.option("--plugin-autoload", is_flag=True, help="Load every installed plugin."),
        click.option("-p", "plugins", multiple=True, metavar="PLUGIN", help="Load a plugin, by name or module."),
        click.option(
            "-R", "--rules", "sources", multiple=True, metavar="RULES", help="A rule file, a folder or a pack's name."
        ),
    ):
        command = option(command)
    return command


def load_manager(
    plugins: Sequence[str], *, plugin_autoload: bool, settings: Mapping[str, Any] | None = None
) -> tuple[Config, Manager]:
    """Read the project's settings and load its plugins and those named on the command line.

    ``settings`` are those of options, which go before the project's.
    """
    from adjudge.manager import load_plugins

    config = find_config(Path.cwd())
    manager = load_plugins(
        (*config.plugins, *plugins),
        autoload=plugin_autoload or config.plugin_autoload,
        settings={**config.settings, **(settings or {})},
    )
    return config, manager


def chosen_rules(config: Config, sources: Sequence[str]) -> tuple[str, ...]:
    """Give the sources of ``-R``, else those of the settings.

    Raises:
        ConfigError: Neither names any.
    """
    chosen = tuple(sources) or config.rule_sources()
    if not chosen:
        raise ConfigError(
            "no rules are named: add -R with a file, a folder or a pack (-R adjudge:recommended), "
            "or set rules in [tool.adjudge] of pyproject.toml"
        )
    return chosen


def load_project(
    sources: Sequence[str],
    plugins: Sequence[str],
    *,
    plugin_autoload: bool,
    settings: Mapping[str, Any] | None = None,
) -> Project:
    """Load settings, plugins and rules.

    Raises:
        ConfigError: Neither ``-R`` nor the settings name rules; a plugin or a setting does not fit.
        RulesError: The rule files have problems.
        SelectionError: There is no rule in them.
    """
    from adjudge.engine.ruleset import Ruleset
    from adjudge.ruleset.loading import load

    config, manager = load_manager(plugins, plugin_autoload=plugin_autoload, settings=settings)
    chosen = chosen_rules(config, sources)
    loaded = load(list(chosen), registry=manager.registry, root=None)
    for warning in loaded.warnings:
        complain(f"warning: {warning}")
    gc.freeze()
    gc.enable()
    tags = {tag for rule in loaded.rules for tag in rule.tags} | {tag for file in loaded.files for tag in file.tags}
    return Project(config, manager, Ruleset(loaded, manager), frozenset(tags))
