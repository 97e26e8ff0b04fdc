"""What plugin authors and rule authors test with.

An adapter is held to what every rule relies on:

>>> from adjudge.adapters.plain import PLAIN
>>> assert_adapter_conforms(PLAIN, [{"total": 5}])

and a verdict to what a test expects of it, with the verdict's own words when it is otherwise:

>>> import adjudge
>>> verdict = adjudge.check({"total": None}, "adjudge:recommended")
>>> assert_accepts(verdict)  # doctest: +ELLIPSIS
Traceback (most recent call last):
AssertionError: expected accept, got:
review  document  (plain)
...
"""

from __future__ import annotations

from adjudge.testing.conformance import assert_adapter_conforms, check_adapter
from adjudge.testing.verdicts import assert_accepts, assert_fails

__all__ = ["assert_accepts", "assert_adapter_conforms", "assert_fails", "check_adapter"]
