"""Fields and lists: what files declare, and what expressions and checks may then name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from adjudge.model.values import Money
from adjudge.ruleset.fields import Field, Listing
from adjudge.ruleset.loading import Loaded

Load = Callable[..., Loaded]
ProblemsOf = Callable[..., list[str]]
NESTED = """\
adjudge: 1
locale: en_US
fields:
  lines:
    at: $.line_items
    locale: de_DE
    each:
      amount: {at: [amount, total.value], type: money}
      currency: code
      taxes: {each: {rate: percent}}
"""
RULES = "rules: [{id: a, given: $.a, required: true}]\n"


def fields_of(loaded: Loaded) -> dict[str, Field]:
    return dict(loaded.rules[0].scope.fields)


def test_members_nest_and_stand_under_their_own_name_unless_said(load_files: Load) -> None:
    """A list of lines, each with taxes of its own."""
    fields = fields_of(load_files(NESTED + RULES))
    members = fields["lines"].members
    assert members is not None
    amount = members["amount"]
    assert [selector.text for selector in amount.at] == ["amount", "total.value"]
    assert amount.read is not None
    assert amount.read("1.000,50") == Money(Decimal("1000.50"))
    assert [selector.keys for selector in members["currency"].at] == [("currency",)]
    assert members["taxes"].members is not None
    assert members["taxes"].members["rate"].type == "percent"


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("'9x': $.a", '2:10: field "9x": a name has ASCII letters, digits and underscores, no digit first'),
        ("größe: $.a", '2:10: field "größe": a name has ASCII letters, digits and underscores, no digit first'),
        ("facts: $.a", '2:10: field "facts": the word is reserved in expressions; choose another name'),
        ("a: [x]", '2:13: field "a" needs a path, or a mapping with at'),
        ("a: {type: money}", '2:13: field "a" needs "at": a path, or a list of them'),
        ("a: {at: []}", '2:14: field "a" needs "at": a path, or a list of them'),
        ("a: {at: [$.a, $.b..c..d]}", '2:30: path "$.b..c..d": a path has at most one ".."'),
        ("a: {at: $.a, typ: money}", '2:23: field "a" has no key "typ"; did you mean "type"?'),
        ("a: {at: $.a, type: money, locale: xx}", '2:44: field "a": no locale is called "xx"; '),
        ("a: {at: $.a, type: money, format: '%Y'}", '2:36: field "a": only a date has a format, not a money'),
        ("a: {at: $.a, format: '%Y'}", '2:23: field "a": format goes with type: date'),
        ("a: {at: $.a, type: date, format: '%Q'}", '2:35: field "a": '),
        ("a: {at: $.a, each: {b: [x]}}", '2:33: member "b" needs a type, or a mapping'),
        ("a: {at: $.a, each: {b: moeny}}", '2:33: member "b": type is "moeny", which is none of '),
        ("a: {at: $.a, each: {doc: money}}", '2:30: member "doc": the word is reserved in expressions'),
        ("a: {at: $.a, each: [b]}", '2:29: field "a": each must be a mapping'),
    ],
)
def test_a_bad_field_is_said_once(problems_of: ProblemsOf, field: str, problem: str) -> None:
    """Rules that use it do not complain that there is none."""
    (found,) = problems_of(f"adjudge: 1\nfields: {{{field}}}\n{RULES}")
    assert found.startswith(f"rules/r.yaml:{problem}")


def test_a_field_with_a_mistake_still_has_its_name(problems_of: ProblemsOf) -> None:
    """No consequences beside the cause."""
    text = "adjudge: 1\nfields: {a: {at: '$.['}}\nlists: {l: 5}\nrules: [{id: x, assert: a in l}]\n"
    first, second = problems_of(text)
    assert first.startswith('rules/r.yaml:2:21: path "$.[": ')
    assert second == 'rules/r.yaml:3:12: list "l" is a list of values, or a mapping with the file that has them'


def test_a_name_is_one_thing_only(problems_of: ProblemsOf) -> None:
    """A field and a list cannot share it, not even over two files."""
    assert problems_of(
        {
            "base.yaml": "adjudge: 1\nfields: {codes: $.codes}\n",
            "r.yaml": f"adjudge: 1\nextends: base.yaml\nlists: {{codes: [A]}}\n{RULES}",
        }
    ) == ['rules/r.yaml:3:9: "codes" is also a field (rules/base.yaml:2:10); a name is one thing only']


@pytest.mark.parametrize(
    ("field", "default"),
    [
        ("{at: $.x, default: 0}", Decimal(0)),
        ("{at: $.x, default: none}", "none"),
        ("{at: $.x, default: true}", True),
        ("{at: $.x, type: money, default: 1.50}", Money(Decimal("1.50"))),
        ("{at: $.x, type: date, format: '%d.%m.%Y', default: 31.01.2025}", date(2025, 1, 31)),
        ("{at: $.x, default: []}", ()),
        ("{at: $.x, type: money}", None),
    ],
)
def test_a_default_is_read_as_the_field_is(load_files: Load, field: str, default: object) -> None:
    """What a missing value counts as has the field's own type."""
    found = fields_of(load_files(f"adjudge: 1\nfields: {{x: {field}}}\n{RULES}"))["x"].default
    assert found == default
    assert type(found) is type(default)


@pytest.mark.parametrize(
    ("default", "problem"),
    [
        ("[1]", '2:45: field "x": default is a value, or [] for a list'),
        ("abc", '2:45: field "x": default "abc" is no '),
        ("", '2:36: field "x": "default" has no value'),
    ],
)
def test_a_default_of_another_type_is_a_mistake(problems_of: ProblemsOf, default: str, problem: str) -> None:
    """It would be unparsable in every document."""
    (found,) = problems_of(f"adjudge: 1\nfields: {{x: {{at: $.x, type: money, default: {default}}}}}\n{RULES}")
    assert found.startswith(f"rules/r.yaml:{problem}")


# ---------------------------------------------------------------- lists
def listing(loaded: Loaded) -> Listing:
    (found,) = loaded.rules[0].scope.lists.values()
    return found


def test_a_list_in_place_holds_exact_values(load_files: Load) -> None:
    """Numbers stay exact, NO stays Norway."""
    found = listing(load_files(f"adjudge: 1\nlists: {{l: [NO, '012', 1, 0.10, true]}}\n{RULES}"))
    assert found.values == ("NO", "012", Decimal(1), Decimal("0.10"), True)
    assert found.rows is None


@pytest.mark.parametrize(
    ("name", "text", "key", "values"),
    [
        ("l.txt", "DE1\n\n  DE2 \n", None, ("DE1", "DE2")),
        ("l.json", '["DE1", 0.10]', None, ("DE1", Decimal("0.10"))),
        ("l.yaml", "- DE1\n- 3\n", None, ("DE1", Decimal(3))),
        ("l.csv", "\ufeffvat,name\nDE1,Acme\nDE2,Bolt\n", "vat", ("DE1", "DE2")),
        ("l.csv", "vat\nDE1\n", None, ("DE1",)),
        ("l.csv", "vat\n", None, ()),
        ("l.json", '[{"vat": "DE1", "n": 1}]', "n", (Decimal(1),)),
    ],
)
def test_a_list_may_be_kept_in_a_file(
    load_files: Load, name: str, text: str, key: str | None, values: tuple[object, ...]
) -> None:
    """Also in a YAML file of the rules folder, which then is no rule file."""
    said = f"{{file: {name}}}" if key is None else f"{{file: {name}, key: {key}}}"
    found = listing(load_files({name: text, "r.yaml": f"adjudge: 1\nlists: {{l: {said}}}\n{RULES}"}))
    assert found.values == values


def test_a_table_is_looked_up_by_its_key(load_files: Load) -> None:
    """Each row by its key, with all of its columns."""
    found = listing(
        load_files(
            {"s.csv": "vat,name\nDE1,Acme\n", "r.yaml": f"adjudge: 1\nlists: {{l: {{file: s.csv, key: vat}}}}\n{RULES}"}
        )
    )
    assert found.rows == {"DE1": {"vat": "DE1", "name": "Acme"}}


@pytest.mark.parametrize(
    ("files", "said", "problem"),
    [
        ({}, "{key: a}", '12: list "l" needs "file"'),
        ({}, "{fil: a.csv}", '13: list "l" has no key "fil"; did you mean "file"?'),
        ({"l.csv": "a"}, "{file: k.csv}", '19: list "l": there is no file "k.csv"; did you mean "l.csv"?'),
        ({}, "{file: ../l.csv}", '19: list "l": "../l.csv" leads out of the rules root'),
        ({"l.xls": "a"}, "{file: l.xls}", '19: list "l": a list is kept in a .csv, .yaml, .yml, .json, .txt file'),
        ({"l.json": "{"}, "{file: l.json}", '19: list "l": rules/l.json cannot be read: '),
        ({"l.json": "[NaN]"}, "{file: l.json}", '19: list "l": rules/l.json cannot be read: NaN is no number'),
        ({"l.json": "{}"}, "{file: l.json}", '12: list "l" is kept in a file that has no list'),
        ({"l.json": "[null]"}, "{file: l.json}", '12: list "l" has an entry that is no text, number, true or false'),
        ({"l.json": "[1e99]"}, "{file: l.json}", '12: list "l" has a number out of range'),
        ({"l.csv": 'a,b\n1\n'}, "{file: l.csv, key: a}",
         '19: list "l": rules/l.csv: row 2 has another number of values than the header'),
        ({"l.csv": 'a,b\n1,2,3\n'}, "{file: l.csv, key: a}",
         '19: list "l": rules/l.csv: row 2 has another number of values than the header'),
        ({"l.csv": 'a,b\n"1,2\n'}, "{file: l.csv, key: a}", '19: list "l": rules/l.csv cannot be read: '),
        ({"l.csv": "a,b\n1,2\n"}, "{file: l.csv}",
         '12: list "l" needs "key": which of the columns a, b is meant'),
        ({"l.csv": "vat,b\n1,2\n"}, "{file: l.csv, key: vta}", '12: list "l" has no column "vta"; did you mean "vat"?'),
        ({"l.csv": "vat,b\n1,2\n"}, "{file: l.csv, key: z}", '12: list "l" has no column "z"; columns: vat, b'),
        ({"l.csv": "a,b\n1,2\n1,3\n"}, "{file: l.csv, key: a}", '12: list "l" has two rows with a "1"'),
        ({"l.txt": "a"}, "{file: l.txt, key: a}", '12: list "l" has no columns, so no key "a"'),
        ({"l.json": '[{"a": 1}, {"b": 2}]'}, "{file: l.json, key: a}",
         '12: list "l" mixes rows: entry 2 has other columns than the first'),
        ({}, "[[1]]", '12: list "l" has an entry that is no text, number, true or false'),
    ],
)  # fmt: skip
def test_a_bad_list_is_said_once(problems_of: ProblemsOf, files: dict[str, str], said: str, problem: str) -> None:
    """At the file that is named, or at the list."""
    (found,) = problems_of(files | {"r.yaml": f"adjudge: 1\nlists: {{l: {said}}}\n{RULES}"})
    assert found.startswith(f"rules/r.yaml:2:{problem}")


def test_a_list_may_not_be_too_long(problems_of: ProblemsOf) -> None:
    """A file is capped in bytes, and a list in values."""
    files = {"l.txt": "1\n" * 100_001, "r.yaml": f"adjudge: 1\nlists: {{l: {{file: l.txt}}}}\n{RULES}"}
    assert problems_of(files) == ['rules/r.yaml:2:12: list "l" has 100,001 values; at most 100,000 are read']


def test_a_list_file_is_capped_in_bytes(problems_of: ProblemsOf) -> None:
    """Like a rule file."""
    files = {"l.txt": "1" * (1024 * 1024 + 1), "r.yaml": f"adjudge: 1\nlists: {{l: {{file: l.txt}}}}\n{RULES}"}
    assert problems_of(files) == [
        'rules/r.yaml:2:19: list "l": the file has more than 1,048,576 bytes; no more are read'
    ]


def test_a_yaml_list_file_is_read_strictly(problems_of: ProblemsOf) -> None:
    """Its problems are located in it."""
    files = {"l.yaml": "- 012\n", "r.yaml": f"adjudge: 1\nlists: {{l: {{file: l.yaml}}}}\n{RULES}"}
    assert problems_of(files) == [
        "rules/l.yaml:1:3: 012 is no plain number; write one like 12 or 0.5, or quote it if it is text"
    ]


def test_a_list_of_an_extended_file_stands_beside_that_file(load_files: Load, write: Callable[..., Path]) -> None:
    """Wherever the extending file lies."""
    write({"sub/l.txt": "A\n", "sub/base.yaml": "adjudge: 1\nlists: {l: {file: l.txt}}\n"})
    found = listing(load_files({"r.yaml": f"adjudge: 1\nextends: sub/base.yaml\n{RULES}"}))
    assert found.values == ("A",)
