"""Each SQL file and its dataclass agree, and each query answers on a store with nothing in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from pmo_data.domain.errors import QueryError
from pmo_data.queries.base import Query
from pmo_data.queries.catalogue import QUERIES, listing, query_class
from pmo_data.store.database import Store
from pmo_data.store.sqltext import SQL_FOLDER

_FILES = sorted((SQL_FOLDER / "queries").rglob("*.sql"))
_VIEWS = sorted((SQL_FOLDER / "views").rglob("*.sql"))
_BY_NAME = pytest.mark.parametrize("name", sorted(QUERIES))


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def _asked(cls: type[Query]) -> Query:
    needed: dict[str, Any] = {
        f.name: _something(f) for f in dataclasses.fields(cls) if f.default is dataclasses.MISSING
    }
    return cls(**needed)


def _something(field: dataclasses.Field[Any]) -> Any:
    return 1 if field.type == "int" else "P1"


def _statements(name: str) -> list[duckdb.Statement]:
    return duckdb.extract_statements((SQL_FOLDER / "queries" / f"{QUERIES[name].sql}.sql").read_text(encoding="utf-8"))


@_BY_NAME
def test_a_query_is_one_statement_whose_parameters_are_its_fields(name: str) -> None:
    statements = _statements(name)
    assert len(statements) == 1
    assert statements[0].named_parameters == {f.name for f in dataclasses.fields(QUERIES[name])}


@_BY_NAME
def test_a_query_answers_on_an_empty_store_with_the_columns_it_declares(store: Store, name: str) -> None:
    frame = store.fetch(_asked(QUERIES[name]))
    assert tuple(frame.columns) == QUERIES[name].columns


@_BY_NAME
def test_a_query_says_in_a_line_what_it_answers(name: str) -> None:
    assert len(listing()[name]) > 20
    assert query_class(name.replace("_", "-")) is QUERIES[name]


def test_every_file_of_a_query_is_asked_by_a_class() -> None:
    asked = {f"{cls.sql}.sql" for cls in QUERIES.values()}
    assert {p.relative_to(SQL_FOLDER / "queries").as_posix() for p in _FILES} == asked


@pytest.mark.parametrize("path", [*_FILES, *_VIEWS], ids=lambda p: p.stem)
def test_an_sql_file_opens_with_its_grain_and_is_short(path: Any) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("-- ")
    assert len(lines) <= 60, f"{len(lines)} lines"


@pytest.mark.parametrize("path", _FILES, ids=lambda p: p.stem)
def test_a_query_gives_its_rows_a_total_order(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert "order by" in text or text.startswith("-- one row: ")


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(QueryError, match=r"There is no query 'nonsense'. Known are: .*portfolio_summary"):
        query_class("nonsense")
