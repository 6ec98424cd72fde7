"""Further shapes of lists that organisations publish, in a few lines made here: readings first, then refusals."""

from __future__ import annotations

import pytest

from tests.ingest.test_public_lists import fed
from tests.ingest.test_unseen import read, table, values


def test_a_log_that_calls_every_line_an_issue_names_its_risks_by_that_column() -> None:
    rows = "L-1,Issue,Crane broke down,High,Open\nL-2,Risk,Frost in spring,High,Open\nL-3,Risk,Late steel,Low,Closed\n"
    found = {t.entity: t for t in read(f"issue_id,item_type,issue,severity,status\n{rows}").tables}
    assert (values(found["risk"], "code"), values(found["risk"], "name")) == (
        ["L-2", "L-3"],
        ["Frost in spring", "Late steel"],
    )
    assert values(found["issue"], "name") == ["Crane broke down"]


def test_days_as_browsers_write_them_are_days() -> None:
    zone = "09:30:00 GMT+0100 (Central European Standard Time)"
    found = table(f"Milestone,Target date\nKick-off,Mon Feb 02 2026 {zone}\nHandover,Tue Mar 03 2026 {zone}\n")
    assert [str(v) for v in values(found, "planned_finish")] == ["2026-02-02", "2026-03-03"]


def test_moments_that_a_program_wrote_as_floats_are_days() -> None:
    rows = "".join(f"K-{n},{1767225600000 + 86400000 * n}.0,Open\n" for n in range(6))
    found = table(f"key,created,status\n{rows}", "issues.csv")
    assert [str(v) for v in values(found, "raised_on")] == [f"2026-01-0{n + 1}" for n in range(6)]


def test_the_number_of_a_change_order_is_its_id() -> None:
    rows = "P1,CO-1,2026-01-05,Longer pier,100,Approved,Owner\nP1,CO-2,2026-01-09,No roof,-40,Rejected,Manager\n"
    found = table(f"project_id,co_number,date_submitted,description,amount,status,approved_by\n{rows}")
    assert (found.entity, values(found, "code")) == ("decision", ["CO-1", "CO-2"])


def test_the_number_of_a_house_is_no_id_of_a_project() -> None:
    head = "Project name,num,street,Cost,Status\n"
    assert fed(f"{head}Mill,12,Elm St.,$100,Active\nDock,7,Quay Rd.,$200,Active\n")["num"][0] is None


def test_codes_that_look_like_days_stay_as_written() -> None:
    rows = "1,Piling,03 10 00\n2,Frame,04 02 03\n3,Roof,07 04 01\n"
    found = table(f"Task ID,Task name,CSI code\n{rows}", "tasks.csv")
    assert [dict(e)["CSI code"] for e in values(found, "extra")] == ["03 10 00", "04 02 03", "07 04 01"]


def test_milestones_numbered_under_a_repeated_title_go_by_their_numbers() -> None:
    rows = "".join(
        f"{title},{code},{n},{10 * n}\n" for title, code in (("Mill", "P1"), ("Dock", "P2")) for n in (1, 2, 3)
    )
    found = table(f"title,project_id,milestone,completion\n{rows}", "milestones.csv")
    assert values(found, "name") == ["Milestone 1", "Milestone 2", "Milestone 3"] * 2
    assert values(found, "milestone") == [True] * 6


def test_activities_under_a_task_that_comes_again_are_what_the_rows_are() -> None:
    rows = "Survey,Walk the site,2026-01-05,2026-01-09\nSurvey,Drill the cores,2026-01-12,2026-01-16\n"
    rows += "Design,Draw the frame,2026-02-02,2026-02-13\nDesign,Check the frame,2026-02-16,2026-02-20\n"
    found = table(f"Task,Activity,Start,End\n{rows}")
    assert values(found, "name") == ["Walk the site", "Drill the cores", "Draw the frame", "Check the frame"]


def test_defects_without_a_title_are_issues_by_their_ids() -> None:
    rows = "7,Login,High,2026-01-05,2026-01-09,Resolved\n8,Search,Low,2026-01-06,,Open\n"
    found = table(f"defect_id,module,severity,date_reported,date_resolved,status\n{rows}")
    assert (found.entity, values(found, "name")) == ("issue", ["7", "8"])


def test_an_aside_on_who_does_not_hide_a_status() -> None:
    rows = "R1,Frost,3,4,Blocked by the supplier\nR2,Flood,2,4,Watch\nR3,Theft,1,2,Closed\n"
    found = table(f"Risk ID,Risk,Probability,Impact,Status\n{rows}")
    assert values(found, "status") == ["on_hold", "active", "completed"]


def test_a_chronicle_of_events_is_no_register_of_risks() -> None:
    rows = "1 Feb 1993,Talks opened,era,Council\n12 Jun 1994,A vote was held,political,Office\n"
    assert read(f"date,description,kind,source\n{rows}").refused


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contract_id,vendor_id,contract_start,contract_end\nC1,V1,2026-01-01,2026-12-31\nC2,V2,2026-02-01,2026-12-31\n",
         "add one called Contract title."),
        ("id,area_id,objective_id,kpi_name,unit,first,formula,often\nk1,a,o1,Calls answered,percent,80%,x/y,Year\n"
         "k2,a,o1,Days to answer,days,5,mean,Year\n",
         "add a column called Objective"),
        ("name,type,authority,veto,influence,timing,stance,notes\nBoard,agency,5,1,3,at budgets,for,meets weekly\n"
         "Union,coalition,3,2,5,at hearings,against,large\n",
         "The columns do not tell what the rows are."),
        ("boardid,sprintid,name,vel_diff,planday,no_added,vel_added,no_admin\n4,1,Sprint 1,2,0,3,4,1\n"
         "4,2,Sprint 2,1,0,2,2,1\n",
         "A report of sprints needs a column"),
        ("Project,Length,Effort,Transactions,Entities\n1,12,5152,253,52\n2,4,5635,197,124\n3,1,805,40,60\n",
         "but no column says what each is called: add one called Task name"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_missing_or_unclear(text: str, said: str) -> None:
    assert said in (read(text).refused or "")
