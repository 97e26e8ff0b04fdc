"""What the tests of the model share: adapters made for them, none of a vendor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from adjudge.model.adapter import Adapter, DocumentKeys, KeyTable, Shape, SignalKey, Slot
from adjudge.model.citations import Citation
from adjudge.model.extraction import Extraction
from adjudge.model.layouts import Bare, Flat
from adjudge.model.recognise import normalize


def _texts(name: str) -> Slot[str]:
    return Slot(((name,),), lambda entry, _context: tuple(entry[name]))


def _cited(entry: Mapping[str, Any], context: Any) -> tuple[Citation, ...]:
    return tuple(Citation(page=page, text=context) for page in entry["pages"])


FLAT = Adapter(
    "flat",
    (
        Shape(
            "flat",
            Flat(),
            KeyTable(
                signals=(SignalKey("confidence", ("sure",)), SignalKey("type", ("kind", "percent"), percent=True)),
                match=("label",),
                verification=("second", "label"),
                verification_detail=(("by", ("second", "by")),),
                reasoning=_texts("why"),
                issues=_texts("doubts"),
                citations=Slot((("pages",),), _cited),
            ),
            data=("data",),
            meta=("meta",),
            requires=(("data",), ("meta",)),
            document=DocumentKeys(
                signals=(SignalKey("confidence", ("whole",)),),
                verification=("checked",),
                verification_detail=(("by", ("checker",)),),
                reasoning=("because",),
                issues=("problems",),
                pages=("pages",),
                version=("api",),
                flags=(("rerun", ("rerun",)),),
            ),
            version="2",
            context=lambda response: response.get("source"),
        ),
    ),
)
PLAIN = Adapter("plain", (Shape("plain", Bare()),), fallback=True)
ADAPTERS = {"flat": FLAT, "plain": PLAIN}


@pytest.fixture(scope="session")
def read() -> Callable[..., Extraction]:
    """Normalize with an adapter that has everything, and the fallback."""

    def read_with(source: Any, adapter: str | Adapter | None = None) -> Extraction:
        return normalize(source, adapter, adapters=ADAPTERS)

    return read_with


@pytest.fixture(scope="session")
def flat() -> Adapter:
    """The adapter that has everything."""
    return FLAT
