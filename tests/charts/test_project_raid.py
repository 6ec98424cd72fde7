"""A project's registers in pictures and words: burn-down, ages, reviews, responsibility and contacts, by hand."""

from __future__ import annotations

import pandas as pd

from pmo_data.charts import project_raid as raid
from pmo_data.queries.project import ProjectBurnDown, ProjectRaci, ProjectRegister, ProjectStakeholders
from tests.charts.frames import frame_of


def _told(day: str, **counts: int) -> list[dict[str, object]]:
    return [{"status_date": day, "kind": kind, "open_lines": number} for kind, number in counts.items()]


BURNT = frame_of(
    ProjectBurnDown,
    *_told("2026-01-31", risk=3, issue=1, action=0),
    *_told("2026-02-28", risk=5, issue=2, action=0),
    *_told("2026-03-31", risk=2, issue=0, action=0),
)


def test_the_burn_down_says_where_it_stands_since_when_and_where_it_peaked() -> None:
    assert raid.burn_finding(BURNT) == "2 lines are open, 2 fewer than on 31 Jan 2026; the most were 7 on 28 Feb 2026"
    assert raid.burn_finding(BURNT.head(6)) == "7 lines are open, 3 more than on 31 Jan 2026"
    assert raid.burn_finding(BURNT[BURNT["kind"] == "action"]) == "0 lines are open, as many as on 31 Jan 2026"
    assert raid.burn_finding(BURNT.head(1)) == "3 lines are open"
    assert raid.burn_finding(BURNT.head(0)) == "No register of this project was ever filed"


def test_the_burn_down_has_a_line_for_each_register_that_ever_had_an_open_line() -> None:
    made = raid.burn_down(BURNT)

    assert {trace.name: list(trace.y) for trace in made.data} == {"Risks": [3, 5, 2], "Issues": [1, 2, 0]}
    assert "second status date" in raid.burn_down(BURNT.head(3)).layout.meta["empty"]


REGISTER = frame_of(
    ProjectRegister,
    {"kind": "risk", "name": "Flood", "is_open": True, "age_days": 210, "overdue_days": 12, "review": "overdue",
     "reviewed_days": 90, "reviewed_on": "2026-01-01"},
    {"kind": "risk", "name": "Frost", "is_open": True, "age_days": 84, "review": "never"},
    {"kind": "issue", "name": "Crane", "is_open": True, "age_days": 30, "review": "in_time", "reviewed_days": 3},
    {"kind": "action", "name": "Call", "is_open": True, "age_days": None},
    {"kind": "risk", "name": "Strike", "is_open": False, "age_days": 400, "review": None},
)  # fmt: skip


def test_open_lines_stand_oldest_first_and_those_past_their_date_apart() -> None:
    made = raid.ages(REGISTER)

    assert made.layout.meta["finding"] == (
        "The oldest open line, “Flood”, is 210 days old; half are older than 84 days"
    )
    assert list(made.layout.yaxis.ticktext) == ["Risk: Flood", "Risk: Frost", "Issue: Crane"]
    assert {bar.name: (list(bar.y), list(bar.x)) for bar in made.data} == {
        "Open": ([1, 2], [84, 30]), "Open and past its date": ([0], [210]),
    }  # fmt: skip
    assert raid.ages_finding(REGISTER.head(2)) == "The oldest open line, “Flood”, is 210 days old"
    assert raid.ages_finding(REGISTER.tail(2)) == "No open line has an age"
    assert "none has an age" in raid.ages(REGISTER.tail(2)).layout.meta["empty"]


def test_what_nobody_reviewed_comes_before_what_was_reviewed_long_ago() -> None:
    assert raid.unreviewed(REGISTER)["name"].tolist() == ["Frost", "Flood"]
    assert raid.review_sentence(REGISTER) == (
        "Of 3 open risks, issues and assumptions: 1 never reviewed and 1 not lately."
    )
    assert raid.review_sentence(REGISTER.iloc[2:3]) == "Every open risk, issue and assumption was reviewed lately."
    assert raid.review_sentence(REGISTER.tail(2)) == "No risk, issue or assumption is open."
    undated = REGISTER.iloc[1:2].assign(reviewed_on=pd.NaT)
    assert "bring in the registers with a column “Last reviewed”" in raid.review_sentence(undated)


RACI = frame_of(
    ProjectRaci,
    {"name": "Design", "is_done": False, "fault": "Nobody is accountable"},
    {"name": "Keys", "is_done": False, "fault": "Nobody is accountable"},
    {"name": "Roof", "is_done": False, "fault": "More than one is accountable"},
    {"name": "Start", "is_done": True, "fault": "Nobody is accountable"},
)


def test_lacks_of_responsibility_are_named_for_what_is_still_open() -> None:
    assert raid.raci_sentence(RACI) == (
        "Nobody is accountable for Design and Keys; more than one is accountable for Roof."
    )
    assert raid.raci_sentence(RACI.tail(1)).startswith("For every open milestone one person is accountable")


TOLD = frame_of(
    ProjectStakeholders,
    {"name": "Regulator", "due": "2026-10-19", "overdue_days": 12, "never": False},
    {"name": "Council", "due": "2026-12-01", "never": False},
    {"name": "Press", "never": True},
)


def test_overdue_contacts_and_those_never_told_are_said() -> None:
    assert raid.contact_sentence(TOLD) == (
        "1 of 3 contacts is overdue: Regulator, 12 days. 1 stakeholder was never told anything."
    )
    assert raid.contact_sentence(TOLD.iloc[1:2]) == "No contact is overdue. The next is due on 1 Dec 2026."
    assert raid.contact_sentence(TOLD.assign(overdue_days=None, due=pd.NaT, never=True)) == (
        "No contact is overdue. 3 stakeholders were never told anything."
    )
