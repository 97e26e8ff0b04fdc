"""What a rule of a file becomes: its names, its targets, its effects."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from adjudge.errors import Location
from adjudge.ruleset.loading import Loaded
from adjudge.ruleset.rule import Rule

Load = Callable[..., Loaded]

HEAD = """\
adjudge: 1
fields:
  total: {at: [$.total_amount, $.total], type: money}
  lines: {at: $.line_items, each: {amount: {at: [amount, sum.total], type: money}, tax: {each: {rate: percent}}}}
"""


def only(loaded: Loaded) -> Rule:
    (rule,) = loaded.rules
    return rule


def test_a_rule_is_named_after_its_file(load_files: Load) -> None:
    """The node id is what people type."""
    rule = only(load_files("adjudge: 1\nrules:\n  - id: number\n    given: $.number\n    required: true\n"))
    assert rule.nodeid == "rules/r.yaml::number"
    assert rule.location == Location("rules/r.yaml", 3, 5)


def test_a_field_and_a_path_are_targets(load_files: Load) -> None:
    """In the order given; a path is an untyped field of that name."""
    rule = only(load_files(HEAD + "rules: [{id: a, given: [total, $.a.b], required: true}]\n"))
    total, path = rule.given
    assert total is rule.scope.fields["total"]
    assert [selector.text for selector in total.at] == ["$.total_amount", "$.total"]
    assert total.location == Location("rules/r.yaml", 3, 3)
    assert (path.name, path.type, [selector.text for selector in path.at]) == ("$.a.b", None, ["$.a.b"])
    assert rule.given_text == ("total", "$.a.b")


def test_a_loop_runs_over_a_field_or_a_path(load_files: Load) -> None:
    """The variable is what the expression calls the item."""
    loaded = load_files(
        HEAD + "rules: [{id: a, for: line in lines, assert: line.amount > 0}, {id: b, for: x in $.a, assert: x.b > 0}]"
    )
    first, second = loaded.rules
    assert first.loop is not None
    assert (first.loop.variable, first.loop.field.name) == ("line", "lines")
    assert second.loop is not None
    assert (second.loop.variable, second.loop.field.name) == ("x", "$.a")


@pytest.mark.parametrize(
    ("loop", "blame", "paths"),
    [
        ("lines", "total", ["$.total_amount", "$.total"]),
        ("lines", "$.number", ["$.number"]),
        ("lines", "line", [""]),
        ("lines", "line.amount", ["amount", "sum.total"]),
        ("lines", "line.tax.rate", ["['tax']['rate']"]),
        ("$.items", "line.amount.value", ["amount.value"]),
    ],
)
def test_blame_may_name_a_member_of_the_item(load_files: Load, loop: str, blame: str, paths: list[str]) -> None:
    """A person is led to the cell of the line, not to the table."""
    rule = only(load_files(HEAD + f"rules: [{{id: a, for: line in {loop}, assert: total > 0, blame: {blame}}}]\n"))
    (field,) = rule.blame
    assert field.name == blame
    assert [selector.text for selector in field.at] == paths


def test_blame_of_an_undeclared_member_is_a_mistake(problems_of: Callable[..., list[str]]) -> None:
    """Where members are declared, nothing else is meant."""
    text = HEAD + "rules:\n  - id: a\n    for: line in lines\n    assert: line.amount > 0\n    blame: line.amuont\n"
    assert problems_of(text) == [
        'rules/r.yaml:9:12: rule "a": "lines" declares no member "amuont"; did you mean "amount"?'
    ]


def test_blame_of_a_bad_member_path_is_a_mistake(problems_of: Callable[..., list[str]]) -> None:
    """Also where any member may be named."""
    text = HEAD + "rules:\n  - id: a\n    for: line in $.a\n    assert: total > 0\n    blame: line.a b\n"
    (problem,) = problems_of(text)
    assert problem.startswith('rules/r.yaml:9:13: path "a b": ')


def test_the_effects_are_review_until_someone_says_otherwise(load_files: Load) -> None:
    """Nothing is rejected, and nothing let pass, by default."""
    rule = only(load_files("adjudge: 1\nrules: [{id: a, given: $.a, required: true}]"))
    assert (rule.on_fail, dict(rule.on_unknown), rule.on_empty) == ("review", {"otherwise": "review"}, "unknown")


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        ("reject", "{blind: note}", {"otherwise": "reject", "blind": "note"}),
        ("{blind: note}", "{signal_null: note}", {"otherwise": "review", "blind": "note", "signal_null": "note"}),
        ("{blind: note}", "reject", {"otherwise": "reject"}),
        ("{blind: note}", "{unparsable: note, otherwise: reject}", {"otherwise": "reject", "unparsable": "note"}),
    ],
)
def test_causes_not_named_have_the_effect_of_the_file(load_files: Load, outer: str, inner: str, holds: object) -> None:
    """A rule that says `otherwise` says everything."""
    rule = only(
        load_files(
            f"adjudge: 1\ndefaults: {{on_unknown: {outer}}}\n"
            f"rules: [{{id: a, given: $.a, required: true, on_unknown: {inner}}}]"
        )
    )
    assert dict(rule.on_unknown) == holds


def test_defaults_of_outer_folders_hold_unless_an_inner_one_or_the_file_says_otherwise(load_files: Load) -> None:
    """A team sets its defaults once, in the adjudge.yaml of a folder."""
    loaded = load_files(
        {
            "adjudge.yaml": "adjudge: 1\ndefaults: {on_fail: reject, on_empty: skip, on_job_failed: note}\n",
            "no/adjudge.yaml": "adjudge: 1\ndefaults: {on_empty: pass}\n",
            "no/a.yaml": "adjudge: 1\nrules: [{id: a, given: $.a, required: true}]\n",
            "no/b.yaml": "adjudge: 1\ndefaults: {on_fail: note}\nrules: [{id: b, given: $.a, required: true}]\n",
        }
    )
    assert [(rule.nodeid, rule.on_fail, rule.on_empty) for rule in loaded.rules] == [
        ("rules/no/a.yaml::a", "reject", "pass"),
        ("rules/no/b.yaml::b", "note", "pass"),
    ]
    assert loaded.on_job_failed == "note"


def test_a_failed_job_has_the_worst_effect_that_a_file_asks_for(load_files: Load) -> None:
    """One file cannot soften what another insists on."""
    loaded = load_files(
        {
            "a.yaml": "adjudge: 1\ndefaults: {on_job_failed: note}\nrules: [{id: a, given: $.a, required: true}]\n",
            "b.yaml": "adjudge: 1\ndefaults: {on_job_failed: reject}\n",
        }
    )
    assert loaded.on_job_failed == "reject"


def test_the_condition_of_the_file_comes_before_the_rules_own(load_files: Load) -> None:
    """Both must hold."""
    rule = only(
        load_files(HEAD + 'when: extraction.adapter == "alpha"\nrules: [{id: a, when: total > 0, assert: total < 9}]')
    )
    assert [condition.source for condition in rule.when] == ['extraction.adapter == "alpha"', "total > 0"]


def test_a_condition_may_be_a_bare_true(load_files: Load) -> None:
    """YAML reads it as a bool, which is also a whole expression."""
    rule = only(load_files("adjudge: 1\nrules: [{id: a, when: true, given: $.a, required: true}]"))
    assert [condition.source for condition in rule.when] == ["true"]


def test_an_expression_may_stand_on_several_lines(load_files: Load) -> None:
    """Its line ends count as blanks."""
    rule = only(load_files(HEAD + "rules:\n  - id: a\n    assert: |\n      total > 0\n      and total < 9\n"))
    assert rule.condition is not None
    assert rule.condition.source == "total > 0 and total < 9"


def test_words_and_flags_are_kept(load_files: Load) -> None:
    """Reports and catalogues print them."""
    rule = only(
        load_files(
            "adjudge: 1\nrules: [{id: a, title: T, why: W, source: S, tags: [x, y], shadow: true, suppressible: false, "
            'message: "{reason}!", given: $.a, pattern: "a+"}]'
        )
    )
    assert (rule.title, rule.why, rule.source, rule.tags) == ("T", "W", "S", ("x", "y"))
    assert (rule.shadow, rule.suppressible, rule.message) == (True, False, "{reason}!")


def test_tags_register_themselves_unless_the_file_declares_them(load_files: Load) -> None:
    """A tag asked for on the command line must be one of these."""
    loaded = load_files(
        {
            "a.yaml": "adjudge: 1\nrules: [{id: a, tags: [z, b], given: $.a, required: true}]",
            "b.yaml": "adjudge: 1\ntags: [a, b]\nrules: [{id: b, tags: a, given: $.a, required: true}]",
        }
    )
    assert [(file.name, file.tags) for file in loaded.files] == [
        ("rules/a.yaml", ("b", "z")),
        ("rules/b.yaml", ("a", "b")),
    ]


# ---------------------------------------------------------------- params
ROWS = """\
adjudge: 1
fields: {total: $.total}
rules:
  - id: key-fields
    confidence: {min: 0.9}
    on_fail: note
    params:
      - {id: number, given: $.number}
      - {id: iban, given: $.iban, min: 0.99, on_fail: reject, title: T}
      - {id: vat, given: $.vat, confidence: {max: 0.95}, x-note: free}
"""


def test_a_row_is_laid_over_its_rule(load_files: Load) -> None:
    """Options by name, common keys, and the check itself key by key."""
    number, iban, vat = load_files(ROWS).rules
    assert [rule.nodeid for rule in (number, iban, vat)] == [
        "rules/r.yaml::key-fields[number]",
        "rules/r.yaml::key-fields[iban]",
        "rules/r.yaml::key-fields[vat]",
    ]
    assert [rule.row for rule in (number, iban, vat)] == ["number", "iban", "vat"]
    assert [rule.given_text for rule in (number, iban, vat)] == [("$.number",), ("$.iban",), ("$.vat",)]
    assert [(rule.options.min, rule.options.max) for rule in (number, iban, vat)] == [  # type: ignore[union-attr]
        (Decimal("0.9"), None),
        (Decimal("0.99"), None),
        (Decimal("0.9"), Decimal("0.95")),
    ]
    assert [(rule.on_fail, rule.title) for rule in (number, iban, vat)] == [
        ("note", None),
        ("reject", "T"),
        ("note", None),
    ]


def test_other_values_of_a_row_are_names_in_expressions(load_files: Load) -> None:
    """One rule, several limits."""
    loaded = load_files(
        "adjudge: 1\nfields: {total: $.total}\nrules: [{id: a, assert: total < limit, message: '{limit}: {note}', "
        "params: [{id: low, limit: 5, note: x}, {id: high, limit: 7.50, note: y}]}]"
    )
    assert [dict(rule.params) for rule in loaded.rules] == [
        {"limit": Decimal(5), "note": "x"},
        {"limit": Decimal("7.50"), "note": "y"},
    ]
    assert all(rule.scope.params == rule.params for rule in loaded.rules)


def test_a_row_may_change_the_short_form_of_a_check(load_files: Load) -> None:
    """The short form has no keys to merge."""
    a, b = load_files(
        "adjudge: 1\nrules: [{id: a, given: $.a, pattern: x, params: [{id: p}, {id: q, pattern: y}]}]"
    ).rules
    assert (a.options.pattern, b.options.pattern) == ("x", "y")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("[]", '6:13: rule "a": params has no row, so the rule would never run'),
        ("{id: x}", '6:13: rule "a": params must be a list'),
        ("[x]", '6:14: rule "a": a params row is a mapping with an id'),
        ("[{given: $.x}]", '6:14: rule "a": a params row needs an "id"'),
        ("[{id: x y}]", '6:19: rule "a": the id of a row has letters, digits and single hyphens, as text'),
        ("[{id: x}, {id: x}]", '6:28: rule "a": row "x" is here a second time; the first is in line 6'),
        ("[{id: x, mn: 0.5}]", '6:22: rule "a": "mn" is used by nothing; did you mean "min"?'),
        ("[{id: x, min: 5}]", '6:27: check "confidence": min is 5, must be at most 1'),
        ("[{id: x, tests: []}]", '6:22: rule "a": "tests" belongs to the rule, not to a row'),
        ("[{id: x, low: [1]}]", '6:27: rule "a": param "low" must be a text, a number, true or false'),
        ("[{id: x, given: $.b.}]", '6:33: path "$.b.": a name, an index or * must follow'),
    ],
)
def test_a_mistake_in_a_row_is_said_in_the_row(problems_of: Callable[..., list[str]], rows: str, problem: str) -> None:
    """Once, though the rule is compiled for every row."""
    text = f"adjudge: 1\nrules:\n  - id: a\n    given: $.a\n    confidence: {{min: 0.5}}\n    params: {rows}\n"
    assert problems_of(text) == [f"rules/r.yaml:{problem}"]


def test_a_param_that_is_also_something_else_is_a_mistake(problems_of: Callable[..., list[str]]) -> None:
    """A name is one thing only."""
    text = (
        "adjudge: 1\nfields: {total: $.total}\nlists: {codes: [A]}\nrules:\n"
        "  - id: a\n    for: x in $.a\n    assert: x.b > total and codes != x and doc.z > 0\n"
        "    params: [{id: p, total: 1, codes: 2, x: 3, doc: 4}]\n"
    )
    found = [problem for problem in problems_of(text) if "assert" not in problem]
    assert found == [
        'rules/r.yaml:6:10: rule "a": "x" is the loop variable and also a param',
        'rules/r.yaml:8:22: rule "a": "total" is also a field; a name is one thing only',
        'rules/r.yaml:8:32: rule "a": "codes" is also a list; a name is one thing only',
        'rules/r.yaml:8:48: rule "a": param "doc": the word is reserved in expressions; choose another name',
    ]
