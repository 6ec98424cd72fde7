"""The plan as computed: critical tasks marked, float as a tail, the baseline behind, links between the bars.

It stands apart from `gantt`, which draws what was filed: here the dates are those of the critical path method. At most
`MOST_BARS` rows are drawn; a longer plan is shown to the depth of its outline that fits.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from pmo_data.charts import theme, timeline
from pmo_data.domain.words import count, day, is_unknown

if TYPE_CHECKING:
    import pandas as pd

MOST_BARS = 300
COMFORTABLE = 60
_KINDS = {
    "critical": "Critical: any delay moves the finish",
    "near": "Near-critical",
    "float": "With float",
    "done": "Done",
}


def depths(lines: pd.DataFrame) -> list[int]:
    """The levels of the outline, from 1."""
    return [int(d) + 1 for d in sorted(lines["depth"].unique())] if len(lines) else []


def comfortable_depth(lines: pd.DataFrame) -> int:
    """The deepest level whose rows are taken in at a glance; at least the first."""
    fitting = [level for level in depths(lines) if int((lines["depth"] < level).sum()) <= COMFORTABLE]
    return max(fitting, default=1)


def open_only(lines: pd.DataFrame) -> pd.DataFrame:
    """What is not done yet, with the headings above it."""
    return lines[lines["actual_finish"].isna()]


def shown(lines: pd.DataFrame, depth: int | None) -> pd.DataFrame:
    """The rows drawn: dated ones down to a level, at most `MOST_BARS`."""
    dated = lines[lines["early_finish"].notna()]
    return (dated if depth is None else dated[dated["depth"] < depth]).head(MOST_BARS)


def plan_gantt(lines: pd.DataFrame, links: pd.DataFrame, on: date | None, depth: int | None = None) -> go.Figure:
    """Draw `lines` and `links` of a computed plan down to a level of its outline (all where None)."""
    rows = shown(lines, depth).reset_index(drop=True)
    if rows.empty:
        return theme.empty("No task of this plan has a date, so there is nothing to draw in time.")
    made = theme.figure(plan_finding(lines, depth), height=130 + timeline.NAMED_ROW * len(rows))
    points = rows["is_milestone"] & ~rows["is_summary"]
    bars = rows[~points & ~rows["is_summary"]]
    timeline.ghosts(made, list(bars.index), bars["baseline_start"], bars["baseline_finish"], timeline.NAMED_GHOST)
    _tails(made, bars)
    _headings(made, rows[rows["is_summary"]])
    kinds = _kinds(rows)
    for kind, word in _KINDS.items():
        _bars(made, bars[kinds[bars.index] == kind], kind, word)
    _links(made, rows, links)
    _milestones(made, rows[points], kinds)
    timeline.status_line(made, on)
    timeline.names_above(made, [_label(row) for _, row in rows.iterrows()])
    known = ("early_start", "early_finish", "late_finish", "baseline_start", "baseline_finish")
    # From the plan's own dates: a status date years after an old plan would leave no room for its bars.
    timeline.time_axis(made, *(rows[name] for name in known), side="top", ticks=8)
    made.update_layout(legend={"y": -0.01, "yanchor": "top"})
    return made


def _kinds(rows: pd.DataFrame) -> pd.Series[Any]:
    done = rows["actual_finish"].notna()
    critical = rows["critical"].fillna(False).astype(bool)
    near = rows["near_critical"].fillna(False).astype(bool)
    kinds = rows["task"].mask(rows["task"].notna(), "float")
    return kinds.mask(near, "near").mask(critical, "critical").mask(done, "done")


def _marker(kind: str) -> dict[str, Any]:
    fills = {"critical": theme.SECOND, "near": theme.ACCENT, "float": theme.PALE, "done": theme.MUTED}
    shapes = {"critical": "/", "near": "."}
    pattern = theme.patterns([shapes[kind]]) | {"shape": shapes[kind]} if kind in shapes else {}
    return {"color": fills[kind], "line": {"color": theme.OUTLINE, "width": 0.6}, "pattern": pattern}


def _bars(made: go.Figure, part: pd.DataFrame, kind: str, word: str) -> None:
    if part.empty:
        return
    timeline.spans(
        made,
        list(part.index),
        part["early_start"].fillna(part["early_finish"]),
        part["early_finish"],
        width=timeline.NAMED_BAR,
        name=word,
        marker=_marker(kind),
        customdata=part["task"],
        text=[_hover(row) for _, row in part.iterrows()],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _headings(made: go.Figure, part: pd.DataFrame) -> None:
    if part.empty:
        return
    timeline.spans(
        made,
        list(part.index),
        part["early_start"].fillna(part["early_finish"]),
        part["early_finish"],
        width=0.22,
        name="Heading",
        marker={"color": theme.INK},
        customdata=part["task"],
        text=[_hover(row) for _, row in part.iterrows()],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _tails(made: go.Figure, bars: pd.DataFrame) -> None:
    """The float: from the computed finish to the latest that does not move the end."""
    tail = bars[(bars["late_finish"] > bars["early_finish"]) & bars["actual_finish"].isna()]
    if tail.empty:
        return
    timeline.spans(
        made,
        list(tail.index),
        tail["early_finish"],
        tail["late_finish"],
        width=0.1,
        name="Float",
        marker={"color": theme.MUTED},
        hoverinfo="skip",
    )


def _links(made: go.Figure, rows: pd.DataFrame, links: pd.DataFrame) -> None:
    """Lines from a predecessor's end to a successor's: those that drive a date solid, one trace of each kind."""
    place = {task: at for at, task in enumerate(rows["task"])}
    ends = _ends(rows)
    pairs = links[["predecessor", "successor"]].to_numpy(dtype=object)
    inside = links[np.array([before in place and after in place for before, after in pairs], dtype=bool)]
    for driving, word, dash, width in (
        (True, "Link that drives a date", "solid", 1.2),
        (False, "Other link", "dot", 0.7),
    ):
        chosen = inside[inside["driving"].astype(bool) == driving]
        if chosen.empty:
            continue
        x: list[Any] = []
        y: list[Any] = []
        for before, after, relation in zip(chosen["predecessor"], chosen["successor"], chosen["relation"], strict=True):
            x += [ends[relation[0]][place[before]], ends[relation[1]][place[after]], None]
            y += [place[before], place[after], None]
        made.add_scatter(
            x=x,
            y=y,
            mode="lines",
            name=word,
            line={"color": theme.AROUND if driving else theme.MUTED, "width": width, "dash": dash},
            hoverinfo="skip",
            visible=True if driving else "legendonly",
        )


def _ends(rows: pd.DataFrame) -> dict[str, list[str]]:
    """Where links may hold a row: at its start (S) or its finish (F). Made once, because rows are slow to pick."""
    finish = rows["early_finish"]
    sides = {"S": rows["early_start"].fillna(finish), "F": finish}
    return {side: [moment.isoformat() for moment in moments] for side, moments in sides.items()}


def _milestones(made: go.Figure, part: pd.DataFrame, kinds: pd.Series[Any]) -> None:
    if part.empty:
        return
    made.add_scatter(
        x=part["early_finish"],
        y=list(part.index),
        mode="markers",
        name="Milestone",
        marker={
            "symbol": ["diamond" if kind == "done" else "diamond-open" for kind in kinds[part.index]],
            "size": 11,
            "color": [_marker(str(kind))["color"] for kind in kinds[part.index]],
            "line": {"width": 2},
        },
        customdata=part["task"],
        text=[_hover(row) for _, row in part.iterrows()],
        hovertemplate="%{text}<extra>Milestone</extra>",
    )


def _label(row: pd.Series[Any]) -> str:
    name = timeline.indented(str(row["name"]), int(row["depth"]))
    return f"<b>{name}</b>" if row["is_summary"] else name


def _hover(row: pd.Series[Any]) -> str:
    dates = (
        day(row["early_finish"]) if row["is_milestone"] else f"{day(row['early_start'])} to {day(row['early_finish'])}"
    )
    free = "" if is_unknown(row["total_float_days"]) else f"<br>float {row['total_float_days']:g} days"
    return f"{theme.wrapped(str(row['name']), 60)}<br>{dates}{free}"


def plan_finding(lines: pd.DataFrame, depth: int | None = None) -> str:
    """'12 of 26 open tasks are critical; the plan ends on 24 May 2027 (45 of 80 rows shown)'."""
    detail = lines[~lines["is_summary"]]
    still_open = detail[detail["actual_finish"].isna()]
    critical = int(still_open["critical"].fillna(False).astype(bool).sum())
    rows = len(shown(lines, depth))
    cut = "" if rows == len(lines) else f" ({rows} of {len(lines)} rows shown)"
    if still_open.empty:
        return f"All {count(len(detail), 'task')} are done; the plan ended on {day(detail['actual_finish'].max())}{cut}"
    end = day(detail["early_finish"].max())
    are = "is" if critical == 1 else "are"
    return f"{critical} of {count(len(still_open), 'open task')} {are} critical; the plan ends on {end}{cut}"
