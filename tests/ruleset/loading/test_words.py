"""The keys of rules are listed once for people and once for pydantic: both lists agree."""

from __future__ import annotations

from adjudge.model.words import UNKNOWN_CAUSES
from adjudge.ruleset.schema import DefaultKeys, RowKeys, RuleKeys, keys_of
from adjudge.ruleset.words import COMMON_KEYS, RESERVED_KEYS, ROW_KEYS


def test_the_models_have_the_keys_that_are_reserved() -> None:
    """A plugin's check must never hide a key of ours."""
    assert set(keys_of(RowKeys)) == set(ROW_KEYS)
    assert set(keys_of(RuleKeys)) == set(COMMON_KEYS)
    assert {*COMMON_KEYS, "assert"} == RESERVED_KEYS


def test_every_cause_of_unknown_may_have_an_effect_of_its_own() -> None:
    """And no other."""
    schema = DefaultKeys.model_validate({"on_unknown": dict.fromkeys((*UNKNOWN_CAUSES, "otherwise"), "note")})
    assert schema.on_unknown == dict.fromkeys((*UNKNOWN_CAUSES, "otherwise"), "note")
