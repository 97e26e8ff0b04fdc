"""Candidates that are no misread: another order of rounding, or a slightly larger tolerance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from adjudge.engine.hints.candidate import Candidate, plain_number
from adjudge.engine.hints.claims import Claim, Scene
from adjudge.engine.hints.equations import Equation, gap_of
from adjudge.model.paths import render
from adjudge.model.result import HintKind
from adjudge.record import field_names, replace
from adjudge.ruleset.expressions.functions import FUNCTIONS
from adjudge.ruleset.expressions.tree import Approx, Binary, Call, Const, Tree
from adjudge.ruleset.reading import show

_ROUNDING: Final = 0.3
_TOLERANCE: Final = 0.02
_CENT: Final = Decimal("0.01")
_TWO: Final = Decimal(2)


def rounding_candidates(scene: Scene) -> Iterator[Candidate]:
    """Give the order of rounding, else the tolerance up to a cent for each operand, that would reconcile."""
    for claim in scene.broken:
        if scene.meter.spent:
            return
        for condition, change in _ORDERS:
            if _closes(scene, claim, change):
                yield _candidate(claim, "rounding", condition, None, _ROUNDING)
                break
        else:
            yield from _tolerance(claim)


def _closes(scene: Scene, claim: Claim, change: Callable[[Tree], Tree]) -> bool:
    for broken in claim.broken:
        equation = _rewritten(broken.equation, change)
        gap = gap_of(equation, scene.document, broken.bindings) if equation is not broken.equation else None
        if gap is None or not gap.closed:
            return False
    return True


def _tolerance(claim: Claim) -> Iterator[Candidate]:
    needed = max(abs(broken.gap.difference) for broken in claim.broken)
    if needed <= _CENT * len(claim.reads):
        condition = f"if a tolerance of {show(needed)} were allowed"
        yield _candidate(claim, "tolerance", condition, plain_number(needed), _TOLERANCE)


def _candidate(claim: Claim, kind: HintKind, condition: str, suggested: str | None, weight: float) -> Candidate:
    path = render(next(iter(claim.reads), ()))
    return Candidate(kind, path, None, suggested, condition, weight, (claim,), about_value=False)


# ------------------------------------------------------------ rewriting
@lru_cache(maxsize=512)
def _rewritten(equation: Equation, change: Callable[[Tree], Tree]) -> Equation:
    """Change both sides of an equation; the same object where there is nothing to change."""
    left, right = _rebuilt(equation.left, change), _rebuilt(equation.right, change)
    if left is equation.left and right is equation.right:
        return equation
    return replace(equation, left=left, right=right)


def _rebuilt(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """Rebuild a tree from the leaves up, each part changed."""
    parts: dict[str, Any] = {}
    for name in field_names(tree):
        value = getattr(tree, name)
        if isinstance(value, Tree):
            rebuilt: Any = _rebuilt(value, change)
        elif isinstance(value, tuple) and value and all(isinstance(part, Tree) for part in value):
            rebuilt = tuple(_rebuilt(part, change) for part in value)
            rebuilt = value if all(one is two for one, two in zip(rebuilt, value, strict=True)) else rebuilt
        else:
            continue
        if rebuilt is not value:
            parts[name] = rebuilt
    # A tolerance is no amount: what it is computed by stays exact.
    if isinstance(tree, Approx):
        parts = {name: part for name, part in parts.items() if name == "value"}
    return change(replace(tree, **parts) if parts else tree)


def _round_product(tree: Tree) -> Tree:
    if isinstance(tree, Binary) and tree.op in ("*", "/"):
        return Call(
            "round", FUNCTIONS["round"].call, (tree, Const(_TWO, tree.span)), takes_missing=False, span=tree.span
        )
    return tree


def _unround(tree: Tree) -> Tree:
    return tree.args[0] if isinstance(tree, Call) and tree.name == "round" else tree


_ORDERS: Final = (
    ("if each product were rounded to 2 decimals first", _round_product),
    ("if nothing were rounded before the end", _unround),
)
