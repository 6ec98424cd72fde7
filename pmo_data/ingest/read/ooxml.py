"""The parts of an xlsx or xlsm container around its cells: sheets in order, number formats, indents, links, macros."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from xml.etree import ElementTree

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import MoneyFormat
from pmo_data.ingest.preflight import Parts
from pmo_data.ingest.read.fill_colours import fill_colours
from pmo_data.ingest.read.number_formats import shown_money, shows_percent
from pmo_data.ingest.read.sheet_scan import Styles

SHEET_LIMIT = 50
_PART_LIMIT = 30 * 1024 * 1024


@dataclass(frozen=True)
class OoxmlBook:
    """A workbook's frame: (sheet name, the XML part with its cells or None) in order, styles, and what else it has."""

    sheets: tuple[tuple[str, bytes | None], ...]
    styles: Styles
    has_macros: bool
    has_external_links: bool


def open_book(parts: Parts) -> OoxmlBook:
    """The frame of the workbook in `parts`; raises `Refused` where it has none or too many sheets."""
    workbook_name = _workbook_part(parts)
    root = _parse(parts.xml[workbook_name])
    targets = _targets(parts, workbook_name)
    sheets = tuple(
        (sheet.get("name", ""), parts.xml.get(targets.get(_relation_id(sheet), "")))
        for sheet in root.iter()
        if _local(sheet.tag) == "sheet"
    )
    if not sheets:
        raise Refused("The workbook has no sheets.")
    refuse_many_sheets(len(sheets))
    lower = [name.lower() for name in parts.names]
    return OoxmlBook(
        sheets,
        _styles(parts, workbook_name),
        has_macros=any(name.endswith("vbaproject.bin") for name in lower),
        has_external_links=any("/externallinks/" in name for name in lower),
    )


def refuse_many_sheets(count: int) -> None:
    """Refuses a workbook of more sheets than a person can review."""
    if count > SHEET_LIMIT:
        raise Refused(
            f"The workbook has {count:,} sheets; the limit is {SHEET_LIMIT}. Keep those that are to be imported."
        )


def _workbook_part(parts: Parts) -> str:
    names = {name.lower().replace("\\", "/").lstrip("/"): name for name in parts.xml}
    if "xl/workbook.xml" in names:
        return names["xl/workbook.xml"]
    for root in _relations(parts, "_rels/.rels"):
        target = root.get("Target", "").lstrip("/")
        if root.get("Type", "").endswith("/officeDocument") and target in parts.xml:
            return target
    raise Refused("This is not an Excel workbook: the part that lists its sheets is missing.")


def _relations(parts: Parts, name: str) -> list[ElementTree.Element]:
    body = parts.xml.get(name)
    return [] if body is None else [each for each in _parse(body) if _local(each.tag) == "Relationship"]


def _targets(parts: Parts, workbook_name: str) -> dict[str, str]:
    folder, file = posixpath.split(workbook_name)
    found = {}
    for relation in _relations(parts, f"{folder}/_rels/{file}.rels"):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = path
    return found


def _relation_id(sheet: ElementTree.Element) -> str:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def _styles(parts: Parts, workbook_name: str) -> Styles:
    body = parts.xml.get(f"{posixpath.dirname(workbook_name)}/styles.xml")
    percent, indent = [False], [0]
    money: list[MoneyFormat | None] = [None]
    fill = [0]
    if body is not None:
        root = _parse(body)
        codes = {
            _number(each.get("numFmtId")): each.get("formatCode", "")
            for each in root.iter()
            if _local(each.tag) == "numFmt"
        }
        formats = next((each for each in root if _local(each.tag) == "cellXfs"), None)
        for style in formats if formats is not None else ():
            code = _number(style.get("numFmtId"))
            percent.append(shows_percent(code, codes))
            money.append(shown_money(codes.get(code, "")))
            levels = [_number(each.get("indent")) for each in style if _local(each.tag) == "alignment"]
            indent.append(max(levels, default=0))
        theme = next((each for name, each in parts.xml.items() if name.lower().endswith("theme/theme1.xml")), None)
        fill += fill_colours(root, None if theme is None else _parse(theme))
    # The first entry is a stand-in for workbooks without styles.
    cut = 1 if len(percent) > 1 else 0
    return Styles.of(percent[cut:], indent[cut:], money[cut:], fill[cut:])


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 10 else 0


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _parse(body: bytes) -> ElementTree.Element:
    if len(body) > _PART_LIMIT:
        raise Refused("The file is damaged: a part that describes the workbook is far too large.")
    try:
        return ElementTree.fromstring(body)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refused("The file is damaged: a part that describes the workbook cannot be read.") from error
