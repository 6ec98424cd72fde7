"""The pack's tables as data: the same rows and columns as the pages show, with the pages' labels and empty states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pmo_data.charts import progress, theme
from pmo_data.domain.words import count, is_unknown
from pmo_data.export.pack.content import Column, Table

if TYPE_CHECKING:
    import pandas as pd


def table(key: str, heading: str, title: str, frame: pd.DataFrame, columns: Sequence[Column], empty: str) -> Table:
    """A frame's rows as plain values: ratings in sign and word, codes in words, dates as dates, unknown as None."""
    cells = [[_plain(value, column) for value in frame[column.name]] for column in columns]
    rows = tuple(zip(*cells, strict=True)) if len(frame) else ()
    currency = _currency(frame)
    return Table(key, heading, title if rows else empty, tuple(columns), rows, empty, currency, len(rows))


def _currency(frame: pd.DataFrame) -> str | None:
    if "currency" not in frame.columns or frame["currency"].isna().all():
        return None
    return str(frame["currency"].dropna().iloc[0])


def _plain(value: Any, column: Column) -> Any:
    if column.kind == "rating":
        return theme.rated(None if is_unknown(value) else str(value))
    if is_unknown(value):
        return None
    if column.kind == "date":
        return value.date() if hasattr(value, "date") else value
    if column.is_number:
        return float(value)
    text = str(value)
    return text.replace("_", " ").capitalize() if column.kind == "code" else text


def attention(frame: pd.DataFrame) -> Table:
    """One row per project, worst first, with the reason that weighs most."""
    worst = frame.drop_duplicates("project")
    columns = (
        Column("rating", "Rating", "rating", 0.9),
        Column("name", "Project", width=2.0),
        Column("reason", "Why", width=4.6),
        Column("since", "Since", "date", 1.1),
        Column("at_stake", "At stake", "money", 0.8),
        Column("manager", "Leader", width=1.3),
    )
    empty = "Nothing needs attention: no project is red, late, over budget, overdue or stale."
    title = "" if worst.empty else f"{count(len(worst), 'project')} {'needs' if len(worst) == 1 else 'need'} attention"
    if len(worst):
        title += f"; worst is {worst.iloc[0]['name']}"
    return table("attention", "What needs attention", title, worst, columns, empty)


def decisions(frame: pd.DataFrame) -> Table:
    """What needs a decision, ranked as on the page."""
    columns = (
        Column("ask", "Decision", width=2.8),
        Column("project_name", "Project", width=1.7),
        Column("options", "Options", width=2.2),
        Column("owner", "Owner", width=1.4),
        Column("due", "Due", "date", 1.1),
        Column("at_stake", "At stake", "money", 0.8),
        Column("cost_of_waiting", "Cost of waiting", width=1.6),
    )
    empty = "No decision is open in the register."
    overdue = int((frame["overdue_days"].fillna(0) > 0).sum()) if len(frame) else 0
    waits = "waits" if len(frame) == 1 else "wait"
    title = f"{count(len(frame), 'decision')} {waits} for you; {overdue} {'is' if overdue == 1 else 'are'} overdue"
    return table("decisions", "Needs your decision", title, frame, columns, empty)


def milestones(frame: pd.DataFrame) -> Table:
    """Milestones missed and those that fall due soon, as the progress page lists them."""
    columns = (
        Column("state", "State", "code", 0.8),
        Column("name", "Milestone", width=2.6),
        Column("project_name", "Project", width=2.2),
        Column("owner", "Owner", width=1.4),
        Column("baseline_date", "Baseline", "date", 1.1),
        Column("date", "Date", "date", 1.1),
        Column("late_days", "Late (days)", "days", 0.7),
    )
    empty = "No milestone is missed and none falls due within 30 days."
    states = frame["state"].value_counts()
    title = progress.milestones_finding(states) if len(frame) else empty
    return table("milestones", "Milestones missed and due", title, progress.pressing(frame, states), columns, empty)


def moved(frame: pd.DataFrame) -> Table:
    """The projects that moved since the comparison, each in a sentence."""
    rows = frame[frame["movement"].isin(["worsened", "improved", "new", "left"])]
    columns = (
        Column("movement", "Movement", "code", 0.8),
        Column("name", "Project", width=2.0),
        Column("rating_before", "Before", "rating", 0.9),
        Column("rating_after", "Now", "rating", 0.9),
        Column("finish_moved_days", "Finish moved (days)", "days", 0.8),
        Column("sentence", "In words", width=4.0),
    )
    empty = "No project's rating moved between the two dates."
    verb = "project moved" if len(rows) == 1 else "projects moved"
    return table("moved", "What moved", f"{len(rows)} {verb} since the comparison", rows, columns, empty)


def dimensions(frame: pd.DataFrame) -> Table:
    """One project's ratings side by side: what it says, what its data shows, and the rule."""
    columns = (
        Column("dimension", "Dimension", width=1.0),
        Column("says", "Declared", width=1.0),
        Column("shows", "Derived", width=1.0),
        Column("rule", "Why", width=5.0),
    )
    empty = "Nobody rates this project, and nothing is known that it could be rated by."
    return table("dimensions", "Ratings", "Declared beside what the data shows", frame, columns, empty)


PROJECTS = (
    Column("code", "Code", width=0.8),
    Column("name", "Project", width=2.2),
    Column("programme_name", "Programme", width=1.5),
    Column("department", "Department", width=1.4),
    Column("manager", "Leader", width=1.3),
    Column("status", "Status", "code", 0.8),
    Column("rating", "Rating", "rating", 0.9),
    Column("declared_overall", "Declared", "rating", 0.9),
    Column("derived_overall", "Derived", "rating", 0.9),
    Column("baseline_finish", "Baseline finish", "date", 1.1),
    Column("finish", "Finish", "date", 1.1),
    Column("slip_days", "Slip (days)", "days", 0.7),
    Column("percent_complete", "Complete %", "percent", 0.7),
    Column("budget", "Budget", "money", 0.8),
    Column("forecast_cost", "Forecast", "money", 0.8),
    Column("cost_variance", "Variance", "money", 0.8),
    Column("cost_variance_pct", "Variance %", "percent", 0.7),
    Column("actual_cost", "Spent", "money", 0.8),
    Column("planned_value", "Planned value", "money", 0.8),
    Column("earned_value", "Earned value", "money", 0.8),
    Column("period_cost", "Actual cost", "money", 0.8),
    Column("budget_at_completion", "Budget at completion", "money", 0.8),
    Column("spi", "SPI", "ratio", 0.6),
    Column("cpi", "CPI", "ratio", 0.6),
    Column("reason", "Why", width=3.0),
)
_FROM_REGISTER = {
    "declared_overall": "declared_overall",
    "derived_overall": "derived_overall",
    "baseline_finish": "baseline_finish",
    "slip_days": "slip_days",
    "rating_reason": "reason",
}


def projects(money: pd.DataFrame, register: pd.DataFrame) -> Table:
    """Every project in view: ratings, dates, money in the reporting currency, earned value, indices."""
    known = register.set_index("project")
    finish = known["actual_finish"].where(known["actual_finish"].notna(), known["forecast_finish"])
    facts = known[list(_FROM_REGISTER)].rename(columns=_FROM_REGISTER).assign(finish=finish)
    rows = money.merge(facts.reset_index(), on="project", how="left").sort_values(["name", "project"])
    title = count(len(rows), "project")
    return table("projects", "Projects", title, rows, PROJECTS, "No project is in view.")


def known(frame: pd.DataFrame) -> Table:
    """How much of what each page needs is known."""
    columns = (
        Column("page", "Page", "code", 1.0),
        Column("measure", "Measure", width=2.0),
        Column("needs", "Needs", width=3.0),
        Column("known", "Known", "number", 0.7),
        Column("total", "Of", "number", 0.7),
    )
    worst = frame.sort_values(["known", "total"], kind="stable") if len(frame) else frame
    partly = int((frame["known"] < frame["total"]).sum()) if len(frame) else 0
    title = f"{partly} of {count(len(frame), 'measure')} {'rests' if partly == 1 else 'rest'} on incomplete data"
    return table("known", "How much is known", title, worst, columns, "Nothing is asked of the data yet.")
