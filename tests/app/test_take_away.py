"""The overview offers its view as files, and each is made of exactly the scope on the page."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from pages._ui import pack, room
from pmo_data.domain.places import demo_database_path
from pmo_data.domain.scope import Scope
from pmo_data.export.pack.forms import FORMS, Order
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from tests.app.conftest import OpenPage


def test_the_overview_offers_every_form(open_page: OpenPage) -> None:
    page = open_page("overview", seconds=60)

    assert not page.exception
    assert [element.key for element in page.get("download_button")] == [f"take_away_{form}" for form in FORMS]


def test_a_file_is_made_after_its_page_has_run(monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(demo_database_path(), read_only=True) as store:
        known = snapshots(store)
        monkeypatch.setattr(room, "store", lambda: store)
        monkeypatch.setattr(room, "all_snapshots", lambda: known)
        make = pack._made("pptx", Order(Scope(known[-1].moment), "Ada"))
        monkeypatch.undo()
        deck = Presentation(io.BytesIO(make()))

    assert deck.core_properties.author == "Ada"
    assert deck.slides[0].shapes.title.text.startswith("60 projects, 53 of them open, with £824m of budget")
