"""Charts of the alignment: money of projects by objective, where it goes, coverage, and spend against weight.

Each takes the frames of `queries.alignment`. Where a portfolio names no objectives, `dimension` says what stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import plotly.graph_objects as go

from pmo_data.charts import theme
from pmo_data.charts.alignment_words import plural, singular
from pmo_data.domain.words import amount, count, is_unknown, listed, percent

if TYPE_CHECKING:
    import pandas as pd

MOST_PROJECTS = 18
MOST_GROUPS = 10
MOST_TILES = 300
"""Tiles of projects that can be told apart; each of thousands would be smaller than its border."""
REST = "__rest__"
NONE = "__none__"
_BANDS = ("green", "amber", "red", "unknown")
Measure = Literal["money", "strength"]


def matrix(frame: pd.DataFrame, measure: Measure = "money") -> go.Figure:
    """Projects x objectives as a heat map of money or strength 0-4, the projects with most money first.

    What goes beyond the rows shown is one last row, '42 more'. An unseen mark in each cell carries the project's key,
    because cells of a heat map cannot be selected.
    """
    served = frame[frame["objective"].notna()]
    if served.empty:
        return theme.empty("No project in view serves an objective, so there is no matrix to show.")
    cells, names, groups = _cells(served, measure)
    shown = [[_said(v, measure, served["currency"].iloc[0]) for v in row] for row in cells.to_numpy()]
    labels = [theme.wrapped(names[key], 48) for key in cells.index]
    made = theme.figure(matrix_finding(frame), legend=False)
    columns = [theme.broken(groups[key], max(10, 60 // len(cells.columns)), 4) for key in cells.columns]
    made.add_heatmap(
        x=list(range(len(columns))),
        y=list(range(len(labels))),
        z=cells.to_numpy(),
        text=shown,
        texttemplate="%{text}",
        colorscale=[list(step) for step in theme.SCALE],
        showscale=False,
        xgap=2,
        hoverinfo="skip",
    )
    _marks(made, list(cells.index), shown)
    theme.cells_above(made, labels)
    made.update_xaxes(tickvals=list(range(len(columns))), ticktext=columns, tickfont_size=10)
    made.update_layout(margin_t=8)
    return made


def _cells(served: pd.DataFrame, measure: Measure) -> tuple[pd.DataFrame, dict[str, str], dict[str, str]]:
    """The table of the matrix, projects by money, the rest summed (strength: the mean); names of both sides."""
    money = served.groupby("project")["money"].sum().sort_values(ascending=False, kind="stable")
    groups = served.drop_duplicates("objective").set_index("objective")
    wide = groups.sort_values("weight_share_pct", ascending=False, kind="stable", na_position="last").index
    columns = list(wide[:MOST_GROUPS])
    table = served.pivot_table(index="project", columns="objective", values=measure, aggfunc="sum", min_count=1)
    table = table.reindex(index=money.index, columns=columns).astype(float)
    names = dict(zip(served["project"], served["project_name"], strict=True))
    rest = table.iloc[MOST_PROJECTS:]
    table = table.iloc[:MOST_PROJECTS]
    if len(rest):
        table.loc[REST] = rest.sum(min_count=1) if measure == "money" else rest.mean()
        names[REST] = f"{len(rest)} more"
    return table, names, {str(key): str(groups.loc[key, "objective_name"]) for key in columns}


def _said(value: float, measure: Measure, currency: str | None) -> str:
    if is_unknown(value):
        return ""
    return (
        amount(value, currency) if measure == "money" else f"{value:.0f}" if value == round(value) else f"{value:.1f}"
    )


def _marks(made: go.Figure, keys: list[str], shown: list[list[str]]) -> None:
    places = [(x, y) for y, row in enumerate(shown) for x, said in enumerate(row) if said and keys[y] != REST]
    made.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        marker={"symbol": "square", "size": 24, "opacity": 0, "color": theme.MUTED},
        customdata=[keys[y] for _, y in places],
        text=[shown[y][x] for x, y in places],
        hovertemplate="%{text}<extra></extra>",
    )


def matrix_finding(frame: pd.DataFrame) -> str:
    """'Secure water for 2050 takes most: £412m of £1.2bn, through 14 projects.'"""
    if frame["objective"].isna().all():
        return "No project in view serves anything named"
    served = frame[frame["objective"].notna()]
    money = served.groupby("objective_name")["money"].sum().sort_values(ascending=False)
    total = frame["money"].sum()
    if not total or is_unknown(total):
        return f"{count(served['project'].nunique(), 'project')} serve {count(len(money), *_word(frame))}"
    first = money.index[0]
    through = count(served.loc[served["objective_name"] == first, "project"].nunique(), "project")
    currency = served["currency"].iloc[0]
    return f"{first} takes most: {amount(money.iloc[0], currency)} of {amount(total, currency)}, through {through}"


def _word(frame: pd.DataFrame) -> tuple[str, str]:
    return singular(frame["dimension"].iloc[0]), plural(frame["dimension"].iloc[0])


def flow(frame: pd.DataFrame) -> go.Figure:
    """Where the money goes: a tile per objective and, in it, one per project, as large as its money, by rating.

    Beyond the `MOST_TILES` with most money, an objective's projects share a tile, '42 more'; the finding says so.
    """
    rows = _valued(frame)
    if rows.empty:
        return theme.empty("No budget is known, so no money can be followed to an objective.")
    none = f"No {singular(frame['dimension'].iloc[0])}"
    currency = rows["currency"].dropna().iloc[0] if rows["currency"].notna().any() else None
    goals = rows.assign(goal=rows["objective"].fillna(NONE), said=rows["objective_name"].fillna(none))
    tiles = goals.groupby(["goal", "said"], sort=False)["money"].sum().reset_index()
    largest = goals["money"].rank(method="first", ascending=False) <= MOST_TILES
    made = theme.figure(flow_finding(frame), height=480, legend=False)
    theme.say_cut(made, int(largest.sum()), len(goals), "those with most money; the others share a tile")
    _tiles(made, tiles, goals[largest], goals[~largest], currency)
    # Text too small to read says nothing: it is left out of small tiles, whose names are in the table.
    made.update_layout(uniformtext={"minsize": 8, "mode": "hide"})
    return made


def _tiles(made: go.Figure, heads: pd.DataFrame, drawn: pd.DataFrame, left: pd.DataFrame, currency: str | None) -> None:
    """A tile per objective of `heads`, in it one per project of `drawn` and one for all of those left."""
    rest = left.groupby("goal", sort=False)["money"].agg(["sum", "count"])
    looks = [theme.look(rating) for rating in drawn["rating"].fillna("unknown")]
    names = [f"{look.sign} {theme.broken(str(n), 16)}" for look, n in zip(looks, drawn["project_name"], strict=True)]
    keys = (f"{goal}/{project}" for goal, project in zip(drawn["goal"], drawn["project"], strict=True))
    titles = (f"<b>{theme.escaped(said)}</b>" for said in heads["said"])
    plain, values = len(heads) + len(rest), [*heads["money"], *rest["sum"], *drawn["money"]]
    made.add_treemap(
        ids=[*heads["goal"], *(f"{goal}/{REST}" for goal in rest.index), *keys],
        labels=[*titles, *(f"{number:,} more" for number in rest["count"]), *names],
        parents=[*[""] * len(heads), *rest.index, *drawn["goal"]],
        values=values,
        text=[amount(v, currency) for v in values],
        texttemplate="%{label}<br>%{text}",
        hovertemplate="%{label}: %{text}<extra></extra>",
        branchvalues="total",
        sort=True,
        pathbar={"visible": False},
        tiling={"pad": 2},
        marker={
            "colors": [theme.TILE] * plain + [look.colour for look in looks],
            "pattern": theme.patterns([""] * plain + [look.pattern for look in looks]),
        },
        textfont={"color": [theme.TILE_TEXT] * plain + [look.on_fill for look in looks]},
    )


def _valued(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with money; what serves nothing has its whole budget, for there is nothing to split it by."""
    money = frame["money"].fillna(frame["budget"].where(frame["objective"].isna()))
    return frame.assign(money=money)[money > 0]


def flow_finding(frame: pd.DataFrame) -> str:
    """'£9.1m of £1.2bn serves no objective.'"""
    frame = _valued(frame)
    if frame.empty:
        return "No budget is known"
    total = frame["money"].sum()
    lost = frame.loc[frame["objective"].isna(), "money"].sum()
    currency, word = frame["currency"].iloc[0], singular(frame["dimension"].iloc[0])
    if not lost:
        return f"All of {amount(total, currency)} is spent on {'an' if word[0] in 'aeiou' else 'a'} {word}"
    return f"{amount(lost, currency)} of {amount(total, currency)} serves no {word}"


def coverage(frame: pd.DataFrame) -> go.Figure:
    """Open projects behind each objective by rating, stacked; those that nobody serves are empty lines."""
    rows = frame.head(MOST_GROUPS * 2)[::-1]
    if rows.empty:
        return theme.empty("Nothing to cover: no objective is named.")
    places = list(range(len(rows)))
    made = theme.figure(coverage_finding(frame), x_title="Open projects")
    for rating in _BANDS:
        if not rows[rating].any():
            continue
        made.add_bar(
            y=places,
            x=rows[rating],
            orientation="h",
            name=theme.rated(rating),
            marker=theme.marker(rating),
            text=[str(int(n)) if n else "" for n in rows[rating]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": theme.look(rating).on_fill},
            customdata=rows["objective"],
            hovertemplate="%{x} open projects<extra>" + theme.look(rating).word + "</extra>",
        )
    made.update_layout(barmode="stack", legend={"traceorder": "normal"})
    theme.rows_above(made, [theme.wrapped(name, 48) for name in rows["objective_name"]])
    made.update_xaxes(dtick=None, tickformat="d", rangemode="tozero")
    return made


def coverage_finding(frame: pd.DataFrame) -> str:
    """'Carbon-neutral operations by 2035 rests on red projects only; ...' or the objective with most red."""
    red = frame[frame["served_only_by_red"].fillna(False).astype(bool)]
    if len(red):
        rests = "rests" if len(red) == 1 else "rest"
        return f"{listed(list(red['objective_name']))} {rests} on red projects only"
    if not frame["red"].any():
        return "No group rests on a red project" if len(frame) else ""
    worst = frame.sort_values("red", ascending=False).iloc[0]
    return f"{worst['objective_name']} has most red projects: {int(worst['red'])} of {int(worst['open_projects'])}"


def shares(frame: pd.DataFrame) -> go.Figure:
    """Share of spend beside share of weight for each objective, a line between them: the gap in percentage points."""
    rows = _weighed(frame).head(MOST_GROUPS * 2)[::-1]
    if rows.empty:
        return theme.empty("No weights are given, so spend cannot be held against them.")
    places = list(range(len(rows)))
    made = theme.figure(shares_finding(frame), x_title="Share, %")
    for place, low, high in zip(places, rows["weight_share_pct"], rows["spend_share_pct"], strict=True):
        made.add_scatter(
            x=[low, high],
            y=[place, place],
            mode="lines",
            line={"color": theme.GHOST, "width": 6},
            showlegend=False,
            hoverinfo="skip",
        )
    for column, name, symbol, colour in (
        ("weight_share_pct", "Weight", "line-ns", theme.SECOND),
        ("spend_share_pct", "Spend", "circle", theme.ACCENT),
    ):
        made.add_scatter(
            x=rows[column],
            y=places,
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": 14, "color": colour, "line": {"width": 3, "color": colour}},
            customdata=rows["objective"],
            hovertemplate="%{x:.0f} %<extra>" + name + "</extra>",
        )
    theme.rows_above(made, [theme.wrapped(name, 48) for name in rows["objective_name"]])
    made.update_xaxes(rangemode="tozero")
    return made


def _weighed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["weight_share_pct"].notna() & frame["spend_share_pct"].notna()]


def shares_finding(frame: pd.DataFrame) -> str:
    """'Clean rivers gets 12 % of the spend for 20 % of the weight.'"""
    rows = _weighed(frame)
    if rows.empty:
        return "Spend against weight is not known"
    far = rows.sort_values("gap_pct", key=abs).iloc[-1]
    gets = f"{percent(far['spend_share_pct'])} of the spend for {percent(far['weight_share_pct'])} of the weight"
    return f"{far['objective_name']} gets {gets}"


def money_by_pair(frame: pd.DataFrame) -> pd.DataFrame:
    """The table behind the flow: money and projects by programme and objective, most first."""
    rows = _valued(frame).groupby(["programme_name", "objective_name"], dropna=False, sort=False)
    table = rows.agg(projects=("project", "nunique"), money=("money", "sum")).reset_index()
    return table.sort_values("money", ascending=False)
