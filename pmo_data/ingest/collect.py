"""Gathers what was dropped: files, whole folders, and ZIP archives of files, each as a name and a path to its bytes.

A workbook is a ZIP archive too; what decides is what lies inside, not what it is called.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from pmo_data.domain.errors import Refused
from pmo_data.domain.words import listed

MOST_FILES = 500
MOST_UNPACKED = 300 * 1024 * 1024
_READABLE = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".xml", ".xer", ".pmxml", ".mpp", ".mpt", ".mpx",
             ".zip"}  # fmt: skip
_DEEPEST = 3  # archives within archives that are opened
# What systems and programs leave lying beside files: folders' looks, locks of open workbooks.
_LEFT_LYING = {"thumbs.db", "desktop.ini", "__macosx"}
_NAMED = 5  # files named in a sentence
_WORKBOOK_PARTS = {"[Content_Types].xml", "mimetype", "content.xml"}


@dataclass(frozen=True)
class Incoming:
    """One file to read: the name people know it by and where its bytes lie; `folder` is what it lay in, as told."""

    file_name: str
    path: Path
    folder: str = ""

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
            whole = Incoming(file.name, file, file.parent.name)
            found += _Archives(scratch, file.name).unpacked(file) if _is_archive(file) else [whole]
    if len(found) > MOST_FILES:
        raise Refused(f"These are {len(found)} files; the limit for one import is {MOST_FILES}. Bring them in parts.")
    return _told_apart(found)


def _told_apart(found: list[Incoming]) -> list[Incoming]:
    """The files, those called alike with the folder each lay in: every project's folder has its “Risks.xlsx”."""
    often = Counter(one.file_name for one in found)
    return [
        replace(one, file_name=f"{one.folder}/{one.file_name}") if often[one.file_name] > 1 and one.folder else one
        for one in found
    ]


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


def _members(path: Path | IO[bytes], depth: int = 1) -> list[str]:
    """The names inside an archive and inside archives within it; an archive that cannot be opened is one name."""
    names: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.is_dir() or "__MACOSX/" in member.filename:
                continue
            inside: list[str] = []
            if member.filename.lower().endswith(".zip") and depth < _DEEPEST:
                with contextlib.suppress(zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
                    inside = _members(io.BytesIO(archive.read(member)), depth + 1)
            names += inside or [member.filename]
    return names


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
    if names & _WORKBOOK_PARTS or any(n.startswith(("xl/", "word/", "ppt/", "_rels/", "META-INF/")) for n in names):
        return False
    return any(_is_readable(PurePosixPath(n).name) for n in names if "__MACOSX/" not in n)


class _Archives:
    """Unpacks one archive and those within it, counting all bytes against one limit.

    The files get names of our own making: a name inside an archive is never used as a path.
    """

    def __init__(self, scratch: Path, name: str) -> None:
        self._scratch, self._name, self._left, self._written = scratch, name, MOST_UNPACKED, 0

    def unpacked(self, path: Path, depth: int = 1) -> list[Incoming]:
        found: list[Incoming] = []
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                name = PurePosixPath(member.filename).name
                if member.is_dir() or "__MACOSX/" in member.filename or not _is_readable(name):
                    continue
                self._written += 1
                if self._written > MOST_FILES:
                    raise Refused(f"The archive {self._name} holds more than {MOST_FILES} files. Bring them in parts.")
                target = self._scratch / f"{path.name}-{self._written:04d}"
                self._write(archive, member, target)
                within = depth < _DEEPEST and _is_archive(target)
                found += (
                    self.unpacked(target, depth + 1)
                    if within
                    else [Incoming(name, target, PurePosixPath(member.filename).parent.name)]
                )
        return found

    def _write(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
        """Unpack one member, counting the real bytes: the declared size may lie."""
        try:
            with archive.open(member) as source, target.open("wb") as sink:
                while chunk := source.read(1 << 20):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise Refused(f"The archive {self._name} would unpack to more than 300 MB. It was not opened.")
                    sink.write(chunk)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
            said = f"The archive {self._name} is damaged or protected by a password. Unpack it first."
            raise Refused(said) from error
