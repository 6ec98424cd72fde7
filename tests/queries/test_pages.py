"""Alignment, progress, risk, people and one project against the hand-worked portfolio."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pmo_data.domain.moments import end_of_day
from pmo_data.domain.words import is_unknown
from pmo_data.queries.alignment import Alignment, ObjectiveCoverage, OrphanObjectives, OrphanProjects
from pmo_data.queries.progress import Milestones, Progress, Roadmap, Slip, SlipHistory, Variances
from pmo_data.queries.project import ProjectChanges, ProjectFacts, ProjectHistory, ProjectRegister, ProjectTasks
from pmo_data.queries.registers import Benefits, Gates, Risks, Tasks
from pmo_data.queries.risk import Exposure, ExposureHistory, Overdue, RaidAgeing, RiskCell, RiskMatrix, RiskSummary
from pmo_data.store.database import Store
from tests.queries.portfolio import ASH, BIRCH, FEBRUARY, JANUARY, put

THEN, NOW = end_of_day(JANUARY), end_of_day(FEBRUARY)
D = date


def test_money_follows_strength_where_no_share_is_stated(store: Store) -> None:
    frame = store.fetch(Alignment(as_of=THEN))
    told = {(r.project_name, r.objective_name): r.money for r in frame.itertuples() if isinstance(r.objective, str)}
    assert told == {("Ash", "Safety"): 66_666.67, ("Ash", "Speed"): 33_333.33, ("Birch", "Safety"): 200_000}
    scores = frame.groupby("project_name")["alignment_score"].first()
    assert scores["Ash"] == pytest.approx(70)  # (3 x 4 + 1 x 2) of 4 x (3 + 1 + 1)
    assert scores["Birch"] == pytest.approx(45)
    assert scores["Elm"] == 0


def test_coverage_sets_spend_share_against_weight(store: Store) -> None:
    rows = store.fetch(ObjectiveCoverage(as_of=THEN)).set_index("objective_name")
    assert rows["weight_share_pct"].to_dict() == {"Safety": 60, "Speed": 20, "Beauty": 20}
    assert rows.loc["Safety", "money"] == pytest.approx(266_666.67)
    assert rows.loc["Safety", "spend_share_pct"] == pytest.approx(100 * 266_666.67 / 300_000)
    assert (rows.loc["Safety", "amber"], rows.loc["Safety", "red"]) == (1, 1)
    assert rows["is_orphan"].to_dict() == {"Safety": False, "Speed": False, "Beauty": True}
    assert not rows["served_only_by_red"].any()


def test_an_objective_that_only_red_projects_serve_is_told(store: Store) -> None:
    rows = store.fetch(ObjectiveCoverage(as_of=NOW)).set_index("objective_name")
    assert rows["served_only_by_red"].to_dict() == {"Safety": True, "Speed": True, "Beauty": False}
    assert rows.loc["Speed", "sentence"] == "Only red projects serve it."


def test_orphans_are_told_both_ways_and_finished_projects_are_none(store: Store) -> None:
    assert store.fetch(OrphanProjects(as_of=THEN))["name"].tolist() == ["Cedar", "Dogwood"]
    assert store.fetch(OrphanObjectives(as_of=THEN))["name"].tolist() == ["Beauty"]


def test_a_grouping_stands_in_where_no_objectives_are_named(empty: Store) -> None:
    put(empty, JANUARY, project=[ASH, BIRCH, ASH | {"code": "P7", "name": "Oak", "category": "Study"}])
    rows = empty.fetch(ObjectiveCoverage()).set_index("objective")
    assert set(rows["dimension"]) == {"category"}
    assert rows["money"].to_dict() == {"Build": 300_000, "Study": 100_000}
    assert rows["spend_share_pct"].to_dict() == {"Build": 75, "Study": 25}


def test_the_curve_of_work_counts_days_planned_and_done(store: Store) -> None:
    rows = store.fetch(Progress(as_of=THEN)).set_index("month")
    assert set(rows["basis"]) == {"work"}
    january, february = rows.loc["2026-01-01"], rows.loc["2026-02-01"]
    assert january["planned_value"] == pytest.approx(31)  # 10 days of digging, 21 of 40 days of building
    assert january["earned_value"] == pytest.approx(20)  # dug, and a quarter of 40 days
    assert january["spi"] == pytest.approx(20 / 31)
    assert february["planned_value"] == pytest.approx(50)
    assert february[["earned_value", "spi"]].isna().all()


def test_the_curve_of_money_takes_budgets_and_costs_by_month(empty: Store) -> None:
    put(
        empty, JANUARY, project=[ASH],
        budget_period=[{"project": "P1", "period": D(2026, 1, 1), "planned_value": 100.0},
                       {"project": "P1", "period": D(2026, 2, 1), "planned_value": 300.0}],
        cost_period=[{"project": "P1", "period": D(2026, 1, 5), "actual_cost": 80.0, "earned_value": 90.0}],
    )  # fmt: skip
    rows = empty.fetch(Progress())
    assert rows["basis"].tolist() == ["money", "money"]
    assert rows["planned_value"].tolist() == [100, 400]
    assert rows["planned_pct"].tolist() == [25, 100]
    assert (rows["spi"][0], rows["cpi"][0]) == (pytest.approx(0.9), pytest.approx(1.125))
    assert (rows["known"][0], rows["total"][0]) == (1, 1)


def test_earned_value_is_percent_complete_of_the_budget_where_no_period_tells_it(empty: Store) -> None:
    budget = [{"project": "P1", "period": D(2026, m, 1), "planned_value": 100.0} for m in (1, 2, 3, 4)]
    put(empty, JANUARY, project=[ASH | {"percent_complete": 20.0}], budget_period=budget)
    put(empty, FEBRUARY, project=[ASH | {"percent_complete": 45.0}])
    rows = empty.fetch(Progress())
    assert rows["earned_value"].tolist()[:2] == [pytest.approx(80), pytest.approx(180)]
    assert rows["earned_value"][2:].isna().all()


def test_slip_is_told_against_the_baseline_and_since_the_first_forecast(store: Store) -> None:
    row = store.fetch(Slip(as_of=NOW)).set_index("name").loc["Ash"]
    assert (row["slip_days"], row["slip_since_first_days"], row["finish_moves"]) == (99, 59, 1)
    history = store.fetch(SlipHistory(as_of=NOW))
    ash = history[history["name"] == "Ash"]
    assert [d.date() for d in ash["forecast_finish"]] == [D(2026, 2, 10), D(2026, 4, 10)]
    assert ash["slip_days"].tolist() == [40, 99]


def test_the_finishes_that_moved_most_are_told_first_and_of_how_many(empty: Store) -> None:
    first = {"Elm": D(2026, 6, 1), "Fir": D(2026, 6, 1), "Oak": D(2026, 9, 1)}
    then = {"Elm": D(2026, 6, 5), "Fir": D(2026, 6, 2), "Oak": D(2026, 9, 4)}  # 4, 1 and 3 days later
    for day, finishes in ((JANUARY, first), (FEBRUARY, then)):
        put(empty, day, project=[{"code": n, "name": n, "forecast_finish": on} for n, on in finishes.items()])
    told = empty.fetch(SlipHistory(most=2))
    assert told["name"].tolist() == ["Elm", "Elm", "Oak", "Oak"]
    assert set(told["projects"]) == {3}


def test_milestones_are_met_late_missed_due_or_upcoming(store: Store) -> None:
    rows = store.fetch(Milestones(as_of=THEN)).set_index("name")
    assert rows["state"].to_dict() == {
        "Permit": "missed", "Roof": "due", "Keys": "upcoming", "Ground broken": "met_late",
    }  # fmt: skip
    assert rows.loc["Ground broken", "late_days"] == 5
    assert rows.loc["Permit", "overdue_days"] == 6
    assert rows.loc["Roof", "days_to_go"] == 10
    assert store.fetch(Milestones(as_of=THEN, within_days=5)).set_index("name").loc["Roof", "state"] == "upcoming"


def test_variances_and_roadmap_carry_what_they_draw(store: Store) -> None:
    rows = store.fetch(Variances(as_of=THEN)).set_index("name")
    assert (rows.loc["Birch", "cost_variance"], rows.loc["Ash", "spent_pct"]) == (50_000, 50)
    lanes = store.fetch(Roadmap(as_of=THEN)).set_index("name")["lane"]
    assert lanes.to_dict() == {"Ash": "North", "Birch": "North", "Dogwood": "South", "Elm": "South"}
    served = store.fetch(Roadmap(as_of=THEN, lanes="objective")).set_index("name")["lane"]
    assert served.to_dict() == {
        "Ash": "Safety", "Birch": "Safety", "Dogwood": "No objective", "Elm": "No objective",
    }  # fmt: skip
    held = store.fetch(Roadmap(as_of=THEN, lanes="department")).set_index("name")["lane"]
    assert held["Ash"] == "Roads"


def test_the_matrix_has_all_cells_and_counts_open_risks_with_scores(store: Store) -> None:
    rows = store.fetch(RiskMatrix(as_of=THEN))
    assert len(rows) == 25
    told = {(r.probability, r.impact): (r.risks, r.band) for r in rows.itertuples() if r.risks}
    assert told == {(5, 4): (1, "very_high"), (1, 1): (1, "low")}
    assert (rows["rated"][0], rows["total"][0]) == (2, 3)
    cell = store.fetch(RiskCell(as_of=THEN, probability=5, impact=4))
    assert cell["name"].tolist() == ["Flood"]
    assert store.fetch(RiskCell(as_of=THEN))["name"].tolist() == ["Cheap sand"]


def test_exposure_is_probability_x_impact_with_opportunities_against_it(store: Store) -> None:
    rows = store.fetch(Exposure(as_of=THEN)).set_index("name")
    ash = rows.loc["Ash"]
    assert (ash["emv"], ash["emv_known"], ash["open_risks"], ash["high_risks"]) == (8_000, 2, 2, 1)
    assert ash["exposure_pct"] == pytest.approx(80)
    assert (ash["oldest_days"], ash["never_reviewed"], ash["overdue_risks"]) == (122, 2, 1)
    history = store.fetch(ExposureHistory(as_of=NOW))
    assert history["emv"].tolist() == [8_000, 8_000]
    assert history["open_risks"].tolist() == [3, 3]


def test_a_summary_counts_what_the_matrix_and_the_exposure_show(store: Store) -> None:
    row = store.fetch(RiskSummary(as_of=THEN)).iloc[0]
    assert (row["open_risks"], row["rated_risks"], row["high_risks"], row["never_reviewed"]) == (3, 2, 1, 3)
    # Flood: half of 20,000, less a fifth of 10,000 for cheap sand; nobody's risk cannot be valued.
    # No action is on file, so how many are overdue is not known rather than nought.
    assert (row["emv"], row["emv_known"], is_unknown(row["overdue_actions"])) == (8_000, 2, True)
    rail = store.fetch(RiskSummary(as_of=THEN, departments=("Rail",))).iloc[0]
    assert (rail["open_risks"], rail["rated_risks"]) == (0, 0)
    assert is_unknown(rail["high_risks"])
    assert is_unknown(rail["emv"])


def test_risks_that_name_no_project_are_in_scope_only_where_nothing_is_filtered(store: Store) -> None:
    assert "Nobody's" in set(store.fetch(Risks(as_of=THEN))["name"])
    assert "Nobody's" not in set(store.fetch(Risks(as_of=THEN, departments=("Roads",)))["name"])


def test_register_lines_age_into_buckets_and_become_overdue(store: Store) -> None:
    rows = {(r.kind, r.bucket): (r.items, r.overdue) for r in store.fetch(RaidAgeing(as_of=THEN)).itertuples()}
    assert rows == {
        ("risk", "0-30 days"): (1, 0), ("risk", "91-180 days"): (1, 1), ("risk", "Not dated"): (1, 0),
        ("decision", "Not dated"): (1, 1),
    }  # fmt: skip
    late = store.fetch(Overdue(as_of=THEN))
    assert dict(zip(late["name"], late["overdue_days"], strict=True)) == {"Cheap sand": 10, "Choose the route": 10}
    assert store.fetch(Overdue(as_of=THEN, kinds=("decision",)))["name"].tolist() == ["Choose the route"]


def test_the_first_of_a_register_are_the_gravest_and_of_how_many_is_said(empty: Store) -> None:
    # The same score: what it is worth decides, 20 % of 900 before 20 % of 500; the closed one is last.
    scores = {"name": "R", "project": "P1", "probability": 4, "impact": 4, "probability_pct": 20.0, "status": "active"}
    risks = [
        scores | {"code": "R1", "impact_cost": 500.0},
        scores | {"code": "R2", "impact_cost": 900.0},
        scores | {"code": "R3", "impact": 5, "status": "completed"},
    ]
    actions = [
        {"code": f"A{n}", "name": "Do", "project": "P1", "status": "active", "due": D(2026, 1, n)} for n in (9, 2, 5)
    ]
    gates = [{"name": "G1", "project": project, "planned_date": D(2026, 3, 1)} for project in ("P1", "P2")]
    put(empty, JANUARY, project=[ASH, BIRCH], risk=risks, action=actions, gate=gates)

    assert empty.fetch(Risks())["code"].tolist() == ["R2", "R1", "R3"]
    assert empty.fetch(Risks(limit=1))["code"].tolist() == ["R2"]
    late = empty.fetch(Overdue(limit=2))
    assert late["code"].tolist() == ["A2", "A5"]
    assert set(late["lines"]) == {3}
    keys = empty.fetch(Gates())["project"].tolist()
    assert len(keys) == 2
    assert empty.fetch(Gates(projects=(keys[1],)))["project"].tolist() == keys[1:]


def test_a_benefit_due_before_its_project_finishes_is_at_risk(empty: Store) -> None:
    benefits = [
        {"code": "B1", "name": "Fewer accidents", "project": "P1", "due": D(2026, 1, 31)},
        {"code": "B2", "name": "Faster trips", "project": "P1", "due": D(2026, 12, 31)},
    ]
    put(empty, JANUARY, project=[ASH], benefit=benefits)
    rows = empty.fetch(Benefits()).set_index("name")
    assert rows["at_risk"].to_dict() == {"Fewer accidents": True, "Faster trips": False}
    assert rows.loc["Fewer accidents", "at_risk_reason"] == "The project finishes 10 days after the benefit is due."


def test_one_projects_facts_agree_with_its_rows(store: Store) -> None:
    row = store.fetch(ProjectFacts(project="P1", as_of=THEN)).to_dict("records")[0]
    assert (row["tasks"], row["done_tasks"], row["milestones"], row["missed_milestones"]) == (5, 2, 3, 1)
    assert (row["next_milestone"], row["open_risks"], row["high_risks"], row["objectives"]) == ("Roof", 2, 1, 2)
    assert row["derived_cost_rule"] == "Expected cost (forecast) is 5 % over the approved budget."
    assert row["row_number"] == 2


def test_one_projects_history_has_a_row_per_status_date(store: Store) -> None:
    rows = store.fetch(ProjectHistory(project="P1", as_of=NOW))
    assert rows["declared_overall"].tolist() == ["green", "red"]
    assert rows["rating"].tolist() == ["amber", "red"]
    assert rows["slip_days"].tolist() == [40, 99]


def test_tasks_stand_in_the_order_of_the_breakdown_with_their_depth(empty: Store) -> None:
    tasks: list[dict[str, Any]] = [
        {"code": "9", "name": "Last", "project": "P1", "wbs": "1.10"},
        {"code": "1", "name": "Whole", "project": "P1", "wbs": "1"},
        {"code": "5", "name": "Deep", "project": "P1", "wbs": "1.2.1", "planned_finish": D(2026, 1, 1)},
        {"code": "3", "name": "Second", "project": "P1", "wbs": "1.2"},
    ]
    put(empty, JANUARY, project=[ASH], task=tasks)
    rows = empty.fetch(ProjectTasks(project="P1"))
    assert rows["name"].tolist() == ["Whole", "Second", "Deep", "Last"]
    assert rows["depth"].tolist() == [1, 2, 3, 2]
    assert rows.set_index("name")["state"].to_dict()["Deep"] == "late"


def test_children_follow_their_parent_where_there_is_no_breakdown_code(empty: Store) -> None:
    tasks: list[dict[str, Any]] = [
        {"code": "A", "name": "Top", "project": "P1"},
        {"code": "B", "name": "Other", "project": "P1"},
        {"code": "C", "name": "Child", "project": "P1", "parent": "A"},
    ]
    put(empty, JANUARY, project=[ASH], task=tasks)
    rows = empty.fetch(ProjectTasks(project="P1")).set_index("name")
    assert rows["position"].to_dict() == {"Top": 1, "Child": 2, "Other": 3}
    assert rows["depth"].to_dict() == {"Top": 1, "Child": 2, "Other": 1}
    assert rows["is_summary"].to_dict() == {"Top": True, "Child": False, "Other": False}


def test_one_projects_registers_stand_in_one_list(store: Store) -> None:
    rows = store.fetch(ProjectRegister(project="P1", as_of=THEN))
    assert rows["name"].tolist() == ["Flood", "Cheap sand", "Frost"]
    assert rows["is_open"].tolist() == [True, True, False]


def test_what_changed_on_one_project_is_told_field_by_field(store: Store) -> None:
    rows = store.fetch(ProjectChanges(project="P1", as_of=NOW, compare_with=THEN))
    assert {(r.entity, r.kind, r.field, r.before, r.after) for r in rows.itertuples()} == {
        ("project", "changed", "declared_overall", "green", "red"),
        ("project", "changed", "forecast_finish", "2026-02-10", "2026-04-10"),
    }


def test_a_limit_takes_the_first_rows_only(store: Store) -> None:
    assert len(store.fetch(Tasks(as_of=THEN))) == 6
    assert len(store.fetch(Tasks(as_of=THEN, limit=2))) == 2
