"""A government's portfolio over eight years: three editions, two rating scales, joiners, leavers and other names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pmo_data.charts import overview as charts
from pmo_data.cli import main
from pmo_data.queries.overview import Movement, PortfolioSummary, RatingChanges, RatingFlow, RatingHistory
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from pmo_data.studies.renames import candidates, remember

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "portfolio"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.exists(), reason="the folder ../shared/data is not here"),
]
EDITIONS = {
    "2014-09-30": "gmpp-joined-2014.csv", "2018-09-30": "gmpp-joined-2018.csv", "2022-03-31": "gmpp-2022-03.csv",
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    db = tmp_path_factory.mktemp("years") / "store.duckdb"
    for day, name in EDITIONS.items():
        assert (
            main(["import", str(DATA / name), "--as", "project", "--status-date", day, "--json", "--db", str(db)]) != 2
        )
    with Store.open(db) as opened:
        yield opened


def test_each_edition_stands_as_it_was_and_its_scale_is_told(store: Store) -> None:
    rows = [store.fetch(PortfolioSummary(as_of=s.moment)).iloc[0] for s in snapshots(store)]

    assert [int(row["projects"]) for row in rows] == [199, 133, 235]
    assert [bool(row["has_half_ambers"]) for row in rows] == [True, True, False]
    history = store.fetch(RatingHistory()).set_index(["status_date", "rating"])["projects"]
    first, last = history.index[0][0], history.index[-1][0]
    # The file's 36 "Amber/Red" and one "Amber/red".
    assert {r: int(history[first, r]) for r in ("amber", "amber_green", "amber_red", "green", "red")} == {
        "amber": 63, "amber_green": 54, "amber_red": 36 + 1, "green": 17, "red": 4,
    }  # fmt: skip
    assert {r: int(history[last, r]) for r in ("amber", "red", "green")} == {"amber": 170, "red": 27, "green": 24}


def test_five_points_and_three_are_not_compared_as_if_they_were_one_scale(store: Store) -> None:
    _, second, third = (s.moment for s in snapshots(store))

    assert charts.history_finding(store.fetch(RatingHistory())) == (
        "Ratings stood on five points in Sep 2014 and Sep 2018 and on three in Mar 2022: they are not compared. "
        "Red now: 27 projects"
    )
    flow = store.fetch(RatingFlow(as_of=third, compare_with=second))
    halves = flow[flow["before"].isin(["amber_green", "amber_red"]) & (flow["after"] == "amber")]
    assert set(halves["direction"]) == {"rescaled"}
    told = store.fetch(RatingChanges())
    assert (told["people_changes"] <= told["people_dates"]).all()


def test_joiners_leavers_and_those_that_stayed_make_up_both_editions(store: Store) -> None:
    first, second, third = (s.moment for s in snapshots(store))
    for before, after, sizes in ((first, second, (199, 133)), (second, third, (133, 235))):
        kinds = store.fetch(Movement(as_of=after, compare_with=before))["movement"].value_counts()
        stayed = int(kinds.drop(["new", "left"]).sum())
        assert (stayed + int(kinds["left"]), stayed + int(kinds["new"])) == sizes


def test_other_names_are_asked_about_and_once_remembered_no_longer_leave_and_join(store: Store) -> None:
    first, second, _ = (s.moment for s in snapshots(store))
    asked = Movement(as_of=second, compare_with=first)
    before = store.fetch(asked)
    pairs = {(pair.name_before, pair.name_now): pair for pair in candidates(before)}
    spelling, brackets = pairs["The Material Strategy", "The Materiel Strategy"], pairs["NHSmail2", "NHSmail 2"]

    remember(store, {pair.before: pair.now for pair in (spelling, brackets)}, who="Ada")

    after = store.fetch(asked)
    was, now = before["movement"].value_counts(), after["movement"].value_counts()
    assert (was["left"] - now["left"], was["new"] - now["new"]) == (2, 2)
    assert after.set_index("name").loc["NHSmail 2", "name_before"] == "NHSmail2"
