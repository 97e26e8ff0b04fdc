"""Lay the rows of ``params`` over their rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from adjudge.errors import Location, did_you_mean
from adjudge.model.values import Scalar
from adjudge.record import Record, field
from adjudge.ruleset.declarations import check_name
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.merging import RULE_ID, merged
from adjudge.ruleset.words import FREE_PREFIX, ROW_KEYS, RULE_ONLY_KEYS


class Row(Record):
    """A rule as one row makes it; of a rule without ``params`` there is one, which has no id.

    ``body`` is the rule with the row's common keys; ``options`` what the row says about the check;
    ``params`` the values that expressions may use, and ``places`` where their names stand.
    """

    id: str | None
    body: Located
    options: Located
    params: Mapping[str, Scalar] = field(default_factory=dict)
    places: Mapping[str, Location] = field(default_factory=dict)


def read_rows(body: Located, check: str, options: Collection[str], subject: str, problems: Problems) -> Iterator[Row]:
    """Give the rule once per row.

    Args:
        body: The rule.
        check: Its check key.
        options: The keys of the check's options: a row sets them by their names.
        subject: What the rule is called in messages.
        problems: Where problems are noted.
    """
    params = body.entries.get("params")
    if params is None or not isinstance(params.value, list):  # what is no list is noted with the keys of the rule
        yield Row(None, body, _mapping(body, {}))
        return
    if not params.value:
        problems.add(params.where, f"{subject}: params has no row, so the rule would never run")
    seen: dict[str, Location] = {}
    for tree in params.elements:
        if not isinstance(tree.value, dict):
            problems.add(tree.where, f"{subject}: a params row is a mapping with an id")
            continue
        row_id = _row_id(tree, seen, subject, problems)
        if row_id is not None:
            yield _row(row_id, tree, body, check, options, subject, problems)


def _row_id(tree: Located, seen: dict[str, Location], subject: str, problems: Problems) -> str | None:
    found = tree.entries.get("id")
    if found is None:
        problems.add(tree.where, f'{subject}: a params row needs an "id"')
        return None
    if found.text is None or not RULE_ID.fullmatch(found.text):
        problems.add(found.where, f"{subject}: the id of a row has letters, digits and single hyphens, as text")
        return None
    if found.text in seen:
        first = seen[found.text].line
        problems.add(found.where, f'{subject}: row "{found.text}" is here a second time; the first is in line {first}')
        return None
    seen[found.text] = found.where
    return found.text


def _row(
    row_id: str, tree: Located, body: Located, check: str, options: Collection[str], subject: str, problems: Problems
) -> Row:
    common: dict[str, Located] = {}
    set_options: dict[str, Located] = {}
    params: dict[str, Scalar] = {}
    for key, value in tree.entries.items():
        if key == "id" or key.startswith(FREE_PREFIX):
            continue
        if key == check:
            common[key] = merged(body.entries.get(key), value)
        elif key in options:
            set_options[key] = value
        elif key in ROW_KEYS:
            common[key] = value
        elif key in RULE_ONLY_KEYS:
            problems.add(tree.key(key), f'{subject}: "{key}" belongs to the rule, not to a row')
        elif isinstance(value.value, str | bool | int | Decimal):
            if check_name(key, tree.key(key), f"{subject}: param", problems):
                params[key] = value.value if isinstance(value.value, str | bool) else Decimal(value.value)
        else:
            problems.add(value.where, f'{subject}: param "{key}" must be a text, a number, true or false')
    places = {key: tree.key(key) for key in params}
    keys = {key: tree.key(key) for key in common}
    return Row(row_id, body.with_entries(common, keys), _mapping(tree, set_options), params, places)


def _mapping(tree: Located, entries: Mapping[str, Located]) -> Located:
    return Located(dict(entries), tree.file, tree.line, tree.column, keys=tree.keys)


def check_used(row: Row, check: str, options: Collection[str], subject: str, problems: Problems) -> None:
    """Note every value of a row that nothing uses: most likely the name of an option, misspelt."""
    texts = [str(row.body.entries[key].value) for key in ("when", "assert", "message") if key in row.body.entries]
    words = set(re.findall(r"\w+", " ".join(texts)))
    for name in row.params.keys() - words:
        hint = did_you_mean(name, sorted({*ROW_KEYS, *options, check}))
        problems.add(row.places[name], f'{subject}: "{name}" is used by nothing{hint}')
