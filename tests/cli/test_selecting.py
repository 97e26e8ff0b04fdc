"""Which rules and items a command line asks for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.cli.selecting import Selection, make_selection
from adjudge.errors import ConfigError, Location
from adjudge.model.result import Finding, Items, Result
from adjudge.model.verdict import Verdict
from adjudge.model.words import Cause, Outcome


def rule(nodeid: str, row: str | None = None, *tags: str) -> Any:
    return SimpleNamespace(nodeid=nodeid, row=row, base_nodeid=nodeid.removesuffix(f"[{row}]"), tags=tags)


RULES = [
    rule("rules/a.yaml::total", None, "money"),
    rule("rules/a.yaml::lines", None, "money", "lines"),
    rule("rules/a.yaml::key[iban]", "iban"),
    rule("rules/a.yaml::key[7]", "7"),
]
TAGS = {"money", "lines"}


def select(*nodeids: str, keyword: str = "", tag: str = "") -> Selection:
    return make_selection(RULES, TAGS, nodeids=nodeids, keyword=keyword, tag=tag)


def chosen(selection: Selection) -> list[str]:
    return [one.nodeid.partition("::")[2] for one in RULES if selection.wants(one)]


def finding(item: int | None, outcome: Outcome = "fail", cause: Cause | None = None) -> Finding:
    return Finding(item, "$", ("$",), outcome, cause, "review", "no")


def verdict(items: Items, *findings: Finding, outcome: Outcome = "fail") -> Verdict:
    result = Result(
        "lines", "rules/a.yaml::lines", outcome, items, Location("rules/a.yaml"), None, "review", tuple(findings)
    )
    return Verdict("adjudge 0", "a.json", "plain", None, True, None, True, "0", (), {}, (result,), ())


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        pytest.param(select(), ["total", "lines", "key[iban]", "key[7]"], id="all-without-a-question"),
        pytest.param(select(keyword=" ", tag=" "), ["total", "lines", "key[iban]", "key[7]"], id="blank-asks-nothing"),
        pytest.param(select("rules/a.yaml::total"), ["total"], id="node-id"),
        pytest.param(select("rules/a.yaml::key[iban]"), ["key[iban]"], id="row"),
        pytest.param(select("rules/a.yaml::key"), ["key[iban]", "key[7]"], id="every-row"),
        pytest.param(select("rules/a.yaml::key[iban][3]"), ["key[iban]"], id="item-of-a-row"),
        pytest.param(select("rules/a.yaml::total", "rules/a.yaml::lines[0]"), ["total", "lines"], id="two"),
        pytest.param(select(keyword="LINES"), ["lines"], id="keyword-in-any-case"),
        pytest.param(select(keyword="money and not total"), ["lines"], id="keyword-in-tags"),
        pytest.param(select(keyword="a.yaml and 7"), ["key[7]"], id="keyword-in-file-and-row"),
        pytest.param(select(tag="money and not lines"), ["total"], id="tags"),
        pytest.param(select("rules/a.yaml::key", keyword="iban"), ["key[iban]"], id="every-question-must-hold"),
    ],
)
def test_a_rule_runs_when_everything_asked_holds(selection: Selection, expected: list[str]) -> None:
    assert chosen(selection) == expected


@pytest.mark.parametrize(
    ("nodeids", "items"),
    [
        pytest.param(["rules/a.yaml::lines"], {}, id="whole-rule"),
        pytest.param(["rules/a.yaml::lines[3]"], {"rules/a.yaml::lines": {3}}, id="one-item"),
        pytest.param(
            ["rules/a.yaml::lines[3]", "rules/a.yaml::lines[0]"], {"rules/a.yaml::lines": {0, 3}}, id="two-items"
        ),
        pytest.param(["rules/a.yaml::lines[3]", "rules/a.yaml::lines"], {}, id="whole-goes-before-an-item"),
        pytest.param(["rules/a.yaml::lines", "rules/a.yaml::lines[3]"], {}, id="whole-goes-before-an-item-after-it"),
        pytest.param(["rules/a.yaml::key[7]"], {}, id="a-row-called-by-a-number-is-a-row"),
    ],
)
def test_an_index_asks_for_an_item(nodeids: list[str], items: dict[str, set[int]]) -> None:
    assert select(*nodeids).items == items


@pytest.mark.parametrize(
    ("question", "message"),
    [
        pytest.param(
            {"nodeids": ["rules/a.yaml::totl"]},
            'no rule "rules/a.yaml::totl"; did you mean "rules/a.yaml::total"?',
            id="node-id",
        ),
        pytest.param({"nodeids": ["b::x[01]"]}, 'no rule "b::x[01]"', id="node-id-like-no-other"),
        pytest.param({"tag": "mony"}, 'no tag "mony"; did you mean "money"?', id="tag"),
        pytest.param({"tag": "x or money"}, 'no tag "x" (known: lines, money)', id="tag-like-no-other"),
        pytest.param(
            {"keyword": "a b"}, '-k: "a b" cannot be read at column 3: expected and, or or the end, got b', id="keyword"
        ),
        pytest.param(
            {"tag": "(lines"},
            '-m: "(lines" cannot be read at column 7: expected a closing parenthesis, got the end',
            id="tag-expression",
        ),
    ],
)
def test_what_names_nothing_is_an_error(question: dict[str, Any], message: str) -> None:
    """A typo that silently selects nothing would look like a clean run."""
    with pytest.raises(ConfigError) as caught:
        make_selection(RULES, TAGS, **{"nodeids": [], "keyword": "", "tag": "", **question})

    assert str(caught.value) == message


def test_without_any_tag_that_is_said() -> None:
    with pytest.raises(ConfigError) as caught:
        make_selection(RULES, [], nodeids=[], keyword="", tag="money")

    assert str(caught.value) == 'no tag "money" (known: none)'


@pytest.mark.parametrize(
    ("index", "outcome", "effect", "items"),
    [
        pytest.param(1, "fail", "review", Items(failed=1), id="an-item-that-failed"),
        pytest.param(2, "unknown", "review", Items(unknown=1), id="an-item-that-was-unknown"),
        pytest.param(0, "pass", None, Items(passed=1), id="an-item-that-passed"),
        pytest.param(3, "skip", None, Items(), id="an-item-that-is-not-there"),
    ],
)
def test_a_verdict_is_narrowed_to_the_item_asked_for(index: int, outcome: str, effect: str, items: Items) -> None:
    full = verdict(Items(passed=1, failed=1, unknown=1), finding(1), finding(2, "unknown", "value_absent"))

    (result,) = select(f"rules/a.yaml::lines[{index}]").narrow(full).results

    assert (result.outcome, result.effect, result.items) == (outcome, effect, items)
    assert [one.item for one in result.findings] == ([index] if effect else [])


def test_an_item_whose_when_is_false_is_skipped() -> None:
    (result,) = select("rules/a.yaml::lines[0]").narrow(verdict(Items(skipped=1), outcome="skip")).results

    assert (result.outcome, result.cause, result.items) == ("skip", "not_applicable", Items(skipped=1))


def test_a_finding_on_the_whole_rule_stays() -> None:
    """What every item lacks, the one asked for lacks too."""
    blind = finding(None, "unknown", "blind")

    (result,) = select("rules/a.yaml::lines[0]").narrow(verdict(Items(unknown=1), blind)).results

    assert (result.outcome, result.cause, result.findings) == ("unknown", "blind", (blind,))


def test_other_rules_and_whole_rules_are_not_narrowed() -> None:
    full = verdict(Items(failed=2), finding(0), finding(1))

    assert select("rules/a.yaml::key[iban][0]").narrow(full) == full
    assert select("rules/a.yaml::lines").narrow(full) is full
