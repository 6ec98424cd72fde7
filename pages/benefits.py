"""Benefits: what was promised and came, what lands late and for which objective, and what projects are worth."""

from __future__ import annotations

import streamlit as st

from pages._ui import chart, frame, messages, opening, room, studies
from pages._ui.text import md
from pmo_data.charts import benefits as charts
from pmo_data.queries.benefits import AppraisalYears, BenefitProfile, BenefitRegister, ObjectiveOutlook
from pmo_data.studies.appraisal import appraised

scope = frame.enter()
st.title("Benefits")
if messages.nothing_yet():
    st.stop()

register = room.ask(BenefitRegister.of(scope))
st.markdown(f"**{md(charts.opening(register))}**")
for sentence in charts.shortcomings(register):
    st.warning(md(sentence), icon=":material/report:")

left, right = st.columns(2, gap="large")
with left:
    outlook = room.ask(ObjectiveOutlook.of(scope))
    chart.show(charts.sight(outlook), alt=charts.sight_finding(outlook), key="sight", behind=outlook)
with right:
    profile = room.ask(BenefitProfile.of(scope))
    chart.show(charts.profile(profile), alt=charts.profile_finding(profile), key="profile", behind=profile)

st.subheader("The register")
opening.table(
    register,
    columns={"name": "Benefit", "at_risk_reason": "At risk because", "project_name": "Project",
             "objective_name": "Objective", "owner": "Owner", "due": "Due", "project_finish": "Project ends",
             "target_value": "Target", "actual_to_date": "Realised", "realisation_pct": "Of target to date",
             "share": "Share"},
    alt="Benefits, those at risk first, each with the reason.",
    empty="No benefit is on file. `pmo template benefit` gives a sheet to keep them in.",
    key="register",
)  # fmt: skip

st.subheader("Worth against cost")
found = studies.run(appraised, AppraisalYears.of(scope))
said = charts.worth_finding(found.projects, found.ratio, found.class_, found.rate)
opening.mark(chart.show(charts.worth(found.projects, said), alt=said, key="worth", behind=found.projects, select=True))
st.caption(
    "Benefits and costs by year on file, discounted to each project's first year; nothing beyond them is guessed."
)
years = room.ask(AppraisalYears.of(scope))
if len(years):
    with st.expander("Benefits and costs by year", icon=":material/table:", on_change="rerun", key="years") as opened:
        if opened.open:
            opening.table(
                years,
                columns={"name": "Project", "year": "Year", "benefit": "Benefit", "cost": "Cost"},
                alt="What each project is to bring and cost in each calendar year, from which its worth is worked out.",
                empty="",
                key="appraisal_years",
            )
messages.lacking("benefits", scope)
