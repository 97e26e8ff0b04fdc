"""The built-in adapters; each module holds one vendor's shapes, and registers through the same hook as everyone's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from adjudge.adapters.datalab import DATALAB
from adjudge.adapters.extend import EXTEND
from adjudge.adapters.llamaextract import LLAMAEXTRACT
from adjudge.adapters.nutrient import NUTRIENT
from adjudge.adapters.parsefy import PARSEFY
from adjudge.adapters.plain import PLAIN
from adjudge.hookspecs import hookimpl
from adjudge.model.adapter import Adapter

ADAPTERS: Final[tuple[Adapter, ...]] = (LLAMAEXTRACT, NUTRIENT, DATALAB, PARSEFY, EXTEND, PLAIN)
"""Every built-in adapter."""


@hookimpl
def adjudge_register_adapters() -> Iterable[Adapter]:
    """Give every built-in adapter."""
    return ADAPTERS
