"""The next status report of a project, drafted from what the data says, and comments carried forward.

The draft is a proposal in sentences: what changed, why, what comes next, which decision is needed. The manager
completes it; nothing is filed by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pmo_data.domain.moments import FOREVER
from pmo_data.domain.words import UNKNOWN, amount, count, day, listed, percent
from pmo_data.queries.plan import Comments, PlanReported
from pmo_data.queries.project import ProjectRegister
from pmo_data.studies.asking import Ask
from pmo_data.studies.plan import Plan, plan
from pmo_data.studies.plan_changes import PlanChanges, plan_changes
from pmo_data.studies.why import why

NEXT_DAYS = 28
_NUMBERS = {
    "forecast_finish": "Forecast finish",
    "forecast_cost": "Forecast cost",
    "percent_complete": "Per cent complete",
    "declared_overall": "Declared rating",
}
"""Numbers of a project a comment can be bound to."""


@dataclass(frozen=True)
class Draft:
    """The proposed report: `commentary` (what changed and why), `next_steps`, `ask`; all may be edited."""

    report_date: date | None
    author: str
    commentary: str
    next_steps: str
    ask: str


def draft(ask: Ask, project: str, as_of: int = FOREVER, compare_with: int | None = None) -> Draft:
    """Draft the next report as of a moment, against an earlier one where there is one."""
    changes = plan_changes(ask, project, as_of, compare_with)
    register = ask(ProjectRegister(project=project, as_of=as_of))
    reported = ask(PlanReported(project=project, as_of=as_of))
    said = [
        _plan_words(changes),
        _money_words(reported, changes.now),
        _register_words(register, changes),
        _why_words(changes),
    ]
    return Draft(
        changes.now.status_date,
        str(changes.now.facts["manager"] or ""),
        " ".join(text for text in said if text),
        _next_words(changes.now),
        _ask_words(register),
    )


def _plan_words(changes: PlanChanges) -> str:
    if changes.now.lines.empty:
        return ""
    done = changes.changes.loc[changes.changes["kind"] == "finished", "name"].tolist()
    finished = f" Finished: {listed([str(name) for name in done], most=4)}." if done else ""
    return f"{changes.sentence}{finished}" if changes.before is not None else changes.now.sentence


def _money_words(reported: pd.DataFrame, now: Plan) -> str:
    if len(reported) < 2:
        return ""
    last, before = reported.iloc[-1], reported.iloc[-2]
    parts = []
    if (
        pd.notna(last["forecast_cost"])
        and pd.notna(before["forecast_cost"])
        and last["forecast_cost"] != before["forecast_cost"]
    ):
        old, new = (amount(row["forecast_cost"], row["currency"]) for row in (before, last))
        parts.append(
            f"The forecast cost went from {old} to {new} (budget {amount(now.facts['budget'], last['currency'])})."
        )
    if pd.notna(last["percent_complete"]) and pd.notna(before["percent_complete"]):
        parts.append(
            f"Complete: {percent(before['percent_complete'])} before, {percent(last['percent_complete'])} now."
        )
    return " ".join(parts)


def _register_words(register: pd.DataFrame, changes: PlanChanges) -> str:
    since = changes.before.status_date if changes.before else None
    if since is None or register.empty:
        return ""
    risks = register[register["kind"].isin(["risk", "issue"])]
    raised = risks[risks["raised_on"] > pd.Timestamp(since)]
    closed = risks[risks["closed_on"] > pd.Timestamp(since)]
    parts = [
        f"{word}: {listed([str(name) for name in rows['name']], most=3)}."
        for word, rows in (("New risks and issues", raised), ("Closed", closed))
        if len(rows)
    ]
    return " ".join(parts)


def _why_words(changes: PlanChanges) -> str:
    """The first cause of the plan's end, where the end moved."""
    last = changes.now.last_task
    if not changes.finish_moved_days or last is None:
        return ""
    return f"Why: {why(changes.now, last).first_cause}"


def _next_words(now: Plan) -> str:
    if now.status_date is None or now.lines.empty:
        return ""
    until = pd.Timestamp(now.status_date) + pd.Timedelta(days=NEXT_DAYS)
    detail = now.lines[~now.lines["is_summary"] & now.lines["actual_finish"].isna()]
    due = detail[detail["early_finish"] <= until].sort_values("early_finish", kind="stable")
    starts = detail[detail["actual_start"].isna() & (detail["early_start"] <= until)].sort_values(
        "early_start", kind="stable"
    )
    ahead = detail[detail["is_milestone"]].sort_values("early_finish", kind="stable").head(1)
    parts = []
    if len(due):
        parts.append(f"To finish by {day(until.date())}: {listed([str(name) for name in due['name']], most=4)}.")
    if len(starts):
        parts.append(f"To start: {listed([str(name) for name in starts['name']], most=4)}.")
    parts += [
        f"Next milestone: {name} on {day(at)}." for name, at in zip(ahead["name"], ahead["early_finish"], strict=True)
    ]
    return " ".join(parts)


def _ask_words(register: pd.DataFrame) -> str:
    waiting = register[(register["kind"] == "decision") & register["is_open"].fillna(False).astype(bool)]
    said = [
        f"{name} (by {day(due)})" if pd.notna(due) else str(name)
        for name, due in zip(waiting["name"], waiting["due"], strict=True)
    ]
    return f"Decisions needed: {listed(said, most=4)}." if said else ""


def numbers(now: Plan) -> dict[str, tuple[str, str]]:
    """What a comment can be bound to: `about` -> (title, value as it stands), for the project and its open tasks."""
    facts = now.facts
    found = {f"project:{name}": (title, _shown(name, facts)) for name, title in _NUMBERS.items()}
    open_tasks = now.lines[now.lines["actual_finish"].isna() & ~now.lines["is_summary"]]
    for task, name, finish in zip(open_tasks["task"], open_tasks["name"], open_tasks["finish"], strict=True):
        found[f"task:{task}"] = (f"Finish of {name}", day(finish))
    return found


def _shown(name: str, facts: dict[str, Any]) -> str:
    value = facts[name]
    if value is None or pd.isna(value):
        return UNKNOWN
    if name == "forecast_finish":
        return day(value)
    if name == "forecast_cost":
        return amount(value, facts["currency"] if isinstance(facts["currency"], str) else None)
    return percent(value) if name == "percent_complete" else str(value)


def carried_forward(ask: Ask, project: str, as_of: int = FOREVER) -> pd.DataFrame:
    """The comments on a project with what they concern in words, the value now, and whether it moved since.

    Columns: those of `Comments`, about_words, value_now, stale (NA where no number is bound).
    """
    rows = ask(Comments(project=project, as_of=as_of))
    found = numbers(plan(ask, project, as_of))
    now = [found.get(about, (None, None)) for about in rows["about"]]
    values = pd.Series([value for _, value in now], index=rows.index, dtype=object)
    moved = (values != rows["value_then"]).astype("boolean").mask(values.isna() | rows["value_then"].isna())
    words = (
        pd.Series([title for title, _ in now], index=rows.index, dtype=object)
        .fillna(rows["about"])
        .fillna("The project")
    )
    return rows.assign(about_words=words, value_now=values, stale=moved)


def comment_sentence(rows: pd.DataFrame) -> str:
    """'3 comments; 1 speaks of a number that has moved since; 1 hand-off is overdue.'"""
    if rows.empty:
        return "Nobody has commented on this project yet."
    stale, late = int(rows["stale"].fillna(False).sum()), int(rows["overdue"].sum())
    parts = [count(len(rows), "comment")]
    if stale:
        parts.append(f"{stale} of a number that has moved since")
    if late:
        parts.append(f"{count(late, 'hand-off')} overdue")
    return f"{'; '.join(parts)}."
