"""Columns of days in a list of projects that are not the project's own start or finish: its milestones and gates.

Stands apart because such a list is of two entities: the projects, and the points in time that each has to reach. Which
of a milestone's days a column holds, its header says: "Go-live (planned)", "Go-live actual", or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pmo_data.domain.words import listed
from pmo_data.ingest.plan import ColumnPlan, Confidence, TablePlan
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.words import all_words, fold, tidy, words
from pmo_data.ingest.typing.day_texts import read_day
from pmo_data.store.delivery import Finding

_KINDS = {
    **dict.fromkeys(("planned", "scheduled", "target", "due"), "planned"),
    **dict.fromkeys(("forecast", "expected", "estimated", "anticipated", "revised", "projected", "current"),
                    "forecast"),
    **dict.fromkeys(("baseline", "original"), "baseline"),
    **dict.fromkeys(("actual", "achieved", "reached"), "actual"),
}  # fmt: skip
_INITIALS = {"p": "planned", "f": "forecast", "b": "baseline", "a": "actual"}  # "UAT (A)"
_GATE = re.compile(r"(?:stage )?(?:gate|gateway|tollgate|quality gate|g|dg|sg)[ -]?\d\w?")
_FEEDS = {
    "task": {"planned": ("planned_finish",), "forecast": ("forecast_finish",), "baseline": ("baseline_finish",),
             "actual": ("actual_finish",), "": ("planned_finish", "forecast_finish")},
    "gate": {"forecast": ("planned_date",), "planned": ("planned_date", "baseline_date"),
             "baseline": ("baseline_date",), "actual": ("actual_date",), "": ("planned_date",)},
}  # fmt: skip
_SAID = {"planned_finish": "planned", "forecast_finish": "forecast", "baseline_finish": "baseline",
         "actual_finish": "actual", "planned_date": "planned", "baseline_date": "baseline",
         "actual_date": "actual"}  # fmt: skip
# What a list says of a project as a whole, or of itself; neither is a point that the project has to reach.
_WHOLE = frozenset({"project", "start", "finish", "started", "finished", "completion", "complete", "completed", "close",
                    "closed", "closing", "duration", "stage", "phase", "gate", "milestone", "programme", "overall",
                    "approved", "approval", "submitted", "submission", "review", "reviewed", "decision", "meeting",
                    "delivery", "lifecycle", "scheme", "initiative", "task", "activity", "work",
                    "initial"})  # fmt: skip
_OF_THE_LIST = frozenset({"last", "next", "previous", "prior", "update", "updated", "modified", "created", "creation",
                          "entered", "entry", "added", "logged", "raised", "report", "reported", "reporting", "extract",
                          "extracted", "refreshed", "snapshot", "timestamp", "stamp", "time", "birth", "version",
                          "registered", "published", "publication", "period", "financial", "year", "month", "quarter",
                          "data", "status", "invoice", "payment", "paid", "email", "download", "import", "export",
                          "synced", "effective", "valid", "age", "record", "contact"})  # fmt: skip
_POINTS = frozenset({"gate", "design", "designed", "build", "construction", "test", "testing", "uat", "sit", "live",
                     "launch", "award", "awarded", "signed", "signoff", "handover", "commissioning", "tender", "itt",
                     "procurement", "contract", "planning", "permit", "consent", "kick", "kickoff", "pilot", "rollout",
                     "deployment", "release", "training", "migration", "cutover", "mobilisation", "requirements",
                     "initiation", "closure", "fbc", "obc", "soc", "sobc", "feasibility", "concept", "survey",
                     "installation", "opening", "occupation", "milestone", "site", "acceptance", "approval",
                     "ground", "breaking", "business", "inspection", "decommissioning", "development"})  # fmt: skip
_HAPPENED = frozenset({"award", "approval", "completed", "awarded", "signed", "held", "passed", "achieved", "submitted",
                       "received", "closed", "delivered", "launched", "commissioned", "issued", "appointed",
                       "obtained", "granted"})  # fmt: skip
_LONGEST = 60


@dataclass(frozen=True)
class _Point:
    """One column: the milestone it is of, by its name and the words that this comes to, and which of its days."""

    index: int
    label: str
    key: tuple[str, ...]
    kind: str


def with_milestones(
    view: View, block: Block, plan: TablePlan
) -> tuple[TablePlan, list[tuple[TablePlan, list[Finding]]]]:
    """The list of projects, and a plan for each entity that its other columns of days are of."""
    lead = [p for name in ("code", "name") for p in plan.columns if p.field == name]
    special = plan.settings.keys() & {"unpivot", "marks", "contracts", "cells"}
    owner = "parent" if "rollout" in plan.settings else "project"
    if (plan.entity != "project" and owner == "project") or view.turned or plan.collapse or special or not lead:
        return plan, []
    plan = _with_own_days(replace(plan, columns=tuple(map(_freed, plan.columns)))) if owner == "project" else plan
    lead = lead[-1:] if owner == "parent" else lead
    found = [p for p in map(told, plan.columns) if p is not None and _free(plan, p.index) and _dated(view, block, p)]
    found = [p for p in found if not set(p.key) <= _WHOLE]
    if len(found) < 2 and not any(set(p.key) & _POINTS for p in found):
        return plan, []
    fed = _fed(view, block, found, gated=owner == "project")
    seconds = [_second(plan, lead, entity, owner, [(p, fed[p.index][1]) for p in found if fed[p.index][0] == entity])
               for entity in dict.fromkeys(entity for entity, _ in fed.values())]  # fmt: skip
    named = {p.index: p.label for p in found}
    columns = tuple(
        replace(c, reason=f"read as {_SAID[fed[c.index][1]]} day of “{named[c.index]}”", alternatives=())
        if c.index in fed else c for c in plan.columns
    )  # fmt: skip
    if owner == "parent":  # a place whose milestones are known is no work of its own
        constants = {**plan.settings.get("constants", {}), "summary": True}
        plan = replace(plan, settings={**plan.settings, "constants": constants})
    return replace(plan, columns=columns), seconds


def told(column: ColumnPlan) -> _Point | None:
    """The milestone that a header names and which of its days; None where it speaks of nothing or of the list."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.header) if " " not in column.header else column.header
    parts = [part for part in re.split(r"[\s–:()\[\]_/]+|(?<=\s)-(?=\s)", tidy(text)) if part and part != "-"]
    kinds, own = [], []
    for place, part in enumerate(parts):
        said = words(part)
        initial = _INITIALS.get(part.lower()) if place and f"({part})" in text else None
        kind = _KINDS.get(said[0]) if len(said) == 1 else None
        if kind or initial:
            kinds.append(kind or initial or "")
        elif said and set(said) <= {"date", "day"}:
            continue
        else:
            own.append(part)
    if len(own) > 1 and words(own[0]) == ("milestone",) and words(own[1])[:1] and not own[1][0].isdigit():
        own = own[1:] if len(own[1]) > 1 else own  # "Milestone B" goes by both
    label = " ".join(own).removeprefix("of ").strip(" ,;-")
    key = words(label) if not re.search(r" [A-Z]$", label) else all_words(label)  # "Milestone A" has no stop word
    if not label or not key or len(label) > _LONGEST or len(set(kinds)) > 1 or set(key) & _OF_THE_LIST:
        return None
    return _Point(column.index, label[:1].upper() + label[1:], key, kinds[0] if kinds else "")


def _freed(column: ColumnPlan) -> ColumnPlan:
    """A column called a milestone's is not taken for the project's own start or finish by a guess."""
    guessed = column.confidence == "guess" and (column.field or "").endswith(("_start", "_finish"))
    if guessed and "milestone" in words(column.header):
        return replace(column, field=None, confidence="none", reason="")
    return column


def _with_own_days(plan: TablePlan) -> TablePlan:
    """The plan with "Go-live actual" as the project's own finish, where "Go-live forecast" is."""
    held = {p.field: p for p in plan.columns if p.field}
    ends = {}
    for name, column in held.items():
        point = told(column) if name.endswith(("_start", "_finish")) else None
        if point is not None and not set(point.key) <= _WHOLE:
            ends[point.key] = name.rpartition("_")[2]
    columns = []
    for column in plan.columns:
        point = told(column) if column.field is None else None
        end = ends.get(point.key) if point is not None else None
        name = f"{'baseline' if point.kind == 'planned' else point.kind}_{end}" if point and end and point.kind else ""
        if name and name not in held:
            column = replace(column, field=name, confidence="likely", reason="beside the same day", alternatives=())
            held[name] = column
        columns.append(column)
    return replace(plan, columns=tuple(columns))


def _free(plan: TablePlan, index: int) -> bool:
    """Whether a column feeds nothing, and no column of the same name is the project's own."""
    column = next(p for p in plan.columns if p.index == index)
    point = told(column)
    own = {t.key for p in plan.columns if p.field and p.field.endswith(("_start", "_finish")) and (t := told(p))}
    return column.field is None and not column.reason and point is not None and point.key not in own and index >= 0


def _dated(view: View, block: Block, point: _Point) -> bool:
    seen = view.evidence(point.index, block.first, block.last, block.skip)
    return seen.known > 0 and seen.dates >= 0.5  # beside "Done" and "soon", which are said to be no days


def _fed(view: View, block: Block, found: list[_Point], gated: bool) -> dict[int, tuple[str, str]]:
    """Column -> the entity and the field it feeds, each field of a milestone from one column."""
    fed: dict[int, tuple[str, str]] = {}
    taken: set[tuple[tuple[str, ...], str]] = set()
    order = ("actual", "baseline", "forecast", "planned", "")
    for point in sorted(found, key=lambda p: order.index(p.kind)):
        entity = "gate" if _GATE.fullmatch(fold(point.label)) and gated else "task"
        names = _FEEDS[entity][point.kind]
        if not point.kind and _has_happened(view, block, point):
            names = (_FEEDS[entity]["actual"][0], *names)
        name = next((n for n in names if (point.key, n) not in taken), None)
        if name is not None:
            taken.add((point.key, name))
            fed[point.index] = (entity, name)
    return fed


def _has_happened(view: View, block: Block, point: _Point) -> bool:
    """Whether a header says that something is done, "Contract awarded", and none of its days is still to come."""
    if point.key[-1] not in _HAPPENED:
        return False
    read = [read_day(tidy(v)) for v in view.sample(point.index, block.first, block.last, block.skip) if tidy(v)]
    lasts = [day.last or day.day("dmy") for day in read if day is not None]
    return all(last is not None and last <= date.today() for last in lasts)


def _second(
    plan: TablePlan, lead: list[ColumnPlan], entity: str, owner: str, found: list[tuple[_Point, str]]
) -> tuple[TablePlan, list[Finding]]:
    held = {p.index: p for p in plan.columns}
    labels = {p.key: p.label for p, _ in reversed(found)}  # one name for "Go-live" and "go-live (actual)"
    columns = [replace(p, field=owner, priority=place) for place, p in enumerate(lead)]
    columns += [replace(p, priority=0) for p in plan.columns if p.field == "status" and entity == "task"]
    columns += [p for p in plan.columns if p.index == plan.history and p.index not in {c.index for c in columns}]
    columns += [
        replace(held[p.index], field=name, confidence="likely", priority=0, alternatives=(),
                reason=f"the {_SAID[name]} day of “{labels[p.key]}”")
        for p, name in found
    ]  # fmt: skip
    unpivot: dict[str, Any] = {
        "columns": [p.index for p, _ in found], "periods": [labels[p.key] for p, _ in found],
        "fields": [name for _, name in found], "kind": "milestone", "value_field": found[0][1], "period_field": "name",
    }  # fmt: skip
    kept = {k: v for k, v in plan.settings.items() if k in {"not_data", "fill_down", "fill_how"}}
    settings = {**kept, "unpivot": unpivot, "cumulative": False, "beside": plan.entity}
    if entity == "task":
        settings["constants"] = {**plan.settings.get("constants", {}), "milestone": True}
    what = "milestone" if entity == "task" else "gate"
    sure: Confidence = "guess" if plan.confidence == "guess" else "likely"  # else the list were left out as a guess
    second = replace(plan, entity=entity, columns=tuple(sorted(columns, key=lambda c: c.index)), confidence=sure,
                     settings=settings, row_stands_for=f"one {plan.entity} with a day per {what}")  # fmt: skip
    return second, [_note(what, plan.entity, [(held[p.index].header, name) for p, name in found])]


def _note(what: str, owner: str, found: Iterable[tuple[str, str]]) -> Finding:
    kinds: dict[str, list[str]] = {}
    for header, name in found:
        kinds.setdefault(_SAID[name], []).append(f"“{' '.join(header.split())}”")
    read = [
        f"{listed(names, most=5)} as {kind} {'day' if len(names) == 1 else 'days'}" for kind, names in kinds.items()
    ]
    said = f"Columns of days beside the {owner}s are read as their {what}s: {'; '.join(read)}."
    fix = (
        "Choose another field for a column that is none, or write planned, forecast, baseline or actual into its name."
    )
    return Finding(f"{what}s_by_column", "warning", said, fix=fix)
