"""Tables of what was measured, in Markdown, and which goals are met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Row = dict[str, Any]
GOALS_OF_FLOOR = {10: 2.0, 50: 1.5, 500: 1.5}
GOAL_OF_ANY_TREE, GOAL_ELSEWHERE = 1.5, 2.0


def table(rows: Sequence[Row]) -> str:
    """Write rows as a table; a column for each key of any row."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = [f"| {' | '.join(columns)} |", "|" + " --- |" * len(columns)]
    lines += [f"| {' | '.join(_cell(row.get(column)) for column in columns)} |" for row in rows]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
    if isinstance(value, list):
        return ", ".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_cell(item)}" for key, item in value.items())
    return str(value)


def goal_of(row: Row) -> float | None:
    """Give the goal for adjudge on documents as they come; none for other rows."""
    if row["of"] != "adjudge" or row["kind"] != "all":
        return None
    if row["to"] == "floor on any tree":
        return GOAL_OF_ANY_TREE
    nutrient = row["case"].startswith("invoice, nutrient")
    return GOALS_OF_FLOOR[row["size"]] if nutrient else GOAL_ELSEWHERE


def goals(sections: dict[str, list[Row]]) -> Iterator[Row]:
    """Give every goal, what was measured, and whether it is met."""
    for row in sections.get("floors", ()):
        goal = goal_of(row)
        if goal is not None:
            what = f"{row['case']}, size {row['size']}, to the {row['to']}"
            yield _goal(what, row["ratio"], goal, row["ratio"] <= goal)
    for row in sections.get("bytes", ()):
        if row["goal"] is not None:
            what = f"{row['case']}, size {row['size']}, {row['rules']}: bytes to verdict, to json.loads"
            yield _goal(what, row["ratio"], row["goal"], row["ratio"] <= row["goal"])
    for row in sections.get("startup", ()):
        if row["goal"] is not None:
            yield _goal(f"start-up: {row['process']}", row["ratio"], row["goal"], row["ratio"] <= row["goal"])
    for row in sections.get("batch", ()):
        if "goal" in row:
            yield _goal(f"batch, {row['what']}", row["ratio"], row["goal"], row["ratio"] >= row["goal"])
    for row in sections.get("pack", ()):
        if "ratio" in row:
            yield _goal(f"{row['case']}: times as fast", row["ratio"], row["goal"], row["ratio"] >= row["goal"])
    for row in sections.get("mutants", ()):
        measured = row["ratio to whole"]
        yield _goal("mutants: to each by every rule", measured, row["goal"], measured <= row["goal"])


def _goal(what: str, measured: float, goal: float, met: bool) -> Row:
    return {"goal": what, "measured": measured, "wanted": goal, "met": "yes" if met else "no"}


def whole(sections: dict[str, list[Row]], machine: Row) -> str:
    """Write the whole report."""
    parts = ["# What was measured", table([machine])]
    for name, rows in sections.items():
        parts += [f"## {name}", table(rows)]
    judged = list(goals(sections))
    if judged:
        parts += ["## goals", table(judged)]
    return "\n\n".join(parts) + "\n"
