"""The month in prose on its page, each sentence a link to its rows with the filters that are chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages._ui import filters
from pmo_data.domain.scope import Scope
from pmo_data.store.database import Store
from tests.app.conftest import OpenPage


def test_the_page_tells_what_moved_and_links_each_sentence_to_its_rows(small_room: Path, open_page: OpenPage) -> None:
    page = open_page("month", seconds=60)

    assert small_room.exists()
    assert not page.exception
    assert [heading.value for heading in page.subheader] == ["What moved", "What drove it", "What is at stake"]
    said = [line.value for line in page.markdown]
    assert any("[1 project got worse](overview" in line and "\\: Birch \\(green to amber\\)" in line for line in said)
    assert any("](overview) with €350k of budget" in line for line in said)
    # 30,000 more for Birch alone.
    assert any("[The forecast rose by €30\\.0k](money" in line for line in said)
    assert any("project=P2)" in line for line in said)
    assert any("since 31 Jan 2026 · snapshot 1" in caption.value for caption in page.caption)
    assert [button.key for button in page.get("download_button")][:1] == ["take_away_pptx"]


def test_a_part_without_projects_is_one_sentence(
    small_room: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "choose", lambda _: Scope(programmes=("Nowhere",)))
    page = open_page("month", seconds=60)

    assert small_room.exists()
    assert [info.value for info in page.info] == ["No project is in this part of the portfolio."]
    assert any("nothing to compare with is chosen" in caption.value for caption in page.caption)


def test_a_store_without_imports_says_so(store_path: Path, open_page: OpenPage) -> None:
    with Store.open(store_path):
        pass
    for stem in ("month", "explore", "review"):
        page = open_page(stem, seconds=60)
        assert not page.exception
        assert page.info[0].value.startswith("Nothing was imported yet.")
        assert not page.subheader
