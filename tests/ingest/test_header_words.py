"""Registers in the words offices use: what each column is called here, and what it is called in the catalogue."""

from __future__ import annotations

import pytest

from tests.ingest.test_unseen import read

_PROJECTS = ("PRJ-1", "Payroll", "A. Okafor", "Jane Holt", "Green", "2025-02-03", "2026-08-14", "120000", "47311.5",
             "40", "Finance")  # fmt: skip
_RISKS = ("R1", "Supplier may be late", "2", "4", "8", "Jane Holt", "Weekly review", "Open", "2026-02-13")
_TASKS = ("1.1", "Survey the site", "2026-02-02", "2026-02-06", "5", "Tom Field", "100", "")
_BENEFITS = ("B1", "PRJ-1", "Save hours", "Jane Holt", "Financial", "50000", "900", "2027-03-31")
_WORK = ("Tom Field", "Architect", "PRJ-1", "80", "2026-01-05", "2026-06-26")
_ACTIONS = ("A-1", "Call the vendor", "Jane Holt", "2026-03-13", "2026-04-13", "Open")
_ISSUES = ("1", "Server fails at night", "High", "Jane Holt", "2026-03-13", "2026-04-15", "Closed")
_MILESTONES = ("PRJ-1", "Design signed", "2026-01-10", "2026-01-20", "2026-01-21")


def _rows(first: tuple[str, ...]) -> list[str]:
    """A few rows like the first, so that ids and names differ from row to row."""
    again = [",".join(f"{cell}{n}" if i < 2 else cell for i, cell in enumerate(first)) for n in (2, 3)]
    return [",".join(first), *again]


@pytest.mark.parametrize(
    ("entity", "first", "columns"),
    [
        ("project", _PROJECTS, "Work Order=code; Investment name=name; Business Owner=sponsor; Assigned PM=manager; "
         "BRAG=declared_overall; Commencement date=forecast_start; Delivery date=forecast_finish; "
         "Authorised cost=approved_budget; Costs incurred=actual_cost; Comp %=percent_complete; "
         "Line of business=department"),
        ("project", _PROJECTS, "Job no=code; Workstream=name; Sponsoring director=sponsor; PIC=manager; "
         "Condition RAG=declared_overall; Start=forecast_start; Projected finish=forecast_finish; "
         "Allocation=approved_budget; Actuals to date=actual_cost; Progress=percent_complete; "
         "Service area=department"),
        ("risk", _RISKS, "Ref=code; Risk=name; L=probability; C=impact; L x C=score; Accountable=owner; "
         "Risk treatment=mitigation; Status=status; Date added=raised_on"),
        ("risk", _RISKS, "No.=code; Risk/Threat=name; Likelihood=probability; Imp=impact; Rating=score; Who=owner; "
         "Response=mitigation; Open/Closed=status; Entry date=raised_on"),
        ("task", _TASKS, "Ref=code; Activity=name; From=planned_start; To=planned_finish; No. of days=duration_days; "
         "Person responsible=owner; % Comp=percent_complete; Precedents=predecessors"),
        ("task", _TASKS, "WBS=wbs; Task=name; ES=planned_start; EF=planned_finish; Working days=duration_days; "
         "In charge=owner; Pct=percent_complete; Preceding activity=predecessors"),
        ("benefit", _BENEFITS, "Benefit ID=code; Project=project; Benefit=name; Accountable=owner; Kind=category; "
         "Planned savings=target_value; Savings to date=actual_value; Realised by=due"),
        ("benefit", _BENEFITS, "Benefit Ref=code; Project=project; Benefit=name; Lead=owner; Class=category; "
         "Annual value=target_value; Realised to date=actual_value; Benefit date=due"),
        ("assignment", _WORK, "Team member=person; Job title=role; Assigned project=project; % of time=share; "
         "From=start; Till=finish"),
        ("assignment", _WORK, "Consultant=person; Position=role; Engagement=project; Utilization %=share; "
         "Booked from=start; Booked to=finish"),
        ("action", _ACTIONS, "Action ID=code; Next step=name; By whom=owner; Date assigned=raised_on; ECD=due; "
         "Status=status"),
        ("issue", _ISSUES, "Issue No=code; Issue=name; Criticality=severity; Resolver=owner; Date added=raised_on; "
         "Date of closure=closed_on; Status=status"),
        ("task", _MILESTONES, "Project=project; Key milestone=name; Original target=baseline_finish; "
         "Projected date=forecast_finish; Date met=actual_finish"),
    ],
)  # fmt: skip
def test_columns_are_known_by_the_names_offices_give_them(entity: str, first: tuple[str, ...], columns: str) -> None:
    told = dict(pair.split("=") for pair in columns.split("; "))
    found = read("\n".join([",".join(told), *_rows(first)]) + "\n", "list.csv")
    assert [t.entity for t in found.tables if t.derived_from is None] == [entity]
    assert {c.header: c.field for c in found.tables[0].plan.columns} == told


def test_money_by_month_is_no_list_of_projects_whatever_its_month_is_called() -> None:
    months = ("Jan", "Feb", "Mar") * 2
    rows = [f"PRJ-{i // 3},{month} 2026,{1000 + 137 * i},{900 + 111 * i}" for i, month in enumerate(months)]
    for period, planned in (("Fiscal period", "Original budget"), ("Posting period", "Planned spend")):
        found = read("\n".join([f"Project ID,{period},{planned},Actual spend", *rows]) + "\n", "money.csv")
        assert found.refused is None
        fields = {c.header: c.field for t in found.tables for c in t.plan.columns if c.field}
        assert fields == {"Project ID": "project", period: "period", planned: "planned_value",
                          "Actual spend": "actual_cost"}  # fmt: skip


def test_a_name_for_two_things_is_a_guess() -> None:
    rows = "T1,Survey,2026-02-02,2026-02-06\nT2,Permits,2026-02-09,2026-02-13\n"
    found = read("Task ID,Task,Start,Completion date\n" + rows, "tasks.csv").tables[0]
    told = {c.header: (c.field, c.confidence) for c in found.plan.columns}
    assert told["Completion date"] == ("planned_finish", "guess")
    assert told["Start"] == ("planned_start", "exact")
