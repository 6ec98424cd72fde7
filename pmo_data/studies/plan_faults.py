"""What is wrong with a plan, as findings beside it: each fault names its tasks, and the rest is still drawn."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmo_data.analytics.critical_path import NEGATIVE_DURATION, NO_DURATION, Schedule
from pmo_data.domain.words import listed
from pmo_data.studies.plan_rows import ends_before_it_starts

COLUMNS = ("kind", "task", "name", "sentence")


def faults(
    tasks: pd.DataFrame, schedule: Schedule | None, unanswered: pd.DataFrame, waits: pd.DataFrame
) -> pd.DataFrame:
    """Loops, links that lead nowhere, tasks that end before they start and tasks without dates, worst first.

    `unanswered` are rows of `PlanReferences`: links that an import left out because nothing answered to them; `waits`
    are links from and to elsewhere, of which those from nowhere are faults.
    """
    names = dict(zip(tasks["task"], tasks["name"], strict=True))
    rows: list[tuple[str, Any, Any, str]] = []
    if schedule is not None:
        rows += [_loop(list(loop), names) for loop in schedule.loops]
        rows += [_orphan(link, names) for link in schedule.orphan_links.itertuples()]
        rows += [_unanswered(reference) for reference in unanswered.itertuples()]
        said = set(zip(unanswered["task"], unanswered["reference"], strict=True))
        rows += [_orphan(link, names) for link in _from_nowhere(waits, said).itertuples()]
        rows += _uncomputed(schedule, tasks)
    elif len(tasks):
        count = len(tasks)
        rows.append(
            ("no dates", None, None, f"None of the {count} tasks has a date; the plan cannot be drawn in time.")
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _loop(members: list[Any], names: dict[Any, Any]) -> tuple[str, Any, Any, str]:
    shown = listed([str(names[member]) for member in members], most=6)
    return (
        "loop",
        members[0],
        names[members[0]],
        f"{shown} wait for one another in a loop; they and what follows them cannot be computed. Remove one link.",
    )


def _orphan(link: Any, names: dict[Any, Any]) -> tuple[str, Any, Any, str]:
    missing = [end for end in (link.predecessor, link.successor) if end not in names]
    known = link.successor if link.predecessor in missing else link.predecessor
    unknown = " and ".join(str(end).rpartition("/")[2] for end in missing)
    return (
        "orphan link",
        known if known in names else None,
        names.get(known),
        f"{names.get(known, 'A link')} is linked to {unknown}, which the plan does not hold; the link was left out.",
    )


def _from_nowhere(waits: pd.DataFrame, said: set[tuple[Any, Any]]) -> pd.DataFrame:
    """Links from a task of a project that no file names, but those that are said already."""
    links = waits[waits["predecessor_project"].isna()]
    ends = zip(links["successor"], links["predecessor"], strict=True)
    return links[[(task, str(before).rpartition("/")[2]) not in said for task, before in ends]]


def _unanswered(said: Any) -> tuple[str, Any, Any, str]:
    if not isinstance(said.reference, str):
        return "orphan link", said.task, said.name, said.message
    left_out = f"names {said.reference} in “{said.column_name}”, which its file does not hold; the link was left out."
    return "orphan link", said.task, said.name, f"{said.name} {left_out}"


def _backwards(task: Any, is_left_out: bool) -> tuple[str, Any, Any, str]:
    dates = f"{task['planned_start']:%-d %b %Y} to {task['planned_finish']:%-d %b %Y}"
    taken = "" if is_left_out else f"; its filed duration of {task['duration_days']:g} days was taken"
    return (
        "ends before it starts",
        task["task"],
        task["name"],
        f"{task['name']} ends before it starts ({dates}){taken}.",
    )


def _uncomputed(schedule: Schedule, tasks: pd.DataFrame) -> list[tuple[str, Any, Any, str]]:
    reasons = schedule.tasks["not_computed"].to_numpy(dtype=object)
    backwards = ends_before_it_starts(tasks["planned_start"], tasks["planned_finish"]) & ~tasks["is_summary"]
    left_out = reasons == NEGATIVE_DURATION
    rows = [
        _backwards(tasks.iloc[place], bool(left_out[place]))
        for place in (backwards.to_numpy(dtype=bool) | left_out).nonzero()[0]
    ]
    for place in (reasons == NO_DURATION).nonzero()[0]:
        task = tasks.iloc[place]
        rows.append(
            (
                "no dates",
                task["task"],
                task["name"],
                f"{task['name']} has neither a duration nor two dates to take it from.",
            )
        )
    return rows
