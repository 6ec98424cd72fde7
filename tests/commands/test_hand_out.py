"""`pmo template` and `pmo export`: what is handed out comes in again, and our own export changes nothing."""

from __future__ import annotations

import contextlib
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_data.cli import main
from pmo_data.export.workbook import export_csv, export_workbook
from pmo_data.ingest.batch import Request, import_files
from pmo_data.ingest.prepare import Options, prepare_file
from pmo_data.store.connection import MEMORY
from pmo_data.store.database import Store
from pmo_data.store.rows import rows_in_force

PROJECTS = (
    "project id,project name,project manager,rag status,budget,percent complete,start date,Ward\n"
    "P-1,Harbour,Ana Diaz,Green,100000.50,40%,2026-01-05,North\n"
    "P-2,\"=cmd|' /C calc'!A0\",Ben Ito,Red,n/k,5%,2026-02-05,South\n"
    "P-3,Bridge,Cy Moe,Amber,3.10,0%,TBC,\n"
)  # fmt: skip
RISKS = "risk id,project,risk,probability,impact,owner\nR1,P-1,Late steel,3,4,Ana Diaz\nR2,P-2,Strike,1,2,Ben Ito\n"


def pmo(db: Path, *words: str) -> tuple[int, Any]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main([*words, "--json", "--db", str(db)])
    return code, json.loads(out.getvalue())


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A store of three projects and two risks."""
    db = tmp_path / "store.duckdb"
    (tmp_path / "projects.csv").write_text(PROJECTS, encoding="utf-8")
    (tmp_path / "risks.csv").write_text(RISKS, encoding="utf-8")
    paths = [str(tmp_path / n) for n in ("projects.csv", "risks.csv")]
    assert pmo(db, "import", *paths, "--status-date", "2026-01-31")[0] == 0
    return db


@pytest.mark.parametrize("name", ["everything.xlsx", "project.csv"])
def test_our_own_export_comes_in_again_and_changes_nothing(filled: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out" / name
    out.parent.mkdir()
    code, said = pmo(filled, "export", "all" if name.endswith("xlsx") else "project", "--out", str(out))
    assert (code, said["rows"]["project"]) == (0, 3)
    code, checked = pmo(filled, "check", str(out), "--status-date", "2026-02-28")
    outcomes = {t["entity"]: t["outcome"] for t in checked["tables"]}
    assert outcomes["project"]["unchanged"] == 3
    assert [o[w] for o in outcomes.values() for w in ("added", "changed", "removed")] == [0] * 3 * len(outcomes)
    assert code == 0


def test_formulas_are_disarmed_in_csv_and_plain_text_in_workbooks(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "p.csv"
    pmo(filled, "export", "project", "--out", str(out))
    assert "\"'=cmd|' /C calc'!A0\"" in out.read_text(encoding="utf-8-sig") or "'=cmd|' /C calc'!A0" in out.read_text(
        encoding="utf-8-sig"
    )
    pmo(filled, "export", "project", "--out", str(tmp_path / "p.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx").active
    cells = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, str) and c.value.startswith("=cmd")]
    assert [c.data_type for c in cells] == ["s"]


def test_a_csv_of_everything_is_refused_in_a_sentence(filled: Path, tmp_path: Path) -> None:
    code, said = pmo(filled, "export", "all", "--out", str(tmp_path / "all.csv"))
    assert (code, said["refused"]) == (
        2, "A CSV file holds one table. Name an entity, or export to an .xlsx file.",
    )  # fmt: skip


def test_a_template_per_project_is_filled_collected_and_says_what_each_changed(filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "round"
    code, said = pmo(filled, "template", "all", "--per-project", str(folder))
    assert code == 0
    assert sorted(Path(p).name for p in said["paths"]) == ["P-1.xlsx", "P-2.xlsx", "P-3.xlsx"]
    book = openpyxl.load_workbook(folder / "P-1.xlsx")
    sheet = book["Risks"]
    titles = [c.value for c in sheet[1]]
    assert [sheet.cell(2, titles.index("Name") + 1).value, sheet.max_row >= 2] == ["Late steel", True]
    assert sheet.data_validations.dataValidation
    sheet.cell(2, titles.index("Impact") + 1).value = 5
    book.save(folder / "P-1.xlsx")
    code, reports = pmo(filled, "import", str(folder), "--status-date", "2026-02-28")
    assert code == 0, reports
    changed = {r["file"]: sum((t["outcome"] or {}).get("changed", 0) for t in r["tables"]) for r in reports}
    assert changed == {"P-1.xlsx": 1, "P-2.xlsx": 0, "P-3.xlsx": 0}
    assert not [t for r in reports for t in r["tables"] if (t["outcome"] or {}).get("removed")]
    with Store.open(filled, read_only=True) as store:
        assert [r["impact"] for r in rows_in_force(store, "risk")] == [5.0, 2.0]


def test_a_filled_template_of_one_project_holds_only_its_rows(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "one.xlsx"
    assert pmo(filled, "template", "risk", "--project", "Harbour", "--out", str(out))[0] == 0
    sheet = openpyxl.load_workbook(out)["Risks"]
    assert [r[0].value for r in sheet.iter_rows(min_row=2) if any(c.value for c in r)] == ["R1"]
    code, said = pmo(filled, "template", "risk", "--project", "Nowhere", "--out", str(out))
    assert (code, said["refused"]) == (2, "'Nowhere' is no project here. `pmo query projects` lists them.")


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12).map(
    lambda t: f"Name {t}"
)
_ROW = st.fixed_dictionaries(
    {
        "name": _TEXT,
        "manager": st.none() | _TEXT,
        "approved_budget": st.none() | st.decimals(0, 10**9, places=2),
        "percent_complete": st.none() | st.integers(0, 100).map(float),
        "forecast_start": st.none() | st.dates(date(2001, 1, 1), date(2099, 12, 31)),
        "declared_overall": st.none() | st.sampled_from(["green", "amber", "red"]),
    }
)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(_ROW, min_size=1, max_size=6, unique_by=lambda r: r["name"].casefold()))
def test_export_then_import_is_the_identity(form: str, rows: list[dict[str, Any]]) -> None:
    lines = [{"code": f"P{i}", **row, "extra": {}, "absent": {}} for i, row in enumerate(rows)]
    data = export_workbook({"project": lines}) if form == "xlsx" else export_csv("project", lines).encode()
    prepared = prepare_file(data, f"export.{form}", options=Options(today=date(2026, 1, 1)))
    assert prepared.refused is None, prepared.refused
    got = {line["code"]: line for line in prepared.tables[0].rows.to_pylist()}
    for line in lines:
        for field in rows[0]:
            want = line[field]
            found = got[line["code"]].get(field)
            assert found == want, (field, want, found)


def test_a_value_says_which_cell_it_is_from_and_what_stood_there(filled: Path) -> None:
    code, said = pmo(filled, "origin", "--key", "P-1", "--field", "approved_budget")
    assert code == 0
    assert (said["file_name"], said["cell"], said["column"], said["row"]) == ("projects.csv", "E2", "budget", 2)
    assert said["value"] == "100000.50"
    code, said = pmo(filled, "origin", "--key", "P-3", "--field", "forecast_start")
    assert (said["original"], said["absent"], said["cell"]) == ("TBC", "to be confirmed", "G4")
    assert "There stood “TBC”." in said["sentence"]
    assert "imported it on" in said["sentence"]


def test_a_value_that_another_file_lent_is_explained_by_that_file(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "costs.csv").write_text("project id,actual cost\nP-2,77\n", encoding="utf-8")
    pmo(filled, "import", str(tmp_path / "costs.csv"), "--status-date", "2026-02-28")
    said = pmo(filled, "origin", "--key", "P-2", "--field", "actual_cost")[1]
    assert (said["file_name"], said["cell"], said["value"]) == ("costs.csv", "B2", "77.00")
    assert pmo(filled, "origin", "--key", "P-2", "--field", "manager")[1]["file_name"] == "projects.csv"
    assert pmo(filled, "origin", "--key", "P-2", "--field", "sponsor")[1] is None
    refused = pmo(filled, "origin", "--key", "P-9", "--field", "manager")
    assert refused == (2, {"refused": "There is no project 'P-9' at that moment."})


def test_rows_of_the_store_are_handed_out_with_their_reasons() -> None:
    with Store.open(MEMORY) as store:
        import_files(store, Request(()), [prepare_file(PROJECTS.encode(), "projects.csv")])
        rows = rows_in_force(store, "project")
    assert [r["approved_budget"] for r in rows] == [Decimal("100000.50"), None, Decimal("3.10")]
    assert rows[1]["absent"]["approved_budget"] == "not available"
    assert rows[0]["extra"] == {"Ward": "North"}
    assert pa.Table.from_pylist(rows).num_rows == 3
