"""After the extraction: judge, route on the decision, keep the verdict, and ask the verdicts questions."""

# ruff: noqa: T201  # a program for the terminal

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import adjudge

HERE = Path(__file__).parent
RULESET = adjudge.load_rules(HERE / "rules.yaml")  # once, when the program starts

QUESTION = """
    SELECT json_extract(result.value, '$.nodeid'), count(*)
    FROM verdicts, json_each(verdicts.verdict, '$.results') AS result
    WHERE json_extract(result.value, '$.effect') IN ('review', 'reject')
    GROUP BY 1 ORDER BY 2 DESC, 1
"""


def post(document: str) -> str:
    """Stand in for the program that takes accepted documents further."""
    return f"{document}: posted"


def ask_a_person(document: str, verdict: adjudge.Verdict) -> str:
    """Stand in for the queue of a reviewer, who gets the reasons."""
    return "\n".join(
        [f"{document}: for review"]
        + [f"    {finding.reason}" for finding in verdict.findings if finding.effect == "review"]
    )


def send_back(document: str, verdict: adjudge.Verdict) -> str:
    """Stand in for the answer to whoever sent the document."""
    reasons = [finding.reason for finding in verdict.findings if finding.effect == "reject"]
    return f"{document}: sent back: {'; '.join(reasons)}"


def handle(document: str, extracted: object, database: sqlite3.Connection) -> str:
    """Judge what the API returned; what is not judged is not posted, whatever went wrong."""
    try:
        verdict = RULESET.check(extracted, document=document)
    except adjudge.PayloadError as problem:  # a job that still runs, or no JSON at all
        return f"{document}: try again later: {problem}"
    database.execute(
        "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?)", (document, verdict.decision, verdict.to_json())
    )
    if verdict.decision == "accept":
        return post(document)
    if verdict.decision == "reject":
        return send_back(document, verdict)
    return ask_a_person(document, verdict)  # review; also whatever this program does not know


def main(file: str = ":memory:") -> None:
    """Handle every document of the folder, then say which rules cost the most."""
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE IF NOT EXISTS verdicts (document TEXT PRIMARY KEY, decision TEXT, verdict TEXT)")
        for path in sorted((HERE / "extracted").glob("*.json")):  # in your program: the call of the API
            print(handle(path.stem, json.loads(path.read_text("utf-8")), database))
        print("\nwhat sent documents to a person or back:")
        for nodeid, documents in database.execute(QUESTION):
            print(f"  {documents} x {nodeid}")
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
