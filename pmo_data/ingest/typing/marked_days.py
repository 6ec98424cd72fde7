"""Days that a mark says are past: planning tools write "05-Jan-26 A" where work has really begun or ended.

Stands apart because one cell says two things: the day in the plan in force, and that it is an actual one.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.typing.table import FieldColumn, TypedTable
from pmo_data.store.delivery import Finding

_MARKED = r"\d ?A\s*$"
_REAL = {"planned_start": "actual_start", "planned_finish": "actual_finish"}


def add_actual_days(table: TypedTable) -> None:
    """Adds the actual days that marks tell, where no column of the file gives them, and says so."""
    if table.entity.name != "task":
        return
    for planned, actual in _REAL.items():
        column = table.fields.get(planned)
        if column is None or column.texts is None or column.column is None or actual in table.fields:
            continue
        if not pc.any(pc.match_substring(column.texts, "A"), min_count=0).as_py():  # a tenth of what the pattern takes
            continue
        marked = pc.fill_null(pc.match_substring_regex(column.texts, _MARKED), False)
        if not pc.any(marked, min_count=0).as_py():
            continue
        table.fields[actual] = FieldColumn(pc.if_else(marked, column.values, pa.scalar(None, column.values.type)))
        header = column.column.header
        said = f"{header}: days marked A are read as {actual.replace('_', ' ')} too."
        table.findings.append(Finding("days_marked_actual", "warning", said, column=header))
