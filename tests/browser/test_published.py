"""A portfolio that a government has published goes in and is shown, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.conftest import running_server

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


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
