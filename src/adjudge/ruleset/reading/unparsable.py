"""What a reader gives for a value that it does not read, and what a bad reader is."""

from __future__ import annotations

from adjudge.errors import AdjudgeError
from adjudge.record import Record


class ReadingProblem(AdjudgeError):
    """A type, locale or date format that no reader can be made of; the message is one sentence."""


class Unparsable(Record):
    """A present value that is not exactly of its type.

    ``reason`` says what it is and why, for a sentence about its path: ``"O.50" is no number: letter O at 1``
    (characters count from 1).
    """

    reason: str
