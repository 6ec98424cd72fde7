"""What follows once columns are matched: alternatives of one field, a name where only a description is, gaps.

Stands apart from matching, which is one-to-one; here several columns may come to feed one field, with priorities.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan, Confidence
from pmo_data.ingest.recognise.matching.columns import Column, options
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import tidy, words

_BEHIND = re.compile(r"\d+(?:\.\d+)*\.?\s+[^\W\d_]{2,}")
_STAGES = frozenset({"phase", "stage", "gate", "event", "deliverable", "step"})
_OF_WORK = frozenset({"code", "project", "owner", "work_hours", "priority", "category", "percent_complete"})
"""What is said of pieces of work, and of no sprint."""
_WORK = frozenset({"task", "activity", "subtask", "step", "action", "deliverable"})
_MOST_AGAIN = 0.6
_LEVEL = re.compile(r"(?:level|ebene|niveau|nivel|livello|nível|stufe)\s*\d", re.IGNORECASE)


def with_alternatives(
    view: View, block: Block, columns: list[Column], plans: list[ColumnPlan], entity: str
) -> list[ColumnPlan]:
    """Columns that say the same as a matched one, each filled where the other is blank, feed its field too.

    The leftmost comes first. A rating given by two bodies, of which each row has one, is the usual case.
    """
    by_index = {c.index: c for c in columns}
    out = list(plans)
    for spot, plan in enumerate(plans):
        if plan.confidence in {"exact", "likely"} or plan.index not in by_index:
            continue
        for option in options(by_index[plan.index], KNOWN[entity]):
            rival = next((p for p in out if p.field == option.field.name and p.index != plan.index), None)
            if option.how == "guess" or rival is None or option.weight < 0.8:
                continue
            if _complementary(view, block, plan.index, rival.index):
                sure: Confidence = "exact" if option.how == "exact" else "likely"
                out[spot] = replace(plan, field=option.field.name, confidence=sure, priority=1, format={**plan.format},
                                    reason=f"fills in where “{rival.header.splitlines()[0]}” is blank")  # fmt: skip
                break
    return _in_order(out)


def _complementary(view: View, block: Block, one: int, other: int) -> bool:
    a = view.sample(one, block.first, block.last, block.skip)
    b = view.sample(other, block.first, block.last, block.skip)
    filled = [(bool(tidy(x)), bool(tidy(y))) for x, y in zip(a, b, strict=True)]
    either, both = sum(1 for x, y in filled if x or y), sum(1 for x, y in filled if x and y)
    return either > 0 and any(x for x, _ in filled) and any(y for _, y in filled) and both <= 0.1 * either


def _in_order(plans: list[ColumnPlan]) -> list[ColumnPlan]:
    """Priorities of columns that share a field, from left to right."""
    seen: dict[str, int] = {}
    out = []
    for plan in plans:
        if plan.field is None:
            out.append(plan)
            continue
        out.append(replace(plan, priority=seen.get(plan.field, 0)))
        seen[plan.field] = seen.get(plan.field, 0) + 1
    return out


def with_name(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """Where nothing is called a name, a short description stands in for it, as a guess."""
    fields = KNOWN[entity].by_name
    if "name" not in fields or not fields["name"].required or any(p.field == "name" for p in plans):
        return plans
    for spot, p in enumerate(plans):  # "1.1 Site works" under "Work breakdown structure" is what is to be done
        if entity == "task" and p.field == "wbs" and _numbered(view, block, p.index):
            named = replace(p, field="name", confidence="guess", reason="names behind their outline numbers")
            return [*plans[:spot], named, *plans[spot + 1 :]]
    levels = [spot for spot, p in enumerate(plans) if p.field is None and _LEVEL.fullmatch(p.header.strip())]
    if entity == "task" and len(levels) > 1:  # names by depth, a column for each level
        named = replace(plans[levels[0]], field="name", confidence="guess", reason="the names stand by level")
        return [*plans[: levels[0]], named, *plans[levels[0] + 1 :]]
    stand_ins = {"description", "status_comment", "comment", "notes"}
    for spot, plan in enumerate(plans):
        said = plan.header.lower().strip()
        if plan.field not in stand_ins and not (plan.field is None and said in {"description", "details"}):
            continue
        seen = view.evidence(plan.index, block.first, block.last, block.skip)
        told = said.startswith(("desc", "detail")) or "description" in words(plan.header)
        if told and seen.known and seen.length <= 120 and seen.distinct > 0.5:
            named = replace(plan, field="name", confidence="guess", reason="no column is called a name")
            return [*plans[:spot], named, *plans[spot + 1 :]]
    found = None if any(p.field == "code" for p in plans) else _wordy(view, block, plans)
    found = _stage(view, block, plans) if found is None and entity == "task" else found
    if found is None:
        return plans
    named = replace(plans[found], field="name", confidence="guess", reason="no column is called a name")
    return [*plans[:found], named, *plans[found + 1 :]]


def with_finer_name(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """Where one task stands above several activities, each row is an activity: its words are the name, as a guess."""
    name = next((p for p in plans if p.field == "name"), None)
    if entity != "task" or name is None or any(p.field == "code" for p in plans) or not _is_work(name.header):
        return plans
    if view.evidence(name.index, block.first, block.last, block.skip).distinct > _MOST_AGAIN:
        return plans
    for spot, plan in enumerate(plans):
        seen = view.evidence(plan.index, block.first, block.last, block.skip)
        if (
            plan.field is None
            and _is_work(plan.header)
            and seen.worded > 0.8
            and seen.distinct > 0.9
            and seen.known > 2
        ):
            named = replace(plan, field="name", confidence="guess", reason=f"several to each {tidy(name.header)}")
            above = replace(name, field=None, confidence="none", reason="stands above several rows")
            return [above if p is name else named if at == spot else p for at, p in enumerate(plans)]
    return plans


def _is_work(header: str) -> bool:
    spoken = set(words(header))
    packaged = {"work", "package"} <= spoken
    own = spoken - {"work", "package"} if packaged else spoken
    return (packaged or bool(own & _WORK)) and own <= _WORK | {"name", "title", "description", "main", "sub"}


def with_numbers(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """Milestones that are numbered under a title that comes again for each go by their numbers, as a guess."""
    title = next((p for p in plans if p.field == "name"), None)
    numbers = next((p for p in plans if p.field in {None, "milestone", "code"} and _of_milestones(p.header)), None)
    if entity != "task" or title is None or numbers is None or not any(p.field == "project" for p in plans):
        return plans
    cells = [[tidy(v) for v in view.sample(p.index, block.first, block.last, block.skip)] for p in (title, numbers)]
    each = set(zip(*cells, strict=True))
    if len(set(cells[0])) > len(cells[0]) / 2 or len(each) < len(cells[0]) or not all(c.isdigit() for c in cells[1]):
        return plans
    of_title = replace(title, field=None, confidence="none", reason="the same for several milestones")
    named = replace(numbers, field="name", confidence="guess", format={"prefix": "Milestone"},
                    reason="numbered under one title")  # fmt: skip
    return [of_title if p is title else named if p is numbers else p for p in plans]


def _of_milestones(header: str) -> bool:
    spoken = words(header)
    return spoken[:1] == ("milestone",) and set(spoken) <= {"milestone", "number"}


def go_by_sprint(plans: list[ColumnPlan], entity: str) -> bool:
    """Whether rows are named by a sprint: a stretch of time in which work was done, no project and no task."""
    name = next((p for p in plans if p.field == "name"), None)
    if name is None or entity not in {"project", "task"}:
        return False
    first = min(plans, key=lambda p: p.index)
    led = words(first.header) in {("sprint", "id"), ("iteration", "id")} and not {p.field for p in plans} & _OF_WORK
    return led or words(name.header)[:1] in {("sprint",), ("iteration",)}


def _numbered(view: View, block: Block, index: int) -> bool:
    cells = [tidy(v) for v in view.sample(index, block.first, block.last, block.skip) if tidy(v)]
    return bool(cells) and sum(1 for c in cells if _BEHIND.match(c)) >= 0.8 * len(cells)


def _wordy(view: View, block: Block, plans: list[ColumnPlan]) -> int | None:
    """The first column of no field that holds words, long and different enough to be what the rows go by."""
    for spot, plan in enumerate(plans):
        seen = view.evidence(plan.index, block.first, block.last, block.skip)
        wordy = seen.worded > 0.8 and seen.distinct > 0.8 and 6 <= seen.length <= 150 and seen.known >= 2
        if plan.field is None and wordy and seen.flags + seen.scaled + seen.of("status") < 0.3 and seen.filled > 0.8:
            return spot
    return None


def _stage(view: View, block: Block, plans: list[ColumnPlan]) -> int | None:
    """The column of the phase or stage that each row of a plan without names is of."""
    for spot, plan in enumerate(plans):
        seen = view.evidence(plan.index, block.first, block.last, block.skip)
        if plan.field is None and set(words(plan.header)) & _STAGES and seen.worded > 0.8 and seen.filled > 0.8:
            return spot
    return None


def with_hours_logged(plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """Hours beside the day they were worked on are hours logged; a plan would say from when until when."""
    by_field = {p.field: p for p in plans if p.field}
    hours, day = by_field.get("planned_hours"), by_field.get("start")
    if entity != "assignment" or hours is None or day is None or "finish" in by_field or "actual_hours" in by_field:
        return plans
    if not set(words(day.header)) & {"date", "day", "spent", "worked"} or "start" in words(day.header):
        return plans
    logged = replace(hours, field="actual_hours", confidence="likely", reason="beside the day they were worked on")
    return [logged if p is hours else p for p in plans]


def with_hours_worked(plans: list[ColumnPlan], entity: str, *titles: str) -> list[ColumnPlan]:
    """Bare hours of a file or sheet that calls itself a timesheet are hours worked, whatever day they were on."""
    hours = next((p for p in plans if p.field == "planned_hours"), None)
    spoken = [set(words(title)) for title in titles]
    called = any({"timesheet", "stundenzettel"} & said or {"time", "sheet"} <= said for said in spoken)
    worked = any(p.field == "actual_hours" for p in plans)
    if entity != "assignment" or not called or worked or hours is None or words(hours.header) != ("hours",):
        return plans
    done = replace(hours, field="actual_hours", confidence="likely", reason="of what calls itself a timesheet")
    return [done if p is hours else p for p in plans]


def with_cost_spent(plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """A bare "Actual" beside what tasks are planned to cost, and not beside hours, is what they cost."""
    by_field = {p.field: p for p in plans if p.field}
    spent = by_field.get("actual_work_hours")
    if entity != "task" or spent is None or words(spent.header) != ("actual",) or "actual_cost" in by_field:
        return plans
    if "planned_cost" not in by_field or by_field.keys() & {"work_hours", "remaining_work_hours"}:
        return plans
    cost = replace(spent, field="actual_cost", confidence="likely", reason="beside what was to be spent")
    return [cost if p is spent else p for p in plans]


def with_day_decided(plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """In a log of what was decided, and by whom or why, a bare "Date" is when, as a guess."""
    by_field = {p.field: p for p in plans if p.field}
    day = by_field.get("raised_on")
    if entity != "decision" or day is None or words(day.header) != ("date",) or "decided_on" in by_field:
        return plans
    if not by_field.keys() & {"decided_by", "rationale", "outcome"}:
        return plans
    decided = replace(day, field="decided_on", confidence="guess", reason="the only day of what was decided")
    return [decided if p is day else p for p in plans]


def without_scores(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """Beside other marks out of five or ten, and a score they come to, "Cost" is a mark too and no money."""
    spoken = {w for p in plans for w in words(p.header)}
    if entity != "project" or not spoken & {"score", "weighted"}:
        return plans
    marks = [p for p in plans if p.index >= 0 and p.field in _COSTS | {None} and _is_mark(view, block, p)]
    if len(marks) < 3:
        return plans
    taken = {p.index for p in marks if p.field is not None}
    return [replace(p, field=None, confidence="none", reason="a mark like those beside it") if p.index in taken else p
            for p in plans]  # fmt: skip


_COSTS = {"approved_budget", "forecast_cost", "actual_cost", "whole_life_cost"}


def _is_mark(view: View, block: Block, plan: ColumnPlan) -> bool:
    seen = view.evidence(plan.index, block.first, block.last, block.skip)
    return seen.known > 1 and seen.numbers > 0.9 and seen.length <= 2 and not seen.money


def with_effect(view: View, block: Block, plans: list[ColumnPlan], entity: str) -> list[ColumnPlan]:
    """In a register of risks an impact told in words, and in no steps of a scale, is what would follow."""
    if entity != "risk":
        return plans
    taken = any(p.field == "effect" for p in plans)
    for spot, plan in enumerate(plans):
        if plan.field != "impact" and (plan.field is not None or words(plan.header) not in _MATTERS):
            continue
        seen = view.evidence(plan.index, block.first, block.last, block.skip)
        steps = seen.scaled + seen.numbers + seen.percents + seen.of("rating")
        told = seen.length > 12 or (seen.length > 7 and seen.distinct > 0.6)
        if seen.known < 2 or steps > 0.3 or not told:
            continue
        said = replace(plan, field=None, confidence="none", reason="told in words")
        if not taken:
            said = replace(said, field="effect", confidence="likely")
        return [*plans[:spot], said, *plans[spot + 1 :]]
    return plans


_MATTERS = {("impact",), ("consequence",), ("risk", "impact")}


def nameless_lead(columns: list[Column], plans: list[ColumnPlan], field: str, header: str) -> ColumnPlan | None:
    """The first column without a name, when it holds the words the rows go by."""
    taken = {p.field for p in plans}
    lead = next((c for c in columns if not c.name and c.seen.known and c.seen.worded > 0.7), None)
    first = min((c.index for c in columns if c.name), default=0)
    if lead is None or field in taken or lead.index > first or lead.seen.distinct < 0.5:
        return None
    return ColumnPlan(lead.index, header, field, "guess", reason="first column, without a name",
                      samples=lead.seen.samples)  # fmt: skip
