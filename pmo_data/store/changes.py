"""What differs between two moments, field by field. One mechanism for previews, movement and "what changed since"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_data.domain.fields import Entity
from pmo_data.domain.moments import FOREVER
from pmo_data.store.delivery import FieldChange

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def changes_between(
    cursor: DuckDBPyConnection, entity: Entity, before: int, after: int, limit: int
) -> list[FieldChange]:
    """Rows added and removed and values changed between two moments, at most `limit`, by key and field.

    Only versions that begin or end between the two are looked at, so the cost follows the change, not the store.
    """
    if limit <= 0:
        return []
    # The latest state is asked for with FOREVER, which is also the end of the versions in force.
    between = {"before": min(before, FOREVER - 1), "after": min(after, FOREVER - 1)}
    rows = cursor.execute(_text(entity), {**between, "limit": limit}).fetchall()
    return [FieldChange(entity.name, *row) for row in rows]


def _text(entity: Entity) -> str:
    fields = [f.name for f in entity.fields]
    old = ", ".join(f'b."{f}"::varchar' for f in fields)
    new = ", ".join(f'a."{f}"::varchar' for f in fields)
    names = ", ".join(f"'{f}'" for f in fields)
    return f"""
        with touched as (
            select distinct key from "{entity.name}"
            where (valid_from > $before and valid_from <= $after) or (valid_to > $before and valid_to <= $after)
        ),
        b as (select t.* from "{entity.name}" t semi join touched using (key)
              where valid_from <= $before and valid_to > $before),
        a as (select t.* from "{entity.name}" t semi join touched using (key)
              where valid_from <= $after and valid_to > $after),
        pairs as (
            select coalesce(a.key, b.key) as key,
                case when b.key is null then 'added' when a.key is null then 'removed' else 'changed' end as kind,
                unnest([{names}]) as field, unnest([{old}]) as before, unnest([{new}]) as after
            from a full join b on a.key = b.key
        )
        select distinct key, kind, case when kind = 'changed' then field end as field,
            case when kind = 'changed' then before end as before, case when kind = 'changed' then after end as after
        from pairs where kind <> 'changed' or before is distinct from after
        order by all limit $limit
    """
