"""The heat map of workload: a row per person, a column per week, the load in per cent of capacity in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from pmo_data.charts import theme
from pmo_data.domain.words import count, day, is_unknown, listed

if TYPE_CHECKING:
    import pandas as pd

MOST_PEOPLE = 40
MEASURES = {"load_pct": "Allocated, % of capacity", "demanded_hours": "Demanded by open tasks, hours",
            "logged_hours": "Logged, hours"}  # fmt: skip


def busiest(rows: pd.DataFrame, measure: str = "load_pct") -> list[str]:
    """The people shown, most loaded first."""
    # Sums of floats differ in the last digit from run to run; people loaded alike stand in one order all the same.
    ranked = (
        rows.groupby("person")[measure].max().round(6).sort_values(ascending=False, kind="stable", na_position="last")
    )
    return list(ranked.index[:MOST_PEOPLE])


def heat_map(rows: pd.DataFrame, measure: str = "load_pct") -> go.Figure:
    """`rows`: person, name, week and the measure. Cells carry their number; selecting one gives person and week."""
    if rows.empty or rows[measure].isna().all():
        return theme.empty("No assignment with hours or a share, and no task with an owner and effort, is known.")
    people = busiest(rows, measure)
    shown = rows[rows["person"].isin(people)]
    grid = shown.pivot_table(index="person", columns="week", values=measure, aggfunc="first").reindex(people)
    names = shown.drop_duplicates("person").set_index("person")["name"]
    top = 200.0 if measure == "load_pct" else float(grid.max().max())
    made = theme.figure(finding(rows), legend=False)
    weeks = list(grid.columns)
    made.add_heatmap(
        z=grid.to_numpy(),
        x=[f"{week:%-d<br>%b}" for week in weeks],
        y=list(range(len(people))),
        text=[_where_new([f"{v:.0f}" if v == v and v >= 0.5 else "" for v in line]) for line in grid.to_numpy()],
        texttemplate="%{text}",
        # Left to itself, a number is drawn as small as a cell of a phone's width, at 6 pixels.
        textfont={"size": 9},
        customdata=[[f"{person}|{week:%Y-%m-%d}" for week in weeks] for person in people],
        hovertext=[[str(names[person])] * len(weeks) for person in people],
        colorscale=[list(step) for step in (theme.HEAT if measure == "load_pct" else theme.SCALE)],
        zmin=0,
        zmax=top,
        xgap=1,
        colorbar={
            "title": {"text": "%" if measure == "load_pct" else "hours", "side": "right"},
            "orientation": "h", "thickness": 10, "len": 0.6, "x": 0, "xanchor": "left", "y": 0, "yanchor": "top",
        },
        hovertemplate="%{hovertext}, week of %{x}: %{z:.0f}<extra></extra>",
    )  # fmt: skip
    theme.cells_above(made, [theme.wrapped(str(names[person]), 40) for person in people], pitch=36, cell=20)
    made.update_xaxes(type="category")
    theme.selectable(made)
    made.update_layout(height=made.layout.height + 50)
    return made


def _where_new(line: list[str]) -> list[str]:
    """Each number once, where it begins: 25 weeks of three digits each would run into one another on a phone."""
    return [said if at == 0 or said != line[at - 1] else "" for at, said in enumerate(line)]


def finding(rows: pd.DataFrame) -> str:
    """'3 of 75 people are overloaded ahead; the most: Ingrid Halvorsen, 180 % in the week of 2 Nov 2026'."""
    ahead = rows[rows["is_ahead"]]
    total = int(rows["people"].max()) if len(rows) else 0
    over = ahead[ahead["state"] == "overloaded"]
    if over.empty:
        return f"None of {count(total, 'person', 'people')} is allocated above capacity in the weeks ahead"
    ranked = over.assign(load_pct=over["load_pct"].astype(float).round(6))
    worst = ranked.sort_values(["load_pct", "week", "person"], ascending=[False, True, True]).iloc[0]
    many = int(over["overloaded_people"].max())
    load = "with no capacity at all" if is_unknown(worst["load_pct"]) else f"{worst['load_pct']:.0f} %"
    where = f"{worst['name']}, {load} in the week of {day(worst['week'])}"
    are = "is" if many == 1 else "are"
    return f"{many} of {count(total, 'person', 'people')} {are} overloaded ahead; the most: {where}"


def idle_sentence(rows: pd.DataFrame) -> str:
    """Who has weeks ahead with nothing to do; `rows` name those with most of them, and say how many there are."""
    idle = rows[(rows["state"] == "idle") & rows["is_ahead"]]
    if idle.empty:
        return "Nobody has an idle week ahead."
    weeks = idle.groupby("person").agg(name=("name", "first"), weeks=("week", "size"))
    weeks = weeks.sort_values(["weeks", "name"], ascending=[False, True], kind="stable")
    said = [
        f"{name} ({count(int(number), 'week')})" for name, number in zip(weeks["name"], weeks["weeks"], strict=True)
    ]
    return f"Idle weeks ahead: {listed(said, most=5, of=int(idle['idle_people'].max()))}."
