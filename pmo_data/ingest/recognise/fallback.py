"""Lists of projects that hardly say so: a name, and for the rest days of milestones or money.

Stands apart from the choice of entities because it is only asked where that finds none, and is always a guess.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.columns import Column, match
from pmo_data.ingest.recognise.entity import Guess, choose
from pmo_data.ingest.recognise.milestones import told
from pmo_data.ingest.recognise.words import header_units, words

_THINGS = frozenset({"project", "scheme", "initiative"})
_NAMING = frozenset({"name", "title"})


def project_list(columns: list[Column], file_name: str) -> Guess | None:
    """The list of projects that a table of unknown rows may be; None where it has neither days nor money."""
    named = _as_projects([c for c in columns if c.name])
    if not any(_names(c, _THINGS) or "Project name" in c.more for c in named):
        return None
    points = [c for c in named if c.seen.dates >= 0.7 and told(ColumnPlan(c.index, c.name, None, "none")) is not None]
    money = [c for c in named if c.seen.money > 0.5 or header_units(c.name).keys() & {"currency", "unit"}]
    if len(points) < 2 and not money:
        return None
    guess = choose([c for c in named if c not in points], "projects", file_name)
    if guess is None or guess.entity.name != "project":
        return None
    return Guess(guess.entity, match(named, guess.entity), guess.score)


def _names(column: Column, things: frozenset[str]) -> bool:
    spoken = set(words(column.name))
    return bool(spoken & things) and spoken <= things | _NAMING


def _as_projects(columns: list[Column]) -> list[Column]:
    """The columns with programmes for projects, where nothing else names what the rows are of."""
    if any(_names(c, _THINGS) for c in columns):
        return columns
    first = next((c for c in columns if _names(c, frozenset({"programme"})) and c.seen.distinct >= 0.9), None)
    return [replace(c, more=("Project name", *c.more)) if c is first else c for c in columns]
