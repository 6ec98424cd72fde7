"""The Data page by Streamlit's own harness: an empty store, the demo, and a draft all the way to commit and undo."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import streamlit as st

from pmo_data.ingest import draft as drafts
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from tests.app.conftest import OpenPage

BOARD = b"""Project ID;Project name;Status;Budget (EUR)
P-01;New pension platform;active;1.250.000,50
P-02;Rail depot;slipping badly;12.400.000,00
P-03;<img src=x onerror=alert(1)>;on hold;80.000,00
Total;;;13.730.000,50
"""
NEXT = BOARD.replace(b"1.250.000,50", b"1.300.000,50")


@pytest.fixture
def own(store_path: Path) -> Path:
    """A store of one's own, still empty."""
    Store.open(store_path).close()
    return store_path


pytestmark = pytest.mark.usefixtures("read_here")


@pytest.fixture(autouse=True)
def fresh_caches() -> None:
    for draft in drafts.waiting():
        drafts.throw_away(draft)
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.mark.usefixtures("own")
def test_an_empty_store_says_so_and_takes_files(open_page: OpenPage) -> None:
    page = open_page("data")

    assert not page.exception
    assert page.markdown[0].value.startswith("**Nothing was imported yet.**")
    assert len(page.get("file_uploader")) == 1


@pytest.mark.usefixtures("store_path")
def test_the_demo_is_labelled_and_takes_no_files(open_page: OpenPage) -> None:
    page = open_page("data")

    assert not page.exception
    assert any("demo portfolio" in info.value for info in page.info)
    assert len(page.get("file_uploader")) == 0
    page.button(key="own_from_data").click().run()
    assert len(page.get("file_uploader")) == 1


@pytest.mark.usefixtures("store_path")
def test_the_demo_can_be_looked_at_and_not_undone(open_page: OpenPage) -> None:
    page = open_page("data", {"part": "Imports"})

    assert not page.exception
    assert not page.error
    assert "late" in page.markdown[0].value or "up to date" in page.markdown[0].value
    assert len(page.dataframe) == 1
    assert "undo" not in [button.key for button in page.button]


def test_a_draft_is_answered_imported_and_undone(own: Path, open_page: OpenPage) -> None:
    begun = drafts.begin([("board-2026-07.csv", BOARD)])
    page = open_page("data", {"draft": begun.name})
    assert not page.exception
    assert any("= to load **3** + held back **0** + not data **1**" in m.value for m in page.markdown)

    word = next(box for box in page.selectbox if box.label == "“slipping badly” in 1 row")
    word.select("active").run()
    assert drafts.load(begun.name) is not None
    page.button(key="commit").click().run()

    assert not page.exception
    assert [s.value for s in page.success] == ["Snapshot 1 is made\\: 3 new\\."]
    assert drafts.load(begun.name) is None
    with Store.open(own) as store, store.reading() as cursor:
        status = cursor.execute("select status, approved_budget from project order by code").fetchall()
    assert [(state, float(money)) for state, money in status] == [
        ("active", 1_250_000.50),
        ("active", 12_400_000.00),
        ("on_hold", 80_000.00),
    ]

    assert [t.value for t in page.toast] == ["Snapshot 1 is made\\: 3 new\\."]
    page.button(key="undo_just_done").click().run()
    assert not page.exception
    with Store.open(own) as store:
        assert snapshots(store) == []


@pytest.mark.usefixtures("own")
def test_a_cell_that_holds_a_row_back_is_mended_in_place(own: Path, open_page: OpenPage) -> None:
    begun = drafts.begin([("board.csv", BOARD.replace(b"P-02;Rail depot", b";"))])
    page = open_page("data", {"draft": begun.name})
    assert any("held back **1**" in m.value for m in page.markdown)

    next(box for box in page.text_input if box.label == "B3 · Project name").input("Rail depot")
    next(b for b in page.button if b.label == "Read again with what is typed here").click().run()

    assert not page.exception
    assert any("= to load **3** + held back **0** + not data **1**" in m.value for m in page.markdown)
    page.button(key="commit").click().run()
    with Store.open(own) as store, store.reading() as cursor:
        names = cursor.execute("select name from project order by name").fetchall()
    assert ("Rail depot",) in names


def test_two_spellings_of_one_manager_become_one_when_told_so(own: Path, open_page: OpenPage) -> None:
    lines = [b"Project ID;Project name;Project manager", b"P-1;Depot;John Smith", b"P-2;Tram;John Smith"]
    begun = drafts.begin([("people.csv", b"\n".join([*lines, b"P-3;Tunnel;Smith, John"]))])
    page = open_page("data", {"draft": begun.name})

    next(b for b in page.button if b.label == "They are the same").click().run()
    page.button(key="commit").click().run()

    assert not page.exception
    with Store.open(own) as store, store.reading() as cursor:
        managers = cursor.execute("select distinct manager from project").fetchall()
    assert managers == [("John Smith",)]


@pytest.mark.usefixtures("own")
def test_next_month_shows_what_will_change_and_the_same_bytes_change_nothing(open_page: OpenPage) -> None:
    first = open_page("data", {"draft": drafts.begin([("board-2026-07.csv", BOARD)]).name})
    first.button(key="commit").click().run()

    page = open_page("data", {"draft": drafts.begin([("board-2026-08.csv", NEXT)]).name})
    changes = next(table.value for table in page.dataframe if "Before" in table.value.columns)
    again = open_page("data", {"draft": drafts.begin([("board-2026-07.csv", BOARD)]).name})

    assert changes[["Which", "Name", "Field", "Before", "After", "Difference"]].to_numpy().tolist() == [
        ["P-01", "New pension platform", "Approved budget", "1,250,000.50", "1,300,000.50", "+50,000.00"]
    ]
    assert "commit" not in [button.key for button in again.button]
    assert any("was imported" in info.value for info in again.info)


@pytest.mark.usefixtures("own")
def test_a_refused_file_is_one_sentence_and_a_way_out(open_page: OpenPage) -> None:
    begun = drafts.begin([("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))])
    page = open_page("data", {"draft": begun.name})

    assert not page.exception
    assert len(page.error) == 1
    page.button(key="throw_away").click().run()
    assert drafts.load(begun.name) is None


@pytest.mark.usefixtures("own")
def test_many_rows_leaving_need_their_number_typed(open_page: OpenPage) -> None:
    lines = [b"Project ID;Project name", *(b"P-%02d;Project %d" % (n, n) for n in range(1, 31))]
    first = open_page("data", {"draft": drafts.begin([("list-2026-07.csv", b"\n".join(lines))]).name})
    first.button(key="commit").click().run()

    fewer = b"\n".join([*lines[:11], b"P-40;New one", b";Without id"])
    begun = drafts.begin([("list-2026-08.csv", fewer)])
    drafts.save(dataclasses.replace(begun, mode="replace"))
    page = open_page("data", {"draft": begun.name})

    assert any(w.value.startswith("20 rows leave the portfolio: P") for w in page.warning)
    changes = next(table.value for table in page.dataframe if "Change" in table.value.columns)
    assert changes["Change"].tolist() == ["− leaves"] * 20 + ["+ new"] * 2
    assert "commit" not in [button.key for button in page.button]
    page.text_input(key="leaving").input("20").run()
    page.button(key="commit").click().run()
    assert [s.value for s in page.success] == ["Snapshot 2 is made\\: 2 new, 20 left\\."]


@pytest.mark.usefixtures("own")
def test_a_name_that_is_no_draft_is_said_plainly(open_page: OpenPage) -> None:
    page = open_page("data", {"draft": "0123456789ab"})

    assert not page.exception
    assert any("nothing of it is waiting" in info.value for info in page.info)
