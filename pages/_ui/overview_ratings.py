"""Ratings declared beside ratings derived: how many of each, whether they agree, and how often either changed."""

from __future__ import annotations

import streamlit as st

from pages._ui import chart, opening, room
from pages._ui.text import md
from pmo_data.charts import overview as charts
from pmo_data.domain.scope import Scope
from pmo_data.queries.overview import RatingAgreement, RatingChanges, RatingHistory, Ratings


def show(scope: Scope) -> None:
    """Two charts side by side, a sentence under each, and the projects whose people are silent while the data moves."""
    ratings = room.ask(Ratings.of(scope))
    history = room.ask(RatingHistory.of(scope))
    changes = room.ask(RatingChanges.of(scope))
    left, right = st.columns(2, gap="large")
    with left:
        chart.show(charts.ratings(ratings), alt=charts.ratings_finding(ratings), key="ratings", behind=ratings)
        st.caption(md(charts.agreement_finding(room.ask(RatingAgreement.of(scope)))))
    with right:
        chart.show(charts.history(history), alt="Ratings declared at each status date.", key="history", behind=history)
        st.caption(md(charts.changes_finding(changes)))
    with st.expander(
        "How often ratings changed", icon=":material/swap_vert:", on_change="rerun", key="often"
    ) as opened:
        if opened.open:
            opening.table(
                changes,
                columns={"name": "Project", "declared": "Declared", "people_changes": "Declared changed",
                         "people_changed_on": "Last on", "derived": "Derived", "data_changes": "Derived changed",
                         "data_changed_on": "Last on", "manager": "Leader"},
                alt="How often declared and derived ratings changed, those first whose data moved while they did not.",
                empty="No project is in view.",
                key="rating_changes",
            )  # fmt: skip
