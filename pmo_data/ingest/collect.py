"""Gathers what was dropped: files, whole folders, and ZIP archives of files, each as a name and a path to its bytes.

A workbook is a ZIP archive too; what decides is what lies inside, not what it is called.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pmo_data.domain.errors import Refused
from pmo_data.domain.words import listed

MOST_FILES = 500
MOST_UNPACKED = 300 * 1024 * 1024
_READABLE = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".xml", ".xer", ".pmxml", ".zip"}
# What systems and programs leave lying beside files: folders' looks, locks of open workbooks.
_LEFT_LYING = {"thumbs.db", "desktop.ini", "__macosx"}
_NAMED = 5  # files named in a sentence
_WORKBOOK_PARTS = {"[Content_Types].xml", "mimetype", "content.xml"}


@dataclass(frozen=True)
class Incoming:
    """One file to read: the name people know it by and where its bytes lie."""

    file_name: str
    path: Path

    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def collect(paths: Iterable[Path], scratch: Path) -> list[Incoming]:
    """Every file below the given paths, archives unpacked into `scratch`.

    Raises Refused where a path does not exist, a folder holds nothing readable, or an archive is too large.
    """
    found: list[Incoming] = []
    for path in paths:
        if not path.exists():
            raise Refused(f"There is no file {path}. Check the name and the folder.")
        for file in _in_folder(path) if path.is_dir() else [path]:
            found += _unpacked(file, scratch) if _is_archive(file) else [Incoming(file.name, file)]
    if len(found) > MOST_FILES:
        raise Refused(f"These are {len(found)} files; the limit for one import is {MOST_FILES}. Bring them in parts.")
    return found


def left_out(paths: Iterable[Path]) -> str:
    """One sentence on the files of folders and archives that `collect` leaves out; empty where there are none."""
    names: list[str] = []
    for path in paths:
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            if path.is_dir() and not _is_readable(file.name):
                names.append(file.name)
            elif _is_archive(file):
                names += [PurePosixPath(name).name for name in _members(file)]
    names = [n for n in names if not _is_readable(n) and not _lies_about(n)]
    if not names:
        return ""
    verb = "file was" if len(names) == 1 else "files were"
    return f"{len(names)} {verb} left out as no spreadsheet: {listed(names, _NAMED)}."


def _is_readable(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _READABLE and not _lies_about(name)


def _lies_about(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LEFT_LYING


def _members(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [m.filename for m in archive.infolist() if not m.is_dir() and "__MACOSX/" not in m.filename]


def _in_folder(folder: Path) -> list[Path]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and _is_readable(p.name))
    if not files:
        raise Refused(
            f"The folder {folder} holds no spreadsheet. Expected are .csv, .xlsx, .xls, .ods, .xml or .xer files."
        )
    return files


def _is_archive(path: Path) -> bool:
    """A ZIP of files rather than a workbook. A damaged one is left to the reader, which says what it is."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = {m.filename for m in archive.infolist() if not m.is_dir()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    readable = {n for n in names if PurePosixPath(n).suffix.lower() in _READABLE - {".xml"}}
    workbook = names & _WORKBOOK_PARTS or any(n.startswith(("xl/", "word/", "ppt/")) for n in names)
    return bool(readable) and not workbook


def _unpacked(path: Path, scratch: Path) -> list[Incoming]:
    """The archive's files under names of our own making: a name inside an archive is never used as a path."""
    found: list[Incoming] = []
    left = MOST_UNPACKED
    with zipfile.ZipFile(path) as archive:
        for number, member in enumerate(archive.infolist()):
            name = PurePosixPath(member.filename).name
            if member.is_dir() or not _is_readable(name):
                continue
            target = scratch / f"{len(found):04d}-{number:04d}"
            left -= _write(archive, member, target, left, path.name)
            found.append(Incoming(name, target))
    return found


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int, name: str) -> int:
    """Unpack one member, counting the real bytes: the declared size may lie."""
    written = 0
    try:
        with archive.open(member) as source, target.open("wb") as sink:
            while chunk := source.read(1 << 20):
                written += len(chunk)
                if written > left:
                    raise Refused(f"The archive {name} would unpack to more than 300 MB. It was not opened.")
                sink.write(chunk)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise Refused(f"The archive {name} is damaged or protected by a password. Unpack it first.") from error
    return written
