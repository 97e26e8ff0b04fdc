"""Where rule files are found, and what they are called."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from adjudge.errors import RulesError, SelectionError
from adjudge.ruleset.loading import load
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.sources import RulePath, SourceProblem, read_file
from support.rules import ids

RULE = "adjudge: 1\nrules: [{id: a, given: $.a, required: true}]\n"
Write = Callable[..., Path]


def test_a_folder_is_read_to_its_depth_in_order_without_hidden_files(write: Write, registry: Registry) -> None:
    """The order of rules is the same on every machine."""
    write({"b.yml": RULE, "a/z.yaml": RULE, "a.yaml": RULE, ".hidden.yaml": RULE, ".git/x.yaml": RULE, "n.txt": "x"})
    assert ids(load("rules/", registry=registry)) == ["rules/a/z.yaml::a", "rules/a.yaml::a", "rules/b.yml::a"]


def test_names_are_relative_to_the_current_folder(write: Write, registry: Registry) -> None:
    """They can be clicked and typed."""
    rules = write({"a.yaml": RULE})
    assert ids(load(rules, registry=registry)) == ["rules/a.yaml::a"]
    assert ids(load("rules/a.yaml", registry=registry)) == ["rules/a.yaml::a"]
    assert ids(load(["rules/a.yaml", rules], registry=registry)) == ["rules/a.yaml::a"]


def test_elsewhere_names_are_relative_to_the_sources_parent(
    write: Write, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No absolute path gets into a verdict."""
    rules = write({"sub/a.yaml": RULE})
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert ids(load(rules, registry=registry)) == ["rules/sub/a.yaml::a"]
    assert ids(load(rules / "sub/a.yaml", registry=registry)) == ["a.yaml::a"]
    assert ids(load("../rules", registry=registry)) == ["rules/sub/a.yaml::a"]


def test_the_current_folder_itself_is_a_source(
    write: Write, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files have no folder before their names."""
    monkeypatch.chdir(write({"a.yaml": RULE}))
    assert ids(load(".", registry=registry)) == ["a.yaml::a"]


def test_a_root_is_where_names_begin_and_where_reading_ends(write: Write, registry: Registry) -> None:
    """The caller widens what rules may extend, and knows it."""
    rules = write({"base.yaml": RULE, "no/own.yaml": "adjudge: 1\nextends: ../base.yaml\n"})
    assert ids(load(rules / "no/own.yaml", registry=registry, root=rules)) == ["base.yaml::a"]
    with pytest.raises(RulesError) as caught:
        load(rules / "no/own.yaml", registry=registry)
    assert str(caught.value) == 'rules/no/own.yaml:2:10: extends: "../base.yaml" leads out of the rules root'
    with pytest.raises(RulesError) as caught:
        load(rules / "base.yaml", registry=registry, root=rules / "no")
    assert str(caught.value) == f"{rules / 'base.yaml'}:1:1: it lies outside the rules root"


@pytest.mark.parametrize("files", [{"x.txt": "a"}, {"x.yaml": "adjudge: 1\nfields: {a: $.a}\n"}])
def test_no_rule_is_not_a_pass(write: Write, registry: Registry, files: dict[str, str]) -> None:
    """An empty folder must not accept every document."""
    write(files)
    with pytest.raises(SelectionError, match=r"^there is no rule in rules$"):
        load("rules", registry=registry)


def test_no_source_is_no_rule(registry: Registry) -> None:
    """As an empty folder is."""
    with pytest.raises(SelectionError, match=r"^there is no rule in no file at all$"):
        load([], registry=registry)


@pytest.mark.parametrize("text", ["services: {}\n", "- 1\n", "", "# empty\n"])
def test_yaml_that_is_no_rule_file_is_a_mistake(problems_of: Callable[..., list[str]], text: str) -> None:
    """Were it passed by, a forgotten first line would switch a whole file off."""
    problem = 'rules/x.yaml:1:1: "adjudge: 1" is missing; every rule file begins with it'
    assert problems_of({"x.yaml": text}) == [problem]
    assert problem in problems_of({"x.yaml": text}, "rules/x.yaml")


def test_a_file_without_its_first_line_is_still_read_when_it_is_named(problems_of: Callable[..., list[str]]) -> None:
    """All of its mistakes are said."""
    assert problems_of({"x.yaml": "rules: [{id: a, given: $.a, requird: true}]\n"}, "rules/x.yaml") == [
        'rules/x.yaml:1:1: "adjudge: 1" is missing; every rule file begins with it',
        'rules/x.yaml:1:29: rule "a" has no key "requird"; did you mean "required"?',
    ]


def test_a_link_out_of_the_folder_is_refused(write: Write, registry: Registry, tmp_path: Path) -> None:
    """A folder of rules must not read what lies beside it."""
    rules = write({"a.yaml": RULE})
    (tmp_path / "secret.yaml").write_text("token: 1\n")
    (rules / "b.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(RulesError) as caught:
        load(rules, registry=registry)
    assert str(caught.value) == "rules/b.yaml:1:1: it is a link that leads out of the rules root"


def test_a_link_that_leads_nowhere_is_refused(write: Write, registry: Registry) -> None:
    """A rule that was deleted did not pass."""
    rules = write({"a.yaml": RULE})
    (rules / "b.yaml").symlink_to(rules / "gone.yaml")
    with pytest.raises(RulesError) as caught:
        load(rules, registry=registry)
    assert str(caught.value) == "rules/b.yaml:1:1: it cannot be read: No such file or directory"


def test_a_pipe_is_no_rule_file(tmp_path: Path) -> None:
    """Opening one must not wait for ever."""
    os.mkfifo(tmp_path / "p.yaml")
    with pytest.raises(SourceProblem, match=r"^it is no regular file$"):
        read_file(RulePath(tmp_path / "p.yaml", "p.yaml", tmp_path))


def test_an_unreadable_file_says_why(tmp_path: Path) -> None:
    """In the words of the system."""
    (tmp_path / "d.yaml").mkdir()
    with pytest.raises(SourceProblem, match=r"^it cannot be read: Is a directory$"):
        read_file(RulePath(tmp_path / "d.yaml", "d.yaml", tmp_path))


def test_files_carry_the_digest_of_their_bytes(write: Write, registry: Registry) -> None:
    """For whoever wants to know which version it was."""
    write({"a.yaml": RULE})
    (file,) = load("rules", registry=registry).files
    assert (file.name, file.sha256) == ("rules/a.yaml", sha256(RULE.encode()).hexdigest())
