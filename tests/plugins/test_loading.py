"""Which plugins are loaded: the built-in ones, and those that were asked for."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import adjudge
from adjudge.manager import BUILT_INS, OPTIONAL, Manager, load_plugins

Load = Callable[..., adjudge.Ruleset]

RULE = "rules: [{id: r, given: $.a, required: true}]"
PLUGIN = """
import adjudge

@adjudge.hookimpl
def adjudge_report():
    return "here"
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that could be a plugin."""
    (tmp_path / "acme_plugin.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "acme_plugin", raising=False)
    return "acme_plugin"


class Distribution:
    """Stands in for what is installed."""

    def __init__(self, name: str) -> None:
        self.name, self.version = name, "1.0"


def installed(monkeypatch: pytest.MonkeyPatch, *points: tuple[str, str, str]) -> None:
    """Pretend that these are installed: name, module, distribution."""
    made = []
    for name, value, distribution in points:
        point = importlib.metadata.EntryPoint(name, value, "adjudge")
        made.append(point._for(Distribution(distribution)))  # type: ignore[attr-defined]  # as the metadata does
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda **wanted: tuple(made))


def names(manager: Manager) -> list[str]:
    """Give the names of the registered plugins."""
    return [plugin.name for plugin in manager.plugins()]


def test_a_library_call_loads_the_built_in_plugins_alone(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    installed(monkeypatch, ("acme", module, "acme-rules"))

    assert names(load_plugins()) == list(BUILT_INS)
    assert module not in sys.modules


def test_an_installed_plugin_is_loaded_when_it_is_named(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    installed(monkeypatch, ("acme", module, "acme-rules"), ("other", "not_there", "other-rules"))

    manager = load_plugins(["acme"])

    assert names(manager) == [*BUILT_INS, "acme"]
    assert manager.plugins()[-1].origin == "acme-rules 1.0"


def test_all_installed_plugins_are_loaded_only_when_that_is_asked(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    installed(monkeypatch, ("acme", module, "acme-rules"))

    assert names(load_plugins(autoload=True)) == [*BUILT_INS, "acme"]


def test_no_keeps_a_plugin_out(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    installed(monkeypatch, ("acme", module, "acme-rules"))

    assert names(load_plugins(["no:acme"], autoload=True)) == list(BUILT_INS)
    assert names(load_plugins(["no:reporting"])) == [name for name in BUILT_INS if name != "reporting"]
    assert load_plugins(["no:checks"]).registry.checks == {}


def test_a_module_is_a_plugin_by_its_name(module: str) -> None:
    manager = load_plugins([module])

    assert (names(manager)[-1], manager.plugins()[-1].origin) == (module, "module")
    assert manager.hook.adjudge_report(verdicts=()) == ["here"]


def test_naming_a_plugin_twice_loads_it_once(module: str) -> None:
    assert names(load_plugins([module, module])).count(module) == 1


def test_a_plugin_that_is_not_there_is_named() -> None:
    with pytest.raises(adjudge.ConfigError) as caught:
        load_plugins(["acme_nowhere"])

    assert str(caught.value) == (
        'plugin "acme_nowhere" is neither an installed plugin nor a module that can be imported: '
        "No module named 'acme_nowhere'"
    )


def test_a_plugin_whose_import_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, ("acme", "acme_gone", "acme-rules"))

    with pytest.raises(adjudge.ConfigError) as caught:
        load_plugins(["acme"])

    assert str(caught.value) == (
        "plugin \"acme\" (acme_gone) cannot be imported: ModuleNotFoundError: No module named 'acme_gone'"
    )


@pytest.mark.parametrize("ask", [{"plugins": ["acme"]}, {"autoload": True}])
def test_two_distributions_with_one_plugin_name_are_both_named(
    ask: dict[str, Any], monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    installed(monkeypatch, ("acme", module, "acme-rules"), ("acme", "elsewhere", "other-rules"))

    with pytest.raises(adjudge.ConfigError) as caught:
        load_plugins(**ask)

    assert str(caught.value) == 'acme-rules 1.0 and other-rules 1.0 both have a plugin "acme"'


@pytest.mark.parametrize("name", ["checks", "durations"])
def test_an_installed_plugin_may_not_be_named_as_a_built_in_one(
    name: str, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    installed(monkeypatch, (name, module, "acme-rules"))

    with pytest.raises(adjudge.ConfigError) as caught:
        load_plugins(autoload=True)

    assert str(caught.value) == f'acme-rules 1.0 has a plugin "{name}", as adjudge itself has'


def test_two_plugin_objects_of_one_name_are_refused() -> None:
    class Mine:
        pass

    with pytest.raises(adjudge.ConfigError, match='plugin "Mine" cannot be registered'):
        load_plugins([Mine(), Mine()])


def test_optional_plugins_are_loaded_only_when_asked() -> None:
    assert not set(OPTIONAL) & set(names(load_plugins()))
    assert names(load_plugins(list(OPTIONAL))) == [*BUILT_INS, *OPTIONAL]
    assert {plugin.origin for plugin in load_plugins(list(OPTIONAL)).plugins()} == {"built in"}


def test_every_plugin_says_what_it_offers() -> None:
    offers = {plugin.name: plugin.offers for plugin in load_plugins().plugins()}

    assert "checks confidence" in offers["checks"]
    assert "adapters nutrient" in offers["adapters"]
    assert "reporters json" in offers["reporting"]


@pytest.mark.parametrize(
    "text",
    [
        "acme_plugin: {}\nrules: [{id: r, given: $.a, required: true}]",
        "extends: [acme_plugin]\nrules: [{id: r, given: $.a, required: true}]",
        "extends: ['acme_plugin:x']\nrules: [{id: r, given: $.a, required: true}]",
        "plugins: [acme_plugin]\nrules: [{id: r, given: $.a, required: true}]",
        "rules: [{id: r, given: $.a, acme_plugin: {}}]",
        "rules: [{id: r, given: $.a, acme_plugin.check: {}}]",
        "rules: [{id: r, assert: acme_plugin(doc.a)}]",
        "rules: [{id: r, assert: acme_plugin.check(doc.a) == 1}]",
        "rules: [{id: r, given: $.a, x-plugin: acme_plugin, required: true}]",
        "rules: [{id: r, assert: '__import__(\"acme_plugin\")'}]",
    ],
)
def test_a_rule_file_never_causes_an_import(text: str, load: Load, module: str) -> None:
    """Rules come from people who may not run code."""
    load(RULE).check({"a": 1})
    before = set(sys.modules)
    with suppress(adjudge.AdjudgeError):
        load(text).check({"a": 1})

    assert module not in sys.modules
    assert {name for name in set(sys.modules) - before if not name.startswith(("adjudge", "re2"))} == set()


def test_tracing_writes_a_line_for_every_call() -> None:
    lines: list[str] = []

    manager = Manager(trace=lines.append)
    lines.clear()
    manager.hook.adjudge_report(verdicts=())

    assert any("adjudge_report" in line and line.endswith("\n") for line in lines)


def test_plugins_of_one_ruleset_are_not_those_of_another(load: Load) -> None:
    class Mine:
        @adjudge.hookimpl
        def adjudge_report(self) -> str:
            return "mine"

    assert load(RULE, plugins=[Mine()]).report_sections([]) == ["mine"]
    assert load(RULE).report_sections([]) == []
