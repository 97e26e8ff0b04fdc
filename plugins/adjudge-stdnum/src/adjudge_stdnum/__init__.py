"""Checks and functions for numbers with check digits, by python-stdnum; never a network request."""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.plugin import Check, Function, hookimpl
from adjudge_stdnum.checks import CHECKS, FUNCTIONS

__all__ = ["CHECKS", "FUNCTIONS"]


@hookimpl
def adjudge_register_checks() -> Iterable[Check]:
    """Give a check for each kind of number."""
    return CHECKS


@hookimpl
def adjudge_register_functions() -> Iterable[Function]:
    """Give a function of the same name for expressions."""
    return FUNCTIONS
