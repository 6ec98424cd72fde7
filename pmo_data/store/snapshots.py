"""Which snapshots there are, and what people mean when they say "as of 41" or "as of 2026-03-31"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import FOREVER, end_of_day

if TYPE_CHECKING:
    from pmo_data.store.database import Store


@dataclass(frozen=True)
class Snapshot:
    """A state of the portfolio: its number, its place in time, what it says it is of, and who brought it."""

    snapshot: int
    moment: int
    status_date: date
    label: str
    committed_at: datetime
    who: str

    @property
    def title(self) -> str:
        """'31 Mar 2026 · snapshot 7'."""
        return f"{self.status_date.day} {self.status_date:%b %Y} · snapshot {self.snapshot}"


def snapshots(store: Store) -> list[Snapshot]:
    """Every snapshot in force, earliest status date first."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "select snapshot, moment, status_date, label, committed_at, who from snapshot "
            "where undone_at is null order by moment"
        ).fetchall()
    return [Snapshot(*row) for row in rows]


def moment_named(store: Store, said: str | int | None) -> int:
    """The moment meant by a snapshot's number or an ISO date; FOREVER (the latest) for None, '' or 'latest'.

    Raises QueryError where it is neither, or there is no such snapshot.
    """
    text = "" if said is None else str(said).strip().lower()
    if text in {"", "latest"}:
        return FOREVER
    if text.isdigit() and len(text) < 8:
        return _moment_of_number(store, int(text))
    try:
        return end_of_day(date.fromisoformat(text))
    except ValueError:
        raise QueryError(
            f"'{said}' is neither a snapshot's number nor a date such as 2026-03-31. `pmo imports` lists the snapshots."
        ) from None


def _moment_of_number(store: Store, number: int) -> int:
    known = {s.snapshot: s.moment for s in snapshots(store)}
    if number not in known:
        listed = ", ".join(str(n) for n in sorted(known)) or "none yet"
        raise QueryError(f"There is no snapshot {number}. There are: {listed}.")
    return known[number]


def snapshot_at(store: Store, moment: int) -> int | None:
    """The number of the latest snapshot at a moment; None before the first."""
    found = [s for s in snapshots(store) if s.moment <= moment]
    return found[-1].snapshot if found else None


def moment_before(known: list[Snapshot], as_of: int) -> int | None:
    """The last moment of the status date before the one in force: what "since last month" compares with."""
    at = max((s for s in known if s.moment <= as_of), key=lambda s: s.moment, default=None)
    return max((s.moment for s in known if at and s.status_date < at.status_date), default=None)
