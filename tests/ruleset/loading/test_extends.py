"""What a file extends is copied into it; then ``override`` and ``disable`` change it by rule id."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from adjudge.errors import ConfigError
from adjudge.ruleset.loading import Loaded

Load = Callable[..., Loaded]
ProblemsOf = Callable[..., list[str]]

BASE = """\
adjudge: 1
fields: {total: $.total}
lists: {codes: [A, B]}
rules:
  - id: total-is-sure
    given: total
    confidence: {min: 0.9, reject_below: 0.5}
  - id: key-fields
    confidence: {min: 0.9}
    on_fail: note
    params: [{id: number, given: $.number}, {id: iban, given: $.iban}]
"""


def ids(loaded: Loaded) -> list[str]:
    return [rule.nodeid for rule in loaded.rules]


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
@pytest.fixture
def packs(tmp_path: Path) -> dict[str, Path]:
    """A pack of one file, one of a folder, one of a folder with a single file, and an empty one."""
    home = tmp_path / "packs"
    for folder in ("many/sub", "single", "empty"):
        (home / folder).mkdir(parents=True)
    rule = "adjudge: 1\nrules: [{id: %s, given: $.a, required: true}]\n"
    (home / "one.yaml").write_text("extends: part.yaml\n" + rule % "one")
    (home / "part.yaml").write_text(rule % "part")
    (home / "many/a.yaml").write_text("extends: sub/b.yaml\n" + rule % "a")
    (home / "many/sub/b.yaml").write_text(rule % "b")
    (home / "single/c.yaml").write_text(rule % "c")
    return {
        "adjudge:one": home / "one.yaml",
        "adjudge:many": home / "many",
        "mine:single": home / "single",
        "mine:empty": home / "empty",
    }


def test_a_pack_is_loaded_and_extended_by_its_name(load_files: Load, packs: dict[str, Path]) -> None:
    """Its files are named after it, wherever they are installed."""
    files = {"r.yaml": "adjudge: 1\nextends: [adjudge:one, adjudge:many, mine:single]\n"}
    assert ids(load_files(files, packs=packs)) == [
        "adjudge:one/part.yaml::part",
        "adjudge:one::one",
        "adjudge:many/sub/b.yaml::b",
        "adjudge:many/a.yaml::a",
        "mine:single::c",
    ]
    assert ids(load_files(files, "adjudge:many", packs)) == ["adjudge:many/sub/b.yaml::b", "adjudge:many/a.yaml::a"]


def test_an_unknown_pack_is_named(problems_of: ProblemsOf, load_files: Load, packs: dict[str, Path]) -> None:
    """As a source it is a mistake of the caller, in a file one of the file."""
    with pytest.raises(ConfigError, match=r'^there is no pack "adjudge:oen"; did you mean "adjudge:one"\?$'):
        load_files({}, "adjudge:oen", packs)
    with pytest.raises(ConfigError, match=r'^there is no pack "zz:q"; packs: none is there$'):
        load_files({}, "zz:q")
    with pytest.raises(ConfigError, match=r'^the pack "mine:empty" holds no rule file$'):
        load_files({}, "mine:empty", packs)
    assert problems_of({"r.yaml": "adjudge: 1\nextends:\n  - mine:singel\n"}, packs=packs) == [
        'rules/r.yaml:3:5: extends: there is no pack "mine:singel"; did you mean "mine:single"?'
    ]


# ---------------------------------------------------------------- confinement
@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("../outside.yaml", '"../outside.yaml" leads out of the rules root'),
        ("sub/../../outside.yaml", '"sub/../../outside.yaml" leads out of the rules root'),
        ("/etc/passwd", '"/etc/passwd" is no relative path; name a file beside this one, with "/"'),
        ("~/x.yaml", '"~/x.yaml" is no relative path; name a file beside this one, with "/"'),
        ("sub\\x.yaml", '"sub\\x.yaml" is no relative path; name a file beside this one, with "/"'),
        ("https://a.b/c.yaml", 'there is no pack "https://a.b/c.yaml"; packs: none is there'),
        ("link.yaml", '"link.yaml" leads out of the rules root'),
        ("pipe.yaml", '"pipe.yaml" is no regular file'),
        ("sub", '"sub" is no regular file'),
        ("bse.yaml", 'there is no file "bse.yaml"; did you mean "base.yaml"?'),
    ],
)
def test_a_path_stays_inside_the_rules_root(
    problems_of: ProblemsOf, write: Callable[..., Path], path: str, problem: str
) -> None:
    """Rules of strangers may not read the machine."""
    rules = write({"base.yaml": BASE, "own.yaml": f"adjudge: 1\nextends: '{path}'\n"})
    (rules / "sub").mkdir()
    (rules.parent / "outside.yaml").write_text(BASE)
    (rules / "link.yaml").symlink_to(rules.parent / "outside.yaml")
    os.mkfifo(rules / "pipe.yaml")
    assert problems_of({}, "rules/own.yaml") == [f"rules/own.yaml:2:10: extends: {problem}"]


def test_a_file_may_extend_one_of_the_folder_above_inside_the_root(load_files: Load) -> None:
    """Countries share a base."""
    loaded = load_files({"base.yaml": BASE, "no/own.yaml": "adjudge: 1\nextends: ../base.yaml\n"})
    assert ids(loaded)[0] == "rules/base.yaml::total-is-sure"


def test_a_circle_is_named(problems_of: ProblemsOf) -> None:
    """From file to file, back to the first."""
    assert problems_of(
        {
            "a.yaml": "adjudge: 1\nextends: b.yaml\n",
            "b.yaml": "adjudge: 1\nextends: c.yaml\n",
            "c.yaml": "adjudge: 1\nextends: a.yaml\n",
        }
    ) == ["rules/c.yaml:2:10: extends runs in a circle: rules/a.yaml → rules/b.yaml → rules/c.yaml → rules/a.yaml"]


def chain(length: int) -> dict[str, str]:
    files = {f"f{n}.yaml": f"adjudge: 1\nextends: f{n + 1}.yaml\n" for n in range(length)}
    return files | {f"f{length}.yaml": "adjudge: 1\nrules: [{id: a, given: $.a, required: true}]\n"}


def test_extends_goes_eight_files_deep_and_no_deeper(load_files: Load, problems_of: ProblemsOf) -> None:
    """Both sides of the limit."""
    assert ids(load_files(chain(8), "rules/f0.yaml")) == ["rules/f8.yaml::a"]
    assert problems_of(chain(9), "rules/f0.yaml") == ["rules/f0.yaml:2:10: extends goes deeper than 8 files"]


def test_extends_reaches_200_files_and_no_more(load_files: Load, problems_of: ProblemsOf) -> None:
    """Both sides of the limit."""
    files = {f"p{n}.yaml": f"adjudge: 1\nrules: [{{id: r{n}, given: $.a, required: true}}]\n" for n in range(201)}
    names = ", ".join(f"p{n}.yaml" for n in range(200))
    own = "adjudge: 1\nextends: [%s]\n"
    assert len(load_files(files | {"own.yaml": own % names}, "rules/own.yaml").rules) == 200
    (problem,) = problems_of({"own.yaml": own % f"{names}, p200.yaml"}, "rules/own.yaml")
    assert problem.endswith(": extends reaches more than 200 files")
