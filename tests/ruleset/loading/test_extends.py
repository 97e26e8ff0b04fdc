"""What a file extends is copied into it; then ``override`` and ``disable`` change it by rule id."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adjudge.ruleset.loading import Loaded
from support.rules import BASE, ids

Load = Callable[..., Loaded]
ProblemsOf = Callable[..., list[str]]


def test_rules_fields_and_lists_come_with_it(load_files: Load) -> None:
    """A rule keeps the name of the file that defines it, and exists once though its file lies in the folder too."""
    loaded = load_files(
        {
            "base.yaml": BASE,
            "own.yaml": "adjudge: 1\nextends: base.yaml\nrules: [{id: code, given: total, one_of: codes}]\n",
        }
    )
    assert ids(loaded) == [
        "rules/base.yaml::total-is-sure",
        "rules/base.yaml::key-fields[number]",
        "rules/base.yaml::key-fields[iban]",
        "rules/own.yaml::code",
    ]
    assert loaded.warnings == ()
    assert [file.name for file in loaded.files] == ["rules/base.yaml", "rules/own.yaml"]


def test_the_extending_files_own_keys_hold_but_a_rules_own_win(load_files: Load) -> None:
    """When, locale and defaults are those of the file that extends."""
    loaded = load_files(
        {
            "base.yaml": "adjudge: 1\nwhen: true\nlocale: en_US\ndefaults: {on_fail: note, on_empty: fail}\n"
            "fields: {total: {at: $.total, type: money}}\nrules:\n  - {id: a, given: total, required: true}\n"
            "  - {id: b, on_fail: note, given: total, required: true}\n",
            "own.yaml": "adjudge: 1\nextends: [base.yaml]\nwhen: false\nlocale: de_DE\ndefaults: {on_fail: reject}\n",
        }
    )
    assert [(rule.on_fail, rule.on_empty, rule.scope.locale) for rule in loaded.rules] == [
        ("reject", "unknown", "de_DE"),
        ("note", "unknown", "de_DE"),
    ]
    assert [[condition.source for condition in rule.when] for rule in loaded.rules] == [["false"], ["false"]]
    read = loaded.rules[0].scope.fields["total"].read
    assert read is not None
    assert str(getattr(read("1.547,50"), "amount", None)) == "1547.50"
    assert loaded.warnings == (
        "rules/base.yaml:2:1: when does not hold for rules that another file extends",
        "rules/base.yaml:3:1: locale does not hold for rules that another file extends",
        "rules/base.yaml:4:1: defaults does not hold for rules that another file extends",
    )


def test_a_field_declared_again_wins(load_files: Load) -> None:
    """Like a fixture, it is overridable."""
    loaded = load_files({"base.yaml": BASE, "own.yaml": "adjudge: 1\nextends: base.yaml\nfields: {total: $.gross}\n"})
    (field,) = loaded.rules[0].given
    assert [selector.text for selector in field.at] == ["$.gross"]


def test_a_rule_that_comes_by_two_ways_exists_once(load_files: Load) -> None:
    """As it was changed on one of them."""
    loaded = load_files(
        {
            "base.yaml": BASE,
            "a.yaml": "adjudge: 1\nextends: base.yaml\n",
            "b.yaml": "adjudge: 1\nextends: base.yaml\ndisable: {key-fields: not sent}\n",
            "own.yaml": "adjudge: 1\nextends: [b.yaml, a.yaml]\n",
        }
    )
    assert ids(loaded)[:2] == ["rules/base.yaml::total-is-sure", "rules/base.yaml::key-fields[number]"]
    assert [rule.disabled for rule in loaded.rules] == [None, "not sent", "not sent"]


def test_two_files_of_a_folder_may_extend_the_same(load_files: Load) -> None:
    """When they make it mean the same."""
    own = "adjudge: 1\nextends: base.yaml\nfields: {other: $.other}\n"
    assert len(load_files({"base.yaml": BASE, "a.yaml": own, "b.yaml": own.replace("other", "more")}).rules) == 3


def test_two_files_that_make_it_mean_different_things_are_a_mistake(problems_of: ProblemsOf) -> None:
    """Else one of the two meanings would be dropped in silence."""
    assert problems_of(
        {
            "base.yaml": "adjudge: 1\nrules: [{id: a, given: $.a, required: true}]\n",
            "a.yaml": "adjudge: 1\nextends: base.yaml\n",
            "b.yaml": "adjudge: 1\nextends: base.yaml\ndefaults: {on_fail: reject}\n",
        }
    ) == [
        "rules/b.yaml:2:1: rule rules/base.yaml::a is reached through rules/a.yaml and rules/b.yaml, which make it "
        "mean different things; extend it in one of them"
    ]


def test_two_different_changes_of_one_rule_are_a_mistake(problems_of: ProblemsOf) -> None:
    """Neither can win."""
    base = "adjudge: 1\nrules: [{id: a, given: $.a, required: true}]\n"
    change = "adjudge: 1\nextends: base.yaml\noverride: {a: {on_fail: %s}}\n"
    assert problems_of(
        {
            "base.yaml": base,
            "a.yaml": change % "note",
            "b.yaml": change % "reject",
            "own.yaml": "adjudge: 1\nextends: [a.yaml, b.yaml]\n",
        }
    ) == ['rules/own.yaml:2:19: rule "a" comes by two ways that override or disable it differently']


def test_override_changes_a_rule_key_by_key(load_files: Load) -> None:
    """What is not named stays; params rows are found by their ids."""
    loaded = load_files(
        {
            "base.yaml": BASE,
            "own.yaml": """\
                adjudge: 1
                extends: base.yaml
                override:
                  total-is-sure: {on_fail: reject, confidence: {min: 0.8}, x-note: agreed}
                  rules/base.yaml::key-fields: {params: [{id: iban, min: 0.99}]}
                """,
        }
    )
    total, number, iban = loaded.rules
    assert total.on_fail == "reject"
    assert total.options is not None
    assert total.options.model_dump(mode="json") == {"min": "0.8", "max": None, "reject_below": "0.5"}
    assert [str(rule.options.min) for rule in (number, iban)] == ["0.9", "0.99"]  # type: ignore[union-attr]
    assert [rule.on_fail for rule in (number, iban)] == ["note", "note"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("override: {totl-is-sure: {on_fail: note}}", '3:12: override: there is no rule "totl-is-sure" in this file '
         'or what it extends; did you mean "total-is-sure"?'),
        ("override: {total-is-sure: note}", '3:27: override: "total-is-sure" takes a mapping of the keys to change'),
        ("override: {total-is-sure: {id: x}}", "3:28: override: the id of a rule cannot change"),
        ("override: {total-is-sure: {ocr: {min: 1}}}",
         '3:28: override: rule "total-is-sure" checks confidence, which cannot become "ocr"'),
        ("override: {total-is-sure: {on_fial: note}}",
         '3:28: override: rule "total-is-sure" checks confidence, which cannot become "on_fial"; '
         'did you mean "on_fail"?'),
        ("override: {total-is-sure: {on_fail: nope}}", '3:37: rule "total-is-sure": on_fail is "nope", which is none '
         'of reject, review, note; did you mean "note"?'),
        ("override: {total-is-sure: {confidence: {mn: 1}}}",
         '3:41: check "confidence" has no option "mn"; did you mean "min"?'),
        ("override: {key-fields: {params: [{id: ibn}]}}",
         '3:34: override: rule "key-fields" has no params row "ibn"; did you mean "iban"?'),
        ("override: {key-fields: {params: [{min: 1}]}}",
         '3:34: override: rule "key-fields" has no params row ""'),
        ("disable: {key-feilds: x}", '3:11: disable: there is no rule "key-feilds" in this file or what it extends; '
         'did you mean "key-fields"?'),
        ("disable: {key-fields: ' '}", '3:23: disable: "key-fields" needs a reason, as text'),
        ("disable: {key-fields: true}", '3:23: disable: "key-fields" needs a reason, as text'),
        ("rules: [{id: key-fields, given: $.a, required: true}]", '3:14: rule "key-fields" is already at '
         "rules/base.yaml:8:5, which this file extends; change it under override"),
    ],
)  # fmt: skip
def test_a_change_that_hits_nothing_or_too_much_is_a_mistake(
    problems_of: ProblemsOf, change: str, problem: str
) -> None:
    """A rule that was renamed upstream must not come back in silence."""
    files = {"base.yaml": BASE, "own.yaml": f"adjudge: 1\nextends: base.yaml\n{change}\n"}
    assert problems_of(files) == [f"rules/own.yaml:{problem}"]


def test_an_id_of_two_extended_files_needs_the_node_id(problems_of: ProblemsOf, load_files: Load) -> None:
    """Both rules exist; a change must say which it means."""
    rule = "adjudge: 1\nrules: [{id: a, given: $.a, required: true}]\n"
    files = {"x.yaml": rule, "y.yaml": rule}
    head = "adjudge: 1\nextends: [x.yaml, y.yaml]\n"
    assert problems_of(files | {"own.yaml": head + "disable: {a: why}\n"}) == [
        'rules/own.yaml:3:11: disable: "a" means several rules; write rules/x.yaml::a or rules/y.yaml::a'
    ]
    loaded = load_files({"own.yaml": head + "disable: {rules/y.yaml::a: why}\n"})
    assert [rule.disabled for rule in loaded.rules] == [None, "why"]


def test_a_broken_file_is_said_once_however_often_it_is_extended(problems_of: ProblemsOf) -> None:
    """Its own mistake, at its own place."""
    own = "adjudge: 1\nextends: base.yaml\n"
    assert problems_of({"base.yaml": "adjudge: 1\nrules: 1: 2\n", "a.yaml": own, "b.yaml": own}) == [
        "rules/base.yaml:2:9: YAML: mapping values are not allowed in this context"
    ]


# ---------------------------------------------------------------- packs
