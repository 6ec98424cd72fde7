"""PDF, web page and calendar: one page each, tagged, nothing fetched, and no name is ever markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pytest

from pmo_data.domain.scope import Scope
from pmo_data.export.pack.content import Event, Pack
from pmo_data.export.pack.html import write_html
from pmo_data.export.pack.ics import events, write_ics
from pmo_data.export.pack.pdf import write_pdf
from pmo_data.store.database import Store
from tests.export.conftest import AT, HOSTILE


def _text(data: bytes, folder: Path) -> str:
    """The PDF's words as a reader sees them, in one line."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    path = folder / "page.pdf"
    path.write_bytes(data)
    read = subprocess.run([tool, "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(read.stdout.split())


def _pages(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", data))


def test_the_pdf_is_tagged_and_holds_a_page_for_each_pack(pack: Pack, compared: Pack) -> None:
    data = write_pdf([pack, compared])

    assert data.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in data
    assert b"/Marked true" in data
    assert _pages(data) == 2


def test_the_pdf_says_the_opening_and_the_figures(pack: Pack, tmp_path: Path) -> None:
    text = _text(write_pdf([pack]), tmp_path)

    assert pack.opening.split(":")[0] in text
    assert "€650k" in text
    assert pack.stamp.footer in text


def test_a_hostile_name_is_set_as_text(hostile: Pack, tmp_path: Path) -> None:
    text = _text(write_pdf([hostile]), tmp_path)

    assert '=1+1 <img src=x onerror=alert(1)> #panic("x") $a$ *b*' in text


def test_long_names_and_many_rows_stay_on_one_page(pack: Pack) -> None:
    long = " ".join(["Extraordinarily long name of a thing"] * 12)
    tables = tuple(
        replace(t, rows=tuple(tuple(long if isinstance(v, str) else v for v in row) for row in t.rows) * 20)
        for t in pack.tables
        if t.key in ("attention", "decisions", "milestones")
    )
    crowded = replace(pack, title=long, opening=long, charts=(pack.chart("ratings"),), tables=tables)

    assert _pages(write_pdf([crowded])) == 1


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_web_page_runs_and_fetches_nothing(hostile: Pack) -> None:
    page = write_html(hostile).decode()
    tags = _Tags()
    tags.feed(page)

    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert not tags.names & {"script", "img", "link", "iframe", "object"}
    assert not tags.attributes & {"src", "href", "onerror", "onload"}
    assert "default-src 'none'" in page


def test_the_web_page_shows_every_row_and_draws_every_chart(compared: Pack) -> None:
    page = write_html(compared).decode()

    assert page.count("<svg ") == sum(not chart.is_empty for chart in compared.charts)
    assert all(name in page for name in compared.table("projects").column("name"))


def test_the_calendar_holds_what_is_due_and_not_what_is_done(store: Store, january_scope: Scope) -> None:
    found = icalendar.Calendar.from_ical(write_ics(events(store.fetch, january_scope), "Room", AT))
    entries = {str(e["SUMMARY"]): e for e in found.walk("VEVENT")}

    # M1 was met and A2 is done; M2, M3, M4 and A1 are not.
    assert set(entries) == {"Milestone: Permit", "Milestone: Roof", "Milestone: Keys", "Action: Ask, the; owner"}
    action = entries["Action: Ask, the; owner"]
    assert (action["DTSTART"].dt, action["DTEND"].dt) == (date(2026, 3, 9), date(2026, 3, 10))
    assert str(action["DESCRIPTION"]) == "Project: Ash\nOwner: Ina"
    assert entries["Milestone: Roof"]["DTSTART"].dt == date(2026, 2, 10)


def test_calendar_lines_are_folded_at_75_octets_and_read_back_whole() -> None:
    title = "Übergabe; „Höhe“, Länge\\Breite " * 8
    data = write_ics([Event("a/b ü", date(2026, 12, 31), title, "one\r\ntwo")], "Räume", AT)
    entry = icalendar.Calendar.from_ical(data).walk("VEVENT")[0]

    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert str(entry["SUMMARY"]) == title
    assert str(entry["DESCRIPTION"]) == "one\ntwo"
    assert entry["DTEND"].dt == date(2027, 1, 1)


def test_a_hostile_name_cannot_begin_a_line_of_its_own_in_the_calendar(hostile_store: Store) -> None:
    data = write_ics(events(hostile_store.fetch, Scope()), f"x\r\nATTACH:http://x.test {HOSTILE}", AT)

    assert not re.search(rb"^ATTACH", data, re.MULTILINE)
    assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == 1
