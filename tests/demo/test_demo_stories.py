"""Each planted story can be read off the CSVs, in the months it is said to happen."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

from tests.demo.conftest import Tables
from tests.demo.test_demo_facts import grade


def _finishes(months: dict[str, Tables], code: str) -> list[str]:
    return [tables["project"][code,]["forecast_finish"] for tables in months.values()]


def _cost_ratio(tables: Tables, code: str) -> float:
    row = tables["project"][code,]
    return float(row["forecast_cost"]) / float(row["approved_budget"])


def test_the_digital_programme_slips_at_every_status_date(months: dict[str, Tables]) -> None:
    for code in ("NM-31", "NM-32", "NM-33", "NM-34"):
        finishes = _finishes(months, code)
        assert all(before < after for before, after in pairwise(finishes)), code


def test_the_tram_programme_is_dragged_after_it(months: dict[str, Tables], last: Tables) -> None:
    for code in ("NM-21", "NM-26", "NM-28"):
        finishes = _finishes(months, code)
        assert finishes[7] < finishes[9] < finishes[11]
        assert grade(last["project"][code,]) == "amber"
    assert grade(last["project"]["NM-22",]) == "red"


def test_the_watermelon_is_green_by_its_own_word_and_red_by_the_data(months: dict[str, Tables], last: Tables) -> None:
    assert {tables["project"]["NM-12",]["declared_overall"] for tables in months.values()} == {"green"}
    reports = [row for row in last["status_report"].values() if row["project"] == "NM-12"]
    assert [row["overall"] for row in reports] == ["green"] * 12
    row = last["project"]["NM-12",]
    days = [date.fromisoformat(row[name]) for name in ("baseline_start", "baseline_finish", "forecast_finish")]
    assert (days[2] - days[1]).days / (days[1] - days[0]).days >= 0.2
    assert _cost_ratio(last, "NM-12") >= 1.2


def test_one_project_alone_serves_no_objective(last: Tables) -> None:
    serving = {row["project"] for row in last["contribution"].values()}
    assert {row["code"] for row in last["project"].values()} - serving == {"NM-55"}


def test_one_objective_alone_is_served_by_red_projects_only(last: Tables) -> None:
    colours: dict[str, set[str]] = defaultdict(set)
    for row in last["contribution"].values():
        colours[row["objective"]].add(grade(last["project"][row["project"],]))
    assert [code for code, found in sorted(colours.items()) if found == {"red"}] == ["O6"]
    assert {row["project"] for row in last["contribution"].values() if row["objective"] == "O6"} == {
        "NM-47", "NM-48", "NM-49",
    }  # fmt: skip


def test_one_specialist_alone_is_planned_past_her_capacity(last: Tables) -> None:
    load: dict[tuple[str, str], float] = defaultdict(float)
    for row in last["assignment"].values():
        load[row["person"], row["start"]] += float(row["share"] or 0)
    over = {person for (person, _), share in load.items() if share > 100}
    assert [last["person"][person,]["name"] for person in over] == ["Ingrid Halvorsen"]
    assert load[over.pop(), "2026-10-01"] == 180


def test_the_promise_moves_past_the_need_and_the_receiver_slips_next_month(months: dict[str, Tables]) -> None:
    dates = list(months)
    links = [months[day]["dependency"]["XD-01",] for day in dates]
    assert (links[0]["predecessor_project"], links[0]["successor_project"]) == ("NM-32", "NM-21")
    assert [link["promised_by"] > link["need_by"] for link in links[:8]] == [False] * 7 + [True]
    marks = [months[day]["task"]["NM-21", links[0]["successor"]]["forecast_finish"] for day in dates]
    assert marks[6] == marks[7] < marks[8]
    finishes = _finishes(months, "NM-21")
    assert finishes[6] == finishes[7] < finishes[8]


def test_forty_dependencies_cross_projects(last: Tables) -> None:
    links = [r for r in last["dependency"].values() if r["predecessor_project"] != r["successor_project"]]
    assert len(links) == 40
    assert all(row["need_by"] and row["promised_by"] and row["name"] for row in links)


def test_the_risk_comes_true_as_an_issue_and_the_cost_rises(months: dict[str, Tables], last: Tables) -> None:
    risk, issue = last["risk"]["NM-07", "R-07-01"], last["issue"]["NM-07", "I-07-01"]
    assert (risk["closed_on"], issue["raised_on"], issue["risk"]) == ("2026-06-09", "2026-06-09", "R-07-01")
    assert months["2026-05-31"]["risk"]["NM-07", "R-07-01"]["status"] == "active"
    assert ("NM-07", "I-07-01") not in months["2026-05-31"]["issue"]
    assert _cost_ratio(months["2026-05-31"], "NM-07") < 1.05
    assert _cost_ratio(last, "NM-07") > 1.2


def test_the_rebaseline_moves_budget_and_baseline_once_with_a_decision(months: dict[str, Tables]) -> None:
    rows = [tables["project"]["NM-42",] for tables in months.values()]
    assert [row["approved_budget"] for row in rows] == ["8100000"] * 6 + ["9300000"] * 6
    assert len({row["baseline_finish"] for row in rows[:6]}) == len({row["baseline_finish"] for row in rows[6:]}) == 1
    assert rows[5]["baseline_finish"] < rows[6]["baseline_finish"]
    decision = months["2026-05-31"]["decision"]["NM-42", "DE-42-90"]
    assert (decision["status"], decision["decided_on"]) == ("completed", "2026-05-20")


def test_the_stopped_project_is_cancelled_by_a_decision_and_spends_no_more(months: dict[str, Tables]) -> None:
    states = [tables["project"]["NM-56",]["status"] for tables in months.values()]
    assert states == ["active"] * 7 + ["cancelled"] * 5
    assert months["2026-06-30"]["decision"]["NM-56", "DE-56-90"]["decided_on"] == "2026-06-17"
    spent = [tables["project"]["NM-56",]["actual_cost"] for tables in months.values()]
    assert len(set(spent[7:])) == 1


def test_projects_that_ended_hand_on_lessons_noted_after_their_end(months: dict[str, Tables], last: Tables) -> None:
    ended = {code for (code,), row in last["project"].items() if row["status"] in ("completed", "cancelled")}
    assert ended <= {row["project"] for row in last["lesson"].values()}
    for row in last["lesson"].values():
        assert row["raised_on"] > last["project"][row["project"],]["actual_finish"]
    assert not any(row["project"] == "NM-56" for row in months["2026-05-31"]["lesson"].values())


def test_the_recovering_project_goes_from_red_to_green(months: dict[str, Tables]) -> None:
    grades = [grade(tables["project"]["NM-03",]) for tables in months.values()]
    assert grades[3] == "red"
    assert grades[6] == "amber"
    assert grades[11] == "green"
    assert months["2026-02-28"]["decision"]["NM-03", "DE-03-90"]["status"] == "completed"


def test_two_projects_join_and_none_is_ever_removed(months: dict[str, Tables]) -> None:
    seen = [set(tables["project"]) for tables in months.values()]
    assert [len(codes) for codes in seen] == [58] * 5 + [59] * 2 + [60] * 5
    assert seen[5] - seen[4] == {("NM-59",)}
    assert seen[7] - seen[6] == {("NM-60",)}


def test_the_completed_project_realises_less_than_its_target(last: Tables) -> None:
    assert last["project"]["NM-20",]["status"] == "completed"
    due = [r for r in last["benefit_period"].values() if r["benefit"] == "B-20" and r["period"] <= "2026-10-01"]
    target, actual = (sum(int(row[name]) for row in due) for name in ("target_value", "actual_value"))
    assert 0.55 < actual / target < 0.7


def test_a_benefit_is_due_before_its_red_project_ends(last: Tables) -> None:
    benefit = last["benefit"]["B-31",]
    project = last["project"][benefit["project"],]
    assert benefit["due"] == "2026-12-31" < project["forecast_finish"]
    assert grade(project) == "red"


def test_one_department_alone_reports_late(last: Tables) -> None:
    late = {
        last["project"][row["project"],]["department"]
        for row in last["status_report"].values()
        if row["submitted_on"] > row["due"]
    }
    assert late == {"Customer and communities"}


def test_money_is_spent_past_a_gate_that_was_never_held(last: Tables) -> None:
    gate = last["gate"]["NM-16", "Gate 3 Contract award"]
    assert (gate["planned_date"], gate["actual_date"], gate["outcome"]) == ("2026-02-13", "", "")
    spent = [r for r in last["cost_period"].values() if r["project"] == "NM-16" and r["period"] >= "2026-03-01"]
    assert sum(int(row["actual_cost"]) for row in spent) > 10_000_000
    overdue = [r for r in last["gate"].values() if not r["actual_date"] and "" < r["planned_date"] <= "2026-10-31"]
    assert {row["project"] for row in overdue} == {"NM-16", "NM-57"}


def test_one_project_has_had_no_news_for_four_months(last: Tables) -> None:
    stale = [r["code"] for r in last["project"].values() if r["status"] == "active" and r["updated_on"] < "2026-07-01"]
    assert stale == ["NM-57"]
    reports = [row["report_date"] for row in last["status_report"].values() if row["project"] == "NM-57"]
    assert max(reports) == "2026-06-20"


def test_one_project_has_no_manager_and_one_manager_leads_five(last: Tables) -> None:
    led = Counter(row["manager"] for row in last["project"].values())
    assert led[""] == 1
    assert last["project"]["NM-44",]["manager"] == ""
    assert led["Priya Raman"] == 5
    assert sorted(set(led.values())) == [1, 2, 5]


def test_two_projects_are_budgeted_in_euros_and_the_rates_are_there(last: Tables) -> None:
    euro = {row["code"] for row in last["project"].values() if row["currency"] == "EUR"}
    assert euro == {"NM-27", "NM-48"}
    assert {(row["from_currency"], row["to_currency"]) for row in last["exchange_rate"].values()} == {("EUR", "GBP")}
    assert len(last["exchange_rate"]) == 12
