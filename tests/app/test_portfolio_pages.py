"""The pages on the portfolio as a whole: each planted story told first, in words; and the forms that write.

The pages that only look are run once each on the demo; those that write have a small store of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages._ui import chart, opening, overview_moves, process_cell, risk_rows, room, tables
from pmo_data.charts import theme
from pmo_data.domain.places import app_script
from pmo_data.domain.scope import Scope
from pmo_data.queries.exceptions import DecisionEffects, DecisionsRanked
from pmo_data.queries.overview import Movement
from pmo_data.queries.plan import PlanCalendar
from pmo_data.queries.registers import Actions, Objectives, Projects
from pmo_data.queries.settings import Settings
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from pmo_data.studies.calendar import working_calendar
from pmo_data.studies.writing import write
from tests.app.conftest import OpenPage
from tests.queries.portfolio import put

FIRST = {
    "overview": ("Worst\\: Westbrook pumping station replacement\\. Reported green, but the data says red",),
    "alignment": ("Carbon\\-neutral operations by 2035 rests on red projects only", "serves no objective"),
    "progress": ("Digital authority slips most",),
    "risk": ("scored risks are high or very high", "overdue", "Mere tunnel relining and came true\\: £5"),
    "money": ("Sludge treatment centre has spent £15\\.5m past Gate 3 Contract award", "£824m of budget"),
    "decisions": ("First\\: Which project gets the integration architect first?", "2 overdue"),
    "benefits": ("Old licences retired", "61 % of its target to date"),
    "roadmap": ("hand\\-overs between projects come later",),
    "processes": ("Customer and communities hands in none of its status reports on time",),
    "balance": ("Capacity growth",),
    "people": ("Integration architect is short first, with agreed work alone", "Ingrid Halvorsen, 180 %"),
    "settings": ("Every threshold and rule stands at its default",),
}


@pytest.fixture(scope="module")
def shown() -> dict[str, AppTest]:
    """The page of each stem on the demo, run once for all tests that only look."""
    return {}


def _page(shown: dict[str, AppTest], stem: str) -> AppTest:
    if stem not in shown:
        test = AppTest.from_file(app_script(), default_timeout=120)
        shown[stem] = test.switch_page(f"pages/{stem}.py").run()
    return shown[stem]


@pytest.mark.parametrize("stem", FIRST)
def test_the_first_sentence_tells_the_planted_story(stem: str, shown: dict[str, AppTest]) -> None:
    page = _page(shown, stem)

    assert not page.exception
    told = page.markdown[0].value
    assert all(part in told for part in FIRST[stem]), told


def test_a_shared_benefit_counted_twice_and_missing_owners_are_said(shown: dict[str, AppTest]) -> None:
    said = " ".join(warning.value for warning in _page(shown, "benefits").warning)

    assert "3 benefits without an owner" in said
    assert "come to 120 %" in said


def test_ratings_that_never_changed_are_counted_and_listed_when_asked_for(shown: dict[str, AppTest]) -> None:
    page = _page(shown, "overview")
    said = " ".join(caption.value for caption in page.caption)
    assert "declared ratings never changed" in said
    assert "rated both ways" in said

    page.session_state["often"] = True
    rows = next(t.value for t in page.run().dataframe if "data_changes" in t.value.columns)
    assert rows.iloc[0]["people_changes"] < rows.iloc[0]["data_changes"]


def test_a_risk_that_came_true_stands_beside_its_issue(shown: dict[str, AppTest]) -> None:
    issues = next(t.value for t in _page(shown, "risk").dataframe if "resolution" in t.value.columns)

    assert issues.iloc[0]["impact_cost"] == pytest.approx(5.15e6, rel=0.01)


def test_an_empty_store_is_one_sentence_and_a_way_in_on_every_page(open_page: OpenPage, store_path: Path) -> None:
    Store.open(store_path).close()
    for stem in FIRST:
        page = open_page(stem, seconds=60)
        assert not page.exception
        assert [info.value for info in page.info][-1].startswith("Nothing was imported yet."), stem
        assert not page.dataframe


# What is on the pages once something is chosen, without a browser's selections.


@pytest.fixture
def caches() -> Iterator[None]:
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()


@pytest.mark.usefixtures("caches")
def test_a_cell_of_the_matrix_and_a_kind_of_line_open_their_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int, str]] = []

    def note(rows: pd.DataFrame, *, key: str, alt: str, **more: object) -> None:
        asked.append((key, len(rows), alt))
        assert more["columns"]

    monkeypatch.setattr(opening, "table", note)
    risk_rows.cell(Scope(), "current", 5, 5)
    risk_rows.overdue(Scope(), None, undated=False)
    risk_rows.overdue(Scope(), "action", undated=False)
    risk_rows.overdue(Scope(), None, undated=True)
    risk_rows.came_true(Scope(programmes=("none such",)))

    keys = [key for key, _, _ in asked]
    assert keys == ["cell_risks", "overdue", "overdue"]
    assert asked[0][2] == "Open risks with probability 5 and impact 5, current scores."
    assert asked[1][1] > asked[2][1] > 0


@pytest.mark.usefixtures("caches")
def test_a_cell_of_the_processes_opens_the_rows_it_was_judged_by(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[pd.DataFrame] = []
    monkeypatch.setattr(opening, "table", lambda rows, **more: asked.append(rows[[*more["columns"], "department"]]))
    process_cell.show("report on time|Customer and communities|2026-10-31", Scope(), "kept")
    process_cell.show("data quality met||2026-10-31", Scope(), "kept")
    process_cell.show(None, Scope(), "kept")

    reports, lost = asked
    assert set(reports["department"]) == {"Customer and communities"}
    assert set(reports["kept"]) == {"Missed"}
    assert lost["said"].str.contains("points? lost").any()
    # A lost point is neither kept nor missed: their sum is what the check looks at.
    assert "kept" not in lost.columns or lost["kept"].notna().any()


# The small store: three projects of two months; Birch slips and costs more, Ash waits for a decision.


@pytest.mark.usefixtures("caches")
def test_a_decision_is_logged_leaves_the_list_and_its_effect_is_told(small_room: Path, open_page: OpenPage) -> None:
    page = open_page("decisions", seconds=60)
    assert "1 decision waits" in page.markdown[0].value
    page.session_state["decide_0"] = True
    page.run()
    button = next(b for b in page.button if b.label == "Log the decision")
    button.click().run()
    assert [e.value for e in page.error][-1].startswith("Choose an outcome or write one")

    next(s for s in page.selectbox if s.label == "Outcome").select("South")
    next(t for t in page.text_area if t.label == "Why").input("Cheaper by far")
    next(b for b in page.button if b.label == "Log the decision").click().run()

    assert not page.exception
    assert page.markdown[0].value.startswith("**No decision is open in the register")
    with Store.open(small_room) as store:
        assert store.fetch(DecisionsRanked()).empty
        made = store.fetch(DecisionEffects()).iloc[0]
        assert (made["outcome"], made["project"], made["written_here"]) == ("South", "P1", True)
        assert str(made["decided_on"].date()) == "2026-02-28"
        assert len(snapshots(store)) == 3


@pytest.mark.usefixtures("caches")
def test_an_action_is_logged_with_its_owner_and_date(small_room: Path, open_page: OpenPage) -> None:
    page = open_page("decisions", seconds=60)
    next(t for t in page.text_input if t.label == "What is to be done").input("Ask the bank")
    next(t for t in page.text_input if t.label == "Who does it").input("Ada")
    next(d for d in page.date_input if d.label == "By when").set_value(date(2026, 3, 15))
    next(b for b in page.button if b.label == "Log the action").click().run()

    assert [s.value for s in page.success] == ["The action is in the register."]
    with Store.open(small_room) as store:
        row = store.fetch(Actions()).iloc[0]
    assert (row["name"], row["owner"], str(row["due"].date()), row["is_open"]) == (
        "Ask the bank", "Ada", "2026-03-15", True,
    )  # fmt: skip


def _set(page: AppTest, name: str, value: str) -> AppTest:
    next(s for s in page.selectbox if s.label == "Setting").set_value(name).run()
    next(t for t in page.text_input if t.label == "New value").input(value)
    next(b for b in page.button if b.label == "Set").click().run()
    assert not page.exception
    return page


@pytest.mark.usefixtures("caches")
def test_a_setting_is_checked_then_written_with_its_date_and_rewrites_no_history(
    small_room: Path, open_page: OpenPage
) -> None:
    page = open_page("settings", seconds=60)
    refused = {
        ("cost_red_pct", ""): "Write a value first",
        ("cost_red_pct", "many"): "Cost red, % is a number such as 15",
        ("cap_from", "blue"): "is amber or red",
        ("risk_matrix", "LMH"): "25 letters",
        ("fiscal_first_month", "13"): "from 1 to 12",
        ("target_mix:category:…", "20"): "Name the bucket",
    }
    for (name, value), said in refused.items():
        assert said in _set(page, name, value).error[-1].value.replace("\\", "")

    # Birch is forecast 15 % over its budget: amber by the default of 20, red from 12.
    _set(page, "cost_red_pct", "12")

    assert " settings is set by you" in page.markdown[0].value
    assert page.dataframe[0].value["said"].iloc[0] == "Cost red, %"
    assert "Cost red, %" in page.markdown[0].value
    with Store.open(small_room) as store:
        known = snapshots(store)
        row = store.fetch(Settings()).iloc[0]
        birch = [store.fetch(Projects(as_of=s.moment)).set_index("project").loc["P2", "derived_cost"] for s in known]
    assert (row["name"], row["value"], str(row["since"].date())) == ("cost_red_pct", "12", "2026-02-28")
    assert birch == ["green", "amber", "red"]


@pytest.mark.usefixtures("caches")
def test_projects_that_go_by_another_name_are_asked_about_and_remembered(store_path: Path, open_page: OpenPage) -> None:
    def row(name: str) -> dict[str, object]:
        return {"name": name, "status": "active", "declared_overall": "amber", "approved_budget": 5.0}

    with Store.open(store_path) as store:
        put(store, date(2018, 9, 30), project=[row("School Building"), row("NHSmail2"), row("Depot")])
        put(store, date(2022, 3, 31), project=[row("School Building 1"), row("School Building 2"), row("NHSmail 2")])
    page = open_page("overview", seconds=60)
    question = next(m for m in page.multiselect if m.label == "These are the same project")
    assert question.options[0] == "NHSmail2 → NHSmail 2"
    assert len(question.options) == 3

    question.set_value([1, 2])
    next(b for b in page.button if b.label == "Remember").click().run()
    assert "can be the same as one other only" in page.error[-1].value
    next(m for m in page.multiselect if m.label == "These are the same project").set_value([0])
    next(b for b in page.button if b.label == "Remember").click().run()

    assert not page.exception
    with Store.open(store_path) as store:
        first, last = snapshots(store)[0].moment, snapshots(store)[-1].moment
        moved = store.fetch(Movement(as_of=last, compare_with=first)).set_index("name")
    assert (moved.loc["NHSmail 2", "movement"], moved.loc["NHSmail 2", "name_before"]) == ("same", "NHSmail2")


@pytest.mark.usefixtures("caches")
def test_weights_working_days_and_palette_are_set_in_the_app_and_hold_from_now_on(
    small_room: Path, open_page: OpenPage
) -> None:
    with Store.open(small_room) as store:
        write(store, "objective", {"code": "O1", "name": "Safety", "weight": 1.0}, who="Ada")
        write(store, "objective", {"code": "O2", "name": "Speed", "weight": 0.25}, who="Ada")
    page = open_page("settings", seconds=60)
    assert any(m.value.startswith("No calendar was imported") for m in page.markdown)

    next(s for s in page.selectbox if s.label == "Objective").select("O2").run()
    weight = next(n for n in page.number_input if n.label == "Weight")
    assert weight.value == 0.25
    weight.set_value(3.0)
    next(b for b in page.button if b.label == "Set the weight").click().run()
    next(d for d in page.date_input if d.label == "Day off").set_value(date(2026, 4, 3))
    next(t for t in page.text_input if t.label == "What the day is").input("Good Friday")
    next(b for b in page.button if b.label == "Add the day off").click().run()
    next(m for m in page.multiselect if m.label == "Days worked").set_value([])
    next(b for b in page.button if b.label == "Set the working week").click().run()
    assert page.error[-1].value == "A working week needs a day that is worked."
    next(m for m in page.multiselect if m.label == "Days worked").set_value(["Monday", "Tuesday", "Sunday"])
    next(b for b in page.button if b.label == "Set the working week").click().run()
    _set(page, "palette", "colour blind")

    assert theme.fill("red") == theme.RATINGS["red"].colour  # another thread's drawing is not touched
    with Store.open(small_room) as store:
        shares = store.fetch(Objectives()).set_index("objective")["weight_share_pct"].to_dict()
        days, sentence = working_calendar(store.fetch(PlanCalendar()))
        before = snapshots(store)[1].moment
        assert store.fetch(PlanCalendar(as_of=before)).empty
        said = store.fetch(Settings())
    assert shares == {"O1": 25.0, "O2": 75.0}
    assert (days.weekmask, days.holidays) == ("1100001", (date(2026, 4, 3),))
    assert sentence == "Working days by the calendar House calendar, 1 day off."
    assert said[["name", "value"]].to_numpy().tolist() == [["palette", "colour blind"]]


@pytest.mark.usefixtures("caches", "small_room")
def test_a_page_without_what_feeds_it_says_so_and_what_to_bring(open_page: OpenPage) -> None:
    stems = ("roadmap", "benefits", "risk", "money", "processes", "progress")
    pages = {stem: open_page(stem, seconds=60) for stem in stems}
    said = {stem: [info.value for info in page.info] for stem, page in pages.items()}

    assert "No milestone that is still ahead is on file, so there is nothing to slip." in said["roadmap"]
    assert any("`pmo template dependency`" in text.replace("\\", "") for text in said["roadmap"])
    assert any("`pmo template benefit`" in text.replace("\\", "") for text in said["benefits"])
    # What is known comes first: the dates of projects.
    assert [heading.value for heading in pages["roadmap"].subheader][:2] == ["Roadmap", "What if it slips"]
    # Programmes are all that its projects state, so there is nothing to choose.
    assert "lanes" not in {choice.key for choice in pages["roadmap"].get("button_group")}
    assert "No open risk carries a score." in said["risk"]
    # Without any gate or milestone none is overdue or missed, but that is no good news.
    assert "Gates held: needs stage gates, on file for 0 of 3 projects." in said["processes"]
    assert "Milestones: needs milestones, on file for 0 of 3 projects." in said["progress"]
    figures = {metric.label: metric.value for metric in pages["money"].metric}
    assert (figures["Spent past a gate"], figures["Spent to date"]) == ("n/a", "n/a")
    for stem, page in pages.items():
        assert not page.exception
        assert any("What this page lacks" in expander.label for expander in page.expander), stem


@pytest.mark.usefixtures("caches")
def test_what_moved_is_told_by_rating_or_else_by_date(small_room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "path", lambda: small_room)
    with Store.open(small_room) as store:
        first, last = (s.moment for s in snapshots(store))
        moved = store.fetch(Movement(as_of=last, compare_with=first))
    drawn: list[tuple[str, list[str]]] = []

    def note(rows: pd.DataFrame, *, key: str, **_: object) -> list[int]:
        drawn.append((key, list(rows["project"])))
        return []

    monkeypatch.setattr(tables, "show", note)
    monkeypatch.setattr(chart, "show", lambda *_, **__: [{"customdata": ["worsened"]}])
    overview_moves.show(moved)
    overview_moves.show(moved.assign(movement="same"))
    overview_moves.show(moved.assign(movement="same", finish_moved_days=0))

    assert drawn == [("moved", ["P2"]), ("moved_dates", ["P2"])]
