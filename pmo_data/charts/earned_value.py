"""Charts of earned value: the S-curve with the cone of estimates, the indices over time, branches beside the plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from pmo_data.charts import theme, timeline
from pmo_data.domain.words import amount, percent

if TYPE_CHECKING:
    import pandas as pd

_CURVES = (
    ("planned_value", "Planned value", theme.MUTED, "dash"),
    ("earned_value", "Earned value", theme.ACCENT, "solid"),
    ("actual_cost", "Actual cost", theme.SECOND, "dot"),
)


def s_curve(curve: pd.DataFrame, cone: pd.DataFrame, finding: str, currency: str | None, on: date | None) -> go.Figure:
    """Cumulative planned, earned and spent money, and from the status date the estimates at completion as a cone.

    `curve`: period_end with the three amounts; `cone`: variant, date, amount.
    """
    if curve.empty or curve["planned_value"].isna().all():
        return theme.empty("There is no curve: neither budgets by period nor tasks with dates and costs are known.")
    made = theme.figure(finding, height=420, y_title=currency or "Money")
    _cone(made, curve, cone)
    for name, word, colour, dash in _CURVES:
        known = curve[curve[name].notna()]
        if known.empty:
            continue
        made.add_scatter(
            x=known["period_end"],
            y=known[name],
            mode="lines",
            name=word,
            line={"color": colour, "width": 2.5, "dash": dash},
            hovertemplate="%{x|%d %b %Y}: %{y:,.0f}<extra>" + word + "</extra>",
        )
    timeline.status_line(made, on)
    made.update_xaxes(**timeline.DATES, nticks=8)
    made.update_yaxes(rangemode="tozero")
    return made


def _cone(made: go.Figure, curve: pd.DataFrame, cone: pd.DataFrame) -> None:
    """From the last actual cost to the lowest and the highest estimate; the variants as points at its mouth."""
    spent = curve[curve["actual_cost"].notna()]
    if spent.empty or cone.empty:
        return
    last, low, high = spent.iloc[-1], cone["amount"].min(), cone["amount"].max()
    end = cone["date"].iloc[0]
    made.add_scatter(
        x=[last["period_end"], end, end, last["period_end"]],
        y=[last["actual_cost"], high, low, last["actual_cost"]],
        fill="toself",
        fillcolor=theme.GHOST,
        line={"width": 0},
        mode="lines",
        name="Range of estimates at completion",
        hoverinfo="skip",
    )
    made.add_scatter(
        x=cone["date"],
        y=cone["amount"],
        mode="markers",
        name="Estimate at completion",
        marker={"symbol": "line-ew-open", "size": 14, "color": theme.SECOND, "line": {"width": 2}},
        text=[str(variant).replace("_", " ") for variant in cone["variant"]],
        hovertemplate="%{text}: %{y:,.0f}<extra></extra>",
    )


def by_period(curve: pd.DataFrame, currency: str | None) -> go.Figure:
    """The same three amounts in each period that is over."""
    past = curve[curve["earned_value"].notna()] if "period_earned_value" in curve else curve.head(0)
    if past.empty:
        return theme.empty("No period is over yet, or none has an earned value.")
    made = theme.figure(period_finding(past, currency), height=300, y_title=currency or "Money")
    for name, word, colour, _ in _CURVES:
        known = past[f"period_{name}"]
        if known.notna().any():
            made.add_bar(x=past["period_end"], y=known, name=word, marker={"color": colour})
    made.update_layout(barmode="group", bargap=0.25)
    made.update_xaxes(**timeline.DATES, nticks=8)
    return made


def period_finding(past: pd.DataFrame, currency: str | None) -> str:
    """'In the last period £0.9m was earned where £1.3m was planned'."""
    last = past.iloc[-1]
    earned, planned = amount(last["period_earned_value"], currency), amount(last["period_planned_value"], currency)
    return f"In the last period {earned} was earned where {planned} was planned"


def indices(curve: pd.DataFrame) -> go.Figure:
    """SPI, CPI and SPI(t) by period, with the line of 1 they are read against."""
    names = {
        "schedule_performance_index": ("SPI", theme.MUTED, "dash"),
        "cost_performance_index": ("CPI", theme.SECOND, "dot"),
        "time_performance_index": ("SPI(t)", theme.ACCENT, "solid"),
    }
    past = curve[curve["earned_value"].notna()]
    if past.empty or "schedule_performance_index" not in past:
        return theme.empty("No index is known: no period has an earned value.")
    made = theme.figure(indices_finding(past), height=300, y_title="Index (1 = as planned)")
    for name, (word, colour, dash) in names.items():
        if past[name].notna().any():
            made.add_scatter(
                x=past["period_end"],
                y=past[name],
                mode="lines",
                name=word,
                line={"color": colour, "width": 2.2, "dash": dash},
            )
    made.add_hline(y=1, line={"color": theme.OUTLINE, "width": 1})
    made.update_xaxes(**timeline.DATES, nticks=8)
    return made


def indices_finding(past: pd.DataFrame) -> str:
    """'CPI went from 0.99 to 0.91, SPI(t) from 0.84 to 0.75'."""
    said = [
        f"{word} went from {known.iloc[0]:.2f} to {known.iloc[-1]:.2f}"
        for word, name in (("CPI", "cost_performance_index"), ("SPI(t)", "time_performance_index"))
        if len(known := past[name].dropna())
    ]
    return ", ".join(said) if said else "No index is known yet"


def branches(rows: pd.DataFrame, depth: int = 1) -> go.Figure:
    """Per cent planned and earned of each heading down to a level, in the plan's order."""
    part: pd.DataFrame = rows[(rows["depth"] < depth) & rows["planned_pct"].notna()]
    if part.empty:
        return theme.empty("No heading of the plan has tasks with dates and costs below it.")
    made = theme.figure(branches_finding(part), height=110 + 44 * len(part), x_title="Per cent of the branch's budget")
    labels = [theme.wrapped(str(name), 34) for name in part["name"]]
    places = list(range(len(part)))
    made.add_bar(
        y=places, x=part["planned_pct"], orientation="h", name="Planned", width=0.8, marker={"color": theme.GHOST}
    )
    made.add_bar(
        y=places, x=part["complete_pct"], orientation="h", name="Earned", width=0.4, marker={"color": theme.ACCENT},
        text=[percent(value) for value in part["complete_pct"]], textposition="outside", customdata=part["task"],
    )  # fmt: skip
    timeline.rows_axis(made, labels)
    made.update_xaxes(range=[0, 128])
    return made


def branches_finding(part: pd.DataFrame) -> str:
    """'Furthest behind: Construction, 78 % earned of 100 % planned'."""
    behind = part.assign(gap=part["planned_pct"] - part["complete_pct"]).dropna(subset=["gap"])
    if behind.empty or behind["gap"].max() < 1:
        return "No branch is behind its plan"
    worst = behind.sort_values("gap", kind="stable").iloc[-1]
    done, planned = percent(worst["complete_pct"]), percent(worst["planned_pct"])
    return f"Furthest behind: {worst['name']}, {done} earned of {planned} planned"
