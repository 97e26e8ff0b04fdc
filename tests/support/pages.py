"""Walk a page of the docs: its files are written as it shows them, its commands run, their output compared."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

_BLOCK = re.compile(r"(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
"""A block, with the name of the file that stands on a line of its own before it."""


def install_adjudge(folder: Path) -> dict[str, str]:
    """Put ``adjudge`` on the path of commands that run in ``folder``; give their environment."""
    binaries = folder / ".bin"
    binaries.mkdir()
    command = binaries / "adjudge"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m adjudge "$@"\n')
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}


def unsaid(printed: str, shown: str) -> list[str]:
    """Give the parts of what is shown that were not printed, in their order; a line of three dots leaves some out."""
    missing = []
    for part in filter(None, re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)):
        before, found, after = printed.partition(part)
        printed = after if found else before
        missing += [] if found else [part]
    return missing


def walked(text: str, folder: Path) -> str:
    """Give a page with what its commands really print.

    A block after ``name``: is written to that file, and committed with all others before the first command; a block of
    ``console`` is run, command by command.
    """
    environment = install_adjudge(folder)
    _run("git init -q && printf '.bin\\n.adjudge_cache\\n' > .gitignore", folder, environment)

    def shown(block: re.Match[str]) -> str:
        name, language, content = block.groups()
        if language != "console":
            if name is not None:
                file = folder / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
            return block[0]
        _run(
            "git add -A && git -c user.name=a -c user.email=a@b -c commit.gpgsign=false commit -qm a --allow-empty",
            folder,
            environment,
        )
        commands = [line[2:] for line in content.splitlines() if line.startswith("$ ")]
        printed = "".join(f"$ {command}\n{_run(command, folder, environment)}" for command in commands)
        return block[0].replace(content, printed)

    return _BLOCK.sub(shown, text)


def _run(command: str, folder: Path, environment: dict[str, str]) -> str:
    run = subprocess.run(  # noqa: S602  # commands of our own pages, as a reader would type them
        command,
        shell=True,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return run.stdout
