"""Our own workbook of everything, imported again, changes nothing: no row, no value, no kind of row left out."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from pmo_data.export.template import entity_names
from pmo_data.export.workbook import export_csv, export_workbook
from pmo_data.ingest.batch import Request, check, import_files
from pmo_data.ingest.prepare import prepare_file
from pmo_data.store.database import Store
from pmo_data.store.rows import rows_in_force
from tests.shared_demo import ensure_shared_demo


def test_columns_kept_beside_and_what_looks_like_a_formula_come_in_again_unchanged(tmp_path: Path) -> None:
    text = (
        "Project ID,Project name,Manager,Budget,Code,Manager\n"
        '007,=cmd|calc,-Jo,1.00,x,second\n1.10,@SUM(A1),"Jo, J",2.50,y,\nP,+1,Al,-5.00,=z,q\n'
    )
    with Store.open(tmp_path / "own.duckdb") as store:
        request = Request((), status_date=date(2026, 12, 31))
        import_files(store, request, [prepare_file(text.encode(), "list.csv")])
        rows = rows_in_force(store, "project")
        assert [sorted(row["extra"]) for row in rows] == [
            ["Code (2)", "Manager (2)"],
            ["Code (2)"],
            ["Code (2)", "Manager (2)"],
        ]
        for name, data in (
            ("list.xlsx", export_workbook({"project": rows})),
            ("out.csv", export_csv("project", rows).encode("utf-8-sig")),
        ):
            checked = check(store, request, [prepare_file(data, name)])
            assert checked.committed is not None
            assert [(o.mode, o.unchanged, o.changed) for o in checked.committed.outcomes] == [("replace", 3, 0)]


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
