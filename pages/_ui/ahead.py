"""What the larger pages are about to ask, so that the answers are found side by side before they are needed.

A page asks for each again where it shows it; a question that is missing here is only answered later.
"""

from __future__ import annotations

from pages._ui import changes
from pmo_data.charts import plan_people, progress
from pmo_data.domain.scope import Scope
from pmo_data.queries.base import Query
from pmo_data.queries.exceptions import DecisionsRanked
from pmo_data.queries.money import MoneyByProject, MoneySummary, SpendPastGates
from pmo_data.queries.overview import (
    Attention,
    Movement,
    PortfolioSummary,
    RatingAgreement,
    RatingChanges,
    RatingHistory,
    Ratings,
)
from pmo_data.queries.people import Capacity, Spread
from pmo_data.queries.progress import Milestones, MilestoneStates, Progress, Roadmap, Slip, Variances
from pmo_data.queries.time import DependencyPairs, MilestoneRegister
from pmo_data.queries.workload import BlockedPeople, PersonWeeks, SinglePoints


def of_overview(scope: Scope, worst: int) -> list[Query]:
    """`worst` is how many projects that need attention are told. The longest questions come first."""
    then = changes.before(scope)
    compared = [] if then is None else [Movement.of(scope), PortfolioSummary.of(then)]
    alike = (PortfolioSummary, DecisionsRanked, RatingHistory, RatingChanges, Ratings, RatingAgreement)
    return [Attention.of(scope, limit=worst), *compared, *(query.of(scope) for query in alike)]


def of_progress(scope: Scope) -> list[Query]:
    alike = (MilestoneStates, Progress, Slip, Roadmap, Variances)
    return [Milestones.of(scope, limit=progress.MOST_MARKS), *(query.of(scope) for query in alike)]


def of_money(scope: Scope) -> list[Query]:
    then = changes.before(scope)
    compared = [] if then is None else [MoneySummary.of(then)]
    return [MoneyByProject.of(scope), MoneySummary.of(scope), *compared, SpendPastGates.of(scope)]


def of_time(scope: Scope, moved: int, coming: int) -> list[Query]:
    """`moved` and `coming` are how many milestones of either are told."""
    told = (("ahead", coming), ("moved", moved))
    registers = [MilestoneRegister.of(scope, which=which, limit=limit) for which, limit in told]
    return [*registers, Roadmap.of(scope), DependencyPairs.of(scope)]


def of_people(scope: Scope) -> list[Query]:
    alike = (Capacity, Spread, BlockedPeople, SinglePoints)
    return [PersonWeeks.of(scope, most=plan_people.MOST_PEOPLE), *(query.of(scope) for query in alike)]
