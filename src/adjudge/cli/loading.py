"""The rules of a command: from ``-R``, else from the project's settings."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from adjudge.cli.console import complain
from adjudge.cli.group import with_options
from adjudge.cli.names import unknown_name
from adjudge.config import Config, find_config
from adjudge.errors import ConfigError

if TYPE_CHECKING:
    from adjudge.engine.batch.recipe import Recipe
    from adjudge.engine.ruleset import Ruleset
    from adjudge.manager import Manager
    from adjudge.ruleset.loading import Survey


class Project(NamedTuple):
    """What a command works with: settings, plugins, rules, and the tags that may be asked for."""

    config: Config
    manager: Manager
    ruleset: Ruleset
    tags: frozenset[str]


_CONFIG_FILE: Final = "adjudge.config_file"


def _remember(ctx: click.Context, _parameter: click.Parameter, file: str | None) -> None:
    ctx.meta[_CONFIG_FILE] = file


config_option = click.option(
    "-c",
    "--config-file",
    metavar="FILE",
    expose_value=False,
    is_eager=True,
    callback=_remember,
    help="Read these settings instead of the project's.",
)


def settings_file() -> str | None:
    """Give the file of ``-c``, if there is one."""
    context = click.get_current_context(silent=True)
    return context.meta.get(_CONFIG_FILE) if context is not None else None


def find_settings() -> Config:
    """Read the settings of the project that the working directory is in, or those of ``-c``.

    Raises:
        ConfigError: The file does not fit.
    """
    named = settings_file()
    return find_config(Path.cwd(), None if named is None else Path(named))


def told_root(config: Config) -> str:
    """Say where the root is and which settings hold, from the working directory."""
    here = Path.cwd()
    settings = "none" if config.file is None else os.path.relpath(config.file, here)
    return f"rootdir: {os.path.relpath(config.rootdir, here)}, settings: {settings}"


def project_folder(config: Config) -> Path | None:
    """Give the folder that names of rule files count from; without settings, ``None``: the working directory."""
    return config.rootdir if config.file is not None else None


def from_root(config: Config, nodeids: Sequence[str]) -> tuple[str, ...]:
    """Give node ids as reports print them, where they name a file from the working directory."""
    here = Path.cwd().resolve()
    root = config.rootdir.resolve()
    return tuple(nodeids) if here == root else tuple(_from_root(text, root) for text in nodeids)


def _from_root(text: str, root: Path) -> str:
    name, separator, rest = text.partition("::")
    file = Path(name)
    if not file.is_file() or not file.resolve().is_relative_to(root):
        return text
    return file.resolve().relative_to(root).as_posix() + separator + rest


rule_options = with_options(
    click.option(
        "-R", "--rules", "sources", multiple=True, metavar="RULES", help="A rule file, a folder or a pack's name."
    ),
    click.option("-p", "plugins", multiple=True, metavar="PLUGIN", help="Load a plugin, by name or module."),
    click.option("--plugin-autoload", is_flag=True, help="Load every installed plugin."),
    config_option,
)
"""What a command takes that loads rules: ``-R``, ``-p``, ``--plugin-autoload`` and ``-c``."""


def load_manager(
    plugins: Sequence[str], *, plugin_autoload: bool, settings: Mapping[str, Any] | None = None
) -> tuple[Config, Manager]:
    """Read the project's settings and load its plugins and those named on the command line.

    ``settings`` are those of options, which go before the project's.
    """
    from adjudge.manager import load_plugins

    config = find_settings()
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


def reload_rules(project: Project, sources: Sequence[str]) -> Project:
    """Load the rules of a project again, as they are now.

    Raises:
        RulesError: They have problems.
        SelectionError: There is no rule in them.
    """
    from adjudge.engine.ruleset import Ruleset
    from adjudge.ruleset.loading import load

    loaded = load(list(sources), registry=project.manager.registry, project=project_folder(project.config))
    return project._replace(ruleset=Ruleset(loaded, project.manager))


def survey_rules(project: Project, sources: Sequence[str]) -> Survey:
    """Read the rules of a project again, with where and how each of their keys was set."""
    from adjudge.ruleset.loading import survey

    return survey(list(sources), registry=project.manager.registry, project=project_folder(project.config))


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
    loaded = load(list(chosen), registry=manager.registry, project=project_folder(config))
    for warning in loaded.warnings:
        complain(f"warning: {warning}")
    gc.freeze()
    gc.enable()
    tags = {tag for rule in loaded.rules for tag in rule.tags} | {tag for file in loaded.files for tag in file.tags}
    return Project(config, manager, Ruleset(loaded, manager), frozenset(tags))


def recipe_of(project: Project, options: Mapping[str, Any]) -> Recipe:
    """Say how a worker process loads the rules of a command again."""
    from adjudge.engine.batch.recipe import Recipe

    config = project.config
    return Recipe(
        sources=tuple(options["sources"]) or config.rule_sources(),
        plugins=(*config.plugins, *options["plugins"]),
        plugin_autoload=options["plugin_autoload"] or config.plugin_autoload,
        settings=dict(config.settings),
        fingerprint=project.ruleset.fingerprint,
        project=project_folder(config),
    )


def known_adapter(manager: Manager, name: str | None) -> str | None:
    """Give the name of an adapter, if one was named.

    Raises:
        ConfigError: There is no such adapter.
    """
    if name is not None and name not in manager.registry.adapters:
        raise unknown_name("adapter", name, manager.registry.adapters)
    return name
