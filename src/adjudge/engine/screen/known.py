"""What generated code finds out about one document when it first needs it, and keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

KEPT_TEXTS: Final = 4096
KEPT_LENGTH: Final = 64
"""Short texts are read once and kept: the same dates, codes and amounts come again and again."""

CONTAINERS: Final = frozenset((dict, list, tuple))
_MOST_BELOW: Final = 1_000_000


class Known:
    """``known[name]`` are all values of that name, in the order of the document."""

    __slots__ = ("_found", "_leaves", "_metadata", "_root", "_tidy", "_tidy_test", "_told", "_told_by", "currency")

    def __init__(
        self,
        root: Any,
        metadata: Any,
        tidy: Callable[[Any, Any], bool] | None,
        told_by: Callable[[Any], Mapping[str, int]] | None = None,
    ) -> None:
        self._root = root
        self._metadata = metadata
        self._tidy_test = tidy
        self._tidy: bool | None = None
        self._told_by = told_by
        self._told: Mapping[str, int] | None = None
        self._found: dict[Any, list[Any]] | None = None
        self._leaves: Any = None
        self.currency: str | None = None
        """The currency of the printed amounts that were read so far; no other may come."""

    def leaves(self, find: Callable[..., Any], extraction: Any) -> Any:
        """Give every leaf, found once; where they cannot be told, that is found out once, too."""
        if self._leaves is None:
            self._leaves = False
            self._leaves = find(self._root, self._metadata, extraction, self)
        if self._leaves is False:
            raise LookupError
        return self._leaves

    def tidy(self) -> bool:
        """Whether the metadata knows no items that the data has not."""
        if self._tidy is None:
            self._tidy = self._tidy_test is not None and self._tidy_test(self._root, self._metadata)
        return self._tidy

    def is_tidy(self) -> None:
        """Take it that the metadata was seen to know no items that the data has not."""
        self._tidy = True

    def told(self, written: str) -> int:
        """Give how many items the metadata tells of in the list at a written path."""
        if self._tidy:
            return 0
        if self._told is None:
            self._told = {} if self._told_by is None else self._told_by(self._metadata)
        return self._told.get(written, 0)

    def is_in(self, currency: str) -> bool:
        """Whether amounts may be in this currency, as all before were."""
        if self.currency is None:
            self.currency = currency
        return self.currency == currency

    def __getitem__(self, name: Any) -> Sequence[Any]:
        """Give the values of a name; raises ``LookupError`` for data of an odd shape."""
        if self._found is None:
            self._found = all_by_name(self._root)
        return self._found.get(name, ())


def all_by_name(start: Any) -> dict[Any, list[Any]]:
    """Give all values below by their own names, in the order of the document."""
    found: dict[Any, list[Any]] = {}
    stack: list[tuple[Any, Any]] = [(None, start)]
    left = _MOST_BELOW
    while stack:
        key, value = stack.pop()
        if key is not None:
            found.setdefault(key, []).append(value)
        if type(value) is dict:
            stack.extend(reversed(value.items()))
        elif type(value) is list:
            stack.extend([(None, below) for below in reversed(value) if type(below) in CONTAINERS])
        elif type(value) is tuple:
            raise LookupError
        left -= 1
        if left < 0:
            raise LookupError
    return found
