"""The codes of ``adjudge lint``; they are stable: a code is never given to another thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from adjudge.errors import ConfigError, did_you_mean


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: what it says, why it matters, what to do. ``fixable``: ``--fix`` does it."""

    code: str
    title: str
    why: str
    remedy: str
    fixable: bool = False


_ALL: Final = (
    Code(
        "ADJ001",
        "The rule file cannot be loaded",
        "Nothing is judged by rules that have problems: silence would look like a pass.",
        "The message says what was found and what would fit.",
    ),
    Code(
        "ADJ002",
        "The file is not readable YAML",
        "Rule files are read strictly, so that every reader reads the same: no aliases, tags, duplicate keys, 012.",
        "Write the value out, or quote it where it is text.",
    ),
    Code(
        "ADJ003",
        "A key, an option or a check is unknown",
        "A misspelt option that is passed over is a rule that does not run.",
        "Take the name that the message suggests, or load the plugin that has it (-p).",
    ),
    Code(
        "ADJ004",
        "A name means nothing",
        "A field, list, parameter, rule, pack or function of this name is nowhere declared.",
        "Take the name that the message suggests, declare it, or write doc.name for data that no field names.",
    ),
    Code(
        "ADJ005",
        "A message has a placeholder that names nothing",
        "The person who reviews the document would read braces instead of a value.",
        "Name a field, a parameter, the loop variable, or reason.",
    ),
    Code(
        "ADJ006",
        "A tag is not registered",
        "The file lists its tags, and this is none of them; -m would not find the rule.",
        "Correct the tag, or add it to the tags of the file.",
    ),
    Code(
        "ADJ101",
        "A condition can never hold",
        "when is false whatever the document says, so the rule is skipped for ever; an assert fails for ever.",
        "Look for an and that should be an or, and for a bound that is on the wrong side.",
    ),
    Code(
        "ADJ102",
        "A condition is never false",
        "when skips nothing, or an assert or a check can never fail, whatever the document says: it says nothing.",
        "Leave the condition out, or compare what was meant (a bound inside the scale of the signal).",
        fixable=True,
    ),
    Code(
        "ADJ103",
        "A condition asks for an adapter that is not there",
        "No adapter of this name is loaded, so the rule is skipped for ever.",
        "Correct the name, or load the plugin that has it (-p).",
    ),
    Code(
        "ADJ104",
        "Two rules are the same",
        "They pass and fail together: a reason is told twice, and a change to one is forgotten in the other.",
        "Delete one of them.",
    ),
    Code(
        "ADJ105",
        "A rule is implied by another",
        "Another rule has the same check on the same values with a stricter option and no milder effect.",
        "Delete the weaker rule, or give it the stronger effect that was meant.",
    ),
    Code(
        "ADJ106",
        "No adapter can feed the rule",
        "None of the adapters that the rule is for sends what it reads, so it is blind on every payload.",
        "Read another signal or label, or correct the adapter in when; adjudge explain RULE lists who sends what.",
    ),
    Code(
        "ADJ201",
        "A field is used by nothing",
        "A field that no rule reads looks like a check of it.",
        "Write the rule that was meant, or delete the field.",
        fixable=True,
    ),
    Code(
        "ADJ202",
        "A list is used by nothing",
        "A list that no rule reads looks like a check against it.",
        "Write the rule that was meant, or delete the list.",
        fixable=True,
    ),
    Code(
        "ADJ203",
        "A registered tag is on no rule",
        "-m with this tag selects nothing.",
        "Put the tag on a rule, or take it from the tags of the file.",
        fixable=True,
    ),
    Code(
        "ADJ301",
        "A rule has no tests",
        "Nobody has seen it fail: it may never.",
        "Write one that passes and one that fails, from what a real payload has (adjudge explain PAYLOAD shows it).",
    ),
    Code(
        "ADJ302",
        "A rule does not say why",
        "Whoever is to change it, or to review a document because of it, cannot know what it protects.",
        "Add why: one sentence on what goes wrong without the rule.",
    ),
    Code(
        "ADJ303",
        "Tests do not run because an override changed their rule",
        "They expect what the rule was before; the rule as it is now has no tests.",
        "Give the override tests of its own.",
    ),
    Code(
        "ADJ304",
        "An ignored code is not found",
        "x-lint-ignore silences what is not there, and would silence it when it comes.",
        "Take the code out.",
    ),
    Code(
        "ADJ401",
        "A rule judged no payload of the corpus",
        "It was skipped, blind or unknown on every payload: it protects nothing there.",
        "See its causes in the table; adjudge explain PAYLOAD RULE shows how it came to one.",
    ),
    Code(
        "ADJ402",
        "A rule failed on every payload that it judged",
        "A rule that always fires is not read any more; often a path or a locale is wrong.",
        "adjudge explain PAYLOAD RULE shows how it came to one.",
    ),
    Code(
        "ADJ501",
        "A suppression has expired",
        "What it let stand costs again what it costs; the entry only looks as if it held.",
        "Delete it; or, where the reason still holds, give it another end.",
    ),
    Code(
        "ADJ502",
        "A suppression hits nothing",
        "What it was about is gone or reads differently now, and it would hide the same finding when it comes back.",
        "Delete it; adjudge check -v shows what each suppression hits.",
    ),
    Code(
        "ADJ503",
        "A suppression hits more than it may",
        "More of the known findings came than were known: some of them are new.",
        "adjudge check -v shows them; mend what is new, or raise max_hits.",
    ),
    Code(
        "ADJ504",
        "A suppression names a rule that cannot be suppressed",
        "The rule says suppressible: false, which wins; the entry only looks as if it held.",
        "Delete it.",
    ),
)

CODES: Final = {each.code: each for each in _ALL}
"""Every code, in order: 0 is not loadable, 1 conditions and checks, 2 unused, 3 missing, 4 seen in a corpus,
5 suppressions."""


def describe(code: str) -> Code:
    """Describe a code (any case).

    Raises:
        ConfigError: There is no such code.
    """
    found = CODES.get(code.upper())
    if found is None:
        raise ConfigError(f'no code "{code}"{did_you_mean(code.upper(), list(CODES)) or f" (known: {_known()})"}')
    return found


def _known() -> str:
    return ", ".join(CODES)
