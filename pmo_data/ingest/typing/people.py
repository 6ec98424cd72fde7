"""Columns that name people: a cell that says that nobody is named yet is nobody, not a person called TBC.

Stands apart because in other texts such words are text, and because two letters may be somebody's initials.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Absence
from pmo_data.ingest.typing.absences import absence_of
from pmo_data.ingest.typing.column import Cells, Distinct, Reading, Typed, assemble, grouped
from pmo_data.ingest.typing.texts import type_text
from pmo_data.ingest.typing.words import counted, fold

if TYPE_CHECKING:
    from pmo_data.ingest.typing.table import TypedTable

_LONGEST = 60
_INITIALS = re.compile(r"[^\W\d_]{1,2}")
_NOBODY = re.compile(
    r"vacant|vacancy|vacant post|unassigned|unallocated|not (yet )?(assigned|allocated|appointed|named)|nobody|no ?one|"
    r"no (owner|manager|sponsor|lead|assignee)( assigned)?|to be (assigned|appointed|recruited|named|hired)|"
    r"(currently )?recruiting|vakant|unbesetzt|nicht (zugewiesen|besetzt|vergeben)|niemand|offen|n n|"
    r"non (assigné|attribué)e?|vacante|sin asignar|no asignado|não atribuído|sem responsável|non assegnato|"
    r"niet toegewezen|ej tilldelad|ikke tildelt|nieprzypisane|не назначен"
)


def type_person(cells: Cells) -> Typed:
    """A column of names: text, but for cells that say that there is nobody, which are kept as such."""
    typed = type_text(cells)
    distinct = Distinct.of(typed.values)
    readings = [_reading(text) for text in distinct.texts]
    if not any(r.absent for r in readings):
        return typed
    values, changed, absent = assemble(distinct, readings, pa.string())
    original = changed if typed.original is None else pc.coalesce(typed.original, changed)
    found = grouped(distinct, readings, lambda rule, count, shown: _describe(cells.label, rule, count, shown))
    problems = (*typed.problems, *found)
    return dataclasses.replace(typed, values=values, original=original, absent=absent, problems=problems)


def _reading(text: str) -> Reading:
    absent = nobody(text)
    return Reading(text, changed=False) if absent is None else Reading(absent=absent, rule=str(absent))


def nobody(text: str) -> Absence | None:
    """The kind of absence a cell states instead of a name; None for what may be a name."""
    if len(text) > _LONGEST or _INITIALS.fullmatch(text):
        return None
    return Absence.NOT_AVAILABLE if _NOBODY.fullmatch(fold(text)) else absence_of(text)


def leave_unnamed(table: TypedTable) -> None:
    """Work of somebody "to be confirmed" is nobody's yet, where the row's role says of whom it is wanted."""
    role, person = table.fields.get("role"), table.fields.get("person")
    if table.entity.name != "assignment" or role is None or person is None:
        return
    distinct = Distinct.of(person.values)
    said = [nobody(text) for text in distinct.texts]
    if not any(said):
        return
    nothing = pa.scalar(None, pa.string())
    absent = distinct.spread([None if s is None else str(s) for s in said], pa.string())
    absent = pc.if_else(pc.is_valid(role.values), absent, nothing)
    named = pc.is_null(absent)
    written = person.values if person.original is None else pc.coalesce(person.original, person.values)
    person.original = pc.if_else(named, nothing if person.original is None else person.original, written)
    person.values = pc.if_else(named, person.values, nothing)
    person.absent = absent if person.absent is None else pc.coalesce(person.absent, absent)


def _describe(label: str, rule: str, count: int, shown: str) -> tuple[str, str | None, str]:
    names = "names" if count == 1 else "name"
    said = f"{label}: {counted(count, 'cell')} {names} nobody ({shown}); counted as {rule}."
    return said, None, "Name the person once known."
