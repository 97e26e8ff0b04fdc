"""The first workload: invoices of 15 header fields and L lines of 5, as three APIs would return them.

Every tenth document is broken in one of ``BREAKS``, in turn; every twentieth carries no confidence at all. The same
seed gives the same documents.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
SEED = 20_260
LABELS = ("id_match",) * 12 + ("id_match_multiblock",) * 3 + ("id_match_partial",)
NOUNS = (
    "anchor",
    "beam",
    "clamp",
    "drill",
    "easel",
    "flange",
    "grommet",
    "hopper",
    "insert",
    "joist",
    "kettle",
    "lamp",
)


class Invoice:
    """The data of one invoice; per leaf a confidence, which may be ``None``, and a match label."""

    def __init__(self, lines: int, index: int) -> None:
        self.random = random.Random(f"{SEED}.{lines}.{index}")  # noqa: S311  # documents need a seed, not secrecy
        self.silent = index % 20 == 17
        self.data = self._draw_data(lines)
        self.meta: Json = {name: self._draw_entry() for name in self.data if name != "line_items"}
        self.meta["line_items"] = [{name: self._draw_entry() for name in row} for row in self.data["line_items"]]
        self.issues: list[str] = [["Stamp covers part of the letterhead"], [], []][self.random.randrange(3)]
        if index % 10 == 6:
            BREAKS[index // 10 % len(BREAKS)](self)

    def _draw_entry(self) -> list[Any]:
        return [None if self.silent else self.random.randrange(870, 999) / 1000, self.random.choice(LABELS)]

    def _draw_data(self, lines: int) -> Json:
        draw = self.random
        issued = date(2025, 1, 2) + timedelta(days=draw.randrange(500))
        rows = [self._draw_row() for _ in range(lines)]
        subtotal = round(sum(row["amount"] for row in rows), 2)
        tax = round(subtotal * 0.2, 2)
        return {
            "invoice_number": f"INV-{issued.year}-{draw.randrange(1000, 999_999)}",
            "issue_date": issued.isoformat(),
            "due_date": (issued + timedelta(days=draw.choice((0, 10, 30, 45)))).isoformat(),
            "vendor_name": f"{draw.choice(NOUNS).title()} & {draw.choice(NOUNS).title()} Ltd",
            "vendor_tax_id": f"GB{draw.randrange(10**9):09d}",
            "vendor_address": f"{draw.randrange(1, 300)} {draw.choice(NOUNS).title()} Lane, Leeds",
            "customer_name": f"{draw.choice(NOUNS).title()} Works AG",
            "customer_address": f"{draw.choice(NOUNS).title()}weg {draw.randrange(1, 90)}, Bern",
            "po_number": f"PO{draw.randrange(10**7):07d}",
            "currency": draw.choice(("USD", "EUR", "GBP", "CHF")),
            "payment_terms": draw.choice(("30 days", "10 days", "at once")),
            "iban": f"CH{draw.randrange(10**19):019d}",
            "subtotal": subtotal,
            "tax": tax,
            "total": round(subtotal + tax, 2),
            "line_items": rows,
        }

    def _draw_row(self) -> Json:
        draw = self.random
        quantity, price = draw.randrange(1, 60), draw.randrange(99, 80_000) / 100
        return {
            "description": f"{draw.choice(NOUNS)} with {draw.choice(NOUNS)}, size {draw.randrange(500)}",
            "quantity": quantity,
            "unit_price": price,
            "amount": round(quantity * price, 2),
            "tax_rate": draw.choice((0.0, 0.05, 0.2)),
        }

    def some_lines(self, count: int) -> list[int]:
        """Give the indexes of up to ``count`` lines."""
        rows = self.data["line_items"]
        return sorted(self.random.sample(range(len(rows)), min(count, len(rows))))

    def doubt(self, name: str, confidence: float | None, label: str) -> None:
        """Change what is said about a header field."""
        self.meta[name] = [confidence, label]

    def change(self, name: str, value: Any) -> None:
        """Change a header field."""
        self.data[name] = value

    def drop(self, name: str) -> None:
        """Take a header field away, with what is said about it."""
        del self.data[name], self.meta[name]

    def drop_lines(self) -> None:
        """Take all lines away."""
        self.data["line_items"], self.meta["line_items"] = [], []

    def doubt_lines(self, count: int, confidence: float | None, label: str) -> None:
        """Change what is said about the amounts of some lines."""
        for line in self.some_lines(count):
            self.meta["line_items"][line]["amount"] = [confidence, label]

    def change_line(self) -> None:
        """Make an amount wrong."""
        for line in self.some_lines(1):
            row = self.data["line_items"][line]
            row["amount"] = round(row["amount"] + 3.5, 2)

    def drop_amount(self) -> None:
        """Take the amount of a line away."""
        for line in self.some_lines(1):
            del self.data["line_items"][line]["amount"], self.meta["line_items"][line]["amount"]


BREAKS: tuple[Callable[[Invoice], None], ...] = (
    lambda invoice: invoice.change("subtotal", round(invoice.data["subtotal"] + 7.0, 2)),
    Invoice.change_line,
    lambda invoice: invoice.doubt("total", 0.31, "id_match"),
    lambda invoice: invoice.doubt_lines(3, 0.62, "id_match"),
    lambda invoice: invoice.doubt("invoice_number", None, "not_found"),
    lambda invoice: invoice.doubt_lines(2, None, "not_found"),
    lambda invoice: invoice.drop("total"),
    Invoice.drop_amount,
    lambda invoice: invoice.change("due_date", "30/02/2025"),
    lambda invoice: invoice.change("due_date", "2024-12-24"),
    lambda invoice: invoice.change("currency", "XTS"),
    lambda invoice: invoice.change("invoice_number", "lNV-2025-1234"),
    lambda invoice: invoice.issues.extend(["Tax is AMBIGUOUS", "Seal partly obscured", "Second page not found"]),
    Invoice.drop_lines,
    lambda invoice: invoice.change("total", -invoice.data["total"]),
)


def _printed(value: Any, name: str) -> Any:
    if name in ("subtotal", "tax", "total", "unit_price", "amount"):
        return f"-${-value:,.2f}" if value < 0 else f"${value:,.2f}"
    return f"{value:,}" if name == "quantity" else value


def _nutrient_entry(entry: list[Any], draw: random.Random) -> Json:
    confidence, label = entry
    made: Json = {"match": label}
    if confidence is not None:
        made["confidence"] = confidence
    if label != "not_found":
        page, block = draw.randrange(3), f"b{draw.randrange(9000)}"
        box = {"x": draw.randrange(1000), "y": draw.randrange(1500), "width": draw.randrange(10, 400), "height": 24}
        where = {"bbox": box, "pageIndex": page, "pageNumber": page + 1}
        made |= {**where, "source_blocks": [block], "source_bboxes": [{**where, "bbox": dict(box), "block_id": block}]}
    return made


def nutrient(invoice: Invoice) -> Json:
    """Render the metadata as a tree beside the data, amounts as JSON numbers."""
    meta = _entries(invoice, _nutrient_entry)
    pages = [{"page": number, "width": 1240, "height": 1754} for number in (1, 2, 3)]
    return {"output": {"data": invoice.data, "metadata": meta, "issues": invoice.issues, "pages": pages}}


def nutrient_printed(invoice: Invoice) -> Json:
    """Render the same with amounts and quantities as they are printed."""
    payload = nutrient(invoice)
    data = {name: _printed(value, name) for name, value in invoice.data.items()}
    data["line_items"] = [
        {name: _printed(value, name) for name, value in row.items()} for row in invoice.data["line_items"]
    ]
    payload["output"]["data"] = data
    return payload


def _llama_entry(entry: list[Any], draw: random.Random) -> Json:
    confidence, label = entry
    size = {"width": 595, "height": 842}
    box = {"x": draw.randrange(500), "y": draw.randrange(800), "w": 40, "h": 9}
    cited = {"page": 1, "matching_text": "as printed", "bounding_boxes": [box], "page_dimensions": size}
    made: Json = {"citation": [] if label == "not_found" else [cited]}
    if confidence is not None:
        made |= {"confidence": confidence, "extraction_confidence": confidence, "parsing_confidence": 1.0}
    return made


def llamaextract(invoice: Invoice) -> Json:
    """Render a finished job, with its metadata as a tree of another spelling."""
    meta = {"field_metadata": {"document_metadata": _entries(invoice, _llama_entry)}}
    done = {"id": "ext-1", "status": "COMPLETED", "error_message": None}
    return {**done, "extract_result": invoice.data, "extract_metadata": meta}


def _extend_entry(entry: list[Any], draw: random.Random) -> Json:
    confidence, label = entry
    made: Json = {"logprobsConfidence": None, "ocrConfidence": confidence}
    if label != "not_found":
        polygon = [{"x": draw.randrange(1000), "y": draw.randrange(1500)} for _ in range(4)]
        made["citations"] = [{"page": draw.randrange(1, 4), "referenceText": "as printed", "polygon": polygon}]
    return made


def extend(invoice: Invoice) -> Json:
    """Render the metadata as a flat map of written paths, with entries for the list and its items, too."""
    flat: Json = {}
    for name, entry in _entries(invoice, _extend_entry).items():
        if name != "line_items":
            flat[name] = entry
            continue
        # Entries of lists and items say something, but about no leaf; an empty list would be one.
        flat[name] = {"logprobsConfidence": None, "ocrConfidence": 0.3 if entry else None}
        for index, row in enumerate(entry):
            flat[f"line_items[{index}]"] = {"logprobsConfidence": None, "ocrConfidence": 0.3}
            flat |= {f"line_items[{index}].{member}": made for member, made in row.items()}
    return {"output": {"value": invoice.data, "metadata": flat}}


def _entries(invoice: Invoice, make: Callable[[list[Any], random.Random], Json]) -> Json:
    """Make the metadata tree, of entries of one API."""
    draw = random.Random(len(invoice.data["line_items"]))  # noqa: S311  # as above
    made: Json = {name: make(entry, draw) for name, entry in invoice.meta.items() if name != "line_items"}
    made["line_items"] = [
        {name: make(entry, draw) for name, entry in row.items()} for row in invoice.meta["line_items"]
    ]
    return made
