"""Charts of time across projects: who waits for whom as network and matrix, and what a slip would reach."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pmo_data.charts import theme
from pmo_data.domain.words import amount, count, day, is_unknown, listed

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOST_LINKS = 60
MOST_NAMED = 40
"""Keys that have room around a ring on a phone; of more projects, those are named that are late and stand apart."""
_SPOKES = 60
"""Lines of the size of a key that fit side by side around a ring on a phone."""
_KINDS = {
    "finish": "finish",
    "gate": "gate",
    "benefit": "benefit",
    "objective": "objective",
    "budget year": "budget year",
}


def opening(pairs: pd.DataFrame, moved: pd.DataFrame, otherwise: str = "") -> str:
    """How many hand-overs between projects come late, the worst, and how many milestones moved later.

    Where none is on file, `otherwise` is said first: what the page knows of time instead.
    """
    later = int(moved["moved_later"].iloc[0]) if len(moved) else 0
    slipped = f"{count(later, 'milestone')} moved later since the comparison" if later else ""
    if pairs.empty:
        known = f"{otherwise}. " if otherwise else ""
        return f"{known}No dependency between projects is on file{'; ' + slipped if slipped else ''}."
    late, links = int(pairs["late_links"].sum()), int(pairs["links"].sum())
    said = f"{late} of {count(links, 'hand-over')} between projects come later than they are needed"
    if late:
        first = pairs.iloc[0]
        said += f"; {first['receiver_name']} waits longest, {int(first['worst_days'])} days for {first['giver_name']}"
    return f"{said}{'; ' + slipped if slipped else ''}."


def network(pairs: pd.DataFrame) -> go.Figure:
    """Projects in a ring, a line from giver to receiver; late ones heavy and of another colour."""
    rows = pairs.head(MOST_LINKS)
    if rows.empty:
        return theme.empty(
            "No dependency between projects is on file. `pmo template dependency` gives a sheet for them."
        )
    names, ratings = _projects(rows)
    at = {key: (math.cos(a), math.sin(a)) for key, a in zip(names, _angles(len(names)), strict=True)}
    made = theme.figure(pairs_finding(pairs), height=470)
    for late, label, colour, width in (
        (False, "In time", theme.MUTED, 1.2),
        (True, "Later than needed", theme.SECOND, 2.6),
    ):
        chosen = rows[(rows["late_links"] > 0) == late]
        x, y = _lines(chosen, at)
        made.add_scatter(x=x, y=y, mode="lines", name=label, line={"color": colour, "width": width}, hoverinfo="skip")
    for rating in theme.ORDER:
        keys = [k for k in names if (ratings[k] or "unknown") == rating]
        if keys:
            made.add_scatter(
                x=[at[k][0] for k in keys], y=[at[k][1] for k in keys], mode="markers", name=theme.rated(rating),
                marker=theme.point(rating, size=13), customdata=keys, text=[theme.escaped(names[k]) for k in keys],
                hovertemplate="%{text}<extra></extra>",
            )  # fmt: skip
    late_ones = rows[rows["late_links"] > 0]
    first = [str(key) for pair in zip(late_ones["giver"], late_ones["receiver"], strict=True) for key in pair]
    angles = dict(zip(names, _angles(len(names)), strict=True))
    for key in names if len(names) <= MOST_NAMED else _apart(first, angles):
        _spoke(made, key, angles[key])
    made.update_xaxes(visible=False, range=[-1.35, 1.35])
    made.update_yaxes(visible=False, range=[-1.2, 1.2], scaleanchor="x")
    return made


def _apart(first: list[str], angles: dict[str, float]) -> list[str]:
    """Of the keys in their order, those whose spokes have room beside the spokes taken before."""
    taken: list[str] = []
    for key in dict.fromkeys(first):
        gaps = [abs(angles[key] - angles[other]) for other in taken]
        if all(min(gap, 2 * math.pi - gap) >= 2 * math.pi / _SPOKES for gap in gaps):
            taken.append(key)
    return taken


def _spoke(made: go.Figure, key: str, angle: float) -> None:
    """A project's key as a spoke outside the ring, never upside down: beside each other, level names would overlap."""
    text, turned = theme.wrapped(key, 12), -math.degrees(angle)
    away = 11 + 2.9 * min(len(key), 12)
    made.add_annotation(
        x=math.cos(angle), y=math.sin(angle), xshift=away * math.cos(angle), yshift=away * math.sin(angle), text=text,
        showarrow=False, font={"size": 10}, xanchor="center", yanchor="middle",
        textangle=turned if math.cos(angle) >= 0 else turned + 180,
    )  # fmt: skip


def _projects(rows: pd.DataFrame) -> tuple[dict[str, str], dict[str, str | None]]:
    """Key -> name and key -> rating, ordered by programme so that neighbours belong together."""
    found: dict[str, tuple[str, str, str | None]] = {}
    for side in ("giver", "receiver"):
        for row in rows.to_dict("records"):
            programme = row[f"{side}_programme"]
            rating = row[f"{side}_rating"]
            found[str(row[side])] = (
                "~" if is_unknown(programme) else str(programme),
                str(row[f"{side}_name"]),
                None if is_unknown(rating) else rating,
            )
    ordered = sorted(found, key=lambda k: (found[k][0], k))
    return {k: found[k][1] for k in ordered}, {k: found[k][2] for k in ordered}


def _angles(number: int) -> list[float]:
    return [2 * math.pi * place / number for place in range(number)]


def _lines(rows: pd.DataFrame, at: dict[str, tuple[float, float]]) -> tuple[list[float | None], list[float | None]]:
    x: list[float | None] = []
    y: list[float | None] = []
    for giver, receiver in zip(rows["giver"], rows["receiver"], strict=True):
        (x0, y0), (x1, y1) = at[str(giver)], at[str(receiver)]
        x += [x0, x1, None]
        y += [y0, y1, None]
    return x, y


def matrix(pairs: pd.DataFrame) -> go.Figure:
    """Givers down, receivers across: days later than needed in the cells, 'ok' where in time."""
    rows = pairs.head(MOST_LINKS)
    if rows.empty:
        return theme.empty("No dependency between projects is on file.")
    table = rows.pivot(index="giver", columns="receiver", values="worst_days")
    text = rows.assign(said=rows["worst_days"].map(_said)).pivot(index="giver", columns="receiver", values="said")
    made = theme.figure(
        pairs_finding(pairs), height=150 + 22 * len(table), x_title="Receives", y_title="Gives", legend=False
    )
    made.add_heatmap(
        z=table.clip(lower=0).astype(float).to_numpy(),
        x=[theme.wrapped(str(c), 12) for c in table.columns],
        y=[theme.wrapped(str(i), 12) for i in table.index],
        text=text.fillna("").to_numpy(),
        texttemplate="%{text}",
        colorscale=[(1 - at, colour) for at, colour in theme.KEPT][::-1],
        showscale=False,
        xgap=2,
        ygap=2,
        hovertemplate="%{y} gives to %{x}: %{text}<extra></extra>",
    )
    made.update_xaxes(side="top", tickangle=-60, showgrid=False)
    made.update_yaxes(autorange="reversed", showgrid=False)
    return made


def _said(days: Any) -> str:
    return "?" if is_unknown(days) else f"+{int(days)}" if days > 0 else "ok"


def pairs_finding(pairs: pd.DataFrame) -> str:
    """'32 of 40 hand-overs between projects come later than needed'."""
    if pairs.empty:
        return "No dependency between projects is on file"
    late, links = int(pairs["late_links"].sum()), int(pairs["links"].sum())
    return f"{late} of {count(links, 'hand-over')} between projects come later than needed"


def cascade_words(moved: pd.DataFrame, hits: pd.DataFrame, days: int) -> str:
    """'20 working days of slip move 8 tasks in 2 projects and reach 2 project finishes and 1 gate.'"""
    slip = count(days, "working day")
    if len(moved) <= 1 and hits.empty:
        return f"A slip of {slip} reaches nothing else: there is room before whatever waits for it."
    said = f"{slip} of slip move {count(len(moved), 'task')} in {count(moved['project'].nunique(), 'project')}"
    if hits.empty:
        return f"{said}; every finish, gate and benefit is still met."
    kinds = hits["kind"].value_counts()
    parts = [
        _finishes(int(kinds[k])) if k == "finish" else count(int(kinds[k]), word)
        for k, word in _KINDS.items()
        if k in kinds
    ]
    return f"{said} and reach {listed(parts, 5)}{_objective(hits)}."


def _finishes(number: int) -> str:
    return count(number, "project finish", "project finishes")


def _objective(hits: pd.DataFrame) -> str:
    lost = hits[hits["kind"] == "objective"]
    if lost.empty:
        return ""
    first = lost.iloc[0]
    worth = amount(first["worth"], first["currency"])
    return f". {worth} of “{first['name']}” would land after it is due, on {day(first['lands'])}"
