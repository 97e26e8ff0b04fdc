"""The plot in the README: time as a multiple of the floor, on a logarithmic scale, as SVG without a library."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

WIDTH, ROW, LEFT, RIGHT, TOP = 760, 20, 250, 70, 52
SHADES = ("#9ecae1", "#4292c6", "#08519c")
OWN_SHADES = ("#fdae6b", "#f16913", "#a63603")
STYLE = "font-family='system-ui,sans-serif' font-size='12' fill='#444'"


def plot(rows: Sequence[dict[str, Any]], title: str) -> str:
    """Draw a bar for each row, of what it is ``of``, its ``size`` and its ``ratio``."""
    names = list(dict.fromkeys(row["of"] for row in rows))
    names.sort(key=lambda name: min(row["ratio"] for row in rows if row["of"] == name))
    sizes = sorted({row["size"] for row in rows})
    most = 10 ** math.ceil(math.log10(max(row["ratio"] for row in rows)))
    height = TOP + len(names) * (ROW * len(sizes) + 10) + 10

    def across(ratio: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log10(max(1.0, ratio)) / math.log10(most)

    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' width='{WIDTH}' role='img' {STYLE}>",
        f"<title>{escape(title)}</title><rect width='100%' height='100%' fill='#fff'/>",
        f"<text x='8' y='20' font-size='14'>{escape(title)}</text>",
    ]
    for power in range(round(math.log10(most)) + 1):
        x = across(10**power)
        parts.append(f"<line x1='{x:.1f}' x2='{x:.1f}' y1='{TOP - 4}' y2='{height - 8}' stroke='#ddd'/>")
        parts.append(f"<text x='{x:.1f}' y='{TOP - 10}' text-anchor='middle'>{10**power:,} ×</text>")
    y = TOP
    for name in names:
        shades = OWN_SHADES if name == "adjudge" else SHADES
        parts.append(f"<text x='{LEFT - 70}' y='{y + ROW}' text-anchor='end'>{escape(name)}</text>")
        for size, shade in zip(sizes, shades, strict=False):
            found = [row["ratio"] for row in rows if row["of"] == name and row["size"] == size]
            if found:
                end = across(found[0])
                parts.append(f"<text x='{LEFT - 6}' y='{y + 14}' text-anchor='end' fill='#888'>{size} lines</text>")
                parts.append(
                    f"<rect x='{LEFT}' y='{y + 3}' width='{end - LEFT:.1f}' height='{ROW - 5}' fill='{shade}'/>"
                )
                parts.append(f"<text x='{end + 5:.1f}' y='{y + 14}'>{_number(found[0])} ×</text>")
            y += ROW
        y += 10
    return "\n".join([*parts, "</svg>"]) + "\n"


def _number(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio < 10 else f"{ratio:,.0f}"
