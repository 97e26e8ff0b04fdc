"""Show a reviewer only the fields that need a look, with the place on the page."""

# ruff: noqa: T201  # a program for the terminal

from __future__ import annotations

from pathlib import Path

import adjudge

HERE = Path(__file__).parent


def main() -> None:
    """Print each flagged field: its value, where it stands, and why it is flagged."""
    payload = HERE / "payload.json"
    verdict = adjudge.load_rules(HERE / "rules.yaml").check(payload, document=payload.name)
    leaves = list(adjudge.normalize(payload).leaves())
    flagged = {path: field for path, field in verdict.fields.items() if field.effect in {"review", "reject"}}
    print(f"{verdict.decision}: {len(flagged)} of {len(leaves)} values to look at")
    for path, field in flagged.items():
        evidence = next(item for finding in field.findings for item in finding.evidence if item.path == path)
        print(f"\n{path} = {evidence.value}")
        if evidence.box:
            left, top, right, bottom = evidence.box
            print(f"  page {evidence.page}, from ({left:g}, {top:g}) to ({right:g}, {bottom:g}) {evidence.unit}")
        for finding in field.findings:
            print(f"  {finding.reason}")


if __name__ == "__main__":
    main()
