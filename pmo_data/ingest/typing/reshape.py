"""Tables turned into rows of their entity: periods as columns, matrices of marks, blanks that mean "as above".

Stands apart because these change what a row is before any cell is typed; recognition only says that they must.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.typing.records import Flags, Records, Rows, valid
from pmo_data.ingest.typing.words import counted, fold, short_header
from pmo_data.store.delivery import Finding

PERIOD, LABEL = -2, -3  # indexes of columns that a reshape adds; no such column stands in the sheet


@dataclass(frozen=True)
class Reshaped:
    """Records after reshaping; `base` tells which record each came from (None: unchanged)."""

    records: Records
    base: Rows | None = None
    findings: tuple[Finding, ...] = ()


def fill_down(records: Records, sheet: Sheet, plan: TablePlan) -> tuple[Records, list[Finding]]:
    """Blanks under merged cells, or under the last text of a grouped column, take the value above."""
    grouped = set(plan.settings.get("fill_down", ())) if plan.settings.get("fill_how") == "grouped" else set()
    columns, findings = [], []
    for column, texts in records.columns:
        filled, how = texts, "above"
        if column.index in grouped:
            filled, how = pc.fill_null_forward(texts), "blanks that repeat the cell above"
        elif plan.orientation == "rows" and texts.null_count:
            filled, how = _from_merged(records, sheet, column.index, texts), "merged cells"
        count = texts.null_count - filled.null_count
        if count:
            verb = f"is empty in {counted(count, 'row')} under {how}"
            message = f"{short_header(column.header)} {verb}; filled from above."
            findings.append(Finding("filled_down", "warning", message, column=column.header))
        columns.append((column, filled))
    return dataclasses.replace(records, columns=tuple(columns)), findings


def of_kind(records: Records, plan: TablePlan) -> tuple[Records, list[Finding]]:
    """The records of one register of a list that holds several; the first takes with it those of none, and says so."""
    only = plan.settings.get("only")
    told = None if only is None else next((t for p, t in records.columns if p.index == only["column"]), None)
    if only is None or told is None:
        return records, []
    texts = told.to_pylist()
    mine = set(only["words"])
    flags = np.array([t in mine or (only["others"] and _of_none(t, only)) for t in texts], dtype=np.bool_)
    if not only["others"]:
        return dataclasses.replace(records.keep(flags), tail=records.tail[:0]), []
    findings = []
    for word in dict.fromkeys(t for t in texts if t and t not in mine and _of_none(t, only)):
        rows = [int(records.rows[i]) for i, t in enumerate(texts) if t == word]
        said = f"“{word}” is no register we know; {counted(len(rows), 'row')} so called, from row {rows[0]}, "
        said += f"{'was' if len(rows) == 1 else 'were'} read as {plan.entity}."
        findings.append(Finding("kind_unknown", "warning", said, rows[0], fix="Write what these rows are."))
    return records.keep(flags), findings


def _of_none(text: str | None, only: dict[str, Any]) -> bool:
    return text is None or text not in only["known"]


def _from_merged(records: Records, sheet: Sheet, index: int, texts: pa.Array) -> pa.Array:
    ranges = [m for m in sheet.merged if m[1] <= index <= m[3] and m[2] > m[0]]
    first, last = int(records.rows[0]), int(records.rows[-1])
    ranges = [m for m in ranges if m[0] <= last and m[2] >= first]
    if not ranges:
        return texts
    values: list[str | None] = texts.to_pylist()
    for top, left, bottom, _ in ranges:
        if left != index:
            continue
        at = np.flatnonzero((records.rows >= top) & (records.rows <= bottom))
        value = next((values[i] for i in at if values[i] is not None), None)
        for i in at:
            values[i] = values[i] if values[i] is not None else value
    return pa.array(values, pa.string())


def drawn_spans(records: Records, settings: dict[str, Any]) -> Records:
    """The records with the first and the last marked period of each as its start and finish, in place of the marks."""
    spec = settings.get("timeline")
    if spec is None:
        return records
    names = dict(zip(spec["columns"], spec["periods"], strict=True))
    wide = [(p, valid(t)) for p, t in records.columns if p.index in names]
    marked = np.array([flags for _, flags in wide]).reshape(len(wide), len(records))
    labels = pa.array([names[p.index] for p, _ in wide], pa.string())
    any_mark = marked.any(axis=0)
    header = unfolded_header([p for p, _ in wide])
    columns = [(p, t) for p, t in records.columns if p.index not in names]
    spans = (marked.argmax(axis=0), len(wide) - 1 - marked[::-1].argmax(axis=0))
    # plans remembered from before projects had drawings name no fields
    for place, (name, at) in enumerate(
        zip(spec.get("fields", ("planned_start", "planned_finish")), spans, strict=True)
    ):
        texts = labels.take(pa.array(at, mask=~any_mark))
        columns.append((ColumnPlan(LABEL - 1 - place, header, name, "likely"), texts))
    return dataclasses.replace(records, columns=tuple(columns))


def unpivot(records: Records, settings: dict[str, Any]) -> Reshaped:
    """One record per filled period cell."""
    spec = settings["unpivot"]
    pieces = dict(zip(spec["columns"], spec["periods"], strict=True))
    if "measure" in spec:
        return _by_measure(records, pieces, spec)
    if "fields" in spec:
        return _by_pair(records, pieces, spec)
    return _melt(records, pieces, str(spec["value_field"]), str(spec["period_field"]), PERIOD)


def of_measures(records: Records, settings: dict[str, Any]) -> Flags:
    """Which records are of the measures that this reading of the table keeps."""
    spec = settings["unpivot"]["measure"]
    texts = next(t for p, t in records.columns if p.index == spec["column"])
    return np.asarray(pc.is_in(texts, pa.array(list(spec["fields"]))).to_numpy(zero_copy_only=False), dtype=np.bool_)


def computed_lines(records: Records, settings: dict[str, Any]) -> dict[int, str]:
    """Position of each record whose measure is reckoned from others, such as an index, with the reason."""
    spec = settings.get("unpivot", {}).get("measure", {})
    computed = set(spec.get("computed", ()))
    texts = next((t for p, t in records.columns if p.index == spec.get("column")), None) if computed else None
    found = [] if texts is None else [i for i, t in enumerate(texts.to_pylist()) if t in computed]
    return dict.fromkeys(found, "is reckoned from the lines beside it")


def _by_measure(records: Records, pieces: dict[int, str], spec: dict[str, Any]) -> Reshaped:
    """One record per thing and period, its measures side by side; it is said to stand where its first line does."""
    fields, column = dict(spec["measure"]["fields"]), int(spec["measure"]["column"])
    kept = [(p, t.to_pylist()) for p, t in records.columns if p.index not in pieces and p.index != column]
    named = next(t for p, t in records.columns if p.index == column).to_pylist()
    wide = [(p, t.to_pylist()) for p, t in records.columns if p.index in pieces]
    found: dict[tuple[Any, ...], tuple[int, dict[str, str]]] = {}
    for i, measure in enumerate(named):
        for plan, texts in wide:
            if texts[i] is not None:
                key = (*(t[i] for _, t in kept), pieces[plan.index])
                found.setdefault(key, (i, {}))[1][fields[measure]] = texts[i]
    base = np.array([i for i, _ in found.values()], dtype=np.int32)
    columns = [(p, pa.array([key[n] for key in found], pa.string())) for n, (p, _) in enumerate(kept)]
    label = str(spec["period_field"])
    columns.append((ColumnPlan(PERIOD, label, label, "likely"), pa.array([key[-1] for key in found], pa.string())))
    stated = dict(wide[0][0].format) if wide else {}
    for n, field in enumerate(dict.fromkeys(fields.values())):
        texts = pa.array([values.get(field) for _, values in found.values()], pa.string())
        columns.append((ColumnPlan(LABEL - n, field, field, "likely", stated), texts))
    return Reshaped(Records(tuple(columns), records.rows[base], records.tail), base)


def _by_pair(records: Records, pieces: dict[int, str], spec: dict[str, Any]) -> Reshaped:
    """One record per thing and period with any value, the measures of the period side by side."""
    wide = {p.index: (p, t) for p, t in records.columns if p.index in pieces}
    feeds = dict(zip(spec["columns"], spec["fields"], strict=True))
    also = spec.get("also", {"field": None, "labels": [None] * len(spec["columns"])})
    kinds = dict(zip(spec["columns"], also["labels"], strict=True))
    held = {(feeds[i], (pieces[i], kinds[i])): column for i, column in wide.items()}
    parts = list(dict.fromkeys((pieces[i], kinds[i]) for i in spec["columns"]))
    fields = list(dict.fromkeys(spec["fields"]))
    filled = np.zeros((len(parts), len(records)), dtype=np.bool_)
    for (_, part), (_, texts) in held.items():
        filled[parts.index(part)] |= valid(texts)
    base, which = np.nonzero(filled.T)
    columns = [(p, t.take(pa.array(base))) for p, t in records.columns if p.index not in pieces]
    label = str(spec["period_field"])
    columns.append((ColumnPlan(PERIOD, label, label, "likely"), pa.array([parts[n][0] for n in which], pa.string())))
    if also["field"]:
        kind = ColumnPlan(LABEL - len(fields), also["field"], also["field"], "likely")
        columns.append((kind, pa.array([parts[n][1] for n in which], pa.string())))
    for number, name in enumerate(fields):
        blank = pa.nulls(len(records), pa.string())
        cells = pa.concat_arrays([held[name, part][1] if (name, part) in held else blank for part in parts])
        texts = cells.take(pa.array(which.astype(np.int64) * len(records) + base))
        fed = [column for (field, _), (column, _) in held.items() if field == name]
        header = unfolded_header(fed)
        columns.append((ColumnPlan(LABEL - number, header, name, "likely", dict(fed[0].format)), texts))
    return Reshaped(Records(tuple(columns), records.rows[base], records.tail), base.astype(np.int32))


def unfolded_header(columns: list[ColumnPlan]) -> str:
    """What columns are called that were unfolded into one: "2026 to 2028"."""
    names = [short_header(c.header) for c in columns]
    between = " and " if len(names) == 2 else " to "
    return names[0] if len(names) == 1 else f"{names[0]}{between}{names[-1]}"


def unmark(records: Records, settings: dict[str, Any]) -> Reshaped:
    """One record per filled cell of a matrix, its column's label in a field of its own."""
    spec = settings["marks"]
    pieces = dict(zip(spec["columns"], spec["labels"], strict=True))
    shaped = _melt(records, pieces, str(spec.get("value_field") or ""), str(spec["column_field"]), LABEL)
    values = {fold(k): str(v) for k, v in dict(spec.get("values") or {}).items()}
    if not values:
        return shaped
    columns = []
    for column, texts in shaped.records.columns:
        if column.field == spec.get("value_field") and column.index == LABEL - 1:
            texts = pa.array([values.get(fold(t), t) if t else t for t in texts.to_pylist()], pa.string())
        columns.append((column, texts))
    return dataclasses.replace(shaped, records=dataclasses.replace(shaped.records, columns=tuple(columns)))


def _melt(records: Records, pieces: dict[int, str], value_field: str, label_field: str, index: int) -> Reshaped:
    wide = [(p, t) for p, t in records.columns if p.index in pieces]
    kept = [(p, t) for p, t in records.columns if p.index not in pieces]
    filled = np.array([valid(t) for _, t in wide]).reshape(len(wide), len(records))
    base, which = np.nonzero(filled.T)
    flat = pa.concat_arrays([t for _, t in wide]) if wide else pa.array([], pa.string())
    values = flat.take(pa.array(which.astype(np.int64) * len(records) + base))
    labels = pa.array([pieces[p.index] for p, _ in wide], pa.string()).take(pa.array(which.astype(np.int64)))
    columns = [(p, t.take(pa.array(base))) for p, t in kept]
    columns.append((ColumnPlan(index, label_field, label_field, "likely"), labels))
    if value_field:
        # What the headers of the period columns state of unit and currency holds for the one column they become.
        stated = wide[0][0].format if wide else {}
        header = unfolded_header([p for p, _ in wide]) if wide else value_field
        columns.append((ColumnPlan(index - 1, header, value_field, "likely", dict(stated)), values))
    shaped = Records(tuple(columns), records.rows[base], records.tail)
    return Reshaped(shaped, base.astype(np.int32))
