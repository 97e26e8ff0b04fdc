"""Dates are read by the formats that a rule lists, never by guessing."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.ruleset.reading import ReadingProblem, Unparsable, reader

DIRECTIVES = "%Y %y %m %d %B %b %H %I %M %S %f %p %z %%"


def test_an_iso_date_needs_no_format() -> None:
    assert reader("date")(" 2025-12-31 ") == date(2025, 12, 31)
    assert reader("date")(date(2025, 12, 31)) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("2025-13-01", '"2025-13-01" is no date like 2025-12-31'),
        ("2025-02-30", '"2025-02-30" is no date like 2025-12-31'),
        ("2025-1-1", '"2025-1-1" is no date like 2025-12-31'),
        ("31.12.2025", '"31.12.2025" is no date like 2025-12-31'),
        ("2025-12-31T00:00:00", '"2025-12-31T00:00:00" is no date like 2025-12-31'),
        ("٢٠٢٥-12-31", '"٢٠٢٥-12-31" is no date like 2025-12-31'),
        ("0000-01-01", '"0000-01-01" is no date like 2025-12-31'),
        ("", '"" is no date like 2025-12-31'),
        (20251231, "20251231 is no date"),
        (datetime(2025, 12, 31), "2025-12-31T00:00:00 is no date"),  # noqa: DTZ001 - a delivered value
        ("1" * 101, f'"{"1" * 101}" is no date'),
    ],
)
def test_what_is_no_iso_date_says_why(value: object, reason: str) -> None:
    assert reader("date")(value) == Unparsable(reason)


@pytest.mark.parametrize(
    ("format_", "text", "day"),
    [
        ("%d.%m.%Y", "31.12.2025", date(2025, 12, 31)),
        ("%d.%m.%Y", "1.2.2025", date(2025, 2, 1)),
        ("%m/%d/%y", "12/31/68", date(2068, 12, 31)),
        ("%m/%d/%y", "12/31/69", date(1969, 12, 31)),
        ("%B %d, %Y", "march  5, 2025", date(2025, 3, 5)),
        ("%d %b %Y", "05 MAR 2025", date(2025, 3, 5)),
        ("%d%m%Y", "05032025", date(2025, 3, 5)),
        ("%Y-%m-%dT%H:%M:%S.%f%z", "2025-03-05T23:59:59.123Z", date(2025, 3, 5)),
        ("%Y-%m-%dT%H:%M:%S%z", "2025-03-05t23:59:59+01:00", date(2025, 3, 5)),
        ("%m/%d/%Y %I:%M %p", "3/5/2025 9:05 PM", date(2025, 3, 5)),
        ("100%% on %Y-%m-%d", "100% on 2025-03-05", date(2025, 3, 5)),
        ("(%Y) %m+%d", "(2025) 03+05", date(2025, 3, 5)),
    ],
)
def test_a_listed_format_is_read(format_: str, text: str, day: date) -> None:
    assert reader("date", formats=[format_])(text) == day


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("%d%m%Y", "1112025"),
        ("%d.%m.%Y", "31.12.25"),
        ("%d.%m.%Y", "29.02.2025"),
        ("%d.%m.%Y", "31.12.2025 10:00"),
        ("%d.%m.%Y", "31.١٢.2025"),
        ("%Y-%m-%d %H", "2025-03-05 24"),
        ("%d %b %Y", "5 März 2025"),
    ],
)
def test_a_date_of_another_format_is_unparsable(format_: str, text: str) -> None:
    """``1112025`` is 1 November or 11 January: two readings are none."""
    assert reader("date", formats=[format_])(text) == Unparsable(f'"{text}" is no date like {format_}')


def test_all_listed_formats_are_tried() -> None:
    read = reader("date", formats=["%Y-%m-%d", "%d.%m.%Y"])

    assert read("2025-03-05") == read("5.3.2025") == date(2025, 3, 5)
    assert read("3/5/2025") == Unparsable('"3/5/2025" is no date like %Y-%m-%d or %d.%m.%Y')


def test_a_date_that_two_formats_read_differently_is_unparsable() -> None:
    """Which number is the month is not for the machine to decide, not even now and then."""
    read = reader("date", formats=["%d/%m/%Y", "%m/%d/%Y"])

    assert read("03/04/2025") == Unparsable(
        '"03/04/2025" is more than one date: 2025-04-03 by %d/%m/%Y and 2025-03-04 by %m/%d/%Y'
    )
    assert read("31/12/2025") == date(2025, 12, 31)
    assert read("03/03/2025") == date(2025, 3, 3)


@pytest.mark.parametrize(
    ("format_", "message"),
    [
        ("%d.%m", 'the date format "%d.%m" does not say year, month and day once each'),
        ("%Y-%d", 'the date format "%Y-%d" does not say year, month and day once each'),
        ("%Y-%m", 'the date format "%Y-%m" does not say year, month and day once each'),
        ("%Y %y %m %d", 'the date format "%Y %y %m %d" does not say year, month and day once each'),
        ("", 'the date format "" does not say year, month and day once each'),
        ("%d %d %m %Y", 'the date format "%d %d %m %Y" has a directive twice'),
        ("%Q", f'the date format "%Q" has %Q, which is none of {DIRECTIVES}'),
        ("%Y-%m-%d%", f'the date format "%Y-%m-%d%" has %, which is none of {DIRECTIVES}'),
    ],
)
def test_a_format_that_leaves_something_open_is_refused(format_: str, message: str) -> None:
    """``strptime`` would read such a date in the year 1900."""
    with pytest.raises(ReadingProblem) as caught:
        reader("date", formats=[format_])

    assert str(caught.value) == message


@given(
    day=st.dates(date(1000, 1, 1)),
    format_=st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d %B %Y", "%b %d %Y"]),
)
def test_what_strftime_prints_is_read_back(day: date, format_: str) -> None:
    """The formats mean what everyone knows them to mean."""
    assert reader("date", formats=[format_])(day.strftime(format_)) == day
    assert datetime.strptime(day.strftime(format_), format_).date() == day  # noqa: DTZ007 - dates have no zone
