"""Logs of hours by day: a line for each piece of work done, with its day and how long it took.

Stands apart from plans, whose rows have names of their own too: a line of a log is work done by somebody, and where
nobody is named it is not a task for that.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.across.unfolded import Decision
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN, candidates
from pmo_data.ingest.recognise.vocabulary.words import fold, words

_DAY = frozenset({"date", "day", "work", "worked", "spent", "log", "logged", "entry", "datum", "time"})
_TIME = frozenset({"hours", "duration", "spent", "logged", "worked", "stunden"})
_AROUND = frozenset({"time", "total", "number", "decimal", "work", "days", "billable"})
_OF_A_PLAN = frozenset({"status", "state", "priority", "progress", "percent", "due", "severity", "probability", "rag",
                        "planned", "baseline", "forecast", "target", "estimated", "budget", "cost", "remaining",
                        "finish_date", "predecessor", "impact"})  # fmt: skip
_APPROVALS = frozenset({"approved", "submitted", "draft", "rejected", "posted", "saved", "locked", "unsubmitted",
                        "not submitted", "sent back", "returned", "invoiced", "billed"})  # fmt: skip
_WHO = frozenset({"user", "username", "member", "employee", "worker", "resource", "person", "consultant", "staff",
                  "display", "full", "colleague", "who"})  # fmt: skip
_BEGUN = frozenset({"start", "started"})
_BESIDE_PEOPLE = frozenset({"status", "state", "cost", "estimated", "budget", "priority"})
"""What a log that names people may say of the work as well."""
_MOST_NAMED = 24
_ON = frozenset({"task", "project", "activity", "description", "notes", "work", "item", "issue", "ticket", "client",
                 "comment", "subject", "wbs"})  # fmt: skip
_SAID = re.compile(
    r"(?:employee|name|person|resource|staff member|consultant|worker|mitarbeiter(?:in)?)(?:\s+name)?\s*[:=]\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)


def time_log(columns: list[Column]) -> Decision | None:
    """The log a table is, as assignments with hours done; None where it is none."""
    named = [c for c in columns if c.name]
    who = _people(named)
    days = [c for c in named if set(words(c.name)) <= (_DAY | _BEGUN if who else _DAY) and c.seen.dates >= 0.8]
    times = _measures([c for c in named if _is_time(c)], bool(who))
    rest = [c for c in named if c not in days and c not in times]
    spoken = {w for c in rest if not _of_approval(c) for w in words(c.name)}
    barred = _OF_A_PLAN - _BESIDE_PEOPLE if who else _OF_A_PLAN
    most = _MOST_NAMED if who else 12
    if len(days) != 1 or not times or len(named) > most or spoken & barred or not spoken & _ON:
        return None
    if any(c.seen.dates >= 0.7 for c in rest):
        return None
    entity = KNOWN["assignment"]
    taken = {"start", "finish", "actual_hours", "planned_hours", "share", "fte", "code", "responsibility"}
    called = [c for c in rest if c not in _numbers_of_people(rest) and words(c.name)[-1:] != ("list",)]
    met = [m for m in match(called, entity) if m.option.field.name not in taken]
    plans = planned(rest, [m for m in met if m.option.field.name != "role" or m.option.how != "guess"], entity)
    fed = planned([days[0], *times], [], entity)
    plans += [
        replace(fed[0], field="start", confidence="likely", reason="the day of the work", alternatives=()),
        replace(fed[1], field="actual_hours", confidence="likely", reason="beside the day of the work",
                alternatives=()),
        *fed[2:],
    ]  # fmt: skip
    return Decision(entity, sorted(plans, key=lambda p: p.index), "likely")


def _people(columns: list[Column]) -> list[Column]:
    """The columns that are called after whoever worked."""
    return [c for c in columns if set(words(c.name)) & _WHO
            and any(o.field.name == "person" and o.how == "exact" for o in candidates(c.name, "assignment"))
            and c.seen.worded + c.seen.ids > 0.5]  # fmt: skip


def _measures(columns: list[Column], of_people: bool) -> list[Column]:
    """The times that a line gives, the one that counts in front; beside people there may be others of it."""
    if len(columns) < 2 or not of_people:
        return columns if len(columns) == 1 else []
    return sorted(
        columns, key=lambda c: (bool(set(words(c.name)) & {"billable", "billed"}), c.seen.spans > 0.5, c.index)
    )


def _of_approval(column: Column) -> bool:
    """Whether a column of states says how far the entry itself has come, not the work."""
    said = {fold(s) for s in column.seen.samples}
    return "status" in words(column.name) and bool(said) and said <= _APPROVALS


def _numbers_of_people(columns: list[Column]) -> list[Column]:
    """Ids of people that stand beside their names."""
    who = _people(columns)
    ids = [c for c in who if set(words(c.name)) & {"id", "number", "code"}]
    return ids if len(ids) < len(who) else []


def _is_time(column: Column) -> bool:
    seen = column.seen
    named = any(
        bool(spoken & _TIME or {"time", "decimal"} <= spoken) and spoken <= _TIME | _AROUND
        for spoken in (set(words(column.name)), set(words(column.name.partition("(")[0])))
    )
    return named and seen.numbers + seen.spans >= 0.8 and seen.dates < 0.2


def with_worker(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """Hours by day that name nobody, with the only id of something else than work as whoever did it: a guess."""
    fields = {p.field for p in plans}
    if entity != "assignment" or not {"actual_hours", "start"} <= fields or fields & {"person", "role"}:
        return plans
    of_work = _ON | _OF_A_LINE
    ids = [p for p in plans if p.field is None and set(words(p.header)) & _IDS and not set(words(p.header)) & of_work]
    if len(ids) != 1 or view.evidence(ids[0].index, block.first, block.last, block.skip).filled < 0.9:
        return plans
    out = [replace(p, field="person", confidence="guess", reason="the only id that is not of work")
           if p is ids[0] else p for p in plans]  # fmt: skip
    return [_unless_repeated(view, block, p) if p.field == "code" else p for p in out]


def _unless_repeated(view: View, block: Block, plan: ColumnPlan) -> ColumnPlan:
    """An id that comes again from day to day is not the line's own."""
    if view.evidence(plan.index, block.first, block.last, block.skip).distinct > 0.95:
        return plan
    return replace(plan, field=None, confidence="none", reason="comes again on further days")


_IDS = frozenset({"id", "code", "number", "name"})
_OF_A_LINE = frozenset({"timesheet", "log", "entry", "record", "row", "line", "assignment", "booking", "location",
                        "site", "department", "team", "phase", "sprint", "category", "type", "customer", "company",
                        "shift"})  # fmt: skip


def person_above(view: View, block: Block) -> str | None:
    """The person that the rows above a table name once: "Employee: Ana Silva", or the label with the name beside it."""
    found = set()
    for row in view.band(0, block.header[0])[-30:]:
        for i, cell in enumerate(row):
            said = _SAID.fullmatch(cell if ":" in cell or "=" in cell else f"{cell}:") if 0 < len(cell) < 120 else None
            beside = next((c for c in row[i + 1 : i + 4] if c), "")
            name = (said[1].strip() or beside) if said is not None else ""
            if name and not any(ch.isdigit() for ch in name):
                found.add(name)
    return found.pop() if len(found) == 1 and not view.turned else None
