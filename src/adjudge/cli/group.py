"""The group of subcommands, and how whatever they raise ends: one line and an exit code."""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any, Final, cast

import click

from adjudge.cli import exits
from adjudge.cli.console import complain, write
from adjudge.errors import AdjudgeError, RulesError, SelectionError, did_you_mean
from adjudge.version import VERSION

COMMANDS: Final = {
    "check": "adjudge.cli.check",
    "test": "adjudge.cli.test",
    "lint": "adjudge.cli.lint",
    "explain": "adjudge.cli.explain",
    "diff": "adjudge.cli.diff",
    "mutate": "adjudge.cli.mutate",
    "batch": "adjudge.cli.batch",
    "report": "adjudge.cli.report",
    "rules": "adjudge.cli.rules",
    "plugins": "adjudge.cli.plugins",
    "schema": "adjudge.cli.schema",
    "init": "adjudge.cli.init",
}
"""Each subcommand and the module that has it, as a function of the same name plus ``_command``."""

_TRACEBACK: Final = "adjudge.traceback"


class Commands(click.Group):
    """Subcommands by name, imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Give the names in the order of the documentation."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import one subcommand; a typo gets a suggestion."""
        if cmd_name not in COMMANDS:
            ctx.fail(f'no command "{cmd_name}"{did_you_mean(cmd_name, list(COMMANDS))}')
        module = importlib.import_module(COMMANDS[cmd_name])
        return cast("click.Command", getattr(module, f"{cmd_name}_command"))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; what it raises becomes a line on standard error and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as reason:  # noqa: BLE001  # whatever it is, it must not look like a verdict
            code = _tell(reason)
            if ctx.meta.get(_TRACEBACK):
                _trace(reason)
            return code


def _tell(reason: Exception) -> int:
    """Say what went wrong, and give the exit code for it."""
    if isinstance(reason, RulesError):
        complain(*map(str, reason.problems))
        return exits.USAGE
    if isinstance(reason, AdjudgeError):
        complain(str(reason))
        return exits.NOTHING if isinstance(reason, SelectionError) else exits.USAGE
    complain(
        f"internal error: {type(reason).__name__}: {reason}",
        "this is a fault of adjudge or of a plugin; add --traceback to see where it happened",
    )
    return exits.INTERNAL


def _trace(reason: Exception) -> None:
    from adjudge.reporting.lines import line, plain

    rows = "".join(traceback.format_exception(reason)).splitlines()
    write(plain(line(row) for row in rows), sys.stderr)


def with_options(*options: Callable[[Any], Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make one decorator of the options of a command, which its help lists in this order."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _remember(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        ctx.meta[_TRACEBACK] = True


traceback_option = click.option(
    "--traceback",
    is_flag=True,
    envvar="ADJUDGE_DEBUG",
    expose_value=False,
    is_eager=True,
    callback=_remember,
    help="Show where an error was raised (also: ADJUDGE_DEBUG=1).",
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="adjudge", message="%(prog)s %(version)s")
@traceback_option
def commands() -> None:
    """Decide whether what a document-extraction API returned can be accepted, with reasons."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line (without the program's name) and give its exit code; never raises."""
    try:
        code = commands.main(list(arguments), prog_name="adjudge", standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        return exits.USAGE
    except click.Abort:
        complain("interrupted")
        return exits.INTERRUPTED
    return code if isinstance(code, int) else exits.OK
