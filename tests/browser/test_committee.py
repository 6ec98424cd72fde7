"""The committee's hour in a real browser: freeze, ask, explain, note, decide, agree, close, and take it all away.

It writes reviews into the demo of the server that the other tests look at, so it runs after them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from pptx import Presentation

from tests.browser import acts
from tests.browser.conftest import Server

QUESTION = "select programme_name, count(*) as projects from projects group by all order by projects desc limit 3"


def test_the_committee_s_hour(page: Page, server: Server, screenshots: Path, tmp_path: Path) -> None:
    main = acts.main(page)
    _freeze(page, server, main)
    _picture(page, screenshots / "committee-1-agenda.png")
    _explain(page, main, screenshots)
    _ask(page, server, main, screenshots)
    _decide(page, server, main)
    _close(page, main, screenshots, tmp_path)
    _take_away(page, server, main, tmp_path)


def _freeze(page: Page, server: Server, main: Locator) -> None:
    acts.opened(page, f"{server.url}/review", "Review")
    main.get_by_label("Name of the review").fill("November committee")
    main.get_by_role("button", name="Freeze and start").click()
    expect(main.get_by_text("November committee: as of 31 Oct 2026")).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)
    expect(main.get_by_text(re.compile(r"^1\. "))).to_be_visible()
    acts.no_error(page)


def _explain(page: Page, main: Locator, screenshots: Path) -> None:
    """A card leads to its rows and their cells, for the snapshot that is frozen."""
    main.get_by_role("button", name="Explain").nth(1).click()
    expect(page.get_by_text(re.compile(r"^Red: \d+, from \d+ rows"))).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)
    expect(page.get_by_text("imported it on").first).to_be_visible()
    page.screenshot(path=screenshots / "committee-2-explained.png")
    page.keyboard.press("Escape")


def _ask(page: Page, server: Server, main: Locator, screenshots: Path) -> None:
    """A question nobody foresaw is answered, drawn, and pinned to the review."""
    acts.opened(page, f"{server.url}/explore?sql={QUESTION}", "Explore")
    expect(main.get_by_text(re.compile(r"^3 rows in "))).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)
    _draw(page, main)
    expect(main.get_by_test_id("stPlotlyChart")).to_be_visible(timeout=acts.PATIENCE)
    _picture(page, screenshots / "committee-3-asked.png")
    main.get_by_role("button", name="Pin to a review").click()
    page.get_by_label("What it answers").fill("Which programmes are largest?")
    page.get_by_role("button", name="Pin", exact=True).click()
    expect(page.get_by_text("It is on the agenda.")).to_be_visible(timeout=acts.PATIENCE)


def _draw(page: Page, main: Locator) -> None:
    """Choose bars; the list is opened again where a late run of the page, ended by the answer, has closed it."""
    bars = page.get_by_role("option", name="Bars", exact=True)
    for _ in range(5):
        main.get_by_label("Chart").click()
        try:
            bars.click(timeout=4_000)
        except PlaywrightTimeout:
            page.keyboard.press("Escape")
            acts.settled(page)
            continue
        return
    bars.click()


def _decide(page: Page, server: Server, main: Locator) -> None:
    """What was said, decided and agreed is written down at its item."""
    acts.opened(page, f"{server.url}/review", "Review")
    expect(main.get_by_text("Which programmes are largest?")).to_be_visible(timeout=acts.PATIENCE)
    main.get_by_role("button", name="Note and decide").first.click()
    page.get_by_label("What was said").fill("Both projects need her until March.")
    page.get_by_label("What was decided").fill("Integration first")
    page.get_by_role("button", name="Write down").click()
    expect(main.get_by_text("Decided: Integration first")).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)
    main.get_by_role("button", name="Agree an action").first.click()
    page.get_by_label("What is to be done").fill("Tell the other project")
    page.get_by_label("Who does it").fill("Ina Berg")
    page.get_by_role("button", name="Log the action").click()
    expect(main.get_by_text("Actions: Tell the other project (Ina Berg)")).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)


def _close(page: Page, main: Locator, screenshots: Path, folder: Path) -> None:
    """Closing writes the minutes; from then on nothing can be written, and a reload shows the same."""
    main.get_by_role("button", name="Close and write the minutes").click()
    expect(main.get_by_role("button", name="Minutes as text")).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)
    expect(main.get_by_role("button", name="Note and decide")).to_have_count(0)
    minutes = _downloaded(page, main.get_by_role("button", name="Minutes as text"), folder).read_text(encoding="utf-8")
    assert "# November committee" in minutes
    assert "Decided: Integration first" in minutes
    assert "Which programmes are largest?" in minutes.replace("\\", "")
    page.reload()
    expect(main.get_by_text("Decided: Integration first")).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)
    _picture(page, screenshots / "committee-4-minutes.png")


def _take_away(page: Page, server: Server, main: Locator, folder: Path) -> None:
    """The overview as a deck whose charts are charts and a workbook whose formulas give the page's number."""
    acts.opened(page, server.url, "Overview")
    figure = main.get_by_test_id("stMetricValue")
    red, late = (int(figure.nth(place).inner_text()) for place in (1, 5))
    main.get_by_role("button", name="Take away").click()
    deck = _downloaded(page, page.get_by_role("button", name="PowerPoint"), folder)
    book = _downloaded(page, page.get_by_role("button", name="Excel"), folder)

    charts = [shape.chart for slide in Presentation(str(deck)).slides for shape in slide.shapes if shape.has_chart]
    assert charts
    ratings = [list(series.values) for chart in charts for series in chart.plots[0].series]
    assert any(red in values for values in ratings), ratings
    _opens_in_libreoffice(deck, book, late, folder)


def _picture(page: Page, path: Path) -> None:
    """The whole page where somebody wants the pictures; otherwise nobody waits for them."""
    if os.environ.get("PMO_SCREENSHOTS"):
        acts.whole(page, path, 1400)


def _downloaded(page: Page, button: Locator, folder: Path) -> Path:
    with page.expect_download(timeout=acts.PATIENCE) as coming:
        button.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def _opens_in_libreoffice(deck: Path, book: Path, late: int, folder: Path) -> None:
    """Both are opened by another program: the deck becomes pages, the workbook is worked out again."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed, so the files were opened by our libraries only")
    bare = folder / "bare.xlsx"
    openpyxl.load_workbook(book).save(bare)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for form, file in (("pdf", deck), ("xlsx:Calc MS Excel 2007 XML", bare)):
        target = str(folder / "out")
        command = [soffice, "--headless", profile, "--convert-to", form, "--outdir", target, str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)

    assert (folder / "out" / deck.name).with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    told, again = (_summary(file) for file in (book, folder / "out" / "bare.xlsx"))
    assert told == again
    assert late in told.values()


def _summary(file: Path) -> dict[str, Any]:
    """Label -> value, numbers rounded to the cent."""
    sheet = openpyxl.load_workbook(file, data_only=True)["Summary"]
    rows = {str(row[0].value): row[1].value for row in sheet if row[0].value}
    return {label: round(value, 2) if isinstance(value, float | int) else value for label, value in rows.items()}
