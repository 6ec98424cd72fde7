"""The roadmap: projects by programme from start to finish, with baseline, gates and the status date.

A chart of its own module because it is the one that a portfolio is read by, and the longest.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from pmo_data.charts import theme, timeline
from pmo_data.domain.words import count, day, is_unknown, percent

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS, FEW_ROWS = 90, 25
"""What a page of its own has room for, and what stands among other charts."""
FEWEST = 3


def roadmap(frame: pd.DataFrame, gates: pd.DataFrame, on: date | None, most: int = MOST_ROWS) -> go.Figure:
    """Projects by programme from start to finish, by rating, the baseline behind, gates as diamonds.

    Of more than `most` those that are latest are drawn, then the largest budgets; the finding says so.
    """
    known = frame[frame["start"].notna() & frame["finish"].notna()]
    if known.empty:
        return theme.empty("No project in view tells a start and a finish.")
    latest = known.sort_values(["slip_days", "budget"], ascending=False, kind="stable", na_position="last")
    rows, labels, places = _lanes(latest.head(most))
    made = theme.figure(roadmap_finding(frame), height=110 + 21 * len(labels))
    by_what = "the latest" if known["slip_days"].notna().any() else "the largest budgets"
    theme.say_cut(made, len(rows), len(known), by_what)
    timeline.ghosts(made, places, rows["baseline_start"], rows["baseline_finish"])
    rated = rows["rating"].fillna("unknown")
    for rating in theme.ORDER:
        chosen = (rated == rating).to_numpy()
        if chosen.any():
            part = rows[chosen]
            timeline.spans(
                made,
                [p for p, there in zip(places, chosen, strict=True) if there],
                part["start"],
                part["finish"],
                name=theme.rated(rating),
                marker=theme.marker(rating),
                customdata=part["project"],
                text=[_hover(row) for _, row in part.iterrows()],
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
            )
    _gates(made, gates, dict(zip(rows["project"], places, strict=True)))
    timeline.status_line(made, on)
    timeline.rows_axis(made, labels)
    timeline.time_axis(made, rows["start"], rows["finish"], rows["baseline_start"], rows["baseline_finish"], side="top")
    made.update_layout(legend={"y": -0.01, "yanchor": "top"})
    return made


def _lanes(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str], list[int]]:
    """The rows in lanes, the labels with a heading for each lane, and the place of each row among them."""
    ordered = rows.sort_values(["lane", "start", "project"], kind="stable")
    labels: list[str] = []
    places: list[int] = []
    lane = None
    for _, row in ordered.iterrows():
        if row["lane"] != lane:
            lane = row["lane"]
            labels.append(f"<b>{theme.wrapped(str(lane), 26)}</b>")
        places.append(len(labels))
        labels.append(theme.wrapped(str(row["name"]), 26))
    return ordered, labels, places


def _hover(row: pd.Series[Any]) -> str:
    late = "" if is_unknown(row["slip_days"]) else f", {int(row['slip_days']):+d} days against the baseline"
    said = "" if is_unknown(row["percent_complete"]) else f", {percent(row['percent_complete'])} complete"
    return f"{theme.wrapped(str(row['name']), 60)}<br>{day(row['start'])} to {day(row['finish'])}{late}{said}"


def _gates(made: go.Figure, gates: pd.DataFrame, places: dict[str, int]) -> None:
    if gates.empty:
        return
    rows = gates[gates["project"].isin(list(places))].assign(
        on=lambda g: g["actual_date"].fillna(g["planned_date"]).fillna(g["baseline_date"])
    )
    for held, word, fill in ((True, "Gate held", theme.ON_BAR), (False, "Gate planned", theme.INK)):
        part = rows[(rows["actual_date"].notna() == held) & rows["on"].notna()]
        if len(part):
            made.add_scatter(
                x=part["on"],
                y=[places[project] for project in part["project"]],
                mode="markers",
                name=word,
                marker={
                    "symbol": "diamond",
                    "size": 7,
                    "color": fill,
                    "line": {"width": 1, "color": theme.MUTED},
                },
                text=[theme.wrapped(str(name), 60) for name in part["name"]],
                hovertemplate="%{text}: %{x|%d %b %Y}<extra>" + word + "</extra>",
            )


def roadmap_finding(frame: pd.DataFrame) -> str:
    """'Digital utility finishes latest against its baseline: 94 days on average'."""
    found = worst_lane(frame)
    if found is None:
        return count(len(frame), "project")
    lane, late, total, days = found
    return f"{lane} is latest: {late} of {total} projects behind their baseline, {days} days on average"


def worst_lane(frame: pd.DataFrame) -> tuple[str, int, int, int] | None:
    """The programme with most slip on average: its name, late projects, projects with a slip, mean days.

    One of at least `FEWEST` projects where there is any: the slip of a lone project says nothing of a programme.
    """
    told = frame[frame["slip_days"].notna()]
    sizes = told["lane"].value_counts()
    many = told[told["lane"].isin(list(sizes[sizes >= FEWEST].index))]
    told = many if len(many) else told
    if told.empty:
        return None
    mean = told.groupby("lane")["slip_days"].mean().sort_values(ascending=False)
    if mean.iloc[0] < 1:
        return None
    part = told[told["lane"] == mean.index[0]]
    return str(mean.index[0]), int((part["slip_days"] > 0).sum()), len(part), round(float(mean.iloc[0]))
