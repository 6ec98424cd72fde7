"""A project's plan as computed from what was imported: dates, floats, reasons and faults, worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from pmo_data.domain.errors import QueryError
from pmo_data.studies.calendar import calendars_of
from pmo_data.studies.plan import Plan, plan
from pmo_data.studies.quality import quality
from pmo_data.studies.why import why
from tests.studies.conftest import Portfolio

PROJECT = "code,name\nP1,Bridge\n"
# A week of work from Monday 2 November 2026: dig (3 days), pour (2), paint beside pour (1), open (milestone).
TASKS = """
    code,name,project,planned_start,planned_finish,baseline_finish,duration_days,summary,parent
    S,Build,P1,,,,,true,
    A,Dig,P1,2026-11-02,2026-11-04,2026-11-04,3,,S
    B,Pour,P1,2026-11-05,2026-11-06,2026-11-06,2,,S
    C,Paint,P1,2026-11-05,2026-11-05,2026-11-05,1,,S
    D,Open,P1,2026-11-06,2026-11-06,2026-11-06,0,,
"""
LINKS = """
    code,predecessor_project,predecessor,successor_project,successor,relation,lag_days
    1,P1,A,P1,B,FS,0
    2,P1,A,P1,C,FS,0
    3,P1,B,P1,D,FS,0
    4,P1,C,P1,D,FS,0
"""


def _lines(found: Plan) -> pd.DataFrame:
    return found.lines.set_index("code")


def test_dates_floats_and_the_critical_path_of_a_plan_without_progress(portfolio: Portfolio) -> None:
    store = portfolio({"2026-11-30": {"project": PROJECT, "task": TASKS, "dependency": LINKS}})

    found = plan(store.fetch, "P1")

    lines = _lines(found)
    assert lines.loc["B", "early_finish"] == pd.Timestamp("2026-11-06")
    assert lines.loc["C", "total_float_days"] == 1
    assert list(found.critical["code"]) == ["A", "B", "D"]
    assert (lines.loc["S", "early_start"], lines.loc["S", "early_finish"]) == (
        pd.Timestamp("2026-11-02"),
        pd.Timestamp("2026-11-06"),
    )
    assert found.faults.empty


def test_a_holiday_of_the_imported_calendar_moves_what_follows(portfolio: Portfolio) -> None:
    calendar = "name,holiday,weekdays\nHouse,2026-11-03,1111100\n"
    tables = {"project": PROJECT, "task": TASKS, "dependency": LINKS, "calendar": calendar}

    lines = _lines(plan(portfolio({"2026-11-30": tables}).fetch, "P1"))

    assert lines.loc["A", "early_finish"] == pd.Timestamp("2026-11-05")
    assert lines.loc["D", "early_finish"] == pd.Timestamp("2026-11-09")
    assert lines.loc["D", "slip_days"] == 1


def test_a_heading_filed_after_its_tasks_stands_above_them_and_spans_them(portfolio: Portfolio) -> None:
    head, first, *rest = TASKS.strip().splitlines()
    later = "\n".join([head, *rest, first])

    lines = _lines(
        plan(portfolio({"2026-11-30": {"project": PROJECT, "task": later, "dependency": LINKS}}).fetch, "P1")
    )

    assert list(lines.index) == ["S", "A", "B", "C", "D"]
    assert list(lines["depth"]) == [0, 1, 1, 1, 0]
    assert lines.loc["S", "early_finish"] == pd.Timestamp("2026-11-06")


def test_headings_that_are_in_one_another_are_cut_and_the_rest_is_drawn(portfolio: Portfolio) -> None:
    tasks = """
        code,name,project,planned_start,planned_finish,parent
        A,Hen,P1,2026-11-02,2026-11-04,B
        B,Egg,P1,2026-11-02,2026-11-04,A
        C,Coop,P1,2026-11-02,2026-11-05,B
    """

    lines = _lines(plan(portfolio({"2026-11-30": {"project": PROJECT, "task": tasks}}).fetch, "P1"))

    assert sorted(lines["depth"]) == [0, 1, 1]
    assert lines["early_finish"].max() == pd.Timestamp("2026-11-05")


def test_open_work_moves_behind_the_status_date_and_says_so(portfolio: Portfolio) -> None:
    begun = TASKS.replace("planned_start,", "percent_complete,planned_start,").replace(
        "P1,2026-11-02", "P1,50,2026-11-02"
    )
    begun = begun.replace("Build,P1,", "Build,P1,,").replace("P1,2026-11-05", "P1,,2026-11-05")
    begun = begun.replace("P1,2026-11-06", "P1,,2026-11-06")
    store = portfolio({"2026-11-06": {"project": PROJECT, "task": begun, "dependency": LINKS}})

    found = plan(store.fetch, "P1")

    # Half of three days is left after Friday 6 November: to the middle of Tuesday; two days of pouring to Thursday.
    assert _lines(found).loc["A", "early_finish"] == pd.Timestamp("2026-11-10")
    assert _lines(found).loc["B", "early_finish"] == pd.Timestamp("2026-11-12")
    chain = why(found, "Open").sentences
    assert [sentence.split(" (")[0] for sentence in chain] == ["“Open”", "“Pour”", "“Dig”"]
    assert "after the status date" in chain[-1]


def test_a_task_with_a_duration_that_ends_before_it_starts_is_reported_and_what_follows_is_still_drawn(
    portfolio: Portfolio,
) -> None:
    tasks = """
        code,name,project,planned_start,planned_finish,duration_days
        A,Erect,P1,2026-11-20,2026-11-10,5
        B,Paint,P1,2026-11-30,2026-12-01,2
        M,Permit,P1,2026-11-27,2026-11-27,0
    """
    links = """
        code,predecessor_project,predecessor,successor_project,successor,relation
        1,P1,A,P1,B,FS
    """
    found = plan(portfolio({"2026-11-01": {"project": PROJECT, "task": tasks, "dependency": links}}).fetch, "P1")

    assert found.faults["sentence"].tolist() == [
        "Erect ends before it starts (20 Nov 2026 to 10 Nov 2026); its filed duration of 5 days was taken."
    ]
    dates = found.lines.set_index("name")["early_finish"].dt.strftime("%d %b")
    # A Friday and four working days; the two days after it; a milestone that waits for nothing on its own day.
    assert dates.to_dict() == {"Erect": "26 Nov", "Paint": "30 Nov", "Permit": "27 Nov"}


def test_every_fault_is_a_finding_and_the_rest_is_computed(portfolio: Portfolio) -> None:
    tasks = """
        code,name,project,planned_start,planned_finish
        A,Sound,P1,2026-11-02,2026-11-04
        B,Follows,P1,2026-11-05,2026-11-06
        X,Chicken,P1,2026-11-02,2026-11-03
        Y,Egg,P1,2026-11-02,2026-11-03
        Z,Backwards,P1,2026-11-10,2026-11-04
        U,Undated,P1,,
    """
    links = """
        code,predecessor_project,predecessor,successor_project,successor,relation
        1,P1,A,P1,B,FS
        2,P1,X,P1,Y,FS
        3,P1,Y,P1,X,FS
        4,P1,GONE,P1,B,FS
    """
    found = plan(portfolio({"2026-11-30": {"project": PROJECT, "task": tasks, "dependency": links}}).fetch, "P1")

    assert sorted(found.faults["kind"]) == ["ends before it starts", "loop", "no dates", "orphan link"]
    said = " ".join(found.faults["sentence"])
    assert "Chicken and Egg wait for one another in a loop" in said
    assert "Follows is linked to GONE" in said
    assert "Backwards ends before it starts (10 Nov 2026 to 4 Nov 2026)" in said
    lines = _lines(found)
    assert lines.loc["B", "early_finish"] == pd.Timestamp("2026-11-06")
    assert lines.loc["U", "state"] == "undated"


def test_a_task_is_found_by_name_and_one_that_is_not_there_is_refused(portfolio: Portfolio) -> None:
    found = plan(portfolio({"2026-11-30": {"project": PROJECT, "task": TASKS, "dependency": LINKS}}).fetch, "P1")

    assert why(found, "paint").task == "P1/C"
    with pytest.raises(QueryError, match="no task 'Fly'"):
        why(found, "Fly")


def test_a_project_that_is_not_there_is_refused_and_one_without_tasks_is_an_empty_plan(portfolio: Portfolio) -> None:
    store = portfolio({"2026-11-30": {"project": PROJECT}})

    assert plan(store.fetch, "P1").lines.empty
    with pytest.raises(QueryError, match="no project 'P9'"):
        plan(store.fetch, "P9")


def test_the_fourteen_points_name_offenders_and_what_cannot_be_judged(portfolio: Portfolio) -> None:
    links = LINKS.replace("3,P1,B,P1,D,FS,0", "3,P1,B,P1,D,FS,-1")
    judged = quality(portfolio({"2026-11-30": {"project": PROJECT, "task": TASKS, "dependency": links}}).fetch, "P1")

    points = judged.points.set_index("number")
    assert points.loc[2, "verdict"] == "■ fail"
    assert points.loc[2, "found"] == "1 of 4 (25.0 %)"
    assert list(judged.offenders.query("number == 2")["name"]) == ["Pour → Open"]
    assert points.loc[9, "verdict"] == "n/a"
    assert judged.card.shape[0] == 10


def test_a_setting_changes_a_verdict(portfolio: Portfolio) -> None:
    store = portfolio({"2026-11-30": {"project": PROJECT, "task": TASKS, "dependency": LINKS}})

    strict = quality(store.fetch, "P1", chosen=(("high_float_days", 0.0),))
    assert strict.points.set_index("number").loc[6, "verdict"] == "■ fail"
    assert quality(store.fetch, "P1").points.set_index("number").loc[6, "verdict"] == "✓ pass"


def test_a_plan_of_durations_only_is_counted_from_the_status_date(portfolio: Portfolio) -> None:
    tasks = """
        code,name,project,duration_days,optimistic_days,likely_days,pessimistic_days
        A,Dig,P1,3,,,
        B,Pour,P1,,1,2,3
    """
    links = """
        code,predecessor_project,predecessor,successor_project,successor,relation
        1,P1,A,P1,B,FS
    """
    found = plan(portfolio({"2026-11-02": {"project": PROJECT, "task": tasks, "dependency": links}}).fetch, "P1")

    # From Monday 2 November: three days, then (1 + 4 x 2 + 3) / 6 = 2 days.
    assert _lines(found).loc["B", "early_finish"] == pd.Timestamp("2026-11-06")
    assert any("counted from the status date" in text for text in found.assumptions)


@pytest.mark.parametrize(
    ("sources", "names"),
    [({"depot.xer"}, ["Shifts"]), ({"other.csv"}, ["House"]), (set(), ["House"])],
)
def test_a_calendar_that_came_with_a_plan_holds_for_that_plan_only(sources: set[str], names: list[str]) -> None:
    known = pd.DataFrame(
        [("Shifts", "depot.xer", True), ("House", "holidays.csv", False)], columns=["name", "source", "is_of_a_plan"]
    )

    assert calendars_of(known, sources)["name"].tolist() == names
