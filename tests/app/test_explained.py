"""Every card, mark and cell leads to what it means, its rows, and the cells of the source: one way on all pages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import cell
from tests.app.conftest import OpenPage

pytestmark = pytest.mark.usefixtures("small_room")


def _cards() -> None:
    from pages._ui import cards
    from pages._ui.cards import Card

    cards.show([Card("Budget", "€350k"), Card("Snow", "3"), Card("Days late", "151", known="finish 1 Jun 2026")],
               project="P1")  # fmt: skip
    cards.show([Card("Red", "1")], explained=False)


def test_a_card_explains_the_figure_of_its_label_down_to_the_cell() -> None:
    page = AppTest.from_function(_cards, default_timeout=60)
    page.session_state["explain_budget_P1"] = True
    page.run()

    assert not page.exception
    # The first line of all is the card's own label.
    assert [line.value for line in page.markdown][1:3] == [
        "**Budget\\: €100k, from 1 row \\(project P1\\)\\.**",
        "Approved budget, or else whole\\-life cost\\. Projects whose currency cannot be converted into the reporting "
        "currency are left out\\.",
    ]
    captions = [caption.value for caption in page.caption]
    assert "As of 28 Feb 2026 · snapshot 2\\." in captions
    assert "Pick a row to see its cells. The first row stands in:" in captions
    assert any(line.startswith("Approved budget\\: 2026\\-01\\-31/project\\.csv, row 2") for line in captions)
    assert page.dataframe[0].value["name"].tolist() == ["Ash"]
    assert page.code[-1].value.startswith("-- one row: the projects in scope")


def _one_figure() -> None:
    from pages._ui import explain
    from pmo_data.domain.scope import Scope

    explain.popover("amber", Scope())
    explain.popover("spi", Scope())
    explain.popover("red", Scope(), "P99")


def test_a_row_that_is_picked_shows_its_own_cells_and_a_figure_without_rows_says_so() -> None:
    page = AppTest.from_function(_one_figure, default_timeout=60)
    page.session_state["explain_amber_"] = True
    page.session_state["explain_amber__rows"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    page.session_state["explain_spi_"] = True
    page.session_state["explain_red_P99"] = True
    page.run()

    assert not page.exception
    assert page.dataframe[0].value["name"].tolist() == ["Birch", "Cedar"]
    captions = [caption.value for caption in page.caption]
    assert "Declared overall\\: 2026\\-01\\-31/project\\.csv, row 4" in " ".join(captions)
    assert not any("The first row stands in" in line for line in captions)
    assert [info.value for info in page.info] == ["No row counts for this figure."]
    assert [error.value for error in page.error] == [
        "There is no project 'P99' here\\. `pmo query projects` lists those there are\\.".replace("`", "\\`")
    ]


def _tables() -> None:
    import plotly.graph_objects as go

    from pages._ui import chart, room, tables
    from pmo_data.queries.money import MoneyByProject

    rows = room.ask(MoneyByProject()).sort_values("project")
    shown = tables.show(rows, columns=["name", "budget", "cost_variance_pct"], alt="Money.", empty="None.", key="money",
                        select=True)  # fmt: skip
    bars = go.Figure(go.Bar(x=rows["name"], y=rows["budget"], customdata=rows["project"]))
    chart.show(bars, alt="Money.", key="bars", behind=rows, select=True)
    tables.show(rows, alt="Money.", empty="None.", key="alone", explain=False)
    assert shown in ([], [1])


def test_a_cell_of_a_table_is_explained_for_the_row_that_is_picked() -> None:
    page = AppTest.from_function(_tables, default_timeout=60)
    page.session_state["money"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    page.session_state["cell_money"] = True
    page.session_state["cell_money_column"] = "cost_variance_pct"
    page.run()

    assert not page.exception
    assert page.selectbox(key="cell_money_column").options == ["Budget", "Cost variance"]
    # 230,000 expected of 200,000.
    assert page.markdown[0].value == "**Cost variance\\: 15 %, Birch\\.**"
    captions = [caption.value for caption in page.caption]
    assert captions[0] == "As of 28 Feb 2026 · snapshot 2\\."
    assert any(line.startswith("Forecast cost\\: 2026\\-02\\-28/project\\.csv, row 3") for line in captions)
    assert any("macro cost_variance_pct" in code.value for code in page.code)


def test_a_mark_is_explained_by_its_row_behind_the_chart() -> None:
    page = AppTest.from_function(_tables, default_timeout=60)
    page.session_state["cell_chart_bars"] = True
    page.session_state["cell_chart_bars_column"] = "budget"
    page.run()
    assert page.markdown[0].value == "**Budget\\: €100k, Ash\\.**"

    page.selectbox(key="cell_chart_bars_row_0").select_index(2).run()
    assert page.markdown[0].value == "**Budget\\: €50\\.0k, Cedar\\.**"


@pytest.mark.parametrize(("mark", "place"), [("P2", 1), ("Nobody", 0), (None, 0)])
def test_the_row_of_a_mark_is_found_by_its_key(mark: str | None, place: int) -> None:
    assert cell.row_of(pd.DataFrame({"name": ["Ash", "Birch"], "project": ["P1", "P2"]}), mark) == place


def test_cards_charts_and_tables_of_a_page_offer_it_without_a_word(open_page: OpenPage, small_room: Path) -> None:
    page = open_page("money", seconds=60)

    assert small_room.exists()
    assert not page.exception
    for key in ("explain_forecast_cost_", "explain_whole_life_cost_", "cell_chart_overruns", "cell_attributed"):
        assert page.session_state[key] is False, key
    # Without a gate there is a sentence and no table, so there is nothing to explain.
    assert "cell_past_gates" not in page.session_state
