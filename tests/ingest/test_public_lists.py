"""Lists as public bodies, laboratories and small teams publish them: the shapes alone, in a few lines made here."""

from __future__ import annotations

import pytest

from tests.ingest.test_unseen import adds_up, read, rules, table, values


def fed(text: str, name: str = "list.csv") -> dict[str, tuple[str | None, str]]:
    """Each header with the field it feeds and how sure that is."""
    return {c.header: (c.field, c.confidence) for c in table(text, name).plan.columns}


def test_a_list_by_period_whose_amounts_are_called_cumulative_keeps_each_periods_increase() -> None:
    rows = "K-1,2026-01-31,10,12\nK-1,2026-02-28,30,40\nK-2,2026-01-31,5,4\nK-2,2026-02-28,25,30\n"
    found = {t.entity: t for t in read(f"project_id,period_end,planned_cum_cost,actual_cum_cost\n{rows}").tables}
    assert [int(v) for v in values(found["cost_period"], "actual_cost")] == [12, 28, 4, 26]
    assert [int(v) for v in values(found["budget_period"], "planned_value")] == [10, 20, 5, 20]
    assert all("cumulative" in rules(t) and adds_up(t) for t in found.values())


def test_cumulative_amounts_beside_days_of_projects_are_the_projects_own() -> None:
    found = fed(
        "Project ID,Project name,Start date,Cumulative spend\nK-1,Tram,2026-01-04,100\nK-2,Park,2026-02-04,20\n"
    )
    assert found["Cumulative spend"] == ("actual_cost", "exact")
    assert found["Project name"] == ("name", "exact")


@pytest.mark.parametrize(("numbers", "field"), [("12345", None), ("01101", "milestone")])
def test_numbers_under_milestone_count_them_unless_they_are_nothing_but_0_and_1(
    numbers: str, field: str | None
) -> None:
    rows = "".join(f"Step {i},K-1,{n},{20 * i},400\n" for i, n in enumerate(numbers))
    assert fed(f"Task name,Project ID,Milestone,% complete,Planned cost\n{rows}")["Milestone"][0] == field


def test_project_numbers_with_what_each_is_are_a_list_of_projects() -> None:
    rows = "01,North,N4,Lime,X-101,New roof,2026,120000\n02,South,S1,Oak,X-102,New windows,2026,80000\n"
    rows += "02,South,S7,Elm,X-103,Boiler,2027,64000\n"
    found = table(f"District,Borough,Building ID,School,Project #,Description,FY,Total\n{rows}")
    assert found.entity == "project"
    assert values(found, "code") == ["X-101", "X-102", "X-103"]
    assert values(found, "name") == ["New roof", "New windows", "Boiler"]


def test_projects_that_only_a_description_names_are_known_by_their_days_and_money() -> None:
    rows = "DDC,Rebuild of the north pier,2026-02-01,2028-06-01,5000000,100000,200000.5\n"
    rows += "DEP,Storage tunnel under the creek,2026-03-01,2031-06-01,9000000,0,0\n"
    head = "agency,description,mindate,maxdate,planned_budget,committed_to_date,spent_to_date\n"
    found = table(head + rows)
    assert found.entity == "project"
    assert values(found, "name") == ["Rebuild of the north pier", "Storage tunnel under the creek"]
    assert [str(v) for v in values(found, "approved_budget")] == ["5000000.00", "9000000.00"]
    assert [str(v) for v in values(found, "forecast_finish")] == ["2028-06-01", "2031-06-01"]
    assert [str(v) for v in values(found, "actual_cost")] == ["200000.50", "0.00"]


def test_names_of_places_do_not_make_repeated_projects_into_peoples_work() -> None:
    head = "Name,Construction_Start_Date,Budget,Percent_Completed,Location,geoName\n"
    rows = "".join(f"{n},3/25/2026,{600 + len(n)},0,{i} Hill,Area {i}\n" for n in ("Pump", "Main line") for i in (1, 2))
    found = read(head + rows)
    assert [t.entity for t in found.tables] == ["project"]
    assert found.tables[0].rows.num_rows == 4


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("State / Territory", ("NT", "WA", "SA"), "location"),
        ("Percent completed", ("10", "40", "99"), "percent_complete"),
        ("Planned budget", ("120000", "90000", "76000"), "approved_budget"),
        ("Reference link", ("https://a.example/1", "https://a.example/2", "https://a.example/3"), None),
        ("Risk", ("2", "5", "4"), None),
    ],
)
def test_a_column_of_projects_is_what_its_name_and_values_say(
    header: str, cells: tuple[str, ...], field: str | None
) -> None:
    rows = "".join(f"K-{i},Depot {i},Jo,{cell}\n" for i, cell in enumerate(cells))
    assert fed(f"Project ID,Project name,Project manager,{header}\n{rows}")[header][0] == field


def test_a_link_is_no_cause_and_a_mitigant_is_the_mitigation() -> None:
    rows = "R1,Delay,4,5,Ask early,https://a.example/1\nR2,Flood,2,5,Build a dam,https://a.example/2\n"
    found = fed(f"risk_id,risk,likelihood,impact,mitigant,source_url\n{rows}")
    assert (found["mitigant"][0], found["source_url"][0]) == ("mitigation", None)


@pytest.mark.parametrize(
    ("header", "budget"),
    [
        ("budget_m", "12500000.00"),
        ("Total budget millions", "12500000.00"),
        ("Budget in thousands", "12500.00"),
        ("approved_cost_bn", "12500000000.00"),
        ("BudgetK", "12500.00"),
        ("Budget M (GBP)", "12500000.00"),
        ("Budget", "12.50"),
    ],
)
def test_the_last_word_of_a_header_of_money_says_what_one_counts(header: str, budget: str) -> None:
    found = table(f"project_id,project_name,department,{header}\nK-1,Tram,Roads,12.5\nK-2,Park,Green,8\n")
    assert str(values(found, "approved_budget")[0]) == budget


def test_words_of_a_rating_among_statuses_of_milestones_say_that_the_work_goes_on() -> None:
    rows = "M1,K-1,Design,2026-03-01,Complete\nM2,K-1,Build,2026-04-01,On Track\nM3,K-1,Test,2026-05-01,At Risk\n"
    found = table(f"milestone_id,project_id,milestone,due_date,status\n{rows}")
    assert values(found, "status") == ["completed", "active", "active"]
    assert "value_unknown" not in rules(found)


def test_milestones_that_only_have_an_id_are_named_by_their_phase() -> None:
    rows = "M1,S1,Site planning,2026-03-01,1\nM2,S1,Launch,2026-04-01,2\nM3,S2,Site planning,2026-05-01,1\n"
    found = table(f"milestone_id,site_id,phase,planned_date,sequence\n{rows}")
    assert values(found, "name") == ["Site planning", "Launch", "Site planning"]
    assert values(found, "milestone") == [True, True, True]


def test_hours_by_day_are_of_whoever_the_only_other_id_names_as_a_guess() -> None:
    rows = "T1,A1,P7,2026-02-05,5.5\nT2,A1,P7,2026-02-06,7\nT3,A2,P9,2026-02-05,1.5\n"
    found = table(f"timesheet_id,assignment_id,painter_id,work_date,hours_logged\n{rows}", "timesheets.csv")
    assert {c.header: c.confidence for c in found.plan.columns if c.field == "person"} == {"painter_id": "guess"}
    assert values(found, "person") == ["P7", "P7", "P9"]
    assert values(found, "actual_hours") == [5.5, 7.0, 1.5]


@pytest.mark.parametrize("mark", [",", ";"])
def test_rows_that_stand_in_quotes_as_a_whole_are_split_inside_them(mark: str) -> None:
    rows = [f'"R1{mark}Late{mark}Ana{mark}""at, or above"""', f'"R2{mark}Flood{mark}Bo{mark}"']
    head = f'"Risk ID{mark}Risk{mark}Owner{mark}Comment"'
    found = read("\r\n".join([head, *rows, ""]))
    assert values(found.tables[0], "owner") == ["Ana", "Bo"]
    assert values(found.tables[0], "comment") == ["at, or above", None]
    assert [f.rule for f in found.findings if f.rule == "rows_in_quotes"] == ["rows_in_quotes"]


def test_one_column_of_quoted_words_with_commas_stays_one_column() -> None:
    found = read('"Task name"\n"Paint, first coat"\n"Paint, second coat"\n', "tasks.csv")
    assert values(found.tables[0], "name") == ["Paint, first coat", "Paint, second coat"]


def test_ids_that_begin_with_the_id_they_belong_to_tell_the_outline() -> None:
    rows = "site,Site,2026-01-05\nsite.dig,Dig,2026-01-05\nsite.dig.north,North,2026-01-06\nroof,Roof,2026-02-01\n"
    found = table(f"Id,Task name,Start\n{rows}")
    assert values(found, "parent") == [None, "site", "site.dig", None]
    assert values(found, "summary") == [True, True, False, False]


def test_ids_with_dots_that_belong_to_no_other_tell_no_outline() -> None:
    found = table("Id,Task name,Start\nv1.2,Build,2026-01-05\nv1.3,Test,2026-01-06\nv2.0,Ship,2026-01-07\n")
    assert "outline" not in found.plan.settings


def test_costs_by_day_are_of_a_period_and_a_kind_of_cost_is_no_choice_between_capital_and_operating() -> None:
    rows = "".join(
        f"C{i},K-1,2026-0{i}-07,{kind},{100 * i}\n" for i, kind in enumerate(("", "travel", "tools", "rent")) if i
    )
    found = table(f"cost_id,project_id,cost_date,cost_type,amount\n{rows}")
    assert (found.entity, values(found, "category")) == ("cost_period", ["travel", "tools", "rent"])
    assert [str(d) for d in values(found, "period")] == ["2026-01-07", "2026-02-07", "2026-03-07"]
    assert not {"value_unknown", "period_unsaid"} & rules(found)
    capital = fed("project_id,cost_date,cost_type,amount\nK-1,2026-01-07,Capex,10\nK-1,2026-02-07,Opex,20\n")
    assert capital["cost_type"][0] == "spend"


def test_three_estimates_of_an_impact_are_no_step_of_a_scale() -> None:
    head = "risk_id,title,probability,impact_low,impact_mode,impact_high,expected_impact_days\n"
    found = fed(f"{head}R1,Delay,0.35,8,16,30,6.3\nR2,Flood,0.2,10,20,35,4\nR3,Strike,0.25,3,8,15,2\n")
    assert {h: f for h, (f, _) in found.items() if h.startswith("impact_")} == {
        "impact_low": None, "impact_mode": None, "impact_high": None,
    }  # fmt: skip
    assert found["expected_impact_days"][0] == "impact_days"


def test_weeks_of_work_are_weeks() -> None:
    found = table("task,start,end,weeks_work\nDig,2026-01-05,2026-03-05,2\nBuild,2026-02-05,2026-06-05,10\n")
    assert values(found, "work_hours") == [80.0, 400.0]


def test_change_orders_by_their_initials_are_a_register_of_changes() -> None:
    rows = "K-1,1,CO-11,33790,Scope change,2026-07-08\nK-2,2,CO-12,10909,Client request,2026-08-01\n"
    found = table(f"project_id,phase_id,co_id,co_cost,co_reason,date\n{rows}")
    assert found.entity == "decision"
    assert values(found, "code") == ["CO-11", "CO-12"]
    assert values(found, "rationale") == ["Scope change", "Client request"]


@pytest.mark.parametrize("label", ["Labels", "Etiketten"])
def test_what_carries_labels_is_a_trackers_issue_as_a_guess(label: str) -> None:
    rows = 'Wrong total,Sum it again,"UI,Import",High,Alpha\nSlow page,Make it quick,UI,Low,Beta\n'
    found = table(f"Title,Description,{label},Priority,Milestone\n{rows}", "export.csv")
    assert (found.entity, found.plan.confidence) == ("issue", "guess")


def test_a_risk_of_an_associated_project_is_of_that_project() -> None:
    rows = "R1,Delay,High,Low,K-1 (Tram)\nR2,Flood,Low,High,K-2 (Park)\n"
    found = fed(f"Risk_ID,Risk_Title,Probability,Impact,Project_Associated\n{rows}")
    assert found["Project_Associated"] == ("project", "likely")


def test_words_of_a_rating_that_stand_beside_nothing_done_or_not_begun_are_asked_for() -> None:
    rows = "M1,K-1,Design,2026-03-01,On hold\nM2,K-1,Build,2026-04-01,On Track\nM3,K-1,Test,2026-05-01,Slipping\n"
    found = table(f"milestone_id,project_id,milestone,due_date,status\n{rows}")
    assert values(found, "status") == ["on_hold", None, None]
    assert "value_unknown" in rules(found)


def test_aid_by_recipient_sector_and_amount_is_a_list_of_projects() -> None:
    head = "Financier;Recipient;Commitment Year;Title;Sector Name;Funding Agencies;Amount in USD (nominal);Location\n"
    rows = "Norway;Nepal;2025;Repair of the old bridge;TRANSPORT;Norad;13318641;Pokhara\n"
    rows += "Norway;Nepal;2026;Solar roofs for two schools;ENERGY;Norad;373124;Kirtipur\n"
    found = table(head + rows)
    assert found.entity == "project"
    assert values(found, "name") == ["Repair of the old bridge", "Solar roofs for two schools"]
    assert [str(v) for v in values(found, "approved_budget")] == ["13318641.00", "373124.00"]
    assert (values(found, "client"), values(found, "currency")) == (["Nepal"] * 2, ["USD"] * 2)


def test_reports_by_week_of_the_same_projects_are_reports_not_projects() -> None:
    head = "doc_id,project_id,project_name,week,text,rag_status,created_at,progress_pct\n"
    rows = "".join(f"D{k}{w},K-{k},Tram {k},{w},Went well,{'Red' if w > 1 else 'Green'},{13 + w}-07-2026,6{w}\n"
                   for k in (1, 2) for w in (1, 2))  # fmt: skip
    found = table(head + rows)
    assert (found.entity, values(found, "overall")) == ("status_report", ["green", "red", "green", "red"])
    assert [str(d) for d in values(found, "report_date")][:2] == ["2026-07-14", "2026-07-15"]


@pytest.mark.parametrize(
    ("ids", "codes"),
    [
        (("688110.0", "308469.0"), ["688110", "308469"]),
        (("688110.0", "308469.5"), ["688110.0", "308469.5"]),
        (("1.0", "2.0"), ["1.0", "2.0"]),
    ],
)
def test_long_ids_that_a_program_has_written_with_a_decimal_place_lose_it(
    ids: tuple[str, ...], codes: list[str]
) -> None:
    rows = "".join(f"{i},Study {n},Project closed,2026-0{n}-01\n" for n, i in enumerate(ids, start=1))
    found = table(f"project id,project title,status,end_date\n{rows}")
    assert (values(found, "code"), values(found, "status")) == (codes, ["completed", "completed"])


@pytest.mark.parametrize(
    ("days", "field"),
    [(("2026-03-01", "", "2026-03-09"), "actual_finish"), (("2026-03-01", "2026-04-01", ""), "planned_finish")],
)
def test_a_completion_date_that_only_finished_work_has_is_when_it_was_finished(
    days: tuple[str, ...], field: str
) -> None:
    rows = "".join(
        f"{i},{s},Part {i},{d}\n" for i, (s, d) in enumerate(zip(("done", "not started", "done"), days, strict=True))
    )
    found = fed(f"ID,Status,Task name,COMPLETION_DATE\n{rows}")
    assert found["COMPLETION_DATE"] == (field, "guess")


def test_an_epic_that_is_none_of_the_rows_is_kept_beside_them() -> None:
    rows = "Sign in,Log on,2026-03-10,2026-03-18\nSign in,Reset,2026-03-18,2026-03-23\n"
    rows += "Reports,Export,2026-03-23,2026-04-01\n"
    found = table(f"Epic,Feature,Start date,End date\n{rows}")
    assert "reference_unknown" not in rules(found)
    assert dict(values(found, "extra")[0])["Epic"] == "Sign in"


def test_a_plan_in_numbers_of_months_is_refused_for_that() -> None:
    refused = read("wp,activity,start_date,end_date\nW1,T1.1,1,36\nW2,T2.1,2,13\nW3,T3.1,4,9\n", "gantt.csv").refused
    assert refused is not None
    assert str(refused).startswith("The columns start_date and end_date hold small numbers where days are expected")


def test_a_neighbourhood_is_the_place_before_the_number_of_its_district() -> None:
    rows = "P1,Ramp,Hill,6\nP2,Bridge,Banks,2\nP3,Pool,Field,5\n"
    found = fed(f"project_id,project_name,neighborhood,council_district\n{rows}")
    assert (found["neighborhood"][0], found["council_district"][0]) == ("location", None)


def test_work_items_are_of_the_project_that_all_their_paths_begin_with() -> None:
    head = "ID,Title,Work Item Type,State,Effort,Value Area,Iteration Path,Tags\n"
    rows = "3,Pay run,Epic,New,,Business,Payroll\\Sprint 1,\n9,Slips,Feature,New,5,Business,Payroll\\Sprint 2,MVP\n"
    assert values(table(head + rows, "backlog.csv"), "project") == ["Payroll", "Payroll"]
    two = rows.replace("Payroll\\Sprint 2", "Tax\\Sprint 1")
    assert "project_unsaid" in rules(table(head + two, "backlog.csv"))


def test_a_list_of_sprints_is_no_list_of_projects() -> None:
    sprints = "1,S01,2026-09-01,2026-09-14\n2,S02,2026-09-15,2026-09-28\n3,S03,2026-09-29,2026-10-12\n"
    refused = read(f"sprint_id,name,start_date,end_date\n{sprints}", "sprints.csv").refused
    assert refused is not None
    assert str(refused).startswith("A report of sprints needs a column that says what was worked on")
