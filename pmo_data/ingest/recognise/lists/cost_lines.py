"""Lists of money that hardly say what their rows are: kinds of cost with budget and actual, schemes with what is spent.

Stands apart because the words "Budget", "Actual" and "Forecast" are of projects as well as of periods: what the rows
go by, and whether amounts are called totals, tells which.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan, Confidence
from pmo_data.ingest.recognise.across.unfolded import Decision
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.matching.entity import Guess
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import all_words, words

_LINES = (
    frozenset({"cost", "item"}), frozenset({"cost", "category"}), frozenset({"cost", "element"}),
    frozenset({"cost", "type"}), frozenset({"budget", "item"}), frozenset({"budget", "line"}),
    frozenset({"budget", "category"}), frozenset({"line", "item"}), frozenset({"expense"}),
    frozenset({"expense", "category"}), frozenset({"expense", "item"}), frozenset({"expenditure", "item"}),
    frozenset({"expense", "type"}), frozenset({"cost", "line"}),
)  # fmt: skip
_BUDGET = frozenset({"budget", "planned", "approved", "allocation"})
_WHOLE = {("approved",): "approved budget", ("to", "date"): "spend to date", ("spent", "to", "date"): "spend to date",
          ("total", "approved"): "approved budget", ("actual", "to", "date"): "spend to date"}  # fmt: skip


def cost_lines(columns: list[Column]) -> Decision | None:
    """Kinds of cost, each with its budget and what was spent or is forecast; None where the rows are something else."""
    named = [c for c in columns if c.name]
    lead = next((c for c in named if frozenset(words(c.name)) in _LINES and c.seen.worded > 0.8), None)
    amounts = [c for c in named if c is not lead and c.seen.numbers >= 0.7]
    told = {w for c in amounts for w in words(c.name)}
    if lead is None or not told & _BUDGET or not told & {"actual", "spent", "forecast", "spend"} or len(named) > 9:
        return None
    if any(c.seen.dates > 0.5 for c in named) or lead.index > min(c.index for c in amounts):
        return None
    entity = KNOWN["budget_period"]
    rest = [c for c in named if c is not lead]
    plans = planned(rest, [m for m in match(rest, entity) if m.option.how == "exact"], entity)
    if not any(p.field == "planned_value" for p in plans):
        return None
    sure: Confidence = "likely" if lead.seen.distinct > 0.2 else "guess"
    plans.append(ColumnPlan(lead.index, lead.name, "category", sure, reason="names each line",
                            samples=lead.seen.samples))  # fmt: skip
    return Decision(entity, sorted(plans, key=lambda p: p.index), "guess")


def whole_projects(columns: list[Column], guess: Guess | None) -> Guess | None:
    """The guess, or the list of projects that it is, once each, with all that is approved for and spent on them."""
    if guess is None or guess.entity.name not in {"budget_period", "cost_period"}:
        return guess
    by_field = {m.option.field.name: m.column for m in guess.matches}
    lead = by_field.get("project")
    if lead is None or "period" in by_field or lead.seen.known < 2 or lead.seen.distinct < 0.95:
        return guess
    called = [replace(c, more=(_WHOLE[key], *c.more)) if (key := all_words(c.name)) in _WHOLE and c.seen.numbers >= 0.7
              else c for c in columns if c.name]  # fmt: skip
    entity = KNOWN["project"]
    matches = match(called, entity)
    if not {"name", "approved_budget", "actual_cost"} <= {m.option.field.name for m in matches}:
        return guess
    if not any(all_words(c.name) in _WHOLE for c in columns):
        return guess
    return Guess(entity, matches, guess.score, "likely")
