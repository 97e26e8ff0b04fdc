"""Conditions that never or always hold, and rules that no adapter can feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adjudge.errors import Location, did_you_mean
from adjudge.model.signals import SIGNALS
from adjudge.ruleset.expressions import Expression
from adjudge.ruleset.expressions.tree import Compare, Const, Contains, Context, Items, Tree, walk
from adjudge.ruleset.lint.contradictions import contradiction, is_never_false
from adjudge.ruleset.lint.finding import Finding, Removal
from adjudge.ruleset.lint.fold import Sender, fold
from adjudge.ruleset.lint.scene import Scene
from adjudge.ruleset.reads import signals_of
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.words import ASSERT


def condition_findings(scene: Scene) -> Iterator[Finding]:
    """Look at ``when`` and ``assert`` of every rule."""
    for rows in scene.rules():
        seen: set[tuple[str, Location]] = set()
        for rule in rows:
            for finding in _of_rule(scene, rule):
                # What all rows say alike is said once.
                if (finding.message, finding.location) not in seen:
                    seen.add((finding.message, finding.location))
                    yield finding


def _of_rule(scene: Scene, rule: Rule) -> Iterator[Finding]:
    where = scene.place(rule, "when")
    strange = [name for condition in rule.when for name in _asked_adapters(condition.tree)]
    unknown = sorted({name for name in strange if name not in scene.registry.adapters})
    for name in unknown:
        hint = did_you_mean(name, list(scene.registry.adapters))
        yield _finding(rule, "ADJ103", where, f'when asks for an adapter "{name}", which is not loaded{hint}')
    senders = [Sender(name, sends) for name, sends in scene.can_send.items()]
    let_in = [each for each in senders if _may_hold(rule.when, each)]
    never = contradiction(rule.when)
    if never is None and not let_in and not unknown:
        never = f"`{_joined(rule.when)}` is false for every adapter"
    if never is not None:
        yield _finding(rule, "ADJ101", where, f"when never holds, so the rule never runs: {never}")
        return
    yield from _always(scene, rule, where, senders)
    yield from _of_assert(scene, rule)
    yield from _of_bounds(scene, rule)
    if let_in:
        yield from _unfed(rule, scene, let_in)


def _may_hold(conditions: Sequence[Expression], sender: Sender) -> bool:
    return all(fold(condition.tree, sender) is not False for condition in conditions)


def _joined(conditions: Sequence[Expression]) -> str:
    return " and ".join(condition.source for condition in conditions)


def _always(scene: Scene, rule: Rule, where: Location, senders: Sequence[Sender]) -> Iterator[Finding]:
    body = scene.bodies[rule.base_nodeid]
    for condition in rule.when:
        if "when" in body.entries and all(fold(condition.tree, each) is True for each in senders):
            constant = fold(condition.tree, None) is True and body.end is not None and scene.is_ours(where)
            removal = Removal(scene.files[where.file].path.path, body, "when") if constant else None
            message = f"when always holds: `{condition.source}` is true for every document"
            yield _finding(rule, "ADJ102", where, message, removal)
        elif "when" in body.entries and is_never_false(condition):
            message = f"when is never false, so it skips nothing: `{condition.source}`"
            yield _finding(rule, "ADJ102", where, message)


def _of_assert(scene: Scene, rule: Rule) -> Iterator[Finding]:
    if rule.condition is None:
        return
    where, held = scene.place(rule, ASSERT), fold(rule.condition.tree, None)
    never = contradiction((rule.condition,)) or (f"`{rule.condition.source}` is false" if held is False else None)
    if never is not None:
        yield _finding(rule, "ADJ101", where, f"assert never holds, so the rule always fails: {never}")
    elif held is True or is_never_false(rule.condition):
        message = f"assert is never false, so the rule never fails: `{rule.condition.source}`"
        yield _finding(rule, "ADJ102", where, message)


def _of_bounds(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Tell a check of a signal whose bounds are those of its scale."""
    signal = SIGNALS.get(rule.check.name) if rule.check is not None else None
    if signal is None or rule.options is None:
        return
    said = rule.options.model_dump()
    low, high = said.get("min"), said.get("max")
    if (low is None or low <= signal.low) and (high is None or high >= signal.high):
        where = scene.place(rule, signal.name)
        yield _finding(rule, "ADJ102", where, f"the rule never fails: {signal.name} is {signal.low} to {signal.high}")


def _unfed(rule: Rule, scene: Scene, let_in: Sequence[Sender]) -> Iterator[Finding]:
    """Tell what the rule reads that none of the adapters it is for can send."""
    key = ASSERT if rule.check is None else rule.check.name
    where, who = scene.place(rule, key), _names([each.name for each in let_in], len(scene.can_send))
    for name in signals_of(rule):
        if not any(name in each.sends for each in let_in):
            yield _finding(rule, "ADJ106", where, f"no adapter can feed this: {who} never sends {name}")
    if rule.check is None or rule.check.labels is None or rule.options is None:
        return
    own = "verification_labels" if rule.check.reads == "verification" else "labels"
    known = {label for each in let_in for label in getattr(scene.registry.adapters[each.name], own)}
    for label in sorted(rule.check.labels(rule.options) - known):
        yield _finding(rule, "ADJ106", where, f'no adapter can feed this: {who} has no label "{label}"')


def _names(names: Sequence[str], all_of_them: int) -> str:
    return "any of them" if len(names) == all_of_them else " or ".join(names)


def _asked_adapters(tree: Tree) -> Iterator[str]:
    """Give the names that a condition compares the adapter with."""
    for part in walk(tree):
        if isinstance(part, Compare) and any(_is_adapter(operand) for operand in part.operands):
            yield from _texts(part.operands)
        elif isinstance(part, Contains) and _is_adapter(part.value) and isinstance(part.among, Items):
            yield from _texts(part.among.items)


def _is_adapter(tree: Tree) -> bool:
    return isinstance(tree, Context) and tree.name == "adapter"


def _texts(trees: Sequence[Tree]) -> Iterator[str]:
    yield from (tree.value for tree in trees if isinstance(tree, Const) and isinstance(tree.value, str))


def _finding(rule: Rule, code: str, where: Location, message: str, removal: Removal | None = None) -> Finding:
    return Finding(where, code, f"{rule.nodeid}: {message}", rule.base_nodeid, removal)
