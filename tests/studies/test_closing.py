"""What a project came to, worked by hand: case and outcome, how far forecasts lay off, and what a review should ask."""

from __future__ import annotations

import numpy as np
import pytest

from pmo_data.charts import project_closing
from pmo_data.domain.errors import QueryError
from pmo_data.studies.closing import closing
from tests.studies.conftest import Portfolio

_DATES = "baseline_finish,forecast_finish,actual_finish"
_HEAD = f"code,name,status,approved_budget,currency,{_DATES},forecast_cost,actual_cost\n"
# Ended 31 March 2026 for 1,100: forecast on 1 March (30 days early, 1,000: 9.1 % low) and on 11 March (20, 1,045: 5 %).
MONTHS = {
    "2026-01-31": {
        "project": _HEAD + "P1,Bridge,active,1000,EUR,2026-02-28,2026-03-01,,1000,500\n"
        "P2,Ferry,active,,,,,,,\nP3,Tram,active,900,EUR,2026-06-30,2026-07-31,,950,\n",
        "benefit": "code,name,project,target_value,actual_value,due,owner,currency\n"
        "B1,Faster crossing,P1,2000,300,2026-04-15,Sue,EUR\nB2,Fewer accidents,P1,500,,2027-12-31,,EUR\n",
        "risk": "code,name,project,probability,impact\nR1,Flood,P1,3,3\n",
    },
    "2026-02-28": {
        "project": _HEAD + "P1,Bridge,active,1000,EUR,2026-02-28,2026-03-11,,1045,900\n"
        "P2,Ferry,active,,,,,,,\nP3,Tram,cancelled,900,EUR,2026-06-30,2026-07-31,,950,400\n"
    },
    "2026-04-30": {
        "project": _HEAD + "P1,Bridge,completed,1000,EUR,2026-02-28,2026-03-31,2026-03-31,1100,1100\n"
        "P2,Ferry,active,,,,,,,\nP3,Tram,cancelled,900,EUR,2026-06-30,2026-07-31,,950,400\n",
        "lesson": "code,name,project,raised_on,recommendation\n"
        "L1,Survey the river bed,P1,2026-04-02,Drill first\n",
    },
}  # fmt: skip


def test_the_case_stands_beside_what_came(portfolio: Portfolio) -> None:
    found = closing(portfolio(MONTHS).fetch, "P1")

    assert found.case.to_numpy().tolist() == [
        ["Finish", "28 Feb 2026", "31 Mar 2026", "31 days later"],
        ["Cost", "€1.00k", "€1.10k", "+€100"],
        ["Benefits due by now", "€2.00k", "€300", "−€1.70k"],
        ["Benefits in all", "€2.50k", "€300", "12 % of it"],
        ["Value added: benefits less cost", "€1.50k", "−€800", "−€2.30k"],
    ]
    assert found.sentence == ("Completed on 31 Mar 2026. It cost €1.10k of €1.00k; of €2.50k benefit €300 came so far.")


def test_forecasts_are_measured_against_the_outcome(portfolio: Portfolio) -> None:
    found = closing(portfolio(MONTHS).fetch, "P1")

    assert found.forecasts["finish_error_days"].tolist() == [30, 20]
    assert found.forecasts["cost_error_pct"].round(1).tolist() == [9.1, 5.0]
    assert found.finish_words == (
        "Over 2 reports the finish was forecast 25 days too early on average; the mean error is 25 days"
    )
    assert found.cost_words.startswith("Over 2 reports the cost was forecast 7 % too low on average")
    bars = project_closing.misses(found.forecasts, "finish_error_days", found.finish_words)
    assert list(bars.data[0].y) == [30, 20]
    assert bars.layout.meta["finding"] == found.finish_words


def test_the_review_is_asked_what_the_data_shows(portfolio: Portfolio) -> None:
    found = closing(portfolio(MONTHS).fetch, "P1")

    assert [question.rpartition(". ")[0] for question in found.questions] == [
        "Over 2 reports the finish was forecast 25 days too early on average",
        "The cost was forecast 7 % too low on average",
        "1 benefit due by now came short of the target",
        "Who owns the benefits from here on? Not every one has an owner on file".rpartition(". ")[0],
        "Still open on a closed project: 1 risk",
    ]
    assert found.lessons["name"].tolist() == ["Survey the river bed"]


def test_an_open_project_has_expectations_and_no_outcome(portfolio: Portfolio) -> None:
    store = portfolio({"2026-01-31": MONTHS["2026-01-31"]})

    found = closing(store.fetch, "P1")
    assert found.sentence.startswith("The project is still open")
    assert found.case.iloc[0].tolist() == ["Finish", "28 Feb 2026", "1 Mar 2026, expected", "1 day later"]
    assert found.case.iloc[1].tolist() == ["Cost", "€1.00k", "€1.00k, expected", "as promised"]
    assert found.finish_trust is None
    assert np.isnan(found.forecasts["cost_error_pct"].iloc[0])
    assert (
        project_closing.misses(found.forecasts, "cost_error_pct", found.cost_words)
        .layout.meta["empty"]
        .endswith("is not known: it is open.")
    )
    bare = closing(store.fetch, "P2")
    assert bare.case["came"].tolist() == ["n/a", "n/a"]
    assert bare.questions == ()


def test_what_a_cancelled_project_spent_is_no_measure_of_its_forecasts(portfolio: Portfolio) -> None:
    found = closing(portfolio(MONTHS).fetch, "P3")

    assert found.sentence == "Cancelled. It cost €400 of €900; no benefit of it is on file."
    assert (found.finish_trust, found.cost_trust) == (None, None)
    assert "outcome is not on file" in found.cost_words
    assert found.questions[-1] == "No lesson is on file. What should the next project know?"


def test_forecasts_that_came_true_are_said_so_and_unknown_projects_refused(portfolio: Portfolio) -> None:
    told = _HEAD + "P1,Bridge,{status},1000,EUR,2026-03-31,2026-03-31,{end},1000,1000\n"
    store = portfolio({
        "2026-01-31": {"project": told.format(status="active", end="")},
        "2026-04-30": {"project": told.format(status="completed", end="2026-03-31")},
    })  # fmt: skip

    found = closing(store.fetch, "P1")
    assert found.finish_words == "Over 1 report the finish came as forecast"
    assert found.case.iloc[0]["difference"] == "as promised"
    with pytest.raises(QueryError, match="There is no project 'P9'"):
        closing(store.fetch, "P9")
