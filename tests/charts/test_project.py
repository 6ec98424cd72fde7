"""One project in charts and words: state and why, ratings side by side, timeline, history, what it waits for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pmo_data.charts import gantt
from pmo_data.charts import project as charts
from pmo_data.charts import project_words as words
from pmo_data.queries.project import ProjectDependencies, ProjectFacts, ProjectHistory, ProjectPeriods, ProjectTasks
from tests.charts.frames import frame_of

FACTS = frame_of(
    ProjectFacts,
    {
        "project": "NM-12", "name": "Portal", "rating": "red", "declared_overall": "green", "derived_overall": "red",
        "rating_reason": "Finish is 84 days later than the baseline.", "derived_cost": "amber",
        "derived_cost_rule": "Expected cost is 12 % over the budget.", "watermelon_gap": 2, "slip_days": 84,
        "forecast_finish": "2027-03-12", "next_milestone": "Go live", "next_milestone_date": "2026-12-01",
        "approved_budget": 4.2e6, "currency": "GBP", "manager": "Alice Abernathy", "file_name": "plan.xlsx",
        "sheet": "Projects", "row_number": 12, "import_id": 41, "extra": {"Old code": "X-9"},
        "absent": '{"forecast_cost": "withheld"}',
    },
).iloc[0]  # fmt: skip


def test_the_sentence_gives_state_reason_finish_and_next_milestone() -> None:
    assert words.opening(FACTS) == (
        "■ Red: Finish is 84 days later than the baseline. Forecast to finish on 12 Mar 2027. Next: Go live on "
        "1 Dec 2026."
    )


def test_a_project_that_declares_itself_better_than_its_data_is_told() -> None:
    assert words.hidden_trouble(FACTS) == "Declared ● Green, but by its data it is ■ Red."


def test_dimensions_stand_side_by_side_with_the_rule_and_unrated_ones_are_left_out() -> None:
    table = words.dimensions(FACTS)

    assert list(table["dimension"]) == ["Overall", "Cost"]
    assert list(table.iloc[0][["says", "shows"]]) == ["● Green", "■ Red"]
    assert table.iloc[1]["rule"] == "Expected cost is 12 % over the budget."


def test_facts_that_are_not_known_are_not_listed() -> None:
    said = dict(words.fact_rows(FACTS).to_numpy().tolist())

    assert said == {
        "Leader": "Alice Abernathy",
        "Forecast finish": "12 Mar 2027",
        "Approved budget": "£4.20m",
    }


def test_the_way_back_names_file_sheet_and_row_and_what_the_file_said_beside() -> None:
    assert words.origin(FACTS) == "From plan.xlsx, sheet Projects, row 12, import 41."
    assert set(words.origin_rows(FACTS)["text"]) == {"X-9", "withheld"}


def test_a_delivery_later_than_needed_is_told_from_the_side_of_the_receiver() -> None:
    links = frame_of(
        ProjectDependencies,
        {
            "name": "Interface", "predecessor_project": "NM-32", "predecessor_project_name": "Hub",
            "successor_project": "NM-21", "successor_project_name": "Tram", "need_by": "2026-06-30",
            "promised_by": "2026-07-21", "conflict_days": 21, "crosses_projects": True,
        },
    )  # fmt: skip

    dates = "needed by 30 Jun 2026, promised for 21 Jul 2026, 21 days late"
    assert words.waits(links, "NM-21") == [f"Waits for Hub: Interface, {dates}."]
    assert words.waits(links, "NM-32") == [f"Keeps Tram waiting: Interface, {dates}."]


def _facts(**more: Any) -> Any:
    return frame_of(ProjectFacts, {"project": "P", "name": "Portal", "leads_most_projects": 4, **more}).iloc[0]


def test_without_a_rating_a_finish_or_a_milestone_the_sentence_is_short() -> None:
    assert words.opening(_facts()) == "○ Not assessed: nothing is known that it could be rated by."
    assert words.hidden_trouble(_facts(watermelon_gap=0)) == ""


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (None, "12 Mar 2027."),
        (0, "12 Mar 2027, as in the baseline."),
        (1, "12 Mar 2027, 1 day later than the baseline."),
        (-3, "12 Mar 2027, 3 days earlier than the baseline."),
    ],
)
def test_the_forecast_is_set_against_the_baseline(slip: int | None, said: str) -> None:
    facts = _facts(rating="green", rating_reason="On plan", forecast_finish="2027-03-12", slip_days=slip)

    assert words.opening(facts) == f"● Green: On plan. Forecast to finish on {said}"


def test_facts_are_written_as_people_say_them() -> None:
    facts = _facts(mandatory=True, status="on_hold", client=" Ann ", code="  ")

    said = words.fact_rows(facts).to_numpy().tolist()
    assert said == [["Status", "On hold"], ["Client", "Ann"], ["Mandatory", "Yes"]]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"manager": "Ada", "leader_projects": 4}, ""),
        ({"manager": "Ada", "leader_projects": 4, "leads_most_projects": 3}, "Ada leads 4 open projects."),
        ({"manager": "Ada", "leader_projects": 5}, "Ada leads 5 open projects."),
        ({"manager": "Ada"}, ""),
        ({}, "Nobody is named as the leader of this project."),
        ({"status": "completed"}, ""),
    ],
)
def test_a_project_without_a_leader_or_with_a_busy_one_is_flagged(known: dict[str, Any], said: str) -> None:
    assert words.leader_flag(_facts(**known)) == said


def test_maps_are_read_however_they_arrive() -> None:
    assert words.pairs([("a", None), ("b", 2)]) == {"a": "", "b": "2"}
    assert words.pairs("  ") == {}
    assert words.pairs(None) == {}


def test_a_project_that_no_file_brought_says_so() -> None:
    assert words.origin(_facts()) == "No file brought this project."


def _task(number: int, **more: Any) -> dict[str, Any]:
    return {
        "task": f"T{number}", "name": f"Task {number}", "depth": 2, "is_summary": False, "is_milestone": False,
        "state": "done", "start": "2026-01-01", "finish": "2026-01-31", **more,
    }  # fmt: skip


TASKS = frame_of(
    ProjectTasks,
    _task(1, is_summary=True, depth=1),
    _task(2, baseline_start="2026-01-01", baseline_finish="2026-01-20"),
    _task(3, state="late", late_days=12, finish="2026-03-31"),
    _task(4, is_milestone=True, state="not_started", finish="2026-12-01"),
)


def test_the_timeline_shows_summaries_states_milestones_and_the_baseline() -> None:
    made = gantt.gantt(TASKS, date(2026, 6, 30))

    assert [trace.name for trace in made.data] == ["Baseline", "Summary", "Late", "Done", "Milestone"]
    names = [label.text for label in made.layout.annotations if label.xref == "paper"]
    assert names[0] == "<b>Task 1</b>"
    # From the first start to the last finish and a week on both sides, whatever texts stand in the picture.
    assert [edge[:10] for edge in made.layout.xaxis.range] == ["2025-12-25", "2026-12-08"]
    assert gantt.gantt_finding(TASKS) == "1 of 3 tasks is late"


def test_headings_without_dates_span_what_stands_below_them() -> None:
    plan = frame_of(
        ProjectTasks,
        _task(1, depth=1, is_summary=True, start=None, finish=None),
        _task(2, depth=2, is_summary=True, start=None, finish="2026-09-30"),
        _task(3, depth=3, start="2026-02-01", finish="2026-03-31"),
        _task(4, depth=2, start="2026-01-15", finish=None),
        _task(5, depth=1, is_summary=True, start=None, finish=None),
    )

    found = gantt.spanned(plan).set_index("task")
    assert [str(day)[:10] for day in found["start"]] == ["2026-01-15", "2026-02-01", "2026-02-01", "2026-01-15", "NaT"]
    assert [str(day)[:10] for day in found["finish"]] == ["2026-09-30", "2026-09-30", "2026-03-31", "NaT", "NaT"]
    assert gantt.gantt_finding(plan).endswith("(4 of 5 rows shown)")


def test_a_long_plan_is_cut_by_its_outline_and_says_so() -> None:
    long = frame_of(ProjectTasks, _task(0, depth=1, is_summary=True), *(_task(i) for i in range(1, 400)))

    assert gantt.comfortable_depth(long) == 1
    assert gantt.gantt_finding(long, 1) == "None of 399 tasks is past its finish (1 of 400 rows shown)"
    assert len(gantt.gantt(long, None).layout.yaxis.ticktext) == 300


def test_late_tasks_and_next_milestones_are_in_order() -> None:
    behind = frame_of(ProjectTasks, _task(5, state="active", late_days=40), _task(6, late_days=50))

    assert list(gantt.late_tasks(pd.concat([behind, TASKS]))["task"]) == ["T3", "T5"]
    assert list(gantt.next_milestones(TASKS)["task"]) == ["T4"]


def test_a_project_without_dates_has_a_sentence_in_place_of_a_timeline() -> None:
    made = gantt.gantt(frame_of(ProjectTasks), None)

    assert made.layout.annotations[0].text.startswith("No task of this project carries a date")


HISTORY = frame_of(
    ProjectHistory,
    {
        "status_date": "2025-11-30", "forecast_finish": "2027-03-12", "baseline_finish": "2027-03-01",
        "declared_overall": "green", "forecast_cost": 8.1e6, "budget": 8.1e6, "currency": "GBP",
    },
    {
        "status_date": "2026-10-31", "forecast_finish": "2027-05-14", "baseline_finish": "2027-03-01",
        "declared_overall": "amber", "forecast_cost": 9.9e6, "budget": 8.1e6, "currency": "GBP",
    },
)  # fmt: skip


def test_history_says_how_finish_and_cost_moved() -> None:
    assert charts.finishes_finding(HISTORY) == "The forecast finish moved 63 days later since Nov 2025, to 14 May 2027"
    assert charts.costs_finding(HISTORY) == "Forecast cost went from £8.10m to £9.90m against a budget of £8.10m"
    assert {t.name for t in charts.finishes(HISTORY).data} >= {"Declared ● Green", "Declared ▲ Amber"}


@pytest.mark.parametrize("draw", [charts.finishes, charts.costs])
def test_one_status_date_is_no_history(draw: Any) -> None:
    assert "second status date" in draw(HISTORY.head(1)).layout.annotations[0].text


def test_costs_are_drawn_only_where_they_are_known() -> None:
    made = charts.costs(HISTORY.assign(actual_cost=[1.0e6, 2.0e6]))

    assert {trace.name: list(trace.y) for trace in made.data} == {
        "Budget": [8.1e6, 8.1e6], "Forecast cost": [8.1e6, 9.9e6], "Spent": [1.0e6, 2.0e6],
    }  # fmt: skip
    assert [trace.name for trace in charts.costs(HISTORY.assign(currency=None)).data] == ["Budget", "Forecast cost"]
    assert charts.costs_finding(HISTORY.head(0)) == "No forecast of the cost is known"
    level = charts.costs_finding(HISTORY.assign(forecast_cost=9.9e6))
    assert level == "Forecast cost stands at £9.90m against a budget of £8.10m"


def test_a_finish_that_stayed_and_none_at_all_are_said() -> None:
    stayed = HISTORY.assign(forecast_finish=pd.Timestamp("2027-03-12"))

    assert charts.finishes_finding(stayed) == "The forecast finish stands at 12 Mar 2027, as in Nov 2025"
    assert charts.finishes_finding(HISTORY.head(1)) == "The finish is known at one status date only"


def test_money_by_month_has_columns_lines_and_the_month_it_is() -> None:
    months = frame_of(
        ProjectPeriods,
        {"month": "2026-09-01", "currency": "EUR", "cumulative_planned_value": 100, "is_past": True, "actual_cost": 40,
         "cumulative_actual_cost": 40},
        {"month": "2026-10-01", "currency": "EUR", "cumulative_planned_value": 250, "is_past": False},
    )  # fmt: skip
    made = charts.money(months)

    assert {trace.name: next(iter(trace.y)) for trace in made.data} == {
        "Spent in the month": 40, "Planned": 100, "Spent": 40,
    }  # fmt: skip
    assert made.layout.shapes[0].x0 == "2026-09-01T00:00:00"
    assert made.layout.yaxis.title.text == "EUR"
    ahead = months.assign(is_past=False, currency=None)
    assert charts.money(ahead).layout.yaxis.title.text == "money"
    assert charts.money_finding(ahead) == "Money by month; nothing is past yet"


def test_money_names_what_was_earned_spent_and_planned_by_now() -> None:
    months = frame_of(
        ProjectPeriods,
        {
            "month": "2026-10-01", "currency": "GBP", "cumulative_planned_value": 4.8e6, "is_past": True,
            "cumulative_earned_value": 4.1e6, "cumulative_actual_cost": 5.2e6, "actual_cost": 4e5,
        },
    )  # fmt: skip

    assert charts.money_finding(months) == "By Oct 2026: £4.10m earned, £5.20m spent, £4.80m planned"
    assert charts.money(frame_of(ProjectPeriods)).layout.annotations[0].text.startswith("No budget or cost by month")
