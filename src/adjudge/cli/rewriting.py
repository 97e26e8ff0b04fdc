"""Change files of the user in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adjudge.errors import ConfigError


@contextmanager
def rewritten(file: Path, data: bytes) -> Iterator[None]:
    """Have ``data`` in a file while that is tried out: whatever is raised puts the file back as it was.

    Raises:
        ConfigError: It cannot be written; it is as it was.
    """
    before = file.read_bytes() if file.exists() else None
    rewrite(file, data)
    try:
        yield
    except BaseException:
        if before is None:
            file.unlink()
        else:
            rewrite(file, before)
        raise


def rewrite(file: Path, data: bytes) -> None:
    """Replace the file at once: a reader sees the old one or the new one, whatever happens.

    Raises:
        ConfigError: It cannot be written; it is as it was.
    """
    import tempfile

    try:
        mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
        handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            Path(draft).chmod(mode)
            Path(draft).replace(file)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise ConfigError(f"{file}: cannot be written: {problem.strerror or problem}") from None
