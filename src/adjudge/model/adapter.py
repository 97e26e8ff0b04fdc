"""What an adapter is: where data and metadata stand in a payload, a layout, and a key table.

Everything here is frozen and declarative, so that rules can be compiled against it. Adapters and shapes
compare by identity: a plan compiled for one is cached under it. To change one, copy it::

    nutrient_with_issues = adapter.with_document(issues=("output", "issues"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from adjudge.model.citations import Citation
from adjudge.model.signals import Signal
from adjudge.model.tree import ABSENT, Tree, dig
from adjudge.record import Record, field, replace

T = TypeVar("T")

KeyPath: TypeAlias = tuple[str, ...]
"""Keys to follow, from a metadata entry or from a vendor's response; ``()`` is the thing itself."""


class SignalKey(NamedTuple):
    """Where a signal stands; ``percent`` is divided by 100, exactly."""

    name: str
    path: KeyPath
    percent: bool = False


class Slot(Record, Generic[T]):
    """A list of things in an entry: it is there when any of ``at`` is; ``read`` gives what it holds.

    ``read`` gets the entry and the shape's ``context`` of the payload; it never raises on odd data. One that yields
    is read only as far as is needed. ``filled`` is a shorter way to know that ``read`` would give something: by what
    stands at the first of ``at``.
    """

    at: tuple[KeyPath, ...]
    read: Callable[[Mapping[str, Any], Any], Iterable[T]]
    filled: Callable[[Any], bool] | None = None


class KeyTable(Record, eq=False):
    """Where things stand in the metadata entry of a node."""

    signals: tuple[SignalKey, ...] = ()
    match: KeyPath | None = None
    verification: KeyPath | None = None
    verification_detail: tuple[tuple[str, KeyPath], ...] = ()
    reasoning: Slot[str] | None = None
    issues: Slot[str] | None = None
    citations: Slot[Citation] | None = None

    def signal(self, name: str) -> SignalKey | None:
        """Find where a signal stands, ``None`` when entries never carry it."""
        return next((key for key in self.signals if key.name == name), None)

    def paths_of(self, name: str) -> list[KeyPath]:
        """Find where a signal or a label (``match``, ``verification``) stands; more than one place is possible."""
        paths = [key.path for key in self.signals if key.name == name]
        label = {"match": self.match, "verification": self.verification}.get(name)
        return paths if label is None else [*paths, label]


class DocumentKeys(Record, eq=False):
    """Where the document's own things stand in the vendor's response; they are the root node's.

    ``issues`` is at a list of texts or one text; ``pages`` at a list or a count. What stands at ``version``
    is translated by ``versions``, if there are any.
    """

    signals: tuple[SignalKey, ...] = ()
    verification: KeyPath | None = None
    verification_detail: tuple[tuple[str, KeyPath], ...] = ()
    reasoning: KeyPath | None = None
    issues: KeyPath | None = None
    pages: KeyPath | None = None
    version: KeyPath | None = None
    versions: tuple[tuple[str, str], ...] = ()
    flags: tuple[tuple[str, KeyPath], ...] = ()


class JobKeys(Record):
    """How a response says that its job is not done, or failed.

    ``error`` is at something that is null unless the job failed. The reason is made of the texts at
    ``reason``, in that order. ``only_accepted`` marks a response that says no more than that the job exists.
    """

    status: KeyPath = ("status",)
    pending: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    error: KeyPath | None = None
    reason: tuple[KeyPath, ...] = ()
    only_accepted: bool = False


class Layout(Protocol):
    """How metadata accompanies data; one of those in ``adjudge.model.layouts``."""

    @property
    def name(self) -> str:
        """*parallel, sibling, paths, flat, wrapped* or *bare*."""

    def tree(self, shape: Shape, response: Any) -> Tree:
        """Show the response as a tree."""


def _anything(_response: Any) -> bool:
    return True


class Shape(Record, eq=False):
    """One form in which an adapter's payloads come.

    ``at`` leads from the payload to the vendor's response (a stored record may wrap it); ``data``,
    ``meta``, ``requires``, ``document`` and ``job`` count from there. The shape claims a payload that
    has every path of ``requires`` and passes ``looks_right``. A shape that requires nothing is asked
    only when no other claims.
    """

    name: str
    layout: Layout
    keys: KeyTable = field(default_factory=KeyTable)
    at: KeyPath = ()
    data: KeyPath = ()
    meta: KeyPath | None = None
    requires: tuple[KeyPath, ...] = ()
    looks_right: Callable[[Any], bool] = _anything
    document: DocumentKeys = field(default_factory=DocumentKeys)
    job: JobKeys | None = None
    version: str | None = None
    context: Callable[[Any], Any] | None = None

    def response(self, payload: Any) -> Any:
        """Give the vendor's response inside the payload, ``ABSENT`` where there is none."""
        return dig(payload, self.at)

    def claims(self, payload: Any) -> bool:
        """Whether the payload has this shape."""
        response = dig(payload, self.at)
        if response is ABSENT:
            return False
        # A plain loop: this runs for every document, several times.
        for path in self.requires:
            if dig(response, path) is ABSENT:
                return False
        return self.looks_right(response)

    def under(self, *at: str) -> Shape:
        """Copy the shape for a response that stands deeper in the payload."""
        return replace(self, name=f"{self.name} under {'.'.join(at)}", at=(*at, *self.at))


class Adapter(Record, eq=False):
    """A vendor's way to hand back what it extracted.

    ``labels`` are the match labels it knows, ``verification_labels`` those of verification, ``signals``
    what it declares beyond the built-in ones. The first shape that claims a payload reads it. A
    ``fallback`` is taken where nobody else claims.
    """

    name: str
    shapes: tuple[Shape, ...]
    labels: frozenset[str] = frozenset()
    verification_labels: frozenset[str] = frozenset()
    signals: tuple[Signal, ...] = ()
    fallback: bool = False

    def with_document(self, **changes: Any) -> Adapter:
        """Copy the adapter with some document-level keys elsewhere, in every shape.

        Example:
            >>> adapter.with_document(issues=("output", "issues"))  # doctest: +SKIP
        """
        return replace(
            self,
            shapes=tuple(replace(shape, document=replace(shape.document, **changes)) for shape in self.shapes),
        )

    def with_keys(self, **changes: Any) -> Adapter:
        """Copy the adapter with some keys of the metadata entries elsewhere, in every shape."""
        return replace(self, shapes=tuple(replace(shape, keys=replace(shape.keys, **changes)) for shape in self.shapes))
