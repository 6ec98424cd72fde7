"""The door itself: what is published of a store and when, who is written down, and the command line."""

from __future__ import annotations

import json
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmo_data import cli
from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import FOREVER
from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.sandbox import audit, publish
from pmo_data.store.sandbox.ask import ask_sql
from pmo_data.store.sandbox.publish import published
from pmo_data.store.sandbox.tables import SOURCES, public_tables
from tests.store.deliveries import FEBRUARY, JANUARY, batch, bring, moment, rows

PRIVATE = {"rate", "email", "who", "sha256", "value", "extra", "original"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two snapshots of a small portfolio, made once."""
    folder = tmp_path_factory.mktemp("filled")
    with Store.open(folder / "store.duckdb") as store:
        bring(store, "list", JANUARY, code=["A"], name=["Alpha"], approved_budget=["100"])
        bring(store, "list", FEBRUARY, code=["A", "B"], name=["Alpha", "Beta"], approved_budget=["150", "40"])
    return folder


@pytest.fixture
def store(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("PMO_HOME", str(tmp_path / "home"))
    shutil.copytree(filled, tmp_path / "own")
    with Store.open(tmp_path / "own" / "store.duckdb") as opened:
        yield opened


def test_public_tables_say_what_they_hold_and_keep_what_is_private() -> None:
    tables = public_tables()

    assert [t.name for t in tables] == [s.name for s in SOURCES]
    assert all(t.meaning.endswith(".") and t.columns for t in tables)
    assert {c.name for t in tables for c in t.columns} & PRIVATE == set()
    risks = next(t for t in tables if t.name == "risks")
    assert {"probability", "impact", "band"} <= {c.name for c in risks.columns}
    assert next(c for c in risks.columns if c.name == "mitigation").meaning


def test_pay_and_addresses_are_not_in_the_published_file(store: Store) -> None:
    people = rows(code=["p1"], name=["Ada"], rate=["9876"], email=["ada@example.org"])
    commit(store, batch("people", FEBRUARY, people, entity="person"))
    file = published(store, FOREVER)

    assert ask_sql(store, "select name from people").rows == [["Ada"]]
    assert b"ada@example.org" not in file.read_bytes()
    assert b"ada@example.org" in store.path.read_bytes()


def test_the_moment_asked_about_chooses_the_rows(store: Store) -> None:
    sql = "select code, approved_budget from projects order by code"

    assert ask_sql(store, sql).rows == [["A", 150.0], ["B", 40.0]]
    assert ask_sql(store, sql, as_of=moment(store, 1)).rows == [["A", 100.0]]
    assert ask_sql(store, "select count(*) from snapshots", as_of=moment(store, 1)).rows == [[1]]


def test_a_file_serves_until_the_store_changes_and_few_are_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "KEPT", 2)
    first = published(store, FOREVER)
    again = published(store, FOREVER)
    bring(store, "list", FEBRUARY, code=["A", "B"], name=["Alpha", "Gamma"], approved_budget=["150", "40"])
    changed = published(store, FOREVER)
    published(store, moment(store, 1))
    kept = [path for path in first.parents[1].iterdir() if path.is_dir()]

    assert first == again
    assert changed != first
    assert len(kept) == 2
    assert not first.exists()
    if sys.platform != "win32":
        assert stat.S_IMODE(first.parents[1].stat().st_mode) == 0o700


def test_every_statement_is_written_down_however_it_ends(store: Store) -> None:
    ask_sql(store, "select 1", who="Ada")
    for sql in ("drop table projects", "select nothing from projects"):
        with pytest.raises(QueryError):
            ask_sql(store, sql, who="Eve")
    lines = audit.lines(store.path)

    assert [(line["who"], line["statement"], line["verdict"], line["rows"]) for line in lines] == [
        ("Ada", "select 1", "answered", 1),
        ("Eve", "drop table projects", "refused", 0),
        ("Eve", "select nothing from projects", "failed", 0),
    ]
    assert all(line["at"] and line["seconds"] >= 0 for line in lines)


def test_a_record_that_cannot_be_written_is_said(store: Store) -> None:
    path = audit.audit_path(store.path)
    assert path is not None
    path.mkdir()
    ask_sql(store, "select 1")

    assert any("cannot be written" in sentence for sentence in store.warnings)


def test_a_store_in_memory_is_asked_as_well() -> None:
    with Store.open(":memory:") as store:
        assert ask_sql(store, "select count(*) from projects").rows == [[0]]
        assert audit.lines(store.path) == []


def test_the_command_line_uses_the_same_door(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(store.path)
    code = cli.main(["query", "--db", path, "--json", "--as-of", "1", "--sql", "select name from projects"])
    told = json.loads(capsys.readouterr().out)

    assert code == 0
    assert (told["columns"], told["rows"], told["snapshot"], told["cut"]) == (["name"], [["Alpha"]], 1, None)
    assert told["seconds"] >= 0
    assert cli.main(["query", "--db", path, "--sql", "select name from projects where false"]) == 0
    assert "No rows." in capsys.readouterr().out


def test_the_command_line_refuses_what_the_door_refuses(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(store.path)

    assert cli.main(["query", "--db", path, "--json", "--sql", "select * from '/etc/passwd'"]) == 2
    assert "no public table" in json.loads(capsys.readouterr().out)["refused"]
    assert cli.main(["query", "risks", "--db", path, "--sql", "select 1"]) == 2
    assert "--as-of" in capsys.readouterr().err
    assert len(audit.lines(store.path)) == 1
