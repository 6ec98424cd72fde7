"""Every page stands in its frame, also when Streamlit starts the page's file without `app.py`."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

import app
from pages._ui import address, filters
from pmo_data.domain.places import app_folder, app_script
from pmo_data.domain.scope import Scope
from pmo_data.store.snapshots import Snapshot
from tests.app.conftest import OpenPage

STEMS = ("overview", "alignment", "progress", "risk", "project", "people", "data", "proof")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages for which the frame asked for the filters, in order."""
    pages: list[str] = []
    choose = filters.choose

    def choose_and_note(stem: str) -> Scope:
        pages.append(stem)
        return choose(stem)

    monkeypatch.setattr(filters, "choose", choose_and_note)
    return pages


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_started_alone_runs_once_and_inside_the_frame(stem: str, open_page: OpenPage, asked: list[str]) -> None:
    page = open_page(stem)

    assert not page.exception
    assert len(page.title) == 1
    assert asked == [stem]


def test_the_root_shows_the_overview_with_its_own_filters(asked: list[str]) -> None:
    page = AppTest.from_file(app_script(), default_timeout=30).run()

    assert not page.exception
    assert len(page.title) == 1
    assert asked == ["overview"]


def test_the_menu_names_every_page_file_once() -> None:
    files = sorted(path.stem for path in (app_folder() / "pages").glob("*.py"))

    assert sorted(entry.stem for entry in app.PAGES) == files


@pytest.mark.usefixtures("small_room")
def test_an_address_may_name_snapshots_by_number_and_filters_by_key_and_hears_what_there_is_not(
    open_page: OpenPage,
) -> None:
    page = open_page("balance", {"as_of": "1", "ratings": "red", "compare_with": "99"})

    assert not page.exception
    assert page.session_state["as_of"] == "1"
    assert page.session_state["ratings"] == ["red"]
    assert str(page.query_params["as_of"]) == "31 Jan 2026 · snapshot 1"
    assert [w.value for w in page.sidebar.warning] == [
        "Compared with\\: there is no 99 here, so the address is followed without it\\."
    ]


def _snapshot(number: int, day: date) -> Snapshot:
    return Snapshot(number, number, day, "", datetime(2026, 3, 1), "")


def test_a_day_in_an_address_means_the_last_snapshot_until_it() -> None:
    known = [_snapshot(1, date(2026, 1, 31)), _snapshot(2, date(2026, 2, 28)), _snapshot(3, date(2026, 2, 28))]
    titles = {"latest": "Latest (…)"} | {str(s.snapshot): s.title for s in known}

    said = ("2026-02-27", "2026-12-31", "2026-01-01", "LATEST (…)", "2", "28 Feb 2026 · snapshot 3", "9")
    assert [address.named(text, titles, known) for text in said] == ["1", "3", None, "latest", "2", "3", None]
