"""Everything unknown is refused when rules are loaded: with its place, and with what was probably meant."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from adjudge.ruleset.expressions import ExpressionProblem
from adjudge.ruleset.fields import Listing
from adjudge.ruleset.registry import Function, Registry

LISTS = 'right of "in" stands a list: a name, (…), or a path with [*]; to look into a text use has_any or pattern'
NO_NULL = "there is no null here; ask exists(x) or presence(x)"


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        # names
        ("totla > 0", 0, 'no field, list, parameter or loop variable is called "totla"; did you mean "total"?'),
        (
            "qqq > 0",
            0,
            'no field, list, parameter or loop variable is called "qqq"; undeclared data is doc.qqq',
        ),
        ("net + lower > 0", 6, '"lower" is a function; write lower(…)'),
        ("True", 0, 'write "true"'),
        ("net == False", 7, 'write "false"'),
        ("net == None", 7, NO_NULL),
        ("net == null", 7, NO_NULL),
        ("true.x", 0, "true has no members"),
        ("limit.x > 0", 0, '"limit" is a parameter and has no members'),
        ("odd == 1", 0, 'the parameter "odd" is no value to compute with'),
        (
            "currencies.x == 1",
            0,
            '"currencies" is a list of the rule file: x in currencies, or lookup(currencies, key)',
        ),
        # members
        ("lines[0].amout > 0", 9, '"lines" declares no member "amout"; did you mean "amount"?'),
        ("buyer.zzz > 0", 6, '"buyer" declares no member "zzz"; it declares vat_id'),
        ("net.x > 0", 0, '"net" is a money and has no members'),
        ("lines[0].code.x > 0", 0, '"code" is a code and has no members'),
        ("codes[0][0] == 1", 0, '"codes" is a code and has no items'),
        ("every_line.amount > 0", 0, '"every_line" is a list; name its items: every_line[*].amount'),
        ("lines[1:2] == 1", 6, "there are no slices; write [*] for every item"),
        ("lines[x] == 1", 6, 'a bracket takes an index, "a name" or *'),
        ("lines[true] == 1", 6, 'a bracket takes an index, "a name" or *'),
        ("lines[True] == 1", 6, 'a bracket takes an index, "a name" or *'),
        ("lines[1.5] == 1", 6, 'a bracket takes an index, "a name" or *'),
        ("lines[9999999] == 1", 6, 'a bracket takes an index, "a name" or *'),
        ("lower(name).x == 1", 0, "only a name has members and brackets"),
        ("facts == 1", 0, "a fact is named: facts.today"),
        ("facts[0] == 1", 0, "a fact is named: facts.today"),
        ("extraction == 1", 0, "extraction has adapter, version, pages, flags, sends"),
        (
            "extraction.adaptor == 1",
            0,
            'extraction has adapter, version, pages, flags, sends; did you mean "adapter"?',
        ),
        ("extraction.sends == 1", 0, 'write extraction.sends("ocr")'),
        ("extraction.flags", 0, "a flag is named: extraction.flags.reviewed"),
        ("extraction.pages.x == 1", 0, "extraction.pages has no members"),
        ('extraction.sends("ocrr")', 17, 'no adapter sends "ocrr"; did you mean "ocr"?'),
        ("net.sends()", 0, 'values have no methods; functions stand alone: lower(x), extraction.sends("ocr")'),
        # functions
        ("rond(net) == 1", 0, 'there is no function "rond"; did you mean "round"?'),
        ("open('x') == 1", 0, 'there is no function "open"'),
        ("(lower)(name)(1) == 'x'", 0, "only a named function can be called"),
        ("round() == 1", 0, "round(…) takes 1 to 3 arguments, not 0"),
        ("abs(1, 2) == 1", 0, "abs(…) takes 1 argument, not 2"),
        ("pattern(name)", 0, "pattern(…) takes 2 arguments, not 1"),
        ("abs(net = 5)", 4, 'abs(…) takes no "net="; write "==" to compare'),
        ("approx(net) == 1", 0, "approx needs a tolerance: approx(x, abs=0.01) or approx(x, rel=0.001)"),
        ("net == approx(5, abz=1)", 17, 'approx(…) takes no "abz="; it takes abs, rel, strict'),
        ("net == approx(5, abs=1, strict=1)", 31, "strict is true or false"),
        ("net == approx(5, abs='1')", 21, "abs is a number"),
        ("net < approx(5, abs=1)", 6, 'approx(…) stands beside "==" or "!="'),
        ("approx(5, abs=1)", 0, 'approx(…) stands beside "==" or "!="'),
        ("abs(approx(5, abs=1)) == 1", 4, 'approx(…) stands beside "==" or "!="'),
        ("approx(1, abs=1) == approx(5, abs=1)", 0, "only one side can be approx(…)"),
        ("confidence(5) > 1", 11, "confidence(…) takes a path, or a name bound to one"),
        ("confidence(limit) > 1", 11, "confidence(…) takes a path, or a name bound to one"),
        ("confidence(lines[*].amount) > 1", 11, "confidence(…) takes one value; write confidence(x) for x in …"),
        ("page(net + 1) == 1", 5, "page(…) takes a path, or a name bound to one"),
        ("leaves(doc) == 1", 0, "leaves(doc) is a list: count(…), or for x in leaves(doc)"),
        ("count(leaves(5)) == 1", 6, "leaves(…) takes doc, or a path to an object"),
        ("pattern(name, name)", 14, 'the pattern is written in place: pattern(x, "[A-Z]+")'),
        ('round(net, 2, "half") == 1', 14, 'round has no such mode; did you mean "half_up"?'),
        (
            "round(net, 2, name) == 1",
            14,
            "round has no such mode; there are half_up, half_even, half_down, half_ceiling, up, down, ceiling, floor",
        ),
        ('lookup(suppliers, "x", "ibn") == 1', 23, '"suppliers" has no such column; did you mean "iban"?'),
        ('lookup(suppliers, "x", name) == 1', 23, '"suppliers" has no such column; it has vat_id, iban'),
        ('lookup(currencies, "x", "y") == 1', 24, '"currencies" has no columns'),
        ('lookup(net, "x") == 1', 7, "lookup takes the name of a list first: lookup(suppliers, key)"),
        ('lookup(("a", "b"), "x") == 1', 7, "lookup(…) takes no list here"),
        ("abs(currencies) == 1", 4, "abs(…) takes no list here"),
        ("abs(lines[*].amount) == 1", 4, "abs(…) takes one value, and this is a list"),
        ('has_any(name, ("a", "--"))', 14, 'the keyword "--" has no letter or digit'),
        # lists
        ("net in name", 7, LISTS),
        ('"x" in "xyz"', 7, LISTS),
        ("net in codes", 7, LISTS),
        ("1 < net in rates", 0, '"in" is not chained; join two comparisons with "and"'),
        ("currencies == 1", 0, 'a list stands right of "in"'),
        ("(1, 2) == 1", 0, 'a list stands right of "in"'),
        (
            "lines[*].amount == 1",
            0,
            'this is a list; it stands in an aggregate (sum, all, any…) or right of "in"',
        ),
        ("sum(5) == 1", 4, "sum(…) takes a list: sum(lines[*].amount)"),
        ("sum(net, tax) == 1", 0, "sum(…) takes 1 argument, not 2"),
        ("(l for l in lines) == 1", 0, "a generator stands only in an aggregate: all(… for l in lines)"),
        ("sum(l for l in currencies) == 1", 15, "a generator goes through a path: for l in lines"),
        ("sum(net for net in lines) == 1", 12, '"net" has a meaning already; choose another name'),
        (
            "sum(sum(l.amount for l in lines) for l in lines) == 1",
            21,
            '"l" has a meaning already; choose another name',
        ),
        ("sum(a for a, b in lines) == 1", 10, "a generator binds one name"),
        (
            "sum(l.amount for l in lines if l.rate if l.amount) == 1",
            41,
            'a generator has one "if"; join the conditions with "and"',
        ),
        (
            "sum(l.amount for l in lines for m in lines) == 1",
            3,
            'a generator has one "for"; nest a second aggregate instead',
        ),
        (
            "sum(l.allowances[*].amount for l in lines) == 1",
            4,
            'this is a list; it stands in an aggregate (sum, all, any…) or right of "in"',
        ),
        # no condition
        ("net + 1", 0, "this is a number, never true or false; compare it with something"),
        ("-net", 0, "this is a number, never true or false; compare it with something"),
        ("5", 0, "this is a number, never true or false; compare it with something"),
        ('"x"', 0, "this is a text, never true or false; compare it with something"),
        ("confidence(net)", 0, "this is a number, never true or false; compare it with something"),
        ("sum(lines[*].amount)", 0, "this is what sum(…) gives, never true or false; compare it with something"),
        ("page(net)", 0, "this is what page(…) gives, never true or false; compare it with something"),
        ("round(net)", 0, "this is what round(…) gives, never true or false; compare it with something"),
        # grammar
        ("", 0, "the expression is empty"),
        ("  ", 0, "the expression is empty"),
        ("net = 5", 4, 'write "==" to compare'),
        ("net == 5;", 8, "an expression has no statements"),
        ("net && tax", 4, 'write "and"'),
        ("net || tax", 4, 'write "or"'),
        ("!net", 0, 'write "not"'),
        ("net <> 5", 4, 'write "!="'),
        ("net ? 1 : 2", 4, 'write "x if c else y"'),
        ("$.net == 5", 0, 'a path is written from doc: doc.total, or doc["Invoice No"]'),
        ("doc.from == 5", 3, 'a member with such a name is written doc["from"]'),
        ("net ==", 6, "this is no expression: it ends too early"),
        ("net net", 4, "this is no expression: invalid syntax"),
        ("Größe == 4", 2, 'names are ASCII here, not "ö"; write doc["…"]'),
        ("net == 5 # five", 9, "an expression has no comments; YAML has"),
        ("net ** 2 == 4", 0, "there is no power; multiply"),
        ("net % 2 == 4", 0, "there is no remainder (%)"),
        ("net // 2 == 4", 0, 'there is no "//"; use round(x / y, 0, "floor")'),
        ("+net == 4", 0, "a plus sign has no meaning here"),
        ("net is 4", 0, 'write "==" instead of "is"'),
        ("net is not 4", 0, 'write "!=" instead of "is not"'),
        ("(net := 5)", 1, 'write "==" to compare; names cannot be set'),
        ("f'{net}' == 'x'", 0, "there are no f-strings"),
        ("lambda: net", 0, "there are no lambdas"),
        ("max(*lines)", 4, "there is no unpacking"),
        ("[l for l in lines] == 1", 0, "write the generator without brackets: sum(l.amount for l in lines)"),
        ("{1: 2} == 1", 0, "there are no objects here"),
        ("{1} == 1", 0, "there are no sets; write a list in round brackets"),
        ("b'x' == 1", 0, "b'x' is no plain decimal number"),
        ("net == 0x10", 7, "0x10 is no plain decimal number"),
        ("net == 1_000", 7, "1_000 is no plain decimal number"),
        ("net == 1j", 7, "1j is no plain decimal number"),
        ("net == ...", 7, "... is no plain decimal number"),
        ("net == 1e31", 7, "a number has at most 34 digits and an exponent of at most 30"),
        (
            "net == 12345678901234567890123456789012345",
            7,
            "a number has at most 34 digits and an exponent of at most 30",
        ),
    ],
)
def test_what_means_nothing_is_refused_with_its_place(
    ask: SimpleNamespace, text: str, offset: int, message: str
) -> None:
    with pytest.raises(ExpressionProblem) as refused:
        ask.compiled(text)

    assert (refused.value.message, refused.value.offset) == (message, offset)


def test_every_problem_of_an_expression_is_told_at_once(ask: SimpleNamespace) -> None:
    with pytest.raises(ExpressionProblem) as refused:
        ask.compiled("totla > 0 and rond(net) == 1 or lower(nett, taxx) == foo(bar)")

    assert [(problem.offset, problem.message) for problem in refused.value.problems] == [
        (0, 'no field, list, parameter or loop variable is called "totla"; did you mean "total"?'),
        (14, 'there is no function "rond"; did you mean "round"?'),
        (32, "lower(…) takes 1 argument, not 2"),
        (53, 'there is no function "foo"'),
    ]


def test_the_problems_of_all_arguments_are_told(ask: SimpleNamespace) -> None:
    with pytest.raises(ExpressionProblem) as refused:
        ask.compiled("round(nett, taxx) == 1")

    assert [problem.offset for problem in refused.value.problems] == [6, 12]


def test_a_place_counts_characters_not_bytes(ask: SimpleNamespace) -> None:
    """Python's parser counts UTF-8 bytes; an editor does not."""
    with pytest.raises(ExpressionProblem) as refused:
        ask.compiled('  doc["Größe €"] == 4 and totla > 0')

    assert refused.value.offset == 26


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"lists": {"net": Listing("net", ("a",))}}, '"net" is a field and a list; rename one'),
        ({"params": {"net": 5}}, '"net" is a parameter and a field; rename one'),
    ],
)
def test_a_name_that_is_two_things_is_refused(ask: SimpleNamespace, more: dict[str, object], message: str) -> None:
    with pytest.raises(ExpressionProblem) as refused:
        ask.compiled("net > 0", **more)

    assert refused.value.message == message


def test_a_loop_variable_named_like_a_field_is_refused(ask: SimpleNamespace) -> None:
    with pytest.raises(ExpressionProblem, match='"net" is a loop variable and a field; rename one'):
        ask.compiled("net.amount > 0", loop="net in lines")


def test_an_expression_of_a_thousand_characters_is_read_and_a_longer_one_refused(ask: SimpleNamespace) -> None:
    assert ask.held("net == 100".ljust(1000)) is True
    with pytest.raises(ExpressionProblem, match="an expression has at most 1000 characters, this one 1001"):
        ask.compiled("net == 100".ljust(1001))


def test_an_expression_is_at_most_twenty_deep(ask: SimpleNamespace) -> None:
    assert ask.held("not " * 18 + "(net == 100)") is True
    with pytest.raises(ExpressionProblem, match="an expression is at most 20 deep; split it into several rules"):
        ask.compiled("not " * 19 + "(net == 100)")


def test_an_expression_has_at_most_two_hundred_parts(ask: SimpleNamespace) -> None:
    accepted = "net in (" + "1, " * 197 + ")"
    assert ask.held(accepted) is False
    with pytest.raises(ExpressionProblem, match="an expression has at most 200 parts"):
        ask.compiled(accepted.replace("(1", "(1, 1"))


def test_a_function_of_a_plugin_is_called_like_any_other(ask: SimpleNamespace) -> None:
    registry = Registry(functions={"double": Function("double", lambda value: value * 2, (1, 1))})

    assert ask.held("double(2) == 4", registry=registry) is True
    with pytest.raises(ExpressionProblem, match=r"double\(…\) takes 1 argument, not 2"):
        ask.compiled("double(1, 2) == 4", registry=registry)
    with pytest.raises(ExpressionProblem, match=r'there is no function "dubble"; did you mean "double"\?'):
        ask.compiled("dubble(1) == 4", registry=registry)
