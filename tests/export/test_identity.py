"""Our own workbook of everything, imported again, changes nothing: no row, no value, no kind of row left out."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from pmo_data.export.template import entity_names
from pmo_data.export.workbook import export_workbook
from pmo_data.ingest.batch import Request, check
from pmo_data.ingest.prepare import prepare_file
from pmo_data.store.database import Store
from pmo_data.store.rows import rows_in_force
from tests.shared_demo import ensure_shared_demo


def test_the_whole_demo_goes_out_as_a_workbook_and_comes_in_unchanged(tmp_path: Path) -> None:
    for part in ensure_shared_demo().parent.glob("demo.duckdb*"):
        shutil.copy(part, tmp_path / part.name)
    with Store.open(tmp_path / "demo.duckdb") as store:
        tables = {name: rows for name in entity_names("all") if (rows := rows_in_force(store, name))}
        file = prepare_file(export_workbook(tables), "everything.xlsx")
        checked = check(store, Request((), status_date=date(2026, 12, 31), mode="merge"), [file])

    own = [t for t in file.tables if t.derived_from is None]
    assert {t.entity: t.rows.num_rows for t in own} == {name: len(rows) for name, rows in tables.items()}
    assert sum(t.counts.held_back + t.counts.not_data for t in own) == 0
    assert checked.committed is not None
    assert checked.committed.changes == ()
    assert [o.unchanged for o in checked.committed.outcomes if o.added or o.changed or o.removed] == []
