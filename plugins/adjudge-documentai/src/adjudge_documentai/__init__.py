"""Google Document AI for adjudge."""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.plugin import Adapter, hookimpl
from adjudge_documentai.adapter import DOCUMENTAI

__all__ = ["DOCUMENTAI"]


@hookimpl
def adjudge_register_adapters() -> Iterable[Adapter]:
    """Give the adapter."""
    return (DOCUMENTAI,)
