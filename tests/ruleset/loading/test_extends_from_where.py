"""Where files are extended from: packs by name, paths inside the root, never in a circle, never without end."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from adjudge.errors import ConfigError
from adjudge.ruleset.loading import Loaded
from support.rules import BASE, ids

Load = Callable[..., Loaded]
ProblemsOf = Callable[..., list[str]]


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
