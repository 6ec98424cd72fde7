"""A cell of any table is explained: its words, the query it is from, its row, and the cells of the source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import FOREVER
from pmo_data.queries.catalogue import as_of_of, noted, query_of
from pmo_data.queries.money import MoneyByProject
from pmo_data.queries.registers import Decisions
from pmo_data.store.database import Store
from pmo_data.studies.cell import cell_origins, explain_cell, explainable, in_words, row_name


def test_a_cell_of_a_query_leads_to_its_words_its_inputs_and_its_source(written: Store) -> None:
    frame = noted(written.fetch(MoneyByProject()), MoneyByProject())
    chosen = frame[frame["project"] == "P1"][["name", "project", "budget", "cost_variance_pct", "currency"]]
    found = explain_cell(chosen, 0, "cost_variance_pct")

    # 150,000 expected of 100,000.
    assert (found.shown, found.row) == ("50 %", "Ash")
    assert found.meaning.startswith("Expected cost over (+) or under (-) the budget")
    assert found.question == MoneyByProject.describe()
    assert explain_cell(written.fetch(MoneyByProject()), 0, "cpi").question.startswith("No single query of the room")
    assert found.inputs == (("budget", "€100k"),)
    assert found.keys == (("project", "P1"),)
    assert "one row per project in scope" in (found.sql or "")
    assert any("macro cost_variance_pct" in text for text in found.definitions)
    said = {origin.field: origin.value for origin in cell_origins(written, found, FOREVER)}
    assert said == {"forecast_cost": "150000.00", "approved_budget": "100000.00"}


def test_a_row_of_a_register_leads_to_its_own_cells_and_not_its_project_s(written: Store) -> None:
    frame = noted(written.fetch(Decisions()), Decisions())
    found = explain_cell(frame, 0, "due")
    origins = cell_origins(written, found, FOREVER)

    assert found.shown == "2026-01-21"
    assert found.keys[0] == ("decision", "P1/D1")
    assert [(origin.entity, origin.field, origin.file_name) for origin in origins] == [
        ("decision", "due", "2026-01-31/decision.csv")
    ]


def test_what_no_file_said_has_no_cells(written: Store) -> None:
    frame = pd.DataFrame({"project": ["P1", "P99"], "name": ["Ash", "Gone"], "contingency": [None, 1.0]})

    assert cell_origins(written, explain_cell(frame, 0, "contingency"), FOREVER) == []
    assert cell_origins(written, explain_cell(frame, 1, "contingency"), FOREVER) == []


def test_the_note_of_the_query_goes_along_with_rows_and_columns(written: Store) -> None:
    frame = noted(written.fetch(MoneyByProject()), MoneyByProject(as_of=7))
    cut = frame[frame["budget"] > 1].head(2).sort_values("name")[["name", "budget"]]

    assert query_of(cut) is MoneyByProject
    assert as_of_of(cut) == 7
    assert (query_of(pd.DataFrame()), as_of_of(pd.DataFrame())) == (None, None)


def test_forecast_minus_budget_is_not_the_variance_of_earned_value() -> None:
    frame = pd.DataFrame({"project": ["P1"], "cost_variance": [5.0], "forecast_cost": [105.0], "currency": ["EUR"]})
    found = explain_cell(frame, 0, "cost_variance")

    assert found.meaning.startswith("Forecast cost minus budget")
    assert found.definitions == ()
    assert found.inputs == (("forecast_cost", "€105"),)


def test_names_and_books_are_not_figures_and_a_frame_of_no_query_needs_a_governed_word() -> None:
    frame = pd.DataFrame({"name": ["Ash"], "project": ["P1"], "cpi": [0.9], "stranger": [1.0], "import_id": [3]})

    assert explainable(frame) == ["cpi"]
    frame.attrs["query"] = "money_by_project"
    assert explainable(frame) == ["cpi", "stranger"]


def test_a_word_means_what_it_does_in_the_row_s_own_register_and_nothing_elsewhere() -> None:
    frame = pd.DataFrame({"effect": ["currency"], "change": [-142_692.0], "project": ["P1"], "currency": ["GBP"],
                          "measure": ["forecast_cost"], "name": ["Ash"]})  # fmt: skip
    frame.attrs["query"] = "attribution"
    found = explain_cell(frame, 0, "change")

    # The effect of a risk is another thing than what moved a total.
    assert explainable(frame) == ["change"]
    assert explain_cell(frame, 0, "effect").meaning == ""
    assert found.inputs == (("effect", "currency"), ("measure", "forecast_cost"))
    assert (found.shown, found.fields) == ("−£143k", ("change", "forecast_cost"))
    assert explainable(frame.assign(risk="R1")) == ["change", "effect"]


def test_a_cell_that_is_not_there_is_said() -> None:
    frame = pd.DataFrame({"cpi": [0.9]})
    for place, column in ((0, "spi"), (1, "cpi"), (-1, "cpi")):
        with pytest.raises(QueryError, match=f"There is no cell '{column}' in row {place + 1}"):
            explain_cell(frame, place, column)


@pytest.mark.parametrize(
    ("column", "value", "row", "words"),
    [
        ("budget", 1_250_000.0, {"currency": "GBP"}, "£1.25m"),
        ("approved_budget", 5.0, {}, "5"),
        ("after_value", 41_076_300.0, {"currency": "GBP"}, "£41.1m"),
        ("items", 41_076_300.0, {}, "41,076,300"),
        ("slip_days", 40, {}, "40 days"),
        ("slip_days", 1, {}, "1 day"),
        ("load_pct", 130.4, {}, "130 %"),
        ("due", pd.Timestamp("2026-03-31"), {}, "2026-03-31"),
        ("due", pd.NaT, {}, "n/a"),
        ("cpi", 0.8444444, {}, "0.844444"),
        ("is_open", True, {}, "yes"),
        ("cost_variance", -30_000.0, {"currency": "EUR"}, "−€30.0k"),
        ("rating", "red", {}, "red"),
        ("emv", None, {}, "n/a"),
    ],
)
def test_values_are_in_words_with_their_units(column: str, value: Any, row: Mapping[str, Any], words: str) -> None:
    assert in_words(column, value, row) == words


def test_a_row_is_named_by_its_name_its_project_or_its_first_value() -> None:
    assert row_name({"task": "T1", "name": "Dig", "project_name": "Ash"}) == "Dig, Ash"
    assert row_name({"month": pd.Timestamp("2026-01-01"), "spi": 0.9}) == "2026-01-01"
    assert row_name({"probability": 3, "impact": 4}) == "3"
    assert row_name({"name": None}) == ""
