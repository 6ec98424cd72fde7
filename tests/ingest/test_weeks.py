"""Weekdays and sprints: dated by what stands above them, or refused in a sentence that names what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ingest.test_unseen import adds_up, read, table, values

HOURS = "Name,Project,Mon,Tue,Wed,Thu,Fri\nAna,Tram,8,8,8,4,0\nBen,Park,8,8,8,8,8\n"


@pytest.mark.parametrize(
    "week",
    [
        "Week commencing:,02/11/2026", "Week ending 6 November 2026", "Week of 2026-11-02", "w/c 11/2/2026",
        "Week starting,Sun 1 Nov 2026", "Week ending: 31/10/2026",
    ],
)  # fmt: skip
def test_a_timesheet_by_weekday_is_dated_by_the_week_above_it(week: str) -> None:
    found = table(f"Timesheet\n{week}\n\n{HOURS}")
    first = date(2026, 10, 26) if "31/10" in week else date(2026, 11, 2)
    assert (found.entity, len(found.rows), adds_up(found)) == ("assignment", 10, True)
    assert values(found, "start")[0] == values(found, "finish")[0] == first
    assert values(found, "actual_hours")[:5] == [8.0, 8.0, 8.0, 4.0, 0.0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HOURS, "The columns Mon to Fri are days of a week, but nothing says of which: add a column called Week "
                "commencing, or write above the table: Week commencing: 2026-11-02."),
        ("Task,Mon 2 Nov,Tue 3 Nov,Wed 4 Nov,Thu 5 Nov,Fri 6 Nov\nDig,8,8,8,4,0\nPour,8,8,8,8,8\n",
         "The columns Mon 2 Nov to Fri 6 Nov are days without a year: write the year into their names, as in "
         "2026-11-02."),
        ("Sprint,Team,Start,End,Committed,Completed\nSprint 1,Blue,2026-01-05,2026-01-16,34,30\n"
         "Sprint 2,Blue,2026-01-19,2026-01-30,33,33\n",
         "A report of sprints needs a column that says what was worked on (a task, story or project); found only: "
         "Sprint, Team, Start, End, Committed, Completed."),
    ],
)  # fmt: skip
def test_days_and_sprints_that_nothing_places_are_refused_with_what_is_missing(text: str, said: str) -> None:
    assert read(text).refused == said


def test_counts_are_no_dates_even_under_the_name_of_one() -> None:
    found = table("Task,Owner,Start,Completed\nDig,Ana,2026-01-05,30\nPour,Ben,2026-01-07,33\n")
    assert {c.header: c.field for c in found.plan.columns}["Completed"] != "actual_finish"
