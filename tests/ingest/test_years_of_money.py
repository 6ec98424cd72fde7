"""Money by year as programmes publish it: words around the years, and several years in one column."""

from __future__ import annotations

import pytest

from pmo_data.ingest.plan import PreparedFile
from pmo_data.ingest.recognise.vocabulary.spans import spans_years
from tests.ingest.test_unseen import read, values


def by_year(found: PreparedFile, entity: str, field: str) -> list[tuple[str, int]]:
    rows = next(t for t in found.tables if t.entity == entity)
    return [(str(d)[:4], int(v)) for d, v in zip(values(rows, "period"), values(rows, field), strict=True)]


def left(found: PreparedFile) -> list[str]:
    return [f.message for f in found.findings if f.rule == "spans_left"]


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("2027-2029", True), ("2027–29 €m", True), ("2027/28 to 2029/30", True), ("FY27-FY30", True),
        ("2030 onwards", True), ("2030+", True), ("Beyond 2030", True), ("Prior years", True),
        ("Later years £m", True), ("2027/28", False), ("2025-2026", False), ("2006-12", False), ("2026-06-30", False),
        ("FY26/27", False), ("Previous year", False), ("Spend to date", False), ("Jan-25", False),
    ],
)  # fmt: skip
def test_a_header_of_several_years_is_told_from_one_of_a_year_or_a_day(name: str, several: bool) -> None:
    assert spans_years(name) is several


def test_what_is_expected_each_year_and_in_several_years_together() -> None:
    head = "Project,Owner,Expected expenditure 2026 €,Expected expenditure 2027 €,Expected expenditure 2028 €,"
    found = read(f"{head}2029-2031 €,2032 onwards €\nQuay,Jo,1200,900,800,2400,500\nLock,Al,310,600,700,400,0\n")
    assert by_year(found, "budget_period", "forecast_cost") == [
        ("2026", 1200), ("2027", 900), ("2028", 800), ("2026", 310), ("2027", 600), ("2028", 700),
    ]  # fmt: skip
    assert [t.entity for t in found.tables] == ["project", "budget_period"]
    assert "“2029-2031 €” and “2032 onwards €” are of several years together" in left(found)[0]
    kept = dict(values(found.tables[0], "extra")[0])
    assert (kept["2029-2031 €"], kept["2032 onwards €"]) == ("2400", "500")


def test_spend_to_date_beside_years_does_not_make_them_spent() -> None:
    rows = "Quay,Coast,48.5,12.5,10,9,8,9\nLock,Roads,21,3,6,6,4,2\n"
    found = read(f"Project,Programme,Total cost £m,Spend to date £m,2026 £m,2027 £m,2028 £m,Later years £m\n{rows}")
    assert [str(v) for v in values(found.tables[0], "actual_cost")] == ["12500000.00", "3000000.00"]
    assert by_year(found, "budget_period", "planned_value")[:2] == [("2026", 10_000_000), ("2027", 9_000_000)]
    assert left(found)


def test_years_together_beside_years_feed_no_period() -> None:
    rows = "Quay,500,1200,900,800,2400,500,6300\nLock,0,310,600,700,400,0,2010\n"
    found = read(f"Scheme,Prior years,2026,2027,2028,2029-2031,2032 onwards,Total\n{rows}")
    assert by_year(found, "budget_period", "planned_value")[3:] == [("2026", 310), ("2027", 600), ("2028", 700)]
    assert "“Prior years”, “2029-2031” and “2032 onwards”" in left(found)[0]


def test_years_called_spent_beside_years_called_budget_are_two_measures() -> None:
    head = "Project,Expenditure 2024,Expenditure 2025,Budget 2026,Budget 2027"
    found = read(f"{head}\nQuay,1200,900,800,700\nLock,310,600,500,400\n")
    assert by_year(found, "cost_period", "actual_cost")[:2] == [("2024", 1200), ("2025", 900)]
    assert by_year(found, "budget_period", "planned_value")[:2] == [("2026", 800), ("2027", 700)]


def test_no_single_year_of_what_was_spent_is_all_that_a_project_cost() -> None:
    head = "Project,Owner,Expenditure 2023,Expenditure 2024,Expenditure 2025"
    found = read(f"{head}\nQuay,Al,1200,900,800\nLock,Bo,310,600,500\n")
    assert by_year(found, "cost_period", "actual_cost")[:3] == [("2023", 1200), ("2024", 900), ("2025", 800)]
    assert "actual_cost" not in {c.field for c in found.tables[0].plan.columns}


def test_numbers_and_titles_of_projects_beside_years_are_a_list_of_projects() -> None:
    rows = "A1,Quay,Works,900,800,0\nA2,Lock,Parks,300,200,100\n"
    found = read(f"Project No.,Project Title,Department,FY2026,FY2027,FY2028\n{rows}")
    assert [t.entity for t in found.tables] == ["project", "budget_period"]
    assert values(found.tables[1], "project") == ["A1"] * 3 + ["A2"] * 3


def test_lines_of_capital_and_running_cost_by_month_are_no_projects_twice() -> None:
    rows = "Quay,Capex,1000,1200,900,3100\nQuay,Opex,100,120,90,310\nLock,Capex,500,500,600,1600\n"
    found = read(f"Project,Type,Jan-26,Feb-26,Mar-26,Total\n{rows}")
    assert [t.entity for t in found.tables] == ["budget_period"]
    assert values(found.tables[0], "spend") == ["capex"] * 3 + ["opex"] * 3 + ["capex"] * 3
    assert [int(v) for v in values(found.tables[0], "planned_value")][3:6] == [100, 120, 90]
