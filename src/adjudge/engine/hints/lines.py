"""Candidates that are one item of a list: one that stands twice, one too many, one that was dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, DecimalException
from itertools import islice
from typing import Final

from adjudge.engine.hints.candidate import Candidate, plain_number, show_like
from adjudge.engine.hints.claims import Broken, Claim, Scene, repaired
from adjudge.engine.hints.equations import gap_of
from adjudge.engine.hints.solving import solve
from adjudge.engine.hints.whatif import Change, Column, Extra, Number, WhatIf, column_of, is_below, number_of
from adjudge.model.extraction import follow
from adjudge.model.node import Node
from adjudge.model.paths import Parts, render
from adjudge.model.tree import is_list

MAX_ITEMS: Final = 300
_FEW_ITEMS: Final = 30
"""Of a longer list only items that repeat another, or have the very number that is too much, are left out."""

_MOST_SOURCES: Final = 3
_DOUBLED: Final = 0.16
_TOO_MANY: Final = 0.03
_DROPPED: Final = 0.05
_DROPPED_ODD: Final = 0.01
"""Weights as those of a misread value about which no signal was sent; an odd line is tiny or of the other sign."""

_CENT: Final = Decimal("0.01")


def line_candidates(scene: Scene) -> Iterator[Candidate]:
    """Give the candidates of the lists that an equation which does not hold goes through.

    Lists of one place of several pages belong together: a line may stand again on the next page.
    """
    together: dict[Column, list[Parts]] = {}
    for top in dict.fromkeys(top for claim in scene.broken for top in claim.lists):
        together.setdefault(column_of(top), []).append(top)
    for tops in together.values():
        readers = [claim for claim in scene.claims if not claim.lists.isdisjoint(tops)]
        broken = [one for claim in readers for one in claim.broken if not one.equation.loops]
        lists = [node for top in tops if is_list((node := follow(scene.document.root, top)).value)]
        if broken and lists:
            yield from _too_many(scene, [item for node in lists for item in node.children()], readers, broken)
            # Of an item that is not there nothing is known: what must hold for each item is not asked of it.
            known = [claim for claim in readers if not claim.is_equation or claim.is_whole]
            innermost = [node for node in lists if not _holds_lists(node.parts, together)]
            for node in innermost:
                yield from islice(_dropped(scene, node, known, broken), 1)


def _holds_lists(top: Parts, columns: Mapping[Column, Sequence[Parts]]) -> bool:
    """Whether another list is below: a page may be delivered twice, but what is missing is an item of its list."""
    return any(other != top and is_below(other, top) for tops in columns.values() for other in tops)


# ------------------------------------------------------------ one too many
def _too_many(scene: Scene, items: list[Node], readers: list[Claim], broken: list[Broken]) -> Iterator[Candidate]:
    """Give each item without which the equations hold; of two alike the later one."""
    gap = abs(broken[0].gap.difference)
    items = items[:MAX_ITEMS]
    values = [item.value for item in items]
    for index in reversed(range(len(items))):
        if scene.meter.spent or len(items) < 2:
            return
        item = items[index]
        alike = [other for other in range(len(items)) if other != index and _alike(values, other, index)]
        if alike and alike[-1] > index:
            continue  # of those that are alike the last is the one too many
        twin = alike[0] if alike else None
        numbers = (abs(scene.number(parts)) for parts in scene.items.get(item.parts, ()))
        if twin is None and len(items) > _FEW_ITEMS and gap not in numbers:
            continue
        document = WhatIf(scene.document, scene.meter, left_out=item.parts)
        others = [claim for claim in readers if claim.node is None or not is_below(claim.node.parts, item.parts)]
        left = gap_of(broken[0].equation, document, broken[0].bindings)
        if left is None or not left.closed or not (repairs := repaired(others, document)):
            continue
        yield Candidate(
            kind="line_too_many" if twin is None else "line_doubled",
            path=item.path,
            delivered=item.value,
            suggested=None,
            condition=f"if {item.path} were left out" + ("" if twin is None else f" (it repeats {items[twin].path})"),
            weight=_TOO_MANY if twin is None else _DOUBLED,
            repairs=repairs,
            keeps=[claim for claim in others if not claim.broken],
        )


def _alike(values: Sequence[object], first: int, second: int) -> bool:
    """Whether two items say the same, but for a running number."""
    one, two = values[first], values[second]
    if not isinstance(one, Mapping) or not isinstance(two, Mapping) or one.keys() != two.keys():
        return one == two
    return all(one[key] == two[key] or _runs_on(one[key], two[key], second - first) for key in one)


def _runs_on(one: object, two: object, distance: int) -> bool:
    return isinstance(one, int) and isinstance(two, int) and two - one == distance


# ------------------------------------------------------------ one dropped
def _dropped(scene: Scene, top: Node, readers: list[Claim], broken: list[Broken]) -> Iterator[Candidate]:
    """Give the item that would have to be added, shaped like one that is there."""
    items = top.children()
    for source in items[: -_MOST_SOURCES - 1 : -1]:
        if scene.meter.spent:
            return
        extra = Extra.behind(source, len(items))
        try:
            changes = _missing_numbers(scene, extra, broken)
        except DecimalException:  # numbers of a size that no document has
            continue
        if changes is None:
            continue
        repairs = repaired(readers, WhatIf(scene.document, scene.meter, changes, extra=extra))
        if repairs:
            yield _dropped_candidate(top, changes, repairs, [claim for claim in readers if not claim.broken])


def _missing_numbers(scene: Scene, extra: Extra, broken: list[Broken]) -> dict[Parts, Change] | None:
    """Solve each equation for one number of the added item that no equation before it has settled."""
    changes: dict[Parts, Change] = {}
    for one in broken:
        document = WhatIf(scene.document, scene.meter, changes, extra=extra)
        gap = gap_of(one.equation, document, one.bindings)
        if gap is None:
            return None
        if gap.closed:
            continue
        open_places = [parts for parts in document.reads if is_below(parts, extra.item.parts) and parts not in changes]
        opened = Broken(one.equation, one.bindings, gap)
        for parts in open_places:
            change = _missing_number(scene, extra, opened, changes, parts, document.reads[parts])
            if change is not None:
                changes[parts] = change
                break
        else:
            return None
    return changes


def _missing_number(
    scene: Scene, extra: Extra, broken: Broken, changes: Mapping[Parts, Change], parts: Parts, seen: Number
) -> Change | None:
    def with_number(number: Decimal) -> WhatIf:
        return WhatIf(scene.document, scene.meter, {**changes, parts: Change(seen, number)}, extra=extra)

    wanted = solve(broken, number_of(seen), with_number)
    if wanted is None:
        return None
    printed = wanted.wanted.quantize(_CENT)
    return Change(seen, printed) if printed and printed in wanted else None


def _dropped_candidate(
    top: Node, changes: Mapping[Parts, Change], repairs: list[Claim], keeps: list[Claim]
) -> Candidate:
    worth = ", ".join(
        f"{render(parts[-1:])[2:]} {show_like(change.seen, change.new)}" for parts, change in changes.items()
    )
    sizes = [(change.new, number_of(change.seen)) for change in changes.values()]
    usual = all(new * seen > 0 and abs(new) * 10 >= abs(seen) for new, seen in sizes)
    path = render(top.parts)
    return Candidate(
        kind="line_dropped",
        path=path,
        delivered=None,
        suggested=plain_number(next(iter(changes.values())).new) if len(changes) == 1 else None,
        condition=f"if {path} had one more item" + (f" ({worth})" if worth else ""),
        weight=_DROPPED if usual else _DROPPED_ODD,
        repairs=repairs,
        keeps=keeps,
    )
