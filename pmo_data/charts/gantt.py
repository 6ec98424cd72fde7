"""The timeline of a project: its tasks and milestones as bars in time, with the baseline behind.

At most `MOST_BARS` rows are drawn. A long plan is cut by the depth of its outline first, so that what is shown is a
whole plan in less detail rather than the beginning of one.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pmo_data.charts import theme, timeline
from pmo_data.domain.words import count, day, is_unknown, percent

MOST_BARS = 300
COMFORTABLE = 80
_STATES = {"late": "Late", "active": "In progress", "done": "Done", "not_started": "Not started"}


def depths(tasks: pd.DataFrame) -> list[int]:
    """The depths of the outline, from 1."""
    return sorted({int(d) for d in tasks["depth"].dropna()})


def comfortable_depth(tasks: pd.DataFrame) -> int:
    """The deepest level at which the timeline has no more rows than are read at a glance."""
    fitting = [d for d in depths(tasks) if len(_to_depth(tasks, d)) <= COMFORTABLE]
    return max(fitting, default=min(depths(tasks), default=1))


def _to_depth(tasks: pd.DataFrame, depth: int | None) -> pd.DataFrame:
    dated = tasks[tasks["start"].notna() | tasks["finish"].notna()]
    return dated if depth is None else dated[dated["depth"].fillna(1) <= depth]


def spanned(tasks: pd.DataFrame) -> pd.DataFrame:
    """Headings filed without dates span what stands below them: the deeper rows that follow in the plan's order."""
    starts, finishes = tasks["start"].to_list(), tasks["finish"].to_list()
    below: dict[int, list[tuple[Any, Any]]] = {}
    lines = list(zip(tasks["depth"].fillna(1).astype(int), tasks["is_summary"].fillna(False), strict=True))
    for at in range(len(lines) - 1, -1, -1):
        depth, summary = lines[at]
        inside = [span for deeper in [d for d in below if d > depth] for span in below.pop(deeper)]
        if summary:
            starts[at] = _first(starts[at], min, [start for start, _ in inside])
            finishes[at] = _first(finishes[at], max, [finish for _, finish in inside])
        below.setdefault(depth, []).append((starts[at], finishes[at]))
    dates = {"start": starts, "finish": finishes}
    return tasks.assign(
        **{name: pd.Series(values, index=tasks.index, dtype="datetime64[us]") for name, values in dates.items()}
    )


def _first(filed: Any, pick: Any, inside: list[Any]) -> Any:
    known = [moment for moment in inside if not is_unknown(moment)]
    return filed if not is_unknown(filed) or not known else pick(known)


def gantt(tasks: pd.DataFrame, on: date | None, depth: int | None = None) -> go.Figure:
    """Tasks in the order of the work breakdown, by state; milestones as diamonds; the baseline as ghost."""
    rows = _to_depth(spanned(tasks), depth).head(MOST_BARS)
    if rows.empty:
        return theme.empty("No task of this project carries a date, so there is no timeline.")
    rows = rows.assign(start=rows["start"].fillna(rows["finish"]), finish=rows["finish"].fillna(rows["start"]))
    rows = rows.reset_index(drop=True)
    made = theme.figure(gantt_finding(tasks, depth), height=110 + timeline.NAMED_ROW * len(rows))
    points = rows["is_milestone"].fillna(False).astype(bool)
    summaries = rows["is_summary"].fillna(False).astype(bool) & ~points
    bars = rows[~points & ~summaries]
    timeline.ghosts(made, list(bars.index), bars["baseline_start"], bars["baseline_finish"], timeline.NAMED_GHOST)
    _trace(made, rows[summaries], "Summary", {"color": theme.INK}, 0.22)
    for state, word in _STATES.items():
        _trace(made, bars[bars["state"] == state], word, theme.state(state), timeline.NAMED_BAR)
    _milestones(made, rows[points])
    timeline.status_line(made, on)
    timeline.names_above(made, [_label(row) for _, row in rows.iterrows()])
    timeline.time_axis(made, rows["start"], rows["finish"], rows["baseline_start"], rows["baseline_finish"], side="top")
    made.update_layout(legend={"y": -0.01, "yanchor": "top"})
    return made


def _trace(made: go.Figure, part: pd.DataFrame, word: str, marker: dict[str, Any], width: float) -> None:
    if part.empty:
        return
    timeline.spans(
        made,
        list(part.index),
        part["start"],
        part["finish"],
        width=width,
        name=word,
        marker=marker,
        customdata=part["task"],
        text=[_hover(row) for _, row in part.iterrows()],
        textposition="none",
        hovertemplate="%{text}<extra>" + word + "</extra>",
    )


def _milestones(made: go.Figure, part: pd.DataFrame) -> None:
    if part.empty:
        return
    made.add_scatter(
        x=part["finish"],
        y=list(part.index),
        mode="markers",
        name="Milestone",
        marker={
            "symbol": ["diamond" if state == "done" else "diamond-open" for state in part["state"]],
            "size": 11,
            "color": [theme.state(state)["color"] for state in part["state"]],
            "line": {"width": 2},
        },
        customdata=part["task"],
        text=[_hover(row) for _, row in part.iterrows()],
        hovertemplate="%{text}<extra>Milestone</extra>",
    )


def _label(row: pd.Series[Any]) -> str:
    deep = 0 if is_unknown(row["depth"]) else int(row["depth"]) - 1
    name = timeline.indented(str(row["name"]), deep)
    return f"<b>{name}</b>" if row["is_summary"] else name


def _hover(row: pd.Series[Any]) -> str:
    done = "" if is_unknown(row["percent_complete"]) else f", {percent(row['percent_complete'])} complete"
    late = "" if is_unknown(row["late_days"]) or row["late_days"] <= 0 else f", {int(row['late_days'])} days late"
    dates = day(row["finish"]) if row["is_milestone"] else f"{day(row['start'])} to {day(row['finish'])}"
    return f"{theme.wrapped(str(row['name']), 60)}<br>{dates}{done}{late}"


def gantt_finding(tasks: pd.DataFrame, depth: int | None = None) -> str:
    """'3 of 64 tasks are late'; how many of a long plan are shown."""
    leaves = tasks[~tasks["is_summary"].fillna(False).astype(bool)]
    late = int((leaves["state"] == "late").sum())
    cut = min(len(_to_depth(spanned(tasks), depth)), MOST_BARS)
    shown = "" if cut == len(tasks) else f" ({cut} of {len(tasks)} rows shown)"
    if not late:
        behind = len(late_tasks(tasks))
        said = f"; {behind} not done {'is' if behind == 1 else 'are'} behind the baseline" if behind else ""
        return f"None of {count(len(leaves), 'task')} is past its finish{said}{shown}"
    return f"{late} of {count(len(leaves), 'task')} {'is' if late == 1 else 'are'} late{shown}"


def late_tasks(tasks: pd.DataFrame) -> pd.DataFrame:
    """Tasks not done: first those whose finish has passed, then those behind their baseline, longest late first."""
    leaves = tasks[~tasks["is_summary"].fillna(False).astype(bool) & (tasks["state"] != "done")]
    late = leaves[(leaves["state"] == "late") | (leaves["late_days"] > 0)]
    passed = late["state"] == "late"
    return late.assign(passed=passed).sort_values(["passed", "late_days"], ascending=False, na_position="last")


def next_milestones(tasks: pd.DataFrame, most: int = 6) -> pd.DataFrame:
    """The milestones not yet met, soonest first."""
    open_ones = tasks[tasks["is_milestone"].fillna(False).astype(bool) & (tasks["state"] != "done")]
    return open_ones[open_ones["finish"].notna()].sort_values("finish").head(most)
