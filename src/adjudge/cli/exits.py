"""What a command's exit code says."""

from __future__ import annotations

from typing import Final

OK: Final = 0
"""Nothing at or above ``--fail-on``."""
FAILED: Final = 1
"""Some document is at or above it."""
INTERRUPTED: Final = 2
INTERNAL: Final = 3
"""An error of adjudge itself, or an observer that crashed."""
USAGE: Final = 4
"""A wrong command, setting, rule file or payload."""
NOTHING: Final = 5
"""No payload or no rule was selected."""
