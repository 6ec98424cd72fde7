"""Exports of planning and tracking tools, as the tools write them: their days, lags, trees and blocks, made here."""

from __future__ import annotations

import pytest

from pmo_data.ingest.typing.day_texts import read_day
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, table, values

LINK = "predecessor", "successor", "relation", "lag_days"


def links(text: str) -> list[tuple[object, ...]]:
    """The links of a plan: predecessor, successor, relation, lag."""
    found = next(t for t in read(text, "plan.csv").tables if t.entity == "dependency")
    return list(zip(*(values(found, n) for n in LINK), strict=True))


@pytest.mark.parametrize(
    "plan",
    [
        "Name,Duration,Start,Finish,Predecessors,Resource Names\n"
        "Works,15 days,5/1/2026 8:00,23/1/2026 17:00,,\nSurvey,5 days,5/1/2026 8:00,9/1/2026 17:00,,Ana\n"
        "Steel,10 days?,12/1/2026 8:00,23/1/2026 17:00,2FS+1 day,Bo[50%];Crane\n",
        "Line,Name,Unique task ID,Duration,Start,Finish,Predecessors,Calendar\n"
        "1,Works,11,3w 0d,05/01/2026,23/01/2026,,5 Day\n2,Survey,12,1w,05/01/2026,09/01/2026,,5 Day\n"
        "3,Steel,13,2w 0d,12/01/2026,23/01/2026,2FS+1d,5 Day\n",
    ],
)
def test_a_plan_with_links_and_durations_is_no_matrix_of_people_by_project(plan: str) -> None:
    found = table(plan)
    assert found.entity == "task"
    assert values(found, "name") == ["Works", "Survey", "Steel"]
    assert values(found, "duration_days") == [15.0, 5.0, 10.0]
    assert [link[2:] for link in links(plan)] == [("FS", 1.0)]


def test_names_by_depth_need_not_have_two_in_the_second_column() -> None:
    found = table(
        "ID,Work Item Type,Title 1,Title 2,Title 3,State\n9,Epic,Exports,,,Active\n10,Feature,,To CSV,,Active\n"
        "11,User Story,,,Quotes,New\n12,User Story,,,Columns,Closed\n"
    )
    assert values(found, "name") == ["Exports", "To CSV", "Quotes", "Columns"]
    assert values(found, "parent") == [None, "9", "10", "10"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1EA+1,5 Tage;2AA-2 Tage", [("1", "3", "FS", 1.5), ("2", "3", "SS", -2.0)]),
        ("1FD+1 jour;2DD-2 jours", [("1", "3", "FS", 1.0), ("2", "3", "SS", -2.0)]),
        ("1FC+1 día;2CC-0,5 días", [("1", "3", "FS", 1.0), ("2", "3", "SS", -0.5)]),
        ("1TI+1 dia;2II", [("1", "3", "FS", 1.0), ("2", "3", "SS", 0.0)]),
        ("1EB+1 dag;2EE", [("1", "3", "FS", 1.0), ("2", "3", "FF", 0.0)]),
        ("1-FS=P2D;2-SS=-P1D", [("1", "3", "FS", 2.0), ("2", "3", "SS", -1.0)]),
        ("1,2SS", [("1", "3", "FS", 0.0), ("2", "3", "SS", 0.0)]),
        ("1FS+2,2SS", [("1", "3", "FS", 2.0), ("2", "3", "SS", 0.0)]),
    ],
)
def test_links_are_read_in_the_language_of_the_tool(cell: str, expected: list[tuple[object, ...]]) -> None:
    plan = f'ID,Task Name,Duration,Start,Finish,Predecessors\n1,A,1d,,,\n2,B,1d,,,\n3,C,1d,,,"{cell}"\n'
    assert links(plan) == expected


@pytest.mark.parametrize(
    ("text", "days"), [("e5d", 5.0), ("~8d", 8.0), ("7 jours é", 7.0), ("7 fTage", 7.0), ("2 sm?", 10.0)]
)
def test_durations_that_run_through_or_are_rounded_are_still_so_long(text: str, days: float) -> None:
    found = table(f"Task Name,Duration,Start,Finish,Predecessors\nA,{text},,,\nB,3 days,,,1\n")
    assert values(found, "duration_days") == [days, 3.0]


@pytest.mark.parametrize("day", ["vie 20/02/26", "sex 20/02/26", "vr 20-02-26", "mié 20/02/26", "mar. 20/02/26"])
def test_weekdays_before_a_day_change_nothing_of_it(day: str) -> None:
    assert read_day(day).numbers == (20, 2)


def test_march_is_no_tuesday() -> None:
    assert str(read_day("Mar 06 2026").first) == "2026-03-06"


def test_german_exports_tell_work_and_depth() -> None:
    found = table(
        "Nr.;Vorgangsname;Dauer;Anfang;Ende;Vorgänger;Gliederungsebene;Arbeit\n"
        "1;Bau;15 Tage;Mo 05.01.26;Fr 23.01.26;;1;120 Std.\n2;Aufmaß;5 Tage;Mo 05.01.26;Fr 09.01.26;;2;40 Std.\n"
    )
    assert values(found, "work_hours") == [120.0, 40.0]
    assert values(found, "parent") == [None, "1"]
    assert adds_up(found)
    assert fields(found)["Gliederungsebene"] == "outline_level"
