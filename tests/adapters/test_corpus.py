"""Payloads kept beside the checkout: what we read from them, path by path, against a naive second reading.

None of that data is in the project; without the folder these tests are skipped. The second reading is written
per vendor, in the plainest way, and shares nothing with the adapters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from adjudge.model.extraction import Extraction
from adjudge.model.node import Node

Read = Callable[..., Extraction]
Told = dict[str, Any]


def load(file: Path) -> Any:
    """Decode a payload with the standard library."""
    return json.loads(file.read_text(), parse_float=Decimal)


def told_by(node: Node) -> Told:
    """Give what a node says, in the terms of the second reading."""
    told: Told = {name: number for name, number in node.signals.items() if node.parts}
    told["value"] = node.value
    told["match"], told["verification"], told["reasoning"] = node.match, node.verification, node.reasoning
    told["pages"] = None if node.citations is None else [citation.page for citation in node.citations]
    return told


def telling(value: Any, signals: Told, pages: list[Any] | None, **words: Any) -> Told:
    """Make what the second reading says of a node."""
    told = {**signals, "value": value, "match": None, "verification": None, "reasoning": None, "pages": pages}
    return {**told, **words}


def renamed(entry: Any, names: dict[str, str]) -> Told:
    """Take the signals out of an entry, those that are there."""
    return {ours: entry[theirs] for theirs, ours in names.items() if isinstance(entry, dict) and theirs in entry}


def children(value: Any) -> Iterator[tuple[str, Any]]:
    """Give the children of plain data, each with its step."""
    if isinstance(value, dict):
        yield from ((f".{key}", below) for key, below in value.items())
    elif isinstance(value, list):
        yield from ((f"[{index}]", below) for index, below in enumerate(value))


def get(value: Any, step: str) -> Any:
    """Follow a step, to nothing where there is none."""
    try:
        return value[step[1:]] if step[0] == "." else value[int(step[1:-1])]
    except (KeyError, IndexError, TypeError):
        return None


def second_llamaextract(payload: Any) -> dict[str, Told]:
    fields = ((payload.get("extract_metadata") or {}).get("field_metadata")) or {}
    names = {"confidence": "confidence", "extraction_confidence": "extraction", "parsing_confidence": "parsing"}
    found: dict[str, Told] = {}

    def visit(path: str, value: Any, entry: Any) -> None:
        leaf = entry if isinstance(entry, dict) and not isinstance(value, dict) else {}
        pages = [cited["page"] for cited in leaf["citation"]] if "citation" in leaf else None
        found[path] = telling(value, renamed(leaf, names), pages)
        for step, below in children(value):
            visit(path + step, below, get(entry, step))

    visit("$", payload["extract_result"], fields.get("page_metadata") or fields.get("document_metadata"))
    return found


def second_nutrient(payload: Any) -> dict[str, Told]:
    output = payload.get("body", payload)["output"]
    names = {"confidence": "confidence", "recognitionScore": "ocr"}
    components = {
        "probabilityScore": "probability",
        "marginScore": "margin",
        "groundingScore": "grounding",
        "formatScore": "format",
    }
    found: dict[str, Told] = {}

    def visit(path: str, value: Any, entry: Any) -> None:
        leaf = entry if isinstance(entry, dict) and isinstance(entry.get("match"), str) else {}
        signals = renamed(leaf, names) | renamed(leaf.get("confidenceComponents"), components)
        pages = None
        if "source_bboxes" in leaf:
            pages = [leaf["pageNumber"]] if "bbox" in leaf else []
            pages += [block["pageNumber"] for block in leaf["source_bboxes"]]
        found[path] = telling(value, signals, pages, match=leaf.get("match"))
        for step, below in children(value):
            visit(path + step, below, get(entry, step))

    visit("$", output["data"], output["metadata"])
    return found


def second_datalab(payload: Any) -> dict[str, Told]:
    found: dict[str, Told] = {}

    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {key: below for key, below in value.items() if not re.search(r"_(score|citations|meta)$", key)}
            return {key: clean(below) for key, below in kept.items()}
        return [clean(below) for below in value] if isinstance(value, list) else value

    def visit(path: str, value: Any, beside: Any, name: str) -> None:
        score, meta = beside.get(f"{name}_score"), beside.get(f"{name}_meta") or {}
        cited = beside.get(f"{name}_citations", meta.get("citations"))
        pages = None
        if cited is not None:
            ids = [re.match(r"/page/(\d+)/", block) for block in cited]
            pages = [int(block[1]) + 1 if block else None for block in ids]
        reasons = [text for text in ((score or {}).get("reasoning"), meta.get("reasoning")) if text]
        found[path] = telling(
            clean(value),
            {} if score is None else {"rating": score["score"]},
            pages,
            verification=meta.get("verification", {}).get("status"),
            reasoning="\n".join(reasons) or None,
        )
        for step, below in children(value):
            if not re.search(r"_(score|citations|meta)$", step):
                visit(path + step, below, value if isinstance(value, dict) else {}, step[1:])

    visit("$", json.loads(payload["extraction_schema_json"], parse_float=Decimal), {}, "")
    return found


def second_parsefy(payload: Any) -> dict[str, Told]:
    data = dict(payload["object"])
    block = payload.get("_meta") or data.pop("_meta", {})
    entries = {entry["field"]: entry for entry in block.get("field_confidence", [])}
    found: dict[str, Told] = {}

    def visit(path: str, value: Any) -> None:
        entry = entries.get(path)
        pages = [entry["page"]] if entry else None
        reason = entry["reason"] if entry else None
        found[path] = telling(value, renamed(entry, {"score": "confidence"}), pages, reasoning=reason)
        for step, below in children(value):
            visit(path + step, below)

    visit("$", data)
    return found


def second_extend(payload: Any) -> dict[str, Told]:
    entries = payload["output"]["metadata"]
    names = {"ocrConfidence": "ocr", "logprobsConfidence": "logprobs", "reviewAgentScore": "rating"}
    found: dict[str, Told] = {}

    def visit(path: str, value: Any) -> None:
        entry = entries.get(path[2:], {})
        pages = [cited["page"]["number"] for cited in entry["citations"]] if "citations" in entry else None
        reasons = [insight["content"] for insight in entry.get("insights", []) if insight["type"] == "reasoning"]
        found[path] = telling(value, renamed(entry, names), pages, reasoning="\n".join(reasons) or None)
        for step, below in children(value):
            visit(path + step, below)

    visit("$", payload["output"]["value"])
    return found


SECOND: dict[str, Callable[[Any], dict[str, Told]]] = {
    "llamaextract": second_llamaextract,
    "nutrient": second_nutrient,
    "datalab": second_datalab,
    "parsefy": second_parsefy,
    "extend": second_extend,
}


@pytest.mark.parametrize("adapter", SECOND)
def test_every_path_says_what_a_second_reading_says(shared: Path, read: Read, adapter: str) -> None:
    """Values, signals in their three states, labels, reasons and pages; no path more, none less."""
    files = sorted((shared / "corpus" / adapter).glob("*.json"))
    judged = 0
    for file in files:
        extraction = read(file)
        assert extraction.adapter == adapter, file.name
        if extraction.failure is None:
            told = {node.path: told_by(node) for node in extraction.nodes()}
            assert told == SECOND[adapter](load(file)), file.name
            assert extraction.unplaced == ()
            judged += 1

    assert judged >= 2
    assert any(read(file).failure for file in files) or adapter == "parsefy"
