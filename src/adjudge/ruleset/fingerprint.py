"""Say what a rule means in one canonical text, and what a ruleset means in one fingerprint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from adjudge.ruleset.fields import Listing
from adjudge.ruleset.located import Located
from adjudge.ruleset.merging import ResolvedFile
from adjudge.ruleset.rule import Rule
from adjudge.ruleset.suppressions import Suppression

_WORD = re.compile(r"\w+")
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
_KEYS = ("assert", "for", "given", "when", "blame")
_SAID = ("id", "row", "on_fail", "on_empty", "title", "message", "shadow", "suppressible", "disabled", "tags")


def meaning(rule: Rule, whole: ResolvedFile, body: Located, options: Any) -> str:
    """Give the canonical text of a compiled rule: all that can change a verdict, whatever the order of keys.

    Files, lines, comments, ``why`` and tests are no part of it; of fields and lists, those it names are.

    Args:
        rule: The compiled rule.
        whole: The file it was compiled in.
        body: Its located keys.
        options: The plain options of its check, ``None`` for an ``assert``.
    """
    said: dict[str, Any] = {name: getattr(rule, name) for name in _SAID}
    said |= {key: body.entries[key].plain() for key in _KEYS if key in body.entries}
    said |= {"check": rule.check.name if rule.check else None, "options": options}
    said |= {"on_unknown": dict(rule.on_unknown), "params": dict(rule.params), "file when": whole.file.keys.when}
    return _text(said | _declared(rule, whole, said))


def suppression_meaning(suppression: Suppression, homes: Iterable[tuple[Rule, ResolvedFile]]) -> str:
    """Give the canonical text of a suppression: what it says, and of fields and lists, those its condition names.

    Args:
        suppression: The compiled suppression.
        homes: Every rule, with the file it was compiled in.
    """
    if suppression.when is None:
        return suppression.said
    named = [(rule, whole) for rule, whole in homes if rule.nodeid in suppression.nodeids]
    declared = {_text(_declared(rule, whole, suppression.said)) for rule, whole in named}
    return _text([suppression.said, sorted(declared)])


def fingerprint(meanings: Iterable[str], on_job_failed: str) -> str:
    """Give the SHA-256 of all that rules and suppressions mean, in hexadecimal; their order is no part of it."""
    return sha256("\n".join([*sorted(meanings), on_job_failed]).encode()).hexdigest()


def _declared(rule: Rule, whole: ResolvedFile, said: Any) -> dict[str, Any]:
    """Give what is declared under the words that something says."""
    words = set(_WORD.findall(_text(said))) if whole.fields or rule.scope.lists else set()
    return {
        "fields": {name: item.value.plain() for name, item in whole.fields.items() if name in words},
        "locale": whole.locale.text if whole.locale is not None else None,
        "lists": {name: _content(listing) for name, listing in rule.scope.lists.items() if name in words},
    }


def _content(listing: Listing) -> Any:
    rows = listing.rows
    return list(listing.values) if rows is None else [dict(row) for row in rows.values()]


def _text(value: Any) -> str:
    return _ENCODER.encode(value)
