"""Every page stands in its frame, also when Streamlit starts the page's file without `app.py`."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

import app
from pages._ui import filters
from pmo_data.domain.places import app_folder, app_script
from pmo_data.domain.scope import Scope
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
