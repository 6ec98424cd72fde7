"""The third wall: a DuckDB connection that can read one file, can reach nothing else, and can no longer be changed.

The order matters: what forbids must be said before the configuration is locked, and the file must be open before
the local file system is put out of reach. `memory_limit` counts only part of what DuckDB takes (long strings and
lists go beside it), which is why the operating system's limits stand behind it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "320MB"
SETTINGS = (
    "temp_directory = ''",
    "max_temp_directory_size = '0B'",
    "allocator_background_threads = false",
    "enable_external_file_cache = false",
    "python_enable_replacements = false",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "allow_community_extensions = false",
    "allow_unredacted_secrets = false",
    "allow_persistent_secrets = false",
    "timezone = 'UTC'",
    "enable_external_access = false",
    "disabled_filesystems = 'LocalFileSystem'",
    "lock_configuration = true",
)


def open_locked(file: Path) -> DuckDBPyConnection:
    """A read-only connection to `file` with one thread; from then on nothing can be opened, loaded, written or set."""
    connection = duckdb.connect(
        str(file), read_only=True, config={"threads": "1", "async_threads": "0", "memory_limit": MEMORY}
    )
    for setting in SETTINGS:
        connection.execute(f"set {setting}")
    return connection
