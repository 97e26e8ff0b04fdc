"""``adjudge batch``: judge archives of payloads, with all cores, resumable."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from adjudge.cli import exits
from adjudge.cli.console import complain, write
from adjudge.cli.facts import read_facts, with_day
from adjudge.cli.group import traceback_option, with_options
from adjudge.cli.loading import known_adapter, load_project, recipe_of, rule_options
from adjudge.errors import ConfigError, SelectionError
from adjudge.model.words import EFFECTS

if TYPE_CHECKING:
    from adjudge.cli.loading import Project
    from adjudge.engine.batch.jobs import Written
    from adjudge.engine.batch.run import BatchRun
    from adjudge.engine.suppression_use import SuppressionUse

_LINES: Final = (".jsonl", ".ndjson")
_TOLD: Final = 20
"""Unreadable documents that are named on standard error; all of them are rows."""


_batch_options = with_options(
    click.option("-o", "--output", required=True, metavar="OUT", help="Where to: a .jsonl or .parquet file."),
    click.option("--restart", is_flag=True, help="Forget what an earlier run has done, and its output."),
    click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes (one for each core)."),
    click.option("--column", default="payload", metavar="NAME", help="Payloads in Parquet files (payload)."),
    click.option("--adapter", metavar="NAME", help="Read every payload by this adapter."),
    click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="What rules read as facts.NAME."),
    click.option("--hints", is_flag=True, help="Look for misreads that explain arithmetic (slower)."),
    click.option("--durations", is_flag=True, help="Measure each rule, for adjudge report (slower)."),
    click.option("--fail-on", type=click.Choice(EFFECTS), help="Least effect to exit with 1 (review)."),
)


@click.command("batch")
@click.argument("inputs", nargs=-1, metavar="IN...")
@rule_options
@_batch_options
@traceback_option
@click.pass_context
def batch_command(ctx: click.Context, /, inputs: tuple[str, ...], **options: Any) -> int:
    """Judge archives of payloads; the same command again goes on where the last run ended.

    IN is a file of JSON lines (.jsonl, also .gz and .zst), a Parquet file, a JSON file, or a folder of them.
    """
    from adjudge.ruleset.suppressions import day_given

    if not inputs:
        ctx.fail("no input is named")
    project = load_project(options["sources"], options["plugins"], plugin_autoload=options["plugin_autoload"])
    run = _make_run(project, inputs, options)
    if options["restart"]:
        run.restart()
    teller = _Teller(run)
    try:
        with teller.bar:
            run.run(teller.tell)
    except KeyboardInterrupt:
        complain(f"interrupted; {run.progress.rows:,} rows are kept, the same command goes on from there")
        return exits.INTERRUPTED
    teller.sum_up()
    use = _use(project, run)
    complain(*map(str, use.findings(day_given(run.job.asked.facts), {rule.nodeid for rule in project.ruleset.rules})))
    for plugin, reason in run.crashes.items():
        complain(f"plugin {plugin} crashed while it observed, which changed no verdict: {reason}")
    if run.crashes:
        return exits.INTERNAL
    failed = run.progress.failing or run.progress.decisions["unreadable"] or use.overrun()
    return exits.FAILED if failed else exits.OK


def _use(project: Project, run: BatchRun) -> SuppressionUse:
    """Give what the suppressions hit, over all runs of the batch."""
    from adjudge.engine.batch.sources import name_of
    from adjudge.engine.suppression_use import SuppressionUse

    use = SuppressionUse(project.ruleset.suppressions)
    use.see_hits(run.progress.hits, run.progress.rows)
    use.see_names(map(name_of, run.files))
    return use


def _make_run(project: Project, inputs: tuple[str, ...], options: dict[str, Any]) -> BatchRun:
    """Check everything that can be checked before the first document.

    Raises:
        ConfigError: An input, the output or the adapter does not fit.
        SelectionError: The folders hold no input.
    """
    from adjudge.engine.batch.jobs import WriteRows
    from adjudge.engine.batch.rows import Asked
    from adjudge.engine.batch.run import BatchRun
    from adjudge.engine.batch.sources import find_files

    output = Path(options["output"])
    if output.suffix not in (*_LINES, ".parquet"):
        raise ConfigError(f"{output}: a batch writes .jsonl or .parquet")
    if output.suffix == ".parquet":
        import adjudge.engine.batch.arrow  # noqa: F401  # says which extra is missing
    if not output.absolute().parent.is_dir():
        raise ConfigError(f"{output}: its folder is not there")
    adapter = known_adapter(project.manager, options["adapter"])
    files = [file for file in find_files(inputs) if file.absolute() != output.absolute()]
    if not files:
        raise SelectionError(f"no input in {', '.join(inputs)}")
    recipe = recipe_of(project, options)
    facts = with_day(read_facts(options["facts"]), project.ruleset.suppressions)
    asked = Asked(adapter, facts, options["hints"])
    fail_on = options["fail_on"] or project.config.fail_on
    job = WriteRows(recipe, asked, fail_on, arrow=output.suffix == ".parquet", timed=options["durations"])
    return BatchRun(files, options["column"], output, job, options["workers"])


@dataclass
class _Teller:
    """What a person sees of a run: a bar on a terminal, the first unreadable documents, a summary."""

    run: BatchRun
    rows: int = 0
    unreadable: int = 0
    started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        total = sum(file.stat().st_size for file in self.run.files)
        self._bar: Any = click.progressbar(
            length=total, file=sys.stderr, item_show_func=lambda _: self._rate(), hidden=not sys.stderr.isatty()
        )

    @property
    def bar(self) -> AbstractContextManager[Any]:
        """The progress bar; time left is by the bytes of the inputs."""
        bar: AbstractContextManager[Any] = self._bar
        return bar

    def tell(self, written: Written) -> None:
        """Show one more chunk."""
        self.rows += written.rows
        self._bar.update(max(written.read - self._bar.pos, 0))
        for source, error in written.errors:
            self.unreadable += 1
            if self.unreadable <= _TOLD:
                complain(f"{source}: {error}")

    def sum_up(self) -> None:
        """Say how many documents were judged how, and how fast."""
        progress = self.run.progress
        if self.unreadable > _TOLD:
            complain(f"and {self.unreadable - _TOLD:,} more; each is a row with its error")
        counts = ", ".join(
            f"{progress.decisions[word]:,} {word}"
            for word in ("accept", "review", "reject", "unreadable")
            if progress.decisions[word]
        )
        before = progress.rows - self.rows
        earlier = f", {before:,} of them in earlier runs" if before else ""
        seconds = time.monotonic() - self.started
        write(f"{progress.rows:,} documents: {counts or 'none'}{earlier} ({self._rate()}, {seconds:.1f} s)\n")

    def _rate(self) -> str:
        return f"{self.rows / max(time.monotonic() - self.started, 0.001):,.0f}/s"
