"""A review: a meeting about one frozen snapshot, its agenda, what is noted and agreed, and the minutes of it.

Everything written goes through the store's commit, so that a review is versioned, has its who and when, and closing
it changes nothing of the snapshot it looks at. Minutes are written down as text when a review is closed: what they
say does not depend on anything that is changed later.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pmo_data.domain.errors import PmoError
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import amount, count, day, is_unknown
from pmo_data.queries.exceptions import DecisionsRanked
from pmo_data.queries.reviews import ReviewItems, Reviews
from pmo_data.store.database import Store
from pmo_data.store.snapshots import moment_named, snapshot_at, snapshots
from pmo_data.studies.deciding import decided
from pmo_data.studies.minutes import minutes
from pmo_data.studies.pinned import packed
from pmo_data.studies.writing import Line, write_all

if TYPE_CHECKING:
    import pandas as pd

MOST_ITEMS = 12
MOST_PINNED = 10
"""So many rows of a pinned answer are kept in the minutes."""


def start_review(
    store: Store, name: str, *, who: str, held_on: date, attendees: str = "", scope: Scope | None = None
) -> str:
    """Freeze the scope's snapshot and put what needs a decision on the agenda; returns the review's code.

    Raises PmoError without a name or a snapshot.
    """
    where = scope or Scope()
    frozen = snapshot_at(store, where.as_of)
    if not name.strip() or frozen is None:
        raise PmoError("A review needs a name and a snapshot to look at.")
    code = f"R-{uuid4().hex[:8]}"
    asked = store.fetch(DecisionsRanked.of(where, limit=MOST_ITEMS))
    review = {"code": code, "name": name.strip(), "frozen_at": float(frozen), "held_on": held_on, "chair": who,
              "attendees": attendees or None, "state": "open"}  # fmt: skip
    lines: list[Line] = [("review", _told(review))]
    lines += [_item(code, place, row) for place, row in enumerate(asked.to_dict("records"), 1)]
    write_all(store, lines, who=who, label=f"Review {name.strip()}")
    return code


def _item(review: str, place: int, row: dict[Any, Any]) -> Line:
    line = {"code": f"{review}/{place}", "review": review, "place": float(place), "name": row["ask"],
            "project": row["project"], "decision": row["decision"], "reason": _reason(row)}  # fmt: skip
    return "review_item", _told(line)


def _reason(row: dict[Any, Any]) -> str:
    """Why it is on the agenda: whose, at stake, overdue, options."""
    said = [
        None if is_unknown(row["project_name"]) else str(row["project_name"]),
        None if is_unknown(row["at_stake"]) else f"{amount(row['at_stake'], row['currency'])} at stake",
        None if is_unknown(row["overdue_days"]) else f"overdue by {count(int(row['overdue_days']), 'day')}",
        None if is_unknown(row["options"]) else f"options: {row['options']}",
    ]
    return ", ".join(part for part in said if part)


def add_item(store: Store, review: str, name: str, *, who: str, reason: str = "", pinned: str = "") -> None:
    """Put something else on the agenda. Raises PmoError where the review is closed."""
    _open(store, review)
    place = len(store.fetch(ReviewItems(review=review))) + 1
    line = {"code": f"{review}/{place}", "review": review, "place": float(place), "name": name, "reason": reason,
            "pinned": pinned}  # fmt: skip
    write_all(store, [("review_item", _told(line))], who=who, label="Agenda item")


def pin(
    store: Store,
    review: str,
    name: str,
    answer: pd.DataFrame,
    statement: str = "",
    *,
    who: str,
    figure: Mapping[str, Any] | None = None,
    as_of: int | None = None,
) -> None:
    """Put an answer on the agenda with its rows and its figure (plain values), both kept as they are now.

    Its first rows and the question stand there as text too, for the minutes. `as_of` is the moment the answer is of,
    the review's if None. Raises PmoError where the review is closed or the answer is too large.
    """
    held = _open(store, review)
    kept = packed(answer, statement=statement, state=_state(store, held, as_of), figure=figure)
    rows = [
        ", ".join(f"{column} {_plainly(value)}" for column, value in row.items())
        for row in answer.head(MOST_PINNED).to_dict("records")
    ]
    more = f"; and {len(answer) - len(rows)} more" if len(answer) > len(rows) else ""
    said = f"{count(len(answer), 'row')}: {'; '.join(rows)}{more}" if rows else "no row"
    asked = f" Asked: {' '.join(statement.split())}" if statement else ""
    add_item(store, review, name, who=who, reason=f"Answer of {said}.{asked}", pinned=kept)


def _state(store: Store, held: pd.Series[Any], as_of: int | None) -> str:
    """'31 Jan 2026, snapshot 1': what an answer is as of."""
    at = snapshot_at(store, frozen_moment(store, held) if as_of is None else as_of)
    on = next((s.status_date for s in snapshots(store) if s.snapshot == at), None)
    return "no snapshot" if on is None else f"{day(on)}, snapshot {at}"


def _plainly(value: object) -> str:
    if is_unknown(value):
        return "n/a"
    if hasattr(value, "to_pydatetime"):
        return str(value)[:10]
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def note(store: Store, review: str, item: str, *, who: str, text: str = "", outcome: str = "") -> None:
    """Write down what was said and decided at an item; an outcome also closes the decision in the register.

    Raises PmoError where the review is closed or has no such item.
    """
    held = _open(store, review)
    row = _row(store, review, item)
    lines: list[Line] = [("review_item", _told({"code": item, "note": text, "outcome": outcome}))]
    if outcome and not is_unknown(row["decision"]):
        line = decided(row.to_dict(), row["name"], outcome, text, on=held["held_on"], by=held["name"])
        lines.append(("decision", _told(line)))
    write_all(store, lines, who=who, label=f"Review {held['name']}")


def agree(
    store: Store, review: str, item: str, action: str, *, who: str, owner: str = "", due: date | None = None
) -> None:
    """Log an action agreed at an item. Raises PmoError where the review is closed or has no such item."""
    held = _open(store, review)
    row = _row(store, review, item)
    line = {"code": f"A-{uuid4().hex[:8]}", "name": action, "owner": owner, "due": due, "status": "active",
            "concerns": item, "project": row["project"], "raised_on": held["held_on"]}  # fmt: skip
    write_all(store, [("action", _told(line))], who=who, label=f"Review {held['name']}")


def close_review(store: Store, review: str, *, who: str) -> str:
    """Write the minutes and close; returns them (Markdown, safe). From then on nothing of the review changes."""
    held = _open(store, review)
    text = minutes(held, store.fetch(ReviewItems(review=review)))
    line = {"code": review, "name": held["name"], "state": "closed", "minutes": text}
    write_all(store, [("review", line)], who=who, label=f"Review {held['name']} closed")
    return text


def held_review(store: Store, review: str) -> pd.Series[Any]:
    """The row of a review. Raises PmoError where there is none."""
    found = store.fetch(Reviews())
    found = found[found["review"] == review]
    if found.empty:
        raise PmoError(f"There is no review '{review}'.")
    return found.iloc[0]


def _open(store: Store, review: str) -> pd.Series[Any]:
    held = held_review(store, review)
    if held["state"] == "closed":
        raise PmoError(f"The review {held['name']} was closed; its minutes stay as they are.")
    return held


def _row(store: Store, review: str, item: str) -> pd.Series[Any]:
    found = store.fetch(ReviewItems(review=review))
    found = found[found["item"] == item]
    if found.empty:
        raise PmoError(f"There is no item '{item}' in this review.")
    return found.iloc[0]


def _told(line: dict[str, Any]) -> dict[str, Any]:
    """What is known of a line: fields left out keep what they were."""
    told = {name: value for name, value in line.items() if not is_unknown(value) and value != ""}
    return {name: value.date() if hasattr(value, "to_pydatetime") else value for name, value in told.items()}


def title(row: pd.Series[Any]) -> str:
    """'March committee, as of 31 Jan 2026'. Without its state: the title is in the address, which has to last."""
    return f"{row['name']}, as of {day(row['status_date'])}"


def frozen_moment(store: Store, row: pd.Series[Any]) -> int:
    """The moment a review looks at. Raises QueryError where its snapshot was undone."""
    return moment_named(store, None if is_unknown(row["frozen_at"]) else int(row["frozen_at"]))
