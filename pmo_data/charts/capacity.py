"""Capacity against demand by role, team or department: where people will not do, from when, and what goes without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from pmo_data.charts import theme
from pmo_data.domain.words import count

if TYPE_CHECKING:
    import pandas as pd

MOST_GROUPS = 25
DIMENSIONS = {"role": "Role", "team": "Team", "department": "Department"}
_PLURAL = {"role": "roles", "team": "teams", "department": "departments"}
_OVER = "over"
_WITHIN = "within"
_FULLEST = 200


def ranked(rows: pd.DataFrame) -> list[str]:
    """The groups, those that are short first in the order in which they become so, then the most loaded."""
    first = rows[rows["state"] != _WITHIN].groupby("group_name")["month"].min()
    most = rows.groupby("group_name")["load_pct"].max()
    late = rows["month"].max() if len(rows) else None
    return sorted(most.index, key=lambda g: (g not in first, first.get(g, late), -_known(most[g]), g))


def _named(month: pd.Timestamp) -> str:
    """Two short lines: twelve months have to stand side by side on a phone."""
    return f"{month:%b<br>%y}"


def is_short(rows: pd.DataFrame) -> bool:
    """Whether any group is asked for more than it can give in any month."""
    return bool((rows["state"] != _WITHIN).any())


def _known(value: float) -> float:
    return value if value == value else float("inf")


def heat_map(rows: pd.DataFrame, dimension: str) -> go.Figure:
    """A row per group and a column per month, its load in per cent; the first month that is short has a frame."""
    if rows.empty:
        return theme.empty(
            "No assignment with a share or hours lies ahead, so demand cannot be held against what people can give. "
            "`pmo template assignment` gives a sheet to keep them in."
        )
    groups = ranked(rows)
    shown = groups[:MOST_GROUPS]
    # A role that nobody holds has no load in per cent, and is as short as can be.
    wanted = rows.assign(nobody=(rows["capacity_fte"] == 0) & (rows["demand_fte"] > 0))
    nobody = wanted.pivot_table(index="group_name", columns="month", values="nobody", aggfunc="any").reindex(shown)
    months: list[Any] = list(nobody.columns)
    loads = rows.pivot_table(index="group_name", columns="month", values="load_pct", aggfunc="first")
    grid = loads.reindex(index=shown, columns=months)
    made = theme.figure(finding(rows, dimension), legend=False)
    made.add_heatmap(
        z=grid.mask(nobody, _FULLEST).to_numpy(), x=[_named(month) for month in months], y=list(range(len(shown))),
        text=[
            ["none" if lacks else f"{value:.0f}" if value >= 0.5 else "" for value, lacks in zip(*line, strict=True)]
            for line in zip(grid.to_numpy(), nobody.to_numpy(), strict=True)
        ],
        texttemplate="%{text}", customdata=[[group] * len(months) for group in shown],
        hovertext=[[theme.escaped(group)] * len(months) for group in shown],
        hovertemplate="%{hovertext}, %{x}: %{z:.0f} % of capacity<extra></extra>",
        colorscale=[list(step) for step in theme.HEAT], zmin=0, zmax=_FULLEST, xgap=1, showscale=False,
    )  # fmt: skip
    theme.cells_above(made, [theme.wrapped(group, 40) for group in shown], pitch=36, cell=20)
    made.update_xaxes(type="category")
    theme.selectable(made)
    _frame_breaches(made, rows, shown, months)
    theme.say_cut(made, len(shown), len(groups), f"the {_PLURAL[dimension]} short first, then the most loaded")
    return made


def _frame_breaches(made: go.Figure, rows: pd.DataFrame, shown: list[str], months: list[Any]) -> None:
    for group, month in rows.loc[rows["is_first_breach"], ["group_name", "month"]].itertuples(index=False):
        if group in shown:
            x, y = months.index(month), shown.index(group)
            made.add_shape(
                type="rect", x0=x - 0.48, x1=x + 0.48, y0=y - 0.28, y1=y + 0.28,
                line={"color": theme.STATUS_LINE, "width": 3},
            )  # fmt: skip


def months_of(rows: pd.DataFrame, group: str) -> go.Figure:
    """One group: what is agreed and what is proposed, stacked, against what it can give."""
    one = rows[rows["group_name"] == group]
    made = theme.figure(group_finding(rows, group), y_title="Full-time equivalents")
    x = [_named(month) for month in one["month"]]
    for column, name, colour in (
        ("committed_fte", "Agreed", theme.ACCENT),
        ("pipeline_fte", "Proposed", theme.PALE),
    ):
        made.add_bar(
            x=x, y=one[column], name=name, marker={"color": colour}, customdata=[group] * len(one),
            hovertemplate="%{x}: %{y:.1f}<extra>" + name + "</extra>",
        )  # fmt: skip
    made.add_scatter(
        x=x, y=one["capacity_fte"], name="Capacity", mode="lines", line={"color": theme.STATUS_LINE, "width": 3},
        hovertemplate="%{x}: %{y:.1f}<extra>Capacity</extra>",
    )  # fmt: skip
    made.update_layout(barmode="stack")
    made.update_xaxes(type="category", tickangle=0, tickvals=x[:: 1 + len(x) // 7])
    made.update_yaxes(rangemode="tozero")
    return made


def group_finding(rows: pd.DataFrame, group: str) -> str:
    """'Integration architect: 1.8 of 1.0 full-time equivalents in Nov 2026, short for 5 months'."""
    one = rows[rows["group_name"] == group]
    short = one[one["state"] != _WITHIN]
    if short.empty:
        worst = one.sort_values("demand_fte", ascending=False, kind="stable").iloc[0]
        return f"{group}: at most {_of(worst)}, within what it can give"
    first = short.iloc[0]
    open_ = f", {first['unfilled_fte']:.1f} of it with nobody named" if first["unfilled_fte"] > 0 else ""
    return f"{group}: {_of(first)}{open_}, short for {count(len(short), 'month')}{_doubt(first)}"


def _of(row: pd.Series) -> str:
    asked, can = row["demand_fte"], row["capacity_fte"]
    return f"{asked:.1f} of {can:.1f} full-time equivalents in {row['month']:%b %Y}"


def _doubt(row: pd.Series) -> str:
    """Where a capacity was supposed rather than known."""
    unknown = int(row["people"] - row["capacity_known"])
    return f" (the capacity of {count(unknown, 'person', 'people')} is not stated and counted as 1)" if unknown else ""


def finding(rows: pd.DataFrame, dimension: str) -> str:
    """Which group is short first, from when, by how much, and how many are."""
    if rows.empty:
        return "Nothing is known of who is to work on what ahead"
    groups = ranked(rows)
    months = rows["month"].nunique()
    total = f"{len(groups)} {_PLURAL[dimension] if len(groups) != 1 else dimension}"
    short = rows[rows["is_first_breach"]]
    if short.empty:
        most = rows[rows["group_name"] == groups[0]].sort_values("load_pct", ascending=False, kind="stable").iloc[0]
        closest = f"closest is {groups[0]} with {most['load_pct']:.0f} % in {most['month']:%b %Y}"
        none = f"None of {total} is" if len(groups) > 1 else f"{groups[0]} is not"
        return f"{none} asked for more than it can give in the next {count(months, 'month')}; {closest}"
    first = short[short["group_name"] == groups[0]].iloc[0]
    by = "with agreed work alone" if first["state"] == _OVER else "once what is proposed begins"
    begins = f"{groups[0]} is short first, {by}: {_of(first)}"
    return (
        f"{begins}; {len(short)} of {total} {'is' if len(short) == 1 else 'are'} short within {count(months, 'month')}"
    )


def opening(rows: pd.DataFrame, load: str) -> str:
    """Which role is short first, then `load`, the finding of people week by week; one sentence where neither is known.

    `rows` are by role; `load` is empty where no week is known.
    """
    said = [] if rows.empty else [finding(rows, "role")]
    if load:
        said.append(load)
    return f"{'. '.join(said)}." if said else "No assignment and no task with an owner says who works on what."


def unfilled_sentence(rows: pd.DataFrame) -> str:
    """What is wanted of roles that nobody is named for: how much work, of how many roles, and the first of it."""
    first = rows.iloc[0]
    starts = f" from {first['start']:%b %Y}" if first["start"] == first["start"] else ""
    roles = rows["role"].str.lower().nunique()
    pieces = count(len(rows), "piece")
    return f"{pieces} of work in {count(roles, 'role')} with nobody named; first {first['role']}{starts}."


def displaced_sentence(rows: pd.DataFrame) -> str:
    """Who goes without: projects in number, the first of them by name."""
    if rows.empty:
        return "No project in view goes without people it asks for."
    first = rows.iloc[0]
    projects = rows["project"].nunique()
    lacks = f"{first['displaced_fte']:.1f} of {first['demand_fte']:.1f} full-time equivalents"
    go_ = "project goes" if projects == 1 else "projects go"
    named = f"{first['project_name']} lacks {lacks} of {first['group_name']} from {first['first_month']:%b %Y}"
    return f"{projects} {go_} without people asked for; first {named}."
