"""What a slip of one task would reach: receivers, finishes, gates, benefits, objectives and budget years.

A study of its own because it asks "what if", where every query says what is. A slip travels along links in working
days (by the calendar of the slipped task's plan) and is used up by the days between giver and receiver; work that has
begun or is done is not held up by a link into its start. It is an estimate from the dates on file, not a new plan:
float inside a project that no link shows is not known.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmo_data.analytics.working_calendar import WorkingCalendar
from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import FOREVER
from pmo_data.queries.plan import PlanCalendar, PlanTasks
from pmo_data.queries.time import CascadeLinks, CascadePromises
from pmo_data.studies.asking import Ask
from pmo_data.studies.calendar import calendars_of, working_calendar
from pmo_data.studies.settings import financial_year


@dataclass(frozen=True)
class Cascade:
    """What `days` working days of slip of `task` reach.

    `moved`: task, project, name, finish, new_finish, moved_days (working), giver, handed_over. `hits`: kind (finish,
    gate, benefit, objective, budget year), name, project, project_name, promised, lands, worth, currency. `calendar`
    says in a sentence which working days were counted.
    """

    task: str
    name: str
    days: int
    moved: pd.DataFrame
    hits: pd.DataFrame
    calendar: str


def cascade(ask: Ask, task: str, days: int, as_of: int = FOREVER) -> Cascade:
    """Slip `task` (its key) by `days` working days of its plan's calendar; years begin with the month that is set.

    Raises QueryError where there is no such task or it has no date.
    """
    links = ask(CascadeLinks(task=task, as_of=as_of))
    own = links[links["receiver"] == task]
    if own.empty or own["finish"].isna().all():
        raise QueryError(f"There is no task '{task}' with a finish to slip.")
    plan = ask(PlanTasks(project=str(own.iloc[0]["project"]), as_of=as_of))
    known = calendars_of(ask(PlanCalendar(as_of=as_of)), set(plan["source"].dropna().unique()))
    calendar, words = working_calendar(known)
    moved = moves(links, task, days, calendar)
    projects = tuple(sorted(set(moved["project"].dropna())))
    promises = ask(CascadePromises(projects=projects, as_of=as_of)) if projects else pd.DataFrame()
    return Cascade(
        task, str(own.iloc[0]["name"]), days, moved, _hits(moved, promises, financial_year(ask, as_of)), words
    )


def moves(links: pd.DataFrame, task: str, days: int, calendar: WorkingCalendar | None = None) -> pd.DataFrame:
    """The tasks that move when `task` slips, with their new finishes; the slipped one first, then most first.

    `links` has the columns of `CascadeLinks`; without a `calendar` Monday to Friday are worked.
    """
    worked = _busdays(calendar or WorkingCalendar())
    nodes = {str(row["receiver"]): row for _, row in links.drop_duplicates("receiver").iterrows()}
    delay, cause = _delays(links, nodes, task, days, worked)
    rows = [_moved(nodes[node], node, late, cause.get(node), worked) for node, late in delay.items() if late > 0]
    columns = ["task", "project", "name", "finish", "new_finish", "moved_days", "giver", "handed_over"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["is_first"] = frame["task"] == task
    ordered = frame.sort_values(["is_first", "moved_days", "task"], ascending=[False, False, True])
    return ordered.drop(columns="is_first").reset_index(drop=True)


def _delays(
    links: pd.DataFrame, nodes: dict[str, pd.Series[Any]], task: str, days: int, worked: np.busdaycalendar
) -> tuple[dict[str, int], dict[str, tuple[str, Any]]]:
    """Working days each task is moved, and by which link. A loop ends where it adds no delay."""
    out: dict[str, list[Any]] = defaultdict(list)
    for link in links[links["giver"].notna()].itertuples(index=False):
        if link.giver in nodes and not link.is_done:
            out[str(link.giver)].append(link)
    delay, cause = {task: days}, dict[str, tuple[str, Any]]()
    waiting = deque([task])
    seen: dict[str, int] = defaultdict(int)
    while waiting:
        giver = waiting.popleft()
        for link in out[giver]:
            late = delay[giver] - _slack(nodes[giver], link, worked)
            if late > delay.get(link.receiver, 0) and seen[link.receiver] <= len(nodes):
                delay[link.receiver], cause[link.receiver] = late, (giver, link.handed_over)
                seen[link.receiver] += 1
                waiting.append(link.receiver)
    return delay, cause


def _slack(giver: pd.Series[Any], link: Any, worked: np.busdaycalendar) -> int:
    """Working days between giver and receiver beyond the lag; without bound where the receiver has begun."""
    into_start = link.relation in ("FS", "SS")
    if into_start and link.has_begun and link.relation == "SS":
        return 10**6
    left = giver["finish"] if link.relation in ("FS", "FF") else giver["start"]
    right = link.start if into_start and not link.has_begun else link.finish
    if pd.isna(left) or pd.isna(right):
        return 0
    # The day after a finish is the first on which a successor can begin.
    after = 1 if link.relation == "FS" else 0
    gap = np.busday_count(_day(left) + np.timedelta64(after, "D"), _day(right), busdaycal=worked)
    return max(int(gap) - int(link.lag_days), 0)


def _busdays(calendar: WorkingCalendar) -> np.busdaycalendar:
    return np.busdaycalendar(weekmask=calendar.weekmask, holidays=np.array(calendar.holidays, dtype="datetime64[D]"))


def _day(value: Any) -> np.datetime64:
    return np.datetime64(pd.Timestamp(value).date(), "D")


def _later(value: Any, days: int, worked: np.busdaycalendar) -> pd.Timestamp:
    if pd.isna(value):
        return pd.NaT  # type: ignore[return-value]
    return pd.Timestamp(np.busday_offset(_day(value), days, roll="backward", busdaycal=worked))


def _moved(
    node: pd.Series[Any], key: str, late: int, cause: tuple[str, Any] | None, worked: np.busdaycalendar
) -> tuple[Any, ...]:
    giver, handed_over = cause or (None, None)
    new = _later(node["finish"], late, worked)
    return key, node["project"], node["name"], node["finish"], new, late, giver, handed_over


def _hits(moved: pd.DataFrame, promises: pd.DataFrame, first_month: int) -> pd.DataFrame:
    columns = ["kind", "name", "project", "project_name", "promised", "lands", "worth", "currency"]
    rows: list[tuple[Any, ...]] = []
    for project, tasks in moved.groupby("project"):
        said = promises[promises["project"] == project] if len(promises) else promises
        rows += _broken(tasks, said, first_month)
    return pd.DataFrame(rows, columns=columns)


def _broken(tasks: pd.DataFrame, said: pd.DataFrame, first_month: int) -> Iterable[tuple[Any, ...]]:
    """What one project can no longer keep: its finish first, then what hangs on the finish or on a task."""
    ends = said[said["kind"] == "finish"]
    finish = ends["promised"].iloc[0] if len(ends) else pd.NaT
    latest = tasks["new_finish"].max()
    lands = latest if pd.notna(latest) and pd.notna(finish) and latest > finish else finish
    for line in said.itertuples(index=False):
        broken = _lands(line, tasks, finish, lands)
        if broken is not None:
            yield (
                line.kind,
                line.name,
                line.project,
                line.project_name,
                line.promised,
                broken,
                line.worth,
                line.currency,
            )
    if pd.notna(finish) and _year(lands, first_month) > _year(finish, first_month):
        own = ends.iloc[0]
        year = f"Money of {_year(finish, first_month)} needed in {_year(lands, first_month)}"
        yield "budget year", year, own["project"], own["project_name"], finish, lands, None, own["currency"]


def _lands(line: Any, tasks: pd.DataFrame, finish: Any, lands: Any) -> Any:
    """The day a promise is kept on now, None where it still holds or was broken already."""
    if pd.isna(line.promised) or pd.isna(finish):
        return None
    if line.kind == "gate":
        late = tasks[(tasks["finish"] <= line.promised) & (tasks["new_finish"] > line.promised)]
        return late["new_finish"].max() if len(late) else None
    if line.kind == "finish":
        return lands if lands > line.promised else None
    return lands if finish <= line.promised < lands else None


def _year(day: Any, first_month: int) -> int:
    return int(day.year if day.month >= first_month else day.year - 1)
