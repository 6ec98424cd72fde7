"""Every page on the demo as a person sees it: title, opening sentence, no error; light and dark, wide and narrow."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

import app
from tests.browser import acts
from tests.browser.conftest import Server, running_server

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (
    ("light", 1440),
    ("dark", 390),
    ("light", 390),
    ("dark", 1440),
)
"""The first two are looked at in every run; all four where somebody wants the pictures."""


@pytest.mark.parametrize("entry", app.PAGES, ids=lambda entry: entry.stem)
def test_a_page_opens_with_a_sentence_and_no_error(
    entry: app.Entry, server: Server, page: Page, screenshots: Path
) -> None:
    acts.opened(page, f"{server.url}/{entry.stem}", entry.title)

    acts.no_error(page)
    first = acts.main(page).locator("p").filter(has_text=".").first
    expect(first).to_be_visible()
    for scheme, width in LOOKS if os.environ.get("PMO_SCREENSHOTS") else LOOKS[:2]:
        page.emulate_media(color_scheme=scheme)
        acts.whole(page, screenshots / f"{entry.stem}-{scheme}-{width}.png", width)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{entry.stem} is wider than a screen of {width} pixels"


@pytest.mark.real
def test_a_published_portfolio_is_brought_in_and_shown_on_the_five_pages(
    page: Page, tmp_path: Path, demo_home: Path, screenshots: Path
) -> None:
    file = SHARED / "portfolio" / "gmpp-2022-03.csv"
    if not file.exists():
        pytest.skip("the folder ../shared/data is not here")
    with running_server(tmp_path, home=demo_home) as server:
        acts.start_own(page, server.url)
        acts.upload(page, [file])
        page.get_by_role("button", name="Import as of").click(timeout=acts.PATIENCE)
        expect(page.get_by_text("is made: 235 new").first).to_be_visible(timeout=acts.PATIENCE)

        for title in ("Overview", "Alignment", "Progress", "Risk", "Project"):
            acts.opened(page, f"{server.url}/{title.lower()}", title)
            acts.no_error(page)
            acts.whole(page, screenshots / f"gmpp-{title.lower()}.png", 1440)
            if title == "Overview":
                expect(acts.main(page)).to_contain_text("235")
