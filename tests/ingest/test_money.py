"""Money as lists of projects write it: whose dollars, whose unit, and one project paid for from several sources."""

from __future__ import annotations

import pytest

from pmo_data.ingest.asked import asked
from tests.ingest.test_unseen import adds_up, read, rules, table, values

DOLLARS = "Project ID,Project name,Budget ($m),Spent ($m)\nP1,Ash,12.5,2\nP2,Elm,3,1\n"


def test_dollars_that_nothing_places_are_asked_about_once_and_the_answer_holds_for_every_column() -> None:
    found = table(DOLLARS)
    assert values(found, "currency") == ["USD", "USD"]
    question = next(q for q in asked(found).formats if q.what == "dollar")
    assert question.header == "Budget ($m)"
    assert question.sentence.endswith("nothing says whose dollars the amounts in $ are; read as US dollars.")

    told = table(DOLLARS, answers={"dollar": {"Budget ($m)": "CAD"}})
    assert values(told, "currency") == ["CAD", "CAD"]
    assert {told.plan.columns[i].format["currency"] for i in (2, 3)} == {"CAD"}
    assert "dollar_unsaid" not in rules(told)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Transport for New South Wales\n\nRef,Project,Budget\n1,Ash,$1200000\n2,Elm,$900000\n", "AUD"),
        ("Ref,Project,Budget\n1,Ash,$1200000\n2,Elm,$900000\n\nAll amounts in Canadian dollars\n", "CAD"),
        ("Ref,Project,Budget (NZ$),Spent\n1,Ash,1200000,$5\n2,Elm,900000,$6\n", "NZD"),
        ("Ref,Project,Budget,Spent\n1,Ash,$ 1200000 SGD,500000\n2,Elm,$900000 SGD,600000\n", "SGD"),
    ],
)
def test_dollars_are_those_that_a_title_a_note_another_column_or_the_cell_names(text: str, code: str) -> None:
    found = table(text)
    assert values(found, "currency") == [code, code]
    assert "dollar_unsaid" not in rules(found)


def test_a_column_of_currencies_says_whose_dollars_each_row_has_and_is_contradicted_by_other_signs_only() -> None:
    found = table("Ref,Project,Budget,Currency\n1,Ash,$1200000,AUD\n2,Elm,$900000,USD\n3,Oak,$800000,EUR\n")
    assert values(found, "currency") == ["AUD", "USD", "USD"]
    said = [f.message for f in found.findings if f.rule == "currency_contradicted"]
    assert len(said) == 1
    assert said[0].startswith("Currency: 1 row names another currency")
    assert not rules(table("Ref,Project,Budget (US$)\n1,Ash,1200000\n2,Elm,900000\n")) & {"dollar_unsaid"}


def test_an_amount_in_a_currency_of_its_own_is_in_full_where_that_is_nearer_to_the_others() -> None:
    found = table('Ref,Project,Budget ($\'000)\n1,Ash,"300,000 CHF"\n2,Elm,300\n3,Oak,450\n4,Fir,120\n5,Yew,90 CHF\n')
    assert [int(v) for v in values(found, "approved_budget")] == [300_000, 300_000, 450_000, 120_000, 90_000]
    assert values(found, "currency") == ["CHF", "USD", "USD", "USD", "CHF"]
    assert found.money["approved_budget"] == ("1260000.00", "0")
    said = next(f for f in found.findings if f.rule == "amount_in_full")
    assert (said.row, said.value) == (2, "300,000 CHF")


def test_an_amount_far_above_the_others_of_a_column_in_millions_is_doubted_only_if_it_may_be_in_full() -> None:
    listed = "Ref,Project,Budget (£m)\n1,Ash,3\n2,Elm,4.5\n3,Oak,£1.2m\n4,Fir,{}\n"
    found = table(listed.format("1200000"))
    said = next(f for f in found.findings if f.rule == "amount_doubted")
    assert said.message.startswith("Budget (£m): 1 amount is over 100 times as large as most (1200000)")
    assert values(found, "approved_budget")[2:] == [1_200_000, 1_200_000_000_000]
    assert "amount_doubted" not in rules(table(listed.format("900")))


SOURCES = (
    "Project ID,Project name,Funding source,Total cost,Amount approved,Status\n"
    "P1,Ash,Grant,150000,100000,Active\nP1,Ash,Loan,150000,50000,Active\nP2,Elm,Grant,70000,70000,Active\n"
    "P3,Oak,Reserves,50000,30000,Active\nP3,Oak,Grant,50000,20000,Active\n"
)


def test_a_project_with_a_line_for_each_source_of_money_is_one_with_its_differing_amounts_added_up() -> None:
    found = table(SOURCES.replace("Total cost", "Whole life cost").replace("Amount approved", "Approved budget"))
    assert values(found, "name") == ["Ash", "Elm", "Oak"]
    assert [int(v) for v in values(found, "approved_budget")] == [150_000, 70_000, 50_000]
    assert [int(v) for v in values(found, "whole_life_cost")] == [150_000, 70_000, 50_000]
    assert dict(values(found, "extra")[0]) == {"Funding source": "Grant; Loan"}
    assert dict(values(found, "original")[0])["approved_budget"] == "100000 + 50000"
    assert (found.counts.loaded, found.counts.not_data) == (3, 2)
    assert adds_up(found)
    assert found.money["approved_budget"] == ("270000.00", "0")
    assert next(f.message for f in found.findings if f.rule == "sources_added") == (
        "2 projects stand on several rows, one for each Funding source: 2 rows were folded into the first of its "
        "project, and Approved budget is added up."
    )


def test_ids_left_blank_under_the_first_line_of_a_project_paid_from_several_sources_are_filled() -> None:
    found = table(
        "Project ID,Project name,Funding source,Budget\nP1,Ash,Grant,100000\n,,Loan,50000\nP2,Elm,Grant,70000\n"
        "P3,Oak,Reserves,30000\n,,Grant,20000\n"
    )
    assert [int(v) for v in values(found, "approved_budget")] == [150_000, 70_000, 50_000]
    assert found.counts.held_back == 0


def test_lines_of_one_project_that_contradict_each_other_beside_their_source_are_no_sources() -> None:
    found = read(
        SOURCES.replace("Loan,150000,50000,Active", "Loan,150000,50000,Cancelled").replace("P3,Oak", "P4,Fir", 1)
    )
    assert found.refused is not None
    assert found.refused.startswith("Project ID P1 appears on rows 2 and 3 with different data.")


def test_an_amount_beside_columns_of_periods_is_not_that_of_each_period() -> None:
    found = read(
        "Project,Fund,Total project cost,Amount,FY25,FY26,FY27\nAsh,A,900,700,100,200,400\nElm,B,800,500,100,0,400\n"
    )
    lists, spending = found.tables
    assert (lists.entity, spending.entity) == ("project", "budget_period")
    assert [int(v) for v in values(spending, "planned_value")] == [100, 200, 400, 100, 0, 400]


@pytest.mark.parametrize(
    ("units", "budgets", "rule"),
    [
        (("$ thousands", "$ thousands"), ["4850000.00", "720000.00"], "unit_beside"),
        (("In €m", "In €m"), ["4850000000.00", "720000000.00"], "unit_beside"),
        (("In $ thousands", "In $"), ["4850.00", "720.00"], "units_differ"),
        (("Ports", "Roads"), ["4850.00", "720.00"], None),
    ],
)
def test_a_column_called_unit_says_what_the_amounts_are_counted_in_or_that_rows_differ(
    units: tuple[str, str], budgets: list[str], rule: str | None
) -> None:
    found = read(f"Project ID,Project,Unit,Budget\nK-1,Quay,{units[0]},4850\nK-2,Lock,{units[1]},720\n")
    assert [str(v) for v in values(found.tables[0], "approved_budget")] == budgets
    assert {f.rule for f in found.findings} & {"unit_beside", "units_differ"} == ({rule} if rule else set())
    taken = next(c.field for c in found.tables[0].plan.columns if c.header == "Unit")
    assert taken == (None if rule else "department")


def test_years_beside_a_column_of_units_are_scaled_by_it() -> None:
    found = read("Project,Unit,2026,2027,2028\nQuay,€m,12.5,9,8\nLock,€m,3.1,6,6\n")
    amounts = [int(v) for v in values(found.tables[0], "planned_value")]
    assert amounts == [12_500_000, 9_000_000, 8_000_000, 3_100_000, 6_000_000, 6_000_000]
