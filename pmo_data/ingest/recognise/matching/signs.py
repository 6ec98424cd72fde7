"""Columns of nothing but drawn signs, ● ▲ ■: lights whose colour stands in the cell's looks, which no text holds.

Stands apart from matching by words, which takes a "Scope" or a "Cost" over such signs for words on it. What each sign
means is asked, as of any value that nobody knows.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import tidy, words

_SIGNS = frozenset("●▲■◆▼★⬤◼◾⚫⬛△▽□◇◎▮◉")
_ASPECTS = {
    "overall": frozenset({"overall", "project"}),
    "schedule": frozenset({"time", "schedule", "timeline", "planned", "milestone"}),
    "cost": frozenset({"cost", "budget", "finance", "financial", "money"}),
    "scope": frozenset({"scope", "quality"}),
    "benefits": frozenset({"benefit"}),
    "resource": frozenset({"resource", "people", "staff", "team"}),
    "risk": frozenset({"risk"}),
}
_AROUND = frozenset({"rag", "status", "health", "rating", "light", "traffic", "indicator"})


def with_signs(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """The plans with each column of signs as the rating its header is of, as a guess, or beside."""
    others = [p for p in plans if p.field != "percent_complete"]
    signs = {p.index for p in others if p.index >= 0 and _drawn(view, block, p.index)}
    if not signs:
        return plans
    out = [replace(p, field=None, confidence="none", reason="holds signs alone", alternatives=()) if p.index in signs
           else p for p in plans]  # fmt: skip
    if entity not in {"project", "status_report"}:
        return out
    taken = {p.field for p in out if p.field}
    for spot, plan in enumerate(out):
        field = _rated(plan.header, entity) if plan.index in signs else None
        if field is not None and field not in taken:
            taken.add(field)
            out[spot] = replace(plan, field=field, confidence="guess", reason="its signs are lights")
    return out


def _drawn(view: View, block: Block, index: int) -> bool:
    told = [tidy(v) for v in view.sample(index, block.first, block.last, block.skip) if tidy(v)]
    return len(told) > 1 and all(set(t) <= _SIGNS for t in told)


def _rated(header: str, entity: str) -> str | None:
    """The rating that a header is of: "Time" is the schedule's, a bare "RAG" that of the whole."""
    spoken = set(words(header))
    own = spoken - _AROUND
    found = [aspect for aspect, said in _ASPECTS.items() if own and own <= said]
    aspect = found[0] if found else "overall" if spoken and not own else None
    name = aspect and (f"declared_{aspect}" if entity == "project" else aspect)
    return name if name in KNOWN[entity].by_name else None
