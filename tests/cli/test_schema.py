"""``adjudge schema``: what editors are told about rule files, read by an independent validator."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from pydantic import BaseModel, Field

import adjudge
from adjudge.cli import run
from adjudge.manager import load_plugins
from adjudge.ruleset import key_docs, schema
from adjudge.ruleset.check import Check, CheckOptions
from adjudge.ruleset.json_schema import rule_file_schema
from adjudge.ruleset.located import Problems
from adjudge.ruleset.yaml_source import read_yaml

jsonschema = pytest.importorskip("jsonschema", reason="needs the extra `test`")

ROOT = Path(__file__).parents[2]
FAULTY = re.compile(r"/broken\.yaml$|/faulty/|-with-a-problem/")
RULE_FILES = sorted(
    file
    for top in ("rules", "examples", "benchmarks", "tests/scenarios")
    for file in (ROOT / top).rglob("*.yaml")
    if re.search("^adjudge: 1$", file.read_text(encoding="utf-8"), re.MULTILINE) and not FAULTY.search(file.as_posix())
)


def rule_files_of(page: Path) -> list[str]:
    """Give the rule files on a page, but for those with a check that the page shows how to make."""
    text = page.read_text(encoding="utf-8")
    made = re.findall(r'\bCheck\(\s*(?:name=)?"(\w+)"', text)
    blocks = re.findall(r"```yaml\n(adjudge: 1\b.*?)```", text, re.DOTALL)
    return [block for block in blocks if not any(f"{name}:" in block for name in made)]


DOC_FILES = [(page.name, block) for page in sorted((ROOT / "docs").glob("*.md")) for block in rule_files_of(page)]


class Doubled(CheckOptions):
    """Options of a plugin's check, with a model within."""

    class Step(BaseModel):
        size: int

    step: Step
    times: Decimal = Field(default=Decimal(2), gt=0, description="How often.")


class Plugin:
    """A plugin with two checks: one whose short form sets an option, one whose short form computes it."""

    @adjudge.hookimpl
    def adjudge_register_checks(self) -> Iterable[Check]:
        return (
            Check("doubled", Doubled, judge=lambda *_: None, shorthand=lambda value: {"step": {"size": value * 2}}),
            Check("stepped", Doubled, judge=lambda *_: None, doc="Steps."),
        )


@cache
def validator(*plugins: Any) -> Any:
    made = rule_file_schema(load_plugins(plugins).registry)
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def plugins_beside(file: Path) -> list[Any]:
    """Import the plugins that an example has beside its rules."""
    made = []
    for source in sorted(file.parent.glob("*.py")):
        if "def adjudge_register_checks" in source.read_text(encoding="utf-8"):
            found = spec_from_file_location(source.stem, source)
            assert found is not None
            assert found.loader is not None
            made.append(module_from_spec(found))
            found.loader.exec_module(made[-1])
    return made


def content(text: str | bytes) -> Any:
    """Read YAML as rule files are read."""
    problems = Problems()
    tree = read_yaml(text.encode() if isinstance(text, str) else text, "rules.yaml", problems)
    assert not len(problems)
    assert tree is not None
    return json.loads(json.dumps(tree.plain(), default=float))


def wrong(text: str, *plugins: Any) -> list[str]:
    """Give the place of each thing wrong with a rule file; of alternatives, the place of all of them."""
    found = validator(*plugins).iter_errors(content("adjudge: 1\n" + dedent(text)))
    return sorted(error.json_path for error in found)


@pytest.mark.parametrize("file", [pytest.param(file, id=file.relative_to(ROOT).as_posix()) for file in RULE_FILES])
def test_every_rule_file_of_the_project_fits_the_schema(file: Path) -> None:
    """A schema that complains about a good file is worse than none."""
    assert list(validator(*plugins_beside(file)).iter_errors(content(file.read_bytes()))) == []


@pytest.mark.parametrize("block", [pytest.param(text, id=f"{name} {text[:40]!r}") for name, text in DOC_FILES])
def test_every_rule_file_on_a_page_fits_the_schema(block: str) -> None:
    """What is copied from there shall not be underlined."""
    assert list(validator().iter_errors(content(block))) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("locle: de_DE", ["$"], id="unknown key of the file"),
        pytest.param("locale: 5", ["$.locale"], id="value of another type"),
        pytest.param("fields: {total: {type: money}}", ["$.fields.total"], id="field without a path"),
        pytest.param("fields: {1st: $.a}", ["$.fields"], id="field name that no expression can use"),
        pytest.param("fields: {a: {at: $.a, each: {b: mony}}}", ["$.fields.a"], id="member of no type"),
        pytest.param("lists: {a: {key: id}}", ["$.lists.a"], id="list without a file"),
        pytest.param("disable: {some-rule: ' '}", ["$.disable['some-rule']"], id="disabled without a reason"),
        pytest.param("override: {some-rule: {id: x}}", ["$.override['some-rule']"], id="override of an id"),
        pytest.param("rules: [{given: $.a, required: true}]", ["$.rules[0]"], id="rule without an id"),
        pytest.param(
            "rules: [{id: a b, given: $.a, required: true}]", ["$.rules[0].id"], id="id that cannot be pasted back"
        ),
        pytest.param("rules: [{id: a, given: $.a}]", ["$.rules[0]"], id="no check"),
        pytest.param("rules: [{id: a, given: $.a, required: true, unique: true}]", ["$.rules[0]"], id="two checks"),
        pytest.param("rules: [{id: a, required: true}]", ["$.rules[0]"], id="check without given"),
        pytest.param("rules: [{id: a, given: $.a, assert: true}]", ["$.rules[0]"], id="assert with given"),
        pytest.param("rules: [{id: a, given: $.a, for: b in c, required: true}]", ["$.rules[0]"], id="check with for"),
        pytest.param(
            "rules: [{id: a, given: $.a, confidence: {min: 1.01}}]",
            ["$.rules[0].confidence.min"],
            id="threshold off the scale",
        ),
        pytest.param(
            "rules: [{id: a, given: $.a, rating: {min: 0.99}}]", ["$.rules[0].rating.min"], id="below a rating's scale"
        ),
        pytest.param(
            "rules: [{id: a, given: $.a, confidence: {mn: 1}}]", ["$.rules[0].confidence"], id="unknown option"
        ),
        pytest.param('rules: [{id: a, given: $.a, ocr: {min: "1"}}]', ["$.rules[0].ocr.min"], id="number as a text"),
        pytest.param("rules: [{id: a, given: $.a, required: false}]", ["$.rules[0].required"], id="required: false"),
        pytest.param("rules: [{id: a, given: $.a, match: []}]", ["$.rules[0].match"], id="labels that are none"),
        pytest.param("rules: [{id: a, given: $.a, type: {}}]", ["$.rules[0].type"], id="option that is needed"),
        pytest.param(
            "rules: [{id: a, given: $.a, required: true, on_unknown: {blnd: note}}]",
            ["$.rules[0].on_unknown"],
            id="unknown cause",
        ),
        pytest.param(
            "rules: [{id: a, assert: true, tests: [{given: {}}]}]", ["$.rules[0].tests[0]"], id="test without expect"
        ),
        pytest.param(
            "rules: [{id: a, assert: true, tests: [{given: {}, payload: f, expect: pass}]}]",
            ["$.rules[0].tests[0]"],
            id="test with given and a payload",
        ),
        pytest.param(
            "rules: [{id: a, params: [{given: $.a}], required: true}]", ["$.rules[0].params[0]"], id="row without an id"
        ),
        pytest.param("suppressions: [{rule: a, path: $}]", ["$.suppressions[0]"], id="suppression without a reason"),
    ],
)
def test_a_wrong_file_is_refused_where_it_is_wrong(text: str, places: list[str]) -> None:
    """An editor underlines that place."""
    assert wrong(text) == places


@pytest.mark.parametrize(
    "rule",
    [
        "given: $.a, confidence: {min: 0}",
        "given: $.a, confidence: {min: 1, reject_below: 0.5}",
        "given: [$.a, $.b], rating: {min: 1, max: 5}",
        "given: $.a, match: not_found",
        "given: $.a, match: [not_found, exact]",
        "given: $.a, match: {none_of: not_found}",
        "issues: ambiguous",
        "issues: {pattern: '(?i)x'}",
        "given: $.a, cited: true",
        "given: $.a, cited: {page: true}",
        "given: $.a, type: money",
        "given: $.a, type: {type: date, format: '%Y'}",
        "given: $.a, pattern: '[A-Z]+'",
        "given: $.a, one_of: [1, 'b']",
        "given: $.a, one_of: currencies",
        "given: $.a, range: {min: 2025-01-31, max: 2025-12-31}",
        "given: $.a, length: {max: 3}",
        "given: '$.a[*]', unique: true",
        "params: [{id: r, given: $.a, min: 0.5}], confidence: {}",
        "params: [{id: r, given: $.a, type: money}], type: {}",
        "assert: true, when: false, for: b in c, x-owner: us",
        "assert: a == 1, on_unknown: {blind: note, otherwise: reject}, on_empty: skip",
        "assert: a == 1, tests: [{given: {a: null}, x-why: so, expect: {r: pass}}]",
    ],
)
def test_every_form_that_a_rule_may_have_fits(rule: str) -> None:
    """Short forms, rows that bring what the rule leaves out, and keys of one's own."""
    assert wrong(f"rules: [{{id: a, {rule}}}]") == []


def test_checks_of_loaded_plugins_are_in_it() -> None:
    """A model within the options is found; a short form that computes may be anything but a mapping."""
    text = "rules: [{{id: a, given: $.a, {}}}]"

    assert wrong(text.format("doubled: 3"), Plugin()) == []
    assert wrong(text.format("doubled: {step: {size: 1}}"), Plugin()) == []
    assert wrong(text.format("doubled: {step: {size: x}}"), Plugin()) == ["$.rules[0].doubled"]
    assert wrong(text.format("stepped: {step: {size: 1}, times: 0}"), Plugin()) == ["$.rules[0].stepped.times"]
    assert wrong(text.format("stepped: {}"), Plugin()) == ["$.rules[0].stepped"]
    assert wrong(text.format("stepped: 3")) == ["$.rules[0]", "$.rules[0]"]


@pytest.mark.parametrize(
    ("model", "docs"),
    [
        (schema.FileKeys, key_docs.FILE),
        (schema.DefaultKeys, key_docs.DEFAULTS),
        (schema.FieldKeys, key_docs.FIELD),
        (schema.ListKeys, key_docs.LIST),
        (schema.RuleKeys, key_docs.RULE),
        (schema.TestKeys, key_docs.TEST),
        (schema.CitationKeys, key_docs.CITATION),
    ],
)
def test_every_key_is_described_and_nothing_else_is(model: type[BaseModel], docs: dict[str, Any]) -> None:
    """A new key without a description would be a riddle in the editor."""
    assert sorted(docs) == sorted(schema.keys_of(model))


def test_every_reference_leads_somewhere() -> None:
    """An editor that cannot follow one checks nothing at all."""
    made = rule_file_schema(load_plugins().registry)

    for name in re.findall(r'"#/([^"]+)"', json.dumps(made)):
        place: Any = made
        for step in name.split("/"):
            assert step in place, name
            place = place[step]


def test_every_check_and_every_option_is_described() -> None:
    """What the editor shows where the pointer rests."""
    described = rule_file_schema(load_plugins().registry)["$defs"]
    for name, check in described.items():
        if not name.startswith("check-"):
            continue
        options = next(form for form in (check, *check.get("anyOf", ())) if form.get("type") == "object")
        assert check["description"], name
        assert [option for option, about in options["properties"].items() if not about.get("description")] == [], name


def test_every_example_of_a_key_fits_its_own_schema() -> None:
    """An example that is refused would be worse than none."""
    described = rule_file_schema(load_plugins().registry)
    defs = described["$defs"]
    for keys in (described, defs["rule"], defs["test"], defs["defaults"]):
        for key, about in keys["properties"].items():
            alone = jsonschema.Draft202012Validator({**about, "$defs": defs})
            assert [example for example in about.get("examples", ()) if not alone.is_valid(example)] == [], key


def test_the_schema_is_written_to_a_file_or_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same bytes, whichever way."""
    monkeypatch.chdir(tmp_path)

    assert run(["schema"]) == 0
    assert run(["schema", "-o", "schema.json"]) == 0
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == capsys.readouterr().out
    assert run(["schema", "-o", "none/schema.json"]) == 4
    assert capsys.readouterr().err == "adjudge: none/schema.json: cannot be written: No such file or directory\n"


def test_the_schema_that_ships_with_the_packs_is_the_one_that_is_made() -> None:
    """Rule files name it in their first line, so that editors find it offline."""
    made = json.dumps(rule_file_schema(load_plugins().registry), indent=2, ensure_ascii=False) + "\n"

    assert (ROOT / "rules" / "adjudge.schema.json").read_text(encoding="utf-8") == made, (
        "write it anew: adjudge schema -o rules/adjudge.schema.json"
    )


@pytest.mark.parametrize("file", [pytest.param(f, id=f.name) for f in RULE_FILES if f.is_relative_to(ROOT / "rules")])
def test_every_shipped_rule_file_names_the_schema_in_its_first_line(file: Path) -> None:
    """By a relative path, which works in a checkout and in an installed package."""
    first = file.read_text(encoding="utf-8").partition("\n")[0]

    lead = "# yaml-language-server: $schema="
    assert first.startswith(lead)
    assert (file.parent / first.removeprefix(lead)).resolve() == ROOT / "rules" / "adjudge.schema.json"
