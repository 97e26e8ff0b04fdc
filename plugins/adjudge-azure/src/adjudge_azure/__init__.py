"""Azure Document Intelligence (once Form Recognizer) for adjudge."""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.plugin import Adapter, Check, hookimpl, signal_check
from adjudge_azure.adapter import AZURE, DOC_TYPE_CONFIDENCE

__all__ = ["AZURE"]


@hookimpl
def adjudge_register_adapters() -> Iterable[Adapter]:
    """Give the adapter."""
    return (AZURE,)


@hookimpl
def adjudge_register_checks() -> Iterable[Check]:
    """Give the check of the one signal that is Azure's own."""
    return (signal_check(DOC_TYPE_CONFIDENCE),)
