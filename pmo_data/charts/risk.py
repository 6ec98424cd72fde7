"""Charts of risk: the matrix with counts, exposure by project and over time, ageing, and how confidence moved.

Each takes a frame of `queries.risk` (the flow: `RatingFlow`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from pmo_data.charts import theme
from pmo_data.domain.words import amount, count, is_unknown, known

if TYPE_CHECKING:
    import pandas as pd

MOST_PROJECTS = 10
_SCALE = range(1, 6)
_PROBABILITY = ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
_IMPACT = ("Minimal", "Minor", "Medium", "Major", "Severe")
_KINDS = {"risk": "Risks", "issue": "Issues", "assumption": "Assumptions", "decision": "Decisions", "action": "Actions"}
_HIGH = ("high", "very_high")


def matrix(frame: pd.DataFrame) -> go.Figure:
    """Probability x impact, 5 x 5: the band by colour and word, the number of open risks; each cell can be chosen.

    A mark that is not seen lies on every cell that holds risks and carries 'probability-impact', see `cell`.
    """
    if frame.empty or not frame["risks"].sum():
        return theme.empty("No open risk in view carries both a probability and an impact from 1 to 5.")
    made = theme.figure(matrix_finding(frame), height=420, x_title="Impact", y_title="Probability", legend=False)
    for _, row in frame.iterrows():
        _cell(made, row)
    full = frame[frame["risks"] > 0]
    made.add_scatter(
        x=full["impact"],
        y=full["probability"],
        mode="markers",
        marker={"symbol": "square", "size": 44, "opacity": 0, "color": theme.MUTED},
        customdata=[f"{int(p)}-{int(i)}" for p, i in zip(full["probability"], full["impact"], strict=True)],
        text=[_spoken(row) for _, row in full.iterrows()],
        hovertemplate="%{text}<extra></extra>",
    )
    words = (
        [f"{n}<br>{theme.broken(w)}" for n, w in zip(_SCALE, said, strict=True)] for said in (_IMPACT, _PROBABILITY)
    )
    axes = [{"tickvals": list(_SCALE), "ticktext": said, "range": [0.5, 5.5], "showgrid": False} for said in words]
    made.update_xaxes(**axes[0], tickangle=0, tickfont_size=11)
    made.update_yaxes(**axes[1], tickfont_size=11)
    return made


def _cell(made: go.Figure, row: pd.Series[Any]) -> None:
    word, colour, ink = theme.BANDS.get(row["band"], theme.UNBANDED)
    x, y = int(row["impact"]), int(row["probability"])
    made.add_shape(
        type="rect",
        x0=x - 0.49,
        x1=x + 0.49,
        y0=y - 0.48,
        y1=y + 0.48,
        fillcolor=colour,
        line={"width": 0},
        layer="below",
    )
    if row["risks"]:
        text = f"<b>{int(row['risks'])}</b><br><span style='font-size:10px'>{word}</span>"
        made.add_annotation(x=x, y=y, text=text, showarrow=False, font={"size": 18, "color": ink})


def _spoken(row: pd.Series[Any]) -> str:
    word = theme.BANDS.get(row["band"], theme.UNBANDED)[0]
    worth = "" if is_unknown(row["emv"]) else f", {amount(row['emv'], row['currency'])} expected"
    return f"{count(int(row['risks']), 'open risk')}, {word.lower()}{worth}"


def cell(key: str) -> tuple[int, int]:
    """Probability and impact of a chosen cell."""
    probability, impact = key.split("-")
    return int(probability), int(impact)


def matrix_finding(frame: pd.DataFrame) -> str:
    """'28 of 64 open risks are high or very high (known 64 of 70)'."""
    if frame.empty or not frame["total"].iloc[0]:
        return "No risk is open"
    rated, total = int(frame["rated"].iloc[0]), int(frame["total"].iloc[0])
    high = int(frame.loc[frame["band"].isin(_HIGH), "risks"].sum())
    scored = "" if rated == total else f" (scores {known(rated, total)})"
    return f"{high} of {count(rated, 'scored risk')} {'is' if high == 1 else 'are'} high or very high{scored}"


def exposure(frame: pd.DataFrame) -> go.Figure:
    """Expected value of open risks by project, most first, beside its contingency; counts where no money is known."""
    if frame.empty or not frame["open_risks"].sum():
        return theme.empty("No project in view has an open risk.")
    measure = _measure(frame)
    ordered = frame[frame[measure].notna()].sort_values([measure, "project"], ascending=[False, True])
    rows = ordered.head(MOST_PROJECTS)[::-1]
    places = list(range(len(rows)))
    currency = rows["currency"].iloc[0]
    worth = [amount(v, currency) if measure == "emv" else str(int(v)) for v in rows[measure]]
    labels = [f"{theme.wrapped(str(name), 40)}: <b>{v}</b>" for name, v in zip(rows["name"], worth, strict=True)]
    unit = "Open risks" if measure == "open_risks" else f"Expected value, {currency or 'money'}"
    made = theme.figure(exposure_finding(frame), x_title=unit)
    made.add_bar(
        y=places,
        x=rows[measure],
        orientation="h",
        name="Expected value of open risks" if measure == "emv" else "Open risks",
        marker={"color": theme.ACCENT},
        text=worth,
        textposition="none",
        customdata=rows["project"],
        hovertemplate="%{text}<extra></extra>",
    )
    if measure == "emv" and rows["contingency"].notna().any():
        made.add_scatter(
            y=places,
            x=rows["contingency"],
            mode="markers",
            name="Contingency",
            marker={"symbol": "line-ns", "size": 16, "line": {"width": 3, "color": theme.SECOND}},
            hovertemplate="contingency %{x:,.3s}<extra></extra>",
        )
    theme.rows_above(made, labels)
    made.update_xaxes(rangemode="tozero")
    if measure == "emv":
        theme.money_axis(made, "x", currency)
    return made


def _measure(frame: pd.DataFrame) -> str:
    return "emv" if frame["emv"].notna().any() else "open_risks"


def exposure_finding(frame: pd.DataFrame) -> str:
    """'Mere tunnel relining carries most: £3.2m of £20m expected'."""
    measure = _measure(frame)
    rows = frame[frame[measure].notna()].sort_values(measure, ascending=False)
    if rows.empty or not rows[measure].sum():
        return "No project carries an open risk"
    first, total = rows.iloc[0], float(rows[measure].sum())
    shown = "" if len(rows) <= MOST_PROJECTS else f" (the first {MOST_PROJECTS} of {len(rows)} projects)"
    if measure == "open_risks":
        return f"{first['name']} carries most: {int(first['open_risks'])} of {count(int(total), 'open risk')}{shown}"
    share = f"{amount(first['emv'], first['currency'])} of {amount(total, first['currency'])} expected"
    return f"{first['name']} carries most: {share}{shown}"


def exposure_history(frame: pd.DataFrame) -> go.Figure:
    """Exposure at each status date: expected value of open risks, or their number where no money is known."""
    if frame["status_date"].nunique() < 2:
        return theme.empty("How exposure moves is seen from the second status date on.")
    if not frame["open_risks"].fillna(0).any():
        return theme.empty("No open risk was on file at any status date.")
    measure = _measure(frame)
    currency = frame["currency"].dropna().iloc[0] if frame["currency"].notna().any() else "money"
    unit = "Open risks" if measure == "open_risks" else f"Expected value, {currency}"
    made = theme.figure(history_finding(frame), height=300, y_title=unit, legend=False)
    made.add_scatter(
        x=frame["status_date"],
        y=frame[measure],
        mode="lines+markers",
        line={"color": theme.ACCENT, "width": 3},
        text=[count(int(n), "open risk") for n in frame["open_risks"]],
        hovertemplate="%{x|%d %b %Y}: %{y:,.3s}, %{text}<extra></extra>",
    )
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0)
    made.update_yaxes(rangemode="tozero")
    if measure == "emv":
        theme.money_axis(made, "y", None if currency == "money" else currency)
    return made


def history_finding(frame: pd.DataFrame) -> str:
    """'Exposure went from £14m to £20m since Nov 2025'."""
    measure = _measure(frame)
    rows = frame[frame[measure].notna()].sort_values("status_date")
    if rows.empty:
        return "Exposure is not known"
    first, last = rows.iloc[0], rows.iloc[-1]
    since = f"since {first['status_date']:%b %Y}"
    if measure == "open_risks":
        before, now = int(first["open_risks"]), int(last["open_risks"])
        return (
            f"Open risks stand at {now}, as {since}"
            if before == now
            else f"Open risks went from {before} to {now} {since}"
        )
    low, high = (amount(row["emv"], row["currency"]) for row in (first, last))
    return (
        f"Expected value of open risks stands at {high}, as {since}"
        if low == high
        else (f"Expected value of open risks went from {low} to {high} {since}")
    )


def ageing(frame: pd.DataFrame) -> go.Figure:
    """Open register lines by kind, stacked by age from young to old; what is overdue is said behind each bar."""
    if frame.empty or not frame["items"].sum():
        return theme.empty("No open risk, issue, assumption, decision or action is on file.")
    kinds = [kind for kind in _KINDS if kind in set(frame["kind"])][::-1]
    made = theme.figure(ageing_finding(frame), x_title="Open lines")
    buckets = frame.drop_duplicates("bucket").sort_values("bucket_order")
    # A narrower segment has no room for its number; the table behind has it.
    readable = max(1.0, 0.05 * float(frame.groupby("kind")["items"].sum().max()))
    for index, bucket in enumerate(buckets["bucket"]):
        rows = frame[frame["bucket"] == bucket].set_index("kind").reindex(kinds)
        counts = rows["items"].fillna(0).astype(int)
        look = min(index, len(theme.AGES) - 1)
        made.add_bar(
            y=list(range(len(kinds))),
            x=counts,
            orientation="h",
            name=_age(str(bucket)),
            marker={"color": theme.AGES[look], "line": {"color": theme.OUTLINE, "width": 0.5}},
            text=[str(n) if n >= readable else "" for n in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": theme.AGES_TEXT[look], "size": 11},
            customdata=kinds,
            hovertemplate="%{x} open<extra>" + _age(str(bucket)) + "</extra>",
        )
    made.update_layout(barmode="stack", legend={"traceorder": "normal"})
    theme.rows_above(made, [_kind_label(frame[frame["kind"] == kind], kind) for kind in kinds])
    return made


def _kind_label(rows: pd.DataFrame, kind: str) -> str:
    late = int(rows["overdue"].sum())
    return f"{_KINDS[kind]}: {int(rows['items'].sum())} open{f', <b>{late} overdue</b>' if late else ''}"


def _age(bucket: str) -> str:
    return bucket if bucket.endswith("days") or not bucket[:1].isdigit() else f"{bucket} days"


def ageing_finding(frame: pd.DataFrame) -> str:
    """'42 of 180 open lines are overdue, 14 of them actions'."""
    total, late = int(frame["items"].sum()), int(frame["overdue"].sum())
    if not total:
        return "Nothing is open in the registers"
    if not late and not int(frame["dated"].sum()):
        return f"By when {count(total, 'open line')} {'is' if total == 1 else 'are'} due is not on file"
    actions = int(frame.loc[frame["kind"] == "action", "overdue"].sum())
    which = f", {actions} of them actions" if actions else ""
    return f"{late or 'None'} of {count(total, 'open line')} {'are' if late > 1 else 'is'} overdue{which}"


def flow(frame: pd.DataFrame) -> go.Figure:
    """Declared delivery confidence before and now, as a flow; what moved has a colour and words."""
    if frame.empty:
        return theme.empty("There is no earlier snapshot to hold the ratings against.")
    if not frame["direction"].ne("same").any():
        counts = frame.groupby("before")["projects"].sum()
        held = ", ".join(f"{int(counts[n])} {_node(n)}" for n in _in_order(frame, "before"))
        return theme.empty(f"{flow_finding(frame)}: {held}.", height=90)
    made = theme.figure(flow_finding(frame), height=360, legend=False)
    before, after = _in_order(frame, "before"), _in_order(frame, "after")
    sides = (("before", before), ("after", after))
    totals = {side: frame.groupby(side)["projects"].sum() for side, _ in sides}
    made.add_sankey(
        arrangement="snap",
        node={
            "label": [f"{_node(n)} {int(totals[side][n])}" for side, names in sides for n in names],
            "color": [theme.fill(n) if n in theme.RATINGS else theme.MUTED for _, names in sides for n in names],
            "pad": 12,
            "thickness": 16,
            "line": {"width": 0},
        },
        link={
            "source": [before.index(n) for n in frame["before"]],
            "target": [len(before) + after.index(n) for n in frame["after"]],
            "value": frame["projects"].tolist(),
            "color": [theme.flow(d) for d in frame["direction"]],
            "label": [
                f"{count(int(n), 'project')}, {d}" for n, d in zip(frame["projects"], frame["direction"], strict=True)
            ],
            "hovertemplate": "%{label}<extra></extra>",
        },
    )
    return made


def _in_order(frame: pd.DataFrame, side: str) -> list[str]:
    there = set(frame[side])
    known_names = [n for n in (*theme.ORDER, "missing", "joined", "left") if n in there]
    return known_names + sorted(there - set(known_names))


def _node(name: str) -> str:
    return {"joined": "+ Joined", "left": "− Left"}.get(name) or theme.rated(name)


def flow_finding(frame: pd.DataFrame) -> str:
    """'Declared confidence fell for 5 projects and rose for 3'."""
    moved = frame.groupby("direction")["projects"].sum()
    worse, better = int(moved.get("worsened", 0)), int(moved.get("improved", 0))
    if not worse and not better:
        return "No project declares another confidence than at the comparison"
    return f"Declared confidence fell for {count(worse, 'project')} and rose for {better}"


def opening(
    matrix_rows: pd.DataFrame,
    exposed: pd.DataFrame,
    aged: pd.DataFrame,
    issues: pd.DataFrame | None = None,
    otherwise: str = "",
) -> str:
    """The finding in words: how many open risks are high, what they are worth and where, what is overdue, what struck.

    `issues` has the columns of `Issues`. Where no risk is on file, `otherwise` is said first: what is known instead.
    """
    if not len(matrix_rows) or not matrix_rows["total"].iloc[0]:
        parts = [*([otherwise] if otherwise else []), "No open risk is known for the projects in view"]
    else:
        parts = [matrix_finding(matrix_rows)]
    if len(exposed) and exposed["open_risks"].sum():
        parts.append(exposure_finding(exposed).split(" (")[0])
    if len(aged):
        parts.append(ageing_finding(aged))
    struck = "" if issues is None else came_true(issues)
    return ". ".join([*parts, struck] if struck else parts) + "."


def came_true(issues: pd.DataFrame) -> str:
    """'Collapsed brickwork was a risk of Mere tunnel relining and came true: £5.15m'; no text where none did."""
    rows = issues[issues["risk"].notna()].sort_values("impact_cost", ascending=False, na_position="last")
    if rows.empty:
        return ""
    first = rows.iloc[0]
    worth = "" if is_unknown(first["impact_cost"]) else f": {amount(first['impact_cost'], first['currency'])}"
    more = f", and {len(rows) - 1} more came true" if len(rows) > 1 else ""
    return f"{first['name']} was a risk of {first['project_name']} and came true{worth}{more}"
