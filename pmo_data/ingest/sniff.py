"""What a file is, by its content. The name is never believed: an export called .xls is as often a web page.

Stands before every reader: what is no table at all is refused here with one sentence that says what it is.
"""

from __future__ import annotations

import re
from typing import Literal

from pmo_data.domain.errors import Refused

Container = Literal["zip", "cfb", "mspdi", "pmxml", "xer", "plan", "text"]

# Microsoft Project's own formats: a stream of its compound file, and the first word of its older text.
_PLAN_STREAM = "TBkndTask".encode("utf-16-le")
_PLAN_TEXT = re.compile(rb"MPX[,;\t]Microsoft Project")

_COMPRESSED = "This is a compressed file. Unpack it first and import what is inside."
_PROGRAM = "This is not a text file but a program. It was not opened."

# Leading bytes of formats that are not tables, and the sentence for each.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", _COMPRESSED),
    (b"BZh", _COMPRESSED),
    (b"\xfd7zXZ\x00", _COMPRESSED),
    (b"7z\xbc\xaf\x27\x1c", _COMPRESSED),
    (b"Rar!\x1a\x07", _COMPRESSED),
    (b"\x28\xb5\x2f\xfd", _COMPRESSED),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\x89PNG\r\n", "This is a picture, not a table."),
    (b"\xff\xd8\xff", "This is a picture, not a table."),
    (b"GIF8", "This is a picture, not a table."),
    (b"{\\rtf", "This is a formatted document (RTF), not a table. Copy its table into a spreadsheet first."),
    (b"SQLite format 3\x00", "This is a database file. Export its table as CSV or .xlsx first."),
    (b"PAR1", "This is a Parquet file. Export its table as CSV or .xlsx first."),
    (b"ARROW1", "This is an Arrow file. Export its table as CSV or .xlsx first."),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div|title)\b", re.IGNORECASE)
_TEXT_CONTROLS = bytes(range(9)) + bytes((11, *range(14, 27), *range(28, 32), 127))


def container_of(data: bytes, file_name: str = "") -> Container:
    """The kind of container `data` is; raises `Refused` with one sentence for what can hold no table."""
    if not data:
        raise Refused("The file is empty.")
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return "zip"
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "plan" if _PLAN_STREAM in data else "cfb"
    _refuse_known_formats(data)
    head = _plain_head(data)
    if not head.strip():
        if not data.replace(b"\x00", b"").strip(b" \t\r\n\xff\xfe\xef\xbb\xbf"):
            raise Refused("The file is empty: it holds nothing but blanks.")
        return "text"
    if head.startswith(b"ERMHDR\t"):
        return "xer"
    if _PLAN_TEXT.match(head):
        return "plan"
    if head.lstrip().startswith(b"<"):
        return _markup(head.lstrip(), file_name)
    _refuse_json(data, head)
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff") and _looks_binary(data[:8192]):
        raise Refused("This is not a text file: it holds bytes that no table of text has.")
    return "text"


def _refuse_known_formats(data: bytes) -> None:
    for magic, sentence in _MAGIC:
        if data.startswith(magic):
            raise Refused(sentence)
    if data.startswith(b"MZ") and _looks_binary(data[:8192]):
        raise Refused(_PROGRAM)
    if b"%PDF-" in data[:1024]:
        raise Refused("This is a PDF, not a table. Import the spreadsheet it was made from.")
    if data[:12].startswith(b"MIME-Version"):
        raise Refused("This is a saved web page (MIME). Open it in Excel and save it as .xlsx.")


def _plain_head(data: bytes) -> bytes:
    """The first 4 kB without byte order mark; UTF-16 brought to one byte per character, for looking at only."""
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _markup(head: bytes, file_name: str) -> Container:
    if b"http://schemas.microsoft.com/project" in head and b"<Project" in head:
        return "mspdi"
    if b"APIBusinessObjects" in head:
        return "pmxml"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head or b'progid="Excel.Sheet"' in head:
        raise Refused("This is an Excel 2003 XML file. Open it in Excel and save it as .xlsx.")
    if _HTML.search(head):
        suffix = _suffix(file_name)
        named = f"This {suffix} file" if suffix else "This file"
        raise Refused(f"{named} is really a web page (HTML). Open it in Excel and save it as .xlsx.")
    if head.startswith(b"<?xml") or re.match(rb"<[A-Za-z_][\w.:-]*[\s/>]", head):
        raise Refused(
            "This is an XML file of a kind that is not known here. MS Project XML and Primavera XML can be imported."
        )
    return "text"


def _suffix(file_name: str) -> str:
    match = re.search(r"\.[A-Za-z0-9]{1,5}$", file_name)
    return match.group().lower() if match else ""


def _refuse_json(data: bytes, head: bytes) -> None:
    first = head.lstrip()[:2048]
    array, record = re.match(rb'\[\s*(?:[\[{"\]]|-?\d)', first), re.match(rb'\{\s*["}]', first)
    closing = b"]" if array else b"}"
    if (array or record) and data.rstrip(b" \t\r\n\x00").endswith(closing):
        raise Refused("This is JSON, not CSV. Export the data as CSV or .xlsx.")


def _looks_binary(head: bytes) -> bool:
    """More than one control byte in twenty; a text has none, a damaged one a few. NULs of UTF-16 are no sign."""
    if looks_utf16(head):
        return False
    controls = len(head) - len(head.translate(None, _TEXT_CONTROLS))
    return controls >= 8 and controls * 20 > len(head)


def looks_utf16(head: bytes) -> Literal["utf-16-le", "utf-16-be", ""]:
    """The byte order of UTF-16 text without a mark, told by where its NUL bytes are; "" where there is no pattern."""
    pairs = min(len(head), 4096) // 2
    if pairs < 2:
        return ""
    low, high = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if high * 10 >= pairs * 4 and low * 20 <= pairs:
        return "utf-16-le"
    if low * 10 >= pairs * 4 and high * 20 <= pairs:
        return "utf-16-be"
    return ""


def refuse_foreign_cfb(data: bytes) -> None:
    """Refuses compound files that are no .xls: each stream's name stands in the directory as UTF-16."""
    names = {name: name.encode("utf-16-le") for name in _CFB_KINDS}
    for name, needle in names.items():
        if needle in data:
            raise Refused(_CFB_KINDS[name])


_CFB_KINDS = {
    "EncryptedPackage": "The workbook is protected by a password. Save a copy without the password and import that.",
    "WordDocument": "This is a Word document, not a workbook.",
    "PowerPoint Document": "This is a presentation, not a workbook.",
    "__substg1.0_": "This is an Outlook message, not a workbook. Save its attachment and import that.",
}
