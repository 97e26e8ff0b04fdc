"""The signals by name, each on its own scale; none is ever converted or folded into another."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from adjudge.record import Record


class Signal(Record):
    """A measured quantity: its name and its inclusive scale, ``low`` to ``high``."""

    name: str
    doc: str
    low: int = 0
    high: int = 1


SIGNALS: Final[Mapping[str, Signal]] = MappingProxyType(
    {
        signal.name: signal
        for signal in (
            Signal("confidence", "the vendor's own composite"),
            Signal("ocr", "how well the characters were read"),
            Signal("logprobs", "token probabilities of the model"),
            Signal("parsing", "how well the document was parsed"),
            Signal("extraction", "how sure the extraction step was"),
            Signal("probability", "probability of the chosen tokens"),
            Signal("margin", "distance to the runner-up"),
            Signal("grounding", "how well the value is anchored in the document"),
            Signal("format", "how well the value has the expected form"),
            Signal("rating", "a reviewer's mark", 1, 5),
        )
    }
)
"""The built-in ones; an adapter may declare more of its own (see ``Adapter.signals``)."""
