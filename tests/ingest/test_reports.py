"""Reports and lists that say their columns in their own ways: earned-value reports, breakdowns, pipelines, nesting."""

from __future__ import annotations

import pytest

from pmo_data.ingest.prepare import Options, prepare_file
from pmo_data.ingest.recognise import remember
from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, rules, table, values

GROUPED = (
    "COST PERFORMANCE REPORT,,,,,,,,,\nContract: Tunnel,,,Report period: 2026-03,,,,,,\n"
    ",,Current Period,,,Cumulative to Date,,,At Completion,\n"
    "WBS,Item,BCWS,BCWP,ACWP,BCWS,BCWP,ACWP,BAC,EAC\n"
    "1.1,Site,1200,1100,1150,8200,8100,8350,12000,12400\n1.2,Piles,2300,2100,2400,5400,5000,5600,20000,21000\n"
    ",Total,3500,3200,3550,13600,13100,13950,32000,33400\n"
)
NAMED = (
    "Project,Status date,PV (month),EV (month),AC (month),PV (cumulative),EV (cumulative),AC (cumulative),CPI\n"
    "Tram,31/01/2026,100,90,110,100,90,110,0.82\nTram,28/02/2026,150,130,150,250,220,260,0.85\n"
)


def test_of_amounts_for_the_period_and_to_date_the_periods_own_are_read_and_the_others_kept_beside() -> None:
    found = read(GROUPED)
    spent, planned = found.tables
    assert (spent.entity, planned.entity) == ("cost_period", "budget_period")
    assert [int(v) for v in values(spent, "actual_cost")] == [1150, 2400]
    assert [int(v) for v in values(spent, "earned_value")] == [1100, 2100]
    assert [int(v) for v in values(planned, "planned_value")] == [1200, 2300]
    assert [str(d) for d in values(planned, "period")] == ["2026-03-01", "2026-03-01"]
    assert values(spent, "project") == ["Tunnel", "Tunnel"]
    assert dict(spent.rows.column("extra").to_pylist()[0])["Cumulative to Date – ACWP"] == "8350"
    assert "to_date_beside" in {f.rule for f in found.findings}
    assert adds_up(spent)


def test_the_same_is_told_from_words_in_the_headers_row_by_row() -> None:
    spent, planned = read(NAMED).tables
    assert [int(v) for v in values(spent, "actual_cost")] == [110, 150]
    assert [str(d) for d in values(spent, "period")] == ["2026-01-31", "2026-02-28"]
    assert [int(v) for v in values(planned, "planned_value")] == [100, 150]


def test_amounts_of_no_stated_period_say_so() -> None:
    text = "WBS,BCWS Current,BCWP Current,ACWP Current,BCWS Cum,BCWP Cum,ACWP Cum\n1.1,12,11,10,82,81,80\n"
    found = read(f"{text}1.2,9,8,7,50,49,48\n")
    assert [int(v) for v in values(found.tables[0], "actual_cost")] == [10, 7]
    assert {"period_unsaid", "to_date_beside"} <= {f.rule for f in found.findings}


def test_a_measure_that_stands_once_is_read_whatever_its_header_says_of_time() -> None:
    found = read(
        "Project,Month,Actual cost to date,Budget\nTram,2026-01,10,40\nTram,2026-02,25,40\nTram,2026-03,30,40\n"
    )
    assert "to_date_beside" not in {f.rule for f in found.findings}


def test_an_outline_without_column_names_is_a_breakdown_of_guessed_columns() -> None:
    found = read(
        "1,Tunnel,,\n1.1,Site,05/01/2026,20/02/2026\n1.1.1,Clear,05/01/2026,16/01/2026\n1.2,Piles,23/02/2026,30/04/2026\n"
    )
    (tasks,) = found.tables
    assert (tasks.entity, tasks.plan.confidence, tasks.plan.header_rows) == ("task", "guess", ())
    assert values(tasks, "name") == ["Tunnel", "Site", "Clear", "Piles"]
    assert values(tasks, "parent") == [None, "1", "1.1", "1"]
    assert [str(d) for d in values(tasks, "planned_finish")][1:] == ["2026-02-20", "2026-01-16", "2026-04-30"]
    assert {c.confidence for c in tasks.plan.columns} == {"guess"}
    assert "names_by_contents" in {f.rule for f in found.findings}
    assert adds_up(tasks)


def test_numbers_that_are_no_outline_do_not_name_columns() -> None:
    assert read("1,Ash\n2,Elm\n3,Oak\n4,Fir\n").refused
    assert read("1.5,Ash\n2.25,Elm\n3.75,Oak\n4.1,Fir\n").refused


def test_a_numbered_form_to_fill_in_is_no_breakdown() -> None:
    assert read(
        "1,About the project\n1.1,Project name\n1.2,Project ID\n1.3,SRO\n2,Scope\n2.1,Has it changed?\n"
    ).refused


def test_names_behind_their_outline_numbers_in_one_column_are_what_is_to_be_done() -> None:
    found = table(
        "Work breakdown structure\n1.0 Start\n   1.1 Charter\n   1.2 List\n2.0 Build\n   2.1 Site\n", "wbs.csv"
    )
    assert values(found, "name") == ["1.0 Start", "1.1 Charter", "1.2 List", "2.0 Build", "2.1 Site"]
    assert values(found, "parent") == [None, "1.0 Start", "1.0 Start", None, "2.0 Build"]


def test_a_pipeline_of_contracts_is_read_as_projects_and_said_to_be_a_guess() -> None:
    found = read(
        "Contract title,Department,Estimated value (£),Procurement route,Award date,Contract start,Contract end\n"
        'Road repair,Place,"12,000,000",Open,01/06/2027,01/09/2027,31/08/2032\n'
        'Cleaning,Corporate,"850,000",Framework,01/07/2027,15/08/2027,31/07/2030\n'
    )
    (listed,) = found.tables
    assert (listed.entity, listed.plan.confidence) == ("project", "guess")
    assert values(listed, "name") == ["Road repair", "Cleaning"]
    assert [int(v) for v in values(listed, "approved_budget")] == [12_000_000, 850_000]
    assert [str(d) for d in values(listed, "forecast_finish")] == ["2032-08-31", "2030-07-31"]
    assert fields(listed)["Award date"] is None
    assert "contracts_as_projects" in {f.rule for f in found.findings}


def test_projects_whose_list_speaks_of_contracts_are_projects_still() -> None:
    found, milestones = read(
        "Project ID,Project name,Contract value,Contract start,Award date\n1,Ash,100000,2026-01-01,2025-12-01\n"
        "2,Elm,200000,2026-02-01,2025-12-09\n"
    ).tables
    assert found.plan.confidence != "guess"
    assert fields(found)["Project name"] == "name"
    assert values(milestones, "name") == ["Award"] * 2


NESTED = (
    "Task,Owner,Start,Finish\nProgramme: Rivers,,,\nProject: Weir,,,\nSurvey,Ana,2026-01-05,2026-01-20\n"
    "Build,Bo,2026-01-21,2026-06-20\nProject: Reeds,,,\nPlant,Cy,2026-03-01,2026-05-20\nProgramme: Roads,,,\n"
    "Project: Bridge,,,\nDesign,Ana,2026-02-05,2026-04-20\n"
)


def test_of_nested_headings_each_level_is_carried_by_itself() -> None:
    found = table(NESTED)
    assert values(found, "project") == ["Weir", "Weir", "Reeds", "Bridge"]
    above = [dict(e)["Heading 1 above the rows"] for e in found.rows.column("extra").to_pylist()]
    assert above == ["Programme: Rivers"] * 3 + ["Programme: Roads"]
    assert (found.counts.loaded, found.counts.not_data, adds_up(found)) == (4, 5, True)
    again = prepare_file(NESTED.encode(), "june.csv", options=Options(memory=dict([remember(found.plan)]))).tables[0]
    assert values(again, "project") == values(found, "project")


def test_outer_headings_without_labels_are_known_by_what_follows_them_and_by_their_looks() -> None:
    found = table(
        "Ref,Project title,Lead,Status,Budget\nPEOPLE DIRECTORATE,,,,\nChildren's services,,,,\n"
        "101,School,Ana,Green,120000\n102,Nursery,Bo,Amber,90000\nAdult care,,,,\n103,Day centre,Cy,Red,5000000\n"
        "PLACE DIRECTORATE,,,,\n104,Ring road,Cy,Red,5000000\n"
    )
    assert values(found, "department") == ["PEOPLE DIRECTORATE"] * 3 + ["PLACE DIRECTORATE"]
    assert values(found, "category") == ["Children's services", "Children's services", "Adult care", None]


def test_nested_phases_above_tasks_are_nested_summary_tasks() -> None:
    found = table(
        "Task,Owner,Start,Finish\nPhase 1,,,\nDesign,,,\nSurvey,Ana,2026-01-05,2026-01-20\n"
        "Draw,Bo,2026-01-21,2026-02-20\nPermits,,,\nApply,Bo,2026-01-21,2026-02-20\nPhase 2,,,\nBuild,,,\n"
        "Dig,Cy,2026-03-01,2026-03-20\n"
    )
    assert values(found, "parent") == [
        None, "Phase 1", "Design", "Design", "Phase 1", "Permits", None, "Phase 2", "Build",
    ]  # fmt: skip
    assert values(found, "summary") == [True, True, False, False, True, False, True, True, False]


@pytest.mark.parametrize("told", ["week", "quarter"])
def test_one_pair_alone_is_not_taken_for_a_report(told: str) -> None:
    found = read(f"Project,Actual cost this {told},Actual cost to date\nTram,10,40\nPark,12,44\n")
    assert not any(f.rule == "to_date_beside" for f in found.findings)
    assert all("to_date_beside" not in rules(t) for t in found.tables)
