"""Views kept under a name, and what a visit remembers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_data.domain.errors import PmoError
from pmo_data.domain.moments import FOREVER, end_of_day
from pmo_data.domain.scope import Scope
from pmo_data.queries.overview import Movement
from pmo_data.queries.reviews import SavedViews
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from pmo_data.store.visits import last_seen, mark_seen
from pmo_data.studies.views import keep_view, moved_rows, named_view, remove_view
from pmo_data.studies.writing import write


def test_a_view_is_its_owners_until_it_is_shared(written: Store) -> None:
    own = keep_view(written, "Red rivers", "risk", "programmes=PG-RIV&as_of=3", who="Ada")
    keep_view(written, "Money", "money", "", who="Ada", shared=True)

    hers, his = written.fetch(SavedViews(who="Ada")), written.fetch(SavedViews(who="Ben"))
    assert hers[["name", "page", "address", "is_shared"]].values.tolist()[1] == [
        "Red rivers", "risk", "programmes=PG-RIV&as_of=3", False,
    ]  # fmt: skip
    assert his["name"].tolist() == ["Money"]

    remove_view(written, own, "Red rivers", who="Ada")
    assert written.fetch(SavedViews(who="Ada"))["name"].tolist() == ["Money"]


def test_a_view_says_the_scope_that_its_page_shows(written: Store) -> None:
    first = written.fetch(SavedViews(who="Ada"))
    assert first.empty
    keep_view(written, "Red rivers", "risk", "programmes=PG-RIV&programmes=PG-SEA&ratings=red&as_of=1", who="Ada")
    write(written, "project", {"code": "P1", "name": "Ash"}, who="Ben", on=date(2026, 2, 28))
    keep_view(written, "All", "money", "grain=year", who="Ada")
    known = snapshots(written)

    assert named_view(written, "red rivers", who="Ada") == (
        Scope(known[0].moment, programmes=("PG-RIV", "PG-SEA"), ratings=("red",)), None,
    )  # fmt: skip
    january = [s.moment for s in known if s.status_date == date(2026, 1, 31)]
    assert named_view(written, "All", who="Ada")[0] == Scope(FOREVER, january[-1])


def test_a_view_without_a_name_or_with_a_strange_page_is_refused(written: Store) -> None:
    with pytest.raises(PmoError, match="name of at most 80"):
        keep_view(written, " ", "risk", "", who="Ada")
    with pytest.raises(PmoError, match="needs a page"):
        keep_view(written, "Elsewhere", "../secret", "", who="Ada")


def test_a_visit_is_remembered_per_person_and_survives_a_broken_file(tmp_path: Path) -> None:
    store = tmp_path / "portfolio.duckdb"

    assert last_seen(store, "Ada") is None
    mark_seen(store, "Ada", 4)
    mark_seen(store, "Ben", 7)
    assert (last_seen(store, "Ada"), last_seen(store, "Ben")) == (4, 7)

    (tmp_path / "portfolio.duckdb.visits.json").write_text("{", encoding="utf-8")
    assert last_seen(store, "Ada") is None


def test_only_what_moved_counts_as_moved(written: Store) -> None:
    first = end_of_day(date(2026, 1, 31))
    assert moved_rows(written.fetch(Movement(compare_with=first))).empty

    write(
        written,
        "project",
        {"code": "P2", "name": "Birch", "forecast_finish": date(2026, 7, 10)},
        who="Ben",
        on=date(2026, 2, 28),
    )
    assert moved_rows(written.fetch(Movement(compare_with=first)))["project"].tolist() == ["P2"]
