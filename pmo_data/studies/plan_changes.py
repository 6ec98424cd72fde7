"""What changed in one project's plan between two moments, and the slip chart: forecast finish by report date.

It stands apart from the store's field-by-field changes because a plan is read otherwise: tasks moved, re-linked,
re-estimated, float lost; and a change of the baseline is told apart from a slip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmo_data.domain.moments import FOREVER
from pmo_data.domain.words import count, day
from pmo_data.queries.plan import MilestoneHistory, PlanReported
from pmo_data.studies.asking import Ask
from pmo_data.studies.plan import Plan, plan

KINDS = {
    "added": "Added",
    "removed": "Removed",
    "finished": "Finished",
    "moved": "Moved",
    "re-estimated": "Re-estimated",
    "re-linked": "Re-linked",
    "re-baselined": "Re-baselined",
    "float lost": "Float lost",
}
COLUMNS = ("kind", "task", "code", "name", "before", "after", "days")
_LEAST_FLOAT_LOST = 1.0


@dataclass(frozen=True)
class PlanChanges:
    """`changes`: kind, task, code, name, before, after (text), days (moved later, longer or lost; negative is better).

    `counts`: kind, changes. `slip`: status_date, name, finish, baseline_finish, rebaselined, for the project and its
    milestones; `finish_moved_days` in working days, of which `baseline_moved_days` is agreed, not slipped.
    """

    now: Plan
    before: Plan | None
    changes: pd.DataFrame
    counts: pd.DataFrame
    slip: pd.DataFrame
    finish_moved_days: float | None
    baseline_moved_days: float | None

    @property
    def sentence(self) -> str:
        """'The finish moved 12 working days later; 3 tasks were added, 14 moved; the baseline stayed.'"""
        if self.before is None:
            return "There is no earlier plan to compare with."
        moved = _moved_words("The computed finish", self.finish_moved_days)
        baseline = _moved_words("the baseline", self.baseline_moved_days)
        counts = zip(self.counts["kind"], self.counts["changes"], strict=True)
        made = [f"{changes} {kind!s}" for kind, changes in counts if changes]
        return f"{moved}; {baseline}; {', '.join(made) if made else 'no task changed'}."


def plan_changes(ask: Ask, project: str, as_of: int = FOREVER, compare_with: int | None = None) -> PlanChanges:
    """Compare a project's plan with the one of an earlier moment; without one only the slip chart is filled."""
    now = plan(ask, project, as_of)
    slip = slip_chart(ask, project, as_of)
    if compare_with is None or not _was_there(ask, project, compare_with):
        empty = pd.DataFrame(columns=list(COLUMNS))
        return PlanChanges(now, None, empty, _counted(empty), slip, None, None)
    before = plan(ask, project, compare_with)
    changes = compared(before, now)
    return PlanChanges(
        now,
        before,
        changes,
        _counted(changes),
        slip,
        _working_days(now, before.finish, now.finish),
        _working_days(now, before.facts["baseline_finish"], now.facts["baseline_finish"]),
    )


def _was_there(ask: Ask, project: str, moment: int) -> bool:
    return not ask(PlanReported(project=project, as_of=moment)).empty


def compared(before: Plan, now: Plan) -> pd.DataFrame:
    """Every change of a detail task, kind by kind; one task may have changed in several ways."""
    old, new = _detail(before), _detail(now)
    both = new.index.intersection(old.index)
    rows = [
        _row("added", new.loc[task], "", _when(new.loc[task]), None)
        for task in new.index.difference(old.index, sort=False)
    ]
    rows += [
        _row("removed", old.loc[task], _when(old.loc[task]), "", None)
        for task in old.index.difference(new.index, sort=False)
    ]
    links = (_links(before), _links(now))
    for task in both:
        rows += _of_task(old.loc[task], new.loc[task], links, now)
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    order = {kind: place for place, kind in enumerate(KINDS)}
    return made.assign(place=made["kind"].map(order)).sort_values(
        ["place", "days"], ascending=[True, False], kind="stable"
    )[list(COLUMNS)].reset_index(drop=True)  # fmt: skip


def _detail(found: Plan) -> pd.DataFrame:
    return found.lines[~found.lines["is_summary"]].set_index("task", drop=False)


def _links(found: Plan) -> dict[Any, set[tuple[str, str, float]]]:
    """What each task waits for."""
    waits: dict[Any, set[tuple[str, str, float]]] = {}
    columns = (found.links[name] for name in ("predecessor", "successor", "relation", "lag_days"))
    for before, after, relation, lag in zip(*columns, strict=True):
        waits.setdefault(after, set()).add((before, relation, lag))
    return waits


def _of_task(old: pd.Series[Any], new: pd.Series[Any], links: tuple[Any, Any], now: Plan) -> list[tuple[Any, ...]]:
    rows = []
    done = pd.notna(new["actual_finish"])
    if done and pd.isna(old["actual_finish"]):
        rows.append(
            _row(
                "finished",
                new,
                day(old["finish"]),
                day(new["finish"]),
                _working_days(now, old["finish"], new["finish"]),
            )
        )
    elif not done and _differ(old["finish"], new["finish"]):
        rows.append(
            _row("moved", new, day(old["finish"]), day(new["finish"]), _working_days(now, old["finish"], new["finish"]))
        )
    if not done and _differ(old["duration_days"], new["duration_days"]):
        longer = new["duration_days"] - old["duration_days"]
        rows.append(_row("re-estimated", new, _days(old["duration_days"]), _days(new["duration_days"]), longer))
    if links[0].get(new["task"], set()) != links[1].get(new["task"], set()):
        rows.append(
            _row(
                "re-linked",
                new,
                *_link_words(links[0].get(new["task"], set()), links[1].get(new["task"], set()), now),
                None,
            )
        )
    if _differ(old["baseline_finish"], new["baseline_finish"]) and pd.notna(old["baseline_finish"]):
        moved = _working_days(now, old["baseline_finish"], new["baseline_finish"])
        rows.append(_row("re-baselined", new, day(old["baseline_finish"]), day(new["baseline_finish"]), moved))
    lost = old["total_float_days"] - new["total_float_days"]
    if not done and lost >= _LEAST_FLOAT_LOST:
        rows.append(_row("float lost", new, _days(old["total_float_days"]), _days(new["total_float_days"]), lost))
    return rows


def _link_words(before: set[tuple[str, str, float]], now: set[tuple[str, str, float]], found: Plan) -> tuple[str, str]:
    def words(links: set[tuple[str, str, float]]) -> str:
        said = [
            f"{found.name_of(task)} {relation}{f'{lag:+g}' if lag else ''}" for task, relation, lag in sorted(links)
        ]
        return "; ".join(said) or "nothing"

    return words(before - now), words(now - before)


def _row(kind: str, line: pd.Series[Any], before: str, after: str, days: float | None) -> tuple[Any, ...]:
    return kind, line["task"], line["code"], line["name"], before, after, np.nan if days is None else days


def _when(line: pd.Series[Any]) -> str:
    return f"{day(line['start'])} to {day(line['finish'])}"


def _days(days: float) -> str:
    return "n/a" if pd.isna(days) else f"{days:g} day{'' if days == 1 else 's'}"


def _differ(old: Any, new: Any) -> bool:
    return not (pd.isna(old) and pd.isna(new)) and bool(old != new)


def _working_days(found: Plan, old: Any, new: Any) -> float | None:
    """Working days from one finish to another; None where one is unknown."""
    if old is None or new is None or pd.isna(old) or pd.isna(new):
        return None
    ends = found.calendar.finish_numbers(np.array([np.datetime64(old, "D"), np.datetime64(new, "D")]))
    return float(ends[1] - ends[0])


def _moved_words(what: str, days: float | None) -> str:
    if days is None:
        return f"{what} cannot be compared"
    if days == 0:
        return f"{what} stayed"
    return f"{what} moved {count(round(abs(days)), 'working day')} {'later' if days > 0 else 'earlier'}"


def _counted(changes: pd.DataFrame) -> pd.DataFrame:
    counts = changes["kind"].value_counts()
    return pd.DataFrame({"kind": list(KINDS), "changes": [int(counts.get(kind, 0)) for kind in KINDS]})


def slip_chart(ask: Ask, project: str, as_of: int = FOREVER) -> pd.DataFrame:
    """Finish by report date of the project (name 'Project finish', no task) and of its milestones.

    Columns status_date, task, name, finish, baseline_finish, is_done; `rebaselined` marks a report whose baseline
    differs from that of the report before.
    """
    reported = ask(PlanReported(project=project, as_of=as_of))
    whole = pd.DataFrame(
        {
            "status_date": reported["status_date"],
            "task": None,
            "name": "Project finish",
            "finish": reported["forecast_finish"],
            "baseline_finish": reported["baseline_finish"],
            "is_done": reported["actual_finish"].notna(),
        }
    )
    rows = pd.concat([whole, ask(MilestoneHistory(project=project, as_of=as_of))], ignore_index=True)
    known = rows.dropna(subset=["finish"]).sort_values(["name", "status_date"], kind="stable").reset_index(drop=True)
    before = known.groupby("name")["baseline_finish"].shift()
    return known.assign(
        rebaselined=before.notna() & known["baseline_finish"].notna() & (before != known["baseline_finish"])
    )
