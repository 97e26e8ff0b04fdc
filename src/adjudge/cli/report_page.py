"""``adjudge report`` as one page: self-contained, without a script, whatever the documents say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adjudge.cli.report_text import ends_text, share_text
from adjudge.errors import ConfigError
from adjudge.reporting.printable import printable
from adjudge.version import VERSION

try:
    from jinja2 import Environment, PackageLoader, StrictUndefined
except ImportError:
    raise ConfigError("jinja2 is not installed: it comes with adjudge[batch]") from None

if TYPE_CHECKING:
    from adjudge.engine.stored.summary import Summary

_TEMPLATE: Final = "report.html"
_MOST_RULES: Final = 100
_MOST_ROWS: Final = 30


def to_html(summary: Summary) -> str:
    """Give the page."""
    environment = Environment(
        autoescape=True,  # for every template, whatever its name ends in
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=PackageLoader("adjudge.cli"),
    )
    page: str = environment.get_template(_TEMPLATE).render(
        summary=summary,
        version=VERSION,
        ends_text=ends_text,
        share_text=share_text,
        most_rules=_MOST_RULES,
        most_rows=_MOST_ROWS,
    )
    return page


def _safe(value: Any) -> Any:
    """Show what would steer a reader's eye (turned text, invisible signs) as its escape; marked-up text is ours."""
    return printable(value) if type(value) is str else value
