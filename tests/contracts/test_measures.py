"""What is said of measures and settings in Python is what the SQL macros do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pmo_data.domain.measures import BY_MACRO, MEASURES
from pmo_data.domain.moments import FOREVER
from pmo_data.domain.settings import BY_NAME, SETTINGS
from pmo_data.queries.explained import figure
from pmo_data.store.database import Store

UNEXPLAINED = {"estimate_at_completion", "load_pct", "unfilled_pct"}
"""Measures of a whole curve, a person's week and a day's demand: no rows of projects add up to them."""

EXAMPLES: dict[str, tuple[tuple[Any, ...], Any]] = {
    "spi": ((2000, 3000), 0.66667),  # PV 3000 EV 2000 AC 4500: SPI .67
    "cpi": ((2000, 4500), 0.44444),  # CPI .44
    "schedule_variance": ((2000, 3000), -1000),
    "cost_variance": ((2000, 4500), -2500),
    "percent_spent": ((4500, 10000), 45),
    "percent_earned": ((2000, 10000), 20),
    "estimate_at_completion": ((100, 40, 45), 112.5),  # BAC 100 EV 40 AC 45: EAC 112.5
    "cost_variance_pct": ((112.5, 100), 12.5),
    "slip_pct": ((30, 365), 8.2192),
    "realisation_pct": ((30, 40), 75),
    "exposure_pct": ((120, 100), 120),
    "load_pct": ((1.3, 1), 130),
    "unfilled_pct": ((0.5, 1.5), 33.33333),
    "alignment_score": ((14, 5), 70),
    "expected_value": ((50, 20000, "threat"), 10000),
    "watermelon_gap": (("green", "red"), 4),
}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def _one(store: Store, sql: str, *values: Any) -> Any:
    with store.reading() as cursor:
        row = cursor.execute(sql, list(values)).fetchone()
    assert row is not None
    return row[0]


def test_every_measure_has_an_example() -> None:
    assert set(EXAMPLES) == set(BY_MACRO)
    assert len(BY_MACRO) == len(MEASURES)


@pytest.mark.parametrize("macro", sorted(EXAMPLES))
def test_a_macro_takes_the_inputs_of_its_measure_and_gives_the_published_example(store: Store, macro: str) -> None:
    values, answer = EXAMPLES[macro]
    parameters = _one(store, "select parameters from duckdb_functions() where function_name = ?", macro)
    assert tuple(parameters) == BY_MACRO[macro].inputs
    asked = f"select {macro}({', '.join('?' for _ in values)})"
    assert _one(store, asked, *values) == pytest.approx(answer, rel=1e-4)


@pytest.mark.parametrize("macro", sorted(set(EXAMPLES) - {"watermelon_gap", "expected_value"}))
def test_a_measure_of_nothing_known_is_not_available(store: Store, macro: str) -> None:
    nulls = ", ".join("null" for _ in BY_MACRO[macro].inputs)
    assert _one(store, f"select {macro}({nulls})") is None


@pytest.mark.parametrize("macro", ["spi", "cpi", "percent_spent", "slip_pct", "exposure_pct", "realisation_pct"])
def test_a_ratio_to_nought_is_not_available(store: Store, macro: str) -> None:
    assert _one(store, f"select {macro}(5, 0)") is None


def test_an_opportunity_counts_against_the_threats(store: Store) -> None:
    assert _one(store, "select expected_value(20, 10000, 'opportunity')") == -2000


def test_every_threshold_of_a_measure_is_a_setting() -> None:
    assert {name for m in MEASURES for name in (m.amber, m.red) if name} <= set(BY_NAME)


def test_defaults_of_settings_are_those_the_sql_takes(store: Store) -> None:
    with store.reading() as cursor:
        row = cursor.execute("select * from thresholds(?)", [FOREVER]).df().iloc[0].to_dict()
    told = {"set_currency" if s.name == "reporting_currency" else s.name: s.default for s in SETTINGS}
    assert {name: row[name] for name in told} == told
    assert set(row) - set(told) == {"status_date"}


@pytest.mark.parametrize(
    ("one", "other", "worse"),
    [
        ("green", "red", "red"), ("amber_green", "amber", "amber"), ("unknown", "green", "green"),
        (None, "amber", "amber"), (None, None, "unknown"), ("unknown", "unknown", "unknown"),
    ],
)  # fmt: skip
def test_the_worse_of_two_ratings_ignores_only_what_is_not_known(
    store: Store, one: str | None, other: str | None, worse: str
) -> None:
    assert _one(store, "select worse_rating(?, ?)", one, other) == worse


@pytest.mark.parametrize(
    ("measured", "rating"),
    [(None, "unknown"), (9.99, "green"), (10, "amber"), (19.9, "amber"), (20, "red"), (-5, "green")],
)
def test_limits_belong_to_the_worse_rating(store: Store, measured: float | None, rating: str) -> None:
    assert _one(store, "select graded(?, 10, 20)", measured) == rating


@pytest.mark.parametrize(
    ("probability", "impact", "band"),
    [(1, 1, "low"), (1, 5, "medium"), (3, 4, "high"), (4, 5, "very_high"), (5, 5, "very_high"), (None, 3, None)],
)
def test_bands_come_from_the_matrix_row_by_row(
    store: Store, probability: float | None, impact: float, band: str | None
) -> None:
    matrix = BY_NAME["risk_matrix"].default
    assert _one(store, "select risk_band(?, ?, ?)", matrix, probability, impact) == band


def test_every_measure_of_projects_is_a_figure_that_can_be_explained() -> None:
    told = {measure.macro: figure(measure.macro) for measure in MEASURES if measure.macro not in UNEXPLAINED}

    assert all((explained.meaning and explained.fields) or not explained.entity for explained in told.values())
    assert told["expected_value"].name == "emv"
    assert told["percent_spent"].name == "spent_pct"
    # The name is taken by what pages call so: forecast minus budget.
    assert figure("earned_cost_variance").meaning == BY_MACRO["cost_variance"].meaning
