"""The tags that a file declares."""

from __future__ import annotations

from collections.abc import Callable

from adjudge.ruleset.loading import Loaded


def test_a_file_declares_the_tags_that_are_written_in_it(load_files: Callable[..., Loaded]) -> None:
    """A pack has tags of its own; whoever extends it need not know them."""
    base = "adjudge: 1\nrules: [{id: sure, given: $.total, ocr: {min: 0.9}, tags: signals}]\n"
    own = "adjudge: 1\nextends: base.yaml\ntags: [money]\nrules: [{id: own, given: $.a, required: true, tags: money}]\n"

    loaded = load_files({"base.yaml": base, "own.yaml": own})

    assert [(rule.id, rule.tags) for rule in loaded.rules] == [("sure", ("signals",)), ("own", ("money",))]
