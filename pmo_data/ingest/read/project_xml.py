"""Schedules in XML, from Microsoft Project (MSPDI) and Primavera (PMXML), to one flat sheet per kind of object.

Parsed as a stream with expat. A document type definition is refused before it can define an entity, and nesting is
bounded: neither format needs either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal
from xml.parsers import expat

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.read import plan_calendars as calendars
from pmo_data.ingest.read.element import Element, Row, flat
from pmo_data.ingest.read.schedule import table_sheet

_DEPTH_LIMIT = 64
_MSPDI_LISTS = {"Tasks": "Task", "Resources": "Resource", "Assignments": "Assignment"}
# What others refer to stands first: a task of a project that is yet to come would be reported.
_MSPDI_SHEETS = ("Project", "Calendars", "Resources", "Tasks", "Links", "Assignments", "Materials")
_NOBODY = "-65535"
"""The resource of work that nobody was given."""
_LINK_FIELDS = ("PredecessorUID", "Type", "CrossProject", "LinkLag", "LagFormat")
_PMXML_KINDS = (
    "Project",
    "WBS",
    "Activity",
    "Relationship",
    "Resource",
    "ResourceAssignment",
    "Calendar",
)


def read_project_xml(data: bytes, kind: Literal["mspdi", "pmxml"]) -> tuple[Sheet, ...]:
    """The sheets of a schedule; raises `Refused` where the XML is broken, unsafe or holds no schedule."""
    root = _parse(data)
    sheets = _mspdi(root) if kind == "mspdi" else _pmxml(root)
    if not sheets:
        raise Refused("The file holds no schedule: no tasks, resources or projects were found in it.")
    return sheets


def _parse(data: bytes) -> Element:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    stack = [Element("")]

    def start(name: str, _attributes: object) -> None:
        if len(stack) > _DEPTH_LIMIT:
            raise Refused("The file is damaged: its XML is nested far too deeply.")
        element = Element(name.rpartition(":")[2])
        stack[-1].children.append(element)
        stack.append(element)

    _wire(parser, stack, start)
    parser.EndElementHandler = lambda _name: stack.pop()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        line = error.lineno
        raise Refused(f"The file is damaged: its XML cannot be read from line {line} on.") from error
    return stack[0].children[0]


def _wire(parser: expat.XMLParserType, stack: list[Element], start: Callable[[str, object], None]) -> None:
    def refuse(*_arguments: object) -> None:
        raise Refused("The file contains XML entity definitions, which schedules never need. It was not opened.")

    def text(piece: str) -> None:
        stack[-1].text += piece

    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse


def _mspdi(root: Element) -> tuple[Sheet, ...]:
    aliases = {
        each.value("FieldID"): each.value("Alias") or each.value("FieldName")
        for group in root.children
        if group.name == "ExtendedAttributes"
        for each in group.children
    }
    tables: dict[str, list[Row]] = {"Project": [flat(root)]}
    for group in root.children:
        item = _MSPDI_LISTS.get(group.name)
        if item:
            tables[group.name] = [_mspdi_row(each, aliases) for each in group.children if _stands(each, item)]
    tables["Links"] = [
        {"TaskUID": task.value("UID"), **{name: link.value(name) for name in _LINK_FIELDS}}
        for task in root.within("Tasks", "Task")
        for link in task.within("PredecessorLink")
    ]
    _set_apart(tables)
    tables.update(_mspdi_calendars(root))
    if not tables.get("Tasks") and not tables.get("Resources"):
        return ()
    return tuple(_sheet(name, tables[name]) for name in _MSPDI_SHEETS if tables.get(name))


def _stands(element: Element, item: str) -> bool:
    """Whether an entry of a list is one: blank lines of a plan, and the resource of work without one, are not."""
    if element.name != item or element.value("IsNull").strip() == "1":
        return False
    return item != "Resource" or bool(element.value("Name").strip()) or element.value("UID").strip() != "0"


def _set_apart(tables: dict[str, list[Row]]) -> None:
    """Materials and costs are no people: they go to a sheet of their own, with the tasks they are planned for."""
    resources, given = tables.get("Resources", []), tables.get("Assignments", [])
    things = {row.get("UID") for row in resources if row.get("Type") in ("0", "2")}
    used: dict[str | None, list[str]] = {}
    for row in given:
        used.setdefault(row.get("ResourceUID"), []).append(row.get("TaskUID", ""))
    tables["Materials"] = [
        {**row, "TaskUIDs": " ".join(used.get(row.get("UID"), []))} for row in resources if row.get("UID") in things
    ]
    tables["Resources"] = [row for row in resources if row.get("UID") not in things]
    tables["Assignments"] = [row for row in given if row.get("ResourceUID") not in {*things, _NOBODY}]


def _mspdi_calendars(root: Element) -> dict[str, list[Row]]:
    """The calendar the project is planned by; Microsoft's files hold others that no task follows."""
    every = [c for c in root.within("Calendars", "Calendar") if c.value("IsBaseCalendar").strip() == "1"]
    chosen = [c for c in every if c.value("UID") == root.value("CalendarUID")] or every[:1]
    weeks: list[Row] = [{**flat(c), "Weekdays": calendars.mspdi_week(c)} for c in chosen]
    return {"Calendars": weeks + [row for c in chosen for row in calendars.mspdi_days_off(c)]}


def _mspdi_row(element: Element, aliases: dict[str, str]) -> Row:
    """The plain fields, the baselines as "Baseline.Start" (0), "Baseline1.Start"…, own fields under their names."""
    row = flat(element)
    for child in element.children:
        if child.name == "Baseline":
            number = child.value("Number")
            prefix = f"Baseline{number if number != '0' else ''}"
            row.update({f"{prefix}.{name}": text for name, text in flat(child).items() if name != "Number"})
        elif child.name == "ExtendedAttribute":
            name = aliases.get(child.value("FieldID")) or child.value("FieldID")
            row.setdefault(name, child.value("Value").strip())
    return row


def _pmxml(root: Element) -> tuple[Sheet, ...]:
    tables: dict[str, list[Row]] = {}
    planned_by = {p.value("ActivityDefaultCalendarObjectId") for p in root.within("Project")}
    days_off: list[Row] = []
    for element in _objects(root):
        row = flat(element)
        if element.name == "Calendar":
            row["Weekdays"] = calendars.pmxml_week(element)
            if element.value("ObjectId") in planned_by:
                days_off += calendars.pmxml_days_off(element)
        tables.setdefault(element.name, []).append(row)
    tables.setdefault("Calendar", []).extend(days_off)
    if not any(name in tables for name in _PMXML_KINDS):
        return ()
    names = [*(name for name in _PMXML_KINDS if name in tables), *(name for name in tables if name not in _PMXML_KINDS)]
    return tuple(_sheet(name, tables[name]) for name in names if any(tables[name]))


def _objects(root: Element) -> Iterator[Element]:
    """The business objects: children of the root, and those that stand inside a project or baseline project."""
    for element in root.children:
        if element.children:
            yield element
            if element.name in ("Project", "EPS"):
                yield from (child for child in element.children if child.value("ObjectId"))


def _sheet(name: str, rows: list[Row]) -> Sheet:
    names = list(dict.fromkeys(key for row in rows for key in row))
    return table_sheet(name, [names, *([row.get(key, "") for key in names] for row in rows)])
