"""Keeping and removing named views: rows of the store like everything people write in the app."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs
from uuid import uuid4

from pmo_data.domain.errors import PmoError
from pmo_data.domain.scope import Scope
from pmo_data.queries.reviews import SavedViews
from pmo_data.store.database import Store
from pmo_data.store.snapshots import moment_before, moment_named, snapshots
from pmo_data.studies.writing import write

if TYPE_CHECKING:
    import pandas as pd

_LONGEST = 80
FILTERS = ("portfolios", "programmes", "departments", "objectives", "ratings")
"""The filters a view's address carries by value."""


def keep_view(store: Store, name: str, page: str, address: str, *, who: str, shared: bool = False) -> str:
    """Keep a page with its address under a name; returns the view's code. Raises PmoError for an unusable name."""
    if not name.strip() or len(name) > _LONGEST:
        raise PmoError(f"A view needs a name of at most {_LONGEST} characters.")
    if not re.fullmatch(r"[a-z_]+", page):
        raise PmoError("A view needs a page.")
    code = f"V-{uuid4().hex[:8]}"
    line = {"code": code, "name": name.strip(), "page": page, "address": address, "state": "kept"}
    write(store, "saved_view", line | ({} if shared else {"owner": who}), who=who)
    return code


def named_view(store: Store, said: str, *, who: str) -> tuple[Scope, str | None]:
    """What a kept view shows, as its page does: the scope, and the project's key where it is of one project.

    `said` is the view's name or code; a view that names no snapshot is of the latest, compared as pages do with the
    status date before. Raises PmoError where there is no such view, or several of the name.
    """
    said_by_name = parse_qs(str(kept_view(store, said, who=who)["address"] or ""))
    as_of = moment_named(store, said_by_name.get("as_of", [None])[0])
    chosen = {name: tuple(said_by_name.get(name, ())) for name in FILTERS}
    project = said_by_name.get("project", [None])[0]
    return Scope(as_of, moment_before(snapshots(store), as_of), **chosen), project


def kept_view(store: Store, said: str, *, who: str) -> pd.Series[Any]:
    """The row of `SavedViews` of that name or code. Raises PmoError where there is none, or several."""
    views = store.fetch(SavedViews(who=who))
    found = views[(views["view"] == said) | (views["name"].str.casefold() == said.casefold())]
    if len(found) != 1:
        there = ", ".join(views["name"]) or "none"
        what = "There is no view" if found.empty else f"{len(found)} views are named"
        raise PmoError(f"{what} '{said}'. There are: {there}.")
    return found.iloc[0]


def moved_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The projects of a comparison that moved: in rating, finish, budget or forecast, or that joined or left."""
    steps = frame[["finish_moved_days", "budget_change", "forecast_cost_change"]].fillna(0).ne(0).any(axis=1)
    return frame[steps | ~frame["movement"].isin(["same", "rescaled"])]


def remove_view(store: Store, code: str, name: str, *, who: str) -> None:
    """Take a view off the list; its row stays in the history."""
    write(store, "saved_view", {"code": code, "name": name, "state": "removed"}, who=who)
