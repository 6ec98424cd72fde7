"""The project of rows that a workbook's sheets name: each sheet one of its own, or one sheet that of the others.

Stands apart because no sheet tells it alone: only sheets of the same columns, beside each other, are one for each, and
a sheet that holds nothing but a name says nothing of itself.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_data.domain.words import listed
from pmo_data.ingest.grid import Sheet, Workbook
from pmo_data.ingest.plan import TablePlan
from pmo_data.ingest.recognise.build import PROJECT_LABELS
from pmo_data.ingest.recognise.matching.entity import spoken_of
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.words import fold, squash, tidy, words
from pmo_data.store.delivery import Finding

_OF_PROJECTS = frozenset({"task", "risk", "issue", "action", "decision", "assumption", "budget_period", "cost_period"})
_MOST_LABELS = 12
_DEFAULT = re.compile(r"(?:sheet|tabelle|blatt|feuil|feuille|hoja|foglio|blad|planilha|table|data)\s*\d*")
# What sheets are called by when they part the work, the years or the states of one project rather than projects.
_PARTS = frozenset({
    "phase", "stage", "sprint", "iteration", "release", "week", "month", "quarter", "year", "team", "open", "closed",
    "archive", "archived", "old", "done", "completed", "active", "pending", "draft", "current", "new", "backlog",
    "template", "example", "summary", "overview", "total", "part", "version", "workstream", "register", "log", "list",
    "tracker", "plan", "planned", "schedule", "design", "build", "test", "testing", "deploy", "deployment", "training",
    "planning", "analysis", "development", "implementation", "closure", "closing", "initiation", "execution",
    "procurement", "construction", "capex", "opex", "budget", "actual", "forecast", "baseline", "internal", "external",
    "high", "medium", "low", "all", "other", "misc", "q",
})  # fmt: skip


def of_sheets(plans: list[TablePlan]) -> tuple[list[TablePlan], list[Finding]]:
    """The plans, with the name of its sheet as the project of each of those that are alike on several sheets."""
    alike: dict[tuple[object, ...], list[TablePlan]] = {}
    for plan in plans:
        if plan.entity in _OF_PROJECTS and not _says_project(plan):
            alike.setdefault((plan.entity, tuple(squash(c.header) for c in plan.columns)), []).append(plan)
    told = [group for group in alike.values() if _one_for_each(group)]
    names = list(dict.fromkeys(p.sheet for group in told for p in group))
    if not names:
        return plans, []
    chosen = {id(p) for group in told for p in group}
    out = [_of(p) if id(p) in chosen else p for p in plans]
    shown = listed([f"“{name}”" for name in names], most=4)
    said = f"{len(names)} sheets of the same columns ({shown}) are read as one project each, by the sheet's name."
    fix = "Add a column called Project, or name the project of each sheet above its table."
    return out, [Finding("sheets_as_projects", "warning", said, fix=fix)]


def named_by_sheet(plans: list[TablePlan], workbook: Workbook) -> tuple[list[TablePlan], str | None]:
    """The plans with the project that a small sheet of labels names for all of them, and that sheet's name."""
    used = {p.sheet for p in plans}
    told = [(s.name, name) for s in workbook.sheets if s.name not in used and not s.hidden and (name := _name_on(s))]
    belonging = [p for p in plans if p.entity in _OF_PROJECTS]
    if len(told) != 1 or not belonging or any(_says_project(p) for p in belonging):
        return plans, None
    sheet, name = told[0]
    chosen = {id(p) for p in belonging}
    return [_called(p, name) if id(p) in chosen else p for p in plans], sheet


def _name_on(sheet: Sheet) -> str | None:
    """The name beside the label of a project, on a sheet of a few labels with their values."""
    if sheet.cells.num_rows > _MOST_LABELS or sheet.cells.num_columns < 2:
        return None
    rows = [[tidy(c or "") for c in row.values()] for row in sheet.cells.to_pylist()]
    if any(sum(1 for c in row if c) > 2 for row in rows):
        return None
    named = {row[1] for row in rows if row[0].lower().rstrip(":") in PROJECT_LABELS and row[1]}
    return named.pop() if len(named) == 1 else None


def _says_project(plan: TablePlan) -> bool:
    return any(c.field == "project" for c in plan.columns) or "project" in plan.settings.get("constants", {})


def _one_for_each(group: list[TablePlan]) -> bool:
    sheets = [p.sheet for p in group]
    of_work = group[0].entity in {"task", "action"}  # may be a sheet for each person, where no column says who
    owned = [c for p in group for c in p.columns if c.field == "owner"]
    people = {fold(s) for c in owned for s in c.samples}
    if (of_work and not owned) or any(fold(sheet) in person for sheet in sheets for person in people):
        return False
    return 1 < len(set(sheets)) == len(sheets) and all(map(_names_a_project, sheets))


def _names_a_project(sheet: str) -> bool:
    spoken = words(sheet)
    own = [w for w in spoken if w not in _PARTS and not w.isdigit()]
    nothing = not own or _DEFAULT.fullmatch(fold(tidy(sheet))) or period(sheet) is not None
    return not nothing and not any(spoken_of(sheet, KNOWN[name]) for name in _OF_PROJECTS)


def _of(plan: TablePlan) -> TablePlan:
    return _called(plan, tidy(plan.sheet))


def _called(plan: TablePlan, project: str) -> TablePlan:
    constants = {**plan.settings.get("constants", {}), "project": project}
    return replace(plan, settings={**plan.settings, "constants": constants})
