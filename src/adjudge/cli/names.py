"""Names on the command line that nobody has registered."""

from __future__ import annotations

from collections.abc import Iterable

from adjudge.errors import ConfigError, did_you_mean


def unknown_name(kind: str, name: str, known: Iterable[str]) -> ConfigError:
    """Make the error for a name that is none of ``known``: with the nearest one, else with all."""
    names = sorted(known)
    listed = f" (known: {', '.join(names) or 'none'})"
    return ConfigError(f'no {kind} "{name}"{did_you_mean(name, names) or listed}')
