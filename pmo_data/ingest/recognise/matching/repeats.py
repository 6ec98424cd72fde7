"""Keys that repeat: history inside one file, and rows that repeat a task once per person.

Stands apart because it is the only part that counts over the whole table (up to a cap) rather than a sample: what one
row stands for cannot be told from a sample.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Kind
from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import words

CAP = 200_000
_REPORTED = {"reported", "report", "reporting", "snapshot", "period", "extract", "extracted", "status", "quarter",
             "data",
             "month", "year", "updated", "published", "return", "asof"}  # fmt: skip
_PERSON = {"developer", "resource", "assignee", "person", "user", "who", "employee", "owner", "member", "staff",
           "assigned", "worker", "engineer", "consultant", "author", "colleague"}  # fmt: skip
_KEYED = {"project", "task", "risk", "issue", "action", "benefit", "programme", "person", "decision", "assumption"}
_MEASURES = {Kind.NUMBER, Kind.MONEY, Kind.PERCENT}


@dataclass(frozen=True)
class Repetition:
    """How keys repeat: `history` the date column, or `collapse` the columns that vary and where they go."""

    history: int | None = None
    collapse: tuple[int, ...] = ()
    goes_to: dict[str, int] = field(default_factory=dict)
    stands_for: str = ""


def repetition(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> Repetition | None:
    """What repeats in a table whose keys are not unique; None where they are, or where it cannot be told."""
    key = next((p for name in ("code", "name") for p in plans if p.field == name and not p.priority), None)
    if entity not in _KEYED or key is None:
        return None
    rows = min(block.last - block.first + 1, CAP)
    keys = view.cells.column(key.index).slice(block.first, rows)
    described = [r for r in block.not_data if r < block.first + 5]  # what explains the columns stands right below them
    start = max(described, default=block.first - 1) + 1 - block.first
    keys = keys.slice(start)
    distinct = pc.count_distinct(keys).as_py()
    filled = len(keys) - keys.null_count
    if not distinct or filled < 4 or filled < 1.02 * distinct:
        return None
    table = view.cells.slice(block.first + start, rows - start)
    spoken = entity.replace("_", " ")
    dated = _history(view, block, plans, table, key.index, filled / distinct)
    if dated is not None:
        return Repetition(history=dated, stands_for=f"one {spoken} and reporting date")
    return _collapse(plans, table, key.index, spoken)


def _history(
    view: View, block: Block, plans: list[ColumnPlan], table: pa.Table, key: int, repeats: float
) -> int | None:
    """The column whose date, with the key, makes each row unique."""
    if repeats < 1.2:
        return None
    for plan in sorted(plans, key=lambda p: (p.field != "updated_on", p.index)):
        seen = view.evidence(plan.index, block.first, block.last, block.skip)
        spoken = set(words(plan.header))
        told = plan.field in {"updated_on", "report_date"} or bool(spoken & _REPORTED)
        if plan.index == key or seen.dates + seen.years < 0.8 or plan.field not in {None, "updated_on", "report_date"}:
            continue
        if _tells_apart(table, key, plan.index, told):
            return plan.index
    return None


def _tells_apart(table: pa.Table, key: int, date: int, told: bool) -> bool:
    pairs = table.select([str(key), str(date)]).drop_null()
    if pairs.num_rows < 4:
        return False
    grouped = pairs.group_by([str(key), str(date)]).aggregate([([], "count_all")])
    dates = pc.count_distinct(pairs.column(1)).as_py()
    keys = pc.count_distinct(pairs.column(0)).as_py()
    unique = grouped.num_rows >= 0.95 * pairs.num_rows
    return bool(unique and dates >= 2 and (told or (dates <= 60 and dates * 2 <= pairs.num_rows and keys > dates)))


def _collapse(plans: list[ColumnPlan], table: pa.Table, key: int, spoken: str) -> Repetition | None:
    """Columns that vary within a key, if measures do not and one of those that do is a person's."""
    names = [str(p.index) for p in plans if p.index != key]
    kept = table.filter(pc.is_valid(table.column(key)))
    grouped = kept.group_by(str(key)).aggregate([(n, "count_distinct") for n in names] + [([], "count_all")])
    several = grouped.filter(pc.greater(grouped.column("count_all"), 1))
    if several.num_rows < 2:
        return None
    varies = {p.index: _varying(several, p.index) for p in plans if p.index != key}
    moving = tuple(i for i, share in varies.items() if share > 0.02)
    by_index = {p.index: p for p in plans}
    people = [i for i in moving if _of_a_person(by_index[i].header) and not _measures(by_index[i])]
    own = [p for p in plans if p.field and p.index != key and not _of_a_person(p.header)]
    measured = [p for p in own if _measures(p)]
    if not people or not measured or any(varies[p.index] > 0.1 for p in measured):
        return None
    if len(moving) > max(4, 0.5 * len(plans)):
        return None
    person = people[0]
    goes_to = {"person": person, **_hours(moving, by_index, person)}
    noun = next((w for w in words(by_index[person].header) if w in _PERSON | {"name"}), "person")
    return Repetition(collapse=moving, goes_to=goes_to, stands_for=f"one {spoken} and {noun}")


def _of_a_person(header: str) -> bool:
    """Whether a header names whoever does the work; the name of a place names nobody."""
    spoken = set(words(header))
    return bool(spoken & _PERSON) or spoken == {"name"}


def _varying(several: pa.Table, index: int) -> float:
    counts = several.column(f"{index}_count_distinct").to_numpy()
    return float(np.count_nonzero(counts > 1)) / len(counts)


def _measures(plan: ColumnPlan) -> bool:
    fields = KNOWN["task"].by_name
    if plan.field and plan.field in fields:
        return fields[plan.field].kind in _MEASURES
    return bool(
        set(words(plan.header)) & {"hours", "performance", "cost", "amount", "effort", "work", "share", "percent"}
    )


def _hours(moving: tuple[int, ...], by_index: dict[int, ColumnPlan], person: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for index in moving:
        spoken = set(words(by_index[index].header))
        if index == person or not spoken & {"hours", "effort", "work", "time", "share", "allocation"}:
            continue
        if spoken & {"share", "allocation"}:
            found.setdefault("share", index)
        else:
            found.setdefault("actual_hours" if spoken & {"actual", "spent", "logged"} else "planned_hours", index)
    return found
