"""Real files of real organisations give the answers that were worked out independently of this program."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow.compute as pc
import pytest

from pmo_data.ingest.plan import PreparedFile, PreparedTable, RowCounts
from pmo_data.ingest.prepare import prepare_file
from tests.real.apart import apart

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.exists(), reason="the folder ../shared/data is not here"),
]
FOLDERS = ("portfolio", "tasks", "risk", "known/earned-value-7-weeks", "messy")


@cache
def _file(name: str) -> PreparedFile:
    path = DATA / name
    return prepare_file(path.read_bytes(), path.name)


def _main(name: str) -> PreparedTable:
    prepared = _file(name)
    assert prepared.refused is None, prepared.refused
    return prepared.tables[0]


def _counts(table: PreparedTable, field: str) -> Counter[str | None]:
    return Counter(table.rows.column(field).to_pylist())


def _absences(table: PreparedTable, field: str) -> Counter[str | None]:
    return Counter(dict(m or ()).get(field) for m in table.rows.column("absent").to_pylist())


def test_the_government_portfolio_of_march_2022_has_its_ratings_and_whole_life_cost() -> None:
    table = _main("portfolio/gmpp-2022-03.csv")
    assert table.rows.num_rows == 235
    ratings = _counts(table, "declared_overall")
    assert (ratings["amber"], ratings["red"], ratings["green"]) == (170, 27, 24)
    costs = table.rows.column("whole_life_cost")
    assert len(costs) - costs.null_count == 191
    assert pc.sum(costs).as_py() == Decimal("494181000000.00")
    assert len(set(table.rows.column("department").to_pylist())) == 18
    assert sorted(_counts(table, "category").values()) == [31, 45, 70, 89]


def test_exempt_under_section_43_is_withheld_and_nowhere_a_number() -> None:
    table = _main("portfolio/gmpp-2022-03.csv")
    exempt = 0
    for row in table.rows.to_pylist():
        for field, text in row["original"] or ():
            if text.startswith("Exempt under"):
                exempt += 1
                assert row[field] is None or field == "declared_overall"
                assert dict(row["absent"] or ()).get(field) == "withheld"
    assert exempt > 50
    assert _absences(table, "whole_life_cost")["withheld"] > 10


def test_one_department_of_the_same_return_has_22_projects() -> None:
    assert _main("portfolio/gmpp-2022-03-beis.csv").rows.num_rows == 22


def test_the_transposed_portfolio_of_2014_has_199_projects_on_a_five_point_scale() -> None:
    table = _main("portfolio/gmpp-joined-2014.csv")
    ratings = _counts(table, "declared_overall")
    assert table.rows.num_rows == 199
    assert [ratings[r] for r in ("amber", "amber_green", "green", "red")] == [63, 54, 17, 4]
    # The published count of 36 is of cells that say "Amber/Red"; one more says "Amber/ Red" and means the same.
    spelled = [dict(row["original"] or ()).get("declared_overall") for row in table.rows.to_pylist()]
    assert sum(text is not None and text.casefold() == "amber/red" for text in spelled) == 36
    assert spelled.count("Amber/ Red") == 1
    assert ratings["amber_red"] == 37


@pytest.mark.parametrize(("name", "projects"), [("2018", 133), ("2022", 235)])
def test_the_joined_portfolios_have_all_their_projects(name: str, projects: int) -> None:
    assert _main(f"portfolio/gmpp-joined-{name}.csv").rows.num_rows == projects


def test_the_water_company_keeps_its_forecast_to_the_cent() -> None:
    table = _main("portfolio/melbourne-water.csv")
    assert table.rows.num_rows == 445
    assert pc.sum(table.rows.column("forecast_cost")).as_py() == Decimal("5113659152.50")


def test_the_water_companys_three_ways_of_writing_dates_never_put_stage_3_before_stage_1() -> None:
    lines = [dict(m or ()) for m in _main("portfolio/melbourne-water.csv").rows.column("extra").to_pylist()]
    both = [(line["Stage1"], line["Stage3"]) for line in lines if "Stage1" in line and "Stage3" in line]
    assert len(both) > 200
    assert all(date.fromisoformat(first) <= date.fromisoformat(third) for first, third in both)


def test_the_city_dashboard_is_a_history_whose_latest_budgets_add_up() -> None:
    table = _main("portfolio/nyc-capital-projects.csv")
    assert table.counts.loaded == 2259
    lines = table.rows.select(["code", "status_date", "forecast_cost", "stage"]).to_pylist()
    assert len({line["status_date"] for line in lines}) == 15
    latest = {line["code"]: line for line in sorted(lines, key=lambda line: line["status_date"])}
    assert len(latest) == 378
    assert sum(line["forecast_cost"] or 0 for line in latest.values()) == Decimal("31974750591.75")
    stages = Counter(line["stage"] for line in latest.values())
    assert stages["Construction"] == 147
    assert stages[None] == 94


def test_the_world_bank_file_of_text_cells_has_500_projects() -> None:
    assert _main("portfolio/world-bank-2014.xlsx").rows.num_rows == 500


def test_a_list_of_sites_without_dates_or_money_is_counted_whole() -> None:
    assert _main("portfolio/nyc-cpdb.csv").counts.in_file == 2898


def test_tasks_that_repeat_per_developer_are_counted_once_with_their_hours() -> None:
    tasks, assignments = _file("tasks/sip-task-info.csv").tables
    assert tasks.rows.num_rows == 10266
    assert pc.sum(tasks.rows.column("actual_work_hours")).as_py() == pytest.approx(95001.98, abs=0.005)
    assert pc.sum(tasks.rows.column("work_hours")).as_py() == pytest.approx(90454.20, abs=0.005)
    assert assignments.entity == "assignment"
    assert assignments.rows.num_rows == 12299


def test_the_observatory_schedule_keeps_401_tasks_and_its_lists_of_links() -> None:
    tasks, links = _file("tasks/lsst-2018-02.csv").tables
    assert tasks.counts.in_file in (401, 402)
    first = [line for line in links.rows.to_pylist() if line["successor"] == "LSST-1520"]
    assert {line["predecessor"] for line in first} >= {"LSST-1470", "COMC-0020"}


def test_rows_with_unquoted_commas_are_reported_and_never_shifted() -> None:
    table = _main("tasks/pert-unquoted-commas.csv")
    assert table.counts.in_file == 15
    held = {f.row for f in table.findings if f.severity == "error"}
    assert {12, 13, 14, 15, 16} <= held
    assert not held & set(table.rows.column("row").to_pylist())


def test_the_filled_risk_register_has_23_risks_whose_score_is_the_product() -> None:
    table = _main("risk/uwa-risk-register.xlsx")
    assert table.rows.num_rows == 23
    lines = table.rows.to_pylist()
    assert all(line["score"] == line["probability"] * line["impact"] for line in lines)
    assert sum(line["score"] for line in lines) == 244
    assert sum(line["score"] >= 15 for line in lines) == 4


CUMULATIVE = {
    "PV": ("planned_value", [2400, 4400, 7650, 10150, 14350, 16900, 17700]),
    "AC": ("actual_cost", [2500, 3900, 6650, 9250, 13850, 16100, 17200]),
    "EV": ("earned_value", [1610, 3755, 6985, 9609, 10850, 14590, 17700]),
}


@pytest.mark.parametrize("name", ["PV", "AC", "EV"])
def test_weeks_as_columns_give_the_published_cumulative_series(name: str) -> None:
    field, expected = CUMULATIVE[name]
    table = _main(f"known/earned-value-7-weeks/{name}_data.csv")
    by_period: Counter[object] = Counter()
    for line in table.rows.to_pylist():
        by_period[line["period"]] += line[field]
    total, series = Decimal(0), []
    for period in sorted(by_period, key=str):
        total += by_period[period]
        series.append(int(total))
    assert series == expected


def _all_files() -> list[Path]:
    found = [p for folder in FOLDERS for p in sorted((DATA / folder).rglob("*"))]
    return [p for p in found if p.is_file() and p.suffix in (".csv", ".xlsx", ".xls", ".xlsm", ".ods", ".tsv", ".txt")]


def _counted(folder: str) -> list[tuple[str, RowCounts, int]]:
    """Each table of a folder's files: its file, how its rows were counted, and how many were handed on."""
    names = [str(p.relative_to(DATA)) for p in _all_files() if p.is_relative_to(DATA / folder)]
    return [(name, table.counts, table.rows.num_rows) for name in names for table in _file(name).tables]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_row_of_any_real_file_is_lost_without_a_word(folder: str) -> None:
    tables = apart(_counted, folder)
    assert tables
    for path, counts, handed_on in tables:
        assert counts.in_file == counts.loaded + counts.held_back + counts.not_data, path
        assert counts.loaded == handed_on, path
