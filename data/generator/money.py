"""Money by month: planned value, forecast, spent and earned, and the totals that a project reports of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise

from generator import stories
from generator.clock import DAYS, EDGES, MONTHS, STATUS_DATES, edge, end_of, generator, month_starts
from generator.life import Life
from generator.plan import Task
from generator.rows import Row
from generator.wording import family

RATES = (1.142, 1.139, 1.151, 1.148, 1.155, 1.160, 1.157, 1.149, 1.143, 1.151, 1.158, 1.162)
"""Euros for a pound on the first day of each status month."""


def exchange_rates(month: int) -> Iterator[Row]:
    for day, rate in zip(STATUS_DATES[: month + 1], RATES, strict=False):
        yield {"from_currency": "EUR", "to_currency": "GBP", "valid_on": day.replace(day=1), "rate": round(1 / rate, 4)}


class Money:
    """The money of one project. Sums over periods equal the project's totals to the pound."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.code = life.project.code
        self.running = 0.35 if family(life.project.kind) == "change" else 0.06
        self._value = lru_cache(maxsize=None)(self._value_to)
        self._planned = lru_cache(maxsize=None)(self._planned_to)
        self._earned = lru_cache(maxsize=None)(self._earned_to)
        self._spent = lru_cache(maxsize=None)(self._spent_to)

    def _baseline(self, month: int) -> int:
        """The month in which the baseline in force was set."""
        return stories.REBASELINE_MONTH if self.life.rebaselined(month) else 0

    def months(self, month: int) -> list[date]:
        """Months with any plan, forecast or spend, as known at the status date."""
        ends = [self.life.plan.end - 1] + [self.life.finish(m) for m in range(month + 1)]
        begin = min(self.life.plan.start, self.life.stand(self.life.plan.leaves[0], month).start)
        return month_starts(DAYS[begin], DAYS[max(ends)])

    def _value_to(self, at: int, month: int, moved: int) -> float:
        """Planned cost of the work up to a working-day edge, each task spread evenly, moved by some days."""
        return sum(self.life.cost_of(task, month) * _part(task.start + moved, task.end + moved, at)
                   for task in self.life.plan.leaves)  # fmt: skip

    def _planned_to(self, day: date, month: int) -> int:
        """Cumulative planned value in the baseline in force; a re-baseline sets the past to what was earned."""
        at = edge(day)
        if not self.life.rebaselined(month):
            return round(self._value(at, month, 0))
        turn = EDGES[stories.REBASELINE_MONTH]
        if at <= turn:
            return self.earned(day, month)
        return round(sum(self._rebaselined(task, at, turn, month) for task in self.life.plan.leaves))

    def _rebaselined(self, task: Task, at: int, turn: int, month: int) -> float:
        stand, shift = self.life.stand(task, stories.REBASELINE_MONTH), self.life.shift(task, month)
        done, cost = stand.percent / 100, self.life.cost_of(task, month)
        return cost * (done + (1 - done) * _part(max(task.start + shift, turn), max(task.end + shift, turn + 1), at))

    def _earned_to(self, at: int, month: int) -> int:
        parts = (self.life.cost_of(t, month) * self.life.percent_at(t, at) for t in self.life.plan.leaves)
        return round(sum(parts) / 100)

    def earned(self, day: date, month: int) -> int:
        """Cumulative earned value at a day, in the prices of the baseline in force; nothing after the last update."""
        at = min(edge(day), EDGES[self.life.known(MONTHS - 1)])
        return self._earned(at, self._baseline(month))

    def _spent_to(self, day: date) -> int:
        """Cumulative spend, in line with the cost ratio of the time; it never falls and stays below the forecast."""
        known = self.life.known(_month_of(day))
        ratio = self.life.outlook.cost[known]
        if self.life.finished(known):
            return self.life.forecast_cost(known)
        pace = 1 + (ratio - 1) * 0.8 if ratio > 1 else ratio
        wobble = 1 - 0.015 * generator(self.code, "spend", day).random()
        before = self._spent(_month_before(day)) if edge(day) > self.life.plan.start else 0
        return max(before, round(self.earned(day, known) * pace * wobble))

    def spent(self, month: int) -> int:
        return self._spent(STATUS_DATES[self.life.known(month)])

    def earned_now(self, month: int) -> int:
        return self.earned(STATUS_DATES[self.life.known(month)], month)

    def forecast_total(self, month: int) -> int:
        """Cost at completion as now expected; of a stopped project what was spent, with its closing costs."""
        if self.life.stopped(month):
            return self.spent(month) + 120_000
        return max(self.life.forecast_cost(month), self.spent(month))

    def forecasts(self, month: int) -> dict[date, int]:
        """Spend by month: what was spent, then what is expected; adds up to the forecast at completion."""
        known = self.life.known(month)
        months, today = self.months(month), STATUS_DATES[known]
        out = {m: self._spent(end_of(m)) - self._spent(_month_before(end_of(m))) for m in months if end_of(m) <= today}
        still = self.forecast_total(month) - self.spent(month)
        ahead = [m for m in months if m not in out]
        if self.life.stopped(month):
            return out | dict.fromkeys(ahead, 0) | ({ahead[0]: still} if ahead else {})
        return out | self._ahead(ahead, still, known)

    def _ahead(self, ahead: list[date], still: int, known: int) -> dict[date, int]:
        ratio, slip = self.life.outlook.cost[known], self.life.slip[known]
        ends = [self._value(edge(end_of(m)), 0, slip) for m in ahead]
        first = [round((b - a) * ratio) for a, b in pairwise(ends)]
        later = dict(zip(ahead[1:], first, strict=True))
        owed = still - sum(later.values())
        for m in ahead[1:]:  # a first month below nothing is made up by those that follow
            taken = max(-later[m], min(0, owed))
            later[m] += taken
            owed -= taken
        return ({ahead[0]: owed} if ahead else {}) | later

    def budget_rows(self, month: int) -> Iterator[Row]:
        forecasts = self.forecasts(month)
        before = 0
        for start in self.months(month):
            total = self._planned(end_of(start), self._baseline(month))
            for spend, planned, forecast in zip(
                ("capex", "opex"), self._split(total - before), self._split(forecasts[start]), strict=True
            ):
                yield {"project": self.code, "period": start, "planned_value": planned, "forecast_cost": forecast,
                       "spend": spend, "currency": self.life.project.currency}  # fmt: skip
            before = total

    def cost_rows(self, month: int) -> Iterator[Row]:
        known = self.life.known(month)
        for start in self.months(month):
            end = end_of(start)
            if end > STATUS_DATES[known] or edge(end) <= self.life.plan.start:
                continue
            prior = _month_before(end)
            actual = self._spent(end) - self._spent(prior)
            earned = self.earned(end, known) - self.earned(prior, known)
            for spend, cost, value in zip(("capex", "opex"), self._split(actual), self._split(earned), strict=True):
                yield {"project": self.code, "period": start, "actual_cost": cost, "earned_value": value,
                       "spend": spend, "currency": self.life.project.currency}  # fmt: skip

    def year(self, month: int) -> tuple[int, int]:
        """Planned value and forecast of the financial year (April to March) of the status date."""
        today = STATUS_DATES[month]
        first = date(today.year - (today.month < 4), 4, 1)
        last = date(first.year + 1, 3, 31)
        known = self._baseline(month)
        planned = self._planned(last, known) - self._planned(_month_before(end_of(first)), known)
        return planned, sum(v for m, v in self.forecasts(month).items() if first <= m <= last)

    def _split(self, amount: int) -> tuple[int, int]:
        running = round(amount * self.running)
        return amount - running, running


def _part(start: int, end: int, at: int) -> float:
    return min(1.0, max(0.0, (at - start) / (end - start)))


def _month_before(day: date) -> date:
    return end_of(date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1))


def _month_of(day: date) -> int:
    """The status date a day belongs to; anything before the first belongs to it."""
    return next((n for n in range(MONTHS) if day <= STATUS_DATES[n]), MONTHS - 1)
