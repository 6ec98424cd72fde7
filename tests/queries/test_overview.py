"""The overview's figures against the hand-worked portfolio."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import end_of_day
from pmo_data.queries.base import Query
from pmo_data.queries.exceptions import DecisionsRanked
from pmo_data.queries.overview import (
    Attention,
    FilterChoices,
    Known,
    Movement,
    PortfolioSummary,
    RatingAgreement,
    RatingFlow,
    RatingHistory,
    Ratings,
)
from pmo_data.queries.registers import Projects
from pmo_data.store.database import Store
from tests.queries.portfolio import ASH, FEBRUARY, JANUARY, put

THEN, NOW = end_of_day(JANUARY), end_of_day(FEBRUARY)


def by(store: Store, query: Query, key: str) -> dict[Any, dict[str, Any]]:
    """The rows of an answer by one column, what is not known as None."""
    frame = store.fetch(query)
    frame = frame.astype(object).where(frame.notna(), None)
    return {row[key]: {str(k): v for k, v in row.items()} for row in frame.to_dict("records")}


def one(store: Store, query: Query) -> dict[str, Any]:
    rows = store.fetch(query).to_dict("records")
    assert len(rows) == 1
    return {str(k): v for k, v in rows[0].items()}


def test_questions_asked_side_by_side_are_answered_in_their_order(store: Store) -> None:
    asked: list[Query] = [PortfolioSummary(), Ratings(as_of=THEN), PortfolioSummary(as_of=THEN), Attention(limit=1)]
    for frame, query in zip(store.fetch_all(asked), asked, strict=True):
        pd.testing.assert_frame_equal(frame, store.fetch(query))
    with pytest.raises(QueryError, match="could not be answered"):
        store.fetch_all([PortfolioSummary(), Attention(limit="many")])


def test_schedule_is_rated_by_slip_in_per_cent_of_the_baselines_duration(store: Store) -> None:
    rows = by(store, Projects(as_of=THEN), "name")
    assert rows["Ash"]["slip_days"] == 40  # 1 January to 10 February
    assert rows["Ash"]["slip_pct"] == pytest.approx(10.9589, rel=1e-4)  # of 365 days
    assert {n: r["derived_schedule"] for n, r in rows.items()} == {
        "Ash": "amber", "Birch": "green", "Cedar": "unknown", "Dogwood": "green", "Elm": "green",
    }  # fmt: skip


def test_cost_is_rated_by_forecast_over_budget(store: Store) -> None:
    rows = by(store, Projects(as_of=THEN), "name")
    assert rows["Ash"]["cost_variance_pct"] == pytest.approx(5)
    assert rows["Birch"]["cost_variance_pct"] == pytest.approx(25)
    assert {n: r["derived_cost"] for n, r in rows.items()} == {
        "Ash": "green", "Birch": "red", "Cedar": "unknown", "Dogwood": "unknown", "Elm": "green",
    }  # fmt: skip


def test_judgement_lowers_a_rating_and_never_raises_it_and_unknown_is_never_green(store: Store) -> None:
    rows = by(store, Projects(as_of=THEN), "name")
    told = {n: (r["declared_overall"], r["derived_overall"], r["rating"]) for n, r in rows.items()}
    assert told["Ash"] == ("green", "amber", "amber")
    assert told["Birch"] == ("amber", "red", "red")
    assert told["Cedar"] == (None, "unknown", "unknown")
    assert told["Dogwood"] == ("red", "green", "red")
    assert told["Elm"] == ("green", "green", "green")


def test_the_rule_that_fired_is_told_with_its_numbers(store: Store) -> None:
    reasons = {n: r["rating_reason"] for n, r in by(store, Projects(as_of=THEN), "name").items()}
    assert reasons["Ash"] == "Finish is 40 days later than the baseline (11 % of its duration)."
    assert reasons["Birch"] == "Expected cost (forecast) is 25 % over the approved budget."
    assert reasons["Cedar"] == "Neither schedule nor cost is known."
    assert reasons["Dogwood"].startswith("Declared red. Finish is as in the baseline")


def test_why_a_cell_gave_no_value_is_kept_with_the_row(store: Store) -> None:
    assert by(store, Projects(as_of=THEN), "name")["Cedar"]["absent"] == '{"declared_overall":"withheld"}'


def test_the_summary_adds_only_like_currencies_and_says_of_how_many_it_knows(store: Store) -> None:
    row = one(store, PortfolioSummary(as_of=THEN))
    assert (row["projects"], row["open_projects"], row["active"], row["proposed"], row["completed"]) == (5, 4, 3, 1, 1)
    assert (row["currency"], row["currencies"], row["unconverted"]) == ("EUR", "EUR, USD", 1)
    assert (row["budget"], row["budget_known"]) == (650_000, 4)
    assert (row["approved_budget"], row["approved_budget_known"]) == (350_000, 3)
    assert (row["whole_life_cost"], row["whole_life_cost_known"]) == (300_000, 1)
    assert (row["forecast_cost"], row["forecast_cost_known"]) == (405_000, 3)
    assert (row["cost_variance"], row["cost_variance_known"]) == (55_000, 3)
    assert row["cost_variance_pct"] == pytest.approx(100 * 55 / 350)
    assert (row["green"], row["amber"], row["red"], row["unknown"]) == (1, 1, 2, 1)
    assert (row["open_risks"], row["open_issues"], row["overdue_actions"]) == (3, 0, 0)
    assert row["status_date"].date() == JANUARY


def test_a_stated_rate_converts_and_an_unstated_one_leaves_out(empty: Store) -> None:
    dollars = {"code": "P9", "name": "Oak", "approved_budget": 1000.0, "currency": "USD"}
    put(empty, JANUARY, project=[ASH, {**ASH, "code": "P8", "name": "Yew"}, dollars])
    assert one(empty, PortfolioSummary())["budget"] == 200_000
    rate = {"from_currency": "EUR", "to_currency": "USD", "valid_on": date(2026, 2, 1), "rate": 1.25}
    put(empty, FEBRUARY, exchange_rate=[rate])
    row = one(empty, PortfolioSummary())
    assert (row["budget"], row["budget_known"], row["unconverted"]) == (200_800, 3, 0)
    assert one(empty, PortfolioSummary(as_of=THEN))["budget"] == 200_000


def test_ratings_count_withheld_apart_from_missing_and_from_unknown(store: Store) -> None:
    then = by(store, Ratings(as_of=THEN), "rating")
    assert {r: v["declared"] for r, v in then.items()} == {
        "green": 2,
        "amber": 1,
        "red": 1,
        "unknown": 0,
        "withheld": 1,
    }
    assert {r: v["derived"] for r, v in then.items()} == {"green": 2, "amber": 1, "red": 1, "unknown": 1, "withheld": 0}
    assert by(store, Ratings(as_of=NOW), "rating")["missing"]["declared"] == 1  # Fir


def test_declared_and_derived_are_compared_project_by_project(store: Store) -> None:
    rows = {(r["declared"], r["derived"]): r for r in store.fetch(RatingAgreement(as_of=THEN)).to_dict("records")}
    assert rows["green", "amber"]["verdict"] == "optimistic"
    assert list(rows["green", "amber"]["names"]) == ["Ash"]
    assert rows["red", "green"]["verdict"] == "pessimistic"
    assert rows["green", "green"]["verdict"] == "match"
    assert rows["withheld", "unknown"]["verdict"] == "not comparable"


def test_movement_tells_worsened_new_left_and_same_apart(store: Store) -> None:
    rows = by(store, Movement(as_of=NOW, compare_with=THEN), "name")
    assert {n: r["movement"] for n, r in rows.items()} == {
        "Ash": "worsened", "Birch": "left", "Cedar": "same", "Dogwood": "same", "Elm": "same", "Fir": "new",
    }  # fmt: skip
    assert rows["Ash"]["finish_moved_days"] == 59  # 10 February to 10 April
    assert rows["Ash"]["sentence"] == "rating amber to red; finish 59 days later"
    assert (rows["Birch"]["budget_before"], rows["Birch"]["budget_after"]) == (200_000, None)


def test_without_a_second_moment_nothing_is_said_to_have_moved(store: Store) -> None:
    assert store.fetch(Movement(as_of=NOW))["movement"].isna().all()
    assert store.fetch(RatingFlow(as_of=NOW)).empty


def test_a_change_of_scale_from_five_to_three_points_is_not_a_movement(empty: Store) -> None:
    five = [{"code": "A", "name": "Ash", "declared_overall": "amber_red"},
            {"code": "B", "name": "Birch", "declared_overall": "green"}]  # fmt: skip
    put(empty, JANUARY, project=five)
    put(empty, FEBRUARY, project=[
        {"code": "A", "name": "Ash", "declared_overall": "amber"},
        {"code": "B", "name": "Birch", "declared_overall": "red"},
    ])  # fmt: skip
    rows = by(empty, Movement(as_of=NOW, compare_with=THEN), "name")
    assert {n: r["movement"] for n, r in rows.items()} == {"Ash": "rescaled", "Birch": "worsened"}
    flow = empty.fetch(RatingFlow(as_of=NOW, compare_with=THEN))
    assert dict(zip(flow["before"], flow["direction"], strict=True)) == {"amber_red": "rescaled", "green": "worsened"}


def test_a_years_variance_can_raise_a_warning_but_not_give_the_all_clear(empty: Store) -> None:
    told = {"Over": 25.0, "Near": 12.0, "Under": -3.0}
    put(empty, JANUARY, project=[{"code": n, "name": n, "year_variance_pct": v} for n, v in told.items()])
    rows = by(empty, Projects(), "name")
    assert {n: r["derived_overall"] for n, r in rows.items()} == {"Over": "red", "Near": "amber", "Under": "unknown"}
    assert rows["Over"]["rating_reason"] == "The financial year's variance is 25 %."


def test_declared_ratings_flow_from_one_moment_to_the_other(store: Store) -> None:
    frame = store.fetch(RatingFlow(as_of=NOW, compare_with=THEN))
    told = {(r.before, r.after): (r.direction, r.projects) for r in frame.itertuples()}
    assert told == {
        ("green", "green"): ("same", 1), ("green", "red"): ("worsened", 1), ("red", "red"): ("same", 1),
        ("unknown", "unknown"): ("same", 1), ("amber", "left"): ("left", 1), ("joined", "unknown"): ("joined", 1),
    }  # fmt: skip


def test_each_status_date_keeps_the_ratings_it_told(store: Store) -> None:
    frame = store.fetch(RatingHistory(as_of=NOW))
    counts = {
        (d.date(), r): n for d, r, n in zip(frame["status_date"], frame["rating"], frame["projects"], strict=True)
    }
    assert counts[JANUARY, "green"] == 2
    assert counts[FEBRUARY, "green"] == 1
    assert counts[JANUARY, "withheld"] == 1


def test_what_needs_attention_names_why_and_since_when_worst_first(store: Store) -> None:
    frame = store.fetch(Attention(as_of=THEN))
    kinds = {n: set(g["kind"]) for n, g in frame.groupby("name")}
    assert kinds == {
        "Birch": {"red", "watermelon", "over_budget", "gate_overdue", "decision_overdue"},
        "Ash": {"watermelon"},
        "Dogwood": {"red"},
    }
    assert frame["name"].iloc[0] == "Birch"
    assert set(store.fetch(Attention(as_of=THEN, limit=1))["kind"]) == kinds["Birch"]
    gate = frame[frame["kind"] == "gate_overdue"].iloc[0]
    assert gate["reason"] == "Gate 3 is overdue by 30 days."
    assert gate["age_days"] == 30
    slipped = store.fetch(Attention(as_of=NOW, compare_with=THEN))
    reason = slipped[slipped["kind"] == "slipped"].iloc[0]
    assert (reason["name"], reason["reason"]) == ("Ash", "The finish moved 59 days later since 31 Jan 2026.")


def test_a_state_is_said_to_hold_since_the_first_snapshot_of_its_unbroken_run(store: Store) -> None:
    frame = store.fetch(Attention(as_of=NOW, compare_with=THEN))
    red = frame[frame["kind"] == "red"].set_index("name")["since"]
    assert {n: d.date() for n, d in red.items()} == {"Ash": FEBRUARY, "Dogwood": JANUARY}


def test_a_decision_that_names_no_money_is_weighed_by_its_project(store: Store) -> None:
    row = one(store, DecisionsRanked(as_of=THEN))
    assert (row["ask"], row["overdue_days"]) == ("Choose the route", 10)
    assert (row["at_stake"], row["at_stake_basis"]) == (200_000, "project budget")


def test_each_measure_says_of_how_many_projects_it_knows_enough(store: Store) -> None:
    frame = store.fetch(Known(as_of=THEN)).set_index("measure")
    assert frame.loc["Finish slip", "sentence"] == (
        "Finish slip: needs baseline and forecast finish, on file for 4 of 5 projects."
    )
    assert frame.loc["Declared rating", "known"] == 4
    assert frame.loc["Contribution", "known"] == 2


def test_filters_offer_every_value_there_is(store: Store) -> None:
    frame = store.fetch(FilterChoices(as_of=THEN))
    departments = frame[frame["filter"] == "departments"]
    assert dict(zip(departments["value"], departments["projects"], strict=True)) == {"Rail": 2, "Roads": 3}
    assert set(frame[frame["filter"] == "objectives"]["label"]) == {"Safety", "Speed", "Beauty"}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"programmes": ("North",)}, {"Ash", "Birch"}),
        ({"departments": ("Rail",)}, {"Birch", "Dogwood"}),
        ({"objectives": ("O2",)}, {"Ash"}),
        ({"ratings": ("red",)}, {"Birch", "Dogwood"}),
        ({"ratings": ("red",), "departments": ("Roads",)}, set()),
    ],
)
def test_filters_narrow_what_is_asked(store: Store, filters: dict[str, tuple[str, ...]], names: set[str]) -> None:
    assert set(store.fetch(Projects(as_of=THEN, **filters))["name"]) == names


def test_a_setting_counts_from_its_own_day_and_does_not_rewrite_history(empty: Store) -> None:
    put(empty, JANUARY, project=[ASH])
    put(empty, FEBRUARY, setting=[{"name": "schedule_amber_pct", "value": "12"}])
    then, now = empty.fetch(Projects(as_of=THEN)), empty.fetch(Projects(as_of=NOW))
    assert then["derived_schedule"].tolist() == ["amber"]
    # Ash's forecast of 10 February has passed by the 28th: 18 days more, 58 of 365 days are 15.9 %.
    assert now["derived_schedule"].tolist() == ["amber"]
    put(empty, FEBRUARY, setting=[{"name": "schedule_amber_pct", "value": "16"}])
    assert empty.fetch(Projects(as_of=NOW))["derived_schedule"].tolist() == ["green"]
    assert empty.fetch(Projects(as_of=THEN))["derived_schedule"].tolist() == ["amber"]


def test_nothing_is_known_of_an_empty_store(empty: Store) -> None:
    row = one(empty, PortfolioSummary())
    assert row["projects"] == 0
    assert pd.isna(row["budget"])
