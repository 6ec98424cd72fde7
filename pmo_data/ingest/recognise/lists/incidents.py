"""Logs of incidents, defects, bugs and snags: what went wrong and is being dealt with, an issue in the catalogue.

Stands apart because their severity is also what a register of risks calls the impact, and nothing else in them tells
that they happened: only what a row is called does. Defects that a team plans its work by stay tasks.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.recognise.across.unfolded import Decision
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import words

_HAPPENED = frozenset({"incident", "defect", "bug", "snag", "fault", "ncr", "nonconformance",
                       "nonconformity", "complaint", "punch", "incidencia", "anomalie", "reclamation", "vorfall",
                       "storung", "mangel", "fehler", "defaut", "difetto", "gebrek", "storing"})  # fmt: skip
_BESIDE = frozenset({"quality", "test", "safety", "security", "service", "major", "site", "item", "list", "log",
                     "ticket", "non"})  # fmt: skip
_NUMBERED = frozenset({"id", "number", "reference", "code", "key"})
_TOLD = frozenset({"name", "title", "description", "summary", "detail", "details", "subject"})
_PLANNED_BY = frozenset({"iteration", "sprint", "epic", "points", "point", "estimated", "backlog", "predecessor",
                         "parent", "work", "start", "duration"})  # fmt: skip
_OF_RISKS = frozenset({"probability", "likelihood", "risk", "residual", "inherent", "pxi"})
_FOUND = frozenset({"found", "detected", "discovered", "occurred", "noticed", "observed", "incident"})
_LEADING = 4


def incidents(columns: list[Column], sheet: str) -> Decision | None:
    """The log of what went wrong that a table is, as issues or as tasks of a team; None where its headers say less."""
    named = [c for c in columns if c.name]
    spoken = {w for c in named for w in words(c.name)}
    called = [c for c in named[:_LEADING] if _is_of(c.name) and not _counts(c)]
    listed = bool(set(words(sheet)) & _HAPPENED and "severity" in spoken)
    if spoken & _OF_RISKS or not (called or listed):
        return None
    entity = KNOWN["task" if spoken & _PLANNED_BY else "issue"]
    renamed = [_renamed(c, entity.name) for c in named]
    matches = match(renamed, entity)
    fed = {m.option.field.name for m in matches if m.option.how != "guess"}
    numbered = {"code", "severity", "status"} <= fed and bool(fed & {"raised_on", "closed_on"})
    if len(fed) < 3 or not ("name" in fed or numbered):
        return None
    return Decision(entity, planned(renamed, matches, entity), "likely")


def _kind(header: str) -> set[str]:
    """The words of a header that say what happened: "Non-conformance", "Quality issue"."""
    spoken = set(words(header))
    if {"non", "conformance"} <= spoken or {"non", "conformity"} <= spoken:
        return spoken & {"conformance", "conformity"}
    return spoken & (_HAPPENED | ({"issue"} if "quality" in spoken else set()))


def _is_of(header: str) -> bool:
    """Whether a header names the id or the text of what happened, and nothing else of it."""
    kind = _kind(header)
    return bool(kind) and set(words(header)) <= kind | _BESIDE | _NUMBERED | _TOLD


def _counts(column: Column) -> bool:
    """Whether a column says how many there were: "Defects" of each project."""
    return column.seen.numbers > 0.5 and not set(words(column.name)) & _NUMBERED


def _renamed(column: Column, entity: str) -> Column:
    """The column by what an issue's, or a task's, is called as well."""
    spoken = set(words(column.name))
    more: tuple[str, ...] = ()
    if _is_of(column.name):
        ids = spoken & _NUMBERED or (column.seen.ids > 0.8 and column.seen.distinct > 0.9 and not spoken & _TOLD)
        more = (f"{entity} id",) if ids else (f"{entity} name",)
    elif spoken & _FOUND and column.seen.dates > 0.5:
        more = ("date raised",)
    return replace(column, more=(*column.more, *more))
