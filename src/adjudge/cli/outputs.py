"""Where reports go: ``--format json -o out.json --format text``."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from adjudge.cli.console import width, write
from adjudge.cli.names import unknown_name
from adjudge.errors import ConfigError

if TYPE_CHECKING:
    from adjudge.ruleset.registry import Reporter

_COLUMNS_OF_FILE: Final = 100


class Output(NamedTuple):
    """One report: its format, and its file (``None``: standard output)."""

    format: str
    file: Path | None

    @property
    def columns(self) -> int:
        """How many characters it may use on a line."""
        return width() if self.file is None else _COLUMNS_OF_FILE


class OrderedCommand(click.Command):
    """A command that remembers in which order its options stood, because ``-o`` belongs to a ``--format``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, and keep the order in ``ctx.meta``."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta[ORDER] = [parameter.name for parameter in order if parameter.name in {"formats", "files"}]
        return super().parse_args(ctx, args)


ORDER = "adjudge.order"


def pair_outputs(order: Sequence[str], formats: Sequence[str], files: Sequence[str]) -> list[Output]:
    """Give each ``--format`` the ``-o`` that follows it; of one each, the order does not matter.

    Raises:
        ConfigError: A file without a format of its own, or two reports on standard output.
    """
    if len(formats) <= 1 and len(files) <= 1:
        return [Output(formats[0] if formats else "text", Path(files[0]) if files else None)]
    left_formats, left_files = iter(formats), iter(files)
    outputs: list[Output] = []
    for name in order:
        if name == "formats":
            outputs.append(Output(next(left_formats), None))
            continue
        file = next(left_files)
        if not outputs or outputs[-1].file is not None:
            raise ConfigError(f"-o {file} follows no --format of its own")
        outputs[-1] = Output(outputs[-1].format, Path(file))
    on_screen = [output.format for output in outputs if output.file is None]
    if len(on_screen) > 1:
        raise ConfigError(f"formats {' and '.join(on_screen)} would both go to standard output; add -o FILE after one")
    return outputs


def find_reporters(outputs: Sequence[Output], reporters: Mapping[str, Reporter]) -> list[Reporter]:
    """Give the reporter of each output, and see that its file can be written before any document is read.

    Raises:
        ConfigError: There is no such format, or the file's folder is not there.
    """
    for output in outputs:
        if output.format not in reporters:
            raise unknown_name("format", output.format, reporters)
        if output.file is not None and not output.file.absolute().parent.is_dir():
            raise ConfigError(f"{output.file}: its folder is not there")
    return [reporters[output.format] for output in outputs]


def write_output(output: Output, text: str) -> None:
    """Write a report to its file (UTF-8) or to standard output.

    The job summary of GitHub Actions is one file for all commands of a step: it is written on.
    """
    if output.file is None:
        write(text)
        return
    mode = "a" if str(output.file) == os.environ.get("GITHUB_STEP_SUMMARY") else "w"
    try:
        with output.file.open(mode, encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as problem:
        raise ConfigError(f"{output.file}: cannot be written: {problem.strerror or problem}") from None
