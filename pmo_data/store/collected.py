"""Which projects' filled-in templates came back: the latest of each, what it changed, and who is late.

Stands apart from freshness, which is of sources: here one source is a person who was asked about one project.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.moments import FOREVER

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pmo_data.store.database import Store


@dataclass(frozen=True)
class Collected:
    """One project: its manager, when its template last came back for which date, how many rows that changed.

    `late` where nothing came for the latest date for which any template did; `returned_for` None where nothing ever.
    """

    project: str
    name: str
    manager: str
    late: bool
    returned_for: date | None = None
    file_name: str = ""
    who: str = ""
    changed: int | None = None


@dataclass(frozen=True)
class _Return:
    moment: int
    status_date: date
    file_name: str
    who: str


def collected(store: Store) -> list[Collected]:
    """Every project in force, late ones first; nothing at all as long as no filled-in template came back."""
    with store.reading() as cursor:
        returns = _returns(cursor)
        if not returns:
            return []
        projects = cursor.execute(
            f"select key, coalesce(name, key), coalesce(manager, ''), code from project where valid_to = {FOREVER}"
        ).fetchall()
        changed = _changed(cursor, {r.moment for r in returns.values()})
    latest = max(r.status_date for r in returns.values())
    found = []
    for key, name, manager, code in projects:
        said = next((returns[n.casefold()] for n in (key, code, name) if n and n.casefold() in returns), None)
        if said is None:
            found.append(Collected(key, name, manager, late=True))
            continue
        rows = changed[(said.moment, key)]
        late = said.status_date < latest
        found.append(Collected(key, name, manager, late, said.status_date, said.file_name, said.who, rows))
    return sorted(found, key=lambda c: (not c.late, c.project))


def _returns(cursor: DuckDBPyConnection) -> dict[str, _Return]:
    """Project as the file names it -> the latest template that held it."""
    rows = cursor.execute(
        "select t.plan, s.moment, f.status_date, f.file_name, coalesce(f.who, '') from import_table as t "
        "inner join import_file as f on t.import_id = f.import_id "
        "inner join snapshot as s on f.batch = s.batch and s.undone_at is null where f.undone_at is null "
        "and contains(t.plan, '\"template_of\"') order by s.moment, f.import_id"
    ).fetchall()
    found: dict[str, _Return] = {}
    for plan, *facts in rows:
        for project in json.loads(plan)["settings"].get("template_of", ()):
            found[str(project).casefold()] = _Return(*facts)
    return found


def _changed(cursor: DuckDBPyConnection, moments: set[int]) -> Counter[tuple[int, str]]:
    """(moment, project) -> rows that are new or say something else since."""
    counts: Counter[tuple[int, str]] = Counter()
    listed = ", ".join(str(m) for m in sorted(moments))
    for entity in ENTITIES.values():
        of = "key" if entity.name == "project" else "project" if "project" in entity.by_name else ""
        if of:
            counts.update(
                {
                    (moment, project): rows
                    for moment, project, rows in cursor.execute(
                        f'select valid_from, "{of}", count(*) from "{entity.name}" where valid_from in ({listed}) '
                        f'and "{of}" is not null group by all order by all'
                    ).fetchall()
                }
            )
    return counts
