"""File bytes to a workbook of text sheets, whatever the container: the only door into the readers.

Reading a file nobody knows belongs in a child process: `read_into` is the target to run there
(`pmo_data.ingest.child.run_in_child`), `load_sheets` takes over what it wrote.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, Literal

from pmo_data.ingest.grid import Note, Sheet, Workbook
from pmo_data.ingest.read.delimited import read_delimited
from pmo_data.ingest.read.native_plan import plan_as_xml
from pmo_data.ingest.read.project_xml import read_project_xml
from pmo_data.ingest.read.schedule import read_xer
from pmo_data.ingest.read.spreadsheet import read_cfb, read_zip
from pmo_data.ingest.read.transfer import load_sheets, write_sheets
from pmo_data.ingest.sniff import container_of

__all__ = ["load_sheets", "read_into", "read_workbook", "write_sheets"]

Kind = Literal["csv", "xlsx", "xlsm", "xls", "ods", "mspdi", "xer", "pmxml"]
_SPREADSHEETS = ("xlsx", "xlsm", "xls", "ods")
_ENDINGS = {".xlsx": "xlsx", ".xlsm": "xlsm", ".xls": "xls", ".ods": "ods", ".csv": "csv", ".tsv": "csv", ".xer": "xer"}
_EXECUTABLE = re.compile(r"\.(?:exe|com|bat|cmd|scr|js|vbs|ps1|msi|jar)(?:\.|$)", re.IGNORECASE)
_NAME_LIMIT = 150


def read_workbook(data: bytes, file_name: str) -> Workbook:
    """The sheets of `data` as text. The content decides how it is read, `file_name` is only shown.

    Raises `Refused` with one sentence where the file holds no table, is damaged, or is built to do harm.
    """
    suffix_found = re.search(r"\.[A-Za-z0-9]{1,5}$", file_name)
    suffix = suffix_found.group().lower() if suffix_found else ""
    kind, sheets, encoding, delimiter, notes = _read(data, file_name, suffix)
    return Workbook(
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        kind=kind,
        sheets=sheets,
        encoding=encoding,
        delimiter=delimiter,
        notes=(*notes, *_name_notes(file_name, suffix, kind)),
    )


def _read(
    data: bytes, file_name: str, suffix: str
) -> tuple[Kind, tuple[Sheet, ...], str | None, str | None, tuple[Note, ...]]:
    container = container_of(data, file_name)
    if container in ("zip", "cfb"):
        book = read_zip(data, suffix) if container == "zip" else read_cfb(data)
        return book.kind, book.sheets, None, None, book.notes
    if container == "xer":
        sheets, encoding, notes = read_xer(data)
        return "xer", sheets, encoding, "\t", notes
    if container == "plan":
        return "mspdi", read_project_xml(plan_as_xml(data), "mspdi"), None, None, ()
    if container == "mspdi" or container == "pmxml":
        return container, read_project_xml(data, container), None, None, ()
    text = read_delimited(data)
    return "csv", (text.sheet,), text.encoding, text.delimiter, text.notes


def _name_notes(file_name: str, suffix: str, kind: Kind) -> tuple[Note, ...]:
    notes = []
    named = _ENDINGS.get(suffix, kind if suffix in ("", ".txt", ".xml") else "")
    if named != kind and (kind in _SPREADSHEETS or named in _SPREADSHEETS) and {named, kind} != {"xlsx", "xlsm"}:
        content = "delimited text" if kind == "csv" else f".{kind}"
        notes.append(
            Note("name_differs", f"The name ends in {suffix} but the content is {content}; it was read as that.")
        )
    odd = not file_name.isprintable() or re.search(r'[<>:"/\\|?*]', file_name) or _EXECUTABLE.search(file_name)
    if odd or len(file_name) > _NAME_LIMIT:
        notes.append(Note("odd_file_name", "The file name is unusual; it is shown as text and never used as a path."))
    return tuple(notes)


def read_into(inputs: list[Path], options: dict[str, Any], out_dir: Path) -> None:
    """The target for a child process: reads `inputs[0]`, shown as `options["file_name"]`, into `out_dir`."""
    path = inputs[0]
    write_sheets(read_workbook(path.read_bytes(), options.get("file_name") or path.name), out_dir)
