"""Charts of progress: planned against actual, finishes as each date told them, milestones, variances.

Each takes a frame of `queries.progress`. Where a frame's rows are too many to read, the worst are shown and the rest
is counted in words.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pmo_data.charts import labels, theme, timeline
from pmo_data.charts.roadmap import worst_lane
from pmo_data.domain.words import count, is_unknown, known, percent

HIGHLIGHTED = 6
MOST_LINES, MOST_MARKS = 150, 600
"""More lines or marks than these are a stain, and make a page heavy: the worst are drawn and the cut is said."""
_STATES = {
    "missed": ("Missed", "red"),
    "met_late": ("Met late", "amber"),
    "met": ("Met", "green"),
    "due": ("Due soon", "due"),
    "upcoming": ("Upcoming", "unknown"),
}


def at_status(frame: pd.DataFrame) -> pd.Series[Any] | None:
    """The last month of the S-curve that is past; None where nothing is."""
    past = frame[frame["is_past"].fillna(False).astype(bool)] if len(frame) else frame
    return past.iloc[-1] if len(past) else None


def s_curve(frame: pd.DataFrame) -> go.Figure:
    """Cumulative planned value, earned value and actual cost by month, with the status date."""
    if frame.empty or frame["planned_value"].isna().all():
        return theme.empty("Neither budgets by month nor tasks with dates are known, so there is no plan to draw.")
    unit = _unit(frame)
    made = theme.figure(s_curve_finding(frame), height=340, y_title=f"Cumulative, {unit}")
    for column, name, colour, dash, width in (
        ("planned_value", "Planned", theme.MUTED, "dash", 2),
        ("earned_value", "Earned", theme.ACCENT, "solid", 3.5),
        ("actual_cost", "Spent", theme.SECOND, "dot", 3),
    ):
        if frame[column].notna().any():
            made.add_scatter(
                x=frame["month"],
                y=frame[column],
                mode="lines",
                name=name,
                line={"color": colour, "dash": dash, "width": width},
                hovertemplate="%{x|%b %Y}: %{y:,.3s}<extra>" + name + "</extra>",
            )
    now = at_status(frame)
    timeline.status_line(made, None if now is None else now["month"])
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0, nticks=8)
    made.update_yaxes(rangemode="tozero")
    if unit != _DAYS:
        theme.money_axis(made, "y", unit if unit != "money" else None)
    return made


_DAYS = "working days"


def _unit(frame: pd.DataFrame) -> str:
    if frame["basis"].iloc[0] != "money":
        return _DAYS
    return str(frame["currency"].dropna().iloc[0]) if frame["currency"].notna().any() else "money"


def s_curve_finding(frame: pd.DataFrame) -> str:
    """'41 % earned against 46 % planned, known 58 of 60'."""
    now = at_status(frame)
    if now is None:
        return "Planned over time; nothing is past yet"
    feeds = known(int(now["known"]), int(now["total"]))
    if is_unknown(now["earned_pct"]):
        return f"{percent(now['planned_pct'])} was planned by now; what is earned is not known ({feeds})"
    return f"{percent(now['earned_pct'])} earned against {percent(now['planned_pct'])} planned ({feeds})"


def slip_chart(history: pd.DataFrame, slip: pd.DataFrame) -> go.Figure:
    """Forecast finish of each project as each status date told it; those that moved most stand out.

    A line that rises is a finish that moves away; one that is level keeps its word. Diamonds mark a new baseline.
    """
    rows = history[history["forecast_finish"].notna()]
    if rows["status_date"].nunique() < 2:
        return theme.empty(
            "No finish is on file, so none can be seen to move."
            if rows.empty
            else "How finishes move is seen from the second status date on; finishes were told on one so far."
        )
    worst = _moved(slip).head(HIGHLIGHTED)
    made = theme.figure(slip_finding(slip), height=420, x_title="As told on", y_title="Forecast finish")
    theme.say_cut(made, rows["project"].nunique(), int(rows["projects"].iloc[0]), "those that moved most")
    _others(made, rows[~rows["project"].isin(worst["project"])])
    for colour, symbol, (_, row) in zip(theme.SEQUENCE, theme.SYMBOLS, worst.iterrows(), strict=False):
        told = rows[rows["project"] == row["project"]]
        made.add_scatter(
            x=told["status_date"],
            y=told["forecast_finish"],
            mode="lines+markers",
            name=theme.wrapped(f"{row['name']} +{int(row['slip_since_first_days'])} d", 44),
            line={"color": colour, "width": 2.5},
            marker={"symbol": symbol, "size": 8, "color": colour},
            customdata=told["project"],
            hovertemplate="told %{x|%d %b %Y}: %{y|%d %b %Y}<extra>" + theme.wrapped(row["name"]) + "</extra>",
        )
    _rebaselined(made, rows)
    shown = rows[rows["project"].isin(worst["project"])] if len(worst) else rows
    _date_range(made, shown["forecast_finish"])
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0)
    return made


def _moved(slip: pd.DataFrame) -> pd.DataFrame:
    later = slip[slip["slip_since_first_days"] > 0]
    return later.sort_values(["slip_since_first_days", "project"], ascending=[False, True])


def _others(made: go.Figure, rows: pd.DataFrame) -> None:
    """All other projects in one grey trace, with gaps between them."""
    # As texts: Plotly copies thousands of days one by one, and texts for nothing.
    days = rows[["status_date", "forecast_finish"]].astype(str)
    xs: list[str | None] = []
    ys: list[str | None] = []
    for _, told in days.groupby(rows["project"], sort=False):
        xs += [*told["status_date"], None]
        ys += [*told["forecast_finish"], None]
    if xs:
        made.add_scatter(
            x=xs, y=ys, mode="lines", name="Others", line={"color": theme.GHOST, "width": 1}, hoverinfo="skip"
        )


def _rebaselined(made: go.Figure, rows: pd.DataFrame) -> None:
    ordered = rows.sort_values(["project", "status_date"])
    before = ordered.groupby("project")["baseline_finish"].shift()
    new = ordered[before.notna() & ordered["baseline_finish"].notna() & (before != ordered["baseline_finish"])]
    if len(new):
        made.add_scatter(
            x=new["status_date"],
            y=new["forecast_finish"],
            mode="markers",
            name="New baseline",
            marker={"symbol": "diamond-open", "size": 13, "color": theme.MUTED, "line": {"width": 2}},
            text=[theme.wrapped(name) for name in new["name"]],
            hovertemplate="%{text}: new baseline<extra></extra>",
        )


def _date_range(made: go.Figure, dates: pd.Series[Any]) -> None:
    known_dates = pd.to_datetime(dates.dropna())
    margin = max((known_dates.max() - known_dates.min()) * 0.06, pd.Timedelta(days=10))
    low, high = known_dates.min() - margin, known_dates.max() + margin
    made.update_yaxes(type="date", tickformat="%b %Y", range=[low.isoformat(), high.isoformat()])


def slip_finding(slip: pd.DataFrame) -> str:
    """'14 of 60 finishes moved later; Booking platform moved most, by 121 days.'"""
    told = slip[slip["slip_since_first_days"].notna()]
    later = _moved(slip)
    if later.empty:
        return f"No finish of {count(len(told), 'project')} moved later" if len(told) else "No finish is known twice"
    first = later.iloc[0]
    days = count(int(first["slip_since_first_days"]), "day")
    return f"{len(later)} of {len(told)} finishes moved later since first told; {first['name']} most, by {days}"


def variances(frame: pd.DataFrame) -> go.Figure:
    """Finish slip against cost variance, both in percent of the baseline; ratings by shape, quadrants by name."""
    rows = frame[frame["slip_pct"].notna() & frame["cost_variance_pct"].notna()]
    if rows.empty:
        return theme.empty("No project tells both its finish and its cost against a baseline.")
    made = theme.figure(
        variances_finding(frame), height=420, x_title="Finish slip, % of duration", y_title="Cost over budget, %"
    )
    known_of = len(rows)
    if known_of > MOST_MARKS:
        far = rows["slip_pct"].clip(lower=0) + rows["cost_variance_pct"].clip(lower=0)
        rows = rows.loc[far.sort_values(ascending=False, kind="stable").index[:MOST_MARKS]]
    for rating in theme.ORDER:
        part = rows[rows["rating"].fillna("unknown") == rating]
        if len(part):
            made.add_scatter(
                x=part["slip_pct"],
                y=part["cost_variance_pct"],
                mode="markers",
                name=theme.rated(rating),
                marker=theme.point(rating),
                customdata=part["project"],
                text=[theme.wrapped(name) for name in part["name"]],
                hovertemplate="%{text}<br>slip %{x:.0f} %, cost %{y:+.0f} %<extra></extra>",
            )
    theme.say_cut(made, len(rows), known_of, "furthest from the plan")
    made.update_layout(legend={"y": 1.07})  # above the names of the quadrants
    _quadrants(made)
    _named(made, rows)
    return made


def _quadrants(made: go.Figure) -> None:
    zero = {"type": "line", "line": {"color": theme.MUTED, "width": 1}}
    made.add_shape(**zero, x0=0, x1=0, y0=0, y1=1, yref="paper")
    made.add_shape(**zero, x0=0, x1=1, y0=0, y1=0, xref="paper")
    for x, y, word in (
        (1, 1, "Late and over"),
        (0, 1, "Early, but over"),
        (1, 0, "Late, but under"),
        (0, 0, "Early and under"),
    ):
        made.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="paper",
            text=word,
            showarrow=False,
            xanchor="right" if x else "left",
            yanchor="bottom",
            font={"size": 11, "color": theme.MUTED},
        )


def _named(made: go.Figure, rows: pd.DataFrame, most: int = 5) -> None:
    far = rows.assign(far=rows["slip_pct"].clip(lower=0) + rows["cost_variance_pct"].clip(lower=0))
    first = far.sort_values("far", ascending=False, kind="stable").head(most)
    named = [
        labels.Named(float(row["slip_pct"]), float(row["cost_variance_pct"]), str(row["name"]))
        for _, row in first.iterrows()
    ]
    # The zero lines are in view, whether or not a project is near them.
    xs, ys = rows["slip_pct"].astype(float).to_list(), rows["cost_variance_pct"].astype(float).to_list()
    labels.place(made, named, [0.0, *xs], [0.0, *ys], width=26)


def variances_finding(frame: pd.DataFrame) -> str:
    """'7 of 58 projects are both late and over budget'."""
    rows = frame[frame["slip_pct"].notna() & frame["cost_variance_pct"].notna()]
    if rows.empty:
        return "Time and cost against the baseline are not known together for any project"
    both = rows[(rows["slip_pct"] > 0) & (rows["cost_variance_pct"] > 0)]
    are = "is" if len(both) == 1 else "are"
    return f"{len(both)} of {count(len(rows), 'project')} {are} behind their baseline and over budget"


def milestones(frame: pd.DataFrame, states: pd.Series[int], on: date | None) -> go.Figure:
    """Milestones on a strip per programme: met, met late, missed, due soon, upcoming, each with its own shape.

    `frame` holds the first of them, worst first; `states` counts all of them by state.
    """
    rows = frame[frame["date"].notna()]
    if rows.empty:
        return theme.empty("No milestone with a date is in view.")
    lanes = rows["programme_name"].fillna("No programme")
    order = list(lanes.value_counts().sort_index().index)[:14]
    made = theme.figure(milestones_finding(states), height=120 + 56 * len(order))
    dated = int(states.drop("undated", errors="ignore").sum())
    theme.say_cut(made, min(len(rows), MOST_MARKS), dated, "missed and due first")
    # They come worst first: missed ones longest, then those due, then the rest.
    rows = rows.head(MOST_MARKS)
    lanes = lanes[rows.index]
    for state, (word, look) in _STATES.items():
        part = rows[(rows["state"] == state) & lanes.isin(order)]
        if len(part):
            made.add_scatter(
                x=part["date"],
                y=[order.index(lane) + _jitter(i) for i, lane in enumerate(lanes[part.index])],
                mode="markers",
                name=word,
                marker=theme.point(look),
                customdata=part["task"],
                text=[theme.wrapped(f"{p}: {n}", 70) for p, n in zip(part["project_name"], part["name"], strict=True)],
                hovertemplate="%{text}<br>%{x|%d %b %Y}<extra>" + word + "</extra>",
            )
    timeline.status_line(made, on)
    timeline.rows_axis(made, [""] * len(order))
    at_left = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "middle", "font": {"size": 11}}
    theme.annotate(
        made, [{**at_left, "y": place - 0.5, "text": theme.wrapped(lane, 44)} for place, lane in enumerate(order)]
    )
    timeline.time_axis(made, rows["date"])
    return made


def _jitter(index: int) -> float:
    """Neighbours a little above or below each other, the same on every run."""
    return (index * 7 % 5 - 2) * 0.12


def by_state(states: pd.DataFrame) -> pd.Series[int]:
    """How many milestones are in each state, by state."""
    return states.set_index("state")["milestones"]


def milestones_finding(states: pd.Series[int]) -> str:
    """'9 milestones are missed and 14 fall due within 30 days', of how many are in each state."""
    missed, due = int(states.get("missed", 0)), int(states.get("due", 0))
    if states.empty:
        return "No milestone is in view"
    falls = "falls" if due == 1 else "fall"
    return f"{count(missed, 'milestone')} {'is' if missed == 1 else 'are'} missed and {due} {falls} due within 30 days"


def pressing(frame: pd.DataFrame, states: pd.Series[int]) -> pd.DataFrame:
    """Milestones missed, longest overdue first, then those due soon, soonest first; `pressing` counts all of them."""
    missed = frame[frame["state"] == "missed"].sort_values("overdue_days", ascending=False)
    due = frame[frame["state"] == "due"].sort_values("date")
    every = int(states.get("missed", 0)) + int(states.get("due", 0))
    return pd.concat([missed, due]).assign(pressing=every)


def opening(curve: pd.DataFrame, lanes: pd.DataFrame, states: pd.Series[int], slip: pd.DataFrame | None = None) -> str:
    """The finding in words: how far against the plan, which programme is latest, how many milestones are missed."""
    now = at_status(curve)
    parts = [] if now is None else [_behind(now)]
    found = worst_lane(lanes)
    if found:
        lane, late, total, days = found
        parts.append(
            f"{lane} slips most: {late} of {count(total, 'project')} behind their baseline, {days} days on average"
        )
    elif slip is not None and len(_moved(slip)):
        parts.append(slip_finding(slip))
    if len(states):
        parts.append(milestones_finding(states))
    return (
        ". ".join(parts) + "."
        if parts
        else "Neither a plan over time nor a baseline to hold finishes against is known."
    )


def _behind(now: pd.Series[Any]) -> str:
    if is_unknown(now["earned_pct"]) or is_unknown(now["planned_pct"]):
        return "What is earned against the plan is not known"
    gap = round(float(now["planned_pct"]) - float(now["earned_pct"]))
    state = "as planned" if gap == 0 else f"{abs(gap)} points {'behind' if gap > 0 else 'ahead of'} the plan"
    feeds = "" if now["known"] == now["total"] else f" ({known(int(now['known']), int(now['total']))})"
    return f"{percent(now['earned_pct'])} of the work is earned, {state}{feeds}"
