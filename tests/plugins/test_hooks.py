"""Every hook, by a test named after it; and that each is documented and has a built-in user."""

from __future__ import annotations

import ast
import inspect
import logging
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import adjudge
from adjudge import hookspecs
from adjudge.manager import BUILT_INS, OPTIONAL, Manager

Load = Callable[..., adjudge.Ruleset]

ROOT = Path(__file__).parents[2]
HOOKS = [name for name in vars(hookspecs) if name.startswith("adjudge_")]
RULE = "rules: [{id: r, given: $.a, required: true}]"


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_says_when_it_is_called(hook: str) -> None:
    """The hookspecs are the reference of plugin authors."""
    documentation = inspect.getdoc(getattr(hookspecs, hook)) or ""

    assert len(documentation.split()) > 10
    body = ast.parse(inspect.getsource(getattr(hookspecs, hook))).body[0]
    assert isinstance(body, ast.FunctionDef)
    assert len(body.body) == 1, "a hookspec has a docstring and no body"


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_a_built_in_user(hook: str) -> None:
    """What nobody uses nobody keeps working; functions have the example that the documentation prints."""
    manager = Manager(list(OPTIONAL))
    users = [impl.plugin_name for impl in getattr(manager.hook, hook).get_hookimpls()]

    assert set(users) <= {*BUILT_INS, *OPTIONAL}
    assert users or hook == "adjudge_register_functions"


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_in_the_documentation_and_has_a_test_of_its_name(hook: str) -> None:
    assert f"`{hook}`" in (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    tests = [name for name in globals() if name.startswith(f"test_{hook}")]
    assert tests, hook


# ---------------------------------------------------------------- one test per hook
def test_adjudge_configure(load: Load) -> None:
    """Called once, after registration, with the settings of the project."""
    seen: list[Mapping[str, Any]] = []

    class Mine:
        @adjudge.hookimpl
        def adjudge_configure(self, settings: Mapping[str, Any]) -> None:
            seen.append(settings)

    load(RULE, plugins=[Mine()], settings={"mine": {"limit": 3}}).check({"a": 1})
    load(RULE, plugins=[Mine()])

    assert [dict(settings) for settings in seen] == [{"mine": {"limit": 3}}, {}]
    with pytest.raises(TypeError):
        seen[0]["other"] = 1  # type: ignore[index]  # nothing that a hook is given may be changed


def test_adjudge_configure_may_end_the_run_with_its_sentence(load: Load) -> None:
    class Mine:
        @adjudge.hookimpl
        def adjudge_configure(self) -> None:
            raise adjudge.ConfigError("mine: needs a key")

    with pytest.raises(adjudge.ConfigError, match=r"^mine: needs a key$"):
        load(RULE, plugins=[Mine()])


def test_adjudge_register_checks(load: Load) -> None:
    """A check of a plugin is written and refused like a built-in one."""

    class Options(adjudge.CheckOptions):
        by: int

    def judge(item: Any, options: Any) -> Any:
        from adjudge.ruleset.check import PASS, fail

        return PASS if item.node.value % options.by == 0 else fail(f"{item.node.path} is not divisible by {options.by}")

    class Mine:
        @adjudge.hookimpl
        def adjudge_register_checks(self) -> Iterable[adjudge.Check]:
            yield adjudge.Check("divisible", Options, judge, shorthand=lambda value: {"by": value})

    text = "rules: [{id: even, given: $.a, divisible: 2}]"
    ruleset = load(text, plugins=[Mine()])

    assert ruleset.check({"a": 4}).decision == "accept"
    assert [finding.reason for finding in ruleset.check({"a": 3}).findings] == ["$.a is not divisible by 2"]
    with pytest.raises(adjudge.RulesError, match='check "divisible" has no option "bye"; did you mean "by"'):
        load("rules: [{id: even, given: $.a, divisible: {bye: 2}}]", plugins=[Mine()])
    with pytest.raises(adjudge.RulesError, match="divisible"):
        load(text)


def test_adjudge_register_functions(load: Load) -> None:
    class Mine:
        @adjudge.hookimpl
        def adjudge_register_functions(self) -> Iterable[adjudge.Function]:
            return [adjudge.Function("shout", lambda text: text.upper() + "!")]

    ruleset = load("rules: [{id: loud, assert: shout(doc.a) == 'HO!'}]", plugins=[Mine()])

    assert ruleset.check({"a": "ho"}).decision == "accept"
    assert ruleset.check({"a": "hi"}).results[0].outcome == "fail"
    assert ruleset.check({}).results[0].outcome == "unknown"
    with pytest.raises(adjudge.RulesError, match="shout"):
        load("rules: [{id: loud, assert: shout(doc.a) == 'HO!'}]")


def test_adjudge_register_adapters(load: Load) -> None:
    """A further vendor is a key table."""
    from adjudge.model.adapter import SignalKey
    from adjudge.model.layouts import Parallel

    shape = adjudge.Shape(
        "answer",
        Parallel((("score", lambda value: isinstance(value, float)),)),
        keys=adjudge.KeyTable(signals=(SignalKey("confidence", ("score",)),)),
        data=("result",),
        meta=("scores",),
        requires=(("result",), ("scores",)),
    )

    class Mine:
        @adjudge.hookimpl
        def adjudge_register_adapters(self) -> Iterable[adjudge.Adapter]:
            return (adjudge.Adapter("acme", (shape,)),)

    ruleset = load("rules: [{id: sure, given: $.a, confidence: {min: 0.5}}]", plugins=[Mine()])

    verdict = ruleset.check({"result": {"a": 1}, "scores": {"a": {"score": 0.9}}})
    assert (verdict.adapter, verdict.recognised, verdict.decision) == ("acme", True, "accept")


def test_adjudge_register_reporters() -> None:
    class Mine:
        @adjudge.hookimpl
        def adjudge_register_reporters(self) -> Iterable[adjudge.Reporter]:
            return [adjudge.Reporter("count", lambda verdicts, view: f"{len(verdicts)}\n")]

    reporters = Manager([Mine()]).registry.reporters

    assert {"text", "json", "jsonl", "count"} <= set(reporters)
    assert reporters["count"].render([], None) == "0\n"


def test_adjudge_register_packs(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("adjudge: 1\n" + RULE)

    class Mine:
        @adjudge.hookimpl
        def adjudge_register_packs(self) -> Mapping[str, Path]:
            return {"mine:house": tmp_path / "house.yaml"}

    ruleset = adjudge.load_rules("mine:house", plugins=[Mine()])

    assert [rule.id for rule in ruleset.rules] == ["r"]
    assert str(tmp_path) not in ruleset.check({}).to_json()


def test_adjudge_evaluate_rule(load: Load) -> None:
    """The first answer wins; ``None`` leaves the rule to the engine."""
    from adjudge.engine.findings import skipped_result

    calls: list[str] = []

    class Mine:
        @adjudge.hookimpl
        def adjudge_evaluate_rule(self, rule: Any, document: Any) -> Any:
            calls.append(rule.id)
            return skipped_result(rule, "not_applicable") if rule.id == "mine" else None

    text = "rules: [{id: mine, given: $.b, required: true}, {id: r, given: '$.a[*]', required: true}]"
    verdict = load(text, plugins=[Mine()]).check({"a": [1, 2, 3]})

    assert [result.outcome for result in verdict.results] == ["skip", "pass"]
    assert calls == ["mine", "r"], "once per rule and document, never per node"


def test_adjudge_result_made_and_adjudge_verdict_made_see_everything_once(load: Load) -> None:
    seen: list[str] = []

    class Mine:
        @adjudge.hookimpl
        def adjudge_result_made(self, result: adjudge.Result, rule: Any, extraction: adjudge.Extraction) -> None:
            seen.append(f"{rule.id} {result.outcome} {extraction.adapter}")

        @adjudge.hookimpl
        def adjudge_verdict_made(self, verdict: adjudge.Verdict, extraction: adjudge.Extraction) -> None:
            seen.append(f"{verdict.document} {verdict.decision} {extraction.adapter}")

    text = "rules: [{id: a, given: $.a, required: true}, {id: b, given: $.b, required: true}]"
    load(text, plugins=[Mine()]).check({"a": 1}, document="d")

    assert seen == ["a pass plain", "b fail plain", "d review plain"]


def test_adjudge_result_made(load: Load, caplog: pytest.LogCaptureFixture) -> None:
    """The journal logs results: rules and outcomes, never what a document says."""
    with caplog.at_level(logging.DEBUG, logger="adjudge.journal"):
        load(RULE, plugins=["journal"]).check({"a": 1})
        load(RULE, plugins=["journal"]).check({"a": ""})

    lines = [
        (record.levelname, record.getMessage()) for record in caplog.records if "rules.yaml" in record.getMessage()
    ]
    assert lines == [
        ("DEBUG", "pass rules.yaml::r cause=None effect=None"),
        ("INFO", "fail rules.yaml::r cause=None effect=review"),
    ]


def test_adjudge_verdict_made(load: Load, caplog: pytest.LogCaptureFixture) -> None:
    """A document's id cannot forge a line of the log."""
    with caplog.at_level(logging.INFO, logger="adjudge.journal"):
        load(RULE, plugins=["journal"]).check({"a": "secret"}, document="x\nINFO accept")

    assert [record.getMessage() for record in caplog.records] == [
        "accept document='x\\nINFO accept' adapter=plain pass=1"
    ]


def test_adjudge_report(load: Load) -> None:
    """Every plugin's section in the order of registration; ``None`` adds nothing."""

    def reporting(text: str | None) -> Any:
        class Mine:
            __name__ = f"reports {text}"

            @adjudge.hookimpl
            def adjudge_report(self, verdicts: Sequence[adjudge.Verdict]) -> str | None:
                return text and f"{text}: {len(verdicts)}"

        return Mine()

    ruleset = load(RULE, plugins=[reporting("one"), reporting(None), reporting("two")])

    assert ruleset.report_sections([ruleset.check({"a": 1})]) == ["one: 1", "two: 1"]


# ---------------------------------------------------------------- wrapping
def test_a_wrapper_sees_the_engine_s_own_answer(load: Load) -> None:
    """The compiled plan is the built-in answer, not something behind the hook."""
    seen: list[Any] = []

    class Mine:
        @adjudge.hookimpl(wrapper=True)
        def adjudge_evaluate_rule(self, rule: Any) -> Generator[None, Any, Any]:
            result = yield
            seen.append(result)
            return result

    verdict = load(RULE, plugins=[Mine()]).check({"a": 1})

    assert tuple(seen) == verdict.results


def test_a_wrapper_that_does_nothing_changes_no_verdict(load: Load) -> None:
    from documents import INVOICE, METADATA, RULES, as_adapter

    class Mine:
        @adjudge.hookimpl(wrapper=True)
        def adjudge_evaluate_rule(self) -> Generator[None, Any, Any]:
            return (yield)

    plain, wrapped = load(RULES), load(RULES, plugins=[Mine()])
    payloads: list[Any] = [{}, [], {"lines": 3, "total": "x"}]
    payloads += [
        as_adapter(name, INVOICE, METADATA)
        for name in ("nutrient", "llamaextract", "extend", "datalab", "parsefy", "plain")
    ]
    for payload in payloads:
        assert wrapped.check(payload).to_json() == plain.check(payload).to_json()
