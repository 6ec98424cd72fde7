"""The boards of the Data page over the demo and over a small room of one's own, by Streamlit's own harness."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pmo_data.ingest.batch import Request, import_files
from pmo_data.ingest.prepare import prepare_file
from pmo_data.store.collected import collected
from pmo_data.store.database import Store
from pmo_data.store.identities import identities
from tests.app.conftest import OpenPage


@pytest.fixture(autouse=True)
def fresh_caches() -> None:
    st.cache_resource.clear()
    st.cache_data.clear()


def _part(page: AppTest, name: str) -> AppTest:
    return page.button_group(key="part").set_value(name).run()


def _table(page: AppTest, column: str) -> Any:
    return next(t.value for t in page.dataframe if column in t.value.columns)


@pytest.mark.usefixtures("small_room")
def test_every_part_shows_what_the_store_holds(open_page: OpenPage) -> None:
    page = open_page("data", {"part": "Imports"})
    assert not page.exception
    imports = _table(page, "held_back")
    assert imports["file_name"].tolist() == [
        "2026-02-28/project.csv",
        "2026-01-31/decision.csv",
        "2026-01-31/project.csv",
    ]
    assert (imports["in_file"] == imports[["loaded", "unchanged", "held_back", "not_data"]].sum(axis=1)).all()

    page.session_state["imports"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    page.run()
    assert [s.value for s in page.subheader] == ["Findings of 2026\\-01\\-31/decision\\.csv"]

    fresh = _table(_part(page, "fresh"), "age_days")
    assert sorted(fresh["source"]) == ["demo decision", "demo project"]
    holds = _table(_part(page, "holds"), "last_snapshot").set_index("holds")["rows"]
    assert holds["Projects"] == 3
    page.selectbox(key="entity").set_value("risk").run()
    assert "Name" in _table(page, "Also known as")["Field"].tolist()
    _part(page, "templates")
    assert page.selectbox(key="template").options[0] == "Everything"
    assert any("No filled-in template came back yet" in i.value for i in page.info)
    assert not page.exception


@pytest.mark.usefixtures("small_room")
def test_a_lost_point_leads_from_the_score_to_its_row_and_cell(open_page: OpenPage) -> None:
    page = open_page("data", {"part": "Quality"})
    scores = _table(page, "completeness")
    parts = ["completeness", "validity", "consistency", "timeliness", "moved"]
    assert (scores["score"] == scores[parts].sum(axis=1)).all()
    assert scores["score"].is_monotonic_increasing
    page.session_state["quality"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    page.run()
    points = _table(page, "dimension")
    assert points["points"].sum() >= 100 - scores["score"][0]
    for row in (int(points["field"].isna().argmax()), int(points["field"].notna().argmax())):
        page.session_state["quality_points"] = {"selection": {"rows": [row], "columns": [], "cells": []}}
        page.run()
        assert any(
            words in c.value for c in page.caption for words in ("of the whole row", "No file says", "imported it")
        )
    page.button_group(key="quality_of").set_value("Imports").run()
    assert _table(page, "doubtful_rows")["score"].between(0, 100).all()
    page.session_state["import_quality"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    page.run()
    assert page.subheader[-1].value.startswith("What cost 2026")
    assert not page.exception


def test_templates_go_out_filled_and_come_back_with_who_is_late_and_who_is_who(
    small_room: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    offered: dict[str, Any] = {}
    monkeypatch.setattr(st, "download_button", lambda _, data, *, file_name, **__: offered.update({file_name: data}))
    page = open_page("data", {"part": "Templates"})
    page.button_group(key="template_form").set_value("filled").run()
    filled = openpyxl.load_workbook(io.BytesIO(offered["all-template.xlsx"]()))
    assert [r[1].value for r in filled["Projects"].iter_rows(min_row=2, max_row=4)] == ["Ash", "Birch", "Cedar"]
    page.button_group(key="template_form").set_value("each").run()
    with zipfile.ZipFile(io.BytesIO(offered["all-templates.zip"]())) as archive:
        assert archive.namelist() == ["P1.xlsx", "P2.xlsx", "P3.xlsx"]
        book = openpyxl.load_workbook(io.BytesIO(archive.read("P1.xlsx")))
    sheet = book["Projects"]
    sheet.cell(2, [c.value for c in sheet[1]].index("Name") + 1).value = "Ash grove"
    book.save(tmp_path / "P1.xlsx")
    st.cache_resource.clear()
    with Store.open(small_room) as store:
        file = prepare_file((tmp_path / "P1.xlsx").read_bytes(), "P1.xlsx")
        import_files(store, Request((), status_date=date(2026, 3, 31), who="Ana"), [file])
        back = {c.project: (c.late, c.returned_for, c.changed) for c in collected(store)}
        events = [(i.event, i.name, i.other) for i in identities(store)]
    assert back == {"P1": (False, date(2026, 3, 31), 1), "P2": (True, None, None), "P3": (True, None, None)}
    assert events == [("renamed", "Ash grove", "Ash")]

    page = open_page("data", {"part": "Templates"})
    assert _table(page, "answered")["answered"].tolist() == ["▲ late", "▲ late", "● answered"]
    assert any(m.value.startswith("**2 projects late**") for m in page.markdown)
    assert _table(_part(page, "names"), "event")["other"].tolist() == ["Ash"]
    assert not page.exception
