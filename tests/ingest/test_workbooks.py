"""Tables of the workbooks a project office keeps itself, each in a few lines made here."""

from __future__ import annotations

from tests.ingest.test_unseen import adds_up, read, table, values


def test_the_unit_above_a_table_counts_for_both_of_its_halves() -> None:
    rows = "Jan-26,10,9,11\nFeb-26,25,22,26\nMar-26,45,40,47\n"
    spent, planned = read(f"All values in k€\n\nMonth,Planned value,Earned value,Actual cost\n{rows}").tables
    assert [int(v) for v in values(spent, "actual_cost")] == [11_000, 26_000, 47_000]
    assert [int(v) for v in values(planned, "planned_value")] == [10_000, 25_000, 45_000]
    assert set(values(planned, "currency")) == {"EUR"}


CAPITAL = "Project,Sponsor,FY26,,,FY27,,\n,,Capex,Opex,Total,Capex,Opex,Total\n"


def test_capital_and_operating_money_under_years_is_planned_money_of_its_kind() -> None:
    found = read(f"Plan FY26 to FY27 (£000)\n\n{CAPITAL}Quay,CIO,100,20,120,200,30,230\nSilo,CFO,40,,40,,5,5\n")
    listed, planned = found.tables
    assert (listed.entity, values(listed, "sponsor")) == ("project", ["CIO", "CFO"])
    assert (planned.entity, planned.derived_from) == ("budget_period", "project")
    assert values(planned, "project") == ["Quay"] * 4 + ["Silo"] * 2
    assert values(planned, "spend") == ["capex", "opex", "capex", "opex", "capex", "opex"]
    assert [str(v)[:4] for v in values(planned, "period")] == ["2026", "2026", "2027", "2027", "2026", "2027"]
    assert [int(v) for v in values(planned, "planned_value")] == [100_000, 20_000, 200_000, 30_000, 40_000, 5_000]
    assert any(f.rule == "unit_beside" for f in found.findings)


def test_years_above_the_only_header_row_are_the_periods_of_capital_and_operating_money() -> None:
    text = "\n,2026,,2027,\nProject,CAPEX,OPEX,CAPEX,OPEX\nQuay,1000,200,3000,400\nSilo,500,,,60\n"
    planned = read(text).tables[1]
    assert values(planned, "spend") == ["capex", "opex", "capex", "opex", "capex", "opex"]
    assert [int(v) for v in values(planned, "planned_value")] == [1000, 200, 3000, 400, 500, 60]


def test_budget_actual_and_variance_of_each_month_beside_work_packages_are_money_by_month() -> None:
    head = "WBS,Work package,Jan-26,,,Feb-26,,\n,,Budget,Actual,Variance,Budget,Actual,Variance\n"
    planned, spent = read(f"{head}1.1,Demolition,10,12,-2,5,6,-1\n1.2,Lining,0,0,0,20,18,2\n").tables
    assert (planned.entity, spent.entity) == ("budget_period", "cost_period")
    assert values(planned, "task") == ["1.1", "1.1", "1.2", "1.2"]
    assert [int(v) for v in values(planned, "planned_value")] == [10, 5, 0, 20]
    assert [int(v) for v in values(spent, "actual_cost")] == [12, 6, 0, 18]
    assert adds_up(planned)


def test_low_likely_and_high_of_an_impact_are_parts_of_it_of_which_the_likely_one_is_read() -> None:
    head = "Risk ID,Risk title,Probability,Cost impact (£k),,,Schedule impact (days),,,Risk owner\n"
    parts = ",,%,Min,Most likely,Max,Min,Likely,Max,\n"
    rows = "T-1,Ground water,30%,50,100,200,5,10,20,Ada\nT-2,Machine stops,10%,500,800,1500,6,12,24,Bo\n"
    found = table(head + parts + rows)
    assert values(found, "code") == ["T-1", "T-2"]
    assert [int(v) for v in values(found, "impact_cost")] == [100_000, 800_000]
    assert [int(v) for v in values(found, "impact_days")] == [10, 12]
    assert [int(v) for v in values(found, "probability_pct")] == [30, 10]
