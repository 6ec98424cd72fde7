"""Schedules of planning tools: their internal numbers replaced by the codes people know.

XER, PMXML and MSPDI keep tasks, links and assignments in tables that refer to each other by internal ids. This puts
beside such columns the code, path or name meant, so that recognition and typing need no joins. Stands apart because
it is the only place that reads across sheets. Only columns are added,
at the right: rows and cells stay where they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pyarrow as pa

from pmo_data.ingest.grid import Sheet, Workbook

Column = list[str | None]


@dataclass(frozen=True)
class Reference:
    """Column `title` of `sheet`: the `value` in sheet `of` where `key` equals this sheet's `column`."""

    sheet: str
    column: str
    title: str
    of: str
    key: str
    value: str


_XER = (
    Reference("TASK", "proj_id", "Project code", "PROJECT", "proj_id", "proj_short_name"),
    Reference("PROJWBS", "proj_id", "Project code", "PROJECT", "proj_id", "proj_short_name"),
    Reference("TASKPRED", "task_id", "Successor code", "TASK", "task_id", "task_code"),
    Reference("TASKPRED", "pred_task_id", "Predecessor code", "TASK", "task_id", "task_code"),
    Reference("TASKPRED", "proj_id", "Successor project code", "PROJECT", "proj_id", "proj_short_name"),
    Reference("TASKPRED", "pred_proj_id", "Predecessor project code", "PROJECT", "proj_id", "proj_short_name"),
    Reference("TASKRSRC", "task_id", "Task code", "TASK", "task_id", "task_code"),
    Reference("TASKRSRC", "proj_id", "Project code", "PROJECT", "proj_id", "proj_short_name"),
    Reference("TASKRSRC", "rsrc_id", "Resource code", "RSRC", "rsrc_id", "rsrc_short_name"),
)
_PMXML = (
    Reference("Activity", "ProjectObjectId", "Project code", "Project", "ObjectId", "Id"),
    Reference("WBS", "ProjectObjectId", "Project code", "Project", "ObjectId", "Id"),
    Reference("Relationship", "SuccessorActivityObjectId", "Successor code", "Activity", "ObjectId", "Id"),
    Reference("Relationship", "PredecessorActivityObjectId", "Predecessor code", "Activity", "ObjectId", "Id"),
    Reference("Relationship", "SuccessorProjectObjectId", "Successor project code", "Project", "ObjectId", "Id"),
    Reference("Relationship", "PredecessorProjectObjectId", "Predecessor project code", "Project", "ObjectId", "Id"),
    Reference("ResourceAssignment", "ActivityObjectId", "Task code", "Activity", "ObjectId", "Id"),
    Reference("ResourceAssignment", "ProjectObjectId", "Project code", "Project", "ObjectId", "Id"),
    Reference("ResourceAssignment", "ResourceObjectId", "Resource code", "Resource", "ObjectId", "Id"),
)
_MSPDI = (Reference("Assignments", "ResourceUID", "Resource name", "Resources", "UID", "Name"),)
OWN_CODE = "Task code"
"""The extended attribute in which our own export keeps a task's code."""
_RELATIONS = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
_ISO_SPAN = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+(?:\.\d+)?S)?)?")


def with_codes(workbook: Workbook) -> Workbook:
    """The workbook with codes beside internal ids where it is a schedule; any other as it is."""
    if workbook.kind == "xer":
        return _referred(
            _with_paths(workbook, "PROJWBS", ("wbs_id", "parent_wbs_id", "wbs_short_name"), "TASK", "wbs_id"), _XER
        )
    if workbook.kind == "pmxml":
        paths = ("ObjectId", "ParentObjectId", "Code")
        return _referred(_with_paths(workbook, "WBS", paths, "Activity", "WBSObjectId"), _PMXML)
    return _mspdi(_referred(_own_codes(workbook), _MSPDI)) if workbook.kind == "mspdi" else workbook


def _read(sheet: Sheet | None, name: str) -> Column | None:
    """A column's cells below the header, by the header's name."""
    if sheet is None or not sheet.cells.num_rows:
        return None
    for column in sheet.cells.columns:
        if column[0].as_py() == name:
            return list(column.slice(1).to_pylist())
    return None


def _add(sheet: Sheet, title: str, values: Column) -> Sheet:
    cells = sheet.cells.append_column(str(sheet.cells.num_columns), pa.array([title, *values], pa.string()))
    return replace(sheet, cells=cells)


def _swap(workbook: Workbook, sheet: Sheet) -> Workbook:
    return replace(workbook, sheets=tuple(sheet if s.name == sheet.name else s for s in workbook.sheets))


def _named(workbook: Workbook, name: str) -> Sheet | None:
    return next((s for s in workbook.sheets if s.name == name), None)


def _referred(workbook: Workbook, references: tuple[Reference, ...]) -> Workbook:
    for wanted in references:
        sheet, of = _named(workbook, wanted.sheet), _named(workbook, wanted.of)
        ids, keys, values = _read(sheet, wanted.column), _read(of, wanted.key), _read(of, wanted.value)
        if sheet is None or ids is None:
            continue
        meant = dict(zip(keys, values, strict=True)) if keys and values else {}
        workbook = _swap(workbook, _add(sheet, wanted.title, [meant.get(i) or i for i in ids]))
    return workbook


def _with_paths(workbook: Workbook, tree: str, columns: tuple[str, str, str], tasks: str, branch: str) -> Workbook:
    """Each branch of the work breakdown by its path "A.1.2", and each task's branch by the same path."""
    sheet = _named(workbook, tree)
    ids, parents, names = (_read(sheet, name) for name in columns)
    if sheet is None or ids is None or parents is None or names is None:
        return workbook
    up, called = dict(zip(ids, parents, strict=True)), dict(zip(ids, names, strict=True))
    paths = {i: _path(i, up, called) for i in ids}
    sheet = _add(sheet, "WBS path", [paths[i] for i in ids])
    workbook = _swap(workbook, _add(sheet, "Parent WBS path", [paths.get(p) for p in parents]))
    listed = _named(workbook, tasks)
    branches = _read(listed, branch)
    if listed is not None and branches is not None:
        workbook = _swap(workbook, _add(listed, "Parent WBS path", [paths.get(b) for b in branches]))
    return workbook


def _path(start: str | None, up: dict[str | None, str | None], called: dict[str | None, str | None]) -> str:
    parts: list[str] = []
    seen: set[str | None] = set()
    while start in called and start not in seen:
        seen.add(start)
        parts.append(called[start] or "")
        start = up.get(start)
    return ".".join(reversed(parts))


def _own_codes(workbook: Workbook) -> Workbook:
    """The codes our own export keeps beside Microsoft's numbers take their place, in links and assignments too."""
    tasks = _named(workbook, "Tasks")
    numbers, codes = _read(tasks, "UID"), _read(tasks, OWN_CODE)
    if numbers is None or codes is None or len(set(codes)) < len(codes) or not all(codes):
        return workbook
    meant = dict(zip(numbers, codes, strict=True))
    for name, columns in (("Tasks", ("UID",)), ("Links", ("TaskUID", "PredecessorUID")), ("Assignments", ("TaskUID",))):
        for column in columns:
            sheet = _named(workbook, name)
            cells = _read(sheet, column)
            if sheet is not None and cells is not None:
                workbook = _swap(workbook, _replaced(sheet, column, [meant.get(c, c) for c in cells]))
    return workbook


def _replaced(sheet: Sheet, title: str, values: Column) -> Sheet:
    at = next(i for i, column in enumerate(sheet.cells.columns) if column[0].as_py() == title)
    cells = sheet.cells.set_column(at, sheet.cells.column_names[at], pa.array([title, *values], pa.string()))
    return replace(sheet, cells=cells)


def _mspdi(workbook: Workbook) -> Workbook:
    """Microsoft's codes in words: relation, lag and spans in working days of eight hours; the project's name."""
    project = _named(workbook, "Project")
    title = next((v[0] for v in (_read(project, n) for n in ("Title", "Name")) if v and v[0]), None)
    if project is not None and title is not None and _read(project, "Name"):
        # The name of the file stands there; by its title the project is the one its tasks name.
        workbook = _swap(workbook, _replaced(project, "Name", [title]))
        if _read(project, "Title") is None:
            workbook = _swap(workbook, _add(_replaced(project, "Name", [title]), "Title", [title]))
    changes: tuple[tuple[str, str, str, Callable[[str], str | None]], ...] = (
        ("Links", "Type", "Relation", lambda t: _RELATIONS.get(t, t)),
        ("Links", "LinkLag", "Lag (days)", lambda t: f"{int(t) / 4800:g}" if re.fullmatch(r"-?\d+", t) else t),
        ("Tasks", "Duration", "Duration (days)", lambda t: _hours(t, 8)),
        ("Tasks", "Work", "Work (hours)", lambda t: _hours(t, 1)),
        ("Tasks", "ActualWork", "Actual work (hours)", lambda t: _hours(t, 1)),
        ("Tasks", "RemainingWork", "Remaining work (hours)", lambda t: _hours(t, 1)),
        ("Assignments", "Work", "Planned hours", lambda t: _hours(t, 1)),
        ("Assignments", "ActualWork", "Actual hours", lambda t: _hours(t, 1)),
        ("Tasks", "UID", "Project", lambda _t: title),
        ("Assignments", "UID", "Project", lambda _t: title),
        ("Links", "TaskUID", "Successor project", lambda _t: title),
        ("Links", "PredecessorUID", "Predecessor project", lambda _t: title),
    )
    for name, column, added, worded in changes:
        sheet = _named(workbook, name)
        cells = _read(sheet, column)
        if sheet is not None and cells is not None and not (added.lower().endswith("project") and title is None):
            workbook = _swap(workbook, _add(sheet, added, [worded(c) if c else None for c in cells]))
    return workbook


def _hours(span: str, per: int) -> str | None:
    """PT40H0M0S in units of `per` hours: "5" for 8."""
    found = _ISO_SPAN.fullmatch(span)
    if found is None or not any(found.groups()):
        return None
    days, hours, minutes = (int(g or 0) for g in found.groups())
    return f"{(days * 24 + hours + minutes / 60) / per:g}"
