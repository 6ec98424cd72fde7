"""Rows that name no owner: a list of dates by task id belongs to the plan that these ids are of.

Stands apart from the rule by which rows meet: it decides whose rows they are.
"""

from __future__ import annotations

from collections.abc import Collection

from pmo_data.domain.fields import Entity
from pmo_data.domain.moments import FOREVER
from pmo_data.store.merge_sql import key_text, label_text


def resolve_owner(entity: Entity, fed: Collection[str]) -> str:
    """Let rows that name no owner be those known by the same code, where nine in ten are and their names agree.

    A list of dates by task id belongs to the plan those ids are of; without a name of its own it takes none from it.
    A plan of another project that numbers its tasks alike has names of its own.
    """
    named = "i.name is distinct from i.code" if "name" in fed else "false"
    agree = f"not ({named}) or {label_text('i.name')} = {label_text('k.name')}" if "name" in fed else "true"
    keep = ", name = case when i.name is not distinct from i.code then k.name else i.name end" if "name" in fed else ""
    known = (
        f'select lower({key_text("code")}) as label, min(key) as key, min(name) as name from "{entity.name}" '
        f'where code is not null and "{entity.owner}" is not null and valid_to = {FOREVER} '
        "group by 1 having count(distinct key) = 1"
    )
    return (
        f"update incoming as i set key = k.key{keep} from ({known}) as k where k.label = lower({key_text('i.code')}) "
        f"and (select count(*) filter (where k.key is not null and ({agree})) >= 0.9 * count(*) from incoming as i "
        f"left join ({known}) as k on k.label = lower({key_text('i.code')}))"
    )
