"""The register of identities: which projects joined, left or took another name, and which names are one.

Stands apart from changes of values: here the row itself came, went or took another name. Names of people and bodies
that somebody took for one, or kept apart, are in it too, as far as an import remembers them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.moments import FOREVER

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pmo_data.store.database import Store

Event = Literal["joined", "left", "renamed", "merged", "kept apart"]


@dataclass(frozen=True)
class Identity:
    """One event: of what kind of thing, who or what, which other name it has to do with, when and by whose word."""

    event: Event
    entity: str
    name: str
    other: str
    status_date: date | None
    who: str


def identities(store: Store) -> list[Identity]:
    """Every event, the latest first; projects known from the first snapshot on did not join."""
    with store.reading() as cursor:
        return [*_of_projects(cursor), *_of_names(cursor)]


def _of_projects(cursor: DuckDBPyConnection) -> list[Identity]:
    rows = cursor.execute(
        "with firsts as (select min(moment) as moment from snapshot where undone_at is null), "
        "versions as (select key, coalesce(name, key) as name, valid_from, valid_to, "
        "lag(coalesce(name, key)) over (partition by key order by valid_from) as before, "
        "lag(valid_to) over (partition by key order by valid_from) as until, "
        "lead(valid_from) over (partition by key order by valid_from) as again from project), "
        "events as (select 'joined' as event, name, '' as other, valid_from as moment from versions, firsts "
        "where valid_from > firsts.moment and until is distinct from valid_from "
        "union all select 'renamed', name, before, valid_from from versions "
        "where until = valid_from and before <> name "
        f"union all select 'left', name, '', valid_to from versions where valid_to < {FOREVER} "
        "and again is distinct from valid_to) "
        "select e.event, e.name, e.other, s.status_date, coalesce(s.who, '') from events as e "
        "left join snapshot as s on s.moment = e.moment and s.undone_at is null order by e.moment desc, e.event, e.name"
    ).fetchall()
    return [Identity(event, "project", name, other, day, who) for event, name, other, day, who in rows]


def _of_names(cursor: DuckDBPyConnection) -> list[Identity]:
    """What was said of names: the text of a file stands for a known one, or for itself."""
    rows = cursor.execute(
        "select max_by(mapping, version), max(remembered_at)::date as day, max_by(who, version) "
        "from remembered_mapping "
        "where entity <> '' group by signature order by day desc, signature"
    ).fetchall()
    return [event for mapping, day, who in rows for event in _events(json.loads(mapping), day, who or "")]


def _events(mapping: dict[str, Any], day: date | None, who: str) -> list[Identity]:
    fields = entity_named(str(mapping["entity"])).by_name
    found = []
    for header, form in dict(mapping.get("formats") or {}).items():
        field = fields.get(str(mapping["fields"].get(header)))
        if field is None or field.choices is not None:
            continue
        for text, known in dict(dict(form).get("values") or {}).items():
            same = str(known) == text
            event: Event = "kept apart" if same else "merged"
            found.append(Identity(event, field.title.lower(), text, "" if same else str(known), day, who))
    return found
