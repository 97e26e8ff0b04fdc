"""Reading what a batch is given, as a stream: JSON lines (plain, gzip, zstd), Parquet, JSON files, folders of them.

Whatever cannot be read is an item too, with its place and the reason: it becomes a row, it stops nothing.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from adjudge.engine.batch.items import Item
from adjudge.errors import ConfigError
from adjudge.model.json_reader import MAX_BYTES
from adjudge.model.jsontext import to_json

_LINES: Final = (".jsonl", ".ndjson")
_ENDINGS: Final = (*(line + packed for line in _LINES for packed in ("", ".gz", ".zst")), ".parquet", ".json")
_PIECE: Final = 1024 * 1024
_PACKED_PIECE: Final = 16 * 1024
"""Of a zstd file: small, because what it unpacks to is held at once."""

_ROWS: Final = 256


def find_files(arguments: Sequence[str]) -> list[Path]:
    """Give the input files in order; those of a folder by name.

    Raises:
        ConfigError: One is not there, or of a kind that is not read.
    """
    files: list[Path] = []
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            found = (file for file in sorted(path.rglob("*")) if _is_input(file) and file.is_file())
            files += [file for file in found if not file.name.endswith(".verdict.json")]
        elif not path.is_file():
            raise ConfigError(f"{argument}: there is no such file or folder")
        elif not _is_input(path):
            raise ConfigError(f"{argument}: a batch reads {', '.join(_ENDINGS)}")
        else:
            files.append(path)
    return files


def name_of(file: Path) -> str:
    """Name a file relative to the working directory; one outside by its own name: rows hold no absolute paths."""
    here = Path.cwd()
    absolute = file.absolute()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else file.name


def read_files(files: Sequence[Path], column: str) -> Iterator[Item]:
    """Read all payloads of all files; ``column`` is where Parquet files have them."""
    before = 0
    for file in files:
        name = name_of(file)
        last = name
        try:
            for item in _read(file, name, column):
                last = item.name or name
                yield item._replace(read=before + item.read)
        except OSError as problem:
            yield Item(last, None, f"cannot be read: {problem.strerror or problem}")
        before += file.stat().st_size if file.exists() else 0


def _is_input(file: Path) -> bool:
    return file.name.endswith(_ENDINGS)


def _read(file: Path, name: str, column: str) -> Iterator[Item]:
    if file.suffix == ".json":
        # The worker opens it: as a path it costs nothing to send, and is read within limits.
        yield Item(name, file, None, file.stat().st_size)
    elif file.suffix == ".parquet":
        yield from _read_parquet(file, name, column)
    else:
        with file.open("rb") as raw:
            yield from _read_lines(raw, file.suffix, name)


def _read_lines(raw: BinaryIO, suffix: str, name: str) -> Iterator[Item]:
    number = 0
    try:
        for number, (line, whole) in enumerate(_lines(_unpack(raw, suffix)), 1):
            if not whole:
                limit = MAX_BYTES // 1024 // 1024
                yield Item(f"{name}:{number}", None, f"the line is larger than {limit} MiB", raw.tell())
            elif line.strip():
                yield Item(f"{name}:{number}", line.rstrip(b"\r\n"), None, raw.tell())
    except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
        yield _damaged(name, number + 1, problem, raw.tell())
    except Exception as problem:
        if type(problem).__name__ != "ZstdError":  # its module is imported only where such a file is read
            raise
        yield _damaged(name, number + 1, problem, raw.tell())


def _damaged(name: str, number: int, problem: Exception, read: int) -> Item:
    message = f"the compressed file is damaged or ends too early here ({_lower(str(problem))})"
    return Item(f"{name}:{number}", None, message, read)


def _lines(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Give each line and whether it is whole; of one beyond the limit no more is held than that."""
    while line := stream.readline(MAX_BYTES + 2):
        whole = line.endswith(b"\n") or len(line) <= MAX_BYTES
        yield line, whole
        while not whole and line and not line.endswith(b"\n"):
            line = stream.readline(_PIECE)


def _unpack(raw: BinaryIO, suffix: str) -> BinaryIO:
    if suffix == ".gz":
        return cast("BinaryIO", io.BufferedReader(gzip.GzipFile(fileobj=raw), _PIECE))  # type: ignore[arg-type,type-var,unused-ignore]
    if suffix == ".zst":
        try:
            import zstandard  # noqa: PLC0415  # an extra
        except ImportError:
            raise missing_extra("zstandard") from None
        return io.BufferedReader(_Zstd(raw, zstandard.ZstdDecompressor().decompressobj), _PIECE)
    return raw


class _Zstd(io.RawIOBase):
    """A zstd stream of any number of frames that tells where it was cut off; the package's own just ends there."""

    def __init__(self, raw: BinaryIO, make: Any) -> None:
        self._raw, self._make = raw, make
        self._frame: Any = None
        self._packed = self._ready = b""

    def readable(self) -> bool:
        """Say that this is a stream to read from."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one piece goes; 0 at the end.

        Raises:
            EOFError: The last frame is not complete.
        """
        while not self._ready and self._advance():
            pass
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _advance(self) -> bool:
        self._packed = self._packed or self._raw.read(_PACKED_PIECE)
        if not self._packed:
            if self._frame is not None:
                raise EOFError("a frame is not complete")
            return False
        self._frame = self._frame or self._make()
        self._ready = self._frame.decompress(self._packed)
        self._packed = self._frame.unused_data
        if self._frame.eof:
            self._frame = None
        return True


def _read_parquet(file: Path, name: str, column: str) -> Iterator[Item]:
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra
        import pyarrow.parquet as pq  # noqa: PLC0415  # as above
    except ImportError:
        raise missing_extra("pyarrow") from None
    number, size = 0, file.stat().st_size
    try:
        with pq.ParquetFile(file) as table:
            if column not in table.schema_arrow.names:
                names = ", ".join(table.schema_arrow.names)
                raise ConfigError(f"{name}: has no column {column} (it has {names}); name it with --column")
            rows = max(table.metadata.num_rows, 1)
            for batch in table.iter_batches(batch_size=_ROWS, columns=[column]):
                for value in batch.column(0).to_pylist():
                    number += 1
                    error = "the row is null" if value is None else None
                    yield Item(f"{name}:{number}", to_bytes(value), error, size * number // rows)
    except pa.ArrowException as problem:
        yield Item(f"{name}:{number + 1}", None, f"the Parquet file is damaged here ({_lower(str(problem))})", size)


def to_bytes(value: Any) -> Any:
    """Give a cell as the JSON it holds: text or bytes as they are, a struct written as JSON."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    return to_json(value).encode() if isinstance(value, dict | list) else value


def missing_extra(package: str) -> ConfigError:
    """Say which extra brings a package that is not there."""
    return ConfigError(f"{package} is not installed: it comes with adjudge[batch]")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].splitlines()[0].rstrip(".") if text else text
