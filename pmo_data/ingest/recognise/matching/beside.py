"""The same measure twice in a table, once for the period and once to date: the earned-value report in its usual form.

Stands apart because matching feeds each field from one column: of such a pair the period's own amount is the one that
adds up from report to report, and the total so far is kept beside it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from pmo_data.domain.words import listed
from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.matching.columns import Column
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.said_days import said_days
from pmo_data.ingest.recognise.vocabulary.words import letter, tidy, words
from pmo_data.ingest.typing.day_texts import read_day
from pmo_data.store.delivery import Finding

_ABOVE = 30  # rows looked at above a table
_OF_PERIOD = frozenset({"current", "period", "month", "monthly", "week", "weekly", "incremental", "mtd", "quarter"})
_TO_DATE = frozenset({"cumulative", "cum", "accumulated", "itd", "ctd", "ptd", "kumuliert", "cumule", "acumulado"})
_ENDS = frozenset({"start", "finish", "due", "target"})
_AROUND = frozenset({"this", "in", "the", "for", "to", "date", "reporting", "total", "so", "far"})
_VERSIONS = frozenset({"baseline", "planned", "actual", "forecast", "original", "approved", "revised", "current"})
_TERMS = frozenset(words(t)[0] for t in ("pv", "ev", "ac", "bcws", "bcwp", "acwp", "earned", "planned", "actual"))


def by_period_and_to_date(columns: list[Column]) -> list[Column]:
    """The columns with the period's own amounts under their bare names and the totals to date set aside."""
    pairs: dict[frozenset[str], dict[str, int]] = {}
    for place, column in enumerate(columns):
        told = _told(column.name)
        if told is not None:
            pairs.setdefault(told[1], {}).setdefault(told[0], place)
    twice = [p for p in pairs.values() if len(p) == 2]
    if len(twice) < 2:
        return columns
    out = list(columns)
    for pair in twice:
        own, so_far = out[pair["own"]], out[pair["so far"]]
        bare = " ".join(w for w in re.split(r"[\s_–]+", own.name) if not set(words(w)) & (_OF_PERIOD | _AROUND))
        out[pair["own"]] = replace(own, more=(bare.strip(" ()-"), *own.more))
        out[pair["so far"]] = replace(so_far, beside=f"the total to date of “{own.name}”")
    return out


def without_phases(columns: list[Column]) -> list[Column]:
    """The columns with the starts and ends of a project's phases set aside: "Plan – Start" is when planning starts."""
    parted = [(c, *c.name.rpartition(" – ")[::2]) for c in columns if " – " in c.name and c.seen.dates > 0.5]
    ends = [(c, group) for c, group, last in parted if words(last) in {("start",), ("finish",)}]
    groups = {group: set(words(group)) & _VERSIONS for _, group in ends}
    phases = [group for group, version in groups.items() if not version]
    if len(groups) < 3 or len(phases) < 2 or len(ends) < 2 * len(groups):
        return columns
    of_phases = {c.index: group for c, group in ends}
    return [replace(c, beside=f"a day of the phase “{of_phases[c.index]}”") if c.index in of_phases else c
            for c in columns]  # fmt: skip


def called_by_measure(columns: list[Column]) -> list[Column]:
    """The columns of a list by period, those of totals to date known by their measure too: "Cumulative actual cost"."""
    dated = any(c.seen.dates > 0.8 and _names_a_period(c.name) for c in columns)
    taken = {tuple(words(c.name)) for c in columns}
    out = []
    for column in columns:
        kept = [w for w in re.split(r"[\s_–-]+", column.name) if not set(words(w)) & _TO_DATE]
        bare = " ".join(kept).strip(" ()")
        known = dated and says_to_date(column.name) and tuple(words(bare)) not in taken and not column.beside
        out.append(replace(column, more=(bare, *column.more)) if known and bare else column)
    return out


def _names_a_period(name: str) -> bool:
    """Whether a header is of a period or a reporting day, not of where a project starts or ends."""
    spoken = set(words(name))
    return bool(spoken & _OF_PERIOD) or bool(spoken & {"date", "day", "year"} and not spoken & _ENDS)


def says_to_date(name: str) -> bool:
    """Whether a header calls its amounts totals so far."""
    return bool(set(words(name)) & _TO_DATE)


def _told(name: str) -> tuple[str, frozenset[str]] | None:
    """Whether a header speaks of the period or of all so far, and the measure it speaks of."""
    spoken = frozenset(words(name))
    to_date = bool(spoken & _TO_DATE) or ({"to", "date"} <= spoken and "month" not in spoken)
    measure = spoken - _OF_PERIOD - _TO_DATE - _AROUND
    if not measure & _TERMS or not (to_date or spoken & _OF_PERIOD):
        return None
    return ("so far" if to_date else "own"), measure


def period_above(view: View, block: Block) -> date | None:
    """The one period that the rows above a table or its sheet's name give: "Report period: 2026-03"."""
    said = (day for row in view.band(0, block.header[0])[-_ABOVE:] for _, day in said_days(row))
    found = {day.first for day in said if day.first is not None}
    if not found:
        named = read_day(view.sheet.name)
        return named.first if named is not None else None
    return found.pop() if len(found) == 1 else None


def dated(
    view: View, block: Block, columns: list[Column], plans: list[ColumnPlan], settings: dict[str, Any]
) -> tuple[list[ColumnPlan], dict[str, Any], list[Finding]]:
    """The plans and settings with the period of each amount, or the one that the sheet states for all; else says so."""
    if settings.keys() & {"unpivot", "marks"}:
        known = any(p.field == "period" for p in plans)
        return plans, settings, [] if known else said_beside(columns)
    plans, numbered = with_period(view, block, columns, plans)
    settings = {**settings, **numbered}
    if any(p.field == "period" for p in plans):
        return plans, settings, []
    stated = period_above(view, block)
    if stated is None:
        said = "Nothing says which period these amounts are of."
        fix = "Add a column with the period, or write above the table: Report period: 2026-03."
        return plans, settings, [Finding("period_unsaid", "warning", said, fix=fix), *said_beside(columns)]
    constants = {**settings.get("constants", {}), "period": stated.isoformat()}
    return plans, {**settings, "constants": constants}, said_beside(columns)


def with_period(
    view: View, block: Block, columns: list[Column], plans: list[ColumnPlan]
) -> tuple[list[ColumnPlan], dict[str, Any]]:
    """The plans with the column that tells the periods of a list of amounts by number, "Week 3", or without a name."""
    fed = any(p.field == "period" for p in plans)
    lead = next((c for c in columns if not c.name and c.seen.known > 1 and c.seen.dates > 0.9), None)
    if not fed and lead is not None and lead.index < min((p.index for p in plans if p.field), default=0):
        header = f"Column {letter(lead.index)}"
        days = ColumnPlan(lead.index, header, "period", "likely", reason="days before the amounts, without a name",
                          samples=lead.seen.samples)  # fmt: skip
        return [days, *plans], {}
    plans = _by_its_day(view, block, plans)
    for spot, plan in enumerate(plans):
        if plan.field == "period" or (not fed and words(plan.header) and set(words(plan.header)) <= _COUNTED):
            told = [tidy(v) for v in view.sample(plan.index, block.first, block.last, block.skip) if tidy(v)]
            read = [found[0] for t in told if (found := period(t)) is not None]
            kinds = set(read) if len(read) >= max(2, len(told) - 1) else set()  # a note may stand below them
            if kinds == {"week"} or (kinds == {"ordinal"} and "week" in words(plan.header)):
                named = replace(plan, field="period", confidence="likely", reason="numbers the periods")
                spec = {"period_field": "period", "kind": kinds.pop(), "periods": list(dict.fromkeys(told))}
                return [*plans[:spot], named, *plans[spot + 1 :]], {"numbered": spec}
    return plans, {}


def _by_its_day(view: View, block: Block, plans: list[ColumnPlan]) -> list[ColumnPlan]:
    """The plans with the day of each period for its running number, where both have a column."""
    number = next((p for p in plans if p.field == "period"), None)
    if number is None or number.index < 0 or not _runs_on(view, block, number.index):
        return plans
    for plan in plans:
        seen = view.evidence(plan.index, block.first, block.last, block.skip) if plan.index >= 0 else None
        if plan.field is None and seen is not None and seen.dates > 0.9 and set(words(plan.header)) & _DAYS:
            kept = replace(number, field=None, confidence="none", reason="numbers the periods beside it")
            dated = replace(plan, field="period", confidence="likely", reason="the day of each period")
            return [kept if p is number else dated if p is plan else p for p in plans]
    return plans


def _runs_on(view: View, block: Block, index: int) -> bool:
    told = [tidy(v) for v in view.sample(index, block.first, block.last, block.skip) if tidy(v)]
    return bool(told) and all(t.isdigit() and len(t) <= 3 for t in told)


_DAYS = frozenset({"period", "month", "label", "date", "week", "finish", "ending"})
_COUNTED = frozenset({"week", "month", "period", "number", "time", "reporting"})


def said_beside(columns: list[Column]) -> list[Finding]:
    """What to say of totals that were set aside."""
    names = [c.name for c in columns if c.beside]
    if not names:
        return []
    said = listed([f"“{n}”" for n in names])
    said += " are totals to date; the amounts of the period alone are read, and these are kept beside them."
    fix = "Import the earlier reports too, so that the periods add up to these totals."
    return [Finding("to_date_beside", "warning", said, fix=fix)]
