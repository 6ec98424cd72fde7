"""Registers of changes: what was asked for, what it would cost, who decided. The catalogue has no such register.

Stands apart because this is the one list that is read as something else than it is: as decisions, which is said.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import words
from pmo_data.store.delivery import Finding

_CHANGE = frozenset({"change", "changes", "cr", "rfc", "cn", "variation"})
_BESIDE = frozenset({"request", "id", "no", "number", "reference", "ref", "code", "title", "name", "description",
                     "summary", "order", "control", "proposed", "detail", "#", "key"})  # fmt: skip
_LEADING = 4


def changes(named: list[Column]) -> list[ColumnPlan] | None:
    """The plans of a register of changes as decisions; None where the leading columns speak of no change."""
    named = [_without_co(column) for column in named] if _orders(named) else named
    of_projects = sum(1 for column in named if words(column.name)[:1] == ("project",)) > 1
    ordered = words(named[0].name)[:1] in {("co",), ("pco",), ("cor",), ("vo",)} if named else False
    effects = sum(1 for column in named if "impact" in words(column.name)) if ordered else _orders(named)
    if of_projects or not (effects or any(_speaks(column.name) for column in named[:_LEADING])):
        return None
    entity = KNOWN["decision"]
    # What a register of changes calls its decision is how the change was decided, not what it is about.
    outcomes = [c for c in named if words(c.name) in {("decision",), ("outcome",), ("disposition",)}]
    rest = [c for c in named if c not in outcomes[:1]]
    matches = match(rest, entity)
    if not {"name", "code"} & {m.option.field.name for m in matches}:
        return None
    plans = planned(rest, [m for m in matches if m.option.field.name != "outcome" or not outcomes], entity)
    plans += [
        ColumnPlan(c.index, c.name, "outcome", "likely", reason="how each change was decided", samples=c.seen.samples)
        for c in outcomes[:1]
    ]
    return sorted(plans, key=lambda p: p.index)


_CO = frozenset({"co", "pco", "cor", "vo"})


def _orders(named: list[Column]) -> bool:
    """Whether several columns are of change orders: "CO id", "CO cost", "CO reason"."""
    return sum(1 for column in named if words(column.name)[:1] and words(column.name)[0] in _CO) > 2


def _without_co(column: Column) -> Column:
    """The column known also by what stands behind "CO"."""
    first, _, rest = column.name.replace("_", " ").partition(" ")
    return replace(column, more=(rest, *column.more)) if rest and first.lower() in _CO else column


def _speaks(header: str) -> bool:
    spoken = set(words(header))
    return bool(spoken & _CHANGE) and spoken <= _CHANGE | _BESIDE


def said_of_changes() -> Finding:
    """What a person should know about a register of changes."""
    said = "This looks like a register of changes, for which there is no register here; each is read as a decision."
    return Finding("changes_as_decisions", "warning", said, fix="Choose another entity if they are something else.")
