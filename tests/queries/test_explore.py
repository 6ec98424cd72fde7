"""Statements written from choices, and the questions of committees, on the hand-worked portfolio."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import end_of_day
from pmo_data.store.database import Store
from pmo_data.store.sandbox.ask import ask_sql
from pmo_data.store.sandbox.builder import Choice, Filter, kept_apart, name_of, statement
from pmo_data.store.sandbox.templates import templates
from pmo_data.studies.crosstab import crosstab
from tests.queries.portfolio import JANUARY

AS_OF = end_of_day(JANUARY)


def _rows(store: Store, choice: Choice) -> list[list[object]]:
    return ask_sql(store, statement(choice), as_of=AS_OF).rows


def test_sums_of_money_are_kept_apart_by_currency_and_totalled(store: Store) -> None:
    choice = Choice("projects", ("sum:budget", "rows"), ("programme",))

    assert kept_apart(choice)
    assert _rows(store, choice) == [
        ["EUR", "North", 300_000.0, 2],
        ["EUR", "South", 350_000.0, 2],
        ["EUR", "Total", 650_000.0, 4],
        ["USD", "South", 1_000.0, 1],
        ["USD", "Total", 1_000.0, 1],
    ]


def test_a_total_of_means_is_the_mean_of_the_rows(store: Store) -> None:
    choice = Choice("projects", ("avg:budget",), ("programme",), (Filter("currency", "is", "EUR"),))
    found = {row[1]: row[2] for row in _rows(store, choice)}

    # North: 100,000 and 200,000; South: 300,000 and 50,000. The mean of the two means is the same only by chance.
    assert found == {"North": 150_000.0, "South": 175_000.0, "Total": 162_500.0}


def test_a_ratio_is_of_sums_over_rows_that_know_both(store: Store) -> None:
    choice = Choice("projects", ("ratio:cost_variance_pct",), ("programme",), (Filter("currency", "is", "EUR"),))
    found = {row[1]: row[2] for row in _rows(store, choice)}

    # Ash +5,000 of 100,000 and Birch +50,000 of 200,000; Elm 0 of 50,000, and Cedar expects no cost.
    assert found["North"] == pytest.approx(18.3333, abs=1e-4)
    assert found["South"] == 0
    assert found["Total"] == pytest.approx(15.7143, abs=1e-4)


def test_a_pivot_lays_out_the_answer_with_its_totals(store: Store) -> None:
    choice = Choice("projects", ("rows",), ("programme", "department"))
    frame = ask_sql(store, statement(choice), as_of=AS_OF).frame()
    found = crosstab(frame, "department", name_of("rows"))

    assert found is not None
    assert list(found.columns) == ["programme", "Rail", "Roads", "Total"]
    assert found.values.tolist() == [["North", 1, 1, 2], ["South", 1, 2, 3], ["Total", 2, 3, 5]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Filter("name", "contains", "o'g"), 0),
        (Filter("name", "contains", "WOOD"), 1),
        (Filter("budget", "at least", "100000"), 3),
        (Filter("baseline_finish", "at most", "2026-01-01"), 2),
        (Filter("forecast_cost", "is known"), 3),
        (Filter("programme", "is not", "North"), 3),
    ],
)
def test_a_filter_leaves_the_rows_it_says(store: Store, asked: Filter, expected: int) -> None:
    assert _rows(store, Choice("projects", filters=(asked,))) == [[expected]]


def test_dates_are_grouped_by_month(store: Store) -> None:
    choice = Choice("projects", dimensions=("month:baseline_start",), totals=False)

    assert _rows(store, choice) == [["2025-01-01", 3], ["2025-07-01", 1], ["n/a", 1]]


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (Choice("salaries"), "no public table 'salaries'"),
        (Choice("projects", ("sum:name); drop table x",)), "nothing named"),
        (Choice("projects", filters=(Filter("budget", "at least", "much"),)), "Budget is a number; 'much' is not."),
        (Choice("projects", filters=(Filter("budget", "at least", "nan"),)), "Budget is a number; 'nan' is not."),
        (Choice("projects", ()), "at least one measure"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(choice: Choice, sentence: str) -> None:
    with pytest.raises(QueryError, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        statement(choice)


@pytest.mark.parametrize("template", templates(), ids=lambda t: t.name)
def test_a_committees_question_is_answered_through_the_door(store: Store, template: object) -> None:
    question, sql = template.question, template.sql  # type: ignore[attr-defined]

    assert question.endswith("?")
    assert ask_sql(store, sql, as_of=AS_OF).verdict == "answered"


def test_overlapping_trouble_is_found_within_a_programme(empty: Store) -> None:
    from tests.queries.portfolio import put

    def project(code: str, programme: str, forecast: date) -> dict[str, object]:
        return {"code": code, "name": code, "programme": programme, "baseline_start": date(2025, 1, 1),
                "baseline_finish": date(2026, 1, 1), "forecast_finish": forecast, "currency": "EUR"}  # fmt: skip

    def cost(code: str, earned: float, spent: float) -> dict[str, object]:
        return {"project": code, "period": date(2026, 1, 1), "earned_value": earned, "actual_cost": spent}

    late, soon = date(2026, 3, 2), date(2026, 1, 15)
    put(
        empty, JANUARY,
        project=[project("A", "North", late), project("B", "North", late), project("C", "North", soon),
                 project("D", "South", late), project("E", "North", late)],
        cost_period=[cost("A", 80.0, 100.0), cost("B", 50.0, 100.0), cost("C", 10.0, 100.0), cost("D", 10.0, 100.0),
                     cost("E", 95.0, 100.0)],
    )  # fmt: skip
    found = ask_sql(empty, templates()[0].sql)

    # C slipped by two weeks, E earns 0.95, and D is alone in its programme. 1 January to 2 March is 60 days.
    assert [row[1:4] for row in found.rows] == [["A", 60, 0.8], ["B", 60, 0.5]]
