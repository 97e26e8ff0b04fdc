"""How far a batch came: a small file beside its output that the next run goes on from."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from adjudge.errors import ConfigError

DURATIONS: Final = ".durations.json"
"""What is added to the name of an output for the times of its rules."""


@dataclass(slots=True)
class Progress:
    """What of the output is certain: so many rows, in so many bytes."""

    rows: int = 0
    size: int = 0
    failing: int = 0
    decisions: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    spent: dict[str, list[float]] = field(default_factory=dict)
    """Seconds and documents by rule, where they were measured."""


class Journal:
    """The file of a batch's progress; ``asked`` says which batch it is."""

    def __init__(self, file: Path, asked: Mapping[str, Any]) -> None:
        self.file = file
        self._asked = json.loads(json.dumps(asked, default=str))

    def read(self) -> Progress:
        """Give the progress so far; none where there is no file.

        Raises:
            ConfigError: The file is of another batch.
        """
        try:
            kept = json.loads(self.file.read_bytes())
            asked, progress = kept["asked"], kept["progress"]
        except FileNotFoundError:
            return Progress()
        except (ValueError, KeyError, TypeError):
            raise ConfigError(f"{self.file}: is no progress of a batch; --restart begins anew") from None
        changed = [name for name, value in self._asked.items() if asked.get(name) != value]
        if changed:
            words = " and ".join(changed)
            raise ConfigError(f"{self.file}: the batch was begun with other {words}; --restart begins anew")
        counters = {name: Counter(progress.get(name, {})) for name in ("decisions", "hits")}
        return Progress(**{**progress, **counters})

    def keep(self, progress: Progress) -> None:
        """Replace the file at once: a reader sees the old progress or the new, whatever happens."""
        kept = {
            "rows": progress.rows,
            "size": progress.size,
            "failing": progress.failing,
            "decisions": progress.decisions,
            "hits": progress.hits,
            "spent": progress.spent,
        }
        draft = self.file.with_name(self.file.name + "~")
        draft.write_text(json.dumps({"asked": self._asked, "progress": kept}), encoding="utf-8")
        os.replace(draft, self.file)  # noqa: PTH105  # the name that says it is atomic

    def remove(self) -> None:
        """Forget the batch."""
        self.file.unlink(missing_ok=True)
        self.file.with_name(self.file.name + "~").unlink(missing_ok=True)
