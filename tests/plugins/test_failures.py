"""Plugins that fail: each is named, and none of them makes a document pass."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

import pytest

import adjudge
from adjudge.manager import Manager
from adjudge.plugin import PASS, Item, Judgement
from support.told import told

Load = Callable[..., adjudge.Ruleset]

RULE = "rules: [{id: r, given: $.a, required: true}]"


def named(name: str, **hooks: Any) -> Any:
    """Make a plugin of that name from functions."""
    kind = type(name, (), {hook: staticmethod(adjudge.hookimpl(function)) for hook, function in hooks.items()})
    return kind()


def crash(*_: Any, **__: Any) -> Any:
    """Raise, as code does that meets what it did not expect."""
    raise LookupError("no such thing")


# ---------------------------------------------------------------- while loading
def test_a_half_registered_plugin_is_refused_with_the_hook_that_is_none() -> None:
    plugin = named("Mine", adjudge_verdict_made=lambda: None, adjudge_verdict_mad=lambda: None)

    with pytest.raises(adjudge.ConfigError) as caught:
        Manager([plugin])

    assert str(caught.value).startswith('plugin "Mine" cannot be registered: ')
    assert "adjudge_verdict_mad" in str(caught.value)


def test_a_half_registered_plugin_is_taken_out_again() -> None:
    manager = Manager()
    with pytest.raises(adjudge.ConfigError):
        manager._add(named("Mine", adjudge_report=lambda: "x", adjudge_nothing=lambda: None))

    assert manager.implementing("adjudge_report") == []
    assert "Mine" not in [plugin.name for plugin in manager.plugins()]


def test_a_hook_with_an_argument_that_does_not_exist_is_refused() -> None:
    def report(verdict: Any) -> None:
        return None

    with pytest.raises(adjudge.ConfigError, match='plugin "Mine" cannot be registered'):
        Manager([named("Mine", adjudge_report=report)])


@pytest.mark.parametrize(
    ("hook", "thing", "noun"),
    [
        ("adjudge_register_checks", adjudge.Check("same", adjudge.CheckOptions), "check"),
        ("adjudge_register_functions", adjudge.Function("same", abs), "function"),
        ("adjudge_register_adapters", adjudge.Adapter("same", ()), "adapter"),
        ("adjudge_register_reporters", adjudge.Reporter("same", str), "reporter"),
    ],
)
def test_two_plugins_that_claim_one_name_are_both_named(hook: str, thing: Any, noun: str) -> None:
    first, second = named("First", **{hook: lambda: [thing]}), named("Second", **{hook: lambda: [thing]})

    with pytest.raises(adjudge.ConfigError) as caught:
        Manager([first, second])

    assert str(caught.value) == f'plugins "First" and "Second" both register the {noun} "same"'


def test_a_built_in_name_is_taken() -> None:
    plugin = named("Mine", adjudge_register_checks=lambda: [adjudge.Check("required", adjudge.CheckOptions)])

    with pytest.raises(adjudge.ConfigError) as caught:
        Manager([plugin])

    assert str(caught.value) == 'plugins "checks" and "Mine" both register the check "required"'


@pytest.mark.parametrize("name", ["given", "assert", "when", "on_fail", "tests", "id"])
def test_a_check_may_not_be_named_as_a_key_of_every_rule(name: str) -> None:
    plugin = named("Mine", adjudge_register_checks=lambda: [adjudge.Check(name, adjudge.CheckOptions)])

    with pytest.raises(adjudge.ConfigError) as caught:
        Manager([plugin])

    assert str(caught.value) == f'plugin "Mine" registers a check named "{name}", which is a key of every rule'


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (5, 'plugin "Mine" registers checks, but 5 is no list of them'),
        (["x"], "plugin \"Mine\" registers checks, but 'x' is no Check"),
        ([adjudge.Function("f", abs)], 'plugin "Mine" registers checks, but Function('),
    ],
)
def test_what_is_no_check_is_refused(answer: Any, said: str) -> None:
    with pytest.raises(adjudge.ConfigError) as caught:
        Manager([named("Mine", adjudge_register_checks=lambda: answer)])

    assert str(caught.value).startswith(said)


def _generates() -> Any:
    yield adjudge.Check("first", adjudge.CheckOptions)
    crash()


@pytest.mark.parametrize(
    ("hook", "function"),
    [
        ("adjudge_register_checks", crash),
        ("adjudge_register_checks", _generates),
        ("adjudge_register_packs", crash),
        ("adjudge_configure", crash),
    ],
)
def test_a_plugin_that_crashes_while_loading_is_named(hook: str, function: Any) -> None:
    def call() -> Any:
        return function()

    with pytest.raises(adjudge.ConfigError) as caught:
        Manager([named("Mine", **{hook: call})])

    assert str(caught.value) == f'plugin "Mine" failed in {hook}: LookupError: no such thing'


# ---------------------------------------------------------------- while judging
@pytest.mark.parametrize("wrapper", [False, True])
def test_an_evaluating_plugin_that_raises_is_an_error_that_names_it(wrapper: bool, load: Load) -> None:
    class Bystander:
        @adjudge.hookimpl(wrapper=True)
        def adjudge_evaluate_rule(self) -> Generator[None, Any, Any]:
            return (yield)

    class Culprit:
        if wrapper:

            @adjudge.hookimpl(wrapper=True)
            def adjudge_evaluate_rule(self) -> Generator[None, Any, Any]:
                yield
                crash()

        else:

            @adjudge.hookimpl
            def adjudge_evaluate_rule(self) -> Any:
                crash()

    verdict = load(RULE, plugins=[Bystander(), Culprit(), named("Other", adjudge_evaluate_rule=lambda: None)]).check({})

    (result,) = verdict.results
    assert told(result) == [("error", "crashed", 'plugin "Culprit" crashed: LookupError: no such thing')]
    assert (result.effect, verdict.decision) == ("review", "review")


def test_an_evaluating_plugin_that_gives_no_result_is_an_error_that_names_it(load: Load) -> None:
    plugin = named("Mine", adjudge_evaluate_rule=lambda: "pass")

    (result,) = load(RULE, plugins=[plugin]).check({"a": 1}).results

    assert told(result) == [("error", "crashed", 'plugin "Mine" answered with a str, which is no Result')]


def test_a_check_of_a_plugin_that_raises_is_an_error_that_names_it(load: Load) -> None:
    plugin = named("Mine", adjudge_register_checks=lambda: [adjudge.Check("odd", adjudge.CheckOptions, crash)])
    text = "rules: [{id: r, given: $.a, odd: {}, on_fail: note}, {id: s, given: $.a, required: true}]"

    verdict = load(text, plugins=[plugin]).check({"a": 1})

    assert told(verdict.results[0]) == [
        ("error", "crashed", 'check odd of plugin "Mine" crashed: LookupError: no such thing')
    ]
    assert [result.outcome for result in verdict.results] == ["error", "pass"]
    assert verdict.decision == "review"


@pytest.mark.parametrize(
    ("said_of", "missing"),
    [pytest.param(0, "$.lines[0]", id="nothing"), pytest.param(1, "$.lines[1]", id="the-first-only")],
)
def test_a_check_that_says_nothing_of_an_item_is_an_error_and_no_skip(load: Load, said_of: int, missing: str) -> None:
    """Silence of a plugin is never taken for a pass."""

    def judge_some(items: Sequence[Item], _: object) -> list[tuple[Item, Judgement]]:
        return [(item, PASS) for item in items[:said_of]]

    check = adjudge.Check("odd", adjudge.CheckOptions, judge_all=judge_some)
    text = "rules: [{id: r, given: '$.lines[*]', odd: {}}, {id: s, given: $.a, required: true}]"

    verdict = load(text, plugins=[named("Mine", adjudge_register_checks=lambda: [check])]).check(
        {"a": 1, "lines": [1, 2]}
    )

    reason = f'check odd of plugin "Mine" crashed: LookupError: nothing is said of {missing}'
    assert told(verdict.results[0]) == [("error", "crashed", reason)]
    assert verdict.decision == "review"


def test_a_function_of_a_plugin_that_raises_is_an_error_that_names_it(load: Load) -> None:
    plugin = named("Mine", adjudge_register_functions=lambda: [adjudge.Function("odd", crash)])

    (result,) = load("rules: [{id: r, assert: odd(doc.a) == 1}]", plugins=[plugin]).check({"a": 1}).results

    assert told(result) == [
        (
            "error",
            "crashed",
            'the expression crashed: LookupError: no such thing (function odd of plugin "Mine")',
        )
    ]


def test_a_function_may_refuse_a_value_with_a_sentence(load: Load) -> None:
    def whole(value: Any) -> Any:
        raise ValueError("is not whole")

    plugin = named("Mine", adjudge_register_functions=lambda: [adjudge.Function("whole", whole)])

    (result,) = load("rules: [{id: r, assert: whole(doc.a) == 1}]", plugins=[plugin]).check({"a": 1}).results

    assert (result.outcome, result.cause) == ("error", "type_clash")
    assert "is not whole" in result.findings[0].reason


# ---------------------------------------------------------------- observers
@pytest.mark.parametrize("hook", ["adjudge_result_made", "adjudge_verdict_made"])
def test_an_observer_that_crashes_is_named_and_changes_no_verdict(hook: str, load: Load) -> None:
    seen: list[str] = []

    def crashes() -> None:
        crash()

    def sees() -> None:
        seen.append(hook)

    plain = load(RULE).check({"a": 1}).to_json()
    ruleset = load(RULE, plugins=[named("Bad", **{hook: crashes}), named("Good", **{hook: sees})])

    assert ruleset.check({"a": 1}).to_json() == plain
    assert dict(ruleset.crashed_observers) == {"Bad": "LookupError: no such thing"}
    assert seen == [hook]


def test_a_reporting_plugin_that_crashes_keeps_no_other_from_reporting(load: Load) -> None:
    def crashes() -> str:
        return str(crash())

    ruleset = load(RULE, plugins=[named("Bad", adjudge_report=crashes), named("Good", adjudge_report=lambda: "fine")])

    assert ruleset.report_sections([]) == ["fine"]
    assert list(ruleset.crashed_observers) == ["Bad"]


def test_without_observers_nothing_has_crashed(load: Load) -> None:
    ruleset = load(RULE)
    ruleset.check({})

    assert dict(ruleset.crashed_observers) == {}
