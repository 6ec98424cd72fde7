"""References to projects, where the store's projects are known: a plan of a project that does not exist is said so.

Stands apart because it alone needs to know what earlier imports brought.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.check.keys import comparable
from pmo_data.ingest.check.values import label_of
from pmo_data.ingest.typing.table import TypedTable, header_of
from pmo_data.ingest.typing.words import identity
from pmo_data.store.delivery import Finding

LISTED = 200


def check_projects(table: TypedTable, known: tuple[str, ...] | None) -> None:
    """Warns of rows whose project nobody knows; does nothing where the projects are not known."""
    column = table.fields.get("project")
    if known is None or column is None:
        return
    names = pa.array([identity(k) for k in known], pa.string())
    wanted = comparable(column.values)
    strange = pc.and_(pc.is_valid(wanted), pc.invert(pc.is_in(wanted, names)))
    at = np.flatnonzero(np.asarray(pc.fill_null(strange, False).to_numpy(zero_copy_only=False), dtype=np.bool_))
    header = header_of(table, "project")
    for i in at[:LISTED].tolist():
        value = column.values[i].as_py()
        said = f"{label_of(table, i)}: project {value} does not exist."
        fix = "Import the project, or correct the reference."
        table.findings.append(Finding("project_unknown", "warning", said, int(table.rows[i]), header, None, value, fix))
    if len(at) > LISTED:
        said = f"{len(at) - LISTED:,} more rows name a project that does not exist."
        table.findings.append(Finding("project_unknown", "warning", said, column=header))
