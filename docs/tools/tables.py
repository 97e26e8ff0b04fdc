"""Write the pages of docs/ that are made of the code: signals.md, rule-reference.md, lint-codes.md.

Run it after a change to an adapter's keys, a check's options, the keys of rule files or the codes of lint:
``python docs/tools/tables.py``. A test compares what it would write with what is there.
"""

from __future__ import annotations

from pathlib import Path

from lint_codes import codes_page
from reference import reference_page
from signals import signals_page

DOCS = Path(__file__).parents[1]
PAGES = {"signals.md": signals_page, "rule-reference.md": reference_page, "lint-codes.md": codes_page}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
