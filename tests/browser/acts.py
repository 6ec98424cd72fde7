"""What a person does on a page, said once: wait until it stands still, open the room, drop files, choose an option."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

PATIENCE = 60_000
"""Milliseconds that a loaded machine may take for one step."""


def settled(page: Page) -> None:
    """Wait until the script has run and its elements have taken the place of their skeletons."""
    page.wait_for_timeout(250)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE)
    expect(page.locator("[data-stale='true']")).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_test_id("stMain").get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)


def heading(title: str) -> re.Pattern[str]:
    """What stands on top of a page: its title, or on a project's page the project's name."""
    return re.compile(r"\w" if title == "Project" else rf"^{title}\s*$")


def opened(page: Page, address: str, title: str) -> None:
    """Go to a page of the app and wait for its title and its content."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading(title), timeout=PATIENCE)
    settled(page)


def no_error(page: Page) -> None:
    """No exception and no box of an error is on the page."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)


def start_own(page: Page, url: str) -> None:
    """From the demo to a store of one's own."""
    opened(page, f"{url}/data", "Data")
    main(page).get_by_role("button", name="Start with my own files").click()
    expect(page.get_by_test_id("stFileUploader")).to_be_visible(timeout=PATIENCE)
    settled(page)


def upload(page: Page, files: Sequence[FilePayload] | Sequence[Path]) -> None:
    """Drop files and have them read into a draft."""
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(list(files))
    main(page).get_by_role("button", name=re.compile("Read [0-9]+ file")).click(timeout=PATIENCE)
    page.wait_for_url(re.compile("draft="), timeout=PATIENCE)
    expect(main(page).get_by_text("1 Add")).to_be_visible(timeout=PATIENCE)
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a select box."""
    page.get_by_label(label).click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def whole(page: Page, path: Path, width: int) -> None:
    """The page at a width, and where pictures are wanted a screenshot of all of it.

    Streamlit scrolls inside, so for a picture the window is made as tall as the content; drawing every chart of it
    takes the browser seconds.
    """
    page.set_viewport_size({"width": width, "height": 900})
    if not os.environ.get("PMO_SCREENSHOTS"):
        settled(page)
        return
    page.wait_for_timeout(200)
    height = int(main(page).evaluate("element => element.scrollHeight"))
    page.set_viewport_size({"width": width, "height": min(max(height, 900), 6000)})
    settled(page)
    page.wait_for_timeout(400)
    page.screenshot(path=path)
