"""The one catalogue of entities and fields, from which tables, templates, header matching, checks and help derive.

Adding a field is one entry in one of the modules beside this file.
"""

from __future__ import annotations

from pmo_data.domain.catalogue import oversight, people, plan, project, raid, strategy
from pmo_data.domain.errors import PmoError
from pmo_data.domain.fields import Entity

ENTITIES: dict[str, Entity] = {
    entity.name: entity for room in (project, strategy, plan, people, raid, oversight) for entity in room.ENTITIES
}

WRITTEN_IN_APP: frozenset[str] = frozenset({"comment", "setting", "saved_view", "review", "review_item"})
"""Entities that files do not bring: recognition never chooses them."""


def entity(name: str) -> Entity:
    """The entity of that name, or one sentence that lists what there is."""
    found = ENTITIES.get(name)
    if found is None:
        raise PmoError(f"There is no entity '{name}'. Known are: {', '.join(sorted(ENTITIES))}.")
    return found
