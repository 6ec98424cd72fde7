"""A plan as people file it, made ready to be computed: its order, its outline, and what progress implies.

It stands apart from the study because files leave things unsaid. Everything supplied here is said in a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from pmo_data.analytics.working_calendar import WorkingCalendar

CONSTRAINTS = {
    "snet": "start_no_earlier_than",
    "fnet": "finish_no_earlier_than",
    "snlt": "start_no_later_than",
    "fnlt": "finish_no_later_than",
    "mso": "must_start_on",
    "mfo": "must_finish_on",
}
"""The catalogue's codes of constraints and the algorithms' names; as soon and as late as possible bind nothing."""
_DIGITS = re.compile(r"(\d+)")


def in_order(tasks: pd.DataFrame) -> pd.DataFrame:
    """The tasks in the order of the plan: by file and row where one import brought them all, else by WBS or code.

    Rows of several imports have row numbers of different files, which say nothing about order.
    """
    if tasks["import_id"].nunique() > 1:
        by = "wbs" if tasks["wbs"].notna().all() else "code"
        places = sorted(range(len(tasks)), key=lambda i: _natural(tasks[by].iat[i]))
        tasks = tasks.iloc[places]
    return tasks.drop_duplicates("task").reset_index(drop=True)


def _natural(text: Any) -> tuple[Any, ...]:
    """A key under which '1.10' follows '1.9'."""
    parts = _DIGITS.split(str(text)) if text is not None and text == text else ["~"]
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part)


def with_outline(tasks: pd.DataFrame) -> pd.DataFrame:
    """`tasks` with `depth` (0 at the top), `parent_task` (key of the line above, None at the top) and `position`.

    From parents where they are filed, else from outline levels, else from the dots of the WBS. A heading comes before
    what stands below it, wherever it was filed; a line that is its own ancestor goes to the top.
    """
    parents = _parents(tasks)
    if not any(parents):
        parents = _by_levels(tasks)
    keys = _plain(tasks["task"])
    above = dict(zip(keys, parents, strict=True))
    depth = _depths(above)
    place = _places(keys, above, depth)
    order = sorted(range(len(keys)), key=lambda at: place[keys[at]])
    made = tasks.assign(
        parent_task=pd.Series([above[key] for key in keys], dtype=object), depth=[depth[key] for key in keys]
    )
    made = made.iloc[order].reset_index(drop=True).assign(position=range(len(keys)))
    headings = {key for key in above.values() if key}
    made["is_summary"] = made["is_summary"] | np.array([key in headings for key in _plain(made["task"])], dtype=bool)
    return made


def _depths(above: dict[str, str | None]) -> dict[str, int]:
    """How many lines stand above each; a circle of parents is cut in `above` where it is met."""
    depth: dict[str, int] = {}
    for task in above:
        way: list[str] = []
        at: str | None = task
        while at is not None and at not in depth and at not in way:
            way.append(at)
            at = above[at]
        if at in way:
            above[way[-1]] = None
        for place, line in enumerate(reversed(way)):
            depth[line] = place if at is None or at in way else depth[at] + 1 + place
    return depth


def _places(keys: list[str], above: dict[str, str | None], depth: dict[str, int]) -> dict[str, tuple[int, ...]]:
    """A key to sort by: the way down from the top, each line by the first that was filed of it and below it."""
    first = {key: at for at, key in enumerate(keys)}
    for key in sorted(keys, key=depth.__getitem__, reverse=True):
        parent = above[key]
        if parent is not None:
            first[parent] = min(first[parent], first[key])
    place: dict[str, tuple[int, ...]] = {}
    for key in sorted(keys, key=depth.__getitem__):
        place[key] = (*place.get(above[key] or "", ()), first[key])
    return place


def _parents(tasks: pd.DataFrame) -> list[str | None]:
    tasks_keys, codes = _plain(tasks["task"]), _plain(tasks["code"])
    keys = set(tasks_keys)
    by_code = {code: task for code, task in zip(codes, tasks_keys, strict=True) if isinstance(code, str)}
    found = [
        by_code.get(parent, parent if parent in keys else None) if isinstance(parent, str) else None
        for parent in _plain(tasks["parent"])
    ]
    return [None if above == task else above for above, task in zip(found, tasks_keys, strict=True)]


def _by_levels(tasks: pd.DataFrame) -> list[str | None]:
    """Parents by outline level, or by the dots of a WBS where every line has one."""
    if tasks["outline_level"].notna().all():
        levels = tasks["outline_level"].tolist()
    elif tasks["wbs"].notna().all() and tasks["wbs"].is_unique:
        return _by_wbs(tasks)
    else:
        return [None] * len(tasks)
    above: list[str | None] = []
    path: list[tuple[float, str]] = []
    for level, task in zip(levels, tasks["task"], strict=True):
        while path and path[-1][0] >= level:
            path.pop()
        above.append(path[-1][1] if path else None)
        path.append((level, task))
    return above


def _by_wbs(tasks: pd.DataFrame) -> list[str | None]:
    known = dict(zip(tasks["wbs"], tasks["task"], strict=True))
    return [known.get(str(wbs).rpartition(".")[0]) for wbs in tasks["wbs"]]


def prepared(tasks: pd.DataFrame, links: pd.DataFrame, calendar: WorkingCalendar) -> tuple[pd.DataFrame, list[str]]:
    """The tasks with the columns the algorithms take, and sentences about what was supplied.

    Planned dates fall back on the forecast, then the baseline; a task reported as done without a date counts as done
    on its planned finish, one with progress as begun on its planned start, neither after the status date.
    """
    status = tasks["status_date"].iloc[0] if len(tasks) else pd.NaT
    planned_start = tasks["planned_start"].fillna(tasks["forecast_start"]).fillna(tasks["baseline_start"])
    planned_finish = tasks["planned_finish"].fillna(tasks["forecast_finish"]).fillna(tasks["baseline_finish"])
    progress = tasks["percent_complete"].astype("float64")
    detail = ~tasks["is_summary"]
    done = detail & tasks["actual_finish"].isna() & ((progress >= 100) | (tasks["status"] == "completed"))
    begun = detail & tasks["actual_start"].isna() & ((progress > 0) | done | tasks["actual_finish"].notna())
    finish = _no_later(planned_finish, status)
    actual_finish = tasks["actual_finish"].mask(done, finish)
    actual_start = tasks["actual_start"].mask(begun, _no_later(planned_start, status))
    actual_start = actual_start.where(
        actual_start.isna() | actual_finish.isna() | (actual_start <= actual_finish), actual_finish
    )
    made = tasks.assign(
        task_id=tasks["task"],
        planned_start=planned_start,
        planned_finish=planned_finish,
        actual_start=actual_start.mask(tasks["is_summary"]),
        actual_finish=actual_finish.mask(tasks["is_summary"]),
        constraint=tasks["constraint_kind"]
        .map(CONSTRAINTS)
        .astype(object)
        .where(tasks["constraint_kind"].notna(), None),
        duration_days=_durations(tasks, planned_start, planned_finish, calendar),
    )
    made["remaining_days"] = _remaining(made, tasks["remaining_days"])
    made["not_before"] = _held(made, links)
    said = _said(int(done.sum()), int((begun & ~done & tasks["actual_finish"].isna()).sum()), made)
    return made, said


def _durations(tasks: pd.DataFrame, start: pd.Series[Any], finish: pd.Series[Any], calendar: WorkingCalendar) -> Any:
    """Working days: as filed, 0 for a milestone, else from the planned dates; finished tasks also by their actuals."""
    begin, end = start.fillna(tasks["actual_start"]), finish.fillna(tasks["actual_finish"])
    span = calendar.working_days(begin.to_numpy("datetime64[D]"), end.to_numpy("datetime64[D]"))
    # On a day off a task has no working days, which is not the same as ending before it starts.
    span = np.where((span < 0) & (end >= begin).to_numpy(), 0.0, span)
    filed = tasks["duration_days"].astype("float64").fillna(_three_points(tasks).where(np.isnan(span)))
    filed = filed.mask(tasks["is_milestone"] & filed.isna() & end.notna(), 0.0)
    backwards = (ends_before_it_starts(begin, end) & ~tasks["is_milestone"] & ~(filed >= 0)).to_numpy()
    return np.where(backwards, np.minimum(span, -1.0), np.where(filed.isna(), span, filed))


def ends_before_it_starts(start: pd.Series[Any], finish: pd.Series[Any]) -> pd.Series[Any]:
    """Where a finish lies before its start; False where either is unknown."""
    return finish < start


def _three_points(tasks: pd.DataFrame) -> pd.Series[Any]:
    """The mean of a three-point estimate, (a + 4m + b) / 6, else the likely duration alone."""
    low, likely, high = (
        tasks[name].astype("float64") for name in ("optimistic_days", "likely_days", "pessimistic_days")
    )
    return ((low + 4 * likely + high) / 6).fillna(likely)


def _remaining(tasks: pd.DataFrame, filed: pd.Series[Any]) -> pd.Series[Any]:
    """Days left: as filed for begun work, else by its per cent complete."""
    share = 1 - tasks["percent_complete"].astype("float64").clip(0, 100) / 100
    left = tasks["duration_days"] * share
    open_days = filed.astype("float64").where(filed.notna() & (filed >= 0), left)
    return open_days.where(tasks["actual_start"].notna() & (tasks["duration_days"] >= 0))


def _held(tasks: pd.DataFrame, links: pd.DataFrame) -> pd.Series[Any]:
    """The earliest start of a task that waits for nothing: its planned one. Else it would fall on the first day."""
    # Membership of strings kept as Arrow is slow in pandas: 400 ms for 5,000 tasks and 10,000 links.
    after = set(_plain(links["successor"]))
    waits = np.array([task in after for task in _plain(tasks["task"])], dtype=bool)
    return tasks["planned_start"].where(~waits & ~tasks["is_summary"] & tasks["actual_start"].isna())


def _plain(texts: pd.Series[Any]) -> list[Any]:
    return texts.to_numpy(dtype=object).tolist()


def _no_later(days: pd.Series[Any], limit: Any) -> pd.Series[Any]:
    return days if pd.isna(limit) else days.where(days.isna() | (days <= limit), limit)


def _said(done: int, begun: int, tasks: pd.DataFrame) -> list[str]:
    said = []
    if done:
        are = "task is" if done == 1 else "tasks are"
        said.append(f"{done} {are} reported done without a date; the planned finish is taken for it.")
    if begun:
        have = "task has" if begun == 1 else "tasks have"
        said.append(f"{begun} {have} progress without an actual start; the planned start is taken for it.")
    held = int(tasks["not_before"].notna().sum())
    if held:
        wait = (
            "open task waits for no other and keeps its" if held == 1 else "open tasks wait for no other and keep their"
        )
        said.append(f"{held} {wait} planned start.")
    return said
