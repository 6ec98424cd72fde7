"""Names of a table that may be of one person or body, and texts that are no currency. Words are asked in `asked`.

Each is asked once: the answer goes to `Options.answers["values"][header]` as the file's text -> what it stands for,
is kept with the column and remembered with the source.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.fields import PEOPLE, Field, Kind
from pmo_data.ingest.match.names import clusters
from pmo_data.ingest.plan import ColumnPlan, PreparedTable

QuestionKind = Literal["person", "organisation", "currency"]
BODIES = frozenset({"department", "client", "supplier", "team", "organisation", "forum"})


@dataclass(frozen=True)
class Value:
    """One text of a column: how often it stands there, what it is read as now, and what it may stand for."""

    text: str
    count: int
    read_as: str | None
    suggestion: str | None = None

    @property
    def open(self) -> bool:
        """Whether somebody should say what it means."""
        return self.read_as is None or (self.suggestion is not None and self.suggestion != self.read_as)


@dataclass(frozen=True)
class Question:
    """What is asked of one column."""

    column: str
    field: str
    kind: QuestionKind
    values: tuple[Value, ...]
    sentence: str

    @property
    def open(self) -> bool:
        """Whether anything in it waits for an answer."""
        return any(v.open for v in self.values)

    @property
    def suggestions(self) -> dict[str, str]:
        """The answer that takes every suggestion."""
        return {v.text: v.suggestion for v in self.values if v.open and v.suggestion is not None}


def value_questions(table: PreparedTable) -> list[Question]:
    """What to ask about a table's names and currencies, column by column."""
    if table.derived_from is not None:
        return []
    entity = entity_named(table.entity)
    columns = {c.field: c for c in reversed(table.plan.columns) if c.field is not None}
    asked = []
    for name, column in columns.items():
        field = entity.by_name.get(name)
        if field is None or name not in table.rows.column_names:
            continue
        question = _question(table, column, field)
        if question is not None and question.open:
            asked.append(question)
    return sorted(asked, key=lambda q: [c.header for c in table.plan.columns].index(q.column))


def _question(table: PreparedTable, column: ColumnPlan, field: Field) -> Question | None:
    if field.name == "currency":
        return _currencies(table, column, field)
    if field.kind in (Kind.TEXT, Kind.CODE) and field.name in PEOPLE | BODIES:
        return _names(table, column, field, people=field.name in PEOPLE)
    return None


def texts_of(table: PreparedTable, field: str) -> Counter[tuple[str, str | None, str | None]]:
    """(text of the cell, value read, why it is absent) -> rows, as far as the cell said anything."""
    found: Counter[tuple[str, str | None, str | None]] = Counter()
    rows = table.rows.select([field, "original", "absent"])
    for value, original, absent in zip(*(c.to_pylist() for c in rows.columns), strict=True):
        said = dict(original or ()).get(field)
        read = None if value is None else str(value)
        if said is not None or read is not None:
            found[(said if said is not None else str(read), read, dict(absent or ()).get(field))] += 1
    return found


def _names(table: PreparedTable, column: ColumnPlan, field: Field, *, people: bool) -> Question | None:
    counts: Counter[str] = Counter()
    for (_, read, _), count in texts_of(table, field.name).items():
        if read is not None:
            counts[read] += count
    told = decided(column)
    groups = clusters({name: n for name, n in counts.items() if name not in told}, people=people)
    values = [
        Value(name, counts[name], name, group[0]) for group in groups for name in group
    ]  # fmt: skip
    if not values:
        return None
    what = "the same person" if people else "the same organisation"
    said = f"{column.header}: {len(groups)} {'group' if len(groups) == 1 else 'groups'} of names may be {what}."
    return Question(column.header, field.name, "person" if people else "organisation", tuple(values), said)


def decided(column: ColumnPlan) -> frozenset[str]:
    """The texts of a column that somebody decided about, be it that they are names of their own."""
    return frozenset(dict(column.format.get("values") or {}))


def _currencies(table: PreparedTable, column: ColumnPlan, field: Field) -> Question | None:
    counts = texts_of(table, field.name)
    odd = [(t, n) for (t, read, _), n in counts.items() if read is None or not _is_code(read)]
    if not odd:
        return None
    values = tuple(Value(text, count, None) for text, count in sorted(odd, key=lambda v: (-v[1], v[0])))
    said = f"{column.header}: {len(odd)} texts are no currency code. Which currencies are they?"
    return Question(column.header, field.name, "currency", values, said)


def _is_code(text: str) -> bool:
    return len(text) == 3 and text.isalpha() and text.isupper()
