"""A plugin: the adapter that the policy is written for, by name, so that the command line can use it."""

from __future__ import annotations

from collections.abc import Iterable

from impl_adjudge import nutrient_with_issues

from adjudge.plugin import Adapter, hookimpl
from adjudge.record import replace


@hookimpl
def adjudge_register_adapters() -> Iterable[Adapter]:
    """Give the adapter."""
    return (replace(nutrient_with_issues(), name="nutrient-issues"),)
