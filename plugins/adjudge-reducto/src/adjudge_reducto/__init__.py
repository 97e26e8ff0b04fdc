"""Reducto Extract for adjudge."""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.plugin import Adapter, hookimpl
from adjudge_reducto.adapter import REDUCTO

__all__ = ["REDUCTO"]


@hookimpl
def adjudge_register_adapters() -> Iterable[Adapter]:
    """Give the adapter."""
    return (REDUCTO,)
