"""What a project came to: its business case against the outcome, its forecasts against it, and what was learned.

It stands apart from the status, which asks where a project is going; this asks whether it was worth it and how far
what was said on the way could be trusted. While a project is open its outcome is not known, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import FOREVER
from pmo_data.domain.words import UNKNOWN, amount, count, day, is_unknown, percent
from pmo_data.queries.benefits import BenefitRegister
from pmo_data.queries.plan import PlanReported
from pmo_data.queries.project import ProjectFacts, ProjectLessons
from pmo_data.studies.asking import Ask

_NOTABLE_DAYS, _NOTABLE_PCT = 14, 5.0


@dataclass(frozen=True)
class Trust:
    """How far forecasts lay from the outcome, over the reports before it: `bias` is the mean of outcome less forecast
    (above 0: forecast too early, too cheap), as in `ForecastAccuracy`, `error` the mean of its size; days for the
    finish, per cent of the outcome for the cost."""

    reports: int
    bias: float
    error: float


@dataclass(frozen=True)
class Closing:
    """`case`: what, promised, came, difference (text). `benefits`: the project's lines of `BenefitRegister`.

    `forecasts`: status_date, forecast_finish, finish_error_days, forecast_cost, cost_error_pct, one row per report
    before the end; errors are outcome less forecast, NaN while the outcome is unknown. `questions` are for the review.
    """

    project: str
    name: str
    is_closed: bool
    finish: date | None
    cost: float | None
    case: pd.DataFrame
    benefits: pd.DataFrame
    forecasts: pd.DataFrame
    finish_trust: Trust | None
    cost_trust: Trust | None
    lessons: pd.DataFrame
    questions: tuple[str, ...]
    sentence: str

    @property
    def finish_words(self) -> str:
        """'Over 10 reports the finish was forecast 12 days too early on average; the mean error is 12 days'."""
        return _trust_words("finish", self.finish_trust, ("early", "late"), "days", self.is_closed)

    @property
    def cost_words(self) -> str:
        return _trust_words("cost", self.cost_trust, ("low", "high"), "%", self.is_closed)


def closing(ask: Ask, project: str, as_of: int = FOREVER) -> Closing:
    """Weigh a project against its case as of a moment. Raises QueryError where there is no such project."""
    found = ask(ProjectFacts(project=project, as_of=as_of))
    if found.empty:
        raise QueryError(f"There is no project '{project}'. `pmo query projects` lists those there are.")
    facts = found.iloc[0]
    every = ask(BenefitRegister(as_of=as_of))
    benefits = every[every["project"] == project].reset_index(drop=True)
    lessons = ask(ProjectLessons(project=project, as_of=as_of))
    closed = facts["status"] in ("completed", "cancelled") or not is_unknown(facts["actual_finish"])
    finish = None if is_unknown(facts["actual_finish"]) else facts["actual_finish"]
    # What a cancelled project has spent is not what its forecasts spoke of.
    cost = _number(facts["actual_cost"]) if closed and facts["status"] != "cancelled" else None
    forecasts = _forecasts(ask(PlanReported(project=project, as_of=as_of)), finish, cost)
    trusts = _trust(forecasts["finish_error_days"]), _trust(forecasts["cost_error_pct"])
    return Closing(
        project=project,
        name=str(facts["name"]),
        is_closed=closed,
        finish=None if finish is None else finish.date(),
        cost=cost,
        case=_case(facts, benefits, closed=closed),
        benefits=benefits,
        forecasts=forecasts,
        finish_trust=trusts[0],
        cost_trust=trusts[1],
        lessons=lessons,
        questions=_questions(facts, benefits, trusts, lessons, closed=closed),
        sentence=_sentence(facts, benefits, closed=closed),
    )


def _number(value: Any) -> float | None:
    return None if is_unknown(value) else float(value)


def _forecasts(told: pd.DataFrame, finish: Any, cost: float | None) -> pd.DataFrame:
    """What was forecast at each report that still was a forecast, beside how it came."""
    made = told[["status_date", "forecast_finish", "forecast_cost"]].assign(
        forecast_cost=told["forecast_cost"].astype("float64")
    )
    made = made[told["actual_finish"].isna()].reset_index(drop=True)
    late = (finish - made["forecast_finish"]).dt.days if finish is not None else np.nan
    dear = (1 - made["forecast_cost"] / cost) * 100 if cost else np.nan
    return made.assign(finish_error_days=late, cost_error_pct=dear)


def _trust(errors: pd.Series[Any]) -> Trust | None:
    known = errors.dropna().astype("float64")
    return Trust(len(known), float(known.mean()), float(known.abs().mean())) if len(known) else None


def _case(facts: pd.Series[Any], benefits: pd.DataFrame, *, closed: bool) -> pd.DataFrame:
    """The promises of the business case beside what came of them, or is expected while the project is open."""
    currency, budget = facts["currency"], _number(facts["budget"])
    finish, cost = (facts[f"{'actual' if closed else 'forecast'}_{name}"] for name in ("finish", "cost"))
    later, dearer = _later(finish, facts["baseline_finish"]), _change(_number(cost), budget, currency)
    rows = [
        ("Finish", day(facts["baseline_finish"]), _yet(day(finish), closed=closed), later),
        ("Cost", amount(budget, currency), _yet(amount(cost, currency), closed=closed), dearer),
    ]
    if len(benefits):
        money = benefits["currency"].iloc[0]
        whole, due, came = (_sum(benefits[name]) for name in ("target_value", "target_to_date", "actual_to_date"))
        rows.append(("Benefits due by now", amount(due, money), amount(came, money), _change(came, due, money)))
        rows.append(("Benefits in all", amount(whole, money), amount(came, money), _share(came, whole)))
        if money == currency:
            promised, added = _less(whole, budget), _less(came, _number(cost)) if closed else None
            said = amount(promised, money), amount(added, money), _change(added, promised, money)
            rows.append(("Value added: benefits less cost", *said))
    return pd.DataFrame(rows, columns=["what", "promised", "came", "difference"])


def _yet(said: str, *, closed: bool) -> str:
    return said if closed or said == UNKNOWN else f"{said}, expected"


def _trust_words(what: str, trust: Trust | None, ways: tuple[str, str], unit: str, closed: bool) -> str:
    if trust is None:
        why = f"no report before the end forecast the {what}, or its outcome is not on file" if closed else "it is open"
        return f"How far forecasts of the {what} lay from the outcome is not known: {why}"
    if round(trust.error) == 0:
        return f"Over {count(trust.reports, 'report')} the {what} came as forecast"
    way = ways[0] if trust.bias > 0 else ways[1]
    reports, bias = count(trust.reports, "report"), f"{abs(trust.bias):.0f} {unit} too {way} on average"
    return f"Over {reports} the {what} was forecast {bias}; the mean error is {trust.error:.0f} {unit}"


def _sum(values: pd.Series[Any]) -> float | None:
    return float(values.astype("float64").sum()) if values.notna().any() else None


def _less(whole: float | None, part: float | None) -> float | None:
    return None if whole is None or part is None else whole - part


def _later(now: Any, then: Any) -> str:
    if is_unknown(now) or is_unknown(then):
        return UNKNOWN
    days = (now - then).days
    return "as promised" if days == 0 else f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _change(now: float | None, then: float | None, currency: Any) -> str:
    if now is None or then is None:
        return UNKNOWN
    change = now - then
    if amount(change, currency) == amount(0, currency):
        return "as promised"
    return f"{'+' if change > 0 else ''}{amount(change, currency)}"


def _share(came: float | None, whole: float | None) -> str:
    return UNKNOWN if came is None or not whole else f"{percent(100 * came / whole)} of it"


def _sentence(facts: pd.Series[Any], benefits: pd.DataFrame, *, closed: bool) -> str:
    """'Completed on 12 Mar 2026. It cost £9.9m of £8.1m; £45k of £3.1m benefit came so far.'"""
    if not closed:
        return "The project is still open: its outcome is not known, so what follows is how things stand."
    on = "" if is_unknown(facts["actual_finish"]) else f" on {day(facts['actual_finish'])}"
    word = "Cancelled" if facts["status"] == "cancelled" else "Completed"
    cost, budget = amount(facts["actual_cost"], facts["currency"]), amount(facts["budget"], facts["currency"])
    if benefits.empty:
        return f"{word}{on}. It cost {cost} of {budget}; no benefit of it is on file."
    money = benefits["currency"].iloc[0]
    came, whole = amount(_sum(benefits["actual_to_date"]), money), amount(_sum(benefits["target_value"]), money)
    so_far = "nothing is on file of what came" if came == UNKNOWN else f"{came} came so far"
    return f"{word}{on}. It cost {cost} of {budget}; of {whole} benefit {so_far}."


def _questions(
    facts: pd.Series[Any],
    benefits: pd.DataFrame,
    trusts: tuple[Trust | None, Trust | None],
    lessons: pd.DataFrame,
    *,
    closed: bool,
) -> tuple[str, ...]:
    """What a closing review should ask, from what the data shows."""
    finish, cost = trusts
    asked = []
    if finish is not None and abs(finish.bias) >= _NOTABLE_DAYS:
        way = "early" if finish.bias > 0 else "late"
        asked.append(
            f"Over {count(finish.reports, 'report')} the finish was forecast {abs(finish.bias):.0f} days too {way} on "
            "average. What did the plan not know?"
        )
    if cost is not None and abs(cost.bias) >= _NOTABLE_PCT:
        way = "low" if cost.bias > 0 else "high"
        asked.append(f"The cost was forecast {abs(cost.bias):.0f} % too {way} on average. Which part was missed?")
    behind = benefits[benefits["realisation_pct"].astype("float64") < 90]
    if len(behind):
        asked.append(f"{count(len(behind), 'benefit')} due by now came short of the target. Who still works on that?")
    if closed and (benefits.empty or benefits["has_no_owner"].any()):
        asked.append("Who owns the benefits from here on? Not every one has an owner on file.")
    still = [f"{count(int(facts[name]), word)}" for name, word in _LEFT.items() if int(facts[name] or 0)]
    if closed and still:
        asked.append(f"Still open on a closed project: {', '.join(still)}. Who takes them over?")
    if closed and lessons.empty:
        asked.append("No lesson is on file. What should the next project know?")
    return tuple(asked)


_LEFT = {
    "open_risks": "risk",
    "open_issues": "issue",
    "open_decisions": "decision",
    "overdue_actions": "overdue action",
}
