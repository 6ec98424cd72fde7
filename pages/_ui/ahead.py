"""What the larger pages are about to ask, so that the answers are found side by side before they are needed.

A page asks for each again where it shows it; a question that is missing here is only answered later.
"""

from __future__ import annotations

from pages._ui import changes
from pmo_data.charts import plan_people, progress
from pmo_data.domain.scope import Scope
from pmo_data.queries.alignment import Alignment, ObjectiveCoverage, OrphanObjectives, OrphanProjects
from pmo_data.queries.base import Query
from pmo_data.queries.exceptions import DecisionEffects, DecisionsRanked, Exceptions
from pmo_data.queries.money import MoneyByProject, MoneySummary, SpendPastGates
from pmo_data.queries.overview import (
    Attention,
    Known,
    Movement,
    PortfolioSummary,
    RatingAgreement,
    RatingChanges,
    RatingFlow,
    RatingHistory,
    Ratings,
)
from pmo_data.queries.people import Capacity, Spread
from pmo_data.queries.processes import Compliance, ForecastAccuracy, GateRegister
from pmo_data.queries.progress import Milestones, MilestoneStates, Progress, Roadmap, Slip, SlipHistory, Variances
from pmo_data.queries.registers import Issues, Projects, Risks
from pmo_data.queries.risk import Exposure, ExposureHistory, Overdue, RaidAgeing, RiskMatrix, RiskSummary
from pmo_data.queries.time import DependencyPairs, MilestoneRegister
from pmo_data.queries.workload import BlockedPeople, PersonWeeks, SinglePoints


def of_overview(scope: Scope, worst: int) -> list[Query]:
    """`worst` is how many projects that need attention are told. The longest questions come first."""
    then = changes.before(scope)
    compared = [] if then is None else [Movement.of(scope), PortfolioSummary.of(then)]
    alike = (PortfolioSummary, Known, DecisionsRanked, RatingHistory, RatingChanges, Ratings, RatingAgreement)
    return [Attention.of(scope, limit=worst), *compared, *(query.of(scope) for query in alike)]


def of_alignment(scope: Scope, dimension: str) -> list[Query]:
    """What is compared with is asked of objectives where nothing was chosen: most portfolios name them."""
    then = changes.before(scope)
    held = "objective" if dimension == "auto" else dimension
    alike = (Alignment, ObjectiveCoverage, OrphanProjects)
    compared = [] if then is None else [query.of(then, dimension=held) for query in alike]
    now = [query.of(scope, dimension=dimension) for query in alike]
    return [*now, *compared, Known.of(scope), OrphanObjectives.of(scope)]


def of_progress(scope: Scope) -> list[Query]:
    then = changes.before(scope)
    figures = (MilestoneStates, Progress, PortfolioSummary)
    compared = [] if then is None else [query.of(then) for query in figures]
    alike = (*figures, Known, Slip, Roadmap, Variances)
    told = [Milestones.of(scope, limit=progress.MOST_MARKS), SlipHistory.of(scope, most=progress.MOST_LINES)]
    return [*told, *(query.of(scope) for query in alike), *compared]


def of_risk(scope: Scope, worst: int, overdue: int) -> list[Query]:
    """`worst` risks and `overdue` lines are told."""
    then = changes.before(scope)
    compared = [] if then is None else [RatingFlow.of(scope), RiskSummary.of(then)]
    told = [Risks.of(scope, limit=worst), Overdue.of(scope, limit=overdue)]
    alike = (RiskSummary, Known, ExposureHistory, Exposure, RiskMatrix, RaidAgeing, Issues)
    return [*told, *(query.of(scope) for query in alike), *compared]


def of_money(scope: Scope) -> list[Query]:
    then = changes.before(scope)
    compared = [] if then is None else [MoneySummary.of(then)]
    return [MoneyByProject.of(scope), MoneySummary.of(scope), Known.of(scope), *compared, SpendPastGates.of(scope)]


def of_decisions(scope: Scope) -> list[Query]:
    return [query.of(scope) for query in (Exceptions, Known, DecisionsRanked, DecisionEffects)]


def of_processes(scope: Scope) -> list[Query]:
    return [query.of(scope) for query in (Compliance, ForecastAccuracy, Known, GateRegister)]


def of_project(scope: Scope) -> list[Query]:
    """Before it is known which project is shown."""
    return [Projects(as_of=scope.as_of), Known.of(scope), Attention.of(scope, limit=1)]


def of_time(scope: Scope, moved: int, coming: int) -> list[Query]:
    """`moved` and `coming` are how many milestones of either are told."""
    told = (("ahead", coming), ("moved", moved))
    registers = [MilestoneRegister.of(scope, which=which, limit=limit) for which, limit in told]
    return [*registers, Known.of(scope), Roadmap.of(scope), DependencyPairs.of(scope)]


def of_people(scope: Scope) -> list[Query]:
    alike = (Known, Capacity, Spread, BlockedPeople, SinglePoints)
    return [PersonWeeks.of(scope, most=plan_people.MOST_PEOPLE), *(query.of(scope) for query in alike)]
