"""Schedules in XML, from Microsoft Project (MSPDI) and Primavera (PMXML), to one flat sheet per kind of object.

Parsed as a stream with expat. A document type definition is refused before it can define an entity, and nesting is
bounded: neither format needs either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal
from xml.parsers import expat

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.read.schedule import table_sheet

_DEPTH_LIMIT = 64
_MSPDI_LISTS = {"Tasks": "Task", "Resources": "Resource", "Assignments": "Assignment", "Calendars": "Calendar"}
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

Row = dict[str, str]


@dataclass
class Element:
    """A parsed element: local name, text, children."""

    name: str
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The text of the first child called `name`, or ""."""
        return next((child.text for child in self.children if child.name == name), "")


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
    tables: dict[str, list[Row]] = {"Project": [_flat(root)]}
    for group in root.children:
        item = _MSPDI_LISTS.get(group.name)
        if item:
            tables[group.name] = [_mspdi_row(each, aliases) for each in group.children if each.name == item]
    links = [
        {"TaskUID": task.value("UID"), **{name: link.value(name) for name in _LINK_FIELDS}}
        for group in root.children
        if group.name == "Tasks"
        for task in group.children
        for link in task.children
        if link.name == "PredecessorLink"
    ]
    tables["Links"] = links
    if not tables.get("Tasks") and not tables.get("Resources"):
        return ()
    order = ("Tasks", "Resources", "Assignments", "Calendars", "Project", "Links")
    return tuple(_sheet(name, tables[name]) for name in order if tables.get(name))


def _flat(element: Element) -> Row:
    return {child.name: child.text.strip() for child in element.children if not child.children and child.text.strip()}


def _mspdi_row(element: Element, aliases: dict[str, str]) -> Row:
    """The plain fields, the baselines as "Baseline.Start" (0), "Baseline1.Start"…, own fields under their names."""
    row = _flat(element)
    for child in element.children:
        if child.name == "Baseline":
            number = child.value("Number")
            prefix = f"Baseline{number if number != '0' else ''}"
            row.update({f"{prefix}.{name}": text for name, text in _flat(child).items() if name != "Number"})
        elif child.name == "ExtendedAttribute":
            name = aliases.get(child.value("FieldID")) or child.value("FieldID")
            row.setdefault(name, child.value("Value").strip())
    return row


def _pmxml(root: Element) -> tuple[Sheet, ...]:
    tables: dict[str, list[Row]] = {}
    for element in _objects(root):
        tables.setdefault(element.name, []).append(_flat(element))
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
