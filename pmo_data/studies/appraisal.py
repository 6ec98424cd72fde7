"""Are projects worth their money: net present value, benefit-cost ratio and value-for-money class of each, and of all.

Amounts are those on file by calendar year, discounted to each project's first year; the portfolio's ratio is the ratio
of sums, never the mean of ratios. Benefits beyond the profile on file are not guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmo_data.analytics.money import GREEN_BOOK_RATE, appraise, value_for_money
from pmo_data.queries.benefits import AppraisalYears
from pmo_data.studies.asking import Ask


@dataclass(frozen=True)
class Appraised:
    """`projects`: project, name, rating, years, gain, spend, net, ratio, class_, currency; totals of those known."""

    projects: pd.DataFrame
    gain: float | None
    spend: float | None
    ratio: float | None
    class_: str | None
    rate: float


def appraised(ask: Ask, question: AppraisalYears, rate: float = GREEN_BOOK_RATE) -> Appraised:
    """Appraise every project with benefits and costs by year; `rate` is the discount rate, 0.035 by default."""
    years = ask(question)
    rows = [_row(project, lines, rate) for project, lines in years.groupby("project", sort=False)]
    columns = ["project", "name", "rating", "years", "gain", "spend", "net", "ratio", "class_", "currency"]
    frame = pd.DataFrame(rows, columns=columns).sort_values("net", ascending=True, ignore_index=True)
    if frame.empty:
        return Appraised(frame, None, None, None, None, rate)
    gain, spend = float(frame["gain"].sum()), float(frame["spend"].sum())
    ratio = gain / spend if spend > 0 else None
    return Appraised(frame, gain, spend, ratio, None if ratio is None else value_for_money(ratio), rate)


def _row(project: Any, lines: pd.DataFrame, rate: float) -> tuple[Any, ...]:
    length = int(lines["year_index"].max()) + 1
    amounts = lines.set_index("year_index")[["benefit", "cost"]].reindex(range(length), fill_value=0.0)
    found = appraise(amounts["benefit"].tolist(), amounts["cost"].tolist(), rate)
    first = lines.iloc[0]
    return (
        project, first["name"], first["rating"], length, found.present_benefits, found.present_costs,
        found.net_present_value, found.benefit_cost_ratio, found.value_for_money, first["currency"],
    )  # fmt: skip
