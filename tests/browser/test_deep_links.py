"""A link to any page opens it, as the first visit to a server just started too, and the page fits the screen."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

import app
from tests.browser import acts
from tests.browser.conftest import Server, running_server

TITLES = {"": "Overview", **{entry.stem: entry.title for entry in app.PAGES}}
# An entry's text starts with its icon's name, which the icon font draws as a sign.
ENTRIES = [re.compile(rf"{entry.title}$") for entry in app.PAGES]
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (
    ("dark", 390),
    ("light", 1440),
    ("light", 390),
    ("dark", 1440),
)
"""The first is looked at in every run, as it differs most from the opening's; all where somebody wants pictures."""


JUST_STARTED = ("", "project")
"""Opened as the very first visit to a server as well: what such a server knows of its pages is the same for all, and
starting one takes longer than all the rest of the test."""


@pytest.mark.parametrize("path", TITLES)
def test_a_deep_link_opens_a_page_with_a_sentence_and_no_error_inside_its_frame(
    path: str, tab: Page, server: Server, screenshots: Path
) -> None:
    tab.set_viewport_size({"width": 1400, "height": 900})
    tab.emulate_media(color_scheme="light")
    _opens_whole(tab, server, path)
    if path in ACTS:
        ACTS[path](tab)
    for scheme, width in LOOKS if os.environ.get("PMO_SCREENSHOTS") else LOOKS[:1]:
        tab.emulate_media(color_scheme=scheme)
        acts.whole(tab, screenshots / f"{path or 'root'}-{scheme}-{width}.png", width)
        wide = tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is wider than a screen of {width} pixels"


@pytest.mark.parametrize("path", JUST_STARTED)
def test_a_deep_link_is_the_first_visit_to_a_server_just_started(
    path: str, page: Page, tmp_path: Path, demo_home: Path
) -> None:
    with running_server(tmp_path, home=demo_home) as started:
        _opens_whole(page, started, path)


def _a_cell_opens_what_it_was_judged_by(page: Page) -> None:
    """The cells are drawn by a map that tells no selection; unseen marks above them do, and only a browser has both."""
    main = acts.main(page)
    tables = main.get_by_test_id("stDataFrame").count()
    # Checks down, status dates across: the mark of the last check at the last status date.
    main.get_by_test_id("stPlotlyChart").first.locator(".scatterlayer .point").last.click(force=True)
    expect(main.get_by_text("Data quality met, 31 Oct 2026")).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)
    expect(main.get_by_test_id("stDataFrame")).to_have_count(tables + 1)
    acts.no_error(page)


ACTS = {"processes": _a_cell_opens_what_it_was_judged_by}
"""What is done on a page once it is open, where only a browser can do it."""


def _opens_whole(page: Page, server: Server, path: str) -> None:
    acts.opened(page, f"{server.url}/{path}", TITLES[path])
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_text(ENTRIES)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(acts.main(page).locator("p").filter(has_text=".").first).to_be_visible()
    acts.no_error(page)


def test_a_server_that_shows_every_page_says_nothing_on_its_log(tab: Page, server: Server) -> None:
    tab.set_viewport_size({"width": 1400, "height": 900})
    acts.opened(tab, server.url, "Overview")
    for entry, shown in zip(app.PAGES, ENTRIES, strict=True):
        tab.get_by_test_id("stSidebarNavLink").filter(has_text=shown).click()
        expect(tab.get_by_role("heading", level=1)).to_have_text(acts.heading(entry.title), timeout=acts.PATIENCE)

    assert server.log.read_text() == ""
