"""Questions about the portfolio as a whole: its figures, ratings, movement, and what needs attention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.domain.moments import FOREVER
from pmo_data.queries.base import ComparedQuery, Query, ScopedQuery


@dataclass(frozen=True, kw_only=True)
class PortfolioSummary(ScopedQuery):
    """Counts, money and how much of it is known: one row for the projects in scope.

    Money is in `currency`: the reporting currency, or else the one most projects use. Other currencies are converted
    by the exchange rates in the store; projects whose currency cannot be converted are left out of every sum, counted
    in `unconverted`, and do not count as known. `budget` is the approved budget or else the whole-life cost.
    """

    sql: ClassVar[str] = "overview/portfolio_summary"
    columns: ClassVar[tuple[str, ...]] = (
        "projects", "open_projects", "programmes", "proposed", "planned", "active", "on_hold", "completed",
        "cancelled", "status_unknown", "green", "amber", "red", "unknown", "watermelons", "currency", "currencies",
        "unconverted", "budget", "budget_known", "approved_budget", "approved_budget_known", "whole_life_cost",
        "whole_life_cost_known", "forecast_cost", "forecast_cost_known", "actual_cost", "actual_cost_known",
        "contingency", "contingency_known", "cost_variance", "cost_variance_pct", "cost_variance_known",
        "finish_known", "slip_known", "late_projects", "late_from_days", "mean_slip_days", "percent_complete",
        "percent_complete_known", "declared_known", "has_half_ambers", "derived_known", "open_risks", "open_issues",
        "overdue_actions", "status_date", "snapshot",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Ratings(ScopedQuery):
    """Projects per rating, declared by their own people, derived from the data, and in effect (the worse of both).

    One row per rating and per word that files used; `rating` is green, amber_green, amber, amber_red, red, unknown,
    withheld or missing. `words` are the raw words with their counts.
    """

    sql: ClassVar[str] = "overview/ratings"
    columns: ClassVar[tuple[str, ...]] = ("rating", "declared", "derived", "effective", "projects", "words")


@dataclass(frozen=True, kw_only=True)
class RatingAgreement(ScopedQuery):
    """Declared against derived: projects by declared and derived rating and whether they match.

    `verdict` is match, optimistic (declared better than derived: a watermelon), pessimistic or not comparable.
    """

    sql: ClassVar[str] = "overview/rating_agreement"
    columns: ClassVar[tuple[str, ...]] = ("declared", "derived", "verdict", "gap", "projects", "names")


@dataclass(frozen=True, kw_only=True)
class Attention(ComparedQuery):
    """What needs attention, worst first: one row per project and reason.

    `kind`: red, watermelon, worsened, slipped, over_budget, gate_overdue, decision_overdue, stale. `since` is when it
    began, as far as the snapshots know; `at_stake` the project's money in `currency`. `severity` orders the rows; red
    projects come before all others. `limit` is how many projects are told, each with all its reasons.
    """

    sql: ClassVar[str] = "overview/attention"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "programme_name", "manager", "kind", "reason", "since", "age_days", "at_stake",
        "currency", "rating", "severity", "reasons", "project_rank",
    )  # fmt: skip
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class Movement(ComparedQuery):
    """What moved between two moments: one row per project of either.

    `movement` is improved, worsened, same, new, left, or rescaled where only the rating scale changed; by the rating
    in effect. Differences are after minus before and NULL where either side is not known.
    """

    sql: ClassVar[str] = "overview/movement"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "name_before", "programme_name", "department", "movement", "rating_before",
        "rating_after", "declared_before", "declared_after", "derived_before", "derived_after", "rating_steps",
        "status_before", "status_after", "finish_before", "finish_after", "finish_moved_days", "baseline_finish_before",
        "baseline_finish_after", "rebaselined", "budget_before", "budget_after", "budget_change",
        "forecast_cost_before", "forecast_cost_after", "forecast_cost_change", "percent_complete_before",
        "percent_complete_after", "currency", "sentence",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RatingFlow(ComparedQuery):
    """Declared ratings before and after with counts, for a flow picture; joined and left are ratings of their own.

    `direction` is improved, worsened, same, joined, left, not comparable, or rescaled: one step that a change from
    five points to three makes by itself.
    """

    sql: ClassVar[str] = "overview/rating_flow"
    columns: ClassVar[tuple[str, ...]] = ("before", "after", "direction", "projects", "names")


@dataclass(frozen=True, kw_only=True)
class RatingHistory(ScopedQuery):
    """Projects per declared rating at each status date up to the moment."""

    sql: ClassVar[str] = "overview/rating_history"
    columns: ClassVar[tuple[str, ...]] = ("status_date", "moment", "rating", "projects")


@dataclass(frozen=True, kw_only=True)
class RatingChanges(ScopedQuery):
    """How often each project's declared and derived rating changed over the status dates; most silent ones first.

    A step that a change of the rating scale makes by itself is not counted.
    """

    sql: ClassVar[str] = "overview/rating_changes"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "name", "programme_name", "manager", "rating", "declared", "derived", "status_dates",
        "people_dates", "people_changes", "data_changes", "people_changed_on", "data_changed_on",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Known(ScopedQuery):
    """For each page and measure, how many of the projects in scope carry what it needs: known n of N.

    `needs` names the fields in words; `entity` is what to import to feed it.
    """

    sql: ClassVar[str] = "overview/known"
    columns: ClassVar[tuple[str, ...]] = ("page", "measure", "entity", "needs", "known", "total", "sentence")


@dataclass(frozen=True, kw_only=True)
class FilterChoices(Query):
    """What each filter can be set to at a moment: one row per filter and value, with its label and projects.

    `filter` is portfolios, programmes, departments, objectives or ratings. The scope's own filters are not applied, so
    that a choice never hides the others.
    """

    sql: ClassVar[str] = "overview/filter_choices"
    columns: ClassVar[tuple[str, ...]] = ("filter", "value", "label", "projects")
    as_of: int = FOREVER
