"""Charts and sentences of benefits: profile against actual, the line of sight, and worth against cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_data.charts import theme
from pmo_data.domain.words import amount, count, is_unknown, listed, percent

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOST = 12


def opening(frame: pd.DataFrame) -> str:
    """The worst shortfall among finished profiles, what is at risk first, owners missing and double counting."""
    if frame.empty:
        return "No benefit is on file: nothing says yet what the projects are for in money or measure."
    worth, valued = amount(_sum(frame["target_value"]), _money(frame)), int(frame["target_value"].notna().sum())
    some = "" if valued == len(frame) else f", {valued} of them"
    said = [
        f"{count(len(frame), 'benefit')}{some} worth {worth}"
        if valued
        else f"{count(len(frame), 'benefit')} of unknown worth"
    ]
    late = frame[frame["at_risk"] & (frame["days_late"].fillna(0) > 0)]
    red = frame[frame["at_risk"]]
    if len(late):
        first = late.iloc[0]
        said.append(f"{first['name']} ({first['project_name']}) lands {int(first['days_late'])} days after it is due")
    if len(red) and red["target_value"].notna().any():
        said.append(f"{amount(_sum(red['target_value']), _money(frame))} is at risk")
    short = frame[frame["realisation_pct"].notna() & (frame["target_to_date"] > 0)].sort_values("realisation_pct")
    if len(short) and short.iloc[0]["realisation_pct"] < 90:
        worst = short.iloc[0]
        said.append(f"{worst['project_name']} has realised {percent(worst['realisation_pct'])} of its target to date")
    return "; ".join(said) + "."


def shortcomings(frame: pd.DataFrame) -> list[str]:
    """Owners missing and benefits that are counted more or less than once, in sentences."""
    said = []
    without = frame[frame["has_no_owner"]]
    if len(without):
        said.append(f"{count(len(without), 'benefit')} without an owner: {listed(sorted(without['name']))}.")
    for name, part in frame[frame["is_miscounted"]].groupby("name"):
        projects = listed(sorted(str(p) for p in part["project_name"]))
        said.append(f"“{name}” is shared by {projects} with parts that come to {percent(part['share_sum'].iloc[0])}.")
    return said


def profile(frame: pd.DataFrame) -> go.Figure:
    """Benefits aimed for and realised, cumulative."""
    if frame.empty:
        return theme.empty("No benefit on file says what is to come when.")
    made = theme.figure(profile_finding(frame), height=340, y_title=str(_money(frame) or "Money"))
    for name, label, colour, dash in (
        ("cumulative_target_value", "Aimed for", theme.INK, "solid"),
        ("cumulative_actual_value", "Realised", theme.SECOND, "solid"),
    ):
        made.add_scatter(
            x=frame["period"],
            y=frame[name],
            name=label,
            mode="lines+markers",
            line={"color": colour, "dash": dash, "width": 2.5},
            hovertemplate="%{x|%b %Y}: %{y:,.3s}<extra>" + label + "</extra>",
        )
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0)
    theme.money_axis(made, "y", _money(frame))
    return made


def profile_finding(frame: pd.DataFrame) -> str:
    """'£510k realised of £1.26m aimed for by now; £450m to come in all'."""
    due, came = _sum(frame["target_to_date"]), _sum(frame["actual_value"])
    whole = amount(_sum(frame["target_value"]), _money(frame))
    if not due:
        return f"Nothing is due yet of {whole} aimed for"
    share, money = percent(100 * (came or 0) / due), _money(frame)
    return f"{amount(came or 0, money)} ({share}) is realised of {amount(due, money)} due by now; {whole} in all"


def sight(frame: pd.DataFrame) -> go.Figure:
    """Each objective's benefits: on time, on red projects, and landing late."""
    rows = frame[frame["worth"].notna()][::-1]
    if rows.empty:
        return theme.empty("No benefit on file names the objective it serves.")
    made = theme.figure(sight_finding(frame), x_title=str(_money(frame) or "Money"))
    late = rows["late_worth"].fillna(0)
    red = (rows["red_worth"].fillna(0) - late).clip(lower=0)
    calm = (rows["worth"] - late - red).clip(lower=0)
    for values, label, look in (
        (late, "Lands late", "red"),
        (red, "On red projects", "amber"),
        (calm, "As promised", "green"),
    ):
        made.add_bar(
            y=list(range(len(rows))), x=values, orientation="h", name=label, marker=theme.marker(look),
            hovertemplate="%{x:,.3s}<extra>" + label + "</extra>",
        )  # fmt: skip
    labels = [
        f"{theme.wrapped(str(r['name']), 36)}: <b>{amount(r['worth'], r['currency'])}</b>" for _, r in rows.iterrows()
    ]
    theme.rows_above(made, labels)
    made.update_layout(barmode="stack", legend={"traceorder": "normal"})
    theme.money_axis(made, "x", _money(frame))
    return made


def sight_finding(frame: pd.DataFrame) -> str:
    """'£1.44m of Easy services for everyone now lands after it is needed'."""
    late = frame[frame["late_worth"].fillna(0) > 0]
    if len(late):
        first = late.iloc[0]
        return f"{amount(first['late_worth'], first['currency'])} of “{first['name']}” now lands after it is needed"
    red = frame[frame["red_worth"].fillna(0) > 0]
    if len(red):
        first = red.sort_values("red_worth", ascending=False).iloc[0]
        return f"{amount(first['red_worth'], first['currency'])} of “{first['name']}” rests on red projects"
    return "Every benefit lands when its objective needs it"


def worth(projects: pd.DataFrame, finding: str) -> go.Figure:
    """Benefit-cost ratio of each project, worst first, with its value-for-money class in words."""
    rows = projects[projects["ratio"].notna()].sort_values("ratio").head(MOST)[::-1]
    if rows.empty:
        return theme.empty("No project has both benefits and costs by year on file, so none can be appraised.")
    made = theme.figure(finding, x_title="Benefit-cost ratio, discounted", legend=False)
    made.add_bar(
        y=list(range(len(rows))),
        x=rows["ratio"],
        orientation="h",
        marker={"color": theme.ACCENT},
        customdata=rows["project"],
        hovertemplate="%{x:.2f}<extra></extra>",
    )
    made.add_vline(x=1, line={"color": theme.STATUS_LINE, "dash": "dot"})
    labels = [f"{theme.wrapped(str(r['name']), 34)}: <b>{r['ratio']:.2f}</b> {r['class_']}" for _, r in rows.iterrows()]
    theme.rows_above(made, labels)
    return made


def worth_finding(projects: pd.DataFrame, ratio: float | None, class_: str | None, rate: float) -> str:
    """'Benefits on file are worth 0.47 of their cost (poor), at 3.5 % a year'."""
    if ratio is None:
        return "Nothing can be appraised yet"
    money = _money(projects)
    gain, spend = amount(_sum(projects["gain"]), money), amount(_sum(projects["spend"]), money)
    size = count(len(projects), "project")
    return (
        f"Over {size}, benefits on file are worth {ratio:.2f} of their cost ({class_}): {gain} against {spend}, "
        f"at {100 * rate:g} % a year"
    )


def _sum(values: pd.Series[float]) -> float | None:
    known = values.dropna()
    return float(known.sum()) if len(known) else None


def _money(frame: pd.DataFrame) -> str | None:
    said = frame["currency"].dropna()
    return None if said.empty or is_unknown(said.iloc[0]) else str(said.iloc[0])
