"""A rule in text: what it asks, what it reads and from where, and which adapters can feed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adjudge.reporting.lines import Line, Span, fitted, line
from adjudge.reporting.printable import printable, show_value
from adjudge.reporting.sections import LABEL, columns, section

Described = Mapping[str, Any]


def rule_rows(described: Described, width: int) -> Iterator[Line]:
    """Give the text of a described rule (the same that its JSON says)."""
    yield line(Span(described["nodeid"], "name"), f" ({described['location']})")
    for label, texts in _sections(described):
        yield from section(label, texts, width)
    for number, test in enumerate(described["tests"]):
        head = Span("".ljust(LABEL) if number else "tests".ljust(LABEL), "faint")
        yield fitted(line(head, _test(test)), width)


def _sections(rule: Described) -> Iterator[tuple[str, list[str]]]:
    for key in ("title", "why", "source"):
        yield key, [rule[key]] if rule[key] else []
    yield "tags", [", ".join(rule["tags"])] if rule["tags"] else []
    yield "disabled", [rule["disabled"]] if rule["disabled"] else []
    yield "for", [rule["for"]] if rule["for"] else []
    # Of several rows each says for itself what it is about.
    yield "given", [", ".join(rule["given"])] if rule["given"] and len(rule["rows"]) < 2 else []
    yield "when", rule["when"]
    yield (rule["check"], [rule["assert"]]) if rule["assert"] else ("check", _check(rule))
    yield "message", [rule["message"]] if rule["message"] else []
    yield "blame", [", ".join(rule["blame"])] if rule["blame"] else []
    yield "effects", _effects(rule)
    yield "reads", columns((printable(v["name"]), v["type"] or "-", _or(v["paths"])) for v in rule["values"])
    yield "besides", [", ".join(rule["beside"])] if rule["beside"] else []
    yield "needs", _needs(rule)
    yield "labels", [f"{label}: {', '.join(names) or 'no adapter'}" for label, names in rule["labels"].items()]
    yield "rows", columns(_row(row) for row in rule["rows"])
    yield "tests", [] if rule["tests"] else ["none"]


def _check(rule: Described) -> list[str]:
    options = "" if len(rule["rows"]) > 1 else _mapping(rule["options"])
    return [f"{rule['check']} {options}".rstrip(), *([rule["doc"]] if rule["doc"] else [])]


def _mapping(options: Mapping[str, Any] | None) -> str:
    return ", ".join(f"{name}: {_plain(value)}" for name, value in (options or {}).items())


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_plain, value))}]"
    return printable(value) if isinstance(value, str) else show_value(value, "present" if value is not None else "null")


def _or(paths: list[str]) -> str:
    return " or ".join(paths)


def _effects(rule: Described) -> list[str]:
    effects = rule["effects"]
    causes = {cause: effect for cause, effect in effects["on_unknown"].items() if cause != "otherwise"}
    special = f" ({', '.join(f'{cause} -> {effect}' for cause, effect in causes.items())})" if causes else ""
    fails = dict.fromkeys([row["on_fail"] for row in rule["rows"]] or [effects["on_fail"]])
    told = [
        f"fail -> {' or '.join(fails)}",
        f"unknown -> {effects['on_unknown']['otherwise']}{special}",
        f"over an empty list: {effects['on_empty']}",
    ]
    states = [word for word, holds in (("shadow: no effect", rule["shadow"]),) if holds]
    return ["; ".join((*told, *states, *([] if rule["suppressible"] else ["cannot be suppressed"])))]


def _needs(rule: Described) -> list[str]:
    """Say who sends what the rule needs beside values, and who leaves it blind."""
    if not rule["signals"]:
        return ["values only, which every adapter has"]
    feeding: dict[str, list[str]] = {}
    blind: list[str] = []
    for adapter, sent in rule["adapters"].items():
        lacking = [name for name, place in sent.items() if place is None]
        whole = [name for name, place in sent.items() if place == "document"]
        if lacking:
            blind.append(adapter if len(sent) == 1 else f"{adapter} (no {', '.join(lacking)})")
            continue
        how = f"for the document only: {', '.join(whole)}" if whole else "with each value"
        feeding.setdefault(how, []).append(adapter)
    said = [
        f"sent {how} by {', '.join(names)}"
        for how, names in sorted(feeding.items(), key=lambda pair: pair[0] != "with each value")
    ]
    return [", ".join(rule["signals"]), *said, *([f"blind with {', '.join(blind)}"] if blind else [])]


def _row(row: Described) -> tuple[str, ...]:
    said = [f"given {', '.join(row['given'])}"] if row["given"] else []
    said += [text for text in (_mapping(row["options"]), _mapping(row["params"])) if text]
    return row["id"], f"on_fail {row['on_fail']}", "; ".join(said)


def _test(test: Described) -> str:
    expect = test["expect"] if isinstance(test["expect"], str) else _mapping(test["expect"])
    from_where = [f"{key} {_given(test[key])}" for key in test if key not in ("expect", "reason", "id", "xfail")]
    reason = f' with "{printable(test["reason"])}"' if test.get("reason") else ""
    return f"{expect}{reason}: {'; '.join(from_where) or 'nothing given'}"


def _given(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{printable(str(key))}: {_given(member)}" for key, member in value.items()) + "}"
    return f"[{', '.join(map(_given, value))}]" if isinstance(value, list | tuple) else _plain(value)
