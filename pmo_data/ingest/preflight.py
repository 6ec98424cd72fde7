"""Looks inside zip containers (xlsx, ods) before any parser does, because parsers can be killed by 1 kB files.

Every entry is unpacked here, counting the bytes that really come out: what the container declares about itself is
a claim. The parts are kept in memory for the scans that follow; nothing is ever written under a name from the file.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from pmo_data.domain.errors import Refused

UNPACKED_LIMIT = 300 * 1024 * 1024
ENTRY_LIMIT = 10_000
_PIECE = 4 * 1024 * 1024
_LOCAL_HEADER = 30

_DAMAGED = "The file is damaged: its parts cannot be unpacked. Open it in its own program and save it again."


@dataclass(frozen=True)
class Parts:
    """The XML parts of a container by name, and the names of all its entries."""

    xml: dict[str, bytes]
    names: frozenset[str]


def unpack(data: bytes) -> Parts:
    """All XML parts of the zip `data`; raises `Refused` for bombs, damage and XML entity definitions."""
    entries = _entries(data)
    declared = sum(entry.file_size for entry in entries)
    if declared > UNPACKED_LIMIT:
        raise _bomb(declared, len(data))
    parts: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        body, size = _inflate(data, entry, UNPACKED_LIMIT - total)
        total += size
        if body is not None:
            _refuse_entities(body)
            parts[entry.filename] = body
    _refuse_overlaps(data, entries)
    return Parts(parts, frozenset(entry.filename for entry in entries))


def _entries(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, UnicodeDecodeError, EOFError) as error:
        raise Refused("The file is damaged or incomplete: its table of contents cannot be read.") from error
    if len(entries) > ENTRY_LIMIT:
        raise Refused(f"The file has {len(entries):,} parts; the limit is {ENTRY_LIMIT:,}. It was not opened.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("The file is protected by a password. Save a copy without the password and import that.")
    return entries


def _bomb(unpacked: int, packed: int) -> Refused:
    ratio = " (over 100 times its size)" if unpacked > 100 * packed else ""
    megabytes = UNPACKED_LIMIT // (1024 * 1024)
    return Refused(f"The file would unpack to more than {megabytes} MB{ratio}. It was not opened.")


def _data_start(data: bytes, entry: zipfile.ZipInfo) -> int:
    start = entry.header_offset
    header = data[start : start + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise Refused(_DAMAGED)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    return int(start + _LOCAL_HEADER + name_length + extra_length)


def _inflate(data: bytes, entry: zipfile.ZipInfo, room: int) -> tuple[bytes | None, int]:
    """(the part if it is XML, its real size). The declared sizes bound nothing: the stream's own end does."""
    start = _data_start(data, entry)
    if entry.compress_type == zipfile.ZIP_STORED:
        pieces = [data[start : start + entry.compress_size]]
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        pieces = _inflated_pieces(memoryview(data)[start:], room, len(data))
    else:
        raise Refused("The file is packed in a way spreadsheets are not. It was not opened.")
    size = sum(map(len, pieces))
    if size > room:
        raise _bomb(size, len(data))
    check = 0
    for piece in pieces:
        check = zlib.crc32(piece, check)
    if check != entry.CRC:
        raise Refused(_DAMAGED)
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    return (b"".join(pieces) if is_xml else None), size


def _inflated_pieces(stream: memoryview, room: int, packed: int) -> list[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    pieces: list[bytes] = []
    size = 0
    fed: bytes | memoryview = stream[:_PIECE]
    offset = len(fed)
    try:
        while not inflater.eof and len(fed):
            piece = inflater.decompress(fed, _PIECE)
            size += len(piece)
            if size > room:
                raise _bomb(size, packed)
            pieces.append(piece)
            fed = inflater.unconsumed_tail
            if not fed:
                fed = stream[offset : offset + _PIECE]
                offset += len(fed)
    except zlib.error as error:
        raise Refused(_DAMAGED) from error
    if not inflater.eof:
        raise Refused(_DAMAGED)
    return pieces


def _refuse_entities(xml: bytes) -> None:
    if b"\x00" in xml[:4] or xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("The file is damaged: one of its parts is not in the encoding spreadsheets use.")
    # Looking for the mark alone first is ten times as quick: a sheet has a million angle brackets and hardly a mark.
    if b"!" in xml and (b"<!DOCTYPE" in xml or b"<!ENTITY" in xml):
        raise Refused("The file contains XML entity definitions, which spreadsheets never need. It was not opened.")


def _refuse_overlaps(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise Refused("The file is damaged: its parts overlap. It was not opened.")
        # A stored size is needed here; a liar's is cut at the end of the file.
        end = min(_data_start(data, entry) + entry.compress_size, len(data))
