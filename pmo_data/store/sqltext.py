"""Where the SQL text lies and how the store reads it: one statement per file, found by its path.

Also the few pieces of SQL that are derived from the catalogue, because one declaration makes them all: the table of
an entity and its view as of a moment.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pmo_data.domain.fields import SQL_TYPES, Entity
from pmo_data.domain.moments import FOREVER

SQL_FOLDER = Path(__file__).resolve().parent.parent / "sql"

LIFE = {
    "key": "varchar",
    "extra": "map(varchar, varchar)",
    "original": "map(varchar, varchar)",
    "absent": "map(varchar, varchar)",
    "carried": "map(varchar, varchar)",
    "source": "varchar",
    "import_id": "integer",
    "sheet": "varchar",
    "row_number": "integer",
    "snapshot": "integer",
    "valid_from": "bigint",
    "valid_to": "bigint",
}
"""The columns every entity table has beside its fields: identity, what reading kept, where from, valid when.

`carried` maps a field to "import_id|sheet|row" where its value was carried over from another file's row.
"""


@cache
def statement(path: str) -> str:
    """The text of `sql/<path>.sql`."""
    return (SQL_FOLDER / f"{path}.sql").read_text(encoding="utf-8")


@cache
def statements(folder: str) -> tuple[tuple[str, str], ...]:
    """Name and text of every statement below `sql/<folder>`, in order of name."""
    root = SQL_FOLDER / folder
    return tuple((p.stem, p.read_text(encoding="utf-8")) for p in sorted(root.rglob("*.sql")))


def macro(name: str) -> str:
    """The text that defines a macro. Raises KeyError where no file does."""
    ending = f" macro {name}("
    for _, text in statements("views"):
        if ending in text:
            return text
    raise KeyError(name)


def column_types(entity: Entity) -> dict[str, str]:
    """Every column of an entity's table with its SQL type, fields first."""
    return {f.name: SQL_TYPES[f.kind] for f in entity.fields} | LIFE


_OWN = frozenset({"key", "code", "name", "wbs"})
"""Texts of a row's own, of which hardly two are alike."""


def _stored(name: str) -> str:
    """How a new column is packed: texts that hardly repeat are written in a third of the time by ZSTD."""
    return " using compression zstd" if name in _OWN else ""


def create_table(entity: Entity) -> str:
    """The table of an entity: its fields, then the columns of its life."""
    types = column_types(entity).items()
    columns = ",\n    ".join(f'"{name}" {sql_type}{_stored(name)}' for name, sql_type in types)
    return f'create table "{entity.name}" (\n    {columns}\n)'


def create_view(entity: Entity) -> str:
    """The rows of an entity in force at a moment: `<entity>_at(as_of)`, its key named `<entity>_key`.

    The latest state is asked for with FOREVER, which is also the end of the versions in force: hence the `least`.
    Columns say which table they are of, because looking for one in all takes a fifth of the time to plan the view.
    """
    names = [f.name for f in entity.fields]
    kept = [name for name in LIFE if name not in {"key", "valid_from", "valid_to"}]
    columns = ", ".join(f'e."{n}"' for n in [*names, *kept])
    return (
        f'create or replace macro "{entity.name}_at"(as_of) as table '
        f'select e.key as {entity.name}_key, {columns}, e.valid_from from "{entity.name}" as e '
        f"where e.valid_from <= as_of and e.valid_to > least(as_of, {FOREVER - 1})"
    )
