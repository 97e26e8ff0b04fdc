"""Turn what pydantic says about plain values into located problems in our own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from adjudge.errors import Location, did_you_mean
from adjudge.ruleset.located import Located, Problems
from adjudge.ruleset.schema import keys_of
from adjudge.ruleset.words import FREE_PREFIX

Model = TypeVar("Model", bound=BaseModel)

_KINDS: Final = {
    "string_type": "a text; quote it",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "decimal_type": "a number",
    "is_instance_of": "a number",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "date_type": "a date",
}
_TRUTHS: Final = frozenset({"yes", "no", "on", "off", "true", "false"})
_BOUNDS: Final = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
    "greater_than": ("above", "gt"),
    "less_than": ("below", "lt"),
}
_QUOTED: Final = re.compile(r"'([^']*)'")


def validate(model: type[Model], tree: Located, subject: str, problems: Problems) -> Model:
    """Read a mapping as ``model``; keys that do not fit are noted and left out.

    Args:
        model: A model whose fields all have defaults, so that what is left always validates.
        tree: The mapping; keys that begin with ``x-`` are passed by.
        subject: What the mapping is, for the messages ("the file", 'rule "x"').
        problems: Where problems are noted, each at the key or value that it is about.
    """
    plain = {key: value for key, value in tree.plain().items() if not key.startswith(FREE_PREFIX)}
    plain = drop_empty(plain, tree, subject, problems)
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        bad = report(error, tree, subject, keys_of(model), problems)
    return model.model_validate({key: value for key, value in plain.items() if key not in bad})


def drop_empty(plain: dict[str, Any], tree: Located, subject: str, problems: Problems) -> dict[str, Any]:
    """Leave out keys without a value: written and left empty, they would say nothing in silence."""
    for key in [key for key, value in plain.items() if value is None and key in tree.entries]:
        problems.add(tree.key(key), f'{subject}: "{key}" has no value')
    return {key: value for key, value in plain.items() if value is not None}


def report(
    error: ValidationError, tree: Located, subject: str, known: list[str], problems: Problems, *, noun: str = "key"
) -> set[str]:
    """Note every complaint of a validation error; give the top-level keys they are about."""
    said: dict[tuple[Location, str], list[str]] = {}
    bad: set[str] = set()
    for detail in error.errors(include_url=False, include_input=False):
        loc = detail["loc"]
        if loc:
            bad.add(str(loc[0]))
        if detail["type"] == "extra_forbidden":
            owner, inner = _walk(tree, loc[:-1])
            name = subject if not inner else f"{subject}: {inner}"
            problems.unknown_key(owner, str(loc[-1]), name, known if not inner else [], noun)
            continue
        if loc and loc[-1] == "[key]":
            owner, inner = _walk(tree, loc[:-2])
            where, key = owner.key(str(loc[-2])), Located(loc[-2], owner.file, owner.line, owner.column)
            sentence = f"has a key that {_words(detail, key)}"
        else:
            place, inner = _walk(tree, loc)
            where, sentence = place.where, _words(detail, place)
        said.setdefault((where, inner), []).append(sentence)
    for (where, inner), sentences in said.items():
        name = f"{subject}: {inner}" if inner else subject
        problems.add(where, f"{name} {_joined(sentences)}")
    return bad


def _walk(tree: Located, loc: tuple[int | str, ...]) -> tuple[Located, str]:
    """Follow a location as far as the YAML goes; give the value there and its dotted name."""
    here, name = tree, ""
    for step in loc:
        if isinstance(step, str) and step in here.entries:
            here, name = here.entries[step], f"{name}.{step}" if name else step
        elif isinstance(step, int) and isinstance(here.value, list) and step < len(here.value):
            here, name = here.value[step], f"{name}[{step}]"
        # Else it is pydantic's own step: a branch of a union, or a list made of one text.
    return here, name


def _words(detail: Mapping[str, Any], place: Located) -> str:
    """Say one complaint as the rest of a sentence about the value."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "literal_error":
        expected = str(context["expected"])
        return _no_such_word(expected, place.plain()) + _hint(expected, place)
    if kind in _BOUNDS:
        word, limit = _BOUNDS[kind]
        return f"is {place.plain()}, must be {word} {context[limit]}"
    if kind in _KINDS:
        return f"must be {_KINDS[kind]}{_hint(kind, place)}"
    if kind == "value_error":
        return str(context["error"])
    if kind == "missing":
        return f'needs "{detail["loc"][-1]}"'
    return re.sub(r"^[A-Z]\w* should", "must", str(detail["msg"]))


def _no_such_word(expected: str, value: Any) -> str:
    words = _QUOTED.findall(expected)
    if not words:
        return f"must be {expected.lower()}"
    return f'is "{value}", which is none of {", ".join(words)}{did_you_mean(str(value), words)}'


def _hint(kind: str, place: Located) -> str:
    """Explain the words that other YAML readers take for true and false."""
    word = place.text
    if kind in ("bool_type", "True", "False") and word is not None and word.lower() in _TRUTHS:
        return f'; "{word}" is a text here'
    return ""


def _joined(sentences: list[str]) -> str:
    """Join the complaints of a union's branches, each said once."""
    distinct = list(dict.fromkeys(sentences))
    # A misspelt word was meant as a word: that it might have been a mapping too helps nobody.
    first, *rest = [sentence for sentence in distinct if sentence.startswith('is "')] or distinct
    return " or ".join([first, *(sentence.removeprefix("must be ") for sentence in rest)])
