"""What each key of a rule file means, in a sentence and an example: for editors, never needed to load rules.

The options of checks are described in their own models, by whoever registers the check.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple


class KeyDoc(NamedTuple):
    """A key's meaning, and values that it may have."""

    meaning: str
    examples: tuple[Any, ...] = ()


def _doc(meaning: str, *examples: Any) -> KeyDoc:
    return KeyDoc(meaning, examples)


_ON_FAIL: Final = "What a failure does to the decision: reject, review or note."
_ON_UNKNOWN: Final = "What it does that there is nothing to judge by: one effect, or one for each cause and otherwise."
_ON_EMPTY: Final = "What a rule over an empty or absent list is: unknown (unless set), skip, pass or fail."
_WHEN: Final = "A condition: the rule runs where it is true, and is skipped where it is false."
_LOCALE: Final = "How printed numbers and dates are read; without one only plain numbers are."

DEFAULTS: Final[Mapping[str, KeyDoc]] = {
    "on_fail": _doc(_ON_FAIL, "review"),
    "on_unknown": _doc(_ON_UNKNOWN, "review", {"blind": "note", "otherwise": "review"}),
    "on_empty": _doc(_ON_EMPTY, "unknown"),
    "on_job_failed": _doc("What a failed job of the extractor does to the decision (review unless set).", "reject"),
}
FILE: Final[Mapping[str, KeyDoc]] = {
    "adjudge": _doc("Version of the syntax; every rule file begins with it.", 1),
    "extends": _doc(
        "Packs by name and files by relative path, whose fields, lists and rules this file takes over.",
        ["adjudge:recommended"],
    ),
    "locale": _doc(_LOCALE, "en_US", "de_DE"),
    "defaults": _doc("What the rules of this file say where they say nothing."),
    "when": _doc("A condition for the whole file: where it is false, every rule is skipped.", "extraction.pages == 1"),
    "tags": _doc("The tags that rules of this file may have; without it any tag may stand.", ["totals", "supplier"]),
    "fields": _doc(
        "Named, typed places in the document, for all rules.", {"total": {"at": "$.total", "type": "money"}}
    ),
    "lists": _doc("Named lists of values, written here or kept in a file.", {"currencies": ["EUR", "USD"]}),
    "rules": _doc("The rules: each has an id and exactly one check."),
    "override": _doc(
        "Changes to extended rules by id, key by key; the check cannot change.",
        {"total-is-sure": {"on_fail": "reject"}},
    ),
    "disable": _doc("Extended rules that shall not run, each with the reason.", {"no-ambiguity": "read by a person"}),
    "suppressions": _doc("Known findings that shall cost nothing, each with its reason."),
}
SUPPRESSION: Final[Mapping[str, KeyDoc]] = {
    "rule": _doc("The rule by its id or node id, with or without its row; * stands for anything.", "line-amount"),
    "document": _doc("Which documents: the name, or its end from a / on; * stands for anything.", "corpus/inv-7.json"),
    "path": _doc("What the finding is about, with [*] for any item.", "$.lines[*].amount"),
    "when": _doc("A condition on the document, with the names that the rule knows.", 'supplier == "ACME"'),
    "key": _doc("The key of the finding's content, as --add-suppressions and SARIF write it.", "5f1c0d8e9a3b7246"),
    "reason": _doc("Why the finding may stand.", "ACME prints net prices; agreed in March"),
    "owner": _doc("Who answers for it.", "accounts-payable"),
    "until": _doc("The last day on which it holds; facts.today says which day it is.", "2026-12-31"),
    "max_hits": _doc("How many findings of a run it may suppress.", 3),
}
FIELD: Final[Mapping[str, KeyDoc]] = {
    "at": _doc("Where it stands: a path, or candidates of which the first that is present wins.", ["$.total", "$.sum"]),
    "type": _doc("How its value is read; without a type it is taken as delivered.", "money"),
    "locale": _doc(_LOCALE, "en_US", "de_DE"),
    "format": _doc("How dates are printed, as for strptime; of several the first that fits.", ["%Y-%m-%d", "%d.%m.%Y"]),
    "default": _doc("What an absent, null or empty value counts as; [] for an absent list.", 0, []),
    "each": _doc("The members of each item of a list (or of an object), by name.", {"amount": "money"}),
}
LIST: Final[Mapping[str, KeyDoc]] = {
    "file": _doc("A .csv, .yaml, .json or .txt file, relative to this one.", "suppliers.csv"),
    "key": _doc("The column that tells rows apart; its values are the list.", "vat_id"),
}
RULE: Final[Mapping[str, KeyDoc]] = {
    "id": _doc("Letters, digits and hyphens; reads well after the word FAIL.", "lines-add-up-to-total"),
    "title": _doc("The rule in a sentence, as a person would state it.", "The lines add up to the total"),
    "why": _doc("Why anyone cares: what goes wrong where the rule is broken."),
    "source": _doc("Where the rule comes from: a standard, a policy.", "EN 16931-1, BR-CO-10"),
    "tags": _doc("Words to select rules by (-m).", ["totals"]),
    "given": _doc("What the check judges: a declared field or a path, or a list of them.", "total", "$..*"),
    "when": _doc(_WHEN, "exists(due)"),
    "blame": _doc("The fields that a finding points at, in place of all that was read.", ["total"]),
    "on_fail": DEFAULTS["on_fail"],
    "on_unknown": DEFAULTS["on_unknown"],
    "on_empty": DEFAULTS["on_empty"],
    "message": _doc("The reason in your words; {name} stands for a field's value.", "the total {total} is not the sum"),
    "shadow": _doc("Try the rule: it is reported, and has no effect.", True),
    "suppressible": _doc("Whether a person may waive the rule for a document.", False),
    "for": _doc("Judge the assert once for each item of a list: a name and a field or path.", "line in lines"),
    "params": _doc("Rows laid over the rule: each, with its id, is a rule of its own.", [{"id": "total", "min": 0.95}]),
    "tests": _doc("Documents in small and the outcome expected, run by adjudge test."),
}
ASSERT_DOC: Final = _doc(
    "An expression that must be true.", "issued <= due", "sum(lines[*].amount) == approx(total, abs=0.01)"
)
CITATION: Final[Mapping[str, KeyDoc]] = {
    "page": _doc("The page that is cited, from 1.", 2),
    "text": _doc("The text that was read there.", "Total 119.00"),
}
TEST: Final[Mapping[str, KeyDoc]] = {
    "id": _doc("A name for the test.", "a-cent-too-much"),
    "given": _doc("The document: declared fields by name, other data by $.path; anything else is absent."),
    "signals": _doc("Signals by place.", {"total": {"confidence": 0.5}}),
    "match": _doc("Match labels by place.", {"total": "not_found"}),
    "verification": _doc("Verification labels by place.", {"total": "verified"}),
    "issues": _doc("Issues by place; $ is the document.", {"$": ["multiple totals"]}),
    "citations": _doc("Citations by place: a page, a text or both; [] is none.", {"$.total": {"page": 1}}),
    "adapter": _doc("The adapter whose payload this is to look like.", "nutrient"),
    "facts": _doc("What the caller gives beside the document.", {"today": "2025-01-31"}),
    "payload": _doc("A payload file in place of given, relative to this one.", "payloads/invoice.json"),
    "expect": _doc("The outcome: pass, fail, unknown, skip or error; or one for each params row.", "fail"),
    "reason": _doc("What the reason must be; * stands for anything.", "*10.00*11.00*"),
    "xfail": _doc("The test is known to end otherwise; better the reason for that.", True),
}
