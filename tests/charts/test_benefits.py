"""Benefits in charts and words: five of them on three projects, worked by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pmo_data.charts import benefits as charts
from pmo_data.queries.benefits import BenefitProfile, BenefitRegister, ObjectiveOutlook
from tests.charts.frames import frame_of


def _benefit(name: str, project: str, **more: Any) -> dict[str, Any]:
    return {"benefit": name, "name": name, "project": project, "project_name": f"Project {project}", "currency": "GBP",
            "at_risk": False, "has_no_owner": False, "is_miscounted": False, "target_to_date": 0.0, **more}  # fmt: skip


REGISTER = frame_of(
    BenefitRegister,
    _benefit("Quicker bills", "A", target_value=4e6, at_risk=True, days_late=40),
    _benefit("Fewer leaks", "B", target_value=6e6, target_to_date=2e6, realisation_pct=62.0),
    _benefit("Shared calm", "B", target_value=1e6, is_miscounted=True, share_sum=120.0, has_no_owner=True),
    _benefit("Shared calm", "C", target_value=1e6, is_miscounted=True, share_sum=120.0),
)
OUTLOOK = frame_of(
    ObjectiveOutlook,
    {"objective": "O1", "name": "Easy services", "worth": 10e6, "late_worth": 4e6, "red_worth": 6e6, "currency": "GBP"},
    {"objective": "O2", "name": "Clean rivers", "worth": 5e6, "currency": "GBP"},
    {"objective": "O3", "name": "Nothing yet", "currency": "GBP"},
)
PROFILE = frame_of(
    BenefitProfile,
    {"period": pd.Timestamp("2026-01-01"), "target_value": 4e6, "actual_value": 1e6, "target_to_date": 4e6,
     "cumulative_target_value": 4e6, "cumulative_actual_value": 1e6, "currency": "GBP"},
    {"period": pd.Timestamp("2027-01-01"), "target_value": 6e6, "cumulative_target_value": 10e6, "currency": "GBP"},
)  # fmt: skip
WORTH = pd.DataFrame(
    {"project": ["A", "B", "C"], "name": ["Arch", "Basin", "Canal"], "ratio": [0.5, 2.4, None],
     "class_": ["poor", "high", None], "gain": [5e6, 24e6, 1e6], "spend": [10e6, 10e6, 0.0],
     "currency": ["GBP"] * 3}
)  # fmt: skip


def test_the_sentence_names_what_lands_late_what_is_at_risk_and_the_worst_shortfall() -> None:
    assert charts.opening(REGISTER) == (
        "4 benefits worth £12.0m; Quicker bills (Project A) lands 40 days after it is due; £4.00m is at risk; "
        "Project B has realised 62 % of its target to date."
    )
    calm = frame_of(BenefitRegister, _benefit("Fewer leaks", "B", target_value=6e6))
    assert charts.opening(calm) == "1 benefit worth £6.00m."
    assert charts.opening(REGISTER.head(0)).startswith("No benefit is on file")


def test_owners_missing_and_shares_that_count_twice_are_named() -> None:
    assert charts.shortcomings(REGISTER) == [
        "1 benefit without an owner: Shared calm.",
        "“Shared calm” is shared by Project B and Project C with parts that come to 120 %.",
    ]
    assert charts.shortcomings(REGISTER.head(2)) == []


def test_each_objective_s_bar_sums_to_its_worth_and_what_has_none_is_left_out() -> None:
    made = charts.sight(OUTLOOK)
    parts = {bar.name: list(bar.x) for bar in made.data}

    # Bottom row first: rivers, then services, of whose 6m on red projects 4m land late and are counted there.
    assert parts == {"Lands late": [0, 4e6], "On red projects": [0, 2e6], "As promised": [5e6, 4e6]}
    assert [sum(values) for values in zip(*parts.values(), strict=True)] == [5e6, 10e6]
    assert charts.sight_finding(OUTLOOK) == "£4.00m of “Easy services” now lands after it is needed"
    assert "names the objective" in charts.sight(OUTLOOK.tail(1)).layout.meta["empty"]


def test_without_a_late_benefit_red_projects_are_the_finding() -> None:
    in_time = OUTLOOK.assign(late_worth=None)

    assert charts.sight_finding(in_time) == "£6.00m of “Easy services” rests on red projects"
    assert charts.sight_finding(in_time.assign(red_worth=None)) == "Every benefit lands when its objective needs it"


def test_the_profile_says_what_came_of_what_was_due() -> None:
    made = charts.profile(PROFILE)

    assert charts.profile_finding(PROFILE) == "£1.00m (25 %) is realised of £4.00m due by now; £10.0m in all"
    assert {trace.name: trace.y[0] for trace in made.data} == {"Aimed for": 4e6, "Realised": 1e6}
    assert charts.profile_finding(PROFILE.tail(1)) == "Nothing is due yet of £6.00m aimed for"
    assert "what is to come when" in charts.profile(PROFILE.head(0)).layout.meta["empty"]


def test_worth_is_drawn_worst_first_with_its_class_in_words() -> None:
    said = charts.worth_finding(WORTH, 1.5, "medium", 0.035)
    made = charts.worth(WORTH, said)

    assert said == (
        "Over 3 projects, benefits on file are worth 1.50 of their cost (medium): £30.0m against £20.0m, at 3.5 % a "
        "year"
    )
    assert list(made.data[0].customdata) == ["B", "A"]
    assert [a.text for a in made.layout.annotations] == ["Basin: <b>2.40</b> high", "Arch: <b>0.50</b> poor"]


@pytest.mark.parametrize("frame", [WORTH.head(0), WORTH.tail(1)])
def test_without_years_of_benefit_and_cost_nothing_is_appraised(frame: pd.DataFrame) -> None:
    assert charts.worth_finding(frame, None, None, 0.035) == "Nothing can be appraised yet"
    assert "none can be appraised" in charts.worth(frame, "").layout.meta["empty"]
