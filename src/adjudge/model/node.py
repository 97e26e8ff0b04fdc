"""One node of an extraction: a throw-away view that reads the payload when asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal

from adjudge.model.adapter import KeyPath, SignalKey, Slot
from adjudge.model.citations import Citation
from adjudge.model.paths import Parts, render
from adjudge.model.tree import ABSENT, ARRAYS, Key, Place, dig, is_scalar

if TYPE_CHECKING:
    from adjudge.model.extraction import Extraction

Presence = Literal["present", "null", "empty", "absent"]


class Node:
    """What was extracted at one path, and what the vendor says about it.

    Making one costs little and reads nothing; two nodes of one path are equal in all they say.
    """

    __slots__ = ("extraction", "place")

    def __init__(self, extraction: Extraction, place: Place) -> None:
        self.extraction = extraction
        self.place = place

    def __repr__(self) -> str:
        return f"<Node {self.path} {self.presence}>"

    @property
    def parts(self) -> Parts:
        """The path, as keys and indexes."""
        return self.place.parts

    @property
    def path(self) -> str:
        """The path, as text."""
        return render(self.place.parts)

    @property
    def value(self) -> Any:
        """The value as delivered, without metadata; ``None`` also where it is absent (see ``presence``)."""
        value = self.extraction.tree.plain(self.place)
        return None if value is ABSENT else value

    @property
    def presence(self) -> Presence:
        """Whether a value was sent: ``""``, ``{}`` and ``[]`` are *empty*, which is neither null nor absent."""
        value = self.place.value
        if value is ABSENT:
            return "absent"
        if value is None:
            return "null"
        if isinstance(value, str):
            return "present" if value else "empty"
        return "present" if is_scalar(value) or self.extraction.tree.plain(self.place) else "empty"

    @property
    def is_leaf(self) -> bool:
        """Whether nothing is below: neither data nor metadata."""
        return is_scalar(self.place.value) or not self.extraction.tree.child_keys(self.place)

    @property
    def signals(self) -> Mapping[str, Any]:
        """The signals whose slots are there, by name; ``None`` is an empty slot, an absent one is not in it."""
        found: dict[str, Any] = {}
        for name, number in self._signals():
            if number is not ABSENT:
                found.setdefault(name, number)
        return found

    def signal(self, name: str) -> Any:
        """Give one signal: a number, ``None`` for an empty slot, ``ABSENT`` for none.

        What is no number (a word, a list) is given as it came: its reader must call it off the scale.
        """
        return next((found for slot, found in self._signals() if slot == name and found is not ABSENT), ABSENT)

    @property
    def match(self) -> str | None:
        """The vendor's label of how the value was found in the document."""
        return _text(self._entry_value(self.extraction.keys.match))

    @property
    def verification(self) -> str | None:
        """The vendor's label of a second look at the value; at the root, at the document."""
        label = _text(self._entry_value(self.extraction.keys.verification))
        if label is None and not self.parts:
            return _text(self._document_value(self.extraction.document.verification))
        return label

    @property
    def verification_detail(self) -> Mapping[str, Any]:
        """What came with the verification, by name, as delivered."""
        found = {name: self._entry_value(path) for name, path in self.extraction.keys.verification_detail}
        if not self.parts:
            for name, path in self.extraction.document.verification_detail:
                found[name] = self._document_value(path)
        return {name: value for name, value in found.items() if value is not ABSENT}

    @property
    def reasoning(self) -> str | None:
        """Why the vendor chose this value, in its words."""
        texts = self._slot(self.extraction.keys.reasoning)
        if not texts and not self.parts:
            return _text(self._document_value(self.extraction.document.reasoning))
        return "\n".join(texts) if texts else None

    @property
    def issues(self) -> tuple[str, ...] | None:
        """What the vendor found doubtful here; ``None`` when there is no slot for it."""
        own = self._slot(self.extraction.keys.issues)
        if self.parts:
            return own
        whole = _issue_texts(self._document_value(self.extraction.document.issues))
        return own if whole is None else whole + (own or ())

    @property
    def citations(self) -> tuple[Citation, ...] | None:
        """Where the value was read; ``None`` when there is no slot for it."""
        return self._slot(self.extraction.keys.citations)

    def cited_by_ancestor(self) -> tuple[Citation, ...]:
        """Give the citations of the nearest ancestor that has some, marked as inherited."""
        above: tuple[Citation, ...] = ()
        node = self.extraction.root
        for part in self.parts:
            above = node.citations or above
            node = node.child(part)
        return tuple(replace(citation, inherited=True) for citation in above)

    def child(self, key: Key) -> Node:
        """Give the node below, which may be an absent one."""
        return Node(self.extraction, self.extraction.tree.child(self.place, key))

    def children(self) -> list[Node]:
        """List the nodes below: of the data in its order, then of metadata only."""
        return [self.child(key) for key in self.extraction.tree.child_keys(self.place)]

    def _signals(self) -> Iterator[tuple[str, Any]]:
        """Give what every slot holds, by name; of two of a name the first that is there stands."""
        if not self.place.parts:
            for key in self.extraction.document.signals:
                yield key.name, _scaled(self._document_value(key.path), key)
        entry = self.place.entry
        if entry is not None:
            for key in self.extraction.keys.signals:
                yield key.name, _scaled(dig(entry, key.path), key)

    def _entry_value(self, path: KeyPath | None) -> Any:
        entry = self.place.entry
        return ABSENT if entry is None or path is None else dig(entry, path)

    def _document_value(self, path: KeyPath | None) -> Any:
        return ABSENT if path is None else dig(self.extraction.response, path)

    def _slot(self, slot: Slot[Any] | None) -> tuple[Any, ...] | None:
        entry = self.place.entry
        if entry is None or slot is None or all(dig(entry, path) is ABSENT for path in slot.at):
            return None
        return slot.read(entry, self.extraction.context)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _issue_texts(value: Any) -> tuple[str, ...] | None:
    """Read an issue slot: a list, one text, or null; anything else is no slot."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, ARRAYS):
        return tuple(issue if isinstance(issue, str) else str(issue) for issue in value if issue)
    return None


def _scaled(value: Any, key: SignalKey) -> Any:
    if not key.percent or isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    try:
        # By way of text: 98.61 must become 0.9861, not the nearest quotient of two floats.
        return Decimal(str(value)).scaleb(-2)
    except (InvalidOperation, ValueError):
        return value
