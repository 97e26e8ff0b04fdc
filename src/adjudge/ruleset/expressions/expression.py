"""A compiled expression: what rules hold, and evaluate and explain."""

from __future__ import annotations

from adjudge.model.node import Node
from adjudge.model.values import Fault, Missing, Typed
from adjudge.record import Record, field
from adjudge.ruleset.expressions.cost import over_budget
from adjudge.ruleset.expressions.evaluate import Evaluation
from adjudge.ruleset.expressions.explain import Explanation, explain
from adjudge.ruleset.expressions.functions import FUNCTIONS
from adjudge.ruleset.expressions.grammar import parse
from adjudge.ruleset.expressions.logic import truth
from adjudge.ruleset.expressions.lower import lower
from adjudge.ruleset.expressions.names import SENDABLE, Names
from adjudge.ruleset.expressions.operators import Operand, kind
from adjudge.ruleset.expressions.problems import ExpressionProblem
from adjudge.ruleset.expressions.tree import (
    About,
    Aggregate,
    Binary,
    Call,
    Const,
    Negate,
    Ref,
    Signal,
    Tree,
    walk,
)
from adjudge.ruleset.fields import Document, Scope
from adjudge.ruleset.registry import Registry

_CITED = ("page", "pages")
_TRUTHS = ("any", "all", "unique", "exists")
_VALUES = frozenset({*FUNCTIONS, "len"}) - {"pattern", "has_any", "lookup", "default"}
"""Functions that give a number, a text or a date, never true or false."""


class Expression(Record, eq=False):
    """A condition over one document, or over one item of the rule's list; immutable and thread-safe.

    ``signals`` are the names of what it reads beside values (signals, ``match``, ``verification``,
    ``issues``, ``citations``); ``reads`` its paths, in the order of the source.
    """

    source: str
    tree: Tree
    signals: frozenset[str]
    reads: tuple[Ref, ...]
    variable: str | None = field(default=None)
    """The rule's loop variable, which ``loop_node`` is bound to."""

    @property
    def uses_loop(self) -> bool:
        """Whether it reads the rule's loop variable, so that it is judged per item."""
        return any(ref.variable is not None and ref.variable == self.variable for ref in self.reads)

    def evaluate(self, document: Document, loop_node: Node | None = None) -> Typed:
        """Give true or false, ``Missing`` where that is unknown, a ``Fault`` where it makes no sense."""
        return self.judge(document, loop_node)[0]

    def judge(self, document: Document, loop_node: Node | None = None) -> tuple[Typed, Evaluation]:
        """Give what ``evaluate`` gives, and the evaluation, which can ``explain`` it."""
        evaluation = self.evaluation(document, loop_node)
        return self._truth(over_budget(self.tree, evaluation) or evaluation.traced(self.tree)), evaluation

    def _truth(self, value: Operand) -> Typed:
        held = truth(value)
        if isinstance(held, Fault) and not isinstance(value, Fault):
            return Fault("type_clash", f"`{self.source}`: {held.reason}")
        if isinstance(held, Missing) and not held.path:
            # A function that could not read what it was given does not know where that stands.
            return Missing(held.cause, "$", f"`{self.source}`: {held.reason}")
        return held

    def explain(self, value: Typed, evaluation: Evaluation) -> Explanation:
        """Say why it is not true, in words for a person and with the evidence of every operand.

        Takes what ``judge`` gave; the evaluation is used up by this.
        """
        return explain(self.source, self.tree, value, evaluation)

    def evaluation(self, document: Document, loop_node: Node | None = None) -> Evaluation:
        """Make the evaluation of one call; trees below this one may be evaluated with it, too."""
        bindings = {} if loop_node is None or self.variable is None else {self.variable: loop_node}
        return Evaluation(document, bindings)


def compile_expression(text: str, scope: Scope, registry: Registry) -> Expression:
    """Compile the text of a condition (``assert``, ``when``).

    Args:
        text: The expression; line ends count as blanks.
        scope: Every name that it may use.
        registry: Functions of plugins, and signals that their adapters declare.

    Raises:
        ExpressionProblem: it is no expression, names something unknown, or can never be true or false;
            ``problems`` holds all that is wrong with it.
    """
    variables = {} if scope.loop is None else {scope.loop.variable: scope.loop.field}
    syntax, located = parse(text)
    tree = lower(syntax, Names(scope, registry, variables), located)
    _refuse_no_condition(tree)
    parts = list(walk(tree))
    return Expression(
        source=text,
        tree=tree,
        signals=frozenset(name for part in parts for name in _sent(part)),
        reads=tuple(part for part in parts if isinstance(part, Ref)),
        variable=None if scope.loop is None else scope.loop.variable,
    )


def _sent(tree: Tree) -> tuple[str, ...]:
    if isinstance(tree, Signal):
        return (tree.name,)
    if isinstance(tree, About) and tree.name in _CITED:
        return ("citations",)
    return (tree.name,) if isinstance(tree, About) and tree.name in SENDABLE else ()


def _refuse_no_condition(tree: Tree) -> None:
    """Refuse what is a number or a text whatever the document says: it would be an error each time."""
    match tree:
        case Const(value) if not isinstance(value, bool):
            what = f"a {kind(value)}"
        case Binary() | Negate() | Signal():
            what = "a number"
        case About(name) | Aggregate(name) if name not in _TRUTHS:
            what = f"what {name}(…) gives"
        case Call(name) if name in _VALUES:
            what = f"what {name}(…) gives"
        case _:
            return
    raise ExpressionProblem(f"this is {what}, never true or false; compare it with something", tree.span[0])
