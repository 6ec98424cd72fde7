"""Logs of what went wrong are issues, however bad; a team's planned work and a register of risks are not."""

from __future__ import annotations

import pytest

from tests.ingest.test_habits import fields
from tests.ingest.test_unseen import read, table, values

INCIDENTS = (
    "Incident ID,Incident,Severity,Logged by,Date logged,Resolved\n"
    "INC-1,Server room flooded,High,A. Adams,2025-03-01,2025-03-04\n"
    "INC-2,Payment gateway down,Critical,B. Brown,2025-03-05,\n"
    "INC-3,Badge readers failing,Low,C. Clark,2025-04-01,2025-04-10\n"
)
DEFECTS = (
    "Defect ID,Summary,Severity,Found in,Assigned to,Status\n"
    "D-1,Login page returns error 500,Critical,UAT,Ana Lee,Open\n"
    "D-2,Totals do not add up,Major,SIT,Bo Chen,Fixed\n"
    "D-3,Wrong logo on letter,Minor,UAT,Ana Lee,Closed\n"
)
CONCRETE = (
    "NCR No,Description of non-conformance,Severity,Date found,Corrective action,Closed date\n"
    "NCR-1,Concrete below strength,Major,2025-02-01,Take a core,2025-02-20\n"
    "NCR-2,Certificates missing,Minor,2025-02-11,Ask for them,\n"
)
QUALITY = (
    "Quality Issue ID,Quality issue,Severity,Date raised\nQ-1,No evidence,High,2025-01-02\nQ-2,Skipped,Low,2025-01-05\n"
)
SNAGS = (
    "Snag No,Location,Snag,Trade,Date raised,Target date\n"
    "1,Block A,Door does not close,Carpentry,2025-02-01,2025-02-20\n"
    "2,Block B,Tile cracked,Tiling,2025-02-11,2025-03-20\n"
)


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        (INCIDENTS, ["Server room flooded", "Payment gateway down", "Badge readers failing"],
         {"code", "severity", "raised_on", "closed_on"}),
        (DEFECTS, ["Login page returns error 500", "Totals do not add up", "Wrong logo on letter"],
         {"code", "severity", "owner", "status"}),
        (CONCRETE, ["Concrete below strength", "Certificates missing"],
         {"code", "severity", "raised_on", "resolution", "closed_on"}),
        (QUALITY, ["No evidence", "Skipped"], {"code", "severity", "raised_on"}),
        (SNAGS, ["Door does not close", "Tile cracked"], {"code", "raised_on", "due"}),
    ],
)  # fmt: skip
def test_what_went_wrong_is_an_issue_whatever_its_severity(text: str, names: list[str], wanted: set[str]) -> None:
    found = table(text)
    assert (found.entity, values(found, "name")) == ("issue", names)
    assert set(fields(found).values()) - {None, "name"} == wanted
    assert found.plan.confidence == "likely"


def test_defects_that_a_team_plans_by_are_tasks_and_risks_of_defects_stay_risks() -> None:
    planned = "Bug ID,Title,State,Iteration Path,Story Points\n1,Crash,Active,S1,3\n2,Menu,New,S1,1\n"
    assert (table(planned).entity, values(table(planned), "code")) == ("task", ["1", "2"])
    risks = "Risk ID,Risk,Incident,Severity,Likelihood\n1,Flood,I1,High,Low\n2,Fire,I2,Critical,Low\n"
    assert table(risks).entity == "risk"
    counts = "Project,Defects,Owner,Start,Budget\nAlpha,12,Ana,2025-01-01,1000\nBeta,3,Bo,2025-02-01,500\n"
    assert [t.entity for t in read(counts).tables] == ["project"]
