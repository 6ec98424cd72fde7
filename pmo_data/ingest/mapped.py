"""The rows of a large table as they lie in a file: mapped into memory, and let go of between one look and the next.

Stands apart because only here is it known that a table's columns are pages of a file. A million rows take a quarter of
a gigabyte, of which nothing need stay once the store has them; the page that shows them reads them again.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from pmo_data.store.delivery import nothing_to_let_go

MAPPED_FROM = 16 * 1024 * 1024
"""Bytes from which on a file is mapped: each one mapped stays an open file for as long as its table is kept."""


def load_rows(path: Path) -> tuple[pa.Table, Callable[[], None]]:
    """The table of an Arrow file, and what to call when it will not be looked at for a while.

    The file may be removed at once: small ones are read, and where open files cannot be removed large ones are too.
    """
    if os.name != "posix" or path.stat().st_size < MAPPED_FROM:
        with pa.OSFile(str(path), "rb") as source:
            return pa.ipc.open_file(source).read_all(), nothing_to_let_go
    with path.open("rb") as file:
        pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    table = pa.ipc.open_file(pa.BufferReader(pa.py_buffer(pages))).read_all()
    return table, lambda: pages.madvise(mmap.MADV_DONTNEED)
