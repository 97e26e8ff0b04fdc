"""The table of locales is CLDR's, and every locale in it reads what it prints."""

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.ruleset.reading import cldr, currencies, reader
from adjudge.ruleset.reading.locales import convention

LOCALES = [name for names in cldr.CONVENTIONS.values() for name in names.split()]


def test_the_table_is_what_its_script_makes() -> None:
    """Nobody edits it by hand; a newer CLDR is taken on purpose, with a new version of adjudge."""
    core = pytest.importorskip("babel.core")
    if core.get_cldr_version() != cldr.VERSION:
        pytest.skip("Babel has another version of CLDR")
    script = runpy.run_path(str(Path(__file__).with_name("cldr_table.py")))

    assert script["table"]() == Path(cldr.__file__).read_text("utf-8")


def test_no_locale_has_two_conventions() -> None:
    assert len(LOCALES) == len(set(LOCALES)) > 900


@given(st.sampled_from(LOCALES))
def test_every_locale_reads_its_own_example(locale: str) -> None:
    assert str(reader("decimal", locale)(convention(locale).example)) == "1234567.89"


@given(st.sampled_from(LOCALES))
def test_no_sign_has_two_meanings_in_one_locale(locale: str) -> None:
    signs = convention(locale)

    assert signs.decimals
    assert signs.groups
    assert not set(signs.decimals) & set(signs.groups)


@pytest.mark.parametrize("mark", sorted(currencies._candidates()))
def test_every_mark_is_read_on_both_sides_of_a_number(mark: str) -> None:
    """A symbol that is a part of another (``$`` of ``CA$``) must not steal its place."""
    read = reader("money", "en")

    assert read(f"{mark} 5") == read(f"5 {mark}")
    assert read(f"{mark} 5").currency in (None, *cldr.CODES.split())  # type: ignore[union-attr]
    assert f"{mark}" in currencies._candidates()
