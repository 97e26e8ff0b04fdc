"""Keywords in texts that people or models wrote: by word, whatever the case, width or blanks.

``date`` is in ``Date unclear`` and ``due_date``, not in ``update`` or ``dates``. A phrase is found across any
blanks, hyphens and underscores between its words: ``multiple totals`` is in ``multiple_totals``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from adjudge.errors import AdjudgeError
from adjudge.ruleset.reading.show import show_text

MAX_KEYWORD: Final = 200
MAX_TEXT: Final = 10_000
"""Characters of a text; Unicode normalization takes quadratic time on hostile ones, so the limit is low."""

_JOINTS: Final = re.compile(r"[\s_\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]+")
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]+"
)
_UNSPACED: Final = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Chinese and Japanese put no blanks between words, so any place is a border.

Compiled when a text is read: that takes as long as importing a whole library."""


class KeywordProblem(AdjudgeError, ValueError):
    """A keyword that is none, or a text too long to look for any; the message is one sentence."""


class Keywords:
    """Keywords to look for; immutable, made once when rules are loaded.

    Raises:
        KeywordProblem: a keyword has no letter or digit, or more than 200 characters.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple((word, _checked(word)) for word in words)

    def find(self, text: str) -> str | None:
        """Give the first keyword, in the order given and as given, that ``text`` has; else ``None``.

        Raises:
            KeywordProblem: ``text`` has more than 10,000 characters: what is not read must not pass.
        """
        if len(text) > MAX_TEXT:
            raise KeywordProblem(
                f"a text of {len(text):,} characters is too long for keywords; {MAX_TEXT:,} are the most"
            )
        normal = _normal(text)
        return next((word for word, wanted in self._words if _has(normal, wanted)), None)


def _checked(word: str) -> str:
    if len(word) > MAX_KEYWORD:
        raise KeywordProblem(f"a keyword has at most {MAX_KEYWORD} characters, this one {len(word)}")
    normal = _normal(word)
    if not any(map(str.isalnum, normal)):
        raise KeywordProblem(f"the keyword {show_text(word)} has no letter or digit")
    return normal


def _normal(text: str) -> str:
    """Fold case and width, drop what cannot be seen, and make every joint of words one blank."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold())
    return _JOINTS.sub(" ", _UNSEEN.sub("", folded)).strip()


def _has(text: str, wanted: str) -> bool:
    """Whether ``wanted`` stands in ``text`` between borders of words."""
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _border(text[at - 1 : at], wanted[0]) and _border(wanted[-1], text[end : end + 1]):
            return True
        at = text.find(wanted, at + 1)
    return False


def _border(left: str, right: str) -> bool:
    """Whether a word may end between two characters; either may be missing."""
    if not _inside_word(left) or not _inside_word(right):
        # A combining mark never starts a word: it belongs to the letter before it.
        return not (right and unicodedata.combining(right))
    return bool(re.match(_UNSPACED, left) or re.match(_UNSPACED, right))


def _inside_word(character: str) -> bool:
    return character.isalnum() or (character != "" and unicodedata.combining(character) > 0)
