"""One node of an extraction: a throw-away view that reads the payload when asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from adjudge.model.adapter import KeyPath, SignalKey, Slot
from adjudge.model.citations import Citation
from adjudge.model.paths import Parts, render
from adjudge.model.tree import ABSENT, ARRAYS, Key, Place, dig, is_scalar
from adjudge.record import replace

if TYPE_CHECKING:
    from adjudge.model.extraction import Extraction

T = TypeVar("T")

Presence = Literal["present", "null", "empty", "absent"]


class Node:
    """What was extracted at one path, and what the vendor says about it.

    Making one costs little and reads nothing; two nodes of one path are equal in all they say.
    """

    __slots__ = ("_path", "extraction", "place")

    def __init__(self, extraction: Extraction, place: Place) -> None:
        self.extraction = extraction
        self.place = place
        self._path: str | None = None

    def __repr__(self) -> str:
        return f"<Node {self.path} {self.presence}>"

    @property
    def parts(self) -> Parts:
        """The path, as keys and indexes."""
        return self.place.parts

    @property
    def path(self) -> str:
        """The path, as text."""
        if self._path is None:
            self._path = render(self.place.parts)
        return self._path

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
        for holder, keys in self._holders():
            for key in keys:
                # Most slots are not there; that the first key of a path is missing tells so at once.
                if key.path[0] in holder and key.name not in found:
                    number = _number(holder, key)
                    if number is not ABSENT:
                        found[key.name] = number
        return found

    def signal(self, name: str) -> Any:
        """Give one signal: a number, ``None`` for an empty slot, ``ABSENT`` for none.

        What is no number (a word, a list) is given as it came: its reader must call it off the scale.
        """
        for holder, keys in self._holders():
            for key in keys:
                if key.name == name and key.path[0] in holder:
                    number = _number(holder, key)
                    if number is not ABSENT:
                        return number
        return ABSENT

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

    @property
    def citation(self) -> Citation | None:
        """The citation to show: the first that names a page, else the first; an ancestor's where there is none."""
        return _shown(self._read(self.extraction.keys.citations) or ()) or _shown(self.cited_by_ancestor())

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
        extraction, place = self.extraction, self.place
        child = extraction.tree.child
        return [Node(extraction, child(place, key)) for key in extraction.tree.child_keys(place)]

    def _holders(self) -> Sequence[tuple[Mapping[str, Any], Sequence[SignalKey]]]:
        """Give what holds the slots of signals, and where; of two slots of a name the first that is there stands."""
        shape, entry = self.extraction.shape, self.place.entry
        own = ((entry, shape.keys.signals),) if isinstance(entry, dict) else ()
        if self.place.parts or not shape.document.signals:
            return own
        response = self.extraction.response
        return ((response, shape.document.signals), *own) if isinstance(response, dict) else own

    def _entry_value(self, path: KeyPath | None) -> Any:
        entry = self.place.entry
        return ABSENT if entry is None or path is None else dig(entry, path)

    def _document_value(self, path: KeyPath | None) -> Any:
        return ABSENT if path is None else dig(self.extraction.response, path)

    def _slot(self, slot: Slot[T] | None) -> tuple[T, ...] | None:
        found = self._read(slot)
        return None if found is None else tuple(found)

    def _read(self, slot: Slot[T] | None) -> Iterable[T] | None:
        entry = self.place.entry
        if entry is None or slot is None:
            return None
        for path in slot.at:
            if dig(entry, path) is not ABSENT:
                return slot.read(entry, self.extraction.context)
        return None


def _shown(citations: Iterable[Citation]) -> Citation | None:
    """Give the first citation that names a page, else the first; those after it are not read."""
    first: Citation | None = None
    for citation in citations:
        if citation.page is not None:
            return citation
        first = first or citation
    return first


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


def _number(holder: Mapping[str, Any], key: SignalKey) -> Any:
    """Give what the slot of a signal holds, where the first key of its path is there."""
    path = key.path
    number = holder[path[0]] if len(path) == 1 else dig(holder, path)
    return _scaled(number) if key.percent else number


def _scaled(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    try:
        # By way of text: 98.61 must become 0.9861, not the nearest quotient of two floats.
        return Decimal(str(value)).scaleb(-2)
    except (InvalidOperation, ValueError):
        return value
