"""A project's schedule as MS Project XML (MSPDI), which Project, ProjectLibre and others open, and our importer too.

Stands apart from other exports because the format numbers tasks by itself: our own codes travel as an extended
attribute, by which the importer knows the tasks again. Element order is that of the published schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from pmo_data.export.cells import safe_text

Row = Mapping[str, Any]
NAMESPACE = "http://schemas.microsoft.com/project"
CODE_FIELD = "188743731"  # Text1
CODE_ALIAS = "Task code"
_RELATIONS = {"FF": "0", "FS": "1", "SF": "2", "SS": "3"}
_HOURS_A_DAY = 8
_TENTHS_OF_MINUTES = 10 * 60 * _HOURS_A_DAY
_AS_DAYS = "7"


def mspdi(project: Row, tasks: Sequence[Row], dependencies: Sequence[Row] = ()) -> bytes:
    """The XML of one project's tasks with baseline, forecast and actual dates and the links between them.

    Rows are field -> value as the store hands them out. A task's dates are its forecast, else its planned ones; links
    to tasks of other projects are left out, the format having no place for them.
    """
    root = ET.Element("Project", xmlns=NAMESPACE)
    _say(root, "Name", project.get("code") or project.get("name"))
    _say(root, "Title", project.get("name") or project.get("code"))
    _say(root, "Manager", project.get("manager"))
    _say(root, "ScheduleFromStart", "1")
    starts = [d for t in tasks if (d := _start(t)) is not None]
    _say(root, "StartDate", _at(min(starts), "08:00:00") if starts else None)
    _say(root, "CurrencyCode", project.get("currency"))
    _say(root, "MinutesPerDay", str(60 * _HOURS_A_DAY))
    attribute = ET.SubElement(ET.SubElement(root, "ExtendedAttributes"), "ExtendedAttribute")
    _say(attribute, "FieldID", CODE_FIELD)
    _say(attribute, "FieldName", "Text1")
    _say(attribute, "Alias", CODE_ALIAS)
    numbers = {_code(task): number for number, task in enumerate(tasks, start=1)}
    links: dict[str, list[Row]] = {}
    for link in dependencies:
        if str(link.get("predecessor")) in numbers:
            links.setdefault(str(link.get("successor")), []).append(link)
    listed = ET.SubElement(root, "Tasks")
    for number, task in enumerate(tasks, start=1):
        _task(listed, number, task, links.get(_code(task), []), numbers)
    _people(root, tasks)
    text: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text


def _task(listed: ET.Element, number: int, task: Row, links: Sequence[Row], numbers: Mapping[str, int]) -> None:
    made = ET.SubElement(listed, "Task")
    _say(made, "UID", str(number))
    _say(made, "ID", str(number))
    _say(made, "Name", task.get("name"))
    _say(made, "WBS", task.get("wbs"))
    _say(made, "OutlineNumber", task.get("wbs"))
    level = task.get("outline_level")
    _say(made, "OutlineLevel", f"{level:g}" if level is not None else None)
    _say(made, "Start", _at(_start(task), "08:00:00"))
    _say(made, "Finish", _at(_finish(task), "17:00:00"))
    _say(made, "Duration", _span(task.get("duration_days"), _HOURS_A_DAY))
    _say(made, "DurationFormat", _AS_DAYS)
    _say(made, "Work", _span(task.get("work_hours"), 1))
    _say(made, "Milestone", _flag(task.get("milestone")))
    _say(made, "Summary", _flag(task.get("summary")))
    percent = task.get("percent_complete")
    _say(made, "PercentComplete", f"{percent:.0f}" if percent is not None else None)
    _say(made, "ActualStart", _at(task.get("actual_start"), "08:00:00"))
    _say(made, "ActualFinish", _at(task.get("actual_finish"), "17:00:00"))
    _say(made, "ActualWork", _span(task.get("actual_work_hours"), 1))
    _say(made, "Notes", task.get("notes"))
    for link in links:
        _link(made, link, numbers)
    attribute = ET.SubElement(made, "ExtendedAttribute")
    _say(attribute, "FieldID", CODE_FIELD)
    _say(attribute, "Value", _code(task))
    if task.get("baseline_start") is not None or task.get("baseline_finish") is not None:
        baseline = ET.SubElement(made, "Baseline")
        _say(baseline, "Number", "0")
        _say(baseline, "Start", _at(task.get("baseline_start"), "08:00:00"))
        _say(baseline, "Finish", _at(task.get("baseline_finish"), "17:00:00"))


def _link(made: ET.Element, link: Row, numbers: Mapping[str, int]) -> None:
    element = ET.SubElement(made, "PredecessorLink")
    _say(element, "PredecessorUID", str(numbers[str(link["predecessor"])]))
    _say(element, "Type", _RELATIONS.get(str(link.get("relation") or "FS"), "1"))
    _say(element, "LinkLag", f"{float(link.get('lag_days') or 0) * _TENTHS_OF_MINUTES:.0f}")
    _say(element, "LagFormat", _AS_DAYS)


def _people(root: ET.Element, tasks: Sequence[Row]) -> None:
    owners = list(dict.fromkeys(str(t["owner"]) for t in tasks if t.get("owner")))
    if not owners:
        return
    resources, assignments = ET.SubElement(root, "Resources"), ET.SubElement(root, "Assignments")
    for number, name in enumerate(owners, start=1):
        made = ET.SubElement(resources, "Resource")
        _say(made, "UID", str(number))
        _say(made, "Name", name)
    for number, task in enumerate(tasks, start=1):
        if task.get("owner"):
            made = ET.SubElement(assignments, "Assignment")
            _say(made, "UID", str(number))
            _say(made, "TaskUID", str(number))
            _say(made, "ResourceUID", str(owners.index(str(task["owner"])) + 1))


def _code(task: Row) -> str:
    return str(task.get("code") or task.get("wbs") or task.get("name") or "")


def _start(task: Row) -> date | None:
    return next((task[n] for n in ("forecast_start", "planned_start", "actual_start") if task.get(n)), None)


def _finish(task: Row) -> date | None:
    return next((task[n] for n in ("forecast_finish", "planned_finish", "actual_finish") if task.get(n)), None)


def _at(day: date | None, time: str) -> str | None:
    return f"{day:%Y-%m-%d}T{time}" if day is not None else None


def _span(amount: float | None, hours: int) -> str | None:
    """Working time as ISO 8601 writes it: five days of eight hours are PT40H0M0S."""
    if amount is None:
        return None
    minutes = round(float(amount) * hours * 60)
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _flag(value: bool | None) -> str | None:
    return None if value is None else "1" if value else "0"


def _say(parent: ET.Element, name: str, text: str | None) -> None:
    if text not in (None, ""):
        ET.SubElement(parent, name).text = safe_text(str(text))
