"""What the ``adjudge.yaml`` of a folder says holds for every rule file there and below; nearer wins."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from adjudge.errors import RulesError
from adjudge.ruleset.loading import Loaded, load
from adjudge.ruleset.registry import Registry

Load = Callable[..., Loaded]
RULE = "rules: [{id: a, assert: total > 0}]\n"
TOTAL = "adjudge: 1\nfields: {total: {at: $.%s, type: money}}\n"


def total_of(loaded: Loaded, nodeid: str) -> str:
    """Say where the field ``total`` of a rule stands."""
    return next(rule.scope.fields["total"].text for rule in loaded.rules if rule.nodeid == nodeid)


def test_a_field_of_a_folder_is_known_to_every_file_below(load_files: Load) -> None:
    """It is said once where a total stands, as a fixture is in a conftest."""
    loaded = load_files(
        {"adjudge.yaml": TOTAL % "sum", "a.yaml": "adjudge: 1\n" + RULE, "no/deep/a.yaml": "adjudge: 1\n" + RULE}
    )

    assert [total_of(loaded, f"rules/{name}.yaml::a") for name in ("a", "no/deep/a")] == ["$.sum", "$.sum"]


def test_an_inner_folder_goes_before_an_outer_one_and_a_file_before_both(load_files: Load) -> None:
    loaded = load_files(
        {
            "adjudge.yaml": TOTAL % "outer",
            "no/adjudge.yaml": TOTAL % "inner",
            "no/a.yaml": "adjudge: 1\n" + RULE,
            "no/own.yaml": TOTAL % "own" + RULE,
            "se/a.yaml": "adjudge: 1\n" + RULE,
        }
    )

    assert [total_of(loaded, f"rules/{name}.yaml::a") for name in ("no/a", "no/own", "se/a")] == [
        "$.inner",
        "$.own",
        "$.outer",
    ]


def test_a_folder_goes_before_what_its_files_extend_from_elsewhere(load_files: Load, tmp_path: Path) -> None:
    """Rules are shared by a pack or a common file; where a total stands is said for each country."""
    pack = tmp_path / "pack.yaml"
    pack.write_text(TOTAL % "pack" + "rules: [{id: p, assert: total > 1}]\n")
    loaded = load_files(
        {
            "base.yaml": TOTAL % "base" + "rules: [{id: b, assert: total > 2}]\n",
            "no/adjudge.yaml": TOTAL % "no",
            "no/a.yaml": "adjudge: 1\nextends: [our:pack, ../base.yaml]\n",
        },
        packs={"our:pack": pack},
    )

    assert [total_of(loaded, nodeid) for nodeid in ("our:pack::p", "rules/base.yaml::b")] == ["$.no", "$.no"]


def test_a_folder_goes_before_a_pack_that_is_installed_below_it(load_files: Load, tmp_path: Path) -> None:
    """A virtual environment in the project does not make the packs in it files of the project."""
    pack = tmp_path / "rules" / ".venv" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text(TOTAL % "pack" + "rules: [{id: p, assert: total > 1}]\n")
    files = {"adjudge.yaml": TOTAL % "ours", "a.yaml": "adjudge: 1\nextends: our:pack\n"}

    assert total_of(load_files(files, packs={"our:pack": pack}), "our:pack::p") == "$.ours"


def test_what_a_file_takes_over_from_its_own_folder_has_heard_that_folder_already(load_files: Load) -> None:
    loaded = load_files(
        {
            "adjudge.yaml": TOTAL % "folder",
            "base.yaml": TOTAL % "base" + "rules: [{id: b, assert: total > 2}]\n",
            "a.yaml": "adjudge: 1\nextends: base.yaml\n",
        }
    )

    assert total_of(loaded, "rules/base.yaml::b") == "$.base"


def test_a_list_of_a_folder_is_known_to_every_file_below(load_files: Load) -> None:
    """Its file lies beside the folder's, not beside the rule."""
    loaded = load_files(
        {
            "adjudge.yaml": "adjudge: 1\nlists: {known: {file: known.txt}}\n",
            "known.txt": "A\nB\n",
            "no/a.yaml": "adjudge: 1\nrules: [{id: a, given: $.code, one_of: known}]\n",
        }
    )

    assert loaded.rules[0].scope.lists["known"].values == ("A", "B")


@pytest.mark.parametrize(
    ("own", "value"),
    [pytest.param("", Decimal("1234.5"), id="of-the-folder"), pytest.param("locale: en_US\n", None, id="of-the-file")],
)
def test_the_nearest_locale_reads_what_is_printed(load_files: Load, own: str, value: Decimal | None) -> None:
    loaded = load_files({"adjudge.yaml": TOTAL % "sum" + "locale: de_DE\n", "no/a.yaml": f"adjudge: 1\n{own}{RULE}"})

    read = loaded.rules[0].scope.fields["total"].read
    assert read is not None
    assert getattr(read("1.234,50"), "amount", None) == value


def test_tags_of_folders_and_of_the_file_may_be_used_and_no_others(
    load_files: Load, problems_of: Callable[..., list[str]]
) -> None:
    files = {
        "adjudge.yaml": "adjudge: 1\ntags: [money]\n",
        "no/a.yaml": "adjudge: 1\ntags: [norway]\nrules: [{id: a, given: $.a, cited: true, tags: [money, norway]}]\n",
        "b.yaml": "adjudge: 1\nrules: [{id: b, given: $.a, required: true, tags: money}]\n",
    }

    assert len(load_files(files).rules) == 2
    assert problems_of({**files, "b.yaml": files["b.yaml"].replace("money", "norway")}) == [
        'rules/b.yaml:2:51: rule "b": tag "norway" is not among the tags of the file'
    ]


def test_tags_that_an_extended_file_lists_hold_for_the_rules_written_there(
    problems_of: Callable[..., list[str]],
) -> None:
    """A typo in a common file is found by whoever extends it."""
    assert problems_of(
        {
            "base.yaml": "adjudge: 1\ntags: [money]\nrules: [{id: b, given: $.a, required: true, tags: mony}]\n",
            "a.yaml": "adjudge: 1\nextends: base.yaml\n",
        }
    ) == ['rules/base.yaml:3:51: rule "b": tag "mony" is not among the tags of the file; did you mean "money"?']


def test_a_rule_means_the_same_however_its_file_is_named(load_files: Load, registry: Registry, tmp_path: Path) -> None:
    """One file alone, or its folder: in a project both have heard the folders above."""
    whole = load_files({"adjudge.yaml": TOTAL % "sum", "no/a.yaml": "adjudge: 1\n" + RULE})
    alone = load("rules/no/a.yaml", registry=registry, project=tmp_path)

    assert (alone.fingerprint, [rule.nodeid for rule in alone.rules]) == (
        whole.fingerprint,
        [rule.nodeid for rule in whole.rules],
    )


def test_a_mistake_in_the_file_of_a_folder_is_told_once_at_its_place(problems_of: Callable[..., list[str]]) -> None:
    files = {"adjudge.yaml": "adjudge: 1\nfields: {total: {at: $.a, typ: money}}\n"}

    assert problems_of({**files, "a.yaml": "adjudge: 1\n" + RULE, "b.yaml": "adjudge: 1\n" + RULE}) == [
        'rules/adjudge.yaml:2:27: field "total" has no key "typ"; did you mean "type"?'
    ]


def test_a_condition_in_the_file_of_a_folder_is_said_to_hold_for_no_other(load_files: Load) -> None:
    """Whoever writes it there may think that it does."""
    loaded = load_files({"adjudge.yaml": TOTAL % "a" + "when: total > 1\n", "a.yaml": "adjudge: 1\n" + RULE})

    assert loaded.warnings == (
        "rules/adjudge.yaml:3:1: when holds for the rules of this file only, and there are none",
    )


def test_a_folders_file_that_is_a_link_out_of_the_root_is_refused(
    write: Callable[..., Path], registry: Registry, tmp_path: Path
) -> None:
    rules = write({"a.yaml": "adjudge: 1\nrules: [{id: a, given: $.a, required: true}]\n"})
    (tmp_path / "outside.yaml").write_text("adjudge: 1\ndefaults: {on_fail: note}\n")
    (rules / "adjudge.yaml").symlink_to(tmp_path / "outside.yaml")

    with pytest.raises(RulesError) as caught:
        load(rules / "a.yaml", registry=registry)

    assert str(caught.value) == "rules/adjudge.yaml:1:1: it is a link that leads out of the rules root"


def test_a_folders_file_of_another_suffix_is_a_mistake(problems_of: Callable[..., list[str]]) -> None:
    """Nobody would see that what it says holds for nothing."""
    rule = "adjudge: 1\nrules: [{id: a, given: $.a, required: true}]\n"

    assert problems_of({"no/adjudge.yml": "adjudge: 1\ndefaults: {on_fail: reject}\n", "no/deep/a.yaml": rule}) == [
        "rules/no/adjudge.yml:1:1: it would not speak for its folder; call it adjudge.yaml"
    ]
