"""Amazon Textract AnalyzeExpense for adjudge."""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.plugin import Adapter, Check, hookimpl, signal_check
from adjudge_textract.adapter import SIGNALS, TEXTRACT

__all__ = ["TEXTRACT"]


@hookimpl
def adjudge_register_adapters() -> Iterable[Adapter]:
    """Give the adapter."""
    return (TEXTRACT,)


@hookimpl
def adjudge_register_checks() -> Iterable[Check]:
    """Give a check for each signal that is Textract's own."""
    return [signal_check(signal) for signal in SIGNALS]
