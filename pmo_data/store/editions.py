"""Decides whether a delivery is the next edition of a source that is known, or something beside it.

A portfolio list of March takes the place of February's: rows it no longer holds have left. A department's own list
beside the whole portfolio's does not. What tells them apart is how many identities they share and how complete the
new file is, not what it is called.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from pmo_data.domain.fields import Entity
from pmo_data.domain.words import count, listed
from pmo_data.store.delivery import Finding, Mode

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SHARED = 0.15
"""Least part of the smaller side's rows that both hold: the UK's major projects of 2018 and 2022 share 32 %."""
_COMPLETE = 0.5
"""Least size of the new file against the rows in force, lest a part be taken for the whole."""
_FIELDS = 0.5
"""Least part of the fields the source states that the new file has too: a list of costs is no edition of a plan."""


def source_and_mode(
    cursor: DuckDBPyConnection, entity: Entity, fed: Collection[str], source: str, asked: Mode | None, moment: int
) -> tuple[str, Mode]:
    """The source the rows in `incoming` belong to and how they meet its rows in force at `moment`.

    A file that comes late may find nothing of its source in force yet; it is then known by the edition after it.
    """
    found = _sources_at(cursor, entity.name, moment)
    if asked == "replace":
        return _replaced(found, source), asked
    if asked is not None:
        return source, asked
    for name, rows, shared, delivered in found:
        if _alike(shared, rows, delivered) and delivered >= _COMPLETE * rows:
            stated = stated_fields(cursor, entity, name, moment, own=True)
            if len(stated & set(fed)) >= _FIELDS * len(stated):
                return name, "replace"
    known = {name for name, *_ in found}
    for name, first in _sources_after(cursor, entity.name, moment):
        later = next((f for f in _sources_at(cursor, entity.name, first) if f[0] == name), None)
        if name not in known and later and _alike(later[2], later[1], later[3]) and later[1] >= _COMPLETE * later[3]:
            return name, "replace"
    if any(name == source and not shared for name, _, shared, _ in found):
        return _free_name(source, known), "merge"
    return source, "merge"


def _replaced(found: list[tuple[str, int, int, int]], source: str) -> str:
    """The source whose rows a file is said to replace: its own by name, else the one it shares most rows with.

    A file of October is seldom called like that of September, and by its name alone would replace nothing.
    """
    alike = [name for name, rows, shared, delivered in found if _alike(shared, rows, delivered)]
    return source if source in alike or not alike else alike[0]


def _alike(shared: int, rows: int, delivered: int) -> bool:
    return shared >= max(1, _SHARED * min(rows, delivered))


def _sources_at(cursor: DuckDBPyConnection, entity: str, moment: int) -> list[tuple[str, int, int, int]]:
    """Each source with rows in force, how many, how many `incoming` shares, and the size of `incoming`."""
    return cursor.execute(
        "select o.source, count(*) as rows, count(i.key) as shared, (select count(*) from incoming) as delivered "
        f'from "{entity}" as o left join incoming as i on i.key = o.key '
        "where o.valid_from <= $moment and o.valid_to > $moment group by o.source order by shared desc, o.source",
        {"moment": moment},
    ).fetchall()


def _sources_after(cursor: DuckDBPyConnection, entity: str, moment: int) -> list[tuple[str, int]]:
    """Each source with snapshots after a moment, and the first of them."""
    return cursor.execute(
        "select t.source, min(s.moment) from snapshot as s inner join import_file as f on f.batch = s.batch "
        "inner join import_table as t on t.import_id = f.import_id "
        "where t.entity = ? and s.moment > ? and s.undone_at is null group by t.source order by all",
        [entity, moment],
    ).fetchall()


def stated_fields(cursor: DuckDBPyConnection, entity: Entity, source: str, moment: int, *, own: bool) -> set[str]:
    """Fields of which the rows of a source in force hold values; with `own`, values that were not lent to them."""
    names = [f.name for f in entity.fields]
    in_force = f'from "{entity.name}" where source = ? and valid_from <= ? and valid_to > ?'
    counts = ", ".join(f'count("{n}")' for n in names)
    found = cursor.execute(f"select {counts} {in_force}", [source, moment, moment]).fetchone() or ()
    others: tuple[int, ...] = (0,) * len(names)
    if own:
        lent = ", ".join(f"count(*) filter (map_contains(carried, '{n}'))" for n in names)
        sums = cursor.execute(f"select {lent} {in_force} and carried is not null", [source, moment, moment]).fetchone()
        others = sums or others
    return {n for n, count, borrowed in zip(names, found, others, strict=True) if count > borrowed}


def no_longer_given(
    cursor: DuckDBPyConnection, entity: Entity, source: str, moment: int, unfed: Collection[str]
) -> list[Finding]:
    """A finding on columns that a source gave before and its next edition, in `incoming`, does not: their values leave.

    `unfed` are fields that rows in force hold and no column feeds. Of columns kept beside, a thousand rows tell.
    """
    met = (
        f'from incoming as i inner join "{entity.name}" as o on o.key = i.key '
        "where o.source = ? and o.valid_from <= ? and o.valid_to > ?"
    )
    at = [source, moment, moment]
    gone = [*_fields_gone(cursor, entity, met, at, unfed), *_beside_gone(cursor, met, at)]
    if not gone:
        return []
    values = sum(number for _, number in gone)
    said = f"{listed([title for title, _ in gone], most=5)} {'is' if len(gone) == 1 else 'are'} no longer given"
    said += f": {count(values, 'value')} that this source gave before {'leaves' if values == 1 else 'leave'}."
    return [Finding("column_gone", "warning", said, fix="Add and update only (merge) to keep what was said before.")]


def _fields_gone(
    cursor: DuckDBPyConnection, entity: Entity, met: str, at: list[object], unfed: Collection[str]
) -> list[tuple[str, int]]:
    if not unfed:
        return []
    own = "not coalesce(map_contains(o.carried, '{0}'), false)"
    counts = ", ".join(f'count(o."{n}") filter (where {own.format(n)})' for n in unfed)
    values = cursor.execute(f"select {counts} {met}", at).fetchone() or ()
    return [(entity[n].title, int(number)) for n, number in zip(unfed, values, strict=True) if number]


def _beside_gone(cursor: DuckDBPyConnection, met: str, at: list[object]) -> list[tuple[str, int]]:
    columns = {row[0] for row in cursor.execute("describe incoming").fetchall()}
    names = cursor.execute(
        f"select distinct unnest(map_keys(extra)) from (select o.extra {met} and o.extra is not null limit 1000) "
        "order by all",
        at,
    ).fetchall()
    found = []
    for (name,) in names:
        told = "select count(*) from incoming where map_contains(extra, ?)"
        if "extra" in columns and cursor.execute(told, [name]).fetchall() != [(0,)]:
            continue
        own = "map_contains(o.extra, ?) and not coalesce(map_contains(o.carried, 'extra.' || ?), false)"
        (number,) = cursor.execute(f"select count(*) {met} and {own}", [*at, name, name]).fetchone() or (0,)
        found += [(str(name), int(number))] if number else []
    return found


def _free_name(source: str, taken: set[str]) -> str:
    """A name for another stream of files that happen to be called the same."""
    number = 2
    while f"{source} ({number})" in taken:
        number += 1
    return f"{source} ({number})"
