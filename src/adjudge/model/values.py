"""Typed values that rules compute with, and the two that stand for "no value".

A typed value is one of ``Decimal`` (every number), ``Money``, ``str``, ``bool``, ``datetime.date``,
``datetime.timedelta`` (whole days), a tuple of these, ``Missing`` or ``Fault``. Never a float.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from adjudge.model.words import Cause
from adjudge.record import Record


class Money(Record):
    """An exact amount in major units (12.50, not 1250); ``currency`` is an ISO 4217 code or unknown."""

    amount: Decimal
    currency: str | None = None


class Missing(Record):
    """A value that is not there to compute with: absent, null, empty, unparsable, a signal not sent.

    It passes through every operator, so that what depends on it is *unknown*, never false.
    ``reason`` is a sentence about ``path`` ("$.total is absent").
    """

    cause: Cause
    path: str
    reason: str


class Fault(Record):
    """An operation that makes no sense for its operands (a type clash); ends as outcome *error*."""

    cause: Cause
    reason: str


Scalar: TypeAlias = Decimal | Money | str | bool | date | timedelta
Typed: TypeAlias = Scalar | Missing | Fault | tuple["Typed", ...]
