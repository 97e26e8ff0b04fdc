"""A check of our own: Norwegian organisation numbers, nine digits of which the last is a check digit."""

from __future__ import annotations

from adjudge.plugin import PASS, Check, CheckOptions, Item, Judgement, Missing, fail, hookimpl, unknown

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


class Organisation(CheckOptions):
    """``orgnr: {spaces: false}``, or ``orgnr: true`` for the usual."""

    spaces: bool = True


def judge(item: Item, options: Organisation) -> Judgement:
    """Compare the last digit with the one that belongs to the other eight."""
    node = item.node
    if isinstance(item.typed, Missing):  # nothing to judge is no failure, and no pass either
        return unknown(item.typed.cause, item.typed.reason)
    number = str(node.value).replace(" ", "") if options.spaces else str(node.value)
    if len(number) != 9 or not (number.isascii() and number.isdigit()):
        return fail(f'{node.path} is "{node.value}", expected nine digits')
    rest = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False)) % 11
    expected = (11 - rest) % 11
    if str(expected) == number[8]:
        return PASS
    return fail(f'{node.path} is "{node.value}", whose check digit would be {expected if expected < 10 else "none"}')


@hookimpl
def adjudge_register_checks() -> list[Check]:
    """Give rule files the key ``orgnr``."""
    return [Check("orgnr", Organisation, judge, shorthand=lambda usual: {"spaces": usual})]
