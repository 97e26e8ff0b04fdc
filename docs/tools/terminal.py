"""Draw what a terminal shows: real runs of the examples, in colour, as docs/terminal/NAME.svg."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parents[1]
WIDTH = 100
RUNS = {
    "first-verdict": ("01-first-verdict", "check payloads -R rules.yaml"),
    "explained": (
        "01-first-verdict",
        "explain payloads/nordlys-2041.json rules.yaml::lines-add-up-to-total -R rules.yaml",
    ),
}
"""A picture's name, and the example and the command that it shows."""


def picture(folder: str, command: str) -> str:
    """Run the command in the folder of an example, and give its output as SVG."""
    run = subprocess.run(  # noqa: S603  # our own command line
        [sys.executable, "-m", "adjudge", *command.split(), "--color", "yes"],
        cwd=DOCS.parent / "examples" / folder,
        env={**os.environ, "COLUMNS": str(WIDTH)},
        capture_output=True,
        text=True,
        check=False,
    )
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(Text.from_ansi(run.stdout))
    return console.export_svg(title=f"adjudge {command}", unique_id="adjudge")


def main() -> None:
    """Draw every picture."""
    (DOCS / "terminal").mkdir(exist_ok=True)
    for name, (folder, command) in RUNS.items():
        (DOCS / "terminal" / f"{name}.svg").write_text(picture(folder, command), encoding="utf-8")


if __name__ == "__main__":
    main()
