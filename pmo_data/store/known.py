"""The names the store knows, for asking whether a new one is a new spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_data.domain.catalogue import ENTITIES

if TYPE_CHECKING:
    from pmo_data.store.database import Store

_ENTITIES = ("project", "person", "programme", "portfolio", "objective")
_PEOPLE = ("owner", "manager", "sponsor", "author")
_BODIES = ("department", "client", "supplier", "team", "organisation", "forum")


def known_names(store: Store) -> dict[str, dict[str, str | None]]:
    """Kind -> name -> code (None where it has none), of the rows in force.

    Kinds are entities by name, "people" for the texts of all fields that hold a person's, and organisations by field.
    """
    found: dict[str, dict[str, str | None]] = {}
    with store.reading() as cursor:
        for entity in _ENTITIES:
            rows = cursor.execute(
                f'select name, min(code) from "{entity}" where name is not null and valid_to = '
                f'(select max(valid_to) from "{entity}") group by name order by name'
            ).fetchall()
            found[entity] = dict(rows)
        for kind, fields in (("people", _PEOPLE), *((b, (b,)) for b in _BODIES)):
            held = [(e.name, f) for e in ENTITIES.values() for f in fields if f in e.by_name]
            if held:
                union = " union ".join(f'select "{f}"::varchar as name from "{e}"' for e, f in held)
                names = cursor.execute(f"select name from ({union}) where name is not null order by name").fetchall()
                found[kind] = dict.fromkeys((str(n) for (n,) in names), None)
    return found
