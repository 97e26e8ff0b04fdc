"""Rules that say the same, or less than another rule says already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Any, Final

from adjudge.model.words import UNKNOWN_CAUSES, Effect, at_least
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.expressions.tree import Compare
from adjudge.ruleset.fields import Field
from adjudge.ruleset.lint.demands import TURNED
from adjudge.ruleset.lint.finding import Finding
from adjudge.ruleset.lint.scene import Scene
from adjudge.ruleset.reads import values_of
from adjudge.ruleset.rule import Rule


def twin_findings(scene: Scene) -> Iterator[Finding]:
    """Compare every rule with every other that does the same thing."""
    groups: dict[Any, list[Rule]] = {}
    for rows in scene.rules():
        for rule in rows:
            if not rule.shadow:
                groups.setdefault(_kind(rule), []).append(rule)
    for rules in groups.values():
        told: set[str] = set()
        for first, second in permutations(rules, 2):
            if second.nodeid in told or first.nodeid in told or not _implies(first, second):
                continue
            same = _implies(second, first)
            told.add(second.nodeid)
            what = "says the same as" if same else "is implied by"
            message = f"{second.nodeid}: {what} {first.nodeid} ({first.location})"
            code = "ADJ104" if same else "ADJ105"
            yield Finding(second.location, code, message, second.base_nodeid)


def _kind(rule: Rule) -> Any:
    """Give what two rules must have in common to be compared at all."""
    when = tuple(" ".join(condition.source.split()) for condition in rule.when)
    if rule.condition is not None:
        loop = None if rule.loop is None else (rule.loop.variable, _place(rule.loop.field))
        said = (_either_way(rule.condition), frozenset(values_of(rule)), loop, str(sorted(rule.params.items())))
        return "assert", said, when, rule.on_empty
    assert rule.check is not None  # noqa: S101  # the loader gives each rule a check or a condition
    return rule.check.name, str(sorted(rule.params.items())) if when else "", when, rule.on_empty


def _either_way(condition: Expression) -> tuple[str, ...]:
    """Give what a condition says, whichever side of a comparison each operand is written on."""
    tree = condition.tree
    if not isinstance(tree, Compare) or len(tree.ops) != 1:
        return (" ".join(condition.source.split()),)
    left, right = (" ".join(condition.source[slice(*operand.span)].split()) for operand in tree.operands)
    return (left, tree.ops[0], right) if left <= right else (right, TURNED[tree.ops[0]], left)


def _place(field: Field) -> tuple[tuple[str, ...], str | None]:
    return tuple(selector.text for selector in field.at), field.type


def _implies(strict: Rule, weak: Rule) -> bool:
    """Whether ``weak`` can cost nothing that ``strict`` does not cost already."""
    if strict.options is not None and weak.options is not None:
        given = {_place(field) for field in strict.given}
        if not {_place(field) for field in weak.given} <= given or bool(given) != bool(weak.given):
            return False
        if not _is_stricter(strict.options.model_dump(), weak.options.model_dump()):
            return False
    return at_least(strict.on_fail, weak.on_fail) and all(
        at_least(_on_unknown(strict, cause), _on_unknown(weak, cause)) for cause in UNKNOWN_CAUSES
    )


def _on_unknown(rule: Rule, cause: str) -> Effect:
    return rule.on_unknown.get(cause, rule.on_unknown["otherwise"])


def _is_stricter(strict: Mapping[str, Any], weak: Mapping[str, Any]) -> bool:
    """Whether whatever passes the strict options passes the weak ones, too."""
    return all(
        _DIRECTIONS[name](strict[name], value) if name in _DIRECTIONS else strict[name] == value
        for name, value in weak.items()
    )


def _at_least(strict: Any, weak: Any) -> bool:
    return weak is None or (strict is not None and type(strict) is type(weak) and strict >= weak)


def _at_most(strict: Any, weak: Any) -> bool:
    return weak is None or (strict is not None and type(strict) is type(weak) and strict <= weak)


def _more(strict: Any, weak: Any) -> bool:
    return not weak or (bool(strict) and set(weak) <= set(strict))


def _fewer(strict: Any, weak: Any) -> bool:
    return not weak or (bool(strict) and set(strict) <= set(weak))


_DIRECTIONS: Final = {
    "min": _at_least,
    "reject_below": _at_least,
    "max": _at_most,
    "none_of": _more,
    "any_of": _fewer,
    "values": _fewer,
}
"""Options by which one rule can be stricter than another; all others must be equal."""
