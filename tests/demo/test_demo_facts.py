"""The demo is sound: counts, references, dates and sums hold at every status date."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from pmo_data.domain.catalogue import ENTITIES
from tests.demo.conftest import DEMO, Row, Tables

HAPPENED = (
    "actual_start", "actual_finish", "actual_date", "raised_on", "closed_on", "reviewed_on", "decided_on",
    "submitted_on", "updated_on", "last_contact", "approved_on",
)  # fmt: skip


def grade(project: Row) -> str:
    begin, planned, now = (date.fromisoformat(project[f"{name}"]) for name in (
        "baseline_start", "baseline_finish", "forecast_finish"))  # fmt: skip
    slip = (now - planned).days / (planned - begin).days
    cost = float(project["forecast_cost"]) / float(project["approved_budget"]) - 1
    return "red" if max(slip, cost) >= 0.2 else "amber" if max(slip, cost) >= 0.1 else "green"


def test_twelve_status_dates_run_from_november_to_october(months: dict[str, Tables]) -> None:
    assert list(months) == [
        "2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30",
        "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entity", "least", "most"),
    [
        ("project", 60, 60), ("objective", 6, 6), ("programme", 4, 4), ("portfolio", 2, 2), ("person", 80, 80),
        ("task", 3800, 4300), ("risk", 220, 280), ("issue", 110, 130), ("decision", 55, 70), ("action", 140, 160),
        ("lesson", 12, 16), ("benefit", 50, 50), ("gate", 300, 300), ("assumption", 60, 100),
        ("dependency", 3500, 4500),
    ],
)  # fmt: skip
def test_the_portfolio_has_the_size_it_is_said_to_have(last: Tables, entity: str, least: int, most: int) -> None:
    assert least <= len(last[entity]) <= most


def test_the_files_stay_under_six_megabytes() -> None:
    assert sum(path.stat().st_size for path in DEMO.rglob("*.csv")) < 6_000_000


def test_every_header_is_a_field_of_the_catalogue() -> None:
    for path in DEMO.rglob("*.csv"):
        with path.open(encoding="utf-8") as file:
            header = file.readline().strip().split(",")
        assert set(header) <= set(ENTITIES[path.stem].by_name), path


def test_choices_are_words_of_the_catalogue(last: Tables) -> None:
    for entity, rows in last.items():
        for field in (f for f in ENTITIES[entity].fields if f.choices):
            used = {row.get(field.name, "") for row in rows.values()} - {""}
            assert used <= set(field.choices.values if field.choices else ()), (entity, field.name)


def test_every_reference_leads_somewhere(months: dict[str, Tables]) -> None:
    for tables in months.values():
        codes = {entity: {row["code"] for row in rows.values() if "code" in row} for entity, rows in tables.items()}
        for entity, rows in tables.items():
            references = {f.name: f.reference for f in ENTITIES[entity].fields if f.reference}
            for name, target in references.items():
                found = {row.get(name, "") for row in rows.values()} - {""}
                assert found <= codes[target], (entity, name)
        links = tables["dependency"].values()
        assert {row[end] for row in links for end in ("predecessor", "successor")} <= codes["task"]


def test_nothing_happened_after_its_status_date(months: dict[str, Tables]) -> None:
    for status_date, tables in months.items():
        for entity, rows in tables.items():
            for row in rows.values():
                late = {name: row[name] for name in HAPPENED if row.get(name, "") > status_date}
                assert not late, (status_date, entity, row, late)


def test_progress_agrees_with_actual_dates(months: dict[str, Tables]) -> None:
    for status_date, tables in months.items():
        for task in tables["task"].values():
            percent = int(task["percent_complete"])
            assert (percent > 0) <= bool(task["actual_start"])
            assert (percent == 100) == bool(task["actual_finish"]), task
            assert task["forecast_start"] <= task["forecast_finish"]
            silent = task["project"] in ("NM-56", "NM-57") and status_date > "2026-06-30"
            assert task["actual_finish"] or silent or task["forecast_finish"] >= status_date[:8] + "01"


def test_objective_weights_and_shares_of_money_are_whole(last: Tables) -> None:
    assert sum(float(row["weight"]) for row in last["objective"].values()) == pytest.approx(1)
    shares: dict[str, int] = defaultdict(int)
    for row in last["contribution"].values():
        shares[row["project"]] += int(row["share"])
        assert 1 <= int(row["strength"]) <= 4
    assert set(shares.values()) == {100}


def test_money_by_month_adds_up_to_each_project(months: dict[str, Tables]) -> None:
    for tables in months.values():
        sums: dict[tuple[str, str], int] = defaultdict(int)
        for entity in ("budget_period", "cost_period"):
            for row in tables[entity].values():
                for name in ("planned_value", "forecast_cost", "actual_cost", "earned_value"):
                    sums[row["project"], name] += int(row.get(name, 0))
                    assert int(row.get(name, 0)) >= 0, row
        for project in tables["project"].values():
            code = project["code"]
            assert sums[code, "planned_value"] == int(project["approved_budget"]), code
            assert sums[code, "forecast_cost"] == int(project["forecast_cost"]), code
            assert sums[code, "actual_cost"] == int(project["actual_cost"]), code
            earned = 100 * sums[code, "earned_value"] / int(project["approved_budget"])
            assert earned == pytest.approx(float(project["percent_complete"]), abs=0.06), code


def test_task_costs_add_up_to_the_approved_budget(last: Tables) -> None:
    sums: dict[str, int] = defaultdict(int)
    for task in last["task"].values():
        sums[task["project"]] += int(task["planned_cost"]) if task["summary"] == "false" else 0
    assert sums == {row["code"]: int(row["approved_budget"]) for row in last["project"].values()}


def test_the_first_baseline_keeps_every_finish_to_start_link(months: dict[str, Tables]) -> None:
    tables = months["2025-11-30"]
    tasks = {row["code"]: row for row in tables["task"].values()}
    inner = [row for row in tables["dependency"].values() if not row["need_by"] and row["relation"] == "FS"]
    work = [row for row in inner if int(row["lag_days"]) >= 0 and tasks[row["successor"]]["milestone"] == "false"]
    assert len(work) > 2000
    for link in work:
        before, after = tasks[link["predecessor"]], tasks[link["successor"]]
        assert before["baseline_finish"] < after["baseline_start"], link


def test_about_sixty_percent_are_green_and_fifteen_red(last: Tables) -> None:
    grades = Counter(grade(row) for row in last["project"].values())
    assert 33 <= grades["green"] <= 39
    assert 12 <= grades["amber"] <= 18
    assert 8 <= grades["red"] <= 11
