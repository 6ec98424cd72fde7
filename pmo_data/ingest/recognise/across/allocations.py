"""People by projects, or projects by people: how much of each one's time goes where, a cell for every pair.

Stands apart from matrices of marks because what the numbers are has to be told too: per cent, full-time equivalents,
hours or days; and because sums at the end of a row are no project.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pmo_data.ingest.recognise.across.timephased import amount_in
from pmo_data.ingest.recognise.across.weekdays import weekday
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import candidates
from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.words import fold, tidy, words

_WHO = frozenset({"person", "resource", "employee", "staff", "name", "who", "member", "developer", "consultant",
                  "engineer", "colleague", "people", "role", "skill", "discipline", "mitarbeiter"})  # fmt: skip
_ROLES = frozenset({"role", "skill", "discipline"})
_THINGS = frozenset({"project", "scheme", "initiative", "programme"})
_ABOUT = frozenset({"allocation", "resource", "resourcing", "fte", "staffing", "assignment", "capacity", "utilisation",
                    "utilization", "effort", "hours", "days", "workload", "who"})  # fmt: skip
_OF_PROJECTS = _ABOUT | _THINGS | {"portfolio", "team", "staff"}
_OTHERWISE = frozenset({"skill", "competency", "training", "attendance", "holiday", "vacation", "rating", "score",
                        "raci", "survey"})  # fmt: skip
# What stands beside the projects in such a table and is none of them.
_NO_PROJECT = frozenset({"total", "sum", "allocated", "unallocated", "available", "availability", "free", "remaining",
                         "capacity", "leave", "holiday", "vacation", "absence", "bau", "admin", "training",
                         "utilisation", "utilization", "balance", "spare", "overall", "fte"})  # fmt: skip
# A project may be called after a rate or a price; a column of nothing but such words is a measure of the row itself.
_MEASURES = frozenset({"day", "days", "hour", "hours", "week", "weeks", "month", "months", "rate", "cost", "price",
                       "amount", "quantity", "unit", "units", "daily", "hourly"})  # fmt: skip
_NAMING = frozenset({"task", "activity", "name", "id", "code", "title", "number", "key"})
_NO_PERSON = frozenset({"effort", "hours", "days", "cost", "budget", "planned", "actual", "design", "build", "test",
                        "total", "phase", "stage", "estimated", "forecast", "baseline", "rate", "number", "percent",
                        "complete", "fte", "score", "risk", "priority", "value", "start", "finish",
                        "date"})  # fmt: skip
_WORK = frozenset({"task", "activity", "deliverable", "work", "package"})
_NO_NAMES = _NO_PERSON | {"development", "testing", "analysis", "training", "support", "management", "documentation",
                          "deployment", "review", "requirements", "developer", "analyst", "tester", "manager", "role",
                          "internal", "external", "contractor", "contractors", "staff", "team", "it", "business",
                          "supplier", "vendor", "preparation", "implementation", "integration", "migration",
                          "architect", "consultant", "engineer", "optimistic", "pessimistic", "low", "high", "month",
                          "week", "quarter", "year", "other", "project", "material", "labour", "travel"}  # fmt: skip
_MARK = frozenset({"x", "✓", "✔", "●", "•", "■", "yes", "y", "*", "√", "ja", "oui"})
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]*,?(?: (?:[a-z]{2,3} )?[A-ZÀ-Þ][\w'’.-]*){1,3}")
_WHOLE_ROWS = 200
_LONGEST_NAME = 40  # of people or roles, on average; projects may have twice as long ones
_MOST_HOURS = 4_000  # of one person on one project


@dataclass(frozen=True)
class Allocations:
    """What the rows are (a field of an assignment), in which column, and the settings that unfold the rest."""

    row_field: str
    row_column: int
    settings: dict[str, Any]


def allocations(view: View, block: Block, spoken: set[str]) -> Allocations | None:
    """The allocations that a block holds; `spoken` are the words of sheet, file and the rows above."""
    lead = next((i for i, n in enumerate(block.names) if set(words(n)) & (_WHO | _THINGS)), None)
    lead = _nameless_lead(view, block) if lead is None and spoken & _ABOUT else lead
    summed = _summed_lead(view, block, spoken) if lead is None else None
    lead = summed if lead is None else lead
    if lead is None or spoken & _OTHERWISE or view.turned or _names_work(block, lead) or _is_a_plan(block):
        return None
    heading = set(words(block.names[lead]))
    by_project = bool(heading & _THINGS) and not heading & _WHO - {"name"}
    known = ("project",) if by_project else ("person", "assignment", "project")
    spoken = (
        spoken | {w for n in block.names if "total" in words(n) for w in words(n)} if summed is not None else spoken
    )
    named = [i for i, n in enumerate(block.names) if n and i > lead and not _is_known(n, known)]
    cells = {i: _texts(view, block, i) for i in named}
    marks = {i: t for i, t in cells.items() if t and all(fold(v) in _MARK for v in t)}
    numbers = {i: t for i, t in cells.items() if t and all(amount_in(v) is not None for v in t)}
    marked = len(marks) > len(numbers)
    found = {i: t for i, t in (marks if marked else numbers).items() if _may_be_named(block.names[i])}
    blank = [i for i, t in cells.items() if not t and found and i > min(found)]
    columns = sorted([*found, *blank])
    if len(found) < 2 or len(columns) > 60 or any(_is_worded(view, block, i) for i in _between(columns)):
        return None
    if _is_a_form(view, block, lead, columns, by_project=by_project):
        return None
    told = _by_project(view, block, columns, spoken) if by_project else _by_person(heading)
    told = ("task", "person") if summed is not None else told
    if told is None:
        return None
    row_field, column_field = told
    value = _value(view, block, columns, spoken, column_field if by_project else row_field, marked=marked)
    if value is None:
        return None
    labels = [tidy(block.names[i].rsplit(" – ", 1)[-1]) for i in columns]
    field, form, unsaid = value
    spec = {"columns": columns, "labels": labels, "row_field": row_field, "column_field": column_field,
            "value_field": field, "values": {}, "format": form, "unsaid": unsaid}  # fmt: skip
    return Allocations(row_field, lead, {"marks": spec})


def _summed_lead(view: View, block: Block, spoken: set[str]) -> int | None:
    """The column of work whose hours are parted among names that a column of totals adds up; None where none is."""
    totals = [i for i, n in enumerate(block.names) if "total" in words(n)]
    lead = next(
        (i for i, n in enumerate(block.names) if set(words(n)) & _WORK and set(words(n)) <= _WORK | _NAMING), None
    )
    if lead is None or len(totals) != 1 or not (spoken | set(words(block.names[totals[0]]))) & {"hours", "days"}:
        return None
    parts = [i for i, n in enumerate(block.names) if n and lead < i < totals[0]]
    names = [tidy(block.names[i]) for i in parts]
    if len(parts) < 2 or not all(n[:1].isupper() and not n.isupper() and not set(words(n)) & _NO_NAMES for n in names):
        return None
    rows = [r for r in view.band(block.first, min(block.last + 1, block.first + _WHOLE_ROWS)) if r[totals[0]]]
    sums = [(sum(amount_in(r[i]) or 0.0 for i in parts), amount_in(r[totals[0]])) for r in rows]
    return lead if sums and all(whole is not None and abs(own - whole) < 0.01 for own, whole in sums) else None


def _may_be_named(heading: str) -> bool:
    """Whether a heading may be the name of a project or a person: no sum, and no measure."""
    spoken = set(words(heading))
    return not spoken & _NO_PROJECT and not (spoken and spoken <= _MEASURES)


def _is_a_form(view: View, block: Block, lead: int, columns: list[int], *, by_project: bool) -> bool:
    """Whether the rows or the columns go by sentences: questions and guidance, where people and projects have names."""
    headings = [tidy(block.names[i]) for i in columns]
    asked = view.evidence(lead, block.first, block.last, block.skip)
    across, down = (_LONGEST_NAME, 2 * _LONGEST_NAME) if by_project else (2 * _LONGEST_NAME, _LONGEST_NAME)
    return asked.length > down or any(len(name) > across for name in headings)


def _between(columns: list[int]) -> list[int]:
    """The places among the columns of a matrix that are none of them."""
    return sorted({*range(columns[0], columns[-1])} - {*columns})


def _is_worded(view: View, block: Block, index: int) -> bool:
    """Whether a named column holds words; what stands between projects or people are sums at most."""
    return bool(block.names[index]) and any(amount_in(t) is None for t in _texts(view, block, index))


def _texts(view: View, block: Block, index: int) -> list[str]:
    return [tidy(v) for v in view.sample(index, block.first, block.last, block.skip) if tidy(v)]


def _names_work(block: Block, lead: int) -> bool:
    """Whether a column beside the first says what each row's work is on: then the others are no projects."""
    own = [set(words(n)) for i, n in enumerate(block.names) if n and i != lead]
    return any(s & (_THINGS | {"task", "activity"}) and s <= _THINGS | _NAMING for s in own)


def _is_a_plan(block: Block) -> bool:
    """Whether the rows follow each other or last so long from one day to another: work, of which no column is one."""
    fed = {c.field.name for n in block.names if n for c in candidates(n, "task") if c.how == "exact"}
    dated = {"planned_start", "planned_finish"} <= fed
    return bool(fed & {"predecessors", "successors"}) or (dated and "duration_days" in fed)


def _nameless_lead(view: View, block: Block) -> int | None:
    """The first column, where it has no name and holds words."""
    seen = view.evidence(0, block.first, block.last, block.skip)
    return 0 if not block.names[0] and seen.known > 1 and seen.worded > 0.9 and seen.length < 40 else None


def _is_known(name: str, entities: tuple[str, ...]) -> bool:
    """Whether a header is one that lists of people or projects have, or a period."""
    return (
        period(name) is not None
        or weekday(name) is not None
        or any(c.how != "guess" for entity in entities for c in candidates(name, entity))
    )


def _by_person(heading: set[str]) -> tuple[str, str]:
    return ("role" if heading & _ROLES and not heading & {"name"} else "person", "project")


def _by_project(view: View, block: Block, columns: list[int], spoken: set[str]) -> tuple[str, str] | None:
    """Projects down and people or roles across, where something says that people are what it is about."""
    names = [tidy(block.names[i].rsplit(" – ", 1)[-1]) for i in columns]
    if not spoken & _ABOUT or any(set(words(n)) & _NO_PERSON or not n[:1].isupper() for n in names):
        return None
    people = sum(1 for n in names if _NAME.fullmatch(n)) >= 0.5 * len(names)
    people = people or any(
        "%" in text for i in columns for text in _texts(view, block, i)
    )  # roles have no time to part
    return "project", "person" if people else "role"


def _value(
    view: View, block: Block, columns: list[int], spoken: set[str], of: str, *, marked: bool
) -> tuple[str, dict[str, Any], bool] | None:
    """The field that the cells feed, how they are read, and whether nothing says what they are; None where unclear."""
    beside = {w for i in columns for w in words(block.names[i])}
    if marked:
        return ("", {}, False) if (spoken | beside) & _OF_PROJECTS and of == "person" else None
    rows = [[row[i] for i in columns] for row in view.band(block.first, min(block.last + 1, block.first + _WHOLE_ROWS))]
    amounts = [[a for a in map(amount_in, row) if a is not None] for row in rows]
    flat = [a for row in amounts for a in row]
    money = any(view.evidence(i, block.first, block.last, block.skip).money > 0 for i in columns)
    if not flat or min(flat) < 0 or max(flat) > _MOST_HOURS or money:
        return None
    about = bool(spoken & _OF_PROJECTS)
    if any("%" in text for row in rows for text in row):
        return ("share", {}, False) if of == "person" else None
    if of == "role":
        return ("fte", {}, False) if max(flat) <= 30 and not spoken & {"hours", "days"} else _work(spoken)
    parted = any(not a.is_integer() for a in flat)
    if max(flat) <= 1.5 and (parted or about):
        return ("share", {"percent_scale": 100}, False) if parted or spoken & _ABOUT else None
    whole = [sum(row) for row in amounts if row]
    hundred = max(flat) <= 100 and max(whole) <= 120 and sum(1 for total in whole if total >= 50) >= 0.5 * len(whole)
    if spoken & {"percent"} or (hundred and about and not spoken & {"hours", "days"}):
        return "share", {"percent_scale": 1}, False
    return _work(spoken) if about else None


def _work(spoken: set[str]) -> tuple[str, dict[str, Any], bool]:
    days = "days" in spoken and "hours" not in spoken
    return "planned_hours", {"time_unit": "days"} if days else {}, not spoken & {"hours", "days"}
