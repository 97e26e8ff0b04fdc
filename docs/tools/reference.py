"""Make the reference of rule files: every key and every option of a check, from the models they are read with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from adjudge.manager import load_plugins
from adjudge.model.signals import SIGNALS
from adjudge.ruleset.json_schema import rule_file_schema
from adjudge.ruleset.key_docs import DEFAULTS, FIELD, FILE, LIST, RULE, SUPPRESSION, TEST, KeyDoc
from adjudge.ruleset.words import ASSERT

Schema = Mapping[str, Any]

HEAD = """\
# Reference of rule files

<!-- Made by docs/tools/tables.py of the models that rules are read with; change those, not this page. -->

Every key there is. [Writing rules](rules.md) explains them, [expressions](expressions.md) has what `assert` and `when`
can say. Anything else is an error when the file is loaded, with line, column and "did you mean". `adjudge schema` gives
the same to your editor.
"""
SIGNAL_LEAD = (
    "The signal of each node against thresholds, on its own scale: 0 to 1, of `rating` 1 to 5. "
    "[Signals and scales](signals.md) has who sends which."
)
PARTS = (
    ("The file", "The top level.", FILE),
    ("`defaults`", "What the rules of the file say where they say nothing.", DEFAULTS),
    ("`fields`", "Each, by its name: `{at: …}`, or the path alone. Members of `each` have the same keys.", FIELD),
    ("`lists`", "Each, by its name: the values, or where they are kept.", LIST),
    ("`rules`", "A rule has an `id`, exactly one check, and any of these. Keys that begin with `x-` are yours.", RULE),
    ("`suppressions`", "Each names findings; [suppressions](suppressions.md) explains them.", SUPPRESSION),
    ("`tests`", "What a test does not give is absent; only its rule is run.", TEST),
)


def reference_page() -> str:
    """Give the whole page."""
    registry = load_plugins(()).registry
    schema = rule_file_schema(registry)
    checks = {name: schema["$defs"][f"check-{name}"] for name in sorted(registry.checks)}
    lines = [HEAD]
    for title, lead, docs in PARTS:
        lines += [f"## {title}", "", lead, "", *_keys(docs), ""]
    lines += ["## The checks", "", "Exactly one in a rule, beside its common keys.", ""]
    lines += [f"### `{ASSERT}`", "", "An expression that must be true; with `for`, of each item of a list.", ""]
    lines += [
        f"### {' '.join(f'`{name}`' for name in SIGNALS)}",
        "",
        SIGNAL_LEAD,
        "",
        *_options(checks["confidence"]),
        "",
    ]
    for name, check in checks.items():
        if name in SIGNALS:
            continue
        lines += [f"### `{name}`", "", _sentence(check["description"]), "", *_options(check), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _keys(docs: Mapping[str, KeyDoc]) -> Iterator[str]:
    yield "| key | says | example |"
    yield "| --- | --- | --- |"
    for name, doc in docs.items():
        yield f"| `{name}` | {_cell(doc.meaning)} | {_examples(doc.examples)} |"


def _options(check: Schema) -> Iterator[str]:
    forms = check.get("anyOf", [check])
    options = next((form for form in forms if "properties" in form), None)
    short = [kind for form in forms if form is not options for kind in _kinds(form)]
    if short:
        yield f"Short form: {_or(dict.fromkeys(short))}."
        yield ""
    if options is None:
        return
    yield "| option | takes | says |"
    yield "| --- | --- | --- |"
    for name, option in options["properties"].items():
        takes = _or(dict.fromkeys(_kinds(option)))
        yield f"| `{name}` | {_cell(takes)} | {_cell(option.get('description', ''))} |"


def _kinds(schema: Schema) -> list[str]:
    """Say in words what a value may be."""
    if "anyOf" in schema:
        return [kind for form in schema["anyOf"] for kind in _kinds(form)]
    if "const" in schema:
        return [f"`{json.dumps(schema['const'])}`"]
    if "enum" in schema:
        return [f"`{value}`" for value in schema["enum"]]
    if schema.get("type") == "array":
        return [f"a list of {_or(dict.fromkeys(_kinds(schema.get('items', {}))), plural=True)}"]
    words = {"string": "a text", "number": "a number", "integer": "a whole number", "boolean": "true or false"}
    return [words.get(str(schema.get("type")), "a value") + _bounds(schema)]


def _bounds(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f" of {low:g} to {high:g}"
    return f" of at least {low:g}" if low is not None else ""


def _or(kinds: Iterable[str], *, plural: bool = False) -> str:
    words = [f"{kind.removeprefix('a ')}s" if plural and kind.startswith("a ") else kind for kind in kinds]
    return " or ".join(words)


def _examples(examples: tuple[Any, ...]) -> str:
    return ", ".join(f"`{_yaml(example)}`" for example in examples)


def _yaml(value: Any) -> str:
    """Write an example on one line, as YAML would have it."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_yaml(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    return str(value).lower() if isinstance(value, bool) else _cell(str(value))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", ":")) else f"{text}."
