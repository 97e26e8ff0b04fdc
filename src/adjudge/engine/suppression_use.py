"""How suppressions were used in a run: those that hit nothing, and those that hit more than they may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from adjudge.model.verdict import Verdict
from adjudge.ruleset.globs import Glob
from adjudge.ruleset.suppressions import Suppression, file_of

if TYPE_CHECKING:
    from adjudge.ruleset.lint.finding import Finding


class SuppressionUse:
    """Counts what each suppression hit, by the place where it is written."""

    def __init__(self, suppressions: Sequence[Suppression]) -> None:
        self.suppressions = suppressions
        self.hits: Counter[str] = Counter()
        self.documents = 0
        self._names: set[str] = set()

    def see(self, verdict: Verdict) -> None:
        """Count the findings of one verdict that are suppressed."""
        self.hits.update(hits_of(verdict))
        self.see_names([verdict.document] if verdict.document is not None else [])
        self.documents += 1

    def see_names(self, names: Iterable[str]) -> None:
        """Note the names of documents, or of the files that hold them."""
        if self.suppressions:
            self._names.update(map(file_of, names))

    def see_hits(self, hits: Mapping[str, int], documents: int) -> None:
        """Count what was hit in documents that were judged elsewhere."""
        self.hits.update(hits)
        self.documents += documents

    def findings(self, today: date | None, ran: Collection[str], *, whole: bool = True) -> list[Finding]:
        """Tell the suppressions that ended, that may not be, that hit too much and (of a ``whole`` run) nothing.

        One that is about documents of any name is told to hit nothing only where there were several.
        """
        from adjudge.ruleset.lint.waived import suppression_findings  # noqa: PLC0415  # see _finding

        unused = self.unused(today, ran, everywhere=self.documents > 1) if whole else []
        return sorted([*suppression_findings(self.suppressions, today), *self.overrun(), *unused])

    def overrun(self) -> list[Finding]:
        """Name the suppressions that hit more than they may."""
        return [
            _finding(each, "ADJ503", f'the suppression of "{each.rule}" hit {hits}, of {each.max_hits} at most')
            for each in self.suppressions
            if each.max_hits is not None and (hits := self.hits[str(each.location)]) > each.max_hits
        ]

    def unused(self, today: date | None, ran: Collection[str], *, everywhere: bool) -> list[Finding]:
        """Name the suppressions that hit nothing, although a document was judged that they could be about.

        Args:
            today: The day; those that do not hold any more are told as expired.
            ran: The node ids of the rules that ran; those of others are not told.
            everywhere: Tell those that are about documents of any name, too.
        """
        seen = _by_last_part(self._names)
        return [
            _finding(each, "ADJ502", f'the suppression of "{each.rule}" hit nothing in {self._counted()}')
            for each in self._could_hit(today, ran)
            if not self.hits[str(each.location)]
            and (everywhere if each.document is None else _was_seen(each.document, seen))
        ]

    def _could_hit(self, today: date | None, ran: Collection[str]) -> Iterator[Suppression]:
        for each in self.suppressions:
            if each.holds_on(today) and each.nodeids != each.protected and each.nodeids.issubset(ran):
                yield each

    def _counted(self) -> str:
        return "1 document" if self.documents == 1 else f"{self.documents:,} documents"


def _finding(each: Suppression, code: str, message: str) -> Finding:
    from adjudge.ruleset.lint.finding import Finding  # noqa: PLC0415  # every run counts hits, few have any to tell of

    return Finding(each.location, code, message)


def hits_of(verdict: Verdict) -> Iterator[str]:
    """Give the place of the suppression of each finding that is suppressed."""
    for result in verdict.results:
        for finding in result.findings:
            if finding.suppressed is not None:
                yield str(finding.suppressed.location)


def _by_last_part(names: Iterable[str]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for name in names:
        named.setdefault(name.rpartition("/")[2], []).append(name)
    return named


def _was_seen(document: Glob, seen: Mapping[str, list[str]]) -> bool:
    """Whether a document of such a name was judged; a baseline names many, so that a plain one is looked up."""
    if document.wild:
        return any(document.matches(name) for names in seen.values() for name in names)
    return any(map(document.matches, seen.get(document.text.rpartition("/")[2], ())))
