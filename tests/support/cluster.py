"""What the tests of both cluster plugins share: an archive of documents, and what the local pool makes of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import adjudge

RULES = """
adjudge: 1
locale: en_US
lists: {currencies: {file: currencies.txt}}
fields:
  total: {at: $.total, type: money}
  lines: {at: $.lines, each: {amount: money}}
rules:
  - {id: lines-add-up-to-total, assert: "sum(lines[*].amount) == approx(total, abs=0.01)", on_fail: reject}
  - {id: currency-is-known, given: $.currency, one_of: currencies}
  - {id: total-is-sure, given: total, confidence: {min: 0.9}, on_unknown: note}
"""
ODD = (b"{", b"[]", b"null", b'{"total": "\\ud800"}', b'{"total": 1e5, "lines": [{"amount": NaN}]}', None)


def lay_out(folder: Path, documents: int) -> adjudge.Ruleset:
    """Write rules and ``documents.parquet``, judge that by the local pool into ``local.parquet``; give the rules."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    (folder / "rules").mkdir()
    (folder / "rules" / "invoice.yaml").write_text(RULES, encoding="utf-8")
    (folder / "rules" / "currencies.txt").write_text("EUR\nUSD\n", encoding="utf-8")
    payloads = [payload(number) for number in range(documents)] + list(ODD)
    names = [f"documents.parquet:{number}" for number, _ in enumerate(payloads, 1)]
    pq.write_table(
        pa.table({"document": names, "payload": pa.array(payloads, pa.binary())}), folder / "documents.parquet"
    )
    command = [sys.executable, "-m", "adjudge", "batch", "documents.parquet", "-R", "rules", "-o", "local.parquet"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr  # some documents are refused
    return adjudge.load_rules(folder / "rules")


def payload(number: int) -> bytes:
    """Give an invoice; of seven, one does not add up, one has another currency, one lacks its total."""
    amounts = [round(1.1 * step + number / 100, 2) for step in range(1, 4)]
    total: Any = f"{sum(amounts):,.2f}" if number % 7 else f"{sum(amounts) + 1:,.2f}"
    invoice = {
        "total": None if number % 7 == 3 else total,
        "currency": "XXX" if number % 7 == 5 else "EUR",
        "supplier": "Müller & Søn " * (number % 3),
        "lines": [{"amount": amount} for amount in amounts],
    }
    return json.dumps(invoice).encode()


def as_text(table: Any) -> list[str]:
    """Give the rows of verdicts as text, by document; whatever an engine did to the types of columns would show."""
    rows = sorted(table.to_pylist(), key=lambda row: int(row["document"].rpartition(":")[2]))
    return [json.dumps(row, ensure_ascii=True) for row in rows]
