"""The adapter: a list of typed entities with properties, turned into an object by type.

The payload is proto3 JSON, which leaves out whatever has its default: a missing ``page`` is the first, a missing
``x`` the left edge, a missing ``confidence`` 0, and missing ``entities`` are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from adjudge.plugin import (
    MAX_DEPTH,
    Adapter,
    Citation,
    DocumentKeys,
    JobKeys,
    KeyTable,
    Parts,
    Shape,
    SignalKey,
    Slot,
    Walk,
    dig,
    has_any,
    page_number,
    polygon_box,
    too_deep,
)
from adjudge_documentai.values import currency_of, value_of

Entity = Mapping[str, Any]
Entries = dict[Parts, Mapping[str, Any]]


# ---------------------------------------------------------------- values
def _walk(entities: Any) -> tuple[Any, Entries]:
    """Give the entities by type, and each as the entry of its value."""
    entries: Entries = {}
    return _by_type(_objects(entities), "", (), entries), entries


def _by_type(entities: Iterable[Entity], parent: str, parts: Parts, entries: Entries) -> dict[str, Any]:
    """Give each type its value.

    What has properties is a row, and its type a list, even of one; of anything else a type that stands there twice
    is the list of its candidates.
    """
    if len(parts) > MAX_DEPTH:
        raise too_deep()
    candidates: dict[str, list[Entity]] = {}
    for entity in entities:
        candidates.setdefault(_name(entity, parent), []).append(entity)
    data: dict[str, Any] = {}
    for name, found in candidates.items():
        is_list = len(found) > 1 or any(_objects(entity.get("properties")) for entity in found)
        places = [(*parts, name, index) if is_list else (*parts, name) for index in range(len(found))]
        values = [_value(entity, place, entries) for entity, place in zip(found, places, strict=True)]
        data[name] = values if is_list else values[0]
        codes = [currency_of(entity) for entity in found]
        beside = f"{name}_currency"
        if any(codes) and beside not in candidates:
            # One value in two leaves: what was measured of the whole holds for both.
            data[beside] = codes if is_list else codes[0]
            for place in places:
                entries[*parts, beside, *place[len(parts) + 1 :]] = entries[place]
    return data


def _value(entity: Entity, parts: Parts, entries: Entries) -> Any:
    entries[parts] = entity if "confidence" in entity else {**entity, "confidence": 0}
    properties = _objects(entity.get("properties"))
    return _by_type(properties, _type(entity), parts, entries) if properties else value_of(entity)


def _name(entity: Entity, parent: str) -> str:
    """Give the type, which repeats that of the parent: ``line_item/amount`` is the ``amount`` of a ``line_item``."""
    return _type(entity).removeprefix(f"{parent}/") if parent else _type(entity)


def _type(entity: Entity) -> str:
    kind = entity.get("type")
    return kind if isinstance(kind, str) and kind else "(no type)"


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


# ---------------------------------------------------------------- citations
def _citations(entry: Mapping[str, Any], _context: Any) -> tuple[Citation, ...]:
    """Give one citation for each page reference; of a value that was derived, its text alone."""
    text = entry.get("mentionText")
    text = text if isinstance(text, str) and text else None
    found = [_place(reference, text) for reference in _objects(dig(entry, ("pageAnchor", "pageRefs")))]
    return tuple(found) or ((Citation(text=text),) if text else ())


def _place(reference: Mapping[str, Any], text: str | None) -> Citation:
    box = polygon_box(list(_points(dig(reference, ("boundingPoly", "normalizedVertices")))))
    page = page_number(reference.get("page", 0), first=0)
    return Citation(page=page, text=text, box=box, unit="ratio" if box else None)


def _points(vertices: Any) -> Iterator[dict[str, Any]]:
    for vertex in _objects(vertices):
        yield {"x": vertex.get("x", 0), "y": vertex.get("y", 0)}


# ---------------------------------------------------------------- shapes
_KEYS: Final = KeyTable(
    signals=(SignalKey("confidence", ("confidence",)),),
    citations=Slot((("pageAnchor",), ("mentionText",)), _citations),
)
_DOCUMENT: Final = DocumentKeys(pages=("pages",))
_ENVELOPE: Final = ("mimeType", "uri", "shardInfo", "text", "pages")


def _has_entities(response: Any) -> bool:
    entities = response["entities"]
    return isinstance(entities, list) and (has_any(response, _ENVELOPE) or any(map(_is_entity, entities)))


def _is_entity(value: Any) -> bool:
    return has_any(value, ("type",)) and has_any(value, ("mentionText", "pageAnchor", "textAnchor"))


def _has_pages_only(response: Any) -> bool:
    """Whether it is a document in which no entity was found."""
    pages = _objects(response["pages"])
    return bool(pages) and all(has_any(page, ("layout", "dimension", "image")) for page in pages)


def _is_error(response: Any) -> bool:
    return isinstance(dig(response, ("error", "message")), str) and has_any(response, _ENVELOPE)


_ERROR: Final = Shape(
    name="error",
    layout=Walk(_walk),
    keys=_KEYS,
    data=("entities",),
    requires=(("error",),),
    looks_right=_is_error,
    document=_DOCUMENT,
    job=JobKeys(error=("error",), reason=(("error", "message"),)),
)
_ENTITIES: Final = Shape(
    name="document",
    layout=Walk(_walk),
    keys=_KEYS,
    data=("entities",),
    requires=(("entities",),),
    looks_right=_has_entities,
    document=_DOCUMENT,
)
_NO_ENTITIES: Final = Shape(
    name="document without entities",
    layout=Walk(_walk),
    keys=_KEYS,
    data=("entities",),
    requires=(("text",), ("pages",)),
    looks_right=_has_pages_only,
    document=_DOCUMENT,
)

_SHAPES: Final = (_ERROR, _ENTITIES, _NO_ENTITIES)
DOCUMENTAI: Final = Adapter(
    "documentai",
    # The answer of `process` keeps the document under `document`.
    (*_SHAPES, *(shape.under("document") for shape in _SHAPES)),
)
