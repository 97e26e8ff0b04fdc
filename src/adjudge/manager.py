"""Finding and registering plugins: named by the caller, by config or ``-p``, or found when asked.

A rule file never causes an import; a library call loads the built-ins and what it is given, nothing else.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pluggy

from adjudge import adapters, checks, hookspecs, packs, reporting
from adjudge.errors import AdjudgeError, ConfigError
from adjudge.model.adapter import Adapter
from adjudge.record import Record
from adjudge.ruleset.check import Check
from adjudge.ruleset.registry import Function, Registry, Reporter
from adjudge.ruleset.words import RESERVED_KEYS

BUILT_INS: Mapping[str, Any] = MappingProxyType(
    {"adapters": adapters, "checks": checks, "reporting": reporting, "packs": packs}
)
"""The built-in plugins by name; each registers through the same hooks as everyone."""

ENGINE = "engine"
"""The name under which the engine answers evaluate-rule, where plugins do so too."""

OPTIONAL: Mapping[str, tuple[str, str | None]] = MappingProxyType(
    {"durations": ("adjudge.durations", "Durations"), "journal": ("adjudge.journal", None)}
)
"""The built-in plugins that must be asked for: a module, or a class of one to be made for each plugin set."""

_KINDS: Mapping[str, type] = MappingProxyType(
    {"checks": Check, "functions": Function, "adapters": Adapter, "reporters": Reporter, "packs": Path}
)
"""What plugins register, and what each thing of that kind must be."""


class PluginInfo(Record):
    """One registered plugin: its name, where it comes from, and what it offers."""

    name: str
    origin: str
    offers: tuple[str, ...]


class Manager:
    """The plugins of one run and the registry made from them; never changed after it is made."""

    def __init__(
        self,
        plugins: Sequence[str | Any] = (),
        *,
        autoload: bool = False,
        settings: Mapping[str, Any] | None = None,
        trace: Callable[[str], None] | None = None,
    ) -> None:
        self._hooks = pluggy.PluginManager(hookspecs.PROJECT)
        self._hooks.add_hookspecs(hookspecs)
        if trace is not None:
            self._hooks.trace.root.setwriter(trace)
            self._hooks.enable_tracing()
        self._origins: dict[str, str] = {}
        blocked = {name[3:] for name in plugins if isinstance(name, str) and name.startswith("no:")}
        for name, plugin in BUILT_INS.items():
            if name not in blocked:
                self._register(plugin, name, "built in")
        for plugin in plugins:
            if not (isinstance(plugin, str) and plugin.startswith("no:")):
                self._add(plugin)
        if autoload:
            self._autoload(blocked)
        self.registry = self._make_registry()
        for plugin, call in self.callers("adjudge_configure"):
            _ask(plugin, "adjudge_configure", call, settings=MappingProxyType(dict(settings or {})))

    @property
    def hook(self) -> Any:
        """The hook callers (pluggy's); the engine calls them, nobody else."""
        return self._hooks.hook

    def implementing(self, hook: str) -> list[str]:
        """Give the names of the plugins beside the engine that implement this hook, in order of registration."""
        return [impl.plugin_name for impl in self._implementations(hook) if impl.plugin_name != ENGINE]

    def complete(self, engine: Any) -> None:
        """Register the engine's own answers, once; asked after those of all plugins."""
        if not self._hooks.has_plugin(ENGINE):
            self._hooks.register(engine, ENGINE)

    def raiser(self, hook: str, reason: BaseException) -> str | None:
        """Name the plugin whose implementation of ``hook`` raised: the innermost that the traceback went through."""
        owners = {getattr(impl.function, "__code__", None): impl.plugin_name for impl in self._implementations(hook)}
        frames = [frame.f_code for frame, _ in traceback.walk_tb(reason.__traceback__)]
        return next((owners[code] for code in reversed(frames) if code in owners), None)

    def callers(self, hook: str) -> list[tuple[str, Callable[..., Any]]]:
        """Give one caller per plugin that implements this hook, so that each can be isolated."""
        implementing = {impl.plugin_name: impl.plugin for impl in self._implementations(hook)}
        return [
            (name, self._hooks.subset_hook_caller(hook, [p for n, p in implementing.items() if n != name]))
            for name in implementing
        ]

    def plugins(self) -> tuple[PluginInfo, ...]:
        """Give every plugin, in the order of registration."""
        offers: dict[str, list[str]] = {name: [] for name in self._origins}
        for what, owner in self.registry.owners.items():
            offers[owner].append(what)
        return tuple(PluginInfo(name, self._origins[name], tuple(offers[name])) for name in self._origins)

    def _implementations(self, hook: str) -> list[pluggy.HookImpl]:
        return list(getattr(self.hook, hook).get_hookimpls())

    def _add(self, plugin: str | Any) -> None:
        """Register a plugin given as an object, an optional one's or entry point's name, or a module's."""
        if not isinstance(plugin, str):
            name = getattr(plugin, "__name__", None) or type(plugin).__name__
            self._register(plugin, name, "given by the caller")
            return
        if plugin in self._origins:
            return
        if plugin in OPTIONAL:
            home, made = OPTIONAL[plugin]
            found = importlib.import_module(home)
            self._register(getattr(found, made)() if made else found, plugin, "built in")
            return
        point = _installed().get(plugin)
        if point is not None:
            self._register(_load(point), plugin, _distribution(point))
            return
        try:
            module = importlib.import_module(plugin)
        except ImportError as reason:
            message = f'plugin "{plugin}" is neither an installed plugin nor a module that can be imported: {reason}'
            raise ConfigError(message) from reason
        self._register(module, plugin, "module")

    def _autoload(self, blocked: set[str]) -> None:
        for name, point in _installed().items():
            if name not in blocked and name not in self._origins:
                self._register(_load(point), name, _distribution(point))

    def _register(self, plugin: Any, name: str, origin: str) -> None:
        """Register wholly or not at all: a plugin with an unknown hook is taken out again."""
        try:
            self._hooks.register(plugin, name)
            self._hooks.check_pending()
        except (ValueError, pluggy.PluginValidationError) as reason:
            if self._hooks.has_plugin(name):
                self._hooks.unregister(name=name)
            message = f'plugin "{name}" cannot be registered: {reason}'
            raise ConfigError(message) from reason
        self._origins[name] = origin

    def _make_registry(self) -> Registry:
        """Collect what the plugins offer, each name once."""
        owners: dict[str, str] = {}
        kinds: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
        for kind, members in kinds.items():
            for plugin, call in self.callers(f"adjudge_register_{kind}"):
                for name, thing in _named(kind, plugin, call):
                    owner = owners.setdefault(f"{kind} {name}", plugin)
                    if name in members:
                        message = f'plugins "{owner}" and "{plugin}" both register the {kind[:-1]} "{name}"'
                        raise ConfigError(message)
                    if kind == "checks" and name in RESERVED_KEYS:
                        message = f'plugin "{plugin}" registers a check named "{name}", which is a key of every rule'
                        raise ConfigError(message)
                    members[name] = thing
        frozen = {kind: MappingProxyType(members) for kind, members in kinds.items()}
        return Registry(**frozen, owners=MappingProxyType(owners))


@cache
def built_in_manager() -> Manager:
    """Give the manager of the built-in plugins alone, made once."""
    return Manager()


def load_plugins(
    plugins: Sequence[str | Any] = (),
    *,
    autoload: bool = False,
    settings: Mapping[str, Any] | None = None,
    trace: Callable[[str], None] | None = None,
) -> Manager:
    """Make a manager with the built-ins, ``plugins`` and, with ``autoload``, every installed plugin.

    ``plugins`` are objects, entry-point names or modules; ``no:NAME`` leaves one out. ``trace`` gets a line for every
    hook call.

    Raises:
        ConfigError: a plugin is not there, does not fit, or claims a name that is taken.
    """
    if not plugins and not autoload and not settings and trace is None:
        return built_in_manager()
    return Manager(plugins, autoload=autoload, settings=settings, trace=trace)


def _named(kind: str, plugin: str, call: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """Give the name and the thing for all that one plugin registers of one kind, marked as its own."""
    wanted = _KINDS[kind]
    for answer in _ask(plugin, f"adjudge_register_{kind}", call):
        if not isinstance(answer, Iterable):
            message = f'plugin "{plugin}" registers {kind}, but {answer!r} is no list of them'
            raise ConfigError(message)
        things: Iterable[tuple[str, Any]] = (
            answer.items() if isinstance(answer, Mapping) else ((getattr(t, "name", ""), t) for t in answer)
        )
        for name, thing in things:
            if not isinstance(thing, wanted):
                message = f'plugin "{plugin}" registers {kind}, but {thing!r} is no {wanted.__name__}'
                raise ConfigError(message)
            if isinstance(thing, Check | Function) and plugin not in BUILT_INS:
                yield name, replace(thing, plugin=plugin)
            else:
                yield name, thing


def _ask(plugin: str, hook: str, call: Callable[..., Any], **event: Any) -> list[Any]:
    """Call one plugin's hook and give its answers; what it raises ends the loading, with its name."""
    try:
        return [list(answer) if isinstance(answer, Iterator) else answer for answer in call(**event)]
    except AdjudgeError:
        raise
    except Exception as reason:
        message = f'plugin "{plugin}" failed in {hook}: {type(reason).__name__}: {reason}'
        raise ConfigError(message) from reason


def _installed() -> dict[str, importlib.metadata.EntryPoint]:
    """Give the installed plugins by name.

    Raises:
        ConfigError: two have the same name, or one has that of a built-in plugin.
    """
    points: dict[str, importlib.metadata.EntryPoint] = {}
    for point in importlib.metadata.entry_points(group=hookspecs.PROJECT):
        earlier = points.setdefault(point.name, point)
        if earlier.value != point.value:
            message = f'{_distribution(earlier)} and {_distribution(point)} both have a plugin "{point.name}"'
            raise ConfigError(message)
        if point.name in BUILT_INS or point.name in OPTIONAL:
            message = f'{_distribution(point)} has a plugin "{point.name}", as adjudge itself has'
            raise ConfigError(message)
    return points


def _load(point: importlib.metadata.EntryPoint) -> Any:
    try:
        return point.load()
    except Exception as reason:  # whatever a plugin's import raises is its own, and named
        message = f'plugin "{point.name}" ({point.value}) cannot be imported: {type(reason).__name__}: {reason}'
        raise ConfigError(message) from reason


def _distribution(point: importlib.metadata.EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist is not None else point.value
