"""Plain data, by nobody we know: values, and nothing said about them."""

from __future__ import annotations

from typing import Final

from adjudge.model.adapter import Adapter, Shape
from adjudge.model.layouts import Bare

PLAIN: Final = Adapter("plain", (Shape("plain", Bare()),), fallback=True)
"""Taken where nobody claims the payload."""
