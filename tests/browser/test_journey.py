"""The import journey in a real browser: every step, nothing lost on a reload, nothing from a file run or fetched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, FilePayload, Page, expect

from tests.browser import acts
from tests.browser.conftest import running_server

BAD = Path(__file__).resolve().parents[3] / "shared" / "bad"
BOARD = """Portfolio board;;;;;;;;
Stand: Juli 2026;;;;;;;;
;;;;;;;;
Projekt-Nr;Project name;Programme;Status;Start;Finish;Budget (EUR);Progress;Remarks
P-01;New pension platform;Digital;on track;03/04/2026;05/06/2027;1.250.000,50;45%;first stage approved
P-02;Rail depot;Infrastructure;slipping badly;01/02/2026;02/03/2028;12.400.000,00;10%;
P-03;<img src=x onerror=alert(1)>;Digital;on track;07/08/2026;09/10/2026;80.000,00;100%;![x](http://evil.example/x.png)
P-04;Branch refit;Retail;on hold;02/03/2026;11/12/2026;n/a;5%;
P-02;Rail depot;Infrastructure;slipping badly;01/02/2026;02/03/2028;12.400.000,00;10%;
P-05;Data centre exit;Digital;slipping badly;04/05/2026;tbc;3.100.000,00;60%;
;;Retail;on track;04/05/2026;06/07/2026;500.000,00;0%;nobody knows its name
Total;;;;;;29.730.000,50;;
"""
NEXT = BOARD.replace("1.250.000,50", "1.430.000,50").replace("05/06/2027", "17/07/2027")


def file(name: str, text: str) -> FilePayload:
    return FilePayload(name=name, mimeType="text/csv", buffer=text.encode())


def test_a_board_that_needs_every_step_goes_in_and_comes_out_again(
    page: Page, tmp_path: Path, demo_home: Path, screenshots: Path
) -> None:
    with running_server(tmp_path, home=demo_home) as server:
        acts.start_own(page, server.url)
        acts.upload(page, [file("board-2026-07.csv", BOARD)])
        _answer(page, screenshots)
        page.get_by_role("button", name="Import as of 31 Jul 2026").click()
        expect(page.get_by_text("Snapshot 1 is made: 5 new.").first).to_be_visible(timeout=acts.PATIENCE)
        acts.settled(page)
        page.screenshot(path=screenshots / "journey-3-made.png")

        _next_month(page, screenshots)
        _same_again(page)
        _undo(page)


def _answer(page: Page, screenshots: Path) -> None:
    """Each step's line says how it stands; answers survive a reload."""
    main = acts.main(page)
    expect(main.get_by_text("column names in row 4")).to_be_visible()
    expect(main.get_by_text("9 exact")).to_be_visible()
    expect(main.get_by_text("2 readings to choose, 2 words to match")).to_be_visible()
    expect(main.get_by_text("1 row held back")).to_be_visible()
    expect(page.get_by_test_id("stBottom")).to_contain_text("Rows in file 8 = to load 5 + held back 1 + not data 2")
    expect(page.get_by_test_id("stBottom")).to_contain_text("17,330,000.50")
    expect(page.get_by_test_id("stBottom")).to_contain_text("500,000.00")
    acts.whole(page, screenshots / "journey-1-asked.png", 1400)

    main.get_by_text("Day first").first.click()
    expect(main.get_by_text("1 reading to choose")).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)
    main.get_by_text("Day first").nth(1).click()
    expect(main.get_by_text("reading to choose")).to_have_count(0, timeout=acts.PATIENCE)
    acts.settled(page)
    for word in ("slipping badly", "on track"):
        acts.choose(page, f"“{word}”", "active")
    page.reload()
    expect(main.get_by_text("every value is read in one way")).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)
    acts.whole(page, screenshots / "journey-2-answered.png", 1400)


def _next_month(page: Page, screenshots: Path) -> None:
    """The next edition asks nothing and shows old and new values."""
    acts.upload(page, [file("board-2026-08.csv", NEXT)])
    main = acts.main(page)
    expect(main.get_by_text("read as last time")).to_be_visible()
    expect(main.get_by_text("every value is read in one way")).to_be_visible()
    acts.whole(page, screenshots / "journey-4-next-month.png", 1400)
    page.get_by_role("button", name="Import as of 31 Aug 2026").click()
    expect(page.get_by_text("Snapshot 2 is made: 1 changed.").first).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)


def _same_again(page: Page) -> None:
    acts.upload(page, [file("board-2026-08.csv", NEXT)])
    expect(acts.main(page).get_by_text(re.compile("was imported"))).to_be_visible(timeout=acts.PATIENCE)
    expect(page.get_by_role("button", name="Import as of")).to_have_count(0)
    page.get_by_role("button", name="Throw this draft away").click()
    expect(page.get_by_test_id("stFileUploader")).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)


def _undo(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^undo|Undo$")).first.click()
    expect(page.get_by_text("the portfolio is as it was before").first).to_be_visible(timeout=acts.PATIENCE)
    acts.settled(page)


def test_hostile_names_and_texts_are_shown_as_text(
    page: Page, tmp_path: Path, demo_home: Path, screenshots: Path
) -> None:
    """The page fixture fails where anything outside this machine was asked for; a script would open a dialogue."""
    files = [*BAD.glob("n01*.csv"), *BAD.glob("n06*.csv"), *BAD.glob("v24*.csv"), *BAD.glob("c41*.csv")]
    if not files:
        pytest.skip("the folder ../shared/bad is not here")
    opened: list[str] = []

    def note(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    board = file("![x](http://evil.example/y.png) <script>alert(2)</script>.csv", BOARD)
    payloads = [FilePayload(name=f.name, mimeType="text/csv", buffer=f.read_bytes()) for f in files]
    with running_server(tmp_path, home=demo_home) as server:
        acts.start_own(page, server.url)
        acts.upload(page, [*payloads, board])
        main = acts.main(page)
        page.get_by_label("Look at").click()
        page.get_by_role("option").filter(has_text="evil.example").click()
        acts.settled(page)
        for step in ("2 Recognise", "3 Match columns"):
            main.get_by_text(step).click()
            acts.settled(page)
        acts.whole(page, screenshots / "journey-hostile.png", 1400)
        page.get_by_role("button", name="Import as of").click()
        expect(page.get_by_text("Snapshot 1 is made").first).to_be_visible(timeout=acts.PATIENCE)
        for title in ("Overview", "Project"):
            acts.opened(page, f"{server.url}/{title.lower()}", title)
            acts.no_error(page)

        assert opened == []
        assert main.locator("img[src*='evil'], script").count() == 0
