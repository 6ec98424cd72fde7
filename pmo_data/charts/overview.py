"""Charts of the overview: ratings declared beside derived, their history, and what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from pmo_data.charts import theme
from pmo_data.domain.words import count, known, listed

if TYPE_CHECKING:
    import pandas as pd

MONTHS = 6
_MOVES = {
    "improved": ("Improved", "▲", "green"),
    "worsened": ("Worsened", "▼", "red"),
    "same": ("Unchanged", "=", "unknown"),
    "new": ("New", "+", "withheld"),
    "left": ("Left", "−", "withheld"),
    "rescaled": ("Rescaled", "~", "unknown"),
}


def ratings(frame: pd.DataFrame) -> go.Figure:
    """Two stacked bars, declared and derived: how many projects stand at each rating.

    `frame` has a row per rating with the counts `declared`, `derived`, `effective`.
    """
    if frame.empty or not frame[["declared", "derived"]].to_numpy().any():
        return theme.empty("No project in view carries a rating, and none can be derived from its dates and money.")
    made = theme.figure(ratings_finding(frame), x_title="Projects")
    # A rating that is missing and one that is stated as unknown are one colour and one word, so one bar.
    frame = frame.replace({"rating": {"missing": "unknown"}}).groupby("rating", as_index=False, sort=False).sum()
    for rating in _present(frame):
        row = frame[frame["rating"] == rating].iloc[0]
        counts = [int(row["derived"]), int(row["declared"])]
        made.add_bar(
            y=[0, 1],
            x=counts,
            orientation="h",
            name=theme.rated(rating),
            marker=theme.marker(rating),
            text=[str(c) if c else "" for c in counts],
            textposition="inside",
            textangle=0,
            insidetextanchor="middle",
            textfont={"color": theme.look(rating).on_fill},
            customdata=[rating, rating],
            hovertemplate="%{x} projects<extra>" + theme.look(rating).word + "</extra>",
        )
    made.update_layout(barmode="stack", legend={"traceorder": "normal"})
    theme.rows_above(made, ["Derived from dates and money", "Declared by people"])
    return made


def ratings_finding(frame: pd.DataFrame) -> str:
    """'12 of 60 projects are rated red by their data; 7 say so themselves.'"""
    total = int(frame["derived"].sum())
    red = frame[frame["rating"].isin(["red", "amber_red"])]
    derived, declared = int(red["derived"].sum()), int(red["declared"].sum())
    rated = frame[~frame["rating"].isin(["unknown", "withheld", "missing"])]
    word = _red(frame)
    judged, said = int(rated["derived"].sum()), int(rated["declared"].sum())
    if judged + said == 0:
        return f"None of {count(total, 'project')} is rated, by its people or by its data"
    if judged == 0:
        stated = "" if said == total else f" ({known(said, total)})"
        return f"{_are(declared, said, said)} declared {word}{stated}; the data cannot tell yet"
    # Red of those that can be judged: of all in view it would make little of what is not known.
    people = f"{declared} declared so" if said else "none is declared"
    return f"{_are(derived, judged, total)} {word} by their data; {people}"


def _red(frame: pd.DataFrame) -> str:
    """What is counted as red: where ratings stand on five points amber/red, too, which the card of reds does not."""
    return "red or amber/red" if (frame["rating"] == "amber_red").any() else "red"


def _are(number: int, judged: int, total: int) -> str:
    """'3 of 10 projects are', '1 of the 18 projects that can be judged is': the verb with its number."""
    of = f"the {count(judged, 'project')} that can be judged" if judged < total else count(judged, "project")
    return f"{number} of {of} {'is' if number == 1 else 'are'}"


def _present(frame: pd.DataFrame) -> list[str]:
    known = set(frame["rating"])
    return [r for r in (*theme.ORDER, "missing") if r in known]


def history(frame: pd.DataFrame) -> go.Figure:
    """Projects per declared rating at each status date, as stacked columns."""
    if frame.empty or frame["status_date"].nunique() < 2:
        return theme.empty("The history of ratings begins with the second snapshot.")
    made = theme.figure(history_finding(frame), height=300, y_title="Projects")
    # A few editions years apart are columns side by side; months keep their place in time.
    dates = sorted(frame["status_date"].unique())
    months = len(dates) >= MONTHS
    for rating in _present(frame):
        rows = frame[frame["rating"] == rating]
        made.add_bar(
            x=rows["status_date"] if months else [f"{day:%b %Y}" for day in rows["status_date"]],
            y=rows["projects"],
            name=theme.rated(rating),
            marker=theme.marker(rating),
            hovertemplate="%{x|%b %Y}: %{y} projects<extra>" + theme.look(rating).word + "</extra>",
        )
    made.update_layout(barmode="stack", bargap=0.2, legend={"traceorder": "normal"})
    if months:
        made.update_xaxes(type="date", tickformat="%b\n%Y", tickangle=0)
    else:
        made.update_xaxes(type="category", categoryarray=[f"{day:%b %Y}" for day in dates], categoryorder="array")
    return made


def history_finding(frame: pd.DataFrame) -> str:
    """'Declared red went from 4 to 9 projects since Nov 2025.'"""
    dates = sorted(frame["status_date"].unique())
    other = _other_scale(frame, dates)
    if other:
        return other
    red = frame[frame["rating"].isin(["red", "amber_red"])].groupby("status_date")["projects"].sum()
    first, last = int(red.get(dates[0], 0)), int(red.get(dates[-1], 0))
    since, word = f"{dates[0]:%b %Y}", _red(frame)
    if first == last:
        return f"Declared {word} stands at {count(last, 'project')}, as in {since}"
    return f"Declared {word} went from {first} to {count(last, 'project')} since {since}"


def _other_scale(frame: pd.DataFrame, dates: list[Any]) -> str:
    """What stands in place of a comparison where ratings were on five points at one end and on three at the other."""
    half = set(frame.loc[frame["rating"].isin(["amber_green", "amber_red"]), "status_date"])
    if (dates[0] in half) == (dates[-1] in half):
        return ""
    five = [day for day in dates if day in half]
    three = [day for day in dates if day not in half]
    red = int(frame.loc[(frame["status_date"] == dates[-1]) & (frame["rating"] == "red"), "projects"].sum())
    return (
        f"Ratings stood on five points in {_months(five)} and on three in {_months(three)}: they are not compared. "
        f"Red now: {count(red, 'project')}"
    )


def _months(days: list[Any]) -> str:
    return listed([f"{day:%b %Y}" for day in days])


def movement(frame: pd.DataFrame) -> go.Figure:
    """How many projects improved, worsened, joined or left since the comparison; unchanged ones in the title."""
    moved = frame[frame["movement"] != "same"]
    if moved.empty:
        return theme.empty("No project's rating moved between the two dates.")
    made = theme.figure(movement_finding(frame), x_title="Projects", legend=False)
    counts = moved["movement"].value_counts()
    shown = [n for n in _MOVES if n in counts.index][::-1]
    for place, name in enumerate(shown):
        word, sign, rating = _MOVES[name]
        made.add_bar(
            y=[place],
            x=[int(counts[name])],
            orientation="h",
            marker=theme.marker(rating),
            customdata=[name],
            hovertemplate=f"{sign} {word}: %{{x}} projects<extra></extra>",
        )
    theme.rows_above(made, [f"{_MOVES[n][1]} {_MOVES[n][0]}: <b>{int(counts[n])}</b>" for n in shown])
    return made


def movement_finding(frame: pd.DataFrame) -> str:
    """'9 projects worsened and 3 improved; 48 are as they were.'"""
    counts = frame["movement"].value_counts()
    worse, better, same = (int(counts.get(n, 0)) for n in ("worsened", "improved", "same"))
    still = "is as it was" if same == 1 else "are as they were"
    said = f"{count(worse, 'project')} worsened and {better} improved; {same} {still}"
    beside = [
        f"{int(counts[name])} {word}"
        for name, word in (("new", "joined"), ("left", "left"), ("rescaled", "stepped only with the rating scale"))
        if counts.get(name, 0)
    ]
    return f"{said}; {listed(beside)}" if beside else said


def stepped(moved: pd.DataFrame) -> pd.DataFrame:
    """The movements with both ratings in words, as columns `before` and `now`; where a project was not there: nothing.

    A project that joined was not unrated before, it was no part of the portfolio.
    """
    before = moved["rating_before"].map(theme.rated, na_action=None).mask(moved["movement"] == "new")
    now = moved["rating_after"].map(theme.rated, na_action=None).mask(moved["movement"] == "left")
    return moved.assign(before=before, now=now)


def agreement_finding(frame: pd.DataFrame) -> str:
    """'Of 58 projects rated both ways, open or not, 40 match, 12 are declared better than the data says and 6 worse.'

    The figure of those declared too well counts open ones only, so this says whom it counts.
    """
    counts = frame.groupby("verdict")["projects"].sum()
    match, hopeful, gloomy = (int(counts.get(name, 0)) for name in ("match", "optimistic", "pessimistic"))
    total = match + hopeful + gloomy
    if not total:
        return "No project is rated both by its people and by its data."
    return (
        f"Of {count(total, 'project')} rated both ways, open or not, {match} {'matches' if match == 1 else 'match'}, "
        f"{hopeful} {'is' if hopeful == 1 else 'are'} declared better than the data says and {gloomy} worse."
    )


def changes_finding(frame: pd.DataFrame) -> str:
    """'Over 12 status dates 45 of 60 declared ratings never changed; the data moved 20 of these.'"""
    told = frame[frame["people_dates"] > 1]
    if told.empty:
        return "How often ratings change is seen from the second status date on."
    silent = told[told["people_changes"] == 0]
    moved = int((silent["data_changes"] > 0).sum())
    data = f"; the data moved {moved} of these" if moved else ""
    dates = count(int(told["status_dates"].max()), "status date")
    return f"Over {dates} {len(silent)} of {count(len(told), 'declared rating')} never changed{data}."
