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
_PITCH, _BAR, _GHOST = 30, 0.34, 0.5
"""Height of a row in pixels; of a bar and of the baseline behind it, in rows. The name stands above them."""
_LATE_START = 0.4
"""From so far into the time shown on, a name ends with its bar instead of beginning with it: it would be cut."""


def roadmap(frame: pd.DataFrame, gates: pd.DataFrame, on: date | None, most: int = MOST_ROWS) -> go.Figure:
    """Projects by programme from start to finish, by rating, the baseline behind, gates as diamonds.

    Of more than `most` those that are latest are drawn, then the largest budgets; the finding says so.
    """
    known = frame[frame["start"].notna() & frame["finish"].notna()]
    if known.empty:
        return theme.empty("No project in view tells a start and a finish.")
    rows, lanes, places = _lanes(drawn(frame, most))
    made = theme.figure(roadmap_finding(frame), height=110 + _PITCH * (len(rows) + len(lanes)))
    by_what = "the latest" if known["slip_days"].notna().any() else "the largest budgets"
    theme.say_cut(made, len(rows), len(known), by_what)
    timeline.ghosts(made, places, rows["baseline_start"], rows["baseline_finish"], width=_GHOST)
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
                width=_BAR,
                name=theme.rated(rating),
                marker=theme.marker(rating),
                customdata=part["project"],
                text=[_hover(row) for _, row in part.iterrows()],
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
            )
    _gates(made, gates, dict(zip(rows["project"], places, strict=True)))
    timeline.status_line(made, on)
    timeline.rows_axis(made, [""] * (len(rows) + len(lanes)))
    timeline.time_axis(made, rows["start"], rows["finish"], rows["baseline_start"], rows["baseline_finish"], side="top")
    _names(made, rows, lanes, places)
    made.update_layout(legend={"y": -0.01, "yanchor": "top"})
    return made


def drawn(frame: pd.DataFrame, most: int = MOST_ROWS) -> pd.DataFrame:
    """The rows of those projects that the roadmap draws: with both dates, the latest, then the largest budgets."""
    known = frame[frame["start"].notna() & frame["finish"].notna()]
    ordered = known.sort_values(["slip_days", "budget"], ascending=False, kind="stable", na_position="last")
    return ordered.head(most)


def _lanes(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int], list[int]]:
    """The rows in lanes, the place of each lane's heading, and the place of each row below its heading."""
    ordered = rows.sort_values(["lane", "start", "project"], kind="stable")
    lanes: dict[str, int] = {}
    places: list[int] = []
    for lane in ordered["lane"].astype(str):
        lanes.setdefault(lane, len(lanes) + len(places))
        places.append(len(lanes) + len(places))
    return ordered, lanes, places


def _names(made: go.Figure, rows: pd.DataFrame, lanes: dict[str, int], places: list[int]) -> None:
    """Headings of lanes at the left, each project's name above its bar: beside it, names take half of a phone."""
    notes = [
        _name(0, place, f"<b>{theme.wrapped(lane, 44)}</b>", xref="paper", yanchor="middle", xanchor="left")
        for lane, place in lanes.items()
    ]
    dates = rows[["start", "finish", "baseline_start", "baseline_finish"]].astype("datetime64[us]")
    first, last = dates.min().min(), dates.max().max()
    for place, name, start, finish in zip(places, rows["name"], dates["start"], dates["finish"], strict=True):
        late = (start - first) > _LATE_START * (last - first)
        at, side = (finish, "right") if late else (start, "left")
        notes.append(_name(at, place, theme.wrapped(str(name), 34), yanchor="bottom", xanchor=side))
    theme.annotate(made, notes)


def _name(x: Any, place: int, text: str, *, yanchor: str, **more: str) -> dict[str, Any]:
    shift = _PITCH * _GHOST / 2 - 1 if yanchor == "bottom" else 7
    return {"x": x, "y": place, "text": text, "yanchor": yanchor, "yshift": shift, "font": {"size": 11}, **more}


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
        return _span_finding(frame)
    lane, late, total, days = found
    return f"{lane} is latest: {late} of {count(total, 'project')} behind their baseline, {days} days on average"


def _span_finding(frame: pd.DataFrame) -> str:
    """What can be said without a slip: how many projects tell their dates, and which ends last."""
    known = frame[frame["start"].notna() & frame["finish"].notna()]
    said = f"{count(len(known), 'project')} {'tells' if len(known) == 1 else 'tell'} start and finish"
    said = said if len(known) else f"None of {count(len(frame), 'project')} tells start and finish"
    if len(frame) > len(known):
        said += f", {len(frame) - len(known)} only one of them"
    if known.empty:
        return said
    last = known.sort_values("finish", kind="stable").iloc[-1]
    return f"{said}; {last['name']} ends last, on {day(last['finish'])}"


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
