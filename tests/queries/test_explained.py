"""Each headline figure equals what its rows add up to: on the demo, and by hand on a small portfolio."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import pandas as pd
import pytest

from pmo_data.cli import main
from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import end_of_day
from pmo_data.domain.places import demo_database_path
from pmo_data.domain.scope import Scope
from pmo_data.ingest.demo import ensure_demo
from pmo_data.queries.explained import BY_NAME, FIGURES, counted, figure, labelled
from pmo_data.store.database import Store
from pmo_data.studies.asking import Ask
from pmo_data.studies.explain import explain, origins
from tests.queries.portfolio import JANUARY

AS_OF = Scope(as_of=end_of_day(JANUARY))


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """The demo, each question asked once: many figures are of the same rows."""
    ensure_demo(demo_database_path())
    with Store.open(demo_database_path(), read_only=True) as opened:
        yield cache(opened.fetch)


_OF_PORTFOLIOS = [f.name for f in FIGURES if f.total.way not in ("own", "products")]


@pytest.mark.parametrize("name", _OF_PORTFOLIOS)
def test_a_figure_is_what_its_rows_add_up_to(ask: Ask, name: str) -> None:
    found = explain(ask, name)
    rows = counted(found.figure, ask(found.figure.rows.of(Scope())))

    assert found.value is not None
    assert found.value == pytest.approx(found.figure.total.of(rows), rel=1e-6)
    assert found.row_count == len(rows) > 0


@pytest.mark.parametrize("name", _OF_PORTFOLIOS)
def test_a_figure_of_a_programme_is_what_its_rows_add_up_to(ask: Ask, name: str) -> None:
    scope = Scope(programmes=("PG-DIG",))
    found = explain(ask, name, scope)
    expected = found.figure.total.of(counted(found.figure, ask(found.figure.rows.of(scope))))

    assert found.scope == "programmes: PG-DIG"
    assert found.value is None if expected is None else found.value == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("name", "value", "rows", "shown"),
    [
        # Five projects; Ash, Birch, Elm 350,000 and Cedar 300,000 in euros, Dogwood's dollars have no rate.
        ("projects", 5, 5, "5"),
        ("budget", 650_000, 5, "€650k"),
        # (5,000 + 50,000 + 0) over (100,000 + 200,000 + 50,000)
        ("cost_variance_pct", 15.714285, 5, "16 %"),
        # 5,000 + 50,000 + 0: forecast less budget of the three that know both.
        ("cost_variance", 55_000, 5, "€55.0k"),
        # Ash alone expects to finish 40 days after its baseline.
        ("late_projects", 1, 1, "1"),
        # Flood: half of 20,000; cheap sand: a fifth of 10,000, in our favour; nobody's risk is worth an unknown sum.
        ("emv", 8_000, 3, "€8.00k"),
        ("open_risks", 3, 3, "3"),
        # Safety and speed; nothing serves beauty.
        ("served_objectives", 2, 2, "2"),
    ],
)
def test_a_figure_of_the_small_portfolio_is_worked_by_hand(
    store: Store, name: str, value: float, rows: int, shown: str
) -> None:
    found = explain(store.fetch, name, AS_OF)

    assert found.value == pytest.approx(value)
    assert (found.row_count, found.shown) == (rows, shown)


def test_a_project_has_figures_of_its_own(store: Store) -> None:
    found = explain(store.fetch, "cost_variance_pct", AS_OF, "P2")

    assert found.value == pytest.approx(25)
    assert found.sentence == "Forecast against budget: 25 %, from 1 row (project P2)."
    # Weights 3, 1, 1; strengths 4 and 2: (3 x 4 + 1 x 2) of 4 x 5.
    assert explain(store.fetch, "alignment_score", AS_OF, "P1").value == pytest.approx(70)


@pytest.mark.parametrize(
    ("name", "project", "value", "shown"),
    [
        ("slip_days", "P1", 40, "40 days"),
        # Ash costs 105,000 of 100,000 and slips 40 of 364 days; Birch was to cost 200,000 and costs 250,000.
        ("cost_variance_pct", "P1", 5, "5 %"),
        ("watermelon_gap", "P1", None, None),
    ],
)
def test_what_is_a_project_s_own_is_known_of_it_only(
    store: Store, name: str, project: str, value: float | None, shown: str | None
) -> None:
    found = explain(store.fetch, name, AS_OF, project)

    assert found.row_count == 1
    if value is not None:
        assert (found.value, found.shown) == (pytest.approx(value), shown)
    if BY_NAME[name].total.way == "own":
        assert explain(store.fetch, name, AS_OF).value is None


def test_differences_are_of_the_rows_that_know_both() -> None:
    rows = pd.DataFrame({"earned_value": [30.0, 10.0, None], "planned_value": [60.0, None, 5.0]})

    assert figure("schedule_variance").total.of(rows) == -30
    assert figure("schedule-variance").total.of(rows.iloc[1:]) is None


def test_a_figure_of_the_portfolio_only_is_refused_for_a_project(store: Store) -> None:
    with pytest.raises(QueryError, match="On red only is a figure of the portfolio, not of one project"):
        explain(store.fetch, "red_only_objectives", AS_OF, "P1")


def test_a_label_names_one_figure_and_every_label_is_different() -> None:
    labels = [label for f in FIGURES for label in (f.label, *f.also)]

    assert len(labels) == len(set(labels))
    assert labelled("Cost index") is BY_NAME["cpi"]
    assert labelled("Snow") is None


def test_the_rows_lead_to_the_sheet_and_the_row(store: Store) -> None:
    found = explain(store.fetch, "budget", AS_OF)
    key = str(found.rows.iloc[1]["project"])
    cells = origins(store, found.figure, key, AS_OF.as_of)

    assert key == "P2"
    assert [(c.field, c.value, c.row) for c in cells] == [("approved_budget", "200000.00", 3)]


def test_what_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(QueryError, match=r"No figure is named .happiness.\. Known are: projects, "):
        explain(store.fetch, "happiness")
    with pytest.raises(QueryError, match="There is no project 'P99' here"):
        explain(store.fetch, "budget", project="P99")


def test_the_command_tells_the_page_s_figure(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ensure_demo(demo_database_path()) and demo_database_path())

    assert main(["explain", "red", "--json", "--db", path]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main(["query", "portfolio_summary", "--json", "--db", path]) == 0
    page = json.loads(capsys.readouterr().out)
    red = page["rows"][0][page["columns"].index("red")]

    assert told["value"] == red == told["row_count"] == len(told["rows"])
    assert told["snapshot"] == page["snapshot"]
    assert told["cells"][0]["file_name"].endswith(".csv")
    assert any("macro worse_rating" in text for text in told["definitions"])
