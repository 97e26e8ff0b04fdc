"""``cited``: a value says where in the document it stands, and that place supports it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from pydantic import Field, model_validator

from adjudge.checks.support import supports
from adjudge.model.citations import Citation
from adjudge.model.node import Node
from adjudge.ruleset.check import PASS, Check, CheckOptions, Constant, Item, Judgement, fail, unknown
from adjudge.ruleset.fields import Field as Target
from adjudge.ruleset.fields import Scope
from adjudge.ruleset.reading import show


class Cited(CheckOptions):
    """``cited: true``, or what the citation must hold; ``inherit`` takes the nearest ancestor's too."""

    cited: Literal[True] | None = Field(default=None, description="There is a citation.")
    page: Literal[True] | None = Field(default=None, description="It names a page that the document has.")
    text: Literal[True] | None = Field(default=None, description="The text that it quotes supports the value.")
    inherit: bool = Field(default=False, description="Take the citation of the nearest ancestor where there is none.")

    @model_validator(mode="after")
    def _decides(self) -> Cited:
        if self.cited is None and self.page is None and self.text is None:
            message = "needs page or text (or write cited: true)"
            raise ValueError(message)
        return self


def _judge(item: Item, options: Any) -> Judgement:
    node = item.node
    if node.presence == "absent":
        return unknown("value_absent", f"{node.path} is absent")
    if node.presence != "present":
        return unknown("value_null" if node.presence == "null" else "value_empty", f"{node.path} is {node.presence}")
    citations = node.citations or (node.cited_by_ancestor() if options.inherit else ())
    if not citations:
        return fail(f"{node.path} is {show(node.value)}, which cites nothing", actual=None, expected="a citation")
    page = _judge_page(node, citations) if options.page else PASS
    if page.outcome != "pass":
        return page
    return _judge_text(node, citations) if options.text else PASS


def _judge_page(node: Node, citations: tuple[Citation, ...]) -> Judgement:
    """Judge whether a citation names a page that the document has."""
    pages = [citation.page for citation in citations if citation.page is not None]
    if not pages:
        return fail(f"{node.path} cites no page", actual=None, expected="a page")
    last = node.extraction.pages
    wrong = next((page for page in pages if page < 1 or (last is not None and page > last)), None)
    if wrong is not None:
        extent = f"the document has {last}" if last is not None else "pages count from 1"
        return fail(f"{node.path} cites page {wrong}, but {extent}", actual=wrong, expected=f"1–{last or '…'}")
    if last is None:
        return unknown("signal_absent", f"{node.path} cites page {pages[0]} of a document that says no number of pages")
    return PASS


def _judge_text(node: Node, citations: tuple[Citation, ...]) -> Judgement:
    """Judge whether the quoted text supports the value."""
    texts = [citation.text for citation in citations if citation.text]
    if not texts:
        return unknown("signal_absent", f"{node.path} cites no text")
    if isinstance(node.value, dict | list) or supports(texts, node.value):
        return PASS
    reason = f"{node.path} is {show(node.value)}, but the cited text is {show(texts[0])}"
    return fail(reason, actual=node.value, expected="a cited text that supports it")


def _sure(options: Any, _scope: Scope, _field: Target, constant: Constant) -> str:
    """Write the test of a value that has a citation of its own, so that none is inherited."""
    if not options.page and not options.text:
        return "value != '' and filled"
    return f"{constant(_surely(options))}(value, x, extraction.pages)"


def _surely(options: Any) -> Callable[[Any, tuple[Citation, ...], int | None], bool]:
    """Make the test whether the citations of a value hold what the options ask for."""

    def is_cited(value: Any, citations: tuple[Citation, ...], last: int | None) -> bool:
        pages = [citation.page for citation in citations if citation.page is not None]
        texts = [citation.text for citation in citations if citation.text]
        if value == "" or not citations:
            return False
        if options.page and not (pages and last is not None and min(pages) >= 1 and max(pages) <= last):
            return False
        return not options.text or (bool(texts) and supports(texts, value))

    return is_cited


CHECKS = (
    Check(
        name="cited",
        options=Cited,
        judge=_judge,
        shorthand=lambda value: {"cited": value},
        reads="citations",
        sure=_sure,
        doc="The value has a citation; page: one within the document; text: one that supports the value.",
    ),
)
