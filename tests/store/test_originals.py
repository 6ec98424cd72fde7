"""A vocabulary's original texts are told once for their table, and each value still knows what stood in its cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import WORDS
from pmo_data.store.origins import where_from
from tests.store.deliveries import FEBRUARY, JANUARY, MARCH, asked, batch, rows


def tasks(statuses: list[str | None], originals: list[dict[str, str] | None], **more: list[Any]) -> pa.Table:
    """Tasks T0, T1, ... of project A in these states, with the texts that stood there."""
    count = len(statuses)
    table = rows(code=[f"T{i}" for i in range(count)], project=["A"] * count, status=statuses, **more)
    texts = pa.array([list(o.items()) if o else None for o in originals], WORDS)
    return table.set_column(table.column_names.index("original"), "original", texts)


def came_from(store: Store, code: str, field: str = "status") -> str | None:
    origin = where_from(store, "task", f"A/{code}", field)
    return None if origin is None else origin.original


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store.open(tmp_path / "p.duckdb") as opened:
        yield opened


def in_rows(store: Store, entity: str = "task") -> list[Any]:
    return [o for (o,) in asked(store, f"select original from {entity} order by row_number")]


def test_words_that_always_mean_the_same_are_told_once(store: Store) -> None:
    table = tasks(["active", "complete", "active"], [{"status": "WIP"}, {"status": "Done"}, {"status": "WIP"}])
    commit(store, batch("plan", JANUARY, table, entity="task"))
    assert in_rows(store) == [None, None, None]
    assert [came_from(store, c) for c in ("T0", "T1", "T2")] == ["WIP", "Done", "WIP"]


def test_two_words_for_one_value_stay_with_their_rows(store: Store) -> None:
    commit(store, batch("plan", JANUARY, tasks(["active"] * 2, [{"status": "WIP"}, {"status": "Busy"}]), entity="task"))
    assert in_rows(store) == [{"status": "WIP"}, {"status": "Busy"}]
    assert [came_from(store, c) for c in ("T0", "T1")] == ["WIP", "Busy"]


def test_a_value_that_also_stood_as_itself_is_not_said_to_have_been_another(store: Store) -> None:
    commit(store, batch("plan", JANUARY, tasks(["active", "active"], [{"status": "WIP"}, None]), entity="task"))
    assert [came_from(store, c) for c in ("T0", "T1")] == ["WIP", None]


def test_the_text_of_a_cell_without_a_value_stays_with_its_row(store: Store) -> None:
    table = tasks(
        ["active", None],
        [{"status": "WIP", "percent_complete": "50%"}, {"status": "???"}],
        percent_complete=[50.0, 7.0],
    )
    commit(store, batch("plan", JANUARY, table, entity="task"))
    assert in_rows(store) == [None, {"status": "???"}]
    assert [came_from(store, "T0", f) for f in ("status", "percent_complete")] == ["WIP", "50%"]
    assert [came_from(store, "T1", f) for f in ("status", "percent_complete")] == ["???", None]


def test_a_value_lent_by_another_file_shows_that_files_text(store: Store) -> None:
    commit(store, batch("plan", JANUARY, tasks(["active"], [{"status": "WIP"}]), entity="task"))
    lent = tasks(["active"], [None], owner=["Ann"]).drop_columns(["status"])
    commit(store, batch("people", JANUARY, lent, entity="task", mode="merge"))
    state = tasks(["complete"], [{"status": "Fertig"}])
    commit(store, batch("state", JANUARY, state, entity="task", mode="merge"))
    assert came_from(store, "T0") == "Fertig"
    assert asked(store, "select status from task where valid_to > 99999999999") == [("complete",)]


def test_projects_keep_their_texts_in_their_rows(store: Store) -> None:
    table = rows(code=["A"], name=["Alpha"], declared_overall=["green"])
    texts = pa.array([[("declared_overall", "On track")]], WORDS)
    commit(store, batch("list", JANUARY, table.set_column(table.column_names.index("original"), "original", texts)))
    assert in_rows(store, "project") == [{"declared_overall": "On track"}]


def test_two_tables_of_one_sheet_do_not_mix_their_words(store: Store) -> None:
    first = batch("plan", JANUARY, tasks(["active"], [{"status": "WIP"}]), entity="task")
    other = rows(code=["X"], project=["B"], status=["active"])
    texts = pa.array([[("status", "Busy")]], WORDS)
    second = replace(
        first.deliveries[0], rows=other.set_column(other.column_names.index("original"), "original", texts)
    )
    commit(store, replace(first, deliveries=(*first.deliveries, second)))
    assert came_from(store, "T0") == "WIP"
    origin = where_from(store, "task", "B/X", "status")
    assert origin is not None
    assert origin.original == "Busy"


def test_a_value_of_a_file_with_its_own_history_is_from_the_day_its_row_speaks_of(store: Store) -> None:
    table = rows(code=["A", "A", "B", "B"], name=["Ash", "Ash", "Elm", "Elm"], approved_budget=[1.0, 3.0, 5.0, 5.0],
                 status_date=[JANUARY, FEBRUARY, JANUARY, FEBRUARY])  # fmt: skip
    commit(store, batch("history", MARCH, table))
    found = [where_from(store, "project", key, "approved_budget") for key in ("A", "B")]
    assert [(o.status_date, o.snapshot, o.row) for o in found if o] == [(FEBRUARY, 2, 3), (JANUARY, 1, 4)]
