"""Monte Carlo simulation of a plan: how sure a date is, what drives it, and what each risk costs in days.

It stands apart from the critical path it runs thousands of times. Runs go in blocks of 500: the working set stays
in the processor's cache, and memory does not grow with the number of runs. The same seed gives the same runs, and
leaving a risk out leaves all other random numbers as they were.
Sources: AACE 57R-09; Hulett 2009; Vanhoucke 2010 for the sensitivity measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_data.analytics.critical_path import PreparedPlan, ScheduleSettings, prepare
from pmo_data.analytics.distributions import draw_values, quantile_tables
from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.passes import backward, forward

Floats: TypeAlias = npt.NDArray[np.float64]

BLOCK_RUNS = 500
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class DiscreteRisk:
    """Something that may happen and then adds days to every task it hits: one draw, however many tasks.

    `low`, `likely`, `high`: triangular impact in working days (negative for an opportunity), or factors on the
    duration when `as_factor`. `cost`: money added when it happens.
    """

    risk_id: Any
    probability: float
    task_ids: tuple[Any, ...]
    low: float
    likely: float
    high: float
    as_factor: bool = False
    cost: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1:
            raise AnalysisError(f"The probability of risk {self.risk_id!r} must be between 0 and 1.")
        if not self.low <= self.likely <= self.high:
            raise AnalysisError(f"The impact of risk {self.risk_id!r} must be low <= likely <= high.")


@dataclass(frozen=True)
class SimulationSettings:
    """`correlation`: one number for all pairs of uncertain tasks, or a matrix over them in input order."""

    runs: int = 10_000
    seed: int = 20_260_101
    correlation: float | Floats = 0.3
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)


@dataclass(frozen=True)
class SimulationResult:
    """`finish_days`, `costs`: one number per run. `deterministic_day`: the plan's own finish, without any risk.

    `tasks`: task_id, mean_days, sd_days, criticality_index (share of runs on the critical path),
    cruciality (absolute correlation of duration and finish) and schedule_sensitivity_index; NaN where a task's
    duration never varies or could not be computed.
    """

    finish_days: Floats
    costs: Floats
    deterministic_day: float
    tasks: pd.DataFrame

    @property
    def mean_day(self) -> float:
        return float(self.finish_days.mean())

    @property
    def merge_bias_days(self) -> float:
        """Mean of the runs less the plan's own finish: what parallel paths and skewed estimates cost."""
        return self.mean_day - self.deterministic_day

    def percentile(self, percent: float) -> float:
        """The day that `percent` (0-100) of the runs do not exceed."""
        return float(np.percentile(self.finish_days, percent))

    def probability(self, day: float) -> float:
        """Share of runs that finish by `day`."""
        return float((self.finish_days <= day + _TOLERANCE).mean())

    def joint_probability(self, day: float, cost: float) -> float:
        """Share of runs that keep both the day and the cost."""
        kept = (self.finish_days <= day + _TOLERANCE) & (self.costs <= cost + _TOLERANCE)
        return float(kept.mean())

    def distribution(self, points: int = 101) -> pd.DataFrame:
        """The cumulative curve: `probability` 0..1 and `finish_day`, `points` rows."""
        shares = np.linspace(0, 1, points)
        return pd.DataFrame({"probability": shares, "finish_day": np.quantile(self.finish_days, shares)})


def simulate(
    tasks: pd.DataFrame,
    links: pd.DataFrame,
    settings: SimulationSettings | None = None,
    risks: Sequence[DiscreteRisk] = (),
) -> SimulationResult:
    """Simulate one plan. `tasks` and `links` as for `critical_path.schedule`, with estimates beside.

    Estimates: `distribution`, `low_days`, `likely_days`, `high_days` (see `distributions`); of a started task the
    share of its duration that remains is drawn. Costs: `fixed_cost` and `cost_per_day`, missing = 0.
    Raises AnalysisError when nothing can be computed, or for impossible estimates or correlations.
    """
    return _Model(tasks, links, settings or SimulationSettings(), risks).run()


def tornado(
    tasks: pd.DataFrame,
    links: pd.DataFrame,
    risks: Sequence[DiscreteRisk],
    settings: SimulationSettings | None = None,
    percent: float = 80.0,
) -> pd.DataFrame:
    """What each risk costs at a percentile: the same runs without it. Largest first.

    Columns: risk_id, with_day, without_day, days (with less without), mean_days.
    """
    model = _Model(tasks, links, settings or SimulationSettings(), risks)
    base = model.run(sensitivity=False)
    rows = []
    for left_out, risk in enumerate(risks):
        without = model.run(left_out, sensitivity=False)
        gain = base.percentile(percent) - without.percentile(percent)
        mean = base.mean_day - without.mean_day
        rows.append((risk.risk_id, base.percentile(percent), without.percentile(percent), gain, mean))
    columns = ["risk_id", "with_day", "without_day", "days", "mean_days"]
    return pd.DataFrame(rows, columns=columns).sort_values("days", ascending=False, key=abs, ignore_index=True)


class _Model:
    """A plan read once: ordered network, quantile tables, correlation and where each risk hits."""

    def __init__(
        self, tasks: pd.DataFrame, links: pd.DataFrame, settings: SimulationSettings, risks: Sequence[DiscreteRisk]
    ) -> None:
        self.settings, self.risks = settings, risks
        self.plan: PreparedPlan = prepare(tasks, links, settings.schedule)
        self.ids = tasks["task_id"].reset_index(drop=True)
        order = self.plan.network.order
        days = _column(tasks, "duration_days")[order]
        with np.errstate(divide="ignore", invalid="ignore"):
            left = self.plan.remaining_days / days
        self.left = np.where(np.isfinite(left), left, 1.0)
        ordered = tasks.iloc[order]
        self.uncertain, self.tables = quantile_tables(ordered, days)
        rank = np.argsort(np.argsort(order[self.uncertain])).astype(np.int64)
        self.mixing = _mixing(settings.correlation, rank)
        number = pd.Index(ordered["task_id"])
        self.hits = [self._hit(number, risk) for risk in risks]
        self.rate = np.nan_to_num(_column(tasks, "cost_per_day")[order])
        self.fixed_cost = float(np.nansum(_column(tasks, "fixed_cost")))

    @staticmethod
    def _hit(number: pd.Index[Any], risk: DiscreteRisk) -> npt.NDArray[np.int64]:
        places = number.get_indexer(pd.Index(risk.task_ids))
        if (places < 0).any():
            raise AnalysisError(f"Risk {risk.risk_id!r} hits a task that the plan does not compute.")
        return places.astype(np.int64)

    def run(self, left_out: int | None = None, sensitivity: bool = True) -> SimulationResult:
        planned = self.plan.remaining_days
        _, _, ends = forward(self.plan.network, planned, self.plan.floor_day, self.plan.fixed)
        if not np.isfinite(ends).any():
            raise AnalysisError("No task of the plan can be computed; see its loops and durations first.")
        deterministic = float(np.nanmax(ends))
        moments = _Moments(planned, deterministic)
        blocks = -(-self.settings.runs // BLOCK_RUNS)
        finishes, costs = [], []
        for block, seed in enumerate(np.random.SeedSequence(self.settings.seed).spawn(blocks)):
            runs = min(BLOCK_RUNS, self.settings.runs - block * BLOCK_RUNS)
            duration, cost = self._draw(np.random.default_rng(seed), runs, left_out)
            _, _, ends = forward(self.plan.network, duration, self.plan.floor_day, self.plan.fixed)
            finish = np.fmax.reduce(ends, axis=0)
            if sensitivity:
                moments.add(duration, finish, self._critical(duration, ends, finish))
            finishes.append(finish)
            costs.append(cost)
        frame = self._frame(moments) if sensitivity else pd.DataFrame()
        return SimulationResult(np.concatenate(finishes), np.concatenate(costs), deterministic, frame)

    def _draw(self, generator: np.random.Generator, runs: int, left_out: int | None) -> tuple[Floats, Floats]:
        """Durations (tasks, runs) and costs (runs). Every risk draws its numbers, also the one left out."""
        duration = np.repeat(self.plan.remaining_days[:, np.newaxis], runs, axis=1)
        normals = self._normals(generator, runs)
        duration[self.uncertain] = draw_values(self.tables, normals) * self.left[self.uncertain, np.newaxis]
        extra = np.zeros(runs)
        for place, (risk, tasks) in enumerate(zip(self.risks, self.hits, strict=True)):
            happens = generator.random(runs) < risk.probability
            impact = _triangular(generator.random(runs), risk)
            if place == left_out:
                continue
            if risk.as_factor:
                duration[tasks] *= np.where(happens, impact, 1.0)
            else:
                # A finished task has nothing left that a risk could lengthen.
                duration[tasks] += np.where(self.plan.remaining_days[tasks, np.newaxis] > 0, happens * impact, 0.0)
            extra += happens * risk.cost
        np.maximum(duration, 0.0, out=duration)
        return duration, self.fixed_cost + extra + self.rate @ np.nan_to_num(duration)

    def _normals(self, generator: np.random.Generator, runs: int) -> Floats:
        own = generator.standard_normal((self.uncertain.size, runs))
        if isinstance(self.mixing, float):
            if self.mixing == 0:
                return own
            common = generator.standard_normal(runs)
            return np.asarray(np.sqrt(self.mixing) * common + np.sqrt(1 - self.mixing) * own)
        return np.asarray(self.mixing @ own)

    def _critical(self, duration: Floats, ends: Floats, finish: Floats) -> npt.NDArray[np.bool_]:
        limit = np.fmin(self.plan.limit_day[:, np.newaxis], finish)
        _, late = backward(self.plan.network, duration, limit, self.plan.fixed)
        critical = late - ends <= self.settings.schedule.critical_float_days + _TOLERANCE
        critical[~np.isnan(self.plan.fixed.begun) & (self.plan.remaining_days == 0)] = False  # finished
        return np.asarray(critical, dtype=np.bool_)

    def _frame(self, moments: _Moments) -> pd.DataFrame:
        order = self.plan.network.order
        columns = {name: np.full(len(self.ids), np.nan) for name in moments.measures()}
        for name, values in moments.measures().items():
            columns[name][order] = values
        return pd.DataFrame({"task_id": self.ids, **columns})


class _Moments:
    """Sums over all runs, taken around the plan's own numbers so that small variances survive the subtraction."""

    def __init__(self, planned: Floats, finish: float) -> None:
        self.planned, self.finish, self.runs = planned, finish, 0
        self.d, self.dd, self.dt, self.on_path = (np.zeros(planned.size) for _ in range(4))
        self.t = self.tt = 0.0

    def add(self, duration: Floats, finish: Floats, critical: npt.NDArray[np.bool_]) -> None:
        days, late = duration - self.planned[:, np.newaxis], finish - self.finish
        self.runs += finish.size
        self.d += days.sum(axis=1)
        self.dd += np.einsum("ij,ij->i", days, days)
        self.dt += days @ late
        self.t += float(late.sum())
        self.tt += float(late @ late)
        self.on_path += critical.sum(axis=1)

    def measures(self) -> dict[str, Floats]:
        n = self.runs
        deviation = np.sqrt(np.maximum(self.dd / n - (self.d / n) ** 2, 0.0))
        spread = float(np.sqrt(max(self.tt / n - (self.t / n) ** 2, 0.0)))
        index = np.where(np.isnan(self.planned), np.nan, self.on_path / n)
        varies = deviation > 1e-9 * np.maximum(1.0, np.abs(self.planned))
        together = self.dt / n - self.d / n * self.t / n
        cruciality, sensitivity = np.full(deviation.size, np.nan), np.full(deviation.size, np.nan)
        if spread > 0:
            cruciality[varies] = np.abs(together[varies]) / (deviation[varies] * spread)
            sensitivity = np.where(np.isnan(index), np.nan, index * deviation / spread)
        return {
            "mean_days": self.planned + self.d / n,
            "sd_days": deviation,
            "criticality_index": index,
            "cruciality": cruciality,
            "schedule_sensitivity_index": sensitivity,
        }


def _mixing(correlation: float | Floats, rank: npt.NDArray[np.int64]) -> float | Floats:
    """One number: a common factor. A matrix: its Cholesky factor, in the network's order of uncertain tasks."""
    if isinstance(correlation, int | float):
        if not 0 <= correlation < 1:
            raise AnalysisError("A common correlation must be at least 0 and below 1.")
        return float(correlation)
    if correlation.shape != (rank.size, rank.size):
        raise AnalysisError(f"The correlation matrix must have {rank.size} rows, one per uncertain task.")
    try:
        return np.asarray(np.linalg.cholesky(correlation[np.ix_(rank, rank)]))
    except np.linalg.LinAlgError as error:
        raise AnalysisError("The correlations contradict each other: the matrix is not positive definite.") from error


def _triangular(shares: Floats, risk: DiscreteRisk) -> Floats:
    width = risk.high - risk.low
    if width == 0:
        return np.full(shares.size, risk.low)
    mode = (risk.likely - risk.low) / width
    unit = np.where(shares < mode, np.sqrt(shares * mode), 1 - np.sqrt((1 - shares) * (1 - mode)))
    return np.asarray(risk.low + width * unit)


def _column(tasks: pd.DataFrame, name: str) -> Floats:
    if name not in tasks:
        return np.full(len(tasks), np.nan)
    return tasks[name].to_numpy(dtype=np.float64, na_value=np.nan)
