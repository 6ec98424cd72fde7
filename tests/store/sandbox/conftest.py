"""The store the hostile statements speak of, its published file, and a folder with a secret that nobody may read."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pmo_data.store.sandbox.pool import Pool
from pmo_data.store.sandbox.publish import copy_tables
from tests.store.sandbox.corpus import TABLES

MAKE = (
    "create table projects as select i as id, printf('P%04d', i) as code, 'Project ' || i as name, i * 1000 as budget, "
    "date '2026-01-01' + i::integer as start_date from range(2000) as t(i)",
    "create table tasks as select i as id, i % 2000 as project_id, 'Task ' || i as name, (i * 7) % 101 as pct "
    "from range(200000) as t(i)",
    "create table risks as select i as id, i % 2000 as project_id, 'Risk ' || i as name, 1 + i % 5 as prob, "
    "1 + (i // 5) % 5 as impact from range(5000) as t(i)",
    "create table app_users as select 'ada' as login, 'SECRET-OF-THE-STORE' as password",
    "create table audit_log as select 'SECRET-OF-THE-STORE' as line",
)


@dataclass(frozen=True)
class Office:
    """`whole` is a store with private tables, `file` what is published of it."""

    whole: Path
    file: Path


@dataclass(frozen=True)
class Canary:
    """A folder with a secret in three forms, and the secret."""

    folder: Path
    secret: str

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.folder.iterdir())}


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    with duckdb.connect(str(folder / "whole.duckdb")) as connection:
        for sql in MAKE:
            connection.execute(sql)
        copy_tables(connection, folder / "pmo.duckdb", 0, [(name, f"select * from {name}") for name in TABLES])
    return Office(folder / "whole.duckdb", folder / "pmo.duckdb")


@pytest.fixture(scope="session")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Canary:
    folder = tmp_path_factory.mktemp("canary")
    secret = f"SECRET-{secrets.token_hex(8)}"
    (folder / "secret.txt").write_text(secret)
    (folder / "secret.csv").write_text(f"a,b\n1,{secret}\n")
    (folder / "secret.json").write_text(json.dumps({"a": secret}))
    return Canary(folder, secret)


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    made = Pool()
    yield made
    made.close()
