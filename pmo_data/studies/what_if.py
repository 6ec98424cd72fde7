"""What if a project is paused or moved: money and people beside the frozen base, in sentences for a review's note.

A question about what is not; the store is not changed. Estimates from what is on file: a pause frees what is forecast
and not yet spent, a move keeps the cost and shifts the finish; what others would wait for is the cascade's business.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import FOREVER
from pmo_data.domain.words import amount, count, day, is_unknown, listed
from pmo_data.queries.project import ProjectFacts, ProjectPeople
from pmo_data.queries.time import CascadePromises
from pmo_data.studies.asking import Ask

if TYPE_CHECKING:
    import pandas as pd


def paused(ask: Ask, project: str, as_of: int = FOREVER) -> str:
    """What pausing a project (its key) frees, as a sentence. Raises QueryError where there is no such project."""
    now, people = _facts(ask, project, as_of), ask(ProjectPeople(project=project, as_of=as_of))
    hours = (people["planned_hours"] - people["actual_hours"].fillna(0)).clip(lower=0).sum(min_count=1)
    freed = [
        "an unknown sum" if (left := _unspent(now)) is None else f"{amount(left, now['currency'])} not yet spent",
        *([] if is_unknown(hours) else [f"{count(round(float(hours)), 'planned hour')} of "
                                        f"{count(int(people['planned_hours'].notna().sum()), 'person', 'people')}"]),
    ]  # fmt: skip
    waiting = _promised(ask, project, as_of)
    held = f"; not delivered until it goes on: {listed(waiting)}" if waiting else ""
    return f"What if {now['name']} is paused: it frees {' and '.join(freed)}{held}."


def moved(ask: Ask, project: str, weeks: int, as_of: int = FOREVER) -> str:
    """What moving a project by some weeks does to its finish and promises. Raises QueryError as `paused` does."""
    now = _facts(ask, project, as_of)
    said = f"What if {now['name']} moves by {count(weeks, 'week')}"
    if is_unknown(now["forecast_finish"]):
        return f"{said}: its finish is not known, so nothing can be said of it."
    late = timedelta(weeks=weeks)
    slip = "" if is_unknown(now["slip_days"]) else _against(int(now["slip_days"]) + late.days)
    broken = _promised(ask, project, as_of, after=now["forecast_finish"], until=now["forecast_finish"] + late)
    missed = f"; {listed(broken)} would be due before it" if broken else ""
    cost = (
        "" if is_unknown(now["forecast_cost"]) else f"; {amount(now['forecast_cost'], now['currency'])} stays forecast"
    )
    return f"{said}: it finishes on {day(now['forecast_finish'] + late)}{slip}{missed}{cost}."


def _facts(ask: Ask, project: str, as_of: int) -> pd.Series[Any]:
    found = ask(ProjectFacts(project=project, as_of=as_of))
    if found.empty:
        raise QueryError(f"There is no project '{project}' in this snapshot.")
    return found.iloc[0]


def _unspent(now: pd.Series[Any]) -> float | None:
    if is_unknown(now["forecast_cost"]) or is_unknown(now["actual_cost"]):
        return None
    return max(float(now["forecast_cost"]) - float(now["actual_cost"]), 0.0)


def _against(days: int) -> str:
    if days == 0:
        return ", as in its baseline"
    return f", {count(abs(days), 'day')} {'after' if days > 0 else 'before'} its baseline"


def _promised(ask: Ask, project: str, as_of: int, after: Any = None, until: Any = None) -> list[str]:
    """Benefits and objectives that rest on a project; with dates, those that become due between them."""
    rows = ask(CascadePromises(projects=(project,), as_of=as_of))
    rows = rows[rows["kind"].isin(["benefit", "objective"])]
    if after is not None:
        rows = rows[(rows["promised"] >= after) & (rows["promised"] < until)]
    return list(dict.fromkeys(f"{row['kind']} {row['name']}" for row in rows.to_dict("records")))
