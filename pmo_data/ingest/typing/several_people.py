"""Cells that name several people where each is meant: "Ana Silva, Bo Ek" under Responsible is two, not one.

Stands apart because a comma also stands inside one name, "Silva, Ana", and only the whole table tells which it is.
"""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pyarrow as pa

from pmo_data.ingest.typing.records import Records
from pmo_data.ingest.typing.reshape import Reshaped
from pmo_data.ingest.typing.words import counted
from pmo_data.store.delivery import Finding

_ALWAYS = re.compile(r"\s*[;\r\n+|]+\s*|\s+(?:&|and|und|et|y|en|e|/)\s+")
_PERHAPS = re.compile(r"\s*[,/]\s*")


def each_person(shaped: Reshaped) -> Reshaped:
    """The records of who answers for what with one for each person that a cell names, and a finding where any do."""
    records = shaped.records
    spot = next((i for i, (p, _) in enumerate(records.columns) if p.field == "person" and p.index < 0), None)
    answering = any(p.field == "responsibility" for p, _ in records.columns)  # hours of two are not each one's hours
    if spot is None or shaped.base is None or not answering:
        return shaped
    cells = [text or "" for text in records.columns[spot][1].to_pylist()]
    alone = {cell for cell in cells if not _PERHAPS.search(cell)}
    named = [people(cell, alone) for cell in cells]
    several = sum(1 for n in named if len(n) > 1)
    if not several:
        return shaped
    at = np.repeat(np.arange(len(cells)), [len(n) for n in named])
    columns = [(p, t.take(pa.array(at))) for p, t in records.columns]
    columns[spot] = (columns[spot][0], pa.array([name for n in named for name in n], pa.string()))
    taken = Records(tuple(columns), records.rows[at], records.tail)
    verb = "names several people, who" if several == 1 else "name several people, who"
    said = Finding("people_apart", "warning", f"{counted(several, 'cell')} {verb} are read one by one.")
    return dataclasses.replace(shaped, records=taken, base=shaped.base[at], findings=(*shaped.findings, said))


def people(cell: str, alone: set[str]) -> list[str]:
    """The people whom a cell names; `alone` are the names that stand in cells of their own.

    A comma or a stroke parts people where each has two names, where there are three of them, or where one of them
    stands alone elsewhere; else it may part a last name from a first.
    """
    found: list[str] = []
    for part in _ALWAYS.split(cell):
        names = [n for n in _PERHAPS.split(part) if n]
        apart = len(names) > 2 or all(" " in n for n in names) or any(n in alone for n in names)
        found += names if apart else [part.strip()] if part.strip() else []
    return list(dict.fromkeys(found)) or [cell]
