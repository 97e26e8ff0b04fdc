"""Lower the calls of an expression: which function it is, and whether it is called as it can be."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal

from adjudge.errors import did_you_mean
from adjudge.record import replace
from adjudge.ruleset.expressions.functions import (
    ROUNDING,
    Signature,
    compiled_pattern,
    is_there,
    keywords,
    length,
    words_of,
)
from adjudge.ruleset.expressions.grammar import Text
from adjudge.ruleset.expressions.lower_paths import lower_path
from adjudge.ruleset.expressions.names import ABOUT, AGGREGATES, SENDABLE, Names
from adjudge.ruleset.expressions.problems import ExpressionProblem, together
from adjudge.ruleset.expressions.spread import spread
from adjudge.ruleset.expressions.tree import (
    About,
    Aggregate,
    Approx,
    Call,
    Const,
    Context,
    Every,
    Items,
    Leaves,
    NamedList,
    Ref,
    Signal,
    Source,
    Tree,
)
from adjudge.ruleset.fields import Field
from adjudge.ruleset.patterns import PatternProblem

Lower = Callable[[ast.expr, Names], Tree]


class Calls:
    """Lowers calls; ``one`` lowers a single value, ``argument`` a value or a list."""

    def __init__(self, text: Text, one: Lower, argument: Lower) -> None:
        self._text = text
        self._one = one
        self._argument = argument

    def lower_call(self, tree: ast.Call, names: Names) -> Tree:
        """Lower one call.

        Raises:
            ExpressionProblem: no such function, or not called as it can be.
        """
        if isinstance(tree.func, ast.Attribute):
            return self._sends(tree, names)
        if not isinstance(tree.func, ast.Name):
            raise self._text.problem("only a named function can be called", tree.func)
        name = tree.func.id
        if name in AGGREGATES and not (name in names.functions and len(tree.args) > 1):
            return self._aggregate(name, tree, names)
        if name == "approx":
            return self._approx(tree, names)
        if name in ABOUT or name in names.signals:
            return self._about(name, tree, names)
        if name == "leaves":
            raise self._text.problem("leaves(doc) is a list: count(…), or for x in leaves(doc)", tree)
        if name not in names.functions:
            raise self._text.problem(names.unknown_function(name), tree.func)
        return self._function(name, names.functions[name], tree, names)

    def _sends(self, tree: ast.Call, names: Names) -> Context:
        match tree:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="extraction"), attr="sends"),
                args=[ast.Constant(value=str() as signal)],
                keywords=[],
            ):
                known = [*names.signals, *SENDABLE]
                if signal not in known:
                    raise self._text.problem(f'no adapter sends "{signal}"{did_you_mean(signal, known)}', tree.args[0])
                return Context("sends", signal, self._text.span(tree))
        raise self._text.problem(
            'values have no methods; functions stand alone: lower(x), extraction.sends("ocr")', tree
        )

    def _about(self, name: str, tree: ast.Call, names: Names) -> Tree:
        self._check_arity(name, tree, (1, 1), ())
        ref = self._path(tree.args[0], names)
        span = self._text.span(tree)
        if ref is None:
            if name != "exists":
                raise self._text.problem(f"{name}(…) takes a path, or a name bound to one", tree.args[0])
            return Call("exists", is_there, (self._one(tree.args[0], names),), takes_missing=True, span=span)
        if ref.plural and name != "exists":
            raise self._text.problem(f"{name}(…) takes one value; write {name}(x) for x in …", tree.args[0])
        if name in names.signals:
            scale = names.signals[name]
            return Signal(name, ref, scale.low, scale.high, span)
        return About(name, ref, span)

    def _path(self, tree: ast.expr, names: Names) -> Ref | None:
        if not isinstance(tree, ast.Name | ast.Attribute | ast.Subscript):
            return None
        lowered = lower_path(tree, names, self._text)
        return lowered if isinstance(lowered, Ref) else None

    def _approx(self, tree: ast.Call, names: Names) -> Approx:
        self._check_arity("approx", tree, (1, 1), ("abs", "rel", "strict"))
        given = {keyword.arg: keyword.value for keyword in tree.keywords}
        if not given.keys() & {"abs", "rel"}:
            raise self._text.problem("approx needs a tolerance: approx(x, abs=0.01) or approx(x, rel=0.001)", tree)
        parts = {key: self._one(value, names) for key, value in given.items() if key != "strict"}
        strict = given.get("strict")
        if strict is not None and not (isinstance(strict, ast.Name) and strict.id in ("true", "false")):
            raise self._text.problem("strict is true or false", strict)
        for key, tolerance in parts.items():
            if isinstance(tolerance, Const) and not isinstance(tolerance.value, Decimal):
                raise self._text.problem(f"{key} is a number", given[key])
        return Approx(
            self._one(tree.args[0], names),
            parts.get("abs"),
            parts.get("rel"),
            isinstance(strict, ast.Name) and strict.id == "true",
            self._text.span(tree),
        )

    def _function(self, name: str, signature: Signature, tree: ast.Call, names: Names) -> Call:
        self._check_arity(name, tree, signature.arity, ())
        args = []
        problems = []
        for position, argument in enumerate(tree.args):
            try:
                lowered = self._argument(argument, names)
                self._check_argument(name, lowered, argument, is_list=position in signature.lists)
                args.append(lowered)
            except ExpressionProblem as problem:
                problems.append(problem)
        if problems:
            raise together(problems)
        self._check_constants(name, args, tree)
        return Call(name, signature.call, tuple(args), signature.takes_missing, self._text.span(tree))

    def _check_argument(self, name: str, argument: Tree, at: ast.expr, *, is_list: bool) -> None:
        if isinstance(argument, NamedList | Items):
            if not is_list or (name == "lookup" and isinstance(argument, Items)):
                raise self._text.problem(f"{name}(…) takes no list here", at)
        elif name == "lookup" and is_list:
            raise self._text.problem("lookup takes the name of a list first: lookup(suppliers, key)", at)
        elif isinstance(argument, Ref) and argument.plural:
            raise self._text.problem(f"{name}(…) takes one value, and this is a list", at)

    def _check_constants(self, name: str, args: list[Tree], tree: ast.Call) -> None:
        """Look at what is known now: a pattern, the words looked for, a mode, a column."""
        if name == "pattern":
            if not (isinstance(args[1], Const) and isinstance(args[1].value, str)):
                raise self._text.problem('the pattern is written in place: pattern(x, "[A-Z]+")', tree.args[1])
            try:
                compiled_pattern(args[1].value)
            except PatternProblem as problem:
                raise self._text.problem(str(problem), tree.args[1]) from None
        elif name == "has_any" and isinstance(args[1], Const | Items | NamedList):
            self._check_words(args[1], tree.args[1])
        elif name == "round" and len(args) > 2:
            mode = args[2].value if isinstance(args[2], Const) else None
            if mode not in ROUNDING:
                hint = did_you_mean(str(mode), list(ROUNDING)) or f"; there are {', '.join(ROUNDING)}"
                raise self._text.problem(f"round has no such mode{hint}", tree.args[2])
        elif name == "lookup" and len(args) > 2 and isinstance(args[0], NamedList):
            self._check_column(args[0], args[2], tree.args[2])

    def _check_words(self, words: Const | Items | NamedList, at: ast.expr) -> None:
        if isinstance(words, NamedList):
            values: list[object] = list(words.listing.values)
        else:
            parts = words.items if isinstance(words, Items) else (words,)
            values = [part.value for part in parts if isinstance(part, Const)]
        try:
            keywords(words_of(tuple(values)))  # type: ignore[arg-type]  # what is no text is refused there
        except ValueError as refusal:
            raise self._text.problem(str(refusal), at) from None

    def _check_column(self, table: NamedList, column: Tree, at: ast.expr) -> None:
        listing = table.listing
        if not listing.rows:
            raise self._text.problem(f'"{listing.name}" has no columns', at)
        known = list(next(iter(listing.rows.values())))
        if not isinstance(column, Const) or column.value not in known:
            written = str(column.value) if isinstance(column, Const) else ""
            hint = did_you_mean(written, known) or f"; it has {', '.join(known)}"
            raise self._text.problem(f'"{listing.name}" has no such column{hint}', at)

    def _check_arity(self, name: str, tree: ast.Call, arity: tuple[int, int], keywords: tuple[str, ...]) -> None:
        for keyword in tree.keywords:
            if keyword.arg not in keywords:
                known = f"; it takes {', '.join(keywords)}" if keywords else '; write "==" to compare'
                raise self._text.problem(f'{name}(…) takes no "{keyword.arg}="{known}', keyword)
        least, most = arity
        if not least <= len(tree.args) <= most:
            expected = str(least) if least == most else f"{least} to {most}"
            plural = "" if expected == "1" else "s"
            raise self._text.problem(f"{name}(…) takes {expected} argument{plural}, not {len(tree.args)}", tree)

    def _aggregate(self, name: str, tree: ast.Call, names: Names) -> Tree:
        self._check_arity(name, tree, (1, 1), ())
        argument = tree.args[0]
        argument = spread(argument, names.signals, {*names.known(), *names.variables}) or argument
        if isinstance(argument, ast.GeneratorExp):
            return self._generator(name, argument, names, tree)
        source = self._source(argument, names)
        if source is None:
            if name == "len":
                operand = self._one(argument, names)
                return Call("len", length, (operand,), takes_missing=False, span=self._text.span(tree))
            raise self._text.problem(f"{name}(…) takes a list: {name}(lines[*].amount)", argument)
        if name == "len" and isinstance(source, Ref) and not source.plural:
            return About("len", source, self._text.span(tree))
        return Aggregate(name, self._listed(source), None, None, None, self._text.span(tree))

    def _source(self, tree: ast.expr, names: Names) -> Source | None:
        """Lower what an aggregate goes through: a path, or ``leaves(doc)``."""
        match tree:
            case ast.Call(func=ast.Name(id="leaves")):
                self._check_arity("leaves", tree, (1, 1), ())
                ref = self._path(tree.args[0], names)
                if ref is None or ref.plural:
                    raise self._text.problem("leaves(…) takes doc, or a path to an object", tree)
                return Leaves(ref, self._text.span(tree))
        return self._path(tree, names)

    def _listed(self, source: Source) -> Source:
        """Read a bare list (``lines``) as its items (``lines[*]``)."""
        if isinstance(source, Ref) and not source.plural:
            return items_of(source)
        return source

    def _generator(self, name: str, tree: ast.GeneratorExp, names: Names, call: ast.Call) -> Aggregate:
        if len(tree.generators) > 1:
            raise self._text.problem('a generator has one "for"; nest a second aggregate instead', tree)
        loop = tree.generators[0]
        if not isinstance(loop.target, ast.Name):
            raise self._text.problem("a generator binds one name", loop.target)
        if len(loop.ifs) > 1:
            raise self._text.problem('a generator has one "if"; join the conditions with "and"', loop.ifs[1])
        variable = loop.target.id
        source = self._source(loop.iter, names)
        if source is None:
            raise self._text.problem("a generator goes through a path: for l in lines", loop.iter)
        source = self._listed(source)
        if variable in names.known() or variable in names.variables:
            raise self._text.problem(f'"{variable}" has a meaning already; choose another name', loop.target)
        field = source.field if isinstance(source, Ref) else None
        inner = replace(names, variables={**names.variables, variable: field or Field.whole()})
        element = self._one(tree.elt, inner)
        condition = self._one(loop.ifs[0], inner) if loop.ifs else None
        return Aggregate(name, source, variable, element, condition, self._text.span(call))


def items_of(ref: Ref) -> Ref:
    """Give the path to every item of the list at ``ref``."""
    every = Every(optional=ref.field is not None and ref.field.optional)
    return Ref(ref.variable, (*ref.steps, every), ref.field, plural=True, span=ref.span)
