"""Sheets as lists of rows, and small containers made by hand, for the tests of the readers."""

from __future__ import annotations

import io
import struct
import zipfile

from pmo_data.ingest.grid import Sheet, Workbook

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rows_of(sheet: Sheet) -> list[list[str]]:
    """The cells row by row, blank cells as ""."""
    return [[cell or "" for cell in row.values()] for row in sheet.cells.to_pylist()]


def rules_of(workbook: Workbook) -> list[str]:
    """The rules of all notes, of the file and of its sheets."""
    return [note.rule for note in (*workbook.notes, *(each for sheet in workbook.sheets for each in sheet.notes))]


def xlsx(sheet_data: str, *, styles: str = "", extra: dict[str, str] | None = None, head: str = "") -> bytes:
    """A workbook of one sheet whose `<sheetData>` holds `sheet_data`."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>',
    }
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    return zipped(parts | (extra or {}))


def ods(table: str, *, head: str = "") -> bytes:
    """An OpenDocument spreadsheet of one table holding `table`."""
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'{head}<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" '
        f'xmlns:text="{office}text:1.0"><office:body><office:spreadsheet><table:table table:name="Plan">{table}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def zipped(parts: dict[str, str]) -> bytes:
    """A zip of text parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def xls(records: bytes) -> bytes:
    """A compound file whose one stream, of at least 4,096 bytes, holds the records of a workbook."""
    body = records.ljust(max(4096, -(-len(records) // 512) * 512), b"\0")
    count = len(body) // 512

    def entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (
            text.ljust(64, b"\0")
            + struct.pack("<HBB", len(text), kind, 1)
            + links
            + bytes(36)
            + struct.pack("<III", start, size, 0)
        )

    root = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)
    listing = (root + entry("Workbook", 2, 2, len(body), 0xFFFFFFFF)).ljust(512, b"\0")
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(10) + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    return head.ljust(512, b"\xff") + table + listing + body


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of an .xls workbook."""
    return struct.pack("<HH", kind, len(body)) + body
