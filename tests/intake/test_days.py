"""Days are read where they can mean one day only."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.intake.days import day_comes_first, read_day

DAY = datetime.date(2011, 4, 7)


@pytest.mark.parametrize(
    "words",
    [
        "2011-04-07",
        " 2011-04-07 ",
        "2011-4-7",
        "2011/04/07",
        "2011.04.07",
        "20110407",
        "20110407T204411Z",
        "2011-04-07T23:30:00-05:00",
        "2011-04-07T20:44:11Z",
        "2011-04-07 20:44:11.123456+00:00",
        "7 April 2011",
        "07-Apr-2011",
        "7th of April, 2011",
        "April 7, 2011",
        "Apr. 7th, 2011 at 8:15 p.m. EDT",
        "Thursday, 7 April 2011",
        "Thu, 07 Apr 2011 20:44:11 +0000",
        "Thu Apr 07 20:44:11 +0000 2011",
        "Thu Apr  7 20:44:11 2011",
        "7.4.2011",
        "07.04.2011, 20:15",
    ],
)
def test_a_day_is_read_in_the_usual_ways_of_writing_it(words: str) -> None:
    read = read_day(words)
    assert (read.day, read.note) == (DAY, "")


@pytest.mark.parametrize(
    "value",
    [DAY, datetime.datetime.fromisoformat("2011-04-07T23:30"), datetime.datetime(2011, 4, 7, tzinfo=datetime.UTC)],
)
def test_a_day_that_is_one_already_stays(value: datetime.date) -> None:
    assert read_day(value).day == DAY


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("13/2/2020", "2020-02-13"),
        ("2/13/2020", "2020-02-13"),
        ("5/5/2020", "2020-05-05"),
        ("05-05-2020", "2020-05-05"),
    ],
)
def test_figures_are_read_where_only_one_of_them_can_be_the_month(words: str, day: str) -> None:
    assert str(read_day(words).day) == day


@pytest.mark.parametrize("words", ["01/02/2020", "1-2-2020", "01/02/2020 20:15"])
def test_figures_that_can_be_two_days_are_not_guessed(words: str) -> None:
    read = read_day(words)
    assert read.day is None
    assert "with the day or with the month first" in read.note


def test_the_order_of_a_columns_other_dates_decides_and_that_is_said() -> None:
    for others, day in ((["13/2/2020"], "2020-02-01"), (["2/13/2020"], "2020-01-02")):
        read = read_day("01/02/2020", is_day_first=day_comes_first(["01/02/2020", *others]))
        assert str(read.day) == day
        assert "as other dates of this column are written" in read.note


@pytest.mark.parametrize("written", [[], ["01/02/2020"], ["13/2/2020", "2/13/2020"], ["words", DAY]])
def test_dates_that_say_nothing_or_two_things_of_their_order_decide_nothing(written: list[str]) -> None:
    assert day_comes_first(written) is None


@pytest.mark.parametrize("words", ["1302134400", "1302134400.5", "1302134400000"])
def test_seconds_since_1970_are_read_and_that_is_said(words: str) -> None:
    read = read_day(words)
    assert read.day == DAY
    assert "seconds since 1970" in read.note


@pytest.mark.parametrize("words", ["2020-02-31", "31/31/2020", "0000-01-01", "Marching 3 2010"])
def test_what_looks_like_a_day_and_is_none_is_said(words: str) -> None:
    assert read_day(words).note == f"“{words}” is not a day of the calendar: left out. Write it as 2020-12-31."


@pytest.mark.parametrize("words", ["yesterday", "April 2011", "2011", "40640", "7-Apr-11", "1/2/20", "x" * 10_000])
def test_what_does_not_say_one_day_is_left_out_and_said(words: str) -> None:
    read = read_day(words)
    assert read.day is None
    assert "is no date that can be read: left out" in read.note
    assert len(read.note) < 200


def test_nothing_is_no_day_and_no_fault() -> None:
    assert (read_day("").day, read_day(" ").note) == (None, "")


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_day_is_read_as_it_is_written(day: datetime.date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%a, %d %b %Y 12:00:00 GMT"):
        assert read_day(day.strftime(form)).day == day


@given(st.text(max_size=90), st.sampled_from([None, True, False]))
def test_whatever_is_written_it_gives_a_day_or_says_why_not(words: str, is_day_first: bool | None) -> None:
    read = read_day(words, is_day_first=is_day_first)
    assert read.day or read.note or not words.strip()
