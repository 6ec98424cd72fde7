"""Columns of dates: one order for the column, periods by their first or last day, nothing impossible kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_data.ingest.typing.day_texts import read_day
from tests.ingest.typing.sheets import typed

FOURTH_OF_MARCH = date(2025, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-04", "4.3.2025", "04-Mar-25", "March 4, 2025", "20250304", "2025/03/04", "04 mars 2025",
        "2025-03-04T10:00:00Z", "45720", "4 Mar 2025", "Tuesday, 4 March 2025", "4. März 2025", "4 de marzo de 2025",
        "2025年3月4日", "2025-03-04 17:00:00", "Mar 4 2025", "4th March 2025", "٠٤.٠٣.٢٠٢٥",
    ],
)  # fmt: skip
def test_every_unambiguous_way_of_writing_a_day_means_that_day(text: str) -> None:
    found = typed("project", "forecast_start", [text])
    assert found.values.to_pylist() == [FOURTH_OF_MARCH]


@pytest.mark.parametrize(("proof", "day"), [("25/12/2025", date(2025, 3, 4)), ("12/25/2025", date(2025, 4, 3))])
def test_a_row_that_proves_the_order_decides_it_for_the_whole_column(proof: str, day: date) -> None:
    found = typed("project", "forecast_start", ["04/03/2025", proof])
    assert found.values[0].as_py() == day
    assert "date_order_ambiguous" not in {p.rule for p in found.problems}


def test_an_order_that_nothing_proves_is_asked_and_read_as_day_first_meanwhile() -> None:
    found = typed("project", "forecast_start", ["04/03/2025", "03/04/2025", "05/05/2025"])
    asked = next(p for p in found.problems if p.rule == "date_order_ambiguous")
    assert asked.positions.tolist() == [0, 1]
    assert found.values[0].as_py() == FOURTH_OF_MARCH


def test_a_neighbouring_column_or_the_analyst_settles_an_open_order() -> None:
    by_sibling = typed("project", "forecast_start", ["04/03/2025"], siblings={"date_order": "mdy"})
    by_answer = typed("project", "forecast_start", ["04/03/2025"], format={"date_order": "mdy"})
    assert by_sibling.values.to_pylist() == by_answer.values.to_pylist() == [date(2025, 4, 3)]
    assert not by_sibling.problems


def test_dates_against_the_columns_order_are_reported_not_turned_round() -> None:
    found = typed("project", "forecast_start", ["25/12/2025", "26/12/2025", "12/27/2025"])
    assert found.values.to_pylist() == [date(2025, 12, 25), date(2025, 12, 26), None]
    assert found.absent.to_pylist() == [None, None, "unreadable"]
    assert "date_order_mixed" in {p.rule for p in found.problems}


def test_dates_are_read_with_times_of_the_american_kind() -> None:
    found = typed("task", "planned_start", ["2/16/2021 8:00:00 AM", "7/20/2020 5:00:00 PM"])
    assert found.values.to_pylist() == [date(2021, 2, 16), date(2020, 7, 20)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Q4 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("Feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("05/2013", date(2013, 5, 1), date(2013, 5, 31)),
        ("FY27", date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_a_period_is_its_last_day_for_a_finish_and_its_first_for_a_start(text: str, first: date, last: date) -> None:
    finish, start = typed("project", "forecast_finish", [text]), typed("project", "forecast_start", [text])
    assert finish.values.to_pylist() == [last]
    assert start.values.to_pylist() == [first]
    assert "date_period" in {p.rule for p in finish.problems}
    assert finish.original.to_pylist() == [text]


def test_a_fiscal_year_is_named_by_the_year_it_ends_in() -> None:
    found = read_day("FY27", fiscal_month=4)
    assert found is not None
    assert (found.first, found.last) == (date(2026, 4, 1), date(2027, 3, 31))


@pytest.mark.parametrize("text", ["1900-01-01", "1899-12-30", "9999-12-31", "0000-00-00", "00/00/0000", "0"])
def test_dates_that_stand_for_none_are_absent(text: str) -> None:
    found = typed("project", "forecast_start", [text, "2025-01-15"])
    assert found.values.to_pylist() == [None, date(2025, 1, 15)]
    assert found.absent[0].as_py() == "not available"
    assert found.original[0].as_py() == text


@pytest.mark.parametrize("text", ["2023-02-29", "2025-13-01", "31/11/2025", "soon", "1/2/3/4"])
def test_days_that_no_calendar_has_are_kept_empty_with_their_text(text: str) -> None:
    found = typed("project", "forecast_start", [text])
    assert found.values.to_pylist() == [None]
    assert found.original.to_pylist() == [text]
    assert found.problems


def test_two_digit_years_fall_between_1950_and_2049_and_say_so() -> None:
    found = typed("project", "forecast_start", ["31/12/49", "01/01/50", "01/01/99"])
    assert [d.year for d in found.values.to_pylist()] == [2049, 1950, 1999]
    assert {p.rule for p in found.problems} >= {"two_digit_year"}


@given(st.lists(st.dates(date(1950, 1, 1), date(2090, 1, 1)), min_size=1, max_size=30))
def test_dates_written_day_first_come_back_as_they_were_once_one_proves_the_order(days: list[date]) -> None:
    texts = [f"{d.day}/{d.month}/{d.year}" for d in days] + ["31/12/2024"]
    unlike = [d for d in days if d not in (date(1970, 1, 1),)]
    values = typed("project", "forecast_start", texts).values.to_pylist()
    assert [v for v in values[:-1] if v is not None] == unlike
