"""Projects that go by another name: asked about by their names, remembered, and followed by every comparison."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pmo_data.charts import money
from pmo_data.queries.attribution import AttributionSteps
from pmo_data.queries.overview import Movement, RatingFlow
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from pmo_data.studies import regroupings
from pmo_data.studies.renames import candidates, plain, remember
from tests.queries.portfolio import put


def _project(name: str, declared: str, cost: float, budget: float = 100.0) -> dict[str, object]:
    return {"name": name, "status": "active", "declared_overall": declared, "approved_budget": budget,
            "forecast_cost": cost, "currency": "GBP"}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three editions: a programme gains an acronym, then another filler; a depot leaves and a bridge joins."""
    bridge = _project("Bridge", "green", 40.0, 40.0)
    with Store.open(tmp_path / "renamed.duckdb") as opened:
        put(
            opened, date(2014, 9, 30),
            project=[_project("Home Biometrics Programme", "amber", 100.0), _project("Depot", "red", 50.0, 50.0)],
        )  # fmt: skip
        put(opened, date(2018, 9, 30), project=[_project("Home Biometrics (HOB) Programme", "red", 130.0), bridge])
        put(opened, date(2022, 3, 31), project=[_project("The Home Biometrics Project", "green", 100.0), bridge])
        yield opened


def _moved(names: dict[str, str]) -> pd.DataFrame:
    rows = [{"project": name, "name": name, "movement": kind} for name, kind in names.items()]
    return pd.DataFrame(rows, columns=["project", "name", "movement"])


def test_names_are_compared_without_what_editions_add() -> None:
    assert plain("The Spearfish Upgrade (SFU) Programme") == "spearfish upgrade"
    assert plain("Search & Rescue Helicopters (SARH)") == plain("Search and Rescue Helicopters")


def test_pairs_worth_a_question_are_those_whose_names_are_alike() -> None:
    found = candidates(_moved({
        "NHSmail2": "left", "The Material Strategy": "left", "IT Transformation Programme": "left",
        "Priority School Building Programme": "left", "Hera Programme": "left",
        "NHSmail 2": "new", "The Materiel Strategy": "new", "ESR Transformation Programme": "new",
        "Priority School Building Programme 1": "new", "Priority School Building Programme 2": "new",
        "Berwyn Programme": "new", "Crossrail": "same",
    }))  # fmt: skip

    assert {(pair.name_before, pair.name_now) for pair in found} == {
        ("NHSmail2", "NHSmail 2"), ("The Material Strategy", "The Materiel Strategy"),
        ("Priority School Building Programme", "Priority School Building Programme 1"),
        ("Priority School Building Programme", "Priority School Building Programme 2"),
    }  # fmt: skip
    assert found[0].likeness == 100
    assert candidates(_moved({"Only joiners": "new"})) == []


def test_what_was_said_to_be_the_same_is_compared_with_itself_in_ratings_and_money(store: Store) -> None:
    first, second, third = (s.moment for s in snapshots(store))
    asked = Movement(as_of=second, compare_with=first)
    [pair] = candidates(store.fetch(asked))
    assert (pair.name_before, pair.name_now) == ("Home Biometrics Programme", "Home Biometrics (HOB) Programme")
    before = store.fetch(AttributionSteps(as_of=second, compare_with=first)).set_index("step")["amount"].astype(float)
    assert (before["joined"], before["left"], before["continuing"]) == (170, -150, 0)

    remember(store, {pair.before: pair.now}, who="Ada")
    [later] = candidates(store.fetch(Movement(as_of=third, compare_with=second)))
    remember(store, {later.before: later.now}, who="Ada")

    moved = store.fetch(asked).set_index("name")
    assert moved["movement"].to_dict() == {
        "Home Biometrics (HOB) Programme": "worsened", "Bridge": "new", "Depot": "left",
    }  # fmt: skip
    assert moved.loc["Home Biometrics (HOB) Programme", "name_before"] == "Home Biometrics Programme"
    assert moved.loc["Home Biometrics (HOB) Programme", "sentence"] == (
        "Was named “Home Biometrics Programme”; rating amber to red"
    )
    steps = store.fetch(AttributionSteps(as_of=second, compare_with=first))
    after = steps.set_index("step")["amount"].astype(float)
    assert (after["joined"], after["left"], after["continuing"]) == (40, -50, 30)
    assert money.attribution_finding(steps).startswith("Up £20")
    # Two renames in a row are followed from the first edition to the last.
    whole = store.fetch(Movement(as_of=third, compare_with=first)).set_index("name")["movement"]
    assert whole["The Home Biometrics Project"] == "improved"
    flow = store.fetch(RatingFlow(as_of=third, compare_with=first)).set_index(["before", "after"])["projects"]
    assert flow["amber", "green"] == 1


def test_a_project_that_went_on_as_several_and_several_that_went_on_as_one_are_asked_about() -> None:
    found = regroupings.regroupings(_moved({
        "Roads Programme": "left", "Roads North": "new", "Roads South": "new", "Road signs": "new",
        "Sea walls": "left", "River walls": "left", "Sea and river walls": "new",
        "IT": "left", "IT desk": "new", "IT room": "new", "Harbour": "left", "Harbour lights": "new", "Station": "same",
    }))  # fmt: skip
    assert [(g.kind, g.name, g.names) for g in found] == [
        ("split", "Roads Programme", ("Roads North", "Roads South")),
        ("merged", "Sea and river walls", ("Sea walls", "River walls")),
    ]
    assert regroupings.regroupings(_moved({"Only joiners": "new"})) == []


def test_what_was_said_to_be_split_or_merged_is_told_with_the_movement(tmp_path: Path) -> None:
    with Store.open(tmp_path / "grouped.duckdb") as opened:
        put(opened, date(2025, 3, 31), project=[_project("Roads", "green", 90.0), _project("Sea walls", "red", 10.0),
                                                _project("River walls", "red", 10.0)])  # fmt: skip
        now = {"Roads north": 40.0, "Roads south": 50.0, "Sea and river walls": 25.0}
        put(opened, date(2026, 3, 31), project=[_project(name, "amber", cost) for name, cost in now.items()])
        first, second = (s.moment for s in snapshots(opened))
        asked = Movement(as_of=second, compare_with=first)
        regroupings.remember(opened, regroupings.regroupings(opened.fetch(asked)), who="Ada")
        told = opened.fetch(asked).set_index("name")
    assert told.loc["Roads north", "sentence"].startswith("Split from “Roads”; ")
    assert told.loc["Sea walls", "sentence"].startswith("Merged into “Sea and river walls”; ")
    assert not told.loc["Roads", "sentence"].startswith(("Split", "Merged"))
    assert set(told["movement"]) == {"new", "left"}
