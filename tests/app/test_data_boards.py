"""The boards of the Data page over the demo and over a small room of one's own, by Streamlit's own harness."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

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
    assert not page.exception
    assert page.selectbox(key="template").options[0] == "Everything"
