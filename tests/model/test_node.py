"""Nodes and the extraction: what rules may ask, and what they get where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from adjudge.errors import ConfigError, PayloadError
from adjudge.model.adapter import Adapter
from adjudge.model.citations import Citation
from adjudge.model.extraction import Extraction
from adjudge.model.tree import ABSENT, MAX_DEPTH

Read = Callable[..., Extraction]


def payload(data: Any, meta: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Make a payload of the adapter that has everything."""
    return {"data": data, "meta": meta or {}, **more}


@pytest.mark.parametrize(
    ("value", "presence"),
    [
        ("x", "present"),
        (0, "present"),
        (False, "present"),
        ([0], "present"),
        (None, "null"),
        ("", "empty"),
        ([], "empty"),
        ({}, "empty"),
    ],
)
def test_presence_tells_empty_from_null_from_false(read: Read, value: Any, presence: str) -> None:
    """0 and false are values; "", [] and {} are spellings of not found."""
    node = read(payload({"a": value}))["$.a"]

    assert (node.presence, node.value) == (presence, value)


def test_a_path_that_leads_nowhere_gives_an_absent_node(read: Read) -> None:
    """Never a KeyError: absence is an answer."""
    node = read(payload({"a": {"b": 1}}))["$.a.b.c[3].d"]

    assert (node.path, node.presence, node.value, node.is_leaf) == ("$.a.b.c[3].d", "absent", None, True)
    assert dict(node.signals) == {}
    assert node.signal("confidence") is ABSENT
    assert (node.match, node.verification, node.reasoning, node.issues, node.citations) == (None,) * 5
    assert dict(node.verification_detail) == {}
    assert node.cited_by_ancestor() == ()
    assert node.children() == []
    assert repr(node) == "<Node $.a.b.c[3].d absent>"


def test_an_unreadable_path_is_the_callers_mistake(read: Read) -> None:
    """So it is told, not answered."""
    with pytest.raises(ConfigError, match="it does not begin"):
        read(payload({}))["total"]


def test_everything_an_entry_says_is_found(read: Read) -> None:
    """By the key table alone."""
    entry = {
        "sure": 0.5,
        "kind": {"percent": 98.61},
        "label": "exact",
        "second": {"label": "PASS", "by": "a clerk"},
        "why": ["one", "two"],
        "doubts": ["smudged"],
        "pages": [2, 3],
    }
    node = read(payload({"a": 1}, {"a": entry}, source="scan"))["$.a"]

    assert node.signals == {"confidence": 0.5, "type": Decimal("0.9861")}
    assert (node.match, node.verification, node.verification_detail) == ("exact", "PASS", {"by": "a clerk"})
    assert (node.reasoning, node.issues) == ("one\ntwo", ("smudged",))
    assert node.citations == (Citation(page=2, text="scan"), Citation(page=3, text="scan"))


@pytest.mark.parametrize(
    ("sent", "given"),
    [
        (98.61, Decimal("0.9861")),
        (Decimal("100"), Decimal("1")),
        (0, Decimal("0")),
        (None, None),
        (True, True),
        ("98", "98"),
        ([1], [1]),
        pytest.param(10**5_000, 10**5_000, id="huge"),
    ],
)
def test_percent_becomes_the_unit_exactly(read: Read, sent: Any, given: Any) -> None:
    """A word or a list is handed on: its reader calls it off the scale."""
    assert read(payload({"a": 1}, {"a": {"kind": {"percent": sent}}}))["$.a"].signal("type") == given


@pytest.mark.parametrize("label", [None, 5, ["PASS"], {"x": 1}])
def test_a_label_is_text_or_none(read: Read, label: Any) -> None:
    """What is no word is no label."""
    node = read(payload({"a": 1}, {"a": {"label": label, "second": label}}))["$.a"]

    assert (node.match, node.verification) == (None, None)


def test_the_root_holds_what_is_said_of_the_document(read: Read) -> None:
    """Its own entry may add to it."""
    extraction = read(
        payload({"a": 1}, whole=0.7, checked="FAILED", checker="b", because="odd sums", problems=["x", "", 5])
    )

    assert extraction.root.signals == {"confidence": 0.7}
    assert extraction.root.signal("confidence") == 0.7
    assert (extraction.root.verification, extraction.root.verification_detail) == ("FAILED", {"by": "b"})
    assert (extraction.root.reasoning, extraction.root.issues) == ("odd sums", ("x", "5"))
    assert extraction["$.a"].issues is None


@pytest.mark.parametrize(
    ("sent", "issues"),
    [(None, ()), ("", ()), ("late", ("late",)), ([], ()), ({"a": 1}, None), (5, None)],
)
def test_a_document_issue_slot_is_a_list_a_text_or_null(read: Read, sent: Any, issues: Any) -> None:
    """Anything else is no slot: blind, not clean."""
    assert read(payload({}, problems=sent)).root.issues == issues


def test_the_nearest_ancestor_with_citations_is_asked(read: Read) -> None:
    """An empty list up there cites nothing."""
    meta = {"rows": {"pages": [1]}, "rows[0]": {"pages": []}, "rows[0].a": {"pages": [9]}}
    node = read(payload({"rows": [{"a": 1}]}, meta))["$.rows[0].a"]

    assert node.cited_by_ancestor() == (Citation(page=1, inherited=True),)


def test_nodes_come_before_their_children_in_the_order_of_the_data(read: Read) -> None:
    """Data first, then what only the metadata has."""
    extraction = read(payload({"b": [1, {"c": 2}], "a": 3}, {"b[2]": {}, "z.y": {}}))

    assert [node.path for node in extraction.nodes()] == [
        "$",
        "$.b",
        "$.b[0]",
        "$.b[1]",
        "$.b[1].c",
        "$.b[2]",
        "$.a",
        "$.z",
        "$.z.y",
    ]
    assert [node.path for node in extraction.leaves()] == ["$.b[0]", "$.b[1].c", "$.b[2]", "$.a", "$.z.y"]


def test_the_root_of_an_empty_document_is_no_leaf(read: Read) -> None:
    """Every-leaf rules select nothing, which is unknown, not a pass."""
    assert list(read(payload({})).leaves()) == []


def test_null_slots_everywhere_are_as_good_as_none(read: Read) -> None:
    """Blind is: no node carries a value of the signal."""
    extraction = read(payload({"a": 1, "b": 2}, {"a": {"sure": None}, "b": {"pages": [], "doubts": []}}))

    assert not extraction.sends("confidence")
    assert extraction.sends("citations")
    assert extraction.sends("issues")
    assert not extraction.sends("match")
    assert not extraction.sends("verification")
    assert not extraction.sends("rating")


def test_one_value_anywhere_is_enough(read: Read) -> None:
    """Zero is one."""
    extraction = read(payload({"a": [{"b": 1}]}, {"a[0].b": {"sure": 0, "label": "exact"}}))

    assert extraction.sends("confidence")
    assert extraction.sends("match")


def test_the_root_counts_as_a_node(read: Read) -> None:
    """A document score alone is sent."""
    assert read(payload({}, whole=0.5)).sends("confidence")
    assert read(payload({}, problems=[])).sends("issues")


def test_what_was_found_is_kept(read: Read) -> None:
    """The payload is walked once a signal."""
    meta: dict[str, Any] = {}
    extraction = read(payload({"a": 1}, meta))
    assert not extraction.sends("confidence")

    meta["a"] = {"sure": 1}

    assert not extraction.sends("confidence")


@pytest.mark.parametrize(("sent", "pages"), [([{}, {}], 2), ([], None), (3, 3), ("3", 3), (0, None), ({}, None)])
def test_pages_are_a_list_or_a_count(read: Read, sent: Any, pages: int | None) -> None:
    """None where the payload does not say."""
    assert read(payload({}, pages=sent)).pages == pages


def test_version_and_flags_are_the_payloads_own(read: Read) -> None:
    """The shape's version stands where the payload has none."""
    assert read(payload({}, api="7", rerun=False)).adapter_version == "7"
    assert read(payload({}, api="7", rerun=False)).flags == {"rerun": False}
    assert read(payload({}, api=7)).adapter_version == "2"
    assert read(payload({})).adapter_version == "2"
    assert read({"a": 1}).pages is None
    assert repr(read(payload({}))) == "<Extraction by flat>"


def nested(depth: int) -> Any:
    """Nest so many lists."""
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("name", ["flat", "plain"])
def test_a_walk_ends_at_the_depth_limit(read: Read, name: str) -> None:
    """A python object may be deeper than any JSON that is let in."""
    source = {"flat": payload, "plain": lambda data: data}[name]

    assert len(list(read(source(nested(MAX_DEPTH))).leaves())) == 1
    for deep in (nested(MAX_DEPTH + 1), nested(10_000)):
        with pytest.raises(PayloadError) as caught:
            list(read(source(deep)).nodes())
        assert str(caught.value) == "the payload is nested deeper than 100 levels"


def test_a_cycle_ends_as_an_error(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one path, by its depth; of many, by the number of nodes."""
    one: list[Any] = []
    one.append(one)
    many: list[Any] = []
    many.extend([many] * 500)
    for module in ("extraction", "layouts.flat"):
        monkeypatch.setattr(f"adjudge.model.{module}.MAX_NODES", 10_000)

    with pytest.raises(PayloadError, match="nested deeper than 100 levels"):
        list(read(one).nodes())
    with pytest.raises(PayloadError, match="has more than 1,000,000 nodes"):
        list(read(many).nodes())
    with pytest.raises(PayloadError, match="has more than 1,000,000 nodes"):
        _ = read(payload(many, {"x": {}})).unplaced


def test_document_keys_are_moved_with_one_call(read: Read, flat: Adapter) -> None:
    """A caller whose store keeps issues elsewhere need not write an adapter."""
    moved = flat.with_document(issues=("extra", "doubts"))

    assert read(payload({}, extra={"doubts": ["x"]}), moved).root.issues == ("x",)
    assert read(payload({}, extra={"doubts": ["x"]}), flat).root.issues is None
    assert moved.shapes[0].document.pages == ("pages",)


def test_entry_keys_are_moved_with_one_call(read: Read, flat: Adapter) -> None:
    """As a newer version of an API may ask."""
    moved = flat.with_keys(match=("found",))

    assert read(payload({"a": 1}, {"a": {"found": "exact"}}), moved)["$.a"].match == "exact"


def test_adapters_and_shapes_are_keys(flat: Adapter) -> None:
    """Plans are cached under them, by identity."""
    assert len({flat, flat.with_document(), flat.shapes[0], flat.shapes[0].under("body")}) == 4
    assert flat.shapes[0].keys.signal("ocr") is None
