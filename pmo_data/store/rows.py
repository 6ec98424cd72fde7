"""The rows of an entity in force, field by field, for handing them out again as they came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.moments import FOREVER

if TYPE_CHECKING:
    from pmo_data.store.database import Store


def rows_in_force(
    store: Store, entity: str, *, as_of: int = FOREVER, project: str | None = None
) -> list[dict[str, Any]]:
    """Each row as field -> value, and `extra`, `absent` as dictionaries (empty where nothing is in them).

    References hold the code of what they refer to. `project` leaves only rows that concern the project of that key.
    In the order of their keys.
    """
    described = entity_named(entity)
    fields = ", ".join(f'"{f.name}"' for f in described.fields)
    about = ["key"] if entity == "project" else [f.name for f in described.fields if f.reference == "project"]
    of_project = " or ".join(f'"{name}" = $project' for name in about) or "false"
    text = (
        f'select {fields}, extra, absent from "{entity}" '
        f"where valid_from <= $as_of and valid_to > least($as_of, {FOREVER - 1}) "
        f"and ($project is null or {of_project}) order by key"
    )
    with store.reading() as cursor:
        found = cursor.execute(text, {"as_of": as_of, "project": project})
        names = [d[0] for d in found.description]
        rows = [dict(zip(names, r, strict=True)) for r in found.fetchall()]
    return [{**r, "extra": dict(r["extra"] or {}), "absent": dict(r["absent"] or {})} for r in rows]


def project_keys(store: Store, *, as_of: int = FOREVER) -> list[tuple[str, str]]:
    """Key and name of each project in force, by key."""
    with store.reading() as cursor:
        return cursor.execute(
            "select key, coalesce(name, key) from project where valid_from <= $as_of "
            f"and valid_to > least($as_of, {FOREVER - 1}) order by key",
            {"as_of": as_of},
        ).fetchall()


def person_names(store: Store, *, as_of: int = FOREVER) -> dict[str, str]:
    """Key -> name of the people in force."""
    with store.reading() as cursor:
        found = cursor.execute(
            "select key, coalesce(name, key) from person where valid_from <= $as_of "
            f"and valid_to > least($as_of, {FOREVER - 1}) order by key",
            {"as_of": as_of},
        ).fetchall()
    return {str(key): str(name) for key, name in found}


def names_of_keys(store: Store, project: str, *, as_of: int = FOREVER) -> dict[str, str]:
    """For each of a project's tasks without an id: its key, with and without the project, -> its name."""
    with store.reading() as cursor:
        found = cursor.execute(
            "select key, name from task where project = $project and code is null and wbs is null "
            f"and valid_from <= $as_of and valid_to > least($as_of, {FOREVER - 1}) order by key",
            {"as_of": as_of, "project": project},
        ).fetchall()
    return {said: str(name) for key, name in found for said in (str(key), str(key).removeprefix(f"{project}/"))}
