"""Validate the options of a check by the check's own model, every complaint in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from adjudge.errors import did_you_mean
from adjudge.ruleset.check import Check
from adjudge.ruleset.fields import Scope
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.registry import Registry
from adjudge.ruleset.schema import keys_of
from adjudge.ruleset.validation import drop_empty, report


def read_options(check: Check, value: Located, row: Located, problems: Problems) -> tuple[BaseModel, Any] | None:
    """Read what stands under a check's key, with the options of a params row over it.

    Args:
        check: The check that the key names.
        value: What stands there: a mapping of options, or the check's short form.
        row: A mapping with the options that the row sets; empty without one.
        problems: Where problems are noted.

    Returns:
        The options and, for the fingerprint, their plain form; ``None`` where they do not validate.
    """
    subject = f'check "{check.name}"'
    known = keys_of(check.options)
    tree = row
    plain: Any
    if isinstance(value.value, dict):
        tree = value.with_entries(row.entries, row.keys)
        plain = tree.plain()
    elif check.shorthand is not None and value.value is not None:
        plain = check.shorthand(value.plain())
        plain = {**plain, **row.plain()} if isinstance(plain, dict) else plain
        tree = row if row.entries else value
    else:
        problems.add(value.where, f"{subject} takes a mapping of options: {', '.join(known)}")
        return None
    before = len(problems)
    plain = drop_empty(plain, tree, subject, problems)
    try:
        options = check.options.model_validate(plain)
    except ValidationError as error:
        report(error, tree, subject, known, problems, noun="option")
        return None
    return (options, plain) if len(problems) == before else None


def check_names(
    check: Check, options: BaseModel, value: Located, scope: Scope, registry: Registry, problems: Problems
) -> None:
    """Note labels that no adapter declares and lists that the file does not, where they are written."""
    if check.labels is not None:
        known: set[str] = set()
        for adapter in registry.adapters.values():
            known |= adapter.verification_labels if check.reads == "verification" else adapter.labels
        for label in sorted(check.labels(options) - known):
            hint = did_you_mean(label, sorted(known))
            message = f'check "{check.name}": no adapter declares the label "{label}"{hint}'
            problems.add(_place_of(label, value).where, message)
    if check.lists is not None:
        for name in sorted(check.lists(options) - scope.lists.keys()):
            hint = did_you_mean(name, list(scope.lists))
            problems.add(_place_of(name, value).where, f'check "{check.name}": there is no list "{name}"{hint}')


def _place_of(text: str, value: Located) -> Located:
    return next((found for found in _scalars(value) if found.value == text), value)


def _scalars(value: Located) -> Iterator[Located]:
    inner: Collection[Located] = value.entries.values() if isinstance(value.value, dict) else ()
    for each in value.value if isinstance(value.value, list) else inner:
        yield from _scalars(each)
    if not isinstance(value.value, list | dict):
        yield value
