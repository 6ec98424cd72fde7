"""The month in prose, sentence by sentence on a portfolio worked by hand."""

from __future__ import annotations

import pytest

from pmo_data.domain.scope import Scope
from pmo_data.store.database import Store
from pmo_data.store.snapshots import moment_before, snapshots
from pmo_data.studies.narrative import Clause, narrative
from tests.studies.conftest import Portfolio

HEAD = "code,name,status,declared_overall,approved_budget,forecast_cost,currency,baseline_finish,forecast_finish\n"


@pytest.fixture
def months(portfolio: Portfolio) -> Store:
    """January and February: Ash gets worse, later and dearer; Birch better and sooner; Elm joins."""
    return portfolio({
        "2026-01-31": {"project": HEAD + """
            P1,Ash,active,green,100000,100000,EUR,2026-06-30,2026-06-30
            P2,Birch,active,red,200000,260000,EUR,2026-06-30,2026-12-31
            P3,Cedar,active,green,50000,50000,EUR,2026-06-30,2026-06-30
            """.replace("            ", "").lstrip(), "risk": """
                code,name,project,status,probability_pct,impact_cost,currency
                R1,Flood,P1,open,50,20000,EUR
                """},
        "2026-02-28": {"project": HEAD + """
            P1,Ash,active,red,100000,130000,EUR,2026-06-30,2026-09-30
            P2,Birch,active,green,200000,200000,EUR,2026-06-30,2026-06-30
            P4,Elm,active,green,70000,70000,EUR,2026-06-30,2026-06-30
            """.replace("            ", "").lstrip(), "risk": """
                code,name,project,status,probability_pct,impact_cost,currency
                R1,Flood,P1,open,50,30000,EUR
                """, "objective": """
                code,name,weight
                O1,Dry feet,1
                """, "contribution": """
                project,objective,strength
                P1,O1,4
                """, "decision": """
                code,name,project,due
                D1,Choose the route,P1,2026-02-18
                """, "task": """
                code,name,project,milestone,baseline_finish,forecast_finish
                M1,Permit,P1,true,2026-02-10,2026-02-10
                M2,Opening,P1,true,2026-03-10,2026-03-10
                """},
    })  # fmt: skip


def _told(store: Store, scope: Scope) -> dict[str, list[Clause]]:
    return {paragraph.heading: list(paragraph.clauses) for paragraph in narrative(store.fetch, scope)}


def test_each_sentence_is_worked_by_hand_and_leads_to_its_page(months: Store) -> None:
    known = snapshots(months)
    before = moment_before(known, known[-1].moment)
    told = _told(months, Scope(compare_with=before))

    assert before == known[0].moment
    assert {heading: [(c.text, c.page) for c in clauses] for heading, clauses in told.items()} == {
        "What moved": [
            # 100,000 + 200,000 + 50,000 + 70,000; forecast 130,000 + 200,000 + 50,000 + 70,000.
            ("4 projects are open with €420k of budget, forecast 7 % over it; 1 red.", "overview"),
            ("1 project got worse: Ash (green to red).", "overview"),
            ("1 project got better: Birch (red to green).", "overview"),
            ("1 finish moved out, the furthest Ash by 92 days; 1 came forward.", "progress"),
            ("1 project joined: Elm.", "overview"),
        ],
        "What drove it": [
            # 410,000 before: Ash +30,000, Birch -60,000, Elm +70,000.
            ("The forecast rose by €40.0k: projects that joined +€70.0k, continuing projects −€30.0k.", "money"),
            ("Most of what was added is in Elm +€70.0k and Ash +€30.0k.", "money"),
            ("Ash: Finish is 92 days later than the baseline.", "project"),
        ],
        "What is at stake": [
            # Half of 30,000 after half of 20,000.
            ("1 open risk weighs €15.0k by expected value (+€5.00k); Ash carries most, €15.0k.", "risk"),
            ("1 milestone is missed and 1 due within 30 days.", "roadmap"),
            ("1 objective rests on red projects only: Dry feet.", "alignment"),
            ("First to decide: Choose the route (Ash, €100k at stake, overdue by 10 days).", "decisions"),
        ],
    }
    assert told["What drove it"][2].filters == (("project", "P1"),)


def test_without_a_comparison_nothing_is_said_of_movement(months: Store) -> None:
    said = " ".join(c.text for clauses in _told(months, Scope()).values() for c in clauses)

    assert "4 projects are open" in said
    assert not any(word in said for word in ("worse", "rose", "moved out", "joined", "changed its rating"))


def test_money_of_ended_projects_is_not_said_of_the_open_ones(portfolio: Portfolio) -> None:
    rows = "P1,Ash,active,green,100000,110000,EUR,,\nP2,Birch,completed,green,200000,220000,EUR,,\n"
    told = _told(portfolio({"2026-01-31": {"project": HEAD + rows}}), Scope())

    assert told["What moved"][0].text == ("1 of 2 projects is open; all 2 have €300k of budget, forecast 10 % over it.")


def test_a_department_whose_projects_are_red_is_no_objective(portfolio: Portfolio) -> None:
    head = "code,name,status,department,declared_overall,approved_budget,currency\n"
    store = portfolio({"2026-01-31": {"project": head + "P1,Ash,active,Roads,red,100000,EUR\n"}})
    said = [clause.said for clauses in _told(store, Scope()).values() for clause in clauses]
    assert "1 project is open" in said
    assert not any("objective" in sentence for sentence in said)


def test_where_nothing_changed_that_is_said_and_where_nothing_is_known_nothing_is(months: Store) -> None:
    first = snapshots(months)[0].moment
    same = _told(months, Scope(as_of=first, compare_with=first))

    assert [c.text for c in same["What moved"]][1:] == ["No project changed its rating."]
    assert _told(months, Scope(programmes=("Nowhere",))) == {}
    assert moment_before([], 5) is None
    assert moment_before(snapshots(months), first) is None
