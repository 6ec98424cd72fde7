"""Charts of balance: a bubble for each project on axes of one's choice, and buckets against their targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_data.charts import labels, theme
from pmo_data.domain.words import amount, count, listed, percent

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

AXES = {
    "alignment_score": "Alignment, 0 to 100",
    "benefit_ratio": "Benefit over budget",
    "exposure_pct": "Risk exposure, % of contingency",
    "slip_pct": "Slip, % of duration",
    "cost_variance_pct": "Cost over budget, %",
    "percent_complete": "Complete, %",
    "budget": "Budget",
    "age_days": "Age, days",
}
STAGES = "stage"
MOST_BUBBLES = 400
_LARGE = 8.0
"""Radius in pixels from which a name on a bubble could not be read."""
MOST_NAMED = 6
"""Bubbles that are named, the largest first, as far as there is room."""


def opening(mix: pd.DataFrame, dimension: str) -> str:
    """Where the money of open projects goes, and the bucket furthest from its target."""
    known = mix[mix["share_pct"].notna()]
    if known.empty:
        return "No open project in view has a budget, so no share of money can be told."
    first = known.iloc[0]
    if len(known) == 1 and first["bucket"] == "Not stated":
        return f"No open project in view states its {dimension}, so the money cannot be told apart by it."
    said = f"{percent(first['share_pct'])} of the money of open projects goes to {first['bucket']} ({dimension})"
    off = known[known["gap_pct"].notna()]
    if off.empty:
        return f"{said}. No target is set to hold it against."
    worst = off.iloc[int(off["gap_pct"].abs().argmax())]
    side = "above" if worst["gap_pct"] > 0 else "below"
    return f"{said}; {worst['bucket']} is {abs(worst['gap_pct']):.0f} points {side} its target."


def usable(frame: pd.DataFrame) -> list[str]:
    """The axes on which projects differ."""
    return [name for name in AXES if frame[name].nunique() > 1]


def bubble(frame: pd.DataFrame, across: str, up: str) -> go.Figure:
    """Open projects as bubbles sized by budget, coloured and shaped by rating."""
    rows = frame[frame["is_open"] & frame[across].notna() & frame[up].notna()]
    if rows.empty:
        return theme.empty("No open project has a value for both of the chosen axes.")
    made = theme.figure(bubble_finding(frame, across, up), height=460, x_title=AXES[across], y_title=AXES[up])
    theme.say_cut(made, min(len(rows), MOST_BUBBLES), len(rows), "the largest budgets")
    if len(rows) > MOST_BUBBLES:
        rows = rows.sort_values("budget", ascending=False, kind="stable", na_position="last").head(MOST_BUBBLES)
    largest = float(rows["budget"].max()) if rows["budget"].notna().any() else 1.0
    for rating in theme.ORDER:
        part = rows[rows["rating"] == rating]
        if part.empty:
            continue
        sizes = [_size(budget, largest) for budget in part["budget"].astype(float)]
        worths = [amount(v, c) for v, c in zip(part["budget"], part["currency"], strict=True)]
        made.add_scatter(
            x=part[across], y=part[up], mode="markers", name=theme.rated(rating),
            marker={**theme.point(rating), "size": sizes, "opacity": 0.8},
            customdata=part["project"],
            text=[f"{theme.escaped(str(n))}: {w}" for n, w in zip(part["name"], worths, strict=True)],
            hovertemplate="%{text}<br>%{x:.3s}, %{y:.3s}<extra></extra>",
        )  # fmt: skip
    marks = [
        labels.Named(float(row[across]), float(row[up]), str(row["name"]), _size(row["budget"], largest) / 2)
        for _, row in rows.sort_values("budget", ascending=False).iterrows()
    ]
    for axis, name in (("x", across), ("y", up)):
        if name == "budget":
            theme.money_axis(made, axis, rows["currency"].iloc[0])
    xs, ys = (rows[axis].astype(float).to_list() for axis in (across, up))
    labels.place(made, marks, xs, ys, large=[mark for mark in marks if mark.radius > _LARGE], most=MOST_NAMED)
    return made


def _size(budget: float, largest: float) -> float:
    """Diameter of a bubble in pixels, its area by budget; the smallest where none is known."""
    return 9 + 34 * (max(float(budget), 0.0) / largest) ** 0.5 if budget == budget else 9.0


def bubble_finding(frame: pd.DataFrame, across: str, up: str) -> str:
    """How many projects are shown and who is worst and best placed by the first axis."""
    rows = frame[frame["is_open"] & frame[across].notna() & frame[up].notna()]
    if rows.empty:
        return "No open project has a value for both of the chosen axes"
    values = rows[across].astype(float)
    if len(rows) == 1:
        return f"1 open project has a value for both axes: {rows.iloc[0]['name']}"
    low, high = rows.iloc[int(values.argmin())], rows.iloc[int(values.argmax())]
    label = AXES[across].split(",")[0].lower()
    return f"{count(len(rows), 'open project')}: {label} is least in {low['name']}, most in {high['name']}"


def mix(frame: pd.DataFrame) -> go.Figure:
    """Share of the money by bucket, with a mark where a target is set."""
    rows = frame[frame["share_pct"].notna()].head(12)[::-1]
    if rows.empty:
        return theme.empty("No open project in view has a budget.")
    targeted = bool(rows["target_pct"].notna().any())
    made = theme.figure(mix_finding(frame), x_title="Share of the money, %", legend=targeted)
    made.add_bar(
        y=list(range(len(rows))), x=rows["share_pct"], orientation="h", name="Share", marker={"color": theme.ACCENT},
        hovertemplate="%{x:.0f} %<extra></extra>",
    )  # fmt: skip
    if targeted:
        made.add_scatter(
            y=list(range(len(rows))), x=rows["target_pct"], mode="markers", name="Target",
            marker={"symbol": "line-ns", "size": 18, "line": {"width": 3, "color": theme.STATUS_LINE}},
            hovertemplate="Target %{x:.0f} %<extra></extra>",
        )  # fmt: skip
    written = [
        f"{theme.wrapped(str(r['bucket']), 32)}: <b>{amount(r['money'], r['currency'])}</b>, {percent(r['share_pct'])}"
        for _, r in rows.iterrows()
    ]
    theme.rows_above(made, written)
    return made


def mix_finding(frame: pd.DataFrame) -> str:
    """The two largest buckets and their share."""
    rows = frame[frame["share_pct"].notna()].head(2)
    if rows.empty:
        return "No share of money is known"
    takes, share = "takes" if len(rows) == 1 else "take", percent(float(rows["share_pct"].sum()))
    return f"{listed([str(b) for b in rows['bucket']])} {takes} {share} of the money"


def funnel(frame: pd.DataFrame, band: str) -> go.Figure:
    """Projects in each stage or age band, or what those of each size hold of the budget."""
    words = frame[band].fillna("Not stated")
    counts = words.value_counts()
    if counts.empty:
        return theme.empty("There is no project in view.")
    if frame[band].isna().all():
        return theme.empty(f"None of {count(len(frame), 'project')} states its {band.removesuffix('_band')}.")
    if band == "size_band" and float(frame["budget"].sum()) > 0:
        return _sizes(frame.assign(size_band=words))
    made = theme.figure(_most(counts), x_title="Projects", legend=False)
    rows = counts[::-1]
    made.add_bar(
        y=list(range(len(rows))), x=rows.to_numpy(), orientation="h", marker={"color": theme.ACCENT},
        hovertemplate="%{x} projects<extra></extra>",
    )  # fmt: skip
    theme.rows_above(made, [f"{theme.wrapped(str(n), 30)}: <b>{v}</b>" for n, v in rows.items()])
    return made


def _most(counts: pd.Series[int]) -> str:
    """Which group holds most projects; where several hold as many, none is singled out."""
    first = [str(name) for name in counts[counts == counts.iloc[0]].index]
    total = count(int(counts.sum()), "project")
    if len(first) == 1:
        return f"{first[0]} holds most: {counts.iloc[0]} of {total}"
    return f"{listed(first)} hold most: {counts.iloc[0]} of {total} each"


def _sizes(frame: pd.DataFrame) -> go.Figure:
    """What the projects of each size hold of the budget; sizes are thirds of the projects, so counts say nothing."""
    held = frame.groupby("size_band").agg(budget=("budget", "sum"), projects=("size_band", "size"))
    held["share"] = 100 * held["budget"].astype(float) / float(held["budget"].sum())
    rows = held.sort_values("share")
    made = theme.figure(_held(held), x_title="Share of the budget, %", legend=False)
    made.add_bar(
        y=list(range(len(rows))), x=rows["share"], orientation="h", marker={"color": theme.ACCENT},
        hovertemplate="%{x:.0f} % of the budget<extra></extra>",
    )  # fmt: skip
    written = [
        f"{name}: <b>{percent(share)}</b>, {count(int(projects), 'project')}"
        for name, share, projects in zip(rows.index, rows["share"], rows["projects"], strict=True)
    ]
    theme.rows_above(made, written)
    return made


def _held(held: pd.DataFrame) -> str:
    """How much of the budget the largest projects hold: 'The 20 large projects hold 71 % of the budget'."""
    name = "Large" if "Large" in held.index else str(held["share"].idxmax())
    number, share = int(held["projects"][name]), float(held["share"][name])
    holds = "project holds" if number == 1 else "projects hold"
    return f"The {number:,} {name.lower()} {holds} {percent(share)} of the budget"


def banded(frame: pd.DataFrame, band: str) -> pd.DataFrame:
    """The table behind the groups: the projects with their stage, age or size."""
    return frame[["project", "name", band, "budget", "currency"]].sort_values([band, "name"], na_position="last")
