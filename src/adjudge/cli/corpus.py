"""Judge a corpus for the doctor: the results are counted, no verdict is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from adjudge.cli.payloads import Unreadable, find_payloads
from adjudge.errors import ConfigError, PayloadError, SelectionError

if TYPE_CHECKING:
    from adjudge.engine.doctor import Doctor
    from adjudge.engine.ruleset import Ruleset


class Seen(NamedTuple):
    """What was counted, and how many payloads could not be read."""

    doctor: Doctor
    unreadable: int


def see_corpus(ruleset: Ruleset, corpus: Sequence[str], complain: Callable[[str], None]) -> Seen:
    """Judge every payload that ``corpus`` names (files, folders, ``-``).

    Raises:
        SelectionError: There is no payload.
    """
    from adjudge.engine.doctor import Doctor

    doctor, unreadable = Doctor(ruleset.rules), 0
    for payload in find_payloads(corpus):
        if isinstance(payload, Unreadable):
            complain(f"{payload.name}: {payload.reason}")
            unreadable += 1
            continue
        try:
            doctor.see(ruleset.check(payload.content))
        except (PayloadError, ConfigError) as problem:
            complain(f"{payload.name}: {problem}")
            unreadable += 1
    if not doctor.payloads and not unreadable:
        raise SelectionError(f"no payload in {', '.join(corpus)}")
    return Seen(doctor, unreadable)
