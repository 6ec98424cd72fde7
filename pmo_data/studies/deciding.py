"""Decisions made and actions agreed outside a review: lines of the registers, written in the app.

A decision keeps what its file said of it; only what was decided, when and by whom is laid over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from pmo_data.domain.errors import PmoError
from pmo_data.queries.exceptions import DecisionsRanked
from pmo_data.store.database import Store
from pmo_data.store.delivery import Committed
from pmo_data.store.snapshots import snapshots
from pmo_data.studies.writing import write


def waiting(store: Store, key: str) -> Mapping[Any, Any]:
    """The open decision of that key, or of that code where only one has it. Raises PmoError where there is none."""
    rows = store.fetch(DecisionsRanked(limit=None))
    rows = rows[rows["kind"] == "decision"]
    keys = rows["decision"].astype(str)
    found = rows[(keys == key) | (keys.str.rpartition("/")[2] == key)]
    if len(found) != 1:
        there = ", ".join(keys) or "none"
        raise PmoError(f"No single decision named '{key}' is open. There are: {there}.")
    return found.iloc[0].to_dict()


def decide(store: Store, row: Mapping[Any, Any], outcome: str, *, who: str, rationale: str = "") -> Committed:
    """Log the outcome of a decision; `row` has its decision, project and ask. Raises PmoError without an outcome."""
    if not outcome.strip():
        raise PmoError("Choose an outcome or write one.")
    line = decided(row, row["ask"], outcome, rationale, on=_today(store), by=who)
    return write(store, "decision", line, who=who)


def decided(row: Mapping[Any, Any], name: str, outcome: str, rationale: str, *, on: date, by: str) -> dict[str, Any]:
    """The line of the register by which a decision is closed; `row` has its key (`decision`) and `project`."""
    code = str(row["decision"]).removeprefix(f"{row['project']}/")
    return {"code": code, "name": name, "project": row["project"], "status": "completed", "outcome": outcome,
            "rationale": rationale, "decided_on": on, "decided_by": by}  # fmt: skip


def act(
    store: Store, name: str, *, who: str, owner: str = "", due: date | None = None, project: str | None = None
) -> str:
    """Log an action; returns its code. Raises PmoError where nothing is said of what is to be done."""
    code = f"APP-{uuid4().hex[:8]}"
    line = {"code": code, "name": name.strip(), "owner": owner, "due": due, "status": "active", "project": project,
            "raised_on": _today(store)}  # fmt: skip
    write(store, "action", line, who=who)
    return code


def _today(store: Store) -> date:
    """The status date written for: the latest, so that as of it the line is known."""
    known = snapshots(store)
    if not known:
        raise PmoError("Nothing was imported yet: there is no status date to write for.")
    return known[-1].status_date
