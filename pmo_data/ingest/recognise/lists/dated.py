"""Lists of milestones that say no more than when: "Milestone, Date", with an owner between at most.

Stands apart because neither half would do alone: lists of anything have dates, and a name is of no table yet.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.matching.columns import Column, match
from pmo_data.ingest.recognise.matching.entity import Guess, names_milestones
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import words

_WHEN = frozenset({"date", "day", "when"})
_MOST = 8  # columns; a wider table says what it is by more than two of them


def milestone_list(columns: list[Column]) -> Guess | None:
    """The list of milestones that a table of a name and a day is; None where it is none, or too wide for so few."""
    named = [c for c in columns if c.name]
    lead = any(names_milestones(c.name) for c in named)
    if not lead or len(named) > _MOST or not any(c.seen.dates >= 0.7 for c in named):
        return None
    return Guess(KNOWN["task"], match(named, KNOWN["task"]), 0.0)


def with_day(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """The plans of milestones with their only day, called no more than "Date", as the day planned: a guess."""
    if entity == "task" and any(p.field == "name" and names_milestones(p.header) for p in plans):
        doubtful = [p.field and p.field.endswith("_start") and p.confidence == "guess" for p in plans]
        freed = [replace(p, field=None, confidence="none", reason="a milestone is a day") for p in plans]
        plans = [free if doubt else p for p, free, doubt in zip(plans, freed, doubtful, strict=True)]
    of_days = any(p.field and p.field.endswith(("_start", "_finish")) for p in plans)
    if entity != "task" or of_days or not any(p.field == "name" and names_milestones(p.header) for p in plans):
        return plans
    for spot, plan in enumerate(plans):
        seen = view.evidence(plan.index, block.first, block.last, block.skip)
        if plan.field is None and words(plan.header) and set(words(plan.header)) <= _WHEN and seen.dates >= 0.5:
            day = replace(plan, field="planned_finish", confidence="guess", reason="the only day of each milestone")
            return [*plans[:spot], day, *plans[spot + 1 :]]
    return plans
