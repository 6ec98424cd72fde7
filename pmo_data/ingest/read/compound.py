"""One stream out of a compound file, the container of .xls: a small file system of sectors chained by a table.

Stands apart from what the stream holds. A damaged file gives nothing here; the cell reader is who refuses it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_END = 0xFFFFFFFA  # from here on, a number is a mark and no sector


def stream(data: bytes, *names: str) -> bytes:
    """The bytes of the first stream of one of these names; b"" where there is none or the file is damaged."""
    try:
        book = _open(data)
        for name in names:
            found = book.entries.get(name)
            if found is not None:
                return book.read(*found)
    except (struct.error, IndexError, ValueError):
        pass
    return b""


@dataclass(frozen=True)
class _Book:
    data: bytes
    size: int
    mini_size: int
    cutoff: int
    table: tuple[int, ...]
    mini_table: tuple[int, ...]
    mini: bytes
    entries: dict[str, tuple[int, int]]

    def read(self, start: int, length: int) -> bytes:
        """A stream by its first sector and length; short ones lie in sectors of their own small size."""
        if length < self.cutoff:
            pieces = (self.mini[s * self.mini_size : (s + 1) * self.mini_size] for s in _chain(self.mini_table, start))
            return b"".join(pieces)[:length]
        return _sectors(self.data, self.size, _chain(self.table, start))[:length]


def _open(data: bytes) -> _Book:
    size, mini_size = 1 << struct.unpack_from("<H", data, 30)[0], 1 << struct.unpack_from("<H", data, 32)[0]
    if size not in (512, 4096) or mini_size != 64:
        raise ValueError
    directory, cutoff, mini_start, _, more, _ = struct.unpack_from("<I4xIIIII", data, 48)
    table = _numbers(_sectors(data, size, _table_sectors(data, size, more)))
    listing = _sectors(data, size, _chain(table, directory))
    entries, root = _entries(listing)
    mini = _sectors(data, size, _chain(table, root))
    mini_table = _numbers(_sectors(data, size, _chain(table, mini_start)))
    return _Book(data, size, mini_size, cutoff, table, mini_table, mini, entries)


def _table_sectors(data: bytes, size: int, more: int) -> list[int]:
    """Where the sectors of the chaining table are: 109 in the head, the rest in sectors of their own."""
    found = [s for s in struct.unpack_from("<109I", data, 76) if s < _END]
    for _ in range(len(data) // size):
        if more >= _END:
            break
        numbers = _numbers(_sectors(data, size, [more]))
        found += [s for s in numbers[:-1] if s < _END]
        more = numbers[-1]
    return found


def _entries(listing: bytes) -> tuple[dict[str, tuple[int, int]], int]:
    """(first sector and length of each stream by name, the first sector of the small ones)."""
    found: dict[str, tuple[int, int]] = {}
    root = _END
    for at in range(0, len(listing) - 127, 128):
        length, kind = struct.unpack_from("<HB", listing, at + 64)
        start, size = struct.unpack_from("<II", listing, at + 116)
        if kind == 5:
            root = start
        elif kind == 2:
            found[listing[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")] = (start, size)
    return found, root


def _chain(table: tuple[int, ...], start: int) -> list[int]:
    found: list[int] = []
    while start < _END and len(found) <= len(table):
        found.append(start)
        start = table[start]
    return found


def _sectors(data: bytes, size: int, which: list[int]) -> bytes:
    return b"".join(data[(s + 1) * size : (s + 2) * size] for s in which)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
