"""The rows of one table as columns of text, cut out of the sheet as the plan says, whatever its orientation.

Stands apart so that everything after it sees one shape: planned columns of equal length, and where each row stood.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.typing.texts import is_plain

Rows = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Records:
    """Planned columns as string arrays (NULL blank, trimmed) and the source row of each record.

    `tail` counts non-blank rows of the sheet that belong to the table's ground but lie outside the plan's bounds.
    """

    columns: tuple[tuple[ColumnPlan, pa.Array], ...]
    rows: Rows
    tail: Rows

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, flags: Flags) -> Records:
        """Only the records that are flagged."""
        if bool(flags.all()):
            return self
        mask = pa.array(flags)
        return dataclasses.replace(
            self, columns=tuple((p, t.filter(mask)) for p, t in self.columns), rows=self.rows[flags]
        )

    def of_field(self, field: str) -> pa.Array | None:
        """The texts of the first column that feeds the field."""
        found = [(p.priority, i) for i, (p, _) in enumerate(self.columns) if p.field == field]
        return self.columns[min(found)[1]][1] if found else None

    def filled(self) -> npt.NDArray[np.int32]:
        """How many planned cells each record fills."""
        total = np.zeros(len(self), dtype=np.int32)
        for _, texts in self.columns:
            total += valid(texts)
        return total


def valid(texts: pa.Array) -> Flags:
    """Which cells are not blank."""
    if texts.null_count == 0:
        return np.ones(len(texts), dtype=np.bool_)
    return np.asarray(pc.is_valid(texts).to_numpy(zero_copy_only=False), dtype=np.bool_)


def trimmed(texts: pa.Array | pa.ChunkedArray) -> pa.Array:
    """One contiguous array; blanks at the edges off, empty cells NULL."""
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.chunk(0) if texts.num_chunks == 1 else texts.combine_chunks()
    if isinstance(texts, pa.ChunkedArray):
        texts = pa.concat_arrays(texts.chunks) if texts.num_chunks else pa.array([], pa.string())
    if is_plain(texts):
        return texts
    stripped = pc.utf8_trim_whitespace(texts)
    return pc.if_else(pc.equal(stripped, ""), pa.scalar(None, pa.string()), stripped)


def cut(sheet: Sheet, plan: TablePlan, until: int | None = None) -> Records:
    """The table's records. `until` is the last row that can belong to it (another table begins below)."""
    if plan.orientation == "columns":
        return _cut_columns(sheet, plan)
    start = max(plan.first_row - sheet.first_row, 0)
    length = max(min(plan.last_row - sheet.first_row + 1, sheet.cells.num_rows) - start, 0)
    columns = tuple(
        (column, trimmed(sheet.cells.column(column.index).slice(start, length)))
        for column in plan.columns
        if 0 <= column.index < sheet.cells.num_columns
    )
    rows = (np.arange(start, start + length, dtype=np.int32) + sheet.first_row).astype(np.int32)
    return Records(columns, rows, _outside(sheet, plan, until))


def with_whole_names(records: Records, plan: TablePlan) -> Records:
    """The records with columns joined that say one thing together: last names behind first names, parts of a list."""
    together = {int(i): (others, "; ") for i, others in plan.settings.get("lists", {}).items()}
    if "joined" in plan.settings:
        first, last = plan.settings["joined"]
        together[int(first)] = ([last], " ")
    texts = {p.index: t for p, t in records.columns}
    columns = []
    for column, own in records.columns:
        others, between = together.get(column.index, ([], ""))
        for part in (texts[i] for i in others if i in texts):
            own = pc.coalesce(pc.binary_join_element_wise(own, part, between), own, part)  # null where either is
        columns.append((column, own))
    return dataclasses.replace(records, columns=tuple(columns))


def carried_down(records: Records, plan: TablePlan) -> Records:
    """The records with the headings above each as columns; to be called once headings and totals are left out."""
    headings = list(plan.settings.get("headings", ()))
    carried = sorted((c for c in plan.columns if c.index < 0), key=lambda c: -c.index)
    if not headings or not carried:
        return records
    at = (np.searchsorted([int(h[0]) for h in headings], records.rows, side="left") - 1).tolist()
    above: list[tuple[str | None, ...]] = []
    for _, text, *level in headings:
        outer = above[-1][: level[0]] if above and level else ()
        above.append((*outer, *[None] * ((level[0] if level else 0) - len(outer)), str(text)))
    columns = []
    for place, column in enumerate(carried):
        said = [h[place] if len(h) > place else None for h in above]
        columns.append((column, pa.array([said[i] if i >= 0 else None for i in at], pa.string())))
    return dataclasses.replace(records, columns=(*records.columns, *columns))


def named_by_headings(records: Records, plan: TablePlan) -> Records:
    """Headings of tasks that stand in another column than the names do are names all the same, and no ids."""
    outline = plan.settings.get("outline", {})
    if outline.get("how") != "headings":
        return records
    name = next((p.index for p, _ in records.columns if p.field == "name"), None)
    texts = next((t for p, t in records.columns if p.index == outline["column"]), None)
    if name in {None, outline["column"]} or texts is None:
        return records
    heads = pa.array(np.isin(records.rows, outline["rows"]))
    nothing = pa.nulls(len(records), pa.string())
    columns = []
    for column, own in records.columns:
        other = texts if column.index == name else nothing if column.index == outline["column"] else own
        columns.append((column, pc.if_else(heads, other, own)))
    return dataclasses.replace(records, columns=tuple(columns))


def _cut_columns(sheet: Sheet, plan: TablePlan) -> Records:
    """Transposed: the record's number is the sheet column's, a plan's index is the sheet row's less one."""
    numbers = range(plan.first_row, min(plan.last_row, sheet.cells.num_columns) + 1)
    columns = []
    for column in plan.columns:
        at = column.index + 1 - sheet.first_row
        if 0 <= at < sheet.cells.num_rows:
            texts = [sheet.cells.column(n - 1)[at].as_py() for n in numbers]
            columns.append((column, trimmed(pa.array(texts, pa.string()))))
    spots = [c.index + 1 - sheet.first_row for c in plan.columns]  # what stands below them is of another table
    ground = sheet.cells.slice(min(spots, default=0), max(spots, default=-1) - min(spots, default=0) + 1)
    beyond = range(plan.last_row + 1, sheet.cells.num_columns + 1)
    tail = np.array([n for n in beyond if ground.column(n - 1).null_count < len(ground)], dtype=np.int32)
    return Records(tuple(columns), np.array(list(numbers), dtype=np.int32), tail)


def _outside(sheet: Sheet, plan: TablePlan, until: int | None) -> Rows:
    """Non-blank rows between the header and the data, and below the data, down to `until`."""
    header = max(plan.header_rows, default=plan.first_row - 1)
    bounds = [(header + 1, plan.first_row - 1)]
    end = sheet.first_row + sheet.cells.num_rows - 1
    bounds.append((plan.last_row + 1, end if until is None else min(until, end)))
    found: list[int] = []
    for low, high in bounds:
        start, count = max(low - sheet.first_row, 0), high - max(low, sheet.first_row) + 1
        if count > 0:
            found += [start + sheet.first_row + int(i) for i in np.flatnonzero(_filled(sheet, start, count))]
    return np.array(found, dtype=np.int32)


def _filled(sheet: Sheet, start: int, count: int) -> Flags:
    some = np.zeros(min(count, sheet.cells.num_rows - start), dtype=np.bool_)
    for column in sheet.cells.columns:
        some |= valid(trimmed(column.slice(start, count)))
    return some


def letters(index: int) -> str:
    """The spreadsheet's name of the 0-based column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index > 0:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(plan: TablePlan, column: ColumnPlan, row: int) -> str | None:
    """The cell's address, such as D42; None for columns that are not in the sheet."""
    if column.index < 0:
        return None
    if plan.orientation == "columns":
        return f"{letters(row - 1)}{column.index + 1}"
    return f"{letters(column.index)}{row}"
