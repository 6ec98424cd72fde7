"""Periods in words: seasons, parts of years and months, weeks, quarters; the calendar gives the days."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_data.ingest.typing.day_texts import read_day
from tests.ingest.typing.sheets import typed


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Spring 2027", "2027-03-01", "2027-05-31"),
        ("Frühjahr 2027", "2027-03-01", "2027-05-31"),
        ("été 2028", "2028-06-01", "2028-08-31"),
        ("otoño 2027", "2027-09-01", "2027-11-30"),
        ("Winter 2027/28", "2027-12-01", "2028-02-29"),
        ("late summer 2027", "2027-08-01", "2027-08-31"),
        ("early 2027", "2027-01-01", "2027-04-30"),
        ("mid-2027", "2027-05-01", "2027-08-31"),
        ("Ende 2028", "2028-12-01", "2028-12-31"),
        ("late 2028", "2028-09-01", "2028-12-31"),
        ("mid-March 2027", "2027-03-11", "2027-03-20"),
        ("End of February 2028", "2028-02-29", "2028-02-29"),
        ("H1 2027", "2027-01-01", "2027-06-30"),
        ("Second half of 2028", "2028-07-01", "2028-12-31"),
        ("2. Halbjahr 2028", "2028-07-01", "2028-12-31"),
        ("1Q27", "2027-01-01", "2027-03-31"),
        ("3T 2028", "2028-07-01", "2028-09-30"),
        ("1. Quartal 2027", "2027-01-01", "2027-03-31"),
        ("week 14 2027", "2027-04-05", "2027-04-11"),
        ("KW 14/2027", "2027-04-05", "2027-04-11"),
        ("2027-W14", "2027-04-05", "2027-04-11"),
        ("Q1 2027 - Q3 2027", "2027-01-01", "2027-09-30"),
    ],
)
def test_a_period_in_words_has_the_bounds_of_the_calendar(text: str, first: str, last: str) -> None:
    found = read_day(text)
    assert found is not None
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["Q4 FY28", "FY28 Q4", "Q4 2027/28", "Q4 FY27/28"])
def test_a_quarter_of_a_fiscal_year_is_counted_from_its_first_month(text: str) -> None:
    found = read_day(text, fiscal_month=4)
    assert found is not None
    assert (found.first, found.last) == (date(2028, 1, 1), date(2028, 3, 31))


def test_a_quarter_without_a_word_on_fiscal_years_is_one_of_the_calendar() -> None:
    found = read_day("Q4 2027", fiscal_month=4)
    assert found is not None
    assert found.last == date(2027, 12, 31)


@pytest.mark.parametrize("text", ["Phase 1 2027", "Spring", "Week 60 2027", "Q5 2027", "Room 12", "Lot 2027", "v2 27"])
def test_other_words_beside_a_number_are_no_period(text: str) -> None:
    assert read_day(text) is None


def test_what_programs_write_for_nothing_and_for_several_is_put_as_people_would() -> None:
    owners = typed("task", "owner", ["[Ana Diaz, Ben Ode]", "[Ana Diaz]", "[]", None])
    assert owners.values.to_pylist() == ["Ana Diaz, Ben Ode", "Ana Diaz", None, None]
    assert owners.original is not None
    assert owners.original.to_pylist() == ["[Ana Diaz, Ben Ode]", "[Ana Diaz]", "[]", None]
    quoted = typed("task", "owner", ["['Ana', 'Ben']", '["Cy"]'])
    assert quoted.values.to_pylist() == ["Ana, Ben", "Cy"]
    parents = typed("task", "parent", ["null", "abc1"])
    assert parents.values.to_pylist() == [None, "abc1"]
    assert parents.absent is not None
    assert parents.absent.to_pylist() == ["not available", None]


def test_a_task_may_be_called_null_and_one_bracket_is_no_list() -> None:
    assert typed("task", "name", ["null", "[]"]).values.to_pylist() == ["null", "[]"]
    assert typed("task", "owner", ["[external]", "Ana"]).values.to_pylist() == ["[external]", "Ana"]


def test_a_letter_m_behind_a_time_is_minutes_or_months_and_never_millions() -> None:
    assert typed("task", "work_hours", ["30m", "2h"]).values.to_pylist() == [0.5, 2.0]
    assert typed("task", "duration_days", ["3m", "2d"]).values.to_pylist() == [60.0, 2.0]
