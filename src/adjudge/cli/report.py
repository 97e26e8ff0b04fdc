"""``adjudge report``: what stored verdicts come to, as text, as JSON, or as one page to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from adjudge.cli import exits
from adjudge.cli.console import complain
from adjudge.cli.group import traceback_option
from adjudge.cli.outputs import Output, write_output

if TYPE_CHECKING:
    from adjudge.engine.stored.summary import Summary

_ENDINGS: Final = {".html": "html", ".htm": "html", ".json": "json"}


@click.command("report")
@click.argument("files", nargs=-1, required=True, metavar="VERDICTS...")
@click.option(
    "--by",
    default="adapter",
    metavar="GROUP",
    help="Group documents by adapter, file, folder, facts.NAME (days make a time line), or document:REGEX.",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), help="Format (that of -o's ending).")
@click.option("-o", "--output", "file", metavar="FILE", help="Write the report to a file, such as report.html.")
@traceback_option
def report_command(files: tuple[str, ...], by: str, form: str | None, file: str | None) -> int:
    """Sum up verdicts that were stored: JSON lines or Parquet, as adjudge batch writes them.

    It shows decisions, what each rule found and in which documents, rules that are blind, and the fields most often
    blamed.
    """
    from adjudge.engine.stored.summary import summarise

    target = Path(file) if file else None
    output = Output(form or _ENDINGS.get(target.suffix.lower() if target else "", "text"), target)
    summary = summarise([Path(name) for name in files], by)
    write_output(output, _made(summary, output))
    unread = summary.total.ends["unread"]
    if unread:
        first = summary.errors[0].place
        complain(
            f"{unread:,} of {summary.total.documents:,} rows are no verdicts that this version reads, {first} first"
        )
    return exits.USAGE if unread else exits.OK


def _made(summary: Summary, output: Output) -> str:
    if output.format == "html":
        from adjudge.cli.report_page import to_html

        return to_html(summary)
    from adjudge.cli.report_text import to_json, to_text

    return to_json(summary) if output.format == "json" else to_text(summary, output.columns)
