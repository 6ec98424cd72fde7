"""Charts of one project beside its timeline: money by month, and rating, finish and cost as each date told them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from pmo_data.charts import theme, timeline
from pmo_data.domain.words import amount, count, day, is_unknown

if TYPE_CHECKING:
    import pandas as pd


def money(frame: pd.DataFrame) -> go.Figure:
    """Planned, earned and spent by month, cumulative, with the spend of each month below as columns."""
    names = ["cumulative_planned_value", "cumulative_earned_value", "cumulative_actual_cost"]
    if frame.empty or not frame[names].notna().any().any():
        return theme.empty("No budget or cost by month is known for this project.")
    currency = str(frame["currency"].dropna().iloc[0]) if frame["currency"].notna().any() else "money"
    made = theme.figure(money_finding(frame), height=360, y_title=currency)
    made.add_bar(
        x=frame["month"],
        y=frame["actual_cost"],
        name="Spent in the month",
        marker={"color": theme.GHOST},
        hovertemplate="%{x|%b %Y}: %{y:,.3s}<extra>Spent in the month</extra>",
    )
    for column, name, colour, dash in (
        ("cumulative_planned_value", "Planned", theme.MUTED, "dash"),
        ("cumulative_earned_value", "Earned", theme.ACCENT, "solid"),
        ("cumulative_actual_cost", "Spent", theme.SECOND, "dot"),
    ):
        if frame[column].notna().any():
            made.add_scatter(
                x=frame["month"],
                y=frame[column],
                mode="lines",
                name=name,
                line={"color": colour, "dash": dash, "width": 3},
                hovertemplate="%{x|%b %Y}: %{y:,.3s}<extra>" + name + "</extra>",
            )
    now = _now(frame)
    timeline.status_line(made, None if now is None else now["month"])
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0, nticks=8)
    theme.money_axis(made, "y", None if currency == "money" else currency)
    return made


def _now(frame: pd.DataFrame) -> pd.Series[Any] | None:
    past = frame[frame["is_past"].fillna(False).astype(bool)]
    return past.iloc[-1] if len(past) else None


def money_finding(frame: pd.DataFrame) -> str:
    """'£4.1m earned for £5.2m spent; £4.8m was planned by now'."""
    now = _now(frame) if len(frame) else None
    if now is None:
        return "Money by month; nothing is past yet"
    words = (
        ("cumulative_earned_value", "earned"),
        ("cumulative_actual_cost", "spent"),
        ("cumulative_planned_value", "planned"),
    )
    said = [f"{amount(now[c], now['currency'])} {word}" for c, word in words if not is_unknown(now[c])]
    return f"By {now['month']:%b %Y}: {', '.join(said)}"


def finishes(history: pd.DataFrame) -> go.Figure:
    """Forecast and baseline finish as each status date told them; a marker's shape is the rating declared then."""
    rows = history[history["forecast_finish"].notna()]
    if len(rows) < 2:
        return theme.empty("How the finish moves is seen from the second status date on.")
    made = theme.figure(finishes_finding(history), height=320, x_title="As told on", y_title="Finish")
    made.add_scatter(
        x=rows["status_date"],
        y=rows["baseline_finish"],
        mode="lines",
        name="Baseline",
        line={"color": theme.MUTED, "dash": "dash", "width": 2, "shape": "hv"},
        hovertemplate="%{y|%d %b %Y}<extra>Baseline</extra>",
    )
    made.add_scatter(
        x=rows["status_date"],
        y=rows["forecast_finish"],
        mode="lines",
        name="Forecast",
        line={"color": theme.ACCENT, "width": 2.5},
        hoverinfo="skip",
    )
    rated = rows["declared_overall"].fillna("unknown")
    for rating in theme.ORDER:
        part = rows[rated == rating]
        if len(part):
            made.add_scatter(
                x=part["status_date"],
                y=part["forecast_finish"],
                mode="markers",
                name=f"Declared {theme.rated(rating)}",
                marker=theme.point(rating),
                hovertemplate="told %{x|%d %b %Y}: %{y|%d %b %Y}<extra>" + theme.look(rating).word + "</extra>",
            )
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0)
    made.update_yaxes(type="date", tickformat="%b %Y")
    return made


def finishes_finding(history: pd.DataFrame) -> str:
    """'The forecast finish moved 63 days later since Nov 2025, to 14 May 2027'."""
    rows = history[history["forecast_finish"].notna()]
    if len(rows) < 2:
        return "The finish is known at one status date only"
    first, last = rows.iloc[0], rows.iloc[-1]
    moved = (last["forecast_finish"] - first["forecast_finish"]).days
    told = f"{first['status_date']:%b %Y}"
    if moved == 0:
        return f"The forecast finish stands at {day(last['forecast_finish'])}, as in {told}"
    way = "later" if moved > 0 else "earlier"
    return f"The forecast finish moved {count(abs(moved), 'day')} {way} since {told}, to {day(last['forecast_finish'])}"


def costs(history: pd.DataFrame) -> go.Figure:
    """Budget, forecast and spend as each status date told them."""
    rows = history[history[["budget", "forecast_cost", "actual_cost"]].notna().any(axis=1)]
    if len(rows) < 2:
        return theme.empty("How the cost moves is seen from the second status date on.")
    currency = str(rows["currency"].dropna().iloc[0]) if rows["currency"].notna().any() else "money"
    made = theme.figure(costs_finding(history), height=320, x_title="As told on", y_title=currency)
    for column, name, colour, dash, shape in (
        ("budget", "Budget", theme.MUTED, "dash", "hv"),
        ("forecast_cost", "Forecast cost", theme.ACCENT, "solid", "linear"),
        ("actual_cost", "Spent", theme.SECOND, "dot", "linear"),
    ):
        if rows[column].notna().any():
            made.add_scatter(
                x=rows["status_date"],
                y=rows[column],
                mode="lines+markers",
                name=name,
                line={"color": colour, "dash": dash, "width": 2.5, "shape": shape},
                hovertemplate="%{x|%d %b %Y}: %{y:,.3s}<extra>" + name + "</extra>",
            )
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0)
    made.update_yaxes(rangemode="tozero")
    theme.money_axis(made, "y", None if currency == "money" else currency)
    return made


def costs_finding(history: pd.DataFrame) -> str:
    """'Forecast cost went from £8.1m to £9.9m against a budget of £8.1m'."""
    rows = history[history["forecast_cost"].notna()]
    if rows.empty:
        return "No forecast of the cost is known"
    first, last = rows.iloc[0], rows.iloc[-1]
    before, now, budget = (
        amount(row[c], last["currency"])
        for row, c in ((first, "forecast_cost"), (last, "forecast_cost"), (last, "budget"))
    )
    moved = f"stands at {now}" if before == now else f"went from {before} to {now}"
    return f"Forecast cost {moved} against a budget of {budget}"
