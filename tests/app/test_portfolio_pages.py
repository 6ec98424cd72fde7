"""Alignment, progress, risk and project inside their frame: on the demo, on an empty store, and with one filter."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pmo_data.store.database import Store
from tests.app.conftest import OpenPage

FIRST_SEEN = {
    # What each page's first sentence has to name, by the stories that the demo tells (data/demo/STORIES.md).
    "alignment": "Carbon-neutral operations by 2035 rests on red projects only",
    "progress": "Digital authority slips most",
    "risk": "are high or very high",
    "project": "■ Red: Finish is 178 days later than the baseline",
}


def _said(page: AppTest) -> str:
    """The text of the page; the escapes of Markdown are left out."""
    return "\n".join(str(element.value) for element in page.markdown).replace("\\", "")


@pytest.mark.parametrize("stem", FIRST_SEEN)
def test_the_first_sentence_tells_the_story_of_the_demo(stem: str, open_page: OpenPage) -> None:
    page = open_page(stem, {"project": "NM-12"} if stem == "project" else None, seconds=60)

    assert not page.exception
    assert FIRST_SEEN[stem] in _said(page)
    assert len(page.metric) >= 4


@pytest.mark.parametrize("stem", FIRST_SEEN)
def test_an_empty_store_says_what_to_bring(stem: str, open_page: OpenPage, store_path: Path) -> None:
    Store.open(store_path).close()

    page = open_page(stem, seconds=60)

    assert not page.exception
    assert [element.value for element in page.title] == [stem.capitalize()]
    assert "Nothing was imported yet" in page.info[0].value


def test_a_programme_in_the_address_narrows_the_page(open_page: OpenPage) -> None:
    page = open_page("risk", {"programmes": "Clean rivers"}, seconds=60)

    assert not page.exception
    assert 0 < int(page.metric[0].value) < 128


def test_a_grouping_of_the_projects_can_stand_in_for_objectives(open_page: OpenPage) -> None:
    page = open_page("alignment", {"dimension": "Department"}, seconds=60)

    assert not page.exception
    assert any("the department of each project" in element.value for element in page.info)
    assert page.metric[0].label == "Departments served"


def test_a_project_that_is_not_there_is_said_and_another_shown(open_page: OpenPage) -> None:
    page = open_page("project", {"project": "NM-99"}, seconds=60)

    assert not page.exception
    assert page.warning[0].value.startswith("There is no project NM\\-99")
    assert page.selectbox(key="project_choice").value in page.query_params["project"]


def test_choosing_another_project_changes_the_address(open_page: OpenPage) -> None:
    page = open_page("project", {"project": "NM-12"}, seconds=60)

    page.selectbox(key="project_choice").set_value("NM-03").run()

    assert not page.exception
    assert "NM-03" in page.query_params["project"]
