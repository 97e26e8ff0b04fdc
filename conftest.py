"""Which modules' examples are not collected where an extra is not installed."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = [] if find_spec("pyarrow") else ["src/adjudge/engine/batch/arrow.py"]
