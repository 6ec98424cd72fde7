"""Exceptions, decisions, benefits, processes and the slip of a milestone, on four projects worked out by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pmo_data.domain.errors import QueryError
from pmo_data.queries.balance import Balance, Mix
from pmo_data.queries.base import Query
from pmo_data.queries.benefits import AppraisalYears, BenefitProfile, BenefitRegister, ObjectiveOutlook
from pmo_data.queries.exceptions import DecisionEffects, DecisionsRanked, Exceptions
from pmo_data.queries.plan import PlanCalendar
from pmo_data.queries.processes import CheckRows, Compliance, ForecastAccuracy, GateRegister
from pmo_data.queries.time import DependencyPairs, MilestoneRegister
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from pmo_data.studies.appraisal import appraised
from pmo_data.studies.cascade import cascade
from tests.portfolio.conftest import Build

_HEAD = (
    "code,name,department,category,manager,status,approved_budget,forecast_cost,currency,baseline_start,"
    "baseline_finish,forecast_finish,approved_on\n"
)
MARCH = _HEAD + (
    "A,Bridge,Roads,Growth,Ann,active,1000,1150,GBP,2026-01-01,2026-12-31,2026-12-31,2025-12-01\n"
    "B,Tunnel,Roads,Renewal,Ben,active,3000,3000,GBP,2026-01-01,2026-12-31,2026-12-31,2025-12-01\n"
    "C,Trams,Rail,Growth,Cy,active,500,500,GBP,2026-01-01,2026-12-31,2026-12-31,2025-12-01\n"
    "D,Depot,Rail,Renewal,Cy,completed,500,500,GBP,2025-01-01,2025-12-31,2025-12-31,2025-01-01\n"
)
APRIL = _HEAD + (
    "A,Bridge,Roads,Growth,Ann,active,1000,1300,GBP,2026-01-01,2026-12-31,2026-12-31,2025-12-01\n"
    "B,Tunnel,Roads,Renewal,Ben,active,3000,3000,GBP,2026-01-01,2026-12-31,2027-01-30,2025-12-01\n"
)
TASKS = """
    project,code,name,milestone,planned_start,planned_finish,forecast_start,forecast_finish,baseline_finish,actual_finish
    A,M,Deck in place,true,2026-06-05,2026-06-05,2026-06-05,2026-06-05,2026-06-05,
    C,1,Lay track,false,2026-06-10,2026-12-31,2026-06-10,2026-12-31,2026-12-31,
    C,2,Open,true,2026-12-31,2026-12-31,2026-12-31,2026-12-31,2026-12-31,
    B,M,Breakthrough,true,2026-04-10,2026-04-10,2026-04-10,2026-04-10,2026-04-10,
"""
LINKS = """
    code,predecessor_project,predecessor,successor_project,successor,relation,lag_days,name,need_by,promised_by
    L1,A,M,C,1,FS,0,Deck,2026-06-01,2026-06-05
    L2,C,1,C,2,FS,0,,,
"""
BENEFITS = """
    code,name,project,objective,owner,target_value,actual_value,currency,due,share
    X,Faster trips,C,O1,Ann,400,,GBP,2026-12-31,100
    Y,Safer roads,A,O1,,100,,GBP,2028-01-01,60
    Z,Safer roads,B,O1,Ben,100,,GBP,2028-01-01,60
    W,Less noise,D,O1,Cy,200,120,GBP,2026-02-01,100
"""
PROFILE = """
    benefit,period,target_value,actual_value,currency
    W,2026-01-01,100,70,GBP
    W,2026-02-01,100,50,GBP
    W,2027-02-01,103.5,,GBP
"""
DECISIONS = """
    code,name,project,owner,status,due,options,at_stake,decided_on,outcome
    1,Fund it?,A,Ann,active,2026-04-01,Yes; no,100,,
    2,Close it?,B,Ben,active,2026-09-01,Yes; no,250,,
    3,Go on?,B,Ben,completed,2026-02-01,Yes; no,250,2026-04-02,Yes
"""
REPORTS = """
    project,report_date,submitted_on,due
    A,2026-03-20,2026-03-22,2026-03-23
    C,2026-03-20,2026-03-29,2026-03-23
"""
GATES = """
    project,name,planned_date,actual_date,outcome,conditions,conditions_open,evidence
    A,Gate 1,2026-02-01,2026-02-01,passed with conditions,Name an owner,1,complete
    B,Gate 1,2026-04-20,,,,,in preparation
"""


@pytest.fixture(scope="module")
def store(shared_portfolio: Build) -> Store:
    budget = "project,period,planned_value,forecast_cost,currency\nD,2026-06-01,500,400,GBP\n"
    late = TASKS.replace("2026-04-10,2026-04-10,2026-04-10,\n", "2026-04-24,2026-04-24,2026-04-10,2026-04-24\n")
    return shared_portfolio({
        "2026-03-31": {
            "project": MARCH, "task": TASKS, "dependency": LINKS, "benefit": BENEFITS, "benefit_period": PROFILE,
            "status_report": REPORTS, "gate": GATES, "budget_period": budget, "decision": DECISIONS,
            "objective": "code,name,weight\nO1,Mobility,1\n",
            "contribution": "project,objective,strength,share\nA,O1,4,100\nC,O1,2,100\n",
            "setting": "name,value\ntarget_mix:category:Growth,60\nexception_money,100\n",
        },
        "2026-04-30": {"project": APRIL, "task": late},
    })  # fmt: skip


def _moments(store: Store) -> tuple[int, int]:
    known = snapshots(store)
    return known[0].moment, known[-1].moment


def test_what_is_over_a_limit_is_dated_from_the_first_status_date_of_the_run(store: Store) -> None:
    rows = store.fetch(Exceptions())
    bridge = rows[(rows["project"] == "A") & (rows["dimension"] == "cost")].iloc[0]

    # 15 % over in March was amber already, 30 % in April is red: over the limit since March.
    assert (bridge["level"], bridge["measured"], bridge["threshold"]) == ("red", 30, 20)
    assert (str(bridge["since"].date()), bridge["age_days"], bridge["status_dates"]) == ("2026-03-31", 30, 2)
    assert (bridge["money_over"], bridge["owner"]) == (300, "Ann")
    assert "D" not in set(rows["project"])


def test_decisions_rank_by_stake_times_movement_times_date_due(store: Store) -> None:
    before, after = _moments(store)
    rows = store.fetch(DecisionsRanked(as_of=after, compare_with=before)).set_index("ask")

    # Bridge: 100 x (1 + two steps lost + 150 / 100) x 3 overdue = 1350; tunnel: 250 x (1 + 30 / 30 + steps) x 1.
    assert next(iter(rows.index)) == "Fund it?"
    assert rows.loc["Fund it?", "overdue_days"] == 29
    assert rows.loc["Close it?", "movement_factor"] == pytest.approx(2 - rows.loc["Close it?", "rating_steps"])
    assert rows.loc["Fund it?", "due_factor"] == 3
    assert "Go on?" not in rows.index


def test_a_decision_made_is_followed_to_the_next_status_date(store: Store) -> None:
    row = store.fetch(DecisionEffects()).iloc[0]

    assert (row["outcome"], str(row["next_date"].date())) == ("Yes", "2026-04-30")
    assert row["finish_moved_next_days"] == 30
    assert not row["written_here"]


def test_benefits_say_what_came_what_lands_late_and_what_is_counted_twice(store: Store) -> None:
    rows = store.fetch(BenefitRegister()).set_index("benefit")

    assert rows.loc["W", "realisation_pct"] == 60  # 120 of the 200 due by April
    assert rows.loc["Y", "has_no_owner"]
    assert (rows.loc["Y", "share_sum"], rows.loc["Y", "is_miscounted"]) == (120, True)
    assert rows.loc["Y", "at_risk_reason"] == "The project that enables it is red."
    assert not rows.loc["X", "at_risk"]
    assert list(store.fetch(BenefitProfile(grain="year"))["cumulative_target_value"]) == [200, 303.5]


def test_an_objective_sees_the_benefits_that_rest_on_red_projects(store: Store) -> None:
    row = store.fetch(ObjectiveOutlook()).iloc[0]

    assert (row["name"], row["benefits"], row["worth"], row["red_worth"]) == ("Mobility", 4, 800, 100)
    assert (row["projects"], row["red_projects"]) == (2, 1)


def test_benefits_of_a_later_year_are_discounted_at_the_green_book_rate(store: Store) -> None:
    found = appraised(store.fetch, AppraisalYears())

    # Depot: 200 in its first year and 103.5 / 1.035 = 100 a year later, against the 400 it is to cost.
    assert list(found.projects["project"]) == ["D"]
    assert (found.gain, found.spend) == (pytest.approx(300), pytest.approx(400))
    assert (found.ratio, found.class_) == (pytest.approx(0.75), "poor")


def test_a_slip_beyond_the_room_moves_the_receiver_and_breaks_its_promises(store: Store) -> None:
    found = cascade(store.fetch, "A/M", 10)

    # Friday 5 June to Wednesday 10 June leaves two working days: ten days of slip move the track by eight.
    moved = found.moved.set_index("task")
    assert list(moved.index) == ["A/M", "C/1", "C/2"]
    assert (moved.loc["C/1", "moved_days"], moved.loc["C/1", "handed_over"]) == (8, "Deck")
    assert moved.loc["C/1", "new_finish"] == pd.Timestamp(2027, 1, 12)
    kinds = found.hits[found.hits["project"] == "C"].set_index("kind")
    assert set(kinds.index) == {"finish", "benefit", "objective", "budget year"}
    assert kinds.loc["benefit", "name"] == "Faster trips"
    assert kinds.loc["objective", "worth"] == 400


def test_a_slip_counts_the_days_that_are_worked_and_the_years_that_are_set(shared_portfolio: Build) -> None:
    off = "name,holiday,weekdays\nHouse,2026-06-08,1111100\nHouse,2027-01-01,1111100\n"
    own = shared_portfolio({
        "2026-03-31": {
            "project": MARCH, "task": TASKS, "dependency": LINKS, "calendar": off,
            "setting": "name,value\nfiscal_first_month,4\n",
        },
    })  # fmt: skip
    found = cascade(own.fetch, "A/M", 10)

    # Monday 8 June is a day off, so one working day of room is left of two; New Year's Day is not worked either.
    moved = found.moved.set_index("task")
    assert (moved.loc["C/1", "moved_days"], moved.loc["C/1", "new_finish"]) == (9, pd.Timestamp(2027, 1, 14))
    # The year that begins in April 2026 is not over in January.
    assert set(found.hits.loc[found.hits["project"] == "C", "kind"]) == {"finish"}
    assert found.calendar == "Working days by the calendar House, 2 days off."

    def with_a_calendar_of_another_plan(query: Query) -> pd.DataFrame:
        rows = own.fetch(query)
        return rows.assign(source="tram.xer", is_of_a_plan=True) if isinstance(query, PlanCalendar) else rows

    other = cascade(with_a_calendar_of_another_plan, "A/M", 10)
    assert other.calendar.startswith("No calendar was imported")
    assert other.moved.set_index("task").loc["C/1", "moved_days"] == 8


def test_a_slip_within_the_room_reaches_nothing(store: Store) -> None:
    found = cascade(store.fetch, "A/M", 2)

    assert list(found.moved["task"]) == ["A/M"]
    assert found.hits.empty
    with pytest.raises(QueryError, match="There is no task 'A/Z'"):
        cascade(store.fetch, "A/Z", 2)


def test_a_hand_over_is_late_by_promise_less_need(store: Store) -> None:
    row = store.fetch(DependencyPairs()).iloc[0]

    assert (row["giver"], row["receiver"], row["links"], row["late_links"], row["worst_days"]) == ("A", "C", 1, 1, 4)


def test_a_milestone_tells_how_far_it_moved_since_the_comparison(store: Store) -> None:
    before, after = _moments(store)
    rows = store.fetch(MilestoneRegister(as_of=after, compare_with=before)).set_index("task")

    assert (rows.loc["B/M", "moved_days"], rows.loc["B/M", "late_days"], rows.loc["B/M", "is_met"]) == (14, 14, True)
    assert (rows.loc["A/M", "moved_days"], rows.loc["A/M", "receivers"]) == (0, 1)
    moved = store.fetch(MilestoneRegister(as_of=after, compare_with=before, which="moved", limit=5))
    assert moved[["task", "moved_later"]].to_numpy().tolist() == [["B/M", 1]]
    assert "B/M" not in set(store.fetch(MilestoneRegister(which="ahead"))["task"])


def test_reports_count_by_the_date_they_were_handed_in(store: Store) -> None:
    rows = store.fetch(Compliance(by="name"))
    march = rows[(rows["status_date"] == rows["status_date"].min()) & (rows["check"] == "report on time")]

    assert march.set_index("who")["kept"].to_dict() == {"Bridge": 1, "Trams": 0, "Tunnel": 0}
    april = rows[rows["status_date"] == rows["status_date"].max()].set_index(["who", "check"])["kept"]
    assert april["Bridge", "benefit owners set"] == 0
    assert april["Tunnel", "benefit owners set"] == 1
    assert april["Tunnel", "gates held"] == 0
    # Nothing to look at is no row, neither kept nor missed.
    assert ("Trams", "gate evidence complete") not in april.index


def test_a_department_keeps_a_check_as_often_as_its_projects_do(store: Store) -> None:
    rows = store.fetch(Compliance(one_check="report on time"))
    march = rows[rows["status_date"] == rows["status_date"].min()].set_index("who")

    assert march[["kept", "measured", "kept_pct"]].to_dict("index") == {
        "Rail": {"kept": 0, "measured": 1, "kept_pct": 0.0}, "Roads": {"kept": 1, "measured": 2, "kept_pct": 50.0},
    }  # fmt: skip
    assert set(store.fetch(Compliance(by="name", one_check="report on time", most=1))["who"]) == {"Trams"}


@pytest.mark.parametrize("day", ["2026-03-31", "2026-04-30"])
@pytest.mark.parametrize(
    "check", ["report on time", "risks reviewed", "baseline approved", "benefit owners set", "gate evidence complete",
              "gates held", "data fresh"],
)  # fmt: skip
def test_a_project_keeps_a_check_where_every_row_behind_it_does(store: Store, check: str, day: str) -> None:
    rows = store.fetch(Compliance(by="name", one_check=check))
    cells = rows[rows["status_date"] == day].set_index("who")["kept"].to_dict()
    behind = store.fetch(CheckRows(one_check=check, on_date=day))

    assert {name: int(kept) for name, kept in behind.groupby("project_name")["kept"].all().items()} == cells


def test_a_forecast_is_held_against_its_outcome(store: Store) -> None:
    rows = store.fetch(ForecastAccuracy(by="manager", lead_days=20))

    # On 31 March the breakthrough was expected for 10 April; it came on the 24th.
    assert rows[["who", "forecasts", "bias_days"]].to_dict("records") == [
        {"who": "Ben", "forecasts": 1, "bias_days": 14}
    ]
    assert store.fetch(ForecastAccuracy(lead_days=60)).empty


def test_gates_overdue_come_before_open_conditions(store: Store) -> None:
    rows = store.fetch(GateRegister())

    assert list(rows["project"]) == ["B", "A"]
    assert (rows.loc[0, "overdue_days"], rows.loc[1, "conditions_open"]) == (10, 1)


def test_a_bucket_is_held_against_the_target_that_is_set_for_it(store: Store) -> None:
    rows = store.fetch(Mix()).set_index("bucket")

    # Open projects: growth 1000 + 500, renewal 3000.
    assert rows.loc["Growth", "share_pct"] == pytest.approx(100 / 3)
    assert rows.loc["Growth", "gap_pct"] == pytest.approx(100 / 3 - 60)
    assert pd.isna(rows.loc["Renewal", "target_pct"])
    assert store.fetch(Balance()).set_index("project").loc["A", "alignment_score"] == 100
    assert date(2026, 4, 30) == snapshots(store)[-1].status_date
