"""Which modules' examples are not collected where an extra is not installed."""

from __future__ import annotations

from importlib.util import find_spec

_NEEDS = {
    "pyarrow": "src/adjudge/engine/batch/arrow.py",
    "duckdb": "src/adjudge/engine/stored/*.py",
    "jinja2": "src/adjudge/cli/report_page.py",
}
collect_ignore_glob = [modules for package, modules in _NEEDS.items() if not find_spec(package)]
