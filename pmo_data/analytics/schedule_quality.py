"""The DCMA fourteen points over one plan, every choice the standard leaves open being a setting that is shown.

It stands apart from the critical path because it judges the plan, not the dates. Source: DCMA-EA PAM 200.1.
Each check gives count, base, percent, limit, verdict and offenders; without its data it says what is lacking.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from pmo_data.analytics.critical_path import Schedule, ScheduleSettings, schedule
from pmo_data.analytics.schedule_structure import LinkColumns

Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Verdict: TypeAlias = Literal["pass", "fail", "report", "n/a"]

HARD_CONSTRAINTS = ("must_start_on", "must_finish_on", "start_no_later_than", "finish_no_later_than")


@dataclass(frozen=True)
class QualitySettings:
    """Limits in percent, working days or ratio, and the choices of the standard.

    `first_and_last_exempt`: one start and one end may lack a link. `stored_float`: use `stored_float_days` as filed
    instead of the recomputed float. `baseline_duration`: judge baseline instead of current durations.
    `cost_counts_as_resource`: a task with a budget is resourced. `milestones_in_execution_index`: count them in BEI;
    level of effort never counts. `target_finish_day`: the finish CPLI is measured against (None = latest baseline).
    """

    missing_links_pct: float = 5.0
    leads_pct: float = 0.0
    lags_pct: float = 5.0
    finish_to_start_pct: float = 90.0
    hard_constraints_pct: float = 5.0
    high_float_days: float = 44.0
    high_float_pct: float = 5.0
    long_duration_days: float = 44.0
    long_duration_pct: float = 5.0
    missed_pct: float = 5.0
    delay_days: float = 600.0
    length_index: float = 0.95
    execution_index: float = 0.95
    first_and_last_exempt: bool = True
    stored_float: bool = False
    baseline_duration: bool = True
    cost_counts_as_resource: bool = True
    milestones_in_execution_index: bool = False
    target_finish_day: float | None = None


@dataclass(frozen=True)
class Check:
    """One point. `pct` is 0-100 of `base`; `value` is the ratio of points 13 and 14 and the days moved of 12.

    `limit` is a phrase for people; `offenders` are task ids or (predecessor, successor); `choice` names the
    setting that was taken; `reason` says why the verdict is "n/a".
    """

    number: int
    name: str
    verdict: Verdict
    limit: str
    count: int | None = None
    base: int | None = None
    pct: float | None = None
    value: float | None = None
    offenders: list[Any] = field(default_factory=list)
    choice: str = ""
    reason: str | None = None


def critical_path_length_index(length_days: float, total_float_days: float) -> float | None:
    """CPLI = (CPL + TF) / CPL; None for a path of no length. Source: DCMA-EA PAM 200.1."""
    return (length_days + total_float_days) / length_days if length_days > 0 else None


def fourteen_points(plan: Schedule, settings: QualitySettings | None = None) -> list[Check]:
    """The fourteen checks over the detail tasks of one plan.

    Beside the schedule's own columns the plan's tasks may have `is_summary`, `is_level_of_effort`,
    `baseline_finish_day`, `baseline_duration_days`, `planned_start_day`, `planned_finish_day`, `stored_float_days`,
    `has_resource` (booleans) and `budget`. Summary tasks are left out.
    """
    facts = _Facts(plan, settings or QualitySettings())
    points = (
        _missing_links, _leads, _lags, _finish_to_start, _hard_constraints, _high_float, _negative_float,
        _long_durations, _invalid_dates, _no_resources, _missed, _path_test, _length_index, _execution_index,
    )  # fmt: skip
    return [point(facts) for point in points]


@dataclass(frozen=True)
class _Facts:
    """The plan's columns as arrays, missing ones as unknown."""

    plan: Schedule
    settings: QualitySettings

    def days(self, column: str) -> Floats:
        frame = self.plan.input_tasks
        if column not in frame:
            return np.full(len(frame), np.nan)
        return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)

    def flag(self, column: str) -> Bools:
        frame = self.plan.input_tasks
        if column not in frame:
            return np.zeros(len(frame), dtype=np.bool_)
        return np.asarray(frame[column].astype("boolean").fillna(False).to_numpy(), dtype=np.bool_)

    def known(self, column: str) -> bool:
        frame = self.plan.input_tasks
        return column in frame and bool(frame[column].notna().any())

    @cached_property
    def detail(self) -> Bools:
        return ~self.flag("is_summary")

    @cached_property
    def open(self) -> Bools:
        return self.detail & np.isnan(self.days("actual_finish_day"))

    @cached_property
    def links(self) -> LinkColumns:
        return LinkColumns.of(self.plan)

    @cached_property
    def open_links(self) -> Bools:
        return np.asarray(self.open[self.links.after], dtype=np.bool_)

    @property
    def status_day(self) -> float | None:
        return self.plan.settings.status_day

    def tasks(self, chosen: Bools) -> list[Any]:
        return self.plan.tasks.loc[chosen, "task_id"].tolist()


def _share(
    number: int, name: str, offenders: list[Any], base: int, limit_pct: float, choice: str = "", most: bool = True
) -> Check:
    """A check of a share of `base`. `most`: the limit is an upper one; else the offenders are what lacks."""
    limit = f"at most {limit_pct:g} %" if most else f"at least {limit_pct:g} %"
    if base == 0:
        return Check(number, name, "n/a", limit, choice=choice, reason="nothing to check: the base is empty")
    count = len(offenders) if most else base - len(offenders)
    pct = 100 * count / base
    passed = pct <= limit_pct if most else pct >= limit_pct
    return Check(number, name, "pass" if passed else "fail", limit, count, base, pct, None, offenders, choice)


def _missing_links(facts: _Facts) -> Check:
    size = len(facts.plan.tasks)
    with_before, with_after = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    with_before[facts.links.after] = True
    with_after[facts.links.before] = True
    no_before, no_after = facts.detail & ~with_before, facts.detail & ~with_after
    exempt = facts.settings.first_and_last_exempt
    if exempt:
        start = facts.plan.tasks["early_start_day"].to_numpy()
        finish = facts.plan.tasks["early_finish_day"].to_numpy()
        _spare_one(no_before, -start)
        _spare_one(no_after, finish)
    choice = "the first and the last task are exempt" if exempt else "no task is exempt"
    offenders = facts.tasks(facts.open & (no_before | no_after))
    return _share(
        1,
        "Missing predecessor or successor",
        offenders,
        int(facts.open.sum()),
        facts.settings.missing_links_pct,
        choice,
    )


def _spare_one(missing: Bools, rank: Floats) -> None:
    """Take one task, the highest in rank, out of the missing."""
    candidates = np.flatnonzero(missing & ~np.isnan(rank))
    if candidates.size:
        missing[candidates[np.argmax(rank[candidates])]] = False


def _links_check(facts: _Facts, number: int, name: str, wrong: Bools, limit_pct: float, most: bool = True) -> Check:
    offenders = facts.links.pairs(facts.plan, facts.open_links & wrong)
    return _share(number, name, offenders, int(facts.open_links.sum()), limit_pct, "links as filed", most)


def _leads(facts: _Facts) -> Check:
    return _links_check(facts, 2, "Leads (negative lags)", facts.links.lag_days < 0, facts.settings.leads_pct)


def _lags(facts: _Facts) -> Check:
    return _links_check(facts, 3, "Lags", facts.links.lag_days > 0, facts.settings.lags_pct)


def _finish_to_start(facts: _Facts) -> Check:
    other = np.array([relation != "FS" for relation in facts.links.relation], dtype=np.bool_)
    return _links_check(facts, 4, "Finish-to-start share", other, facts.settings.finish_to_start_pct, most=False)


def _hard_constraints(facts: _Facts) -> Check:
    hard = np.zeros(len(facts.plan.tasks), dtype=np.bool_)
    if "constraint" in facts.plan.input_tasks:
        hard = facts.plan.input_tasks["constraint"].isin(HARD_CONSTRAINTS).to_numpy(dtype=np.bool_)
    offenders = facts.tasks(facts.open & hard)
    return _share(5, "Hard constraints", offenders, int(facts.open.sum()), facts.settings.hard_constraints_pct)


def _float(facts: _Facts) -> tuple[Floats, str]:
    if facts.settings.stored_float:
        return facts.days("stored_float_days"), "float as filed"
    return facts.plan.tasks["total_float_days"].to_numpy(), "float recomputed"


def _high_float(facts: _Facts) -> Check:
    total, choice = _float(facts)
    high = facts.open & (total > facts.settings.high_float_days)
    base = facts.open & ~np.isnan(total)
    name = f"Float above {facts.settings.high_float_days:g} days"
    return _share(6, name, facts.tasks(high), int(base.sum()), facts.settings.high_float_pct, choice)


def _negative_float(facts: _Facts) -> Check:
    total, choice = _float(facts)
    base = facts.open & ~np.isnan(total)
    return _share(7, "Negative float", facts.tasks(facts.open & (total < -1e-6)), int(base.sum()), 0.0, choice)


def _long_durations(facts: _Facts) -> Check:
    baseline = facts.settings.baseline_duration
    days = facts.days("baseline_duration_days" if baseline else "duration_days")
    choice = "baseline durations" if baseline else "current durations"
    name = f"Durations above {facts.settings.long_duration_days:g} days"
    base = facts.open & ~np.isnan(days)
    long = base & (days > facts.settings.long_duration_days)
    return _share(8, name, facts.tasks(long), int(base.sum()), facts.settings.long_duration_pct, choice)


def _invalid_dates(facts: _Facts) -> Check:
    status = facts.status_day
    if status is None:
        return Check(9, "Invalid dates", "n/a", "at most 0 %", reason="the plan has no status date")
    begun, done = facts.days("actual_start_day"), facts.days("actual_finish_day")
    # A start on the status date itself has the number one below the status day's evening.
    ahead = (begun >= status) | (done > status)
    behind = np.isnan(begun) & (facts.days("planned_start_day") < status)
    behind |= np.isnan(done) & (facts.days("planned_finish_day") < status)
    wrong = facts.detail & (ahead | behind)
    return _share(9, "Invalid dates", facts.tasks(wrong), int(facts.detail.sum()), 0.0, "actuals of finished tasks too")


def _no_resources(facts: _Facts) -> Check:
    cost_counts = facts.settings.cost_counts_as_resource
    choice = "a budget counts as a resource" if cost_counts else "a budget does not count as a resource"
    if not facts.known("has_resource") and not (cost_counts and facts.known("budget")):
        return Check(10, "No resource", "n/a", "reported", choice=choice, reason="the plan names no resources")
    has = facts.flag("has_resource")
    if cost_counts:
        has = has | (np.nan_to_num(facts.days("budget")) > 0)
    base = facts.open & (facts.days("duration_days") > 0)
    check = _share(10, "No resource", facts.tasks(base & ~has), int(base.sum()), 0.0, choice)
    return check if check.verdict == "n/a" else replace(check, verdict="report", limit="reported")


def _missed(facts: _Facts) -> Check:
    limit = facts.settings.missed_pct
    due = _baseline_due(facts)
    if due is None:
        return Check(11, "Missed tasks", "n/a", f"at most {limit:g} %", reason=_no_baseline(facts))
    done, baseline = facts.days("actual_finish_day"), facts.days("baseline_finish_day")
    late = due & (np.isnan(done) | (done > baseline + 1e-6))
    return _share(11, "Missed tasks", facts.tasks(late), int(due.sum()), limit, "finished late or still open")


def _baseline_due(facts: _Facts) -> Bools | None:
    """Detail tasks whose baseline finish has passed; None without a baseline or a status date."""
    if facts.status_day is None or not facts.known("baseline_finish_day"):
        return None
    return facts.detail & (facts.days("baseline_finish_day") <= facts.status_day + 1e-6)


def _no_baseline(facts: _Facts) -> str:
    return "the plan has no status date" if facts.status_day is None else "the plan has no baseline finishes"


def _path_test(facts: _Facts) -> Check:
    """Delay the first critical open task and see whether the plan's last task follows by as much."""
    plan, delay = facts.plan, facts.settings.delay_days
    name, limit = "Critical path test", f"the finish moves {delay:g} days"
    critical = plan.tasks["critical"].fillna(False).to_numpy(dtype=np.bool_) & facts.open
    if not critical.any() or plan.finish_day is None:
        return Check(12, name, "n/a", limit, reason="no open task is critical")
    first = int(np.flatnonzero(critical)[np.argmin(plan.tasks["early_start_day"].to_numpy()[critical])])
    late = plan.input_tasks.copy()
    column = "remaining_days" if facts.known("remaining_days") else "duration_days"
    days = np.where(np.isnan(facts.days(column)), facts.days("duration_days"), facts.days(column))
    days[first] += delay
    late[column] = days
    again = schedule(late, plan.input_links, _without_target(plan.settings))
    last = _last_task(facts)
    moved = float(again.tasks["early_finish_day"].iloc[last] - plan.tasks["early_finish_day"].iloc[last])
    offenders = [] if moved >= delay - 1e-6 else [plan.tasks["task_id"].iloc[first]]
    choice = f"delayed task {plan.tasks['task_id'].iloc[first]}"
    return Check(12, name, "fail" if offenders else "pass", limit, value=moved, offenders=offenders, choice=choice)


def _last_task(facts: _Facts) -> int:
    """The row of the plan's end: the latest to finish of the tasks that nothing follows."""
    finish = facts.plan.tasks["early_finish_day"].to_numpy(copy=True)
    finish[facts.links.before] = -np.inf
    return int(np.nanargmax(finish))


def _without_target(settings: ScheduleSettings) -> ScheduleSettings:
    return replace(settings, required_finish_day=None)


def _length_index(facts: _Facts) -> Check:
    name, limit = "Critical path length index", f"at least {facts.settings.length_index:g}"
    target = facts.settings.target_finish_day
    choice = "against the stated finish" if target is not None else "against the latest baseline finish"
    if target is None and facts.known("baseline_finish_day"):
        target = float(np.nanmax(facts.days("baseline_finish_day")))
    finish = facts.plan.finish_day
    if target is None or finish is None:
        return Check(13, name, "n/a", limit, choice=choice, reason="there is no finish to measure against")
    early = float(facts.plan.tasks["early_start_day"].min())
    begin = early if facts.status_day is None else facts.status_day
    index = critical_path_length_index(finish - begin, target - finish)
    if index is None:
        return Check(13, name, "n/a", limit, choice=choice, reason="no work is left")
    return Check(
        13, name, "pass" if index >= facts.settings.length_index else "fail", limit, value=index, choice=choice
    )


def _execution_index(facts: _Facts) -> Check:
    name, limit = "Baseline execution index", f"at least {facts.settings.execution_index:g}"
    with_milestones = facts.settings.milestones_in_execution_index
    choice = "milestones count" if with_milestones else "milestones and level of effort left out"
    due = _baseline_due(facts)
    if due is None:
        return Check(14, name, "n/a", limit, choice=choice, reason=_no_baseline(facts))
    counted = facts.detail & ~facts.flag("is_level_of_effort")
    if not with_milestones:
        counted &= facts.days("duration_days") != 0
    done = counted & ~np.isnan(facts.days("actual_finish_day"))
    base = int((due & counted).sum())
    if not base:
        return Check(14, name, "n/a", limit, choice=choice, reason="nothing was to be done by the status date")
    index = int(done.sum()) / base
    verdict: Verdict = "pass" if index >= facts.settings.execution_index else "fail"
    return Check(
        14, name, verdict, limit, int(done.sum()), base, None, index, facts.tasks(due & counted & ~done), choice
    )
