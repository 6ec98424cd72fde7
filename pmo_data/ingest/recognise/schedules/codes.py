"""Schedules of planning tools: their internal numbers replaced by the codes people know.

XER, PMXML and MSPDI keep tasks, links and assignments in tables that refer to each other by internal ids. This puts
beside such columns the code, path or name meant, so that recognition and typing need no joins. Stands apart because
it is the only place that reads across sheets. Only columns are added,
at the right: rows and cells stay where they were.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pmo_data.ingest.grid import Workbook
from pmo_data.ingest.recognise.schedules.columns import add, named, read, replaced, swap
from pmo_data.ingest.recognise.schedules.microsoft import in_words


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
_PROGRESS = (
    "complete_pct_type", "status_code",
    "phys_complete_pct", "target_drtn_hr_cnt", "remain_drtn_hr_cnt", "act_work_qty", "remain_work_qty",
)  # fmt: skip
_P6_CONSTRAINTS = {
    "CS_ALAP": "alap", "CS_MSO": "mso", "CS_MSOA": "snet", "CS_MSOB": "snlt", "CS_MEO": "mfo", "CS_MEOA": "fnet",
    "CS_MEOB": "fnlt", "CS_MANDSTART": "mso", "CS_MANDFIN": "mfo", "Mandatory Start": "mso", "Mandatory Finish": "mfo",
}  # fmt: skip


def with_codes(workbook: Workbook) -> Workbook:
    """The workbook with codes beside internal ids where it is a schedule; any other as it is."""
    if workbook.kind == "xer":
        tree = ("wbs_id", "parent_wbs_id", "wbs_short_name")
        workbook = _referred(_with_paths(workbook, "PROJWBS", tree, "TASK", "wbs_id"), _XER)
        return _xer_words(_with_own_codes(workbook, "TASKRSRC", "taskrsrc_id", "Project code"))
    if workbook.kind == "pmxml":
        paths = ("ObjectId", "ParentObjectId", "Code")
        workbook = _referred(_with_paths(workbook, "WBS", paths, "Activity", "WBSObjectId"), _PMXML)
        workbook = _with_own_codes(workbook, "ResourceAssignment", "ObjectId", "Project code")
        return _worded(workbook, "Activity", "PrimaryConstraintType", "Constraint", _constraint)
    if workbook.kind != "mspdi":
        return workbook
    return _with_own_codes(in_words(_referred(_own_codes(workbook), _MSPDI)), "Assignments", "UID", "Project")


def _with_own_codes(workbook: Workbook, name: str, ids: str, project: str) -> Workbook:
    """Assignments by their project and number: each file counts from one, and two plans are not to share a row."""
    sheet = named(workbook, name)
    numbers, projects = read(sheet, ids), read(sheet, project)
    if sheet is None or numbers is None or projects is None:
        return workbook
    codes = [f"{p}/{n}" if p and n else None for n, p in zip(numbers, projects, strict=True)]
    return swap(workbook, add(sheet, "Assignment code", codes))


def _xer_words(workbook: Workbook) -> Workbook:
    """Primavera's constraints in the catalogue's words, progress by the rule of each task, a project's own name."""
    workbook = _worded(workbook, "TASK", "cstr_type", "Constraint", _constraint)
    workbook = _worded(workbook, "TASK", "task_type", "Earning rule", lambda t: "LOE" if t == "TT_LOE" else None)
    workbook = _with_progress(workbook)
    tree = named(workbook, "PROJWBS")
    owners, heads, names = (read(tree, name) for name in ("proj_id", "proj_node_flag", "wbs_name"))
    project = named(workbook, "PROJECT")
    ids = read(project, "proj_id")
    if project is None or ids is None or owners is None or heads is None or names is None:
        return workbook
    called = {o: n for o, head, n in zip(owners, heads, names, strict=True) if head == "Y"}
    return swap(workbook, add(project, "Project name", [called.get(i) for i in ids]))


def _constraint(code: str) -> str:
    return _P6_CONSTRAINTS.get(code, code)


def _worded(workbook: Workbook, name: str, column: str, title: str, worded: Callable[[str], str | None]) -> Workbook:
    sheet = named(workbook, name)
    cells = read(sheet, column)
    if sheet is None or cells is None:
        return workbook
    return swap(workbook, add(sheet, title, [worded(cell) if cell else None for cell in cells]))


def _with_progress(workbook: Workbook) -> Workbook:
    """Per cent complete as each task measures it: by duration, by units of work, or as judged (physical)."""
    sheet = named(workbook, "TASK")
    codes = read(sheet, "task_code")
    if sheet is None or codes is None:
        return workbook
    rows = zip(*(read(sheet, name) or [None] * len(codes) for name in _PROGRESS), strict=True)
    return swap(workbook, add(sheet, "Complete (%)", [_progress(*cells) for cells in rows]))


def _progress(rule: str | None, status: str | None, judged: str | None, *amounts: str | None) -> str | None:
    """ "40" for a task of 10 days with 6 left; source: P6's three types of per cent complete."""
    fixed = {"TK_Complete": "100", "TK_NotStart": "0"}.get(status or "")
    try:
        planned, left, spent, to_do = (float(amount or 0) for amount in amounts)
    except ValueError:
        return fixed or judged
    if fixed is None and rule == "CP_Drtn" and planned > 0:
        return f"{max(planned - left, 0) / planned * 100:g}"
    if fixed is None and rule == "CP_Units" and spent + to_do > 0:
        return f"{spent / (spent + to_do) * 100:g}"
    return fixed or judged


def _referred(workbook: Workbook, references: tuple[Reference, ...]) -> Workbook:
    for wanted in references:
        sheet, of = named(workbook, wanted.sheet), named(workbook, wanted.of)
        ids, keys, values = read(sheet, wanted.column), read(of, wanted.key), read(of, wanted.value)
        if sheet is None or ids is None:
            continue
        meant = dict(zip(keys, values, strict=True)) if keys and values else {}
        # A project that the file does not hold has no code here: by its number alone it would be a project of its own.
        nowhere = wanted.title == "Predecessor project code"
        workbook = swap(workbook, add(sheet, wanted.title, [meant.get(i) or (None if nowhere else i) for i in ids]))
    return workbook


def _with_paths(workbook: Workbook, tree: str, columns: tuple[str, str, str], tasks: str, branch: str) -> Workbook:
    """Each branch of the work breakdown by its path "A.1.2", and each task's branch by the same path."""
    sheet = named(workbook, tree)
    ids, parents, names = (read(sheet, name) for name in columns)
    if sheet is None or ids is None or parents is None or names is None:
        return workbook
    up, called = dict(zip(ids, parents, strict=True)), dict(zip(ids, names, strict=True))
    paths = {i: _path(i, up, called) for i in ids}
    # Elements of the breakdown are no work: what lies below them is.
    sheet = add(add(sheet, "WBS path", [paths[i] for i in ids]), "Summary", ["Yes"] * len(ids))
    workbook = swap(workbook, add(sheet, "Parent WBS path", [paths.get(p) for p in parents]))
    listed = named(workbook, tasks)
    branches = read(listed, branch)
    if listed is not None and branches is not None:
        workbook = swap(workbook, add(listed, "Parent WBS path", [paths.get(b) for b in branches]))
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
    tasks = named(workbook, "Tasks")
    numbers, codes = read(tasks, "UID"), read(tasks, OWN_CODE)
    if numbers is None or codes is None or len(set(codes)) < len(codes) or not all(codes):
        return workbook
    meant = dict(zip(numbers, codes, strict=True))
    for name, columns in (("Tasks", ("UID",)), ("Links", ("TaskUID", "PredecessorUID")), ("Assignments", ("TaskUID",))):
        for column in columns:
            sheet = named(workbook, name)
            cells = read(sheet, column)
            if sheet is not None and cells is not None:
                workbook = swap(workbook, replaced(sheet, column, [meant.get(c, c) for c in cells]))
    return workbook
