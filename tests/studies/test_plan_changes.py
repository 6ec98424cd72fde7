"""What changed in a plan between two status dates, each kind told apart."""

from __future__ import annotations

from pmo_data.store.snapshots import snapshots
from pmo_data.studies.plan_changes import plan_changes
from tests.studies.conftest import Portfolio

PROJECT = "code,name,baseline_finish,forecast_finish\nP1,Bridge,2026-11-06,{finish}\n"
HEADER = "code,name,project,planned_start,planned_finish,baseline_finish,duration_days,milestone\n"
FIRST = """A,Dig,P1,2026-11-02,2026-11-04,2026-11-04,3,
B,Pour,P1,2026-11-05,2026-11-06,2026-11-06,2,
M,Open,P1,2026-11-06,2026-11-06,2026-11-06,0,true
"""
SECOND = """A,Dig,P1,2026-11-02,2026-11-04,2026-11-04,3,
B,Pour,P1,2026-11-05,2026-11-10,2026-11-06,4,
M,Open,P1,2026-11-10,2026-11-10,2026-11-09,0,true
N,Rail,P1,2026-11-05,2026-11-05,,1,
"""
LINKS = """code,predecessor_project,predecessor,successor_project,successor,relation
1,P1,A,P1,B,FS
2,P1,B,P1,M,FS
"""
MORE = "3,P1,N,P1,M,FS\n"


def _months() -> dict[str, dict[str, str]]:
    return {
        "2026-10-31": {"project": PROJECT.format(finish="2026-11-06"), "task": HEADER + FIRST, "dependency": LINKS},
        "2026-11-01": {
            "project": PROJECT.format(finish="2026-11-10"),
            "task": HEADER + SECOND,
            "dependency": LINKS + MORE,
        },
    }


def test_each_kind_of_change_is_told_apart(portfolio: Portfolio) -> None:
    store = portfolio(_months())
    first, second = snapshots(store)

    found = plan_changes(store.fetch, "P1", second.moment, first.moment)

    rows = found.changes[["kind", "name", "before", "after", "days"]].itertuples(index=False)
    said = {(kind, name): (before, after, days) for kind, name, before, after, days in rows}
    assert said["re-estimated", "Pour"] == ("2 days", "4 days", 2)
    assert said["moved", "Pour"] == ("6 Nov 2026", "10 Nov 2026", 2)
    assert said["re-baselined", "Open"] == ("6 Nov 2026", "9 Nov 2026", 1)
    assert said["re-linked", "Open"][1] == "Rail FS"
    assert ("added", "Rail") in said
    assert found.finish_moved_days == 2
    assert found.baseline_moved_days == 0
    assert found.sentence.startswith("The computed finish moved 2 working days later; the baseline stayed; 1 added")


def test_the_slip_chart_tells_a_new_baseline_from_a_slip(portfolio: Portfolio) -> None:
    slip = plan_changes(portfolio(_months()).fetch, "P1").slip

    finish = slip[slip["name"] == "Project finish"]
    assert [f"{d:%d %b}" for d in finish["finish"]] == ["06 Nov", "10 Nov"]
    assert finish["rebaselined"].tolist() == [False, False]
    assert slip[slip["name"] == "Open"]["rebaselined"].tolist() == [False, True]


def test_without_an_earlier_plan_that_is_said(portfolio: Portfolio) -> None:
    found = plan_changes(portfolio(_months()).fetch, "P1")

    assert found.changes.empty
    assert found.sentence == "There is no earlier plan to compare with."
