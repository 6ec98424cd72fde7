"""Lines of cost or work with their measures by period to the right: "Jan-26 Budget, Jan-26 Actual, Feb-26 Budget …".

Stands apart from lists of projects or benefits with such columns, which are tables of their own beside them: here a
line has nothing else to say, so the whole table is money by period.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.across.paired import MONEY, Pairs, apart, fed_by, values_of
from pmo_data.ingest.recognise.across.unfolded import Decision
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import words

_LEADS = (
    ("project", frozenset({"project", "scheme", "initiative"})),
    ("task", frozenset({"task", "activity", "work", "package", "deliverable", "wbs", "milestone", "phase"})),
    ("category", frozenset({"category", "cost", "item", "element", "account", "line", "type", "expense"})),
)
_MOST_BESIDE = 4


def lines_of_money(columns: list[Column], pairs: Pairs | None) -> list[Decision]:
    """Money planned and money spent of such a table; none where its lines say more, or its measures are of no money."""
    if pairs is None or not {measure for measure, _ in pairs.columns.values()} <= set(MONEY):
        return []
    beside = [c for c in columns if c.name and c.index not in {*pairs.columns, *pairs.reckoned}]
    if not beside or len(beside) > _MOST_BESIDE or any(c.seen.dates > 0.5 for c in beside):
        return []
    samples = {c.index: c.seen.samples for c in columns}
    names = {c.index: c.name for c in columns}
    first: str | None = None
    out = []
    for name, found in fed_by(pairs, MONEY).items():
        values, unpivot = values_of(found, pairs, samples, names)
        others = [c for c in columns if c.name and c not in beside and c.index not in found]
        plans = [*_lines(beside, name), *values, *(apart(p, pairs) for p in planned(others, [], KNOWN[name]))]
        settings = {"unpivot": unpivot, "cumulative": False, **({"beside": first} if first else {})}
        out.append(Decision(KNOWN[name], sorted(plans, key=lambda p: p.index), "likely", settings))
        first = first or name
    return out if any(p.field in {"project", "task", "category"} for p in out[0].plans) else []


def _lines(beside: list[Column], entity: str) -> list[ColumnPlan]:
    """The plans of what names each line: its project, its task or its kind of cost."""
    sure = [m for m in match(beside, KNOWN[entity]) if m.option.how == "exact"]
    plans = planned(beside, sure, KNOWN[entity])
    if any(p.field in {"project", "task", "category"} for p in plans):
        return plans
    for field, telling in _LEADS:
        for spot, plan in enumerate(plans):
            if plan.field is None and set(words(plan.header)) & telling:
                plans[spot] = replace(plan, field=field, confidence="likely", reason="names each line")
                return plans
    return plans
