"""The floors of the first workload in the other vendors' shapes; the rules on labels and issues have nothing there."""

from __future__ import annotations

from typing import Any

from answers import Answer, answer
from invoice_floors import LEAST, LEAST_OF_AMOUNTS, judge_amounts, judge_confidences, judge_values, written


def _llama_walk(data: Any, meta: Any) -> Answer:
    """R06 over every leaf of any tree; LlamaExtract has no labels."""
    low: list[tuple[str, str]] = []
    seen = False
    stack: list[Any] = [(None, data, meta)]
    while stack:
        above, values, entries = stack.pop()
        if type(values) is list:
            values, entries = dict(enumerate(values)), dict(enumerate(entries))
        value_of = values.get
        for key, entry in entries.items():
            value = value_of(key)
            kind = type(value)
            if kind is dict or kind is list:
                stack.append(((above, key), value, entry))
                continue
            found = entry.get("confidence")
            if found is not None:
                seen = True
                if found < LEAST:
                    low.append((written((above, key)), f"confidence {found}"))
    return answer("R06", low, seen)


def floor_llamaextract(payload: Any) -> list[Answer]:
    """Judge a LlamaExtract job by the rules that need no labels, walking any tree."""
    data, meta = payload["extract_result"], payload["extract_metadata"]["field_metadata"]["document_metadata"]
    first = [*judge_confidences(meta, "confidence"), judge_amounts(meta)[0], _llama_walk(data, meta)]
    return [*first, *judge_values(data, None)]


def floor_extend(payload: Any) -> list[Answer]:
    """Judge an Extend run by the rules that need no labels; the paths are there, written."""
    output = payload["output"]
    meta = output["metadata"]
    low: list[tuple[str, str]] = []
    low_amounts: list[tuple[str, str]] = []
    seen = seen_amounts = False
    for path, entry in meta.items():
        found = entry.get("ocrConfidence")
        if found is None or path[-1] == "]" or path == "line_items":
            continue
        seen = True
        if found < LEAST:
            low.append((path, f"confidence {found}"))
        if path[-8:] == "].amount":
            seen_amounts = True
            if found < LEAST_OF_AMOUNTS:
                low_amounts.append((path, f"confidence {found}"))
    leaves = (answer("R05", low_amounts, seen_amounts), answer("R06", low, seen))
    return [*judge_confidences(meta, "ocrConfidence"), *leaves, *judge_values(output["value"], None)]
