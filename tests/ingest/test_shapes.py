"""Shapes that lists of a project office take: gates by outcome, names by letter, marks under months, bare lists."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import adds_up, read, table, values


def test_outcomes_by_gate_are_gates_and_gates_are_no_days_without_a_year() -> None:
    found = table("Project,Gate 0,Gate 1,Gate 2\nAsh,Passed,Passed,In review\nElm,Passed,Failed,\n", "tracker.csv")
    assert (found.entity, adds_up(found)) == ("gate", True)
    assert values(found, "outcome") == ["passed", "passed", None, "passed", "failed"]
    other = read("Project,Gate 0,Gate 1,Gate 2,Gate 3,Gate 4\nAsh,a,b,c,d,e\nElm,f,g,h,i,j\n").refused
    assert "year" not in (other or "")


@pytest.mark.parametrize(
    "head",
    [
        "Task,R,A,C,I",
        "Task,Responsible (R),Accountable (A),Consulted (C),Informed (I)",
        "Activity,R - Responsible,A: Accountable,Consulted,I = Informed",
    ],
)
def test_people_under_the_letters_of_what_they_answer_for_are_assignments(head: str) -> None:
    found = table(f"{head}\nDesign,Ana,Bo,Cy,\nBuild,Bo,Ana,,Di\n", "raci.csv")
    whole = list(zip(values(found, "task"), values(found, "responsibility"), values(found, "person"), strict=True))
    assert whole[:3] == [("Design", "R", "Ana"), ("Design", "A", "Bo"), ("Design", "C", "Cy")]
    assert len(whole) == 6


def test_letters_below_names_are_what_each_answers_for_and_no_header() -> None:
    found = table("Activity,Ana Silva,Bo Ek,Cy Li\nDesign,A/R,C,I\nBuild,I,A,R\nTest,I,A/R,C\nTrain,R,A,I\n", "who.csv")
    whole = list(zip(values(found, "task"), values(found, "person"), values(found, "responsibility"), strict=True))
    assert whole[:3] == [("Design", "Ana Silva", "A/R"), ("Design", "Bo Ek", "C"), ("Design", "Cy Li", "I")]
    assert (len(whole), found.plan.header_rows) == (12, (1,))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Activity,Jan-26,Feb-26,Mar-26,Apr-26", "gantt.csv"),
        ("Plan 2026\nActivity,Jan,Feb,Mar,Apr", "gantt.csv"),
        ("Activity,Jan,Feb,Mar,Apr", "gantt 2026.csv"),
        ("Our work in 2026,,,,\nTask,January,February,March,April", "list.csv"),
    ],
)
def test_marks_under_months_of_a_year_are_start_and_finish(head: str, name: str) -> None:
    found = table(f"{head}\nDesign,x,x,,\nBuild,,x,x,x\nRest,,,,\n", name)
    assert [d and d.isoformat() for d in values(found, "planned_start")] == ["2026-01-01", "2026-02-01", None]
    assert [d and d.isoformat() for d in values(found, "planned_finish")] == ["2026-02-28", "2026-04-30", None]


@pytest.mark.parametrize("mark", ["X", "■", "✓"])
@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Project,Owner,Q1 2026,Q2 2026,Q3 2026,Q4 2026", "roadmap.csv"),
        ("Project,Owner,Q1,Q2,Q3,Q4", "roadmap 2026.csv"),
    ],
)
def test_marks_under_quarters_beside_projects_are_start_and_finish(head: str, name: str, mark: str) -> None:
    found = table(f"{head}\nApollo,Ana,{mark},{mark},,\nBorealis,Bo,,{mark},{mark},{mark}\nCygnus,Cy,,,,\n", name)
    assert (found.entity, values(found, "name")) == ("project", ["Apollo", "Borealis", "Cygnus"])
    assert [d and d.isoformat() for d in values(found, "forecast_start")] == ["2026-01-01", "2026-04-01", None]
    assert [d and d.isoformat() for d in values(found, "forecast_finish")] == ["2026-06-30", "2026-12-31", None]


@pytest.mark.parametrize(
    "text",
    [
        "Project,Owner,Q1,Q2,Q3,Q4\nApollo,Ana,X,X,,\nBorealis,Bo,,X,X,X\n",
        "Project,Finish,Q1 2026,Q2 2026,Q3 2026\nApollo,2026-05-01,X,X,\nBorealis,2026-09-01,,X,X\n",
    ],
)
def test_marks_beside_projects_that_give_no_dates_are_kept_and_that_is_said(text: str) -> None:
    found = read(text, "roadmap.csv")
    assert "forecast_start" not in found.tables[0].rows.column_names
    assert "kept as they stand" in next(f.message for f in found.findings if f.rule == "drawn-timeline")
    assert dict(values(found.tables[0], "extra")[0])[found.tables[0].plan.columns[2].header] == "X"


def test_numbers_under_quarters_beside_projects_are_no_drawing() -> None:
    found = read("Project,Owner,Q1 2026,Q2 2026,Q3 2026\nApollo,Ana,1,1,\nBorealis,Bo,,2,1\n", "people.csv")
    assert not [f for f in found.findings if f.rule == "drawn-timeline"]


def test_texts_under_quarters_take_their_year_from_the_name_of_the_file() -> None:
    text = "Project,Status,Q1,Q2,Q3,Q4\nApollo,Green,Design,Build,Build,Test\nBorealis,Red,,Procure,Install,Install\n"
    found = read(text, "roadmap 2026.csv")
    tasks = next(t for t in found.tables if t.entity == "task")
    spans = zip(values(tasks, "name"), values(tasks, "planned_start"), values(tasks, "planned_finish"), strict=True)
    assert [(n, s.isoformat(), f.isoformat()) for n, s, f in spans] == [
        ("Design", "2026-01-01", "2026-03-31"), ("Build", "2026-04-01", "2026-09-30"),
        ("Test", "2026-10-01", "2026-12-31"), ("Procure", "2026-04-01", "2026-06-30"),
        ("Install", "2026-07-01", "2026-12-31"),
    ]  # fmt: skip


def test_amounts_under_quarters_take_their_year_from_the_name_of_the_file() -> None:
    found = table("Project,Q1,Q2,Q3,Q4\nA,100000,200000,50000,10000\nB,5000,6000,7000,8000\n", "spend 2026.csv")
    assert {p.isoformat() for p in values(found, "period")} == {"2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"}


@pytest.mark.parametrize(
    "head", ["Project,Dependent on,Needed by date", "Needed by project,Providing project,Due date",
             "Project,Depends on project,Required by"],
)  # fmt: skip
def test_a_project_that_depends_on_another_receives_from_it(head: str) -> None:
    found = table(f"{head}\nApollo,Borealis,2026-05-01\nCygnus,Apollo,2026-06-01\n", "dependencies.csv")
    assert found.entity == "dependency"
    assert values(found, "successor_project") == ["Apollo", "Cygnus"]
    assert values(found, "predecessor_project") == ["Borealis", "Apollo"]
    assert [d.isoformat() for d in values(found, "need_by")] == ["2026-05-01", "2026-06-01"]


def test_marks_under_months_of_no_year_and_beside_days_are_left_out() -> None:
    undated = read("Activity,Jan,Feb,Mar,Apr\nDesign,x,x,,\nBuild,,x,x,x\n", "gantt.csv")
    assert "planned_start" not in undated.tables[0].rows.column_names
    assert "left out" in next(f.message for f in undated.findings if f.rule == "drawn-timeline")


@pytest.mark.parametrize(
    "text",
    ["Program Name,PM,Milestone A,Milestone B,Total Cost ($M)\nRadar,Col Smith,2019-03-01,2021-06-01,1200\n"
     "Jet,Capt Lee,2018-03-01,2020-06-01,23000\n",
     "Project,Design – Planned,Design – Actual,Build – Planned\nRadar,2026-01-05,2026-02-01,2026-03-01\n"
     "Jet,2026-01-06,,2026-03-01\n"],
)  # fmt: skip
def test_a_name_beside_days_or_money_is_a_list_of_projects_as_a_guess(text: str) -> None:
    projects, milestones = read(text, "list.csv").tables
    assert (projects.entity, projects.plan.confidence, values(projects, "name")) == (
        "project",
        "guess",
        ["Radar", "Jet"],
    )
    assert set(values(milestones, "name")) in ({"Milestone A", "Milestone B"}, {"Design", "Build"})


def test_steps_of_a_scale_are_no_money_and_amounts_no_per_cent() -> None:
    scores = table("Project,Strategic fit,Value,Risk,Cost,Rank\nAsh,5,4,2,3,1\nElm,3,4,4,2,2\n", "prioritisation.csv")
    sure = [p.header for p in scores.plan.columns if p.field and p.confidence in {"exact", "likely"}]
    assert sure == ["Project", "Rank"]
    book = table(
        "Project code,Project name,Budget,Actuals,Variance\nP1,Ash,1000000,300000,-50000\nP2,Elm,500,1,20000\n"
    )
    assert fields(book)["Variance"] is None


def test_invoices_are_money_spent_and_recommendations_actions() -> None:
    paid = table("Invoice No,Date,Vendor,Project,Amount\n1,2026-01-05,Acme,Ash,1200\n2,2026-01-05,Acme,Ash,300\n")
    assert (paid.entity, paid.counts.loaded, paid.money["actual_cost"][0]) == ("cost_period", 2, "1500.00")
    audit = table(
        "Audit ref,Finding,Recommendation,Responsible,Agreed date,Status\nA1,No log,Keep log,Ana,2026-03-31,Open\n"
        "A2,No plan,Make plan,Bo,2026-03-31,Closed\n", "audit.csv"
    )  # fmt: skip
    assert (audit.entity, values(audit, "name")) == ("action", ["Keep log", "Make plan"])
    assert fields(audit)["Agreed date"] == "due"


def test_ratings_by_period_are_reports_and_the_last_of_them_is_the_projects_own() -> None:
    text = "Project,Sponsor,Stage,Feb Status,Mar Status,Apr Status\nAsh,Ana,Build,Green,Amber,Red\nElm,Bo,Test,G,,G\n"
    found = read(text, "rag.csv", today=date(2026, 11, 23))
    projects, reports = found.tables
    assert values(projects, "declared_overall") == ["red", "green"]
    columns = (values(reports, field) for field in ("project", "report_date", "overall"))
    whole = list(zip(*columns, strict=True))
    assert (reports.entity, whole[0], whole[-1]) == (
        "status_report", ("Ash", date(2026, 2, 1), "green"), ("Elm", date(2026, 4, 1), "green"),
    )  # fmt: skip
    assert len(whole) == 5
    assert "ratings_by_period" in {f.rule for f in found.findings}
    earlier = read(text, "rag.csv", today=date(2026, 11, 23), answers={"period_start": {"*": "2024-02-01"}})
    assert values(earlier.tables[1], "report_date")[0] == date(2024, 2, 1)
    dated = read("Project,Sponsor,PM,Jan 2026,Feb 2026\nAsh,Ana,X,G,A\nElm,Bo,Y,G,R\n", "rag.csv").tables
    assert values(dated[1], "report_date")[:2] == [date(2026, 1, 31), date(2026, 2, 28)]


def test_a_capital_plan_by_year_is_a_list_of_projects_and_its_money_whatever_the_years_are_called() -> None:
    found = read(
        "Division,Project,FY25 Adopted,FY26 Proposed,FY27,FY28,Total,Funding Source\n"
        "Parks,Trail,100000,200000,0,0,300000,Bond\n"
        "Streets,Paving,500000,500000,500000,500000,2000000,Gas tax\n", "CIP.csv"
    )  # fmt: skip
    projects, plans = found.tables
    assert (projects.entity, plans.entity, plans.money["planned_value"][0]) == (
        "project",
        "budget_period",
        "2300000.00",
    )
    assert values(projects, "department") == ["Parks", "Streets"]


def test_a_price_makes_rows_by_place_no_tasks_and_a_day_rate_is_none_of_an_hour() -> None:
    assert read("District,Route,Award,Completion,Total\nNorth,I-1,2026-03-01,2028-10-01,\"$12,000,000\"\n"
                "South,U-2,2027-03-01,2030-10-01,\"$82,000,000\"\n", "six.csv").refused is not None  # fmt: skip
    waves = table(
        "Wave,Location,Users,Migration date,Owner\n1,Leeds,100,2026-01-05,Ana\n1,Bath,200,2026-02-05,Bo\n", "moves.csv"
    )
    assert (waves.entity, values(waves, "name"), fields(waves)["Users"]) == ("task", ["Leeds", "Bath"], None)
    staff = table("Person,Team,Role,FTE,Day rate\nAna,IT,Dev,1,500\nBo,IT,BA,0.8,450\n", "staff list.csv")
    assert fields(staff)["Day rate"] is None


def test_a_project_called_green_is_none_rated_green_and_hours_are_no_money() -> None:
    found = table("Organisation,Project,Start,End,Total cost (EUR)\nUni A,GREEN,2024-01-01,2026-12-31,1500000\n"
                  "Uni B,BLUE,2024-06-01,2027-05-31,250000\n")  # fmt: skip
    assert values(found, "name") == ["GREEN", "BLUE"]
    jobs = table("Project No,Client,PM,Hours budget,Start,Due\nJ1,Acme,Ana,800,2026-01-01,2026-12-31\n"
                 "J2,Beta,Bo,400,2026-02-01,2026-08-31\n")  # fmt: skip
    assert fields(jobs)["Hours budget"] is None


def test_rows_that_go_by_something_before_their_place_are_not_of_the_place() -> None:
    works = table(
        "Obra,Município,Valor contratado (R$),Valor pago (R$),% execução,Início,Previsão de término\n"
        'Escola,Recife,"1.200.000,00","400.000,00",33,01/02/2025,30/11/2026\n'
        'Ponte,Olinda,"800.000,00","0,00",0,01/06/2026,31/03/2027\n', "obras.csv"
    )  # fmt: skip
    assert (works.entity, values(works, "name")) == ("project", ["Escola", "Ponte"])
    assert works.money == {"approved_budget": ("2000000.00", "0"), "actual_cost": ("400000.00", "0")}
    deals = read("Opportunity,Stage,Client,Close date,Owner\nBig,Bid,Acme,2026-12-01,Ana\nSmall,Lead,B,2027-02-01,Bo\n")
    assert "task" not in {t.entity for t in deals.tables}


def test_texts_under_periods_beside_projects_are_tasks_from_the_first_to_the_last() -> None:
    head = "Initiative,Theme,Q1 2026,Q2 2026,Q3 2026,Q4 2026"
    found = read(
        f"{head}\nCRM,Growth,Discovery,Build,Build,Launch\nData lake,Insight,,Discovery,,Discovery\n", "map.csv"
    )
    projects, tasks = found.tables
    assert (projects.entity, values(projects, "name")) == ("project", ["CRM", "Data lake"])
    assert [f.rule for f in found.findings] == ["tasks_by_period"]
    names = ("project", "name", "planned_start", "planned_finish")
    whole = list(zip(*(values(tasks, n) for n in names), strict=True))
    assert [(p, n, s.isoformat()[5:], f.isoformat()[5:]) for p, n, s, f in whole] == [
        ("CRM", "Discovery", "01-01", "03-31"), ("CRM", "Build", "04-01", "09-30"), ("CRM", "Launch", "10-01", "12-31"),
        ("Data lake", "Discovery", "04-01", "06-30"), ("Data lake", "Discovery", "10-01", "12-31"),
    ]  # fmt: skip
    assert adds_up(tasks)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Team,Q1,Q2,Q3\nPayments,New vault,Pilot,Refunds\nMobile,Redesign,,Offline mode\n", "Q1 to Q3"),
        ("Name,Jan 2026,Feb 2026,Mar 2026\nIda Vale,18,20,19\nTom Reed,22,20,21\n", "Jan 2026 to Mar 2026"),
    ],
)
def test_periods_of_which_nothing_says_what_stands_under_them_are_refused_with_what_to_write(
    text: str, ends: str
) -> None:
    said = read(text).refused or ""
    assert said.startswith(f"The columns {ends} are periods, but nothing says what stands under them")
    assert "call the first column Project" in said
