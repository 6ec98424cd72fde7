"""Whether a change or an issue costs days or money, where only yes and no say so, made here."""

from __future__ import annotations

import pytest

from tests.ingest.test_unseen import rules, table, values


@pytest.mark.parametrize(("yes", "no"), [("Yes", "No"), ("Y", "N")])
def test_yes_under_an_impact_is_no_number_and_stays_beside(yes: str, no: str) -> None:
    found = table(
        "Issue ID,Project,Issue Description,Owner,Date Raised,Schedule impact?,Cost impact?,Status\n"
        f"I-1,Refit,Lift is late,Ana,2025-02-01,{yes},{no},Open\nI-2,Refit,Paint,Jo,2025-02-11,{no},{yes},Closed\n"
    )
    assert found.entity == "issue"
    assert not {"impact_days", "impact_cost"} & set(found.rows.column_names)
    assert dict(values(found, "extra")[0])["Cost impact?"] == no
    assert "not_a_number" not in rules(found)
