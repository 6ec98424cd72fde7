"""A link to any page works as the very first visit to a server that has just been started."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import app
from tests.browser.conftest import running_server

TITLES = {"": "Overview", **{entry.stem: entry.title for entry in app.PAGES}}
MENU = tuple(entry.title for entry in app.PAGES)
# An entry's text starts with its icon's name, which the icon font draws as a sign.
ENTRIES = [re.compile(rf"{title}$") for title in MENU]


def heading(path: str) -> re.Pattern[str]:
    """What stands on top of a page: its title, or on a project's page the project's name."""
    return re.compile(r"\w+" if path == "project" else rf"^{TITLES.get(path, path)}$", re.IGNORECASE)


@pytest.mark.parametrize("path", TITLES)
def test_a_cold_deep_link_opens_the_page_inside_its_frame(
    path: str, page: Page, tmp_path: Path, demo_home: Path, screenshots: Path
) -> None:
    with running_server(tmp_path, home=demo_home) as server:
        page.goto(f"{server.url}/{path}")

        expect(page.get_by_role("heading", level=1)).to_have_text(heading(path), timeout=30_000)
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_text(ENTRIES)
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        page.screenshot(path=screenshots / f"cold-{path or 'root'}.png")


def test_a_server_that_shows_every_page_says_nothing_on_its_log(page: Page, tmp_path: Path, demo_home: Path) -> None:
    with running_server(tmp_path, home=demo_home) as server:
        page.goto(server.url)
        for title in MENU:
            page.get_by_test_id("stSidebarNavLink").filter(has_text=re.compile(rf"{title}$")).click()
            expect(page.get_by_role("heading", level=1)).to_have_text(heading(title.lower()), timeout=30_000)

        assert server.log.read_text() == ""
