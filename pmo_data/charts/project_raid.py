"""One project's registers over time and by age, and the sentences about what nobody has looked at lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from pmo_data.charts import theme, timeline
from pmo_data.domain.words import count, day, is_unknown, listed

if TYPE_CHECKING:
    import pandas as pd

KINDS = {"risk": "Risks", "issue": "Issues", "assumption": "Assumptions", "decision": "Decisions", "action": "Actions"}
MOST_LINES = 20


def burn_down(frame: pd.DataFrame) -> go.Figure:
    """`frame`: status_date, kind, open_lines. A line per register, each with its own mark and dash."""
    if frame["status_date"].nunique() < 2:
        return theme.empty("How the registers burn down is seen from the second status date on.")
    made = theme.figure(burn_finding(frame), height=300, x_title="As told on", y_title="Open lines")
    dashes = ("solid", "dot", "dash", "dashdot", "longdash")
    for at, (kind, name) in enumerate(KINDS.items()):
        line = frame[frame["kind"] == kind]
        if line["open_lines"].sum():
            made.add_scatter(
                x=line["status_date"],
                y=line["open_lines"],
                mode="lines+markers",
                name=name,
                line={"color": theme.SEQUENCE[at], "width": 2, "dash": dashes[at], "shape": "hv"},
                marker={"symbol": theme.SYMBOLS[at], "size": 7},
                hovertemplate="%{x|%d %b %Y}: %{y} open<extra>" + name + "</extra>",
            )
    made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0, nticks=8)
    made.update_yaxes(rangemode="tozero", tickformat="d")
    return made


def burn_finding(frame: pd.DataFrame) -> str:
    """'4 lines are open, 2 fewer than on 30 Nov 2025; the most were 7 on 31 May 2026'."""
    totals = frame.groupby("status_date", as_index=False)["open_lines"].sum()
    if totals.empty:
        return "No register of this project was ever filed"
    counts, dates = totals["open_lines"], totals["status_date"]
    now, first = int(counts.iloc[-1]), int(counts.iloc[0])
    stand = f"{count(now, 'line')} {'is' if now == 1 else 'are'} open"
    if len(totals) < 2:
        return stand
    since = day(dates.iloc[0])
    way = f"as many as on {since}" if now == first else _fewer(now - first, since)
    most = "" if counts.max() <= max(now, first) else f"; the most were {counts.max()} on {day(dates[counts.idxmax()])}"
    return f"{stand}, {way}{most}"


def _fewer(change: int, since: str) -> str:
    return f"{abs(change)} {'more' if change > 0 else 'fewer'} than on {since}"


def ages(rows: pd.DataFrame) -> go.Figure:
    """`rows` of `ProjectRegister`: a bar per open line, oldest first; those past their date are patterned."""
    dated = rows[rows["is_open"] & rows["age_days"].notna()]
    if dated.empty:
        return theme.empty("No open line says when it was raised, so none has an age.")
    shown = dated.sort_values("age_days", ascending=False, kind="stable").head(MOST_LINES).reset_index(drop=True)
    made = theme.figure(ages_finding(rows), height=110 + 24 * len(shown), x_title="Days since raised")
    for late, word in ((False, "Open"), (True, "Open and past its date")):
        part = shown[shown["overdue_days"].notna() == late]
        if len(part):
            made.add_bar(
                y=list(part.index),
                x=part["age_days"].astype(int),
                orientation="h",
                name=word,
                width=0.6,
                marker=theme.state("late" if late else "active"),
                hovertemplate="%{x} days<extra>" + word + "</extra>",
            )
    timeline.rows_axis(made, [_line(row) for _, row in shown.iterrows()])
    return made


def _line(row: pd.Series[Any]) -> str:
    return theme.wrapped(f"{row['kind'].capitalize()}: {row['name']}", 36)


def ages_finding(rows: pd.DataFrame) -> str:
    """'The oldest open line, “Ground is worse”, is 210 days old; half are older than 84 days'."""
    dated = rows[rows["is_open"] & rows["age_days"].notna()].sort_values("age_days", ascending=False, kind="stable")
    if dated.empty:
        return "No open line has an age"
    oldest = dated.iloc[0]
    half = f"; half are older than {dated['age_days'].astype(float).median():.0f} days" if len(dated) > 2 else ""
    return f"The oldest open line, “{oldest['name']}”, is {count(int(oldest['age_days']), 'day')} old{half}"


def unreviewed(rows: pd.DataFrame) -> pd.DataFrame:
    """Open risks, issues and assumptions never reviewed or not lately, longest first."""
    found = rows[rows["is_open"] & rows["review"].isin(["never", "overdue"])]
    since = found["reviewed_days"].fillna(found["age_days"])
    return found.assign(since=since).sort_values(["review", "since"], ascending=[True, False], na_position="last")


def review_sentence(rows: pd.DataFrame) -> str:
    """'2 of 5 open risks, issues and assumptions were never reviewed, 1 not lately.'"""
    judged = rows[rows["is_open"] & rows["review"].notna()]
    if judged.empty:
        return "No risk, issue or assumption is open."
    never, late = (int((judged["review"] == kind).sum()) for kind in ("never", "overdue"))
    if never == len(judged) and rows["reviewed_on"].isna().all():
        return "No line says when it was last reviewed: bring in the registers with a column “Last reviewed”."
    if not never and not late:
        return "Every open risk, issue and assumption was reviewed lately."
    said = [f"{never} never reviewed"] * bool(never) + [f"{late} not lately"] * bool(late)
    return f"Of {count(len(judged), 'open risk, issue or assumption', 'open risks, issues and assumptions')}: " + (
        f"{' and '.join(said)}."
    )


def raci_sentence(rows: pd.DataFrame) -> str:
    """'For 2 of 6 milestones nobody is accountable: Design accepted and Keys.'"""
    faults = rows[rows["fault"].notna() & ~rows["is_done"].astype(bool)]
    if faults.empty:
        return "For every open milestone one person is accountable and somebody responsible."
    parts = [
        f"{str(fault).lower()} for {listed([str(name) for name in part['name']], most=3)}"
        for fault, part in faults.groupby("fault", sort=False)
    ]
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def contact_sentence(rows: pd.DataFrame) -> str:
    """'1 of 3 contacts is overdue: Regulator, 12 days.'"""
    late = rows[rows["overdue_days"].notna()]
    never = int(rows["never"].astype(bool).sum())
    told = f" {count(never, 'stakeholder')} {'was' if never == 1 else 'were'} never told anything." if never else ""
    if late.empty:
        following = rows["due"].dropna().min()
        ahead = "" if is_unknown(following) else f" The next is due on {day(following)}."
        return f"No contact is overdue.{ahead}{told}"
    said = listed([f"{row['name']}, {count(int(row['overdue_days']), 'day')}" for _, row in late.iterrows()], most=3)
    return f"{len(late)} of {count(len(rows), 'contact')} {'is' if len(late) == 1 else 'are'} overdue: {said}.{told}"
