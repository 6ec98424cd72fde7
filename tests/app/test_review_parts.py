"""A review on its page from the freeze to the minutes, and the views that a sidebar keeps."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pmo_data.ingest.who import whoami
from pmo_data.queries.registers import Actions, Decisions
from pmo_data.queries.reviews import ReviewItems, SavedViews
from pmo_data.store.database import Store
from pmo_data.store.visits import last_seen, mark_seen
from pmo_data.studies.review import close_review, start_review
from pmo_data.studies.views import keep_view
from tests.app.conftest import OpenPage


def _button(page: AppTest, label: str) -> Any:
    return next(button for button in page.button if button.label == label)


def test_a_review_is_held_from_the_freeze_to_the_minutes(small_room: Path, open_page: OpenPage) -> None:
    page = open_page("review", seconds=60)
    _button(page, "Freeze and start").click().run()
    assert not page.exception
    assert [choice.label for choice in page.text_input][:1] == ["Name of the review"]

    page.text_input[0].set_value("March *committee*")
    page.date_input[0].set_value(date(2026, 3, 3))
    page.text_input[1].set_value("Ben")
    _button(page, "Freeze and start").click().run()
    review = page.session_state["review"]
    shown = [line.value for line in page.markdown]
    assert "**March \\*committee\\*: as of 28 Feb 2026, held on 3 Mar 2026.**" in shown
    assert any(line == "**1. Choose the route**" for line in shown)
    assert [metric.value for metric in page.metric][:2] == ["3", "1"]

    page.session_state[f"n_{review}/1"] = True
    page.run()
    page.text_area[0].set_value("The north is dry.")
    next(field for field in page.text_input if field.label == "What was decided").set_value("North")
    _button(page, "Write down").click().run()
    page.session_state[f"n_{review}/1"] = False
    page.session_state[f"a_{review}/1"] = True
    page.run()
    next(field for field in page.text_input if field.label == "What is to be done").set_value("Buy the land")
    next(field for field in page.text_input if field.label == "Who does it").set_value("Ben")
    _button(page, "Log the action").click().run()
    next(field for field in page.text_input if field.label == "Something else for the agenda").set_value("Any other")
    _button(page, "Add").click().run()
    captions = [caption.value for caption in page.caption]
    assert "Noted: The north is dry\\." in captions
    assert "Decided: North" in captions
    assert "Actions: Buy the land \\(Ben\\)" in captions
    assert any(line.value == "**2. Any other**" for line in page.markdown)

    page.session_state["what_if"] = True
    page.session_state["what_if_way"] = "moved"
    page.session_state["what_if_project"] = "P2"
    page.run()
    # Birch finishes on 15 August and was to finish on 30 June: 46 days and eight weeks.
    sentence = "What if Birch moves by 8 weeks\\: it finishes on 10 Oct 2026, 102 days after its baseline; €230k stays"
    assert any(line.value.startswith(f"**{sentence}") for line in page.markdown)
    page.button(key="what_if_keep").click().run()
    assert any("The north is dry\\. What if Birch moves" in caption.value for caption in page.caption)

    _button(page, "Close and write the minutes").click().run()
    assert not page.exception
    assert not [button for button in page.button if button.label in ("Add", "Write down", "Log the action")]
    minutes = "\n".join(line.value for line in page.markdown if line.value.startswith("###"))
    assert "### March \\*committee\\*" in minutes
    assert "- Decided: North" in minutes
    offered = [button.label for button in page.get("download_button")]
    assert [label for label in offered if label.startswith("Minutes")] == ["Minutes as HTML", "Minutes as text"]
    with Store.open(small_room, read_only=True) as store:
        assert store.fetch(Decisions()).iloc[0][["is_open", "outcome"]].tolist() == [False, "North"]
        assert store.fetch(Actions())["name"].tolist() == ["Buy the land"]


def _pinned() -> None:
    import pandas as pd
    import plotly.graph_objects as go

    from pages._ui import chart, pinning

    rows = pd.DataFrame({"projects": [3]})
    pinning.popover(pinning.Picture(rows, statement="select count(*) from projects"), "answer")
    bars = go.Figure(go.Bar(x=["a"], y=[3]), layout={"meta": {"finding": "Three *projects*"}})
    chart.show(bars, alt="Three.", key="bars", behind=rows)


def test_an_answer_and_a_chart_are_pinned_to_the_review_that_is_open(small_room: Path, open_page: OpenPage) -> None:
    page = AppTest.from_function(_pinned, default_timeout=60)
    page.session_state["answer_pin"] = True
    page.run()
    assert [info.value for info in page.info] == ["No review is open. Start one on the page Review."]

    with Store.open(small_room) as store:
        review = start_review(store, "March committee", who="Ada", held_on=date(2026, 3, 3))
    page.run()
    page.text_input[0].set_value("How many are there?")
    page.button[0].click().run()
    page.session_state["answer_pin"] = False
    page.session_state["chart_bars_pin"] = True
    page.run()
    page.button[0].click().run()
    assert not page.exception
    with Store.open(small_room) as store:
        items = store.fetch(ReviewItems(review=review))
        close_review(store, review, who="Ada")
    assert items["name"].tolist() == ["Choose the route", "How many are there?", "Three *projects*"]
    assert items["reason"].iloc[1] == "Answer of 1 row: projects 3. Asked: select count(*) from projects"
    _is_shown_when_closed(review, open_page)


def _is_shown_when_closed(review: str, open_page: OpenPage) -> None:
    """The pinned chart and table stand in the minutes, read-only, each once."""
    page = open_page("review", {"review": review}, seconds=60)
    assert not page.exception
    assert len(page.get("plotly_chart")) == 1
    assert page.dataframe[0].value["projects"].tolist() == [3]
    assert any(line.value == "**Three \\*projects\\***" for line in page.markdown)
    assert not any("Answer of" in line.value for line in page.markdown)


def _sidebar() -> None:
    from pages._ui import saved_views
    from pmo_data.domain.scope import Scope

    saved_views.show("risk", Scope(programmes=("PG-N",)))


@pytest.fixture
def gone_to(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Where a part sends its reader, instead of going there: a part alone has no other pages."""
    called = Mock()
    monkeypatch.setattr(st, "switch_page", called)
    return called


def _open(**chosen: object) -> AppTest:
    page = AppTest.from_function(_sidebar, default_timeout=60)
    for name, value in {"saved_views": True, **chosen}.items():
        page.session_state[name] = value
    return page.run()


def test_a_view_is_kept_with_its_filters_and_at_its_snapshot(small_room: Path) -> None:
    page = _open()
    assert [caption.value for caption in page.caption] == ["No view is kept yet."]

    page.text_input[0].set_value("Northern risks")
    page.toggle[0].set_value(True)
    page.toggle[1].set_value(True)
    page.button[0].click().run()
    assert not page.exception
    with Store.open(small_room, read_only=True) as store:
        kept = store.fetch(SavedViews(who="somebody else")).iloc[0]
    assert kept[["name", "page", "address", "is_shared"]].tolist() == [
        "Northern risks", "risk", "programmes=PG-N&as_of=2", True,
    ]  # fmt: skip


def test_a_view_is_opened_with_all_of_its_filters_and_removed(small_room: Path, gone_to: Mock) -> None:
    with Store.open(small_room) as store:
        code = keep_view(store, "South", "money", "grain=year&programmes=PG-S&as_of=1", who=whoami())
    page = _open(departments=["D1"], compare_with="1")
    page.button(key=f"view_{code}").click().run()

    gone_to.assert_called_once_with("pages/money.py", query_params={"grain": ["year"]})
    assert page.session_state["programmes"] == ["PG-S"]
    assert page.session_state["departments"] == []
    assert page.session_state["as_of"] == "1"
    assert "compare_with" not in page.session_state

    page.button(key=f"remove_{code}").click().run()
    with Store.open(small_room, read_only=True) as store:
        assert store.fetch(SavedViews(who=whoami())).empty


def test_what_moved_since_the_last_visit_is_said_and_opened(small_room: Path, gone_to: Mock) -> None:
    mark_seen(small_room, whoami(), 1)
    page = _open(saved_views=False)

    # Birch went from green to amber; Ash and Cedar stayed.
    assert [info.value for info in page.info] == [
        "Since you last looked \\(31 Jan 2026 · snapshot 1\\)\\: 1 project moved, 1 for the worse\\."
    ]
    assert last_seen(small_room, whoami()) == 2
    page.button(key="what_changed").click().run()
    gone_to.assert_called_once_with("pages/overview.py")
    assert page.session_state["compare_with"] == "1"


def test_a_visit_after_which_nothing_moved_says_so(small_room: Path) -> None:
    with Store.open(small_room) as store:
        keep_view(store, "Mine", "risk", "", who=whoami())
    mark_seen(small_room, whoami(), 2)

    assert _open(saved_views=False).caption[0].value.startswith("No project moved since you last looked")
