"""Text, codes, booleans, and readers that cannot be made."""

from decimal import Decimal

import pytest

from adjudge.ruleset.reading import TYPES, ReadingProblem, Unparsable, reader


def test_text_is_as_delivered_and_a_code_has_no_blanks_around_it() -> None:
    assert reader("text")(" ACME \n") == " ACME \n"
    assert reader("code")(" A-1 b\n") == "A-1 b"


@pytest.mark.parametrize("type_", ["text", "code"])
def test_a_whole_number_is_its_digits(type_: str) -> None:
    """Extractors deliver an invoice number as 10042 or as "10042"."""
    assert reader(type_)(10042) == "10042"


@pytest.mark.parametrize("value", [1.5, Decimal("1.50"), True, None, [], 10**40], ids=repr)
def test_a_value_that_lost_how_it_was_printed_is_no_text(value: object) -> None:
    """1.50 may have been printed ``1.5`` or ``1,50``."""
    for type_ in ("text", "code"):
        found = reader(type_)(value)

        assert isinstance(found, Unparsable)
        assert found.reason.endswith(f" is no {type_}")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (False, False),
        ("true", True),
        (" False ", False),
        ("yes", Unparsable('"yes" is neither true nor false')),
        (1, Unparsable("1 is neither true nor false")),
        (None, Unparsable("null is neither true nor false")),
    ],
)
def test_a_boolean_is_true_or_false_and_nothing_like_it(value: object, expected: object) -> None:
    assert reader("boolean")(value) == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("mony",), 'no type is called "mony"; did you mean "money"?'),
        (("money", "en_UK"), 'no locale is called "en_UK"; write en_US, de_CH or the language alone'),
        (("text", "xx"), 'no locale is called "xx"; write en_US, de_CH or the language alone'),
        (("text", None, ["%Y"]), "only a date has a format, not a text"),
    ],
)
def test_a_reader_that_cannot_be_made_is_refused_at_load(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(ReadingProblem) as caught:
        reader(*arguments)  # type: ignore[arg-type]

    assert str(caught.value) == message


def test_every_type_has_a_reader() -> None:
    assert TYPES == ("money", "decimal", "integer", "percent", "date", "text", "code", "boolean")
    assert all(callable(reader(type_, "en_US")) for type_ in TYPES)
