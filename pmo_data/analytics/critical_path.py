"""The critical path method over any number of projects at once, with constraints, progress and all four relations.

It stands apart from `passes` because it knows what a plan says (constraints, actuals, a status day); the passes
know only numbers. Days are working-day numbers, as `working_calendar` makes them: finish = start + duration.
Sources: Kelley & Walker 1959 (the method); retained logic and progress override as scheduling tools define them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.network import Links, Network, build_network
from pmo_data.analytics.passes import Fixed, backward, forward, link_slack

Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]

CONSTRAINTS = (
    "start_no_earlier_than",
    "finish_no_earlier_than",
    "start_no_later_than",
    "finish_no_later_than",
    "must_start_on",
    "must_finish_on",
)
"""Constraints that move dates. Others (as soon as possible, as late as possible) leave the early dates alone."""

IN_LOOP = "in a loop"
AFTER_LOOP = "after a loop"
NO_DURATION = "no duration"
NEGATIVE_DURATION = "ends before it starts"
SUMMARY_LINE = "summary line"
AFTER_UNKNOWN = "after a task that could not be computed"
TOLERANCE = 1e-6
"""Working days below which two numbers are the same day: far under a second, far above rounding."""


@dataclass(frozen=True)
class ScheduleSettings:
    """The choices the method leaves open.

    `status_day`: unfinished work lies at or after it (None = the plan has no status).
    `progress_override`: a started task ignores its unfinished predecessors (False = retained logic).
    `start_day`: no task starts earlier. `required_finish_day`: late dates are counted back from it, one number
    for all or one per project; a project without one uses its own early finish.
    """

    status_day: float | None = None
    progress_override: bool = False
    start_day: float = 0.0
    critical_float_days: float = 0.0
    near_critical_float_days: float = 10.0
    required_finish_day: float | Mapping[Hashable, float] | None = None


@dataclass(frozen=True)
class Schedule:
    """What the critical path method says about a plan.

    `tasks`: one row per task in input order: task_id, early_start_day, early_finish_day, late_start_day,
    late_finish_day, total_float_days, free_float_days (NaN once finished), critical, near_critical (NA where
    unknown) and not_computed (the reason, else missing). `project_finish_day` per project; `loops` names members.
    `link_slack_days` and `driving` follow the input links; NaN and False for links that could not be computed.
    """

    tasks: pd.DataFrame
    project_finish_day: pd.Series[float]
    loops: list[list[Any]]
    orphan_links: pd.DataFrame
    link_slack_days: Floats
    driving: Bools
    settings: ScheduleSettings
    input_tasks: pd.DataFrame = field(repr=False)
    input_links: pd.DataFrame = field(repr=False)

    @property
    def finish_day(self) -> float | None:
        """The latest early finish over all projects; None when nothing could be computed."""
        known = self.tasks["early_finish_day"].dropna()
        return float(known.max()) if len(known) else None

    @cached_property
    def position_of(self) -> pd.Index[Any]:
        """The task ids as an index: `position_of.get_loc(task_id)` is the row."""
        index: pd.Index[Any] = pd.Index(self.tasks["task_id"])
        return index

    @property
    def critical_tasks(self) -> list[Any]:
        """Critical task ids by early start, then by input order."""
        critical = self.tasks[self.tasks["critical"].fillna(False).astype(bool)]
        return list(critical.sort_values("early_start_day", kind="stable")["task_id"])

    def computed_of(self) -> tuple[int, int]:
        """How many tasks have dates, and how many there are: "known n of N"."""
        return int(self.tasks["not_computed"].isna().sum()), len(self.tasks)


def schedule(tasks: pd.DataFrame, links: pd.DataFrame, settings: ScheduleSettings | None = None) -> Schedule:
    """Early and late dates, floats and driving links of every task.

    `tasks` needs `task_id`, `duration_days`; it may have `project_id`, `remaining_days`, `actual_start_day`,
    `actual_finish_day`, `constraint` (see `CONSTRAINTS`), `constraint_day`, `deadline_day`, `not_before_day`,
    `is_summary` (such lines carry no dates of their own: they and links to them are left out).
    `links` needs `predecessor`, `successor` (task ids); it may have `relation` and `lag_days`.
    Raises AnalysisError for a missing column, a task id that stands twice, or an unknown relation.
    """
    chosen = settings or ScheduleSettings()
    network, plan, usable, orphan = _read(tasks, links, chosen)
    columns, slack, binding, finishes = _compute(network, plan, chosen)
    columns["not_computed"] = _reasons(network, plan, columns["early_finish_day"])
    slack_days, driving = _per_input_link(network, usable, len(links), slack, binding)
    ids = tasks["task_id"].reset_index(drop=True)
    return Schedule(
        tasks=pd.DataFrame({"task_id": ids, **columns}, copy=False),
        project_finish_day=finishes,
        loops=[[ids.iloc[member] for member in loop] for loop in network.loops],
        orphan_links=links[orphan],
        link_slack_days=slack_days,
        driving=driving,
        settings=chosen,
        input_tasks=tasks,
        input_links=links,
    )


@dataclass(frozen=True)
class PreparedPlan:
    """A plan ready for many passes. All arrays follow the network's numbering; `network.order` leads back.

    `remaining_days` (0 once finished), `floor_day` and `limit_day` by constraints and the status day (NaN = no
    limit), and what actuals fix.
    """

    network: Network
    remaining_days: Floats
    floor_day: Floats
    limit_day: Floats
    fixed: Fixed


def prepare(tasks: pd.DataFrame, links: pd.DataFrame, settings: ScheduleSettings | None = None) -> PreparedPlan:
    """Read a plan once, as `schedule` reads it, for passes over many durations."""
    chosen = settings or ScheduleSettings()
    network, plan, _, _ = _read(tasks, links, chosen)
    order = network.order
    fixed = _fixed(network, plan, chosen)
    return PreparedPlan(network, plan.remaining[order], plan.not_before[order], plan.limit[order], fixed)


def _read(
    tasks: pd.DataFrame, links: pd.DataFrame, settings: ScheduleSettings
) -> tuple[Network, _Plan, npt.NDArray[np.int64], Bools]:
    """The network, the plan's columns, the positions of usable links, and which links are orphans."""
    _require(tasks, ("task_id", "duration_days"), "tasks")
    _require(links, ("predecessor", "successor"), "links")
    ends, orphan = _link_positions(tasks, links)
    rolled = np.append(_summary_lines(tasks), False)  # position -1, an unknown task, is no summary line
    usable = np.flatnonzero(~orphan & ~rolled[ends[0]] & ~rolled[ends[1]])
    return build_network(len(tasks), _links_of(links, ends, usable)), _Plan.of(tasks, settings), usable, orphan


@dataclass(frozen=True)
class _Plan:
    """The columns of a plan as arrays in input order; NaN = not given."""

    negative: Bools
    summary: Bools
    remaining: Floats
    actual_start: Floats
    actual_finish: Floats
    not_before: Floats
    limit: Floats
    pinned: Floats
    project: npt.NDArray[np.int64]
    project_ids: pd.Index[Any]

    @classmethod
    def of(cls, tasks: pd.DataFrame, settings: ScheduleSettings) -> _Plan:
        duration = _floats(tasks, "duration_days")
        negative = duration < 0
        summary = _summary_lines(tasks)
        duration = np.where(negative | summary, np.nan, duration)
        finished = _floats(tasks, "actual_finish_day")
        started = _floats(tasks, "actual_start_day")
        started = np.where(np.isnan(started), finished - np.nan_to_num(duration), started)
        open_days = _floats(tasks, "remaining_days")
        remaining = np.where(np.isnan(open_days) | summary, duration, open_days)
        project, names = _projects(tasks)
        not_before, limit, pinned = _constraint_days(tasks, remaining, ~np.isnan(started))
        floor = np.maximum(not_before, settings.start_day)
        if settings.status_day is not None:
            floor = np.maximum(floor, settings.status_day)
        finished = np.where(summary, np.nan, finished)
        done = ~np.isnan(finished)
        pinned = np.where(done, finished, pinned)
        remaining = np.where(done, 0.0, remaining)
        return cls(negative, summary, remaining, started, finished, floor, limit, pinned, project, names)


def _compute(
    network: Network, plan: _Plan, settings: ScheduleSettings
) -> tuple[dict[str, Any], Floats, Bools, pd.Series[float]]:
    """Both passes and the floats, back in input order."""
    order = network.order
    duration = plan.remaining[order]
    fixed = _fixed(network, plan, settings)
    resume, begun, finish = forward(network, duration, plan.not_before[order], fixed)
    finishes = _project_finishes(plan, order, finish, settings)
    end = finishes.to_numpy()[plan.project[order]]
    held = plan.pinned[order] + duration
    limit = np.where(np.isnan(held), np.fmin(plan.limit[order], end), held)
    # The late dates of a task without early dates would be guesses, and must not press on what comes before.
    limit = np.where(np.isnan(finish), np.nan, limit)
    late_start, late_finish = backward(network, duration, limit, fixed)
    slack = link_slack(network, duration, resume, begun, finish)
    if fixed.idle_forward.size:
        slack[fixed.idle_forward] = np.nan
    binding = np.abs(slack) <= TOLERANCE
    own_slack = slack if not fixed.idle_backward.size else np.where(fixed.idle_backward, np.nan, slack)
    free = _free_float(network, own_slack, end - finish)
    done = ~np.isnan(plan.actual_finish[order])
    unknown = np.isnan(finish)
    closed = done | unknown
    total = np.where(closed, np.nan, late_finish - finish)
    columns = {
        "early_start_day": np.where(unknown, np.nan, begun),
        "early_finish_day": finish,
        "late_start_day": np.where(closed, np.nan, late_start),
        "late_finish_day": np.where(closed, np.nan, late_finish),
        "total_float_days": total,
        "free_float_days": np.where(closed, np.nan, free),
    }
    placed: dict[str, Any] = {name: _input_order(values, order, plan) for name, values in columns.items()}
    placed.update(_flags(placed["total_float_days"], ~np.isnan(plan.actual_finish), settings))
    return placed, slack, binding, finishes


def _flags(total: Floats, done: Bools, settings: ScheduleSettings) -> dict[str, Any]:
    """Critical and near-critical: a finished task is neither, a task that could not be computed is unknown."""
    unknown = np.isnan(total) & ~done
    critical = total <= settings.critical_float_days + TOLERANCE
    near = (total <= settings.near_critical_float_days + TOLERANCE) & ~critical
    return {
        "critical": pd.arrays.BooleanArray(critical, unknown),
        "near_critical": pd.arrays.BooleanArray(near, unknown.copy()),
    }


def _fixed(network: Network, plan: _Plan, settings: ScheduleSettings) -> Fixed:
    """Pinned starts, actual starts, and the links that actual progress has made void."""
    order, links = network.order, network.links
    begun = plan.actual_start[order]
    started = ~np.isnan(begun)
    if not started.any():
        return Fixed(plan.pinned[order], begun)
    done = ~np.isnan(plan.actual_finish[order])
    void = started if settings.progress_override else done
    idle_forward = void[links.successor]
    # A start that has happened no longer depends on the dates of what follows.
    idle_backward = idle_forward | (~links.from_finish & started[links.predecessor])
    return Fixed(plan.pinned[order], begun, idle_forward, idle_backward)


def _project_finishes(
    plan: _Plan, order: npt.NDArray[np.int64], finish: Floats, settings: ScheduleSettings
) -> pd.Series[float]:
    ends = np.full(len(plan.project_ids), np.nan)
    np.fmax.at(ends, plan.project[order], finish)
    required = settings.required_finish_day
    if isinstance(required, Mapping):
        asked = np.array([required.get(name, np.nan) for name in plan.project_ids], dtype=np.float64)
        ends = np.where(np.isnan(asked), ends, asked)
    elif required is not None:
        ends = np.where(np.isnan(ends), ends, required)
    return pd.Series(ends, index=plan.project_ids, name="project_finish_day")


def _free_float(network: Network, slack: Floats, to_the_end: Floats) -> Floats:
    """Smallest slack over a task's successor links, at most the days to its project's finish."""
    free = np.full(network.size, np.nan)
    counts = np.diff(network.out_starts)
    with_links = np.flatnonzero(counts)
    if with_links.size:
        ordered = slack[network.by_predecessor]
        free[with_links] = np.fmin.reduceat(ordered, network.out_starts[with_links])
    capped: Floats = np.fmin(free, to_the_end)
    return capped


def _reasons(network: Network, plan: _Plan, finish: Floats) -> npt.NDArray[np.object_]:
    reasons = np.full(finish.size, None, dtype=object)
    reasons[np.isnan(finish)] = AFTER_UNKNOWN
    reasons[np.isnan(plan.remaining)] = NO_DURATION
    reasons[np.isnan(plan.remaining) & plan.negative] = NEGATIVE_DURATION
    reasons[plan.summary] = SUMMARY_LINE
    reasons[network.blocked] = AFTER_LOOP
    for loop in network.loops:
        reasons[list(loop)] = IN_LOOP
    return reasons


def _input_order(values: Floats, order: npt.NDArray[np.int64], plan: _Plan) -> Floats:
    placed = np.full(plan.remaining.size, np.nan)
    placed[order] = values
    return placed


def _per_input_link(
    network: Network, usable: npt.NDArray[np.int64], size: int, slack: Floats, binding: Bools
) -> tuple[Floats, Bools]:
    slack_days, driving = np.full(size, np.nan), np.zeros(size, dtype=np.bool_)
    source = usable[network.link_source]
    slack_days[source], driving[source] = slack, binding
    return slack_days, driving


def _constraint_days(tasks: pd.DataFrame, days: Floats, started: Bools) -> tuple[Floats, Floats, Floats]:
    """Earliest start, latest finish and pinned start that constraints ask for. A start made is asked no more."""
    not_before = _floats(tasks, "not_before_day")
    not_before = np.where(started, np.nan, not_before)
    limit, pinned = _floats(tasks, "deadline_day"), np.full(days.size, np.nan)
    if "constraint" in tasks and "constraint_day" in tasks:
        kind, day = tasks["constraint"].astype(object).to_numpy(), _floats(tasks, "constraint_day")
        is_kind = {name: np.array([word == name for word in kind.tolist()], dtype=np.bool_) for name in CONSTRAINTS}
        early = np.where(is_kind["start_no_earlier_than"] & ~started, day, np.nan)
        early = np.where(is_kind["finish_no_earlier_than"], day - days, early)
        late = np.where(is_kind["finish_no_later_than"], day, np.nan)
        late = np.where(is_kind["start_no_later_than"] & ~started, day + days, late)
        not_before, limit = np.fmax(not_before, early), np.fmin(limit, late)
        pinned = np.where(is_kind["must_start_on"] & ~started, day, pinned)
        pinned = np.where(is_kind["must_finish_on"], day - days, pinned)
    return np.where(np.isnan(not_before), -np.inf, not_before), limit, pinned


def _summary_lines(tasks: pd.DataFrame) -> Bools:
    if "is_summary" not in tasks:
        return np.zeros(len(tasks), dtype=np.bool_)
    return tasks["is_summary"].astype("boolean").fillna(False).to_numpy(dtype=np.bool_)


def _projects(tasks: pd.DataFrame) -> tuple[npt.NDArray[np.int64], pd.Index[Any]]:
    if "project_id" not in tasks:
        return np.zeros(len(tasks), dtype=np.int64), pd.Index(["all"])
    codes, names = pd.factorize(tasks["project_id"], use_na_sentinel=False)
    return codes.astype(np.int64), pd.Index(names)


def _link_positions(
    tasks: pd.DataFrame, links: pd.DataFrame
) -> tuple[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]], Bools]:
    ids = pd.Index(tasks["task_id"])
    if not ids.is_unique:
        twice = ids[ids.duplicated()][0]
        raise AnalysisError(f"The task id {twice!r} stands more than once; give each task an id of its own.")
    before = ids.get_indexer(pd.Index(links["predecessor"])).astype(np.int64)
    after = ids.get_indexer(pd.Index(links["successor"])).astype(np.int64)
    return (before, after), (before < 0) | (after < 0)


def _links_of(
    links: pd.DataFrame,
    ends: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    usable: npt.NDArray[np.int64],
) -> Links:
    relation = links["relation"].iloc[usable] if "relation" in links else None
    lag = _floats(links, "lag_days")[usable] if "lag_days" in links else None
    return Links.of(ends[0][usable], ends[1][usable], relation, lag)


def _floats(frame: pd.DataFrame, column: str) -> Floats:
    if column not in frame:
        return np.full(len(frame), np.nan)
    return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)


def _require(frame: pd.DataFrame, columns: tuple[str, ...], name: str) -> None:
    missing = [column for column in columns if column not in frame]
    if missing:
        raise AnalysisError(f"The {name} have no column {', '.join(missing)}; it is needed to compute dates.")
