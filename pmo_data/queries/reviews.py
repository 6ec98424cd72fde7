"""What people keep of their looking: named views, and reviews with their agenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pmo_data.domain.moments import FOREVER
from pmo_data.queries.base import Query


@dataclass(frozen=True, kw_only=True)
class SavedViews(Query):
    """The named views of one person and those that are everybody's: page and address."""

    sql: ClassVar[str] = "reviews/saved_views"
    columns: ClassVar[tuple[str, ...]] = ("view", "name", "page", "address", "owner", "is_shared")
    who: str = ""
    as_of: int = FOREVER


@dataclass(frozen=True, kw_only=True)
class Reviews(Query):
    """The reviews, latest first: the snapshot each is frozen at, its state, and the minutes of closed ones."""

    sql: ClassVar[str] = "reviews/reviews"
    columns: ClassVar[tuple[str, ...]] = (
        "review", "name", "frozen_at", "moment", "status_date", "held_on", "chair", "attendees", "state", "minutes",
    )  # fmt: skip
    as_of: int = FOREVER


@dataclass(frozen=True, kw_only=True)
class ReviewItems(Query):
    """The agenda of a review: note, outcome, the actions agreed at each item, and what is pinned to it."""

    sql: ClassVar[str] = "reviews/review_items"
    columns: ClassVar[tuple[str, ...]] = (
        "item", "review", "place", "name", "project", "decision", "reason", "note", "outcome", "actions", "agreed",
        "pinned",
    )  # fmt: skip
    review: str
    as_of: int = FOREVER
