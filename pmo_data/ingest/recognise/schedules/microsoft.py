"""Microsoft's numbers in words: relations, constraints, spans of its working day, money, the project's name.

Stands apart because its XML says in numbers what every other source says in words: a day has as many minutes as the
project's own, money is in hundredths, and the format of a lag decides whether it is working time, elapsed time or a
share of the predecessor. Facts of the format: Microsoft's schema for Project's XML (mspdi).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pmo_data.ingest.grid import Workbook
from pmo_data.ingest.recognise.schedules.columns import add, named, read, replaced, swap

_RELATIONS = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
_CONSTRAINTS = dict(enumerate(("asap", "alap", "mso", "mfo", "snet", "snlt", "fnet", "fnlt")))
_ISO_SPAN = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+(?:\.\d+)?S)?)?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WORKING_MINUTES = 480.0
# Formats of a duration or lag, firm and estimated, that count the clock's hours; and those of a lag that is a share of
# its predecessor.
_ELAPSED = frozenset({"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"})
_SHARES = frozenset({"19", "20", "51", "52"})
_WORKING_DAYS_A_WEEK = 5 / 7


def in_words(workbook: Workbook) -> Workbook:
    """The workbook with columns in words and days beside Microsoft's numbers."""
    workbook, title = _titled(_versioned(workbook))
    day = _minutes_of_a_day(workbook) / 60
    workbook = _with_durations(workbook, day)
    changes: tuple[tuple[str, str, str, Callable[[str], str | None]], ...] = (
        ("Links", "Type", "Relation", lambda t: _RELATIONS.get(t, t)),
        ("Tasks", "Work", "Work (hours)", lambda t: _hours(t, 1)),
        ("Tasks", "ActualWork", "Actual work (hours)", lambda t: _hours(t, 1)),
        ("Tasks", "RemainingWork", "Remaining work (hours)", lambda t: _hours(t, 1)),
        ("Tasks", "ConstraintType", "Constraint", lambda t: _CONSTRAINTS.get(int(t)) if t.isdigit() else t),
        ("Tasks", "Cost", "Planned cost", _money),
        ("Tasks", "ActualCost", "Actual cost (amount)", _money),
        ("Assignments", "Work", "Planned hours", lambda t: _hours(t, 1)),
        ("Assignments", "ActualWork", "Actual hours", lambda t: _hours(t, 1)),
        ("Tasks", "UID", "Project", lambda _t: title),
        ("Assignments", "UID", "Project", lambda _t: title),
        ("Links", "TaskUID", "Successor project", lambda _t: title),
        ("Links", "PredecessorUID", "Predecessor project", lambda _t: title),
    )
    for name, column, added, worded in changes:
        sheet = named(workbook, name)
        cells = read(sheet, column)
        if sheet is not None and cells is not None and not (added.lower().endswith("project") and title is None):
            workbook = swap(workbook, add(sheet, added, [worded(c) if c else None for c in cells]))
    return _with_lags(workbook, 60 * day)


def _versioned(workbook: Workbook) -> Workbook:
    """Other programs leave out the version by which Microsoft's own files are known."""
    project = named(workbook, "Project")
    if project is None or read(project, "SaveVersion") is not None:
        return workbook
    return swap(workbook, add(project, "SaveVersion", [None] * (project.cells.num_rows - 1)))


def _titled(workbook: Workbook) -> tuple[Workbook, str | None]:
    """The project by its title, where its name is that of the file; its tasks name it by the same."""
    project = named(workbook, "Project")
    title = next((v[0] for v in (read(project, n) for n in ("Title", "Name")) if v and v[0]), None)
    if project is None or title is None or not read(project, "Name"):
        return workbook, title
    project = replaced(project, "Name", [title])
    return swap(workbook, project if read(project, "Title") else add(project, "Title", [title])), title


def _minutes_of_a_day(workbook: Workbook) -> float:
    told = read(named(workbook, "Project"), "MinutesPerDay")
    text = (told or [None])[0] or ""
    return float(text) if _NUMBER.fullmatch(text) and float(text) > 0 else _WORKING_MINUTES


def _with_durations(workbook: Workbook, hours_of_a_day: float) -> Workbook:
    """Durations in working days; elapsed ones count the clock's hours, and five days of seven are worked."""
    tasks = named(workbook, "Tasks")
    for column, added in (("Duration", "Duration (days)"), ("RemainingDuration", "Remaining (days)")):
        spans = read(tasks, column)
        if tasks is not None and spans is not None:
            forms = read(tasks, "DurationFormat") or [None] * len(spans)
            of_a_day = [24 / _WORKING_DAYS_A_WEEK if form in _ELAPSED else hours_of_a_day for form in forms]
            told = [_hours(span, per) if span else None for span, per in zip(spans, of_a_day, strict=True)]
            tasks = add(tasks, added, told)
            workbook = swap(workbook, tasks)
    return workbook


def _with_lags(workbook: Workbook, minutes_of_a_day: float) -> Workbook:
    """Lags in working days: as such, from elapsed time by the share of working days, or from the predecessor's span."""
    links, tasks = named(workbook, "Links"), named(workbook, "Tasks")
    lags, formats, before = (read(links, name) for name in ("LinkLag", "LagFormat", "PredecessorUID"))
    if links is None or lags is None or formats is None or before is None:
        return workbook
    spans = dict(zip(read(tasks, "UID") or [], read(tasks, "Duration (days)") or [], strict=False))

    def days(lag: str | None, form: str | None, predecessor: str | None) -> str | None:
        if not lag or not _NUMBER.fullmatch(lag):
            return lag
        if form in _SHARES:
            return f"{float(lag) / 100 * float(spans.get(predecessor) or 0):g}"
        if form in _ELAPSED:
            return f"{round(float(lag) / (24 * 60 * 10) * _WORKING_DAYS_A_WEEK):g}"
        return f"{float(lag) / 10 / minutes_of_a_day:g}"

    told = [days(*each) for each in zip(lags, formats, before, strict=True)]
    return swap(workbook, add(links, "Lag (days)", told))


def _money(hundredths: str) -> str:
    return f"{float(hundredths) / 100:.2f}" if _NUMBER.fullmatch(hundredths) else hundredths


def _hours(span: str, per: float) -> str | None:
    """PT40H0M0S in units of `per` hours: "5" for 8."""
    found = _ISO_SPAN.fullmatch(span)
    if found is None or not any(found.groups()):
        return None
    days, hours, minutes = (int(g or 0) for g in found.groups())
    return f"{(days * 24 + hours + minutes / 60) / per:g}"
