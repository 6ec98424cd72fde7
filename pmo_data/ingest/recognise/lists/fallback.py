"""Lists of projects that hardly say so: a name, and for the rest days of milestones or money.

Stands apart from the choice of entities because it is only asked where that finds none, and is always a guess.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.across.milestones import told
from pmo_data.ingest.recognise.across.timephased import period_text
from pmo_data.ingest.recognise.matching.columns import Column, match
from pmo_data.ingest.recognise.matching.entity import Guess, choose
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.words import header_units, words

_THINGS = frozenset({"project", "scheme", "initiative"})
_TOLD = frozenset({"description", "title", "name", "work", "location"})
_NAMING = frozenset({"name", "title"})
_WORK = frozenset({"task", "activity", "milestone", "deliverable", "step", "work"})
_SPENT = frozenset({"expenditure", "cost", "budget", "spend"})
_KINDS = re.compile(
    r"(?:new|existing|completed|ongoing|proposed|approved|current|major|capital) (?:capital )?(?:projects|schemes)",
    re.IGNORECASE,
)
_AGAINST = frozenset({"risk", "issue", "cause", "probability", "impact", "score", "name", "title", "task", "threat",
                      "opportunity", "project", "description"})  # fmt: skip


def project_list(columns: list[Column], file_name: str) -> Guess | None:
    """The list of projects that a table of unknown rows may be; None where it has neither days nor money."""
    named = _as_projects([c for c in columns if c.name])
    called = any(_names(c, _THINGS) or "Project name" in c.more for c in named)
    ideas = _ideas(named)
    if ideas is not None:
        return ideas
    points = [c for c in named if c.seen.dates >= 0.7 and told(ColumnPlan(c.index, c.name, None, "none")) is not None]
    money = [c for c in named if _of_money(c)]
    years = [c for c in named if period(period_text(c.name)) is not None and not c.seen.flags > 0.5]
    described = any(set(words(c.name)) & _TOLD and c.seen.worded > 0.8 for c in named)
    if not (points and money and described) and not (called and (len(points) >= 2 or money or len(years) >= 3)):
        return None
    guess = choose([c for c in named if c not in points and c not in years], "projects", file_name)
    if guess is None or guess.entity.name != "project":
        return None
    return Guess(guess.entity, match(named, guess.entity), guess.score)


def _of_money(column: Column) -> bool:
    stated = column.seen.money > 0.5 or header_units(column.name).keys() & {"currency", "unit"}
    return bool(stated) or (column.seen.numbers > 0.5 and bool(set(words(column.name)) & _SPENT))


_IDEAS = frozenset({"idea", "proposal", "candidate"})


def _ideas(named: list[Column]) -> Guess | None:
    """Ideas with the marks they were given and the score these come to: projects that nobody has begun."""
    lead = next((c for c in named if _names(c, _IDEAS) and c.seen.worded > 0.8 and c.seen.distinct > 0.9), None)
    scored = [c for c in named if set(words(c.name)) & {"score", "rank", "ranking"} and c.seen.numbers > 0.8]
    if lead is None or not scored or lead.seen.known < 2:
        return None
    entity = KNOWN["project"]
    matches = [m for m in match(named, entity) if m.option.how == "exact"]
    return Guess(entity, matches, 0.0) if any(m.column is lead for m in matches) else None


def drawn_tasks(columns: list[Column], file_name: str) -> Guess | None:
    """The plan that a list of work is whose other columns are nothing but periods with marks; None where it is none."""
    named = [c for c in columns if c.name]
    drawn = [c for c in named if period(c.name) is not None and _marked(c)]
    rest = [c for c in named if c not in drawn]
    leading = bool(rest) and bool(set(words(rest[0].name)) & _WORK)
    if len(drawn) < 3 or not leading or len(rest) > 4 or not any(c.seen.known for c in drawn):
        return None
    guess = choose(rest, "tasks", file_name)
    if guess is None or guess.entity.name != "task":
        return None
    return Guess(guess.entity, match(named, guess.entity), guess.score)


def _marked(column: Column) -> bool:
    seen = column.seen
    return seen.known == 0 or (seen.flags + seen.small > 0.8 and seen.length <= 2)


def _names(column: Column, things: frozenset[str]) -> bool:
    spoken = set(words(column.name))
    return bool(spoken & things) and spoken <= things | _NAMING


def _as_projects(columns: list[Column]) -> list[Column]:
    """The columns with programmes, or with "New projects", for projects, where nothing else names what rows are of."""
    if any(_names(c, _THINGS) for c in columns):
        return columns
    first = next((c for c in columns if _names(c, frozenset({"programme"})) and c.seen.distinct >= 0.9), None)
    if first is None and columns and _KINDS.fullmatch(columns[0].name) and columns[0].seen.distinct >= 0.8:
        first = columns[0]
    return [replace(c, more=("Project name", *c.more)) if c is first else c for c in columns]


def as_actions(columns: list[Column]) -> list[Column]:
    """The columns with measures for actions, where nothing says what they are measures against."""
    spoken = {w for c in columns for w in words(c.name)}
    if spoken & _AGAINST:
        return columns
    return [replace(c, more=("Action", *c.more)) if words(c.name) == ("mitigation",) else c for c in columns]
