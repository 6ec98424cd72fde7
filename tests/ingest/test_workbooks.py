"""Tables of the workbooks a project office keeps itself, each in a few lines made here."""

from __future__ import annotations

import pytest

from tests.ingest.test_unseen import adds_up, read, rules, table, values


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


def test_letters_under_initial_current_and_target_are_of_the_state_above_them() -> None:
    head = "Ref,Risk description,Initial,,,Current,,,Actions,Target,,\n,,C,L,Score,C,L,Score,,C,L,Score\n"
    found = table(f"{head}D-1,Supplier fails,4,3,12,4,2,8,Bond,3,1,3\nD-2,Data lost,5,5,25,5,4,20,Copy,5,2,10\n")
    assert values(found, "inherent_impact") == [4, 5]
    assert values(found, "inherent_probability") == [3, 5]
    assert (values(found, "impact"), values(found, "probability")) == ([4, 5], [2, 4])
    assert values(found, "score") == [8, 20]
    assert (values(found, "target_impact"), values(found, "target_probability")) == ([3, 5], [1, 2])


def test_letters_under_inherent_and_residual_with_their_product_are_no_present_risk() -> None:
    head = "No.,Risk and cause,Consequence,Inherent Risk,,,Controls,Residual Risk,,,Owner\n,,,L,I,LxI,,L,I,LxI,\n"
    found = table(
        f"{head}1,Tides delay the piling,Delay,4,5,20,Barge,3,4,12,Ada\n2,Steel rises,Cost,2,2,4,Fix,1,2,2,Bo\n"
    )
    fed = {c.field for c in found.plan.columns}
    assert not fed & {"probability", "impact", "score"}
    assert values(found, "inherent_probability") == [4, 2]
    assert values(found, "residual_score") == [12, 2]
    assert values(found, "name") == ["Tides delay the piling", "Steel rises"]


def test_an_impact_told_in_words_is_what_would_follow_and_one_in_steps_is_how_much() -> None:
    rows = "1,Contractor fails,3,Delay of the opening,4,Ann\n2,Steel rises,2,Budget exceeded,3,Bo\n"
    found = table(f"Risk ID,Risk,Likelihood,Impact,Severity,Owner\n{rows}")
    assert values(found, "effect") == ["Delay of the opening", "Budget exceeded"]
    assert values(found, "impact") == [4, 3]
    steps = table("Risk ID,Risk,Likelihood,Impact,Owner\n1,Contractor fails,3,Very high,Ann\n2,Steel,2,Moderate,Bo\n")
    assert values(steps, "impact") == [5, 3]


def test_gates_with_a_day_and_an_outcome_each_are_unfolded_with_both() -> None:
    head = "Project,Gate 0,,Gate 1,\n,Planned,Outcome,Planned,Outcome\n"
    rows = "Quay,2026-01-05,Passed,2026-04-05,Passed with conditions\nSilo,2026-02-05,Failed,2026-05-05,\n"
    found = table(head + rows)
    assert (found.entity, values(found, "name")) == ("gate", ["Gate 0", "Gate 1", "Gate 0", "Gate 1"])
    assert [str(v) for v in values(found, "planned_date")] == ["2026-01-05", "2026-04-05", "2026-02-05", "2026-05-05"]
    assert values(found, "outcome") == ["passed", "passed with conditions", "failed", None]


def test_days_of_a_week_are_days_though_a_total_of_all_people_exceeds_a_week() -> None:
    weeks = ",".join(f"{d}/06/2026" for d in (1, 8, 15, 22))
    rows = "Ana,Quay,5,5,4,2\nBo,Quay,5,5,5,5\nCy,Silo,0.5,1,3,5\nTotal,,10.5,11,12,12\n"
    found = table(f"Resource plan\n\nName,Project,{weeks}\n{rows}")
    assert found.plan.settings["unpivot"]["value_field"] == "planned_hours"
    assert values(found, "planned_hours")[:4] == [40, 40, 32, 16]


def test_a_lesson_without_a_title_goes_by_what_happened_rather_than_by_its_number() -> None:
    rows = "1,Buying,Tender was late,Begin earlier\n2,IT,No test data,Ask\n"
    found = table(f"Lesson ID,Category,What happened,Recommendation\n{rows}")
    assert values(found, "name") == ["Tender was late", "No test data"]


WEEKS = (
    "{0},,,\nProject,RAG,% complete,Comment\nQuay,Green,30%,fine\nSilo,Amber,10%,late\n,,,\n"
    "{1},,,\nProject,RAG,% complete,Comment\nQuay,Red,35%,late\nSilo,Amber,20%,late\n"
)


@pytest.mark.parametrize(
    "days",
    [
        ("Week ending 2 October 2026", "Week ending 9 October 2026"),
        ("W/E: 02/10/2026", "W/E: 09/10/2026"),
        ("Weekly report 2026-10-02", "Weekly report 2026-10-09"),
    ],
)
def test_parts_of_a_sheet_under_a_day_each_are_the_same_projects_week_by_week(days: tuple[str, str]) -> None:
    file = read(WEEKS.format(*days))
    (found,) = file.tables
    assert [str(v) for v in values(found, "status_date")] == ["2026-10-02"] * 2 + ["2026-10-09"] * 2
    assert values(found, "declared_overall") == ["green", "amber", "red", "amber"]
    assert adds_up(found)
    (said,) = [f.message for f in file.findings if f.rule == "parts_by_day"]
    assert said == "Each part of the sheet is read as of the day above it: 2 Oct 2026 and 9 Oct 2026."


def test_parts_of_a_sheet_with_other_things_under_each_day_are_no_history() -> None:
    text = WEEKS.format("Week ending 2 October 2026", "Week ending 9 October 2026")
    head, tail = text.rsplit("Project,", 1)
    found = read(head + "Project," + tail.replace("Quay", "Pier").replace("Silo", "Mole")).tables[0]
    assert found.plan.history is None
    assert values(found, "name") == ["Quay", "Silo", "Pier", "Mole"]


def test_totals_so_far_with_periods_still_to_come_are_increases_of_each_period() -> None:
    rows = "Jan-26,10,9,11\nFeb-26,25,22,26\nMar-26,45,40,47\nApr-26,70,62,74\nMay-26,90,,\nJun-26,99,,\n"
    spent, planned = read(f"Month,PV,EV,AC\n{rows}").tables
    assert [v and int(v) for v in values(spent, "earned_value")] == [9, 13, 18, 22, None, None]
    assert [int(v) for v in values(planned, "planned_value")] == [10, 15, 20, 25, 20, 9]


def test_amounts_called_cumulative_are_totals_even_beside_plans_of_each_month() -> None:
    rows = "Jan-26,10,9,11\nFeb-26,15,22,26\nMar-26,12,40,47\n"
    spent, planned = read(f"Month,Planned value (month),Earned value (cum),Actual cost (cum)\n{rows}").tables
    assert [int(v) for v in values(spent, "earned_value")] == [9, 13, 18]
    assert [int(v) for v in values(planned, "planned_value")] == [10, 15, 12]


def test_numbered_weeks_in_a_column_are_periods_from_the_start_that_is_given() -> None:
    text = "Week,PV,EV,AC,CPI\nWeek 1,1000,900,950,0.9\nWeek 2,1500,1300,1450,0.9\n\nBAC = 10,,,,\n"
    spent, planned = read(text, answers={"period_start": {"*": "2026-01-05"}}).tables
    assert [str(v) for v in values(spent, "period")] == ["2026-01-05", "2026-01-12"]
    assert values(planned, "period") == values(spent, "period")
    assert (spent.counts.not_data, adds_up(spent)) == (2, True)
    assert "period_without_date" in rules(read(text).tables[0])


def test_days_before_earned_value_are_its_periods_though_their_column_has_no_name() -> None:
    spent, planned = read(",PV,EV,AC\n2026-01-31,10,9,11\n2026-02-28,12,13,9\n2026-03-31,8,11,12\n").tables
    assert [str(v)[:7] for v in values(spent, "period")] == ["2026-01", "2026-02", "2026-03"]
    assert values(planned, "period") == values(spent, "period")


def test_kinds_of_cost_under_the_headings_of_projects_are_money_planned_and_spent() -> None:
    first = "Project A: Lido,,,\nLabour,100,80,110\nMaterials,200,150,190\nSubtotal,300,230,300\n"
    second = "Project B: Silo,,,\nLabour,50,20,55\nLicences,70,70,70\nSubtotal,120,90,125\nGrand total,420,320,425\n"
    planned, spent = read(f"Cost item,Budget,Actual,Forecast\n{first}{second}").tables
    assert (planned.entity, spent.entity) == ("budget_period", "cost_period")
    assert values(planned, "category") == ["Labour", "Materials", "Labour", "Licences"]
    assert [int(v) for v in values(planned, "planned_value")] == [100, 200, 50, 70]
    assert [int(v) for v in values(spent, "actual_cost")] == [80, 150, 20, 70]
    assert values(spent, "project") == values(planned, "project") == ["Lido", "Lido", "Silo", "Silo"]
    assert adds_up(planned)


def test_schemes_with_what_is_approved_and_spent_to_date_are_projects_and_no_money_of_a_period() -> None:
    text = "As at 30 September 2026\n\nScheme,Approved,Forecast,To date\nLido,1200,1300,650\nSilo,400,380,120\n"
    found = table(text)
    assert (found.entity, values(found, "name")) == ("project", ["Lido", "Silo"])
    assert [int(v) for v in values(found, "approved_budget")] == [1200, 400]
    assert [int(v) for v in values(found, "actual_cost")] == [650, 120]
    told = read("Report period: 2026-03\n\nProject,PV,EV,AC\nLido,12,6,7\nSilo,4,1,2\n").tables[0]
    assert told.entity in {"budget_period", "cost_period"}


MONTHS = "Apr 26,May 26,Jun 26,Q1,Jul 26,Aug 26,Sep 26,Q2 total,FY26/27 total"


def test_sums_of_quarters_between_the_months_do_not_end_them() -> None:
    rows = "Staff,100,100,100,300,110,110,110,330,630\nHire,0,0,50,50,50,80,80,210,260\n"
    file = read(f"Spend forecast £\n\nCost category,{MONTHS}\n{rows}")
    found = file.tables[0]
    assert values(found, "forecast_cost")[:6] == [100, 100, 100, 110, 110, 110]
    assert [str(v)[:7] for v in values(found, "period")][2:4] == ["2026-06", "2026-07"]
    assert found.counts.loaded == 12
    assert not [f for f in file.findings if f.rule == "periods_left"]


def test_quarters_behind_the_months_that_are_no_sums_of_them_are_said_to_be_left() -> None:
    rows = "Quay,100,100,100,350,600,600\nSilo,0,0,500,505,500,800\n"
    file = read(f"Budget by period\n\nProject,Jan 26,Feb 26,Mar 26,Q2 26,Q3 26,Q4 26\n{rows}")
    assert file.tables[0].counts.loaded == 6
    (said,) = [f.message for f in file.findings if f.rule == "periods_left"]
    assert said.startswith("The columns “Q2 26”, “Q3 26” and “Q4 26” are of other periods")


def test_months_written_behind_their_year_are_months() -> None:
    rows = "Quay,1000,1100,1200,3300\nSilo,500,600,700,1800\n"
    found = read(f"Budget\n\nProject,2026 Jan,2026 Feb,2026 Mar,2026 Q1\n{rows}").tables
    planned = next(t for t in found if t.entity == "budget_period")
    assert [str(v) for v in values(planned, "period")][:3] == ["2026-01-01", "2026-02-01", "2026-03-01"]


def test_drawn_signs_are_lights_whose_meaning_is_asked_and_no_words_on_scope_or_cost() -> None:
    text = "Project,Phase,Overall,Cost,Scope,% complete\nQuay,Build,●,▲,●,40%\nSilo,Design,■,●,●,20%\n"
    found = table(text)
    fields = {c.header: (c.field, c.confidence) for c in found.plan.columns}
    assert fields["Scope"] == ("declared_scope", "guess")
    assert fields["Cost"] == ("declared_cost", "guess")
    assert "description" not in found.rows.column_names
    assert any(f.rule == "value_unknown" and f.column == "Overall" for f in found.findings)
    told = table(text, answers={"values": {"Overall": {"●": "green", "■": "red"}}})
    assert values(told, "declared_overall") == ["green", "red"]


def test_marks_beside_a_weighted_score_are_no_money_though_one_is_called_cost() -> None:
    rows = "I-1,Quay,5,4,3,4.2,1\nI-2,Silo,4,4,2,3.6,2\nI-3,Mole,2,3,4,2.9,3\n"
    found = table(f"Ref,Project,Strategic fit,Benefit,Cost (inverse),Weighted score,Rank\n{rows}")
    assert not {"approved_budget", "forecast_cost", "actual_cost"} & {c.field for c in found.plan.columns}
    assert values(found, "priority") == ["1", "2", "3"]


def test_ideas_with_their_score_are_projects_as_a_guess() -> None:
    found = table(
        "Idea,Submitted by,Value (1-5),Effort (1-5),Score\nKiosk,Meg,5,2,2.5\nDrones,Raj,3,3,1\n", "ideas.csv"
    )
    assert (found.entity, found.plan.confidence) == ("project", "guess")
    assert values(found, "name") == ["Kiosk", "Drones"]


def test_planned_and_held_reviews_of_projects_are_gates() -> None:
    head = "Ref,Assurance activity,Project / programme,Planned date,Actual date,Outcome\n"
    found = table(f"{head}1,Gateway 2,Quay,2026-01-03,2026-01-05,Passed\n2,Audit,Silo,2026-02-03,,\n")
    assert (found.entity, values(found, "project")) == ("gate", ["Quay", "Silo"])
    assert values(found, "outcome") == ["passed", None]


def test_a_last_line_called_portfolio_that_sums_the_projects_is_a_total() -> None:
    rows = "P1,Quay,100,50\nP2,Silo,200,80\n"
    assert table(f"Project ID,Project,Budget,Actual cost\n{rows},Portfolio,300,130\n").counts.not_data == 1
    assert table(f"Project ID,Project,Budget,Actual cost\n{rows},Portfolio,310,130\n").counts.not_data == 0


def test_a_text_below_the_ratings_of_a_report_is_no_further_report() -> None:
    rated = "Overall,Schedule,Cost,Scope\nAmber,Green,Red,Green\n"
    text = f"Project: Quay,,,\n\n{rated}\nExecutive summary,,,\nBuild is late,,,\n"
    found = table(text, "status report.csv")
    assert (found.entity, values(found, "overall")) == ("status_report", ["amber"])
    assert adds_up(found)


def test_several_work_packages_to_each_deliverable_are_what_the_rows_are() -> None:
    rows = "Screens,Wireframes,5,2500\nScreens,Review,2,1000\nApp,Sprint 1,10,5000\nApp,Sprint 2,10,5000\n"
    found = table(f"Deliverable,Work package,Effort (d),Cost (£)\n{rows}")
    assert values(found, "name") == ["Wireframes", "Review", "Sprint 1", "Sprint 2"]


def test_periods_with_a_number_and_a_month_go_by_the_month() -> None:
    text = "period,period_label,planned_value,earned_value,actual_cost\n1,2026-02,60,58,62\n2,2026-03,90,87,93\n"
    spent, planned = read(text).tables
    assert [str(v)[:7] for v in values(spent, "period")] == ["2026-02", "2026-03"]
    assert values(planned, "period") == values(spent, "period")


def test_months_of_no_year_under_actual_and_forecast_are_spent_and_expected_each_in_the_year_said() -> None:
    head = "2026 spend £k,,Actual,,,Forecast,,\nProject,Category,Jan,Feb,Mar,Apr,May,Jun\n"
    rows = "Lido,Staff,10,11,12,13,14,15\nLido,Plant,1,2,3,4,5,6\nSilo,Staff,5,5,5,5,5,5\n"
    found = {t.entity: t for t in read(head + rows, "spend 2026.csv").tables}
    assert set(found) == {"cost_period", "budget_period"}
    assert values(found["cost_period"], "actual_cost") == [1000 * v for v in (10, 11, 12, 1, 2, 3, 5, 5, 5)]
    assert values(found["budget_period"], "forecast_cost") == [1000 * v for v in (13, 14, 15, 4, 5, 6, 5, 5, 5)]
    assert values(found["cost_period"], "category") == ["Staff"] * 3 + ["Plant"] * 3 + ["Staff"] * 3


def test_what_each_line_of_a_list_of_several_registers_is_may_be_called_an_item() -> None:
    rows = "R,R1,Tides delay the piling,Raj,Open\nI,I1,Crane came late,Ines,Closed\nD,D1,Grid is ready,Raj,Open\n"
    found = read(f"RAID,Ref,Item,Owner,Status\n{rows}").tables
    assert [t.entity for t in found] == ["risk", "issue", "dependency"]
    assert [values(t, "name") for t in found] == [["Tides delay the piling"], ["Crane came late"], ["Grid is ready"]]
