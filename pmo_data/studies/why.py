"""Why a date is what it is, as a chain of sentences anybody can follow, from the date back to its first cause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pmo_data.analytics.driving_path import Step, why_this_date
from pmo_data.domain.errors import QueryError
from pmo_data.domain.words import count, day, listed
from pmo_data.studies.plan import Plan

_RELATIONS = {
    "FS": "cannot start before {before} finishes",
    "SS": "cannot start before {before} starts",
    "FF": "cannot finish before {before} finishes",
    "SF": "cannot finish before {before} starts",
}
_CONSTRAINTS = {
    "start_no_earlier_than": "may not start earlier: the plan sets its earliest start to that day",
    "finish_no_earlier_than": "may not finish earlier: the plan sets its earliest finish to that day",
    "must_start_on": "must start on that day, whatever comes before it",
    "must_finish_on": "must finish on that day, whatever comes before it",
}
_REASONS = {
    "in a loop": "waits for itself through a loop of links, so no date can be computed",
    "after a loop": "follows tasks that wait for one another in a loop, so no date can be computed",
    "no duration": "has neither a duration nor two dates to take one from",
    "ends before it starts": "ends before it starts, so nothing can be computed from it",
    "summary line": "is a heading: its dates are those of the tasks below it",
    "after a task that could not be computed": "follows a task that could not be computed",
}


@dataclass(frozen=True)
class Why:
    """The answer for one task: `sentences` from the task back to the first cause, and the same chain as rows.

    `chain`: task, name, early_start, early_finish, cause, relation, lag_days, total_float_days, owner.
    """

    task: str
    name: str
    early_finish: date | None
    sentences: tuple[str, ...]
    chain: pd.DataFrame
    steps: int = 0

    @property
    def first_cause(self) -> str:
        """The sentence at the end of the chain of links."""
        return self.sentences[max(self.steps - 1, 0)]


def why(plan: Plan, task: str) -> Why:
    """Explain the dates of a task, named by key, code, WBS or name. Raises QueryError where there is no such task."""
    line = find_task(plan, task)
    if plan.schedule is None:
        return Why(line["task"], line["name"], None, ("No task of this plan has a date.",), pd.DataFrame())
    steps = why_this_date(plan.schedule, line["task"])
    rows = plan.lines.set_index("task")
    sentences = [_sentence(step, rows) for step in steps]
    columns = ["name", "early_start", "early_finish", "total_float_days", "owner"]
    chain = rows.loc[[step.task_id for step in steps], columns].reset_index()
    chain["cause"] = [step.cause for step in steps]
    chain["relation"] = [step.relation for step in steps]
    chain["lag_days"] = [step.lag_days if step.cause == "link" else None for step in steps]
    finish = line["early_finish"]
    return Why(
        line["task"],
        str(line["name"]),
        None if pd.isna(finish) else finish.date(),
        (*sentences, *_waiting(plan, steps)),
        chain,
        len(steps),
    )


def find_task(plan: Plan, said: str) -> pd.Series[Any]:
    """The line of a task named by key, code, WBS or (without case) name."""
    lines = plan.lines
    for column in ("task", "code", "wbs"):
        found = lines[lines[column] == said]
        if len(found):
            return found.iloc[0]
    found = lines[lines["name"].str.casefold() == said.casefold()]
    if found.empty:
        raise QueryError(f"The plan of {plan.name} has no task '{said}'. `pmo project {plan.project} plan` lists them.")
    return found.iloc[0]


def _sentence(step: Step, rows: pd.DataFrame) -> str:
    line = rows.loc[step.task_id]
    begin, end = day(line["early_start"]), day(line["early_finish"])
    name = f"“{line['name']}”"
    if step.cause == "not computed":
        return f"{name} {_REASONS.get(step.reason or '', step.reason or 'cannot be computed')}."
    when = f"on {end}" if line["is_milestone"] else f"from {begin} to {end}"
    return f"{name} ({when}) {_cause(step, line, rows)}."


def _cause(step: Step, line: pd.Series[Any], rows: pd.DataFrame) -> str:
    if step.cause == "link":
        return _by_link(step, rows)
    if step.cause == "actual":
        return "is done: these are its actual dates"
    if step.cause == "constraint":
        return _CONSTRAINTS.get(step.constraint or "", "is held by a constraint")
    if step.cause == "not before":
        return "waits for no other task and keeps its planned start"
    if step.cause == "status day":
        left = line["remaining_days"] if pd.notna(line["remaining_days"]) else line["duration_days"]
        begun = "is under way" if pd.notna(line["actual_start"]) else "is not begun"
        return f"{begun} with {count(round(left), 'working day')} left, which can only be worked after the status date"
    return "starts with the plan"


def _by_link(step: Step, rows: pd.DataFrame) -> str:
    before = rows.loc[step.predecessor]
    text = _RELATIONS[step.relation or "FS"].format(before=f"“{before['name']}”")
    if step.lag_days:
        lag = count(round(abs(step.lag_days)), "working day")
        text += f" and {lag} have passed" if step.lag_days > 0 else f", less a lead of {lag}"
    if step.also_driven_by:
        others = listed([f"“{rows.loc[task]['name']}”" for task in step.also_driven_by])
        text += f" (as much held by {others})"
    return text


def _waiting(plan: Plan, steps: list[Step]) -> list[str]:
    """What other projects promised to the tasks of the chain: not in the computation, but in the way."""
    chain = {step.task_id for step in steps}
    waits = plan.waits[plan.waits["successor"].isin(chain) & plan.waits["promised_by"].notna()]
    return [
        f"It also needs “{wait['name']}” from {wait['predecessor_project_name']}, "
        f"promised for {day(wait['promised_by'])}"
        + (f", needed by {day(wait['need_by'])}." if pd.notna(wait["need_by"]) else ".")
        for _, wait in waits.iterrows()
    ]
