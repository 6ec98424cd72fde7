"""Keeping and removing named views: rows of the store like everything people write in the app."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

from pmo_data.domain.errors import PmoError
from pmo_data.store.database import Store
from pmo_data.studies.writing import write

if TYPE_CHECKING:
    import pandas as pd

_LONGEST = 80


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


def moved_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The projects of a comparison that moved: in rating, finish, budget or forecast, or that joined or left."""
    steps = frame[["finish_moved_days", "budget_change", "forecast_cost_change"]].fillna(0).ne(0).any(axis=1)
    return frame[steps | ~frame["movement"].isin(["same", "rescaled"])]


def remove_view(store: Store, code: str, name: str, *, who: str) -> None:
    """Take a view off the list; its row stays in the history."""
    write(store, "saved_view", {"code": code, "name": name, "state": "removed"}, who=who)
