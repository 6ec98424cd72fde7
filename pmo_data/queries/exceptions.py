"""What is over its limits, what waits for a decision, and what became of the decisions that were made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.queries.base import ComparedQuery, ScopedQuery


@dataclass(frozen=True, kw_only=True)
class Exceptions(ScopedQuery):
    """Open projects over a limit, dimension by dimension, worst first, with owner, age and the rule that fired.

    The limits are the settings of the derived ratings in per cent, and `exception_money`, a cost variance in the
    reporting currency, where it is set. `since` is the first status date of the unbroken run over the limit.
    """

    sql: ClassVar[str] = "exceptions/exceptions"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "code", "name", "programme_name", "department", "owner", "dimension", "level", "limit_kind",
        "measured", "unit", "threshold", "money_over", "money_limit", "since", "age_days", "status_dates", "at_stake",
        "rating", "sentence", "currency",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DecisionsRanked(ComparedQuery):
    """What needs a decision, ranked by stake x movement x date due, with ask, options, owner and cost of waiting.

    `urgency` = money at stake x (1 + months of slip + rating steps lost + share of the stake that the forecast grew
    since the comparison) x 3 overdue, 2 due within a fortnight, 1.5 within five weeks, 1 later. Requests of the latest
    status reports for which the register has no line follow as kind `request`.
    """

    sql: ClassVar[str] = "exceptions/decisions_ranked"
    columns: ClassVar[tuple[str, ...]] = (
        "kind", "decision", "ask", "project", "project_name", "rating", "options", "owner", "raised_on", "due",
        "overdue_days", "at_stake", "at_stake_basis", "cost_of_waiting", "finish_moved_days", "cost_moved",
        "rating_steps", "movement_factor", "due_factor", "urgency", "currency",
    )  # fmt: skip
    limit: int | None = 7


@dataclass(frozen=True, kw_only=True)
class DecisionEffects(ScopedQuery):
    """Decisions made, with rating, finish and cost of their projects then, at the next status date, and now.

    What moved after a decision is not for that reason its effect; it is what the decision is measured by.
    """

    sql: ClassVar[str] = "exceptions/decision_effects"
    columns: ClassVar[tuple[str, ...]] = (
        "decision", "name", "project", "project_name", "outcome", "decided_on", "decided_by", "at_stake",
        "rating_then", "rating_next", "rating_now", "finish_moved_next_days", "finish_moved_days", "cost_moved_next",
        "cost_moved", "next_date", "written_here", "currency",
    )  # fmt: skip
