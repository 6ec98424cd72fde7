"""Lists that go by places or phases and say when each is due: the sites of a roll-out, the waves of a migration.

Stands apart because no column names what a row is of: each row is a task of one project, which is asked for once.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.across.milestones import told
from pmo_data.ingest.recognise.across.unfolded import Decision
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.matching.entity import Guess
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import words
from pmo_data.store.delivery import Finding

_PLACES = frozenset({"site", "location", "country", "region", "store", "branch", "office", "hospital", "school",
                     "plant", "facility", "city", "phase", "wave", "stage", "workstream", "stream", "department",
                     "market",
                     "tranche", "cluster", "building", "campus", "depot", "station", "trust", "municipality", "factory",
                     "warehouse", "shop", "clinic", "laboratory", "entity", "practice", "borough", "district",
                     "standort", "team"})  # fmt: skip
_AROUND = frozenset({"name", "id", "code", "number", "rollout", "project", "deployment", "implementation"})
_NAMED = frozenset({"project", "task", "activity", "milestone", "risk", "issue", "benefit", "objective", "action",
                    "decision", "person", "employee", "resource", "deliverable", "work"})  # fmt: skip


def rollout(columns: list[Column], guess: Guess | None) -> Decision | None:
    """Such a list as tasks, where nothing else explains the table; None where it is none."""
    named = [c for c in columns if c.name]
    lead = next((c for c in named if _leads(c)), None)
    if lead is None or (guess is not None and _explained(guess)) or any(_goes_before(c, lead) for c in named):
        return None
    rest = [c for c in named if c is not lead]
    if any(set(words(c.name)) & _NAMED and set(words(c.name)) <= _NAMED | _AROUND for c in rest):
        return None
    if any(c.seen.money > 0.5 for c in rest):  # what has a price of its own is a project of some name
        return None
    entity = KNOWN["task"]
    matches = [m for m in match(rest, entity) if m.option.how != "guess" and m.option.field.name not in _NOT_FED]
    plans = planned(rest, matches, entity)
    dated = [p for p in plans if p.field and p.field.endswith(("_start", "_finish"))]
    points = [c for c in rest if c.index not in {p.index for p in dated} and c.seen.dates >= 0.7 and _is_point(c)]
    state = any(p.field in {"status", "percent_complete", "owner"} for p in plans)
    if not dated and len(points) + state < 2:
        return None
    plans = [replace(p, alternatives=()) if p.field is None else p for p in plans]
    plans.append(ColumnPlan(lead.index, lead.name, "name", "guess", reason="what the rows go by",
                            samples=lead.seen.samples))  # fmt: skip
    return Decision(entity, sorted(plans, key=lambda p: p.index), "guess", {"rollout": lead.name})


_NOT_FED = frozenset({"name", "project", "category", "parent", "notes", "milestone", "summary", "wbs"})


def _leads(column: Column) -> bool:
    """Whether a column is called after places or phases and tells the rows apart."""
    spoken, seen = set(words(column.name)), column.seen
    return bool(spoken & _PLACES) and spoken <= _PLACES | _AROUND and seen.distinct >= 0.9 and seen.known >= 2


def _goes_before(column: Column, lead: Column) -> bool:
    """Whether a column to the left holds words that tell the rows apart and are of no place: these are their names."""
    spoken, seen = set(words(column.name)), column.seen
    apart = seen.worded > 0.8 and seen.distinct >= 0.9 and seen.length > 1
    return column.index < lead.index and apart and not spoken <= _PLACES | _AROUND


def _is_point(column: Column) -> bool:
    point = told(ColumnPlan(column.index, column.name, None, "none"))
    return point is not None


def _explained(guess: Guess) -> bool:
    """Whether the table is more than a guess, or a column gives the name of what its rows are."""
    names = [m for m in guess.matches if m.option.field.name == "name" and m.option.how == "exact"]
    return guess.confidence != "guess" or bool(names)


def said_of_rollout(lead: str) -> Finding:
    """What such a list was taken for."""
    said = f"The rows go by {' '.join(lead.split())}; each is read as a task of one project, which no column names."
    fix = "Name the project beside the matches of the columns, or say what a row is."
    return Finding("rows_by_place", "warning", said, fix=fix)
