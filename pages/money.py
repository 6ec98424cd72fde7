"""Money: what is planned, spent and expected, whose forecast is over and why, and what moved the total."""

from __future__ import annotations

import streamlit as st

from pages._ui import ahead, chart, frame, messages, money_cards, opening, room
from pages._ui.text import md
from pmo_data.charts import money as charts
from pmo_data.queries.attribution import Attribution, AttributionSteps
from pmo_data.queries.money import MoneyByPeriod, MoneyByProject, MoneySummary, SpendPastGates

MEASURES = {"forecast_cost": "Forecast", "budget": "Budget", "whole_life_cost": "Whole life", "actual_cost": "Spent"}

scope = frame.enter()
st.title("Money")
if messages.nothing_yet():
    st.stop()

room.ask_ahead(*ahead.of_money(scope))
now = room.ask(MoneySummary.of(scope)).iloc[0]
gates = room.ask(SpendPastGates.of(scope))
st.markdown(f"**{md(charts.opening(now, gates))}**")
for sentence in charts.refusals(now):
    st.warning(md(sentence), icon=":material/currency_exchange:")
told = charts.told(now, list(MEASURES))
doubt = "" if scope.compare_with is None else charts.unlike_units(room.ask(Attribution.of(scope, measure=told)))
if doubt:
    st.warning(doubt, icon=":material/straighten:")
money_cards.show(now, scope, compared=not doubt)

if scope.compare_with is not None:
    st.subheader("What moved the total")
    measure: str = st.segmented_control(
        "Total of", list(MEASURES), format_func=MEASURES.__getitem__, default=told,
        key="measure_money", required=True, bind="query-params",
    )  # fmt: skip
    steps = room.ask(AttributionSteps.of(scope, measure=measure))
    parts = room.ask(Attribution.of(scope, measure=measure))
    unlike = charts.unlike_units(parts)
    drawn = charts.attribution(steps) if not unlike else charts.not_compared(steps)
    points = chart.show(drawn, alt=charts.attribution_finding(steps), key="attribution", behind=parts, select=True)
    if not unlike:
        st.caption("The bars begin where the changes can be seen. Joiners and leavers are neither growth nor saving.")
    effect = chart.picked(points)
    opening.table(
        charts.effects(parts if effect is None else parts[parts["effect"] == effect]),
        # The figure first: a phone shows little more than a name beside it.
        columns=({"after_value": "Now"} if unlike else {"change": "Change"}) | {
            "name": "Project", "effect": "Effect", "programme_name": "Programme", "before_value": "Before"}
        | ({} if unlike else {"after_value": "Now"}),
        alt="What moved the total, project by project.",
        empty="No project's amount changed between the two dates.",
        key="attributed",
    )  # fmt: skip

st.subheader("By project")
projects = room.ask(MoneyByProject.of(scope))
opening.mark(
    chart.show(
        charts.variances(projects), alt=charts.variances_finding(projects), key="overruns", behind=projects, select=True
    )
)

st.subheader("By period")
left, middle, right = st.columns(3)
grain: str = left.segmented_control(
    "Period", ["month", "quarter", "year"], default="month", format_func=str.capitalize, key="grain", required=True,
    bind="query-params",
)  # fmt: skip
told_as: str = middle.segmented_control(
    "Shown", ["plan", "kind"], default="plan", key="shown_money", required=True, bind="query-params",
    format_func=lambda value: {"plan": "Plan and actual", "kind": "Capital and running"}[value],
)  # fmt: skip
summed = right.toggle("Cumulative", value=True, key="cumulative", bind="query-params")
flow = room.ask(MoneyByPeriod.of(scope, grain=grain))
if told_as == "plan":
    chart.show(charts.periods(flow, summed), alt=charts.periods_finding(flow), key="periods", behind=flow)
else:
    chart.show(charts.kinds(flow, summed), alt=charts.kinds_finding(flow), key="kinds", behind=flow)

st.subheader("Spending past a gate")
opening.table(
    gates,
    columns={"project_name": "Project", "gate_name": "Gate", "planned_date": "Due", "overdue_days": "Overdue",
             "spent_since": "Spent since", "spent_since_pct": "Of the budget", "chair": "Decides", "manager": "Leader"},
    alt="Gates that are due and not passed, with what was spent since.",
    empty=messages.nothing_of(scope, "money", "Spending past gates") or "No gate that is due waits to be passed.",
    key="past_gates",
)  # fmt: skip
messages.lacking("money", scope)
