"""A list of objectives with a line for each key result: one objective each, with its key results told one by one.

Stands apart from repeated names that are faults, because here the lines say the same of the objective and differ in how
it is measured. What stands beside the catalogue, such as the current value, keeps the order of the key results.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pmo_data.domain.fields import Kind
from pmo_data.ingest.check.keys import key_texts, repeats
from pmo_data.ingest.typing.table import FieldColumn, TypedTable, header_of
from pmo_data.ingest.typing.words import counted
from pmo_data.store.delivery import Finding

Lines = npt.NDArray[np.int64]
_NOTHING = "–"  # keeps the place of a key result of which a column says nothing


def fold_key_results(table: TypedTable) -> None:
    """Lines of one objective that differ in their measure become one, and a finding says so."""
    if table.entity.name != "objective" or not {"name", "measure"} <= table.fields.keys():
        return
    groups = repeats(key_texts(table, ("name",)))
    found = [] if groups is None else [np.flatnonzero(groups == g) for g in np.unique(groups[groups >= 0])]
    found = [rows for rows in found if _of_one(table, rows)]
    if not found:
        return
    if "code" in table.fields and any(_differ(table, "code", rows) for rows in found):
        table.extra.append((header_of(table, "code"), table.fields.pop("code").values))  # ids of the key results
    for name, column in table.fields.items():
        if name not in {"name", "code", "parent"}:
            _fold(column, table.entity[name].kind, found, told=name == "target")
    table.extra = [(name, _in_order(texts, found)) for name, texts in table.extra]
    keep = np.ones(len(table), dtype=np.bool_)
    for rows in found:
        keep[rows[1:]] = False
    table.folded += int((~keep).sum())
    table.findings.append(_said(table, len(found), int((~keep).sum())))
    table.keep(keep)


def _of_one(table: TypedTable, rows: Lines) -> bool:
    """Whether lines are measures of the same objective: each is there once, and none says another parent."""
    measures = table.fields["measure"].values.take(pa.array(rows)).to_pylist()
    return len(set(measures)) == len(rows) and not _differ(table, "parent", rows)


def _differ(table: TypedTable, name: str, rows: Lines) -> bool:
    column = table.fields.get(name)
    return column is not None and len(set(column.values.take(pa.array(rows)).to_pylist()) - {None}) > 1


def _fold(column: FieldColumn, kind: Kind, found: list[Lines], told: bool) -> None:
    """The column with what all lines of an objective say in its first: words one after the other, weights added up."""
    if kind is Kind.TEXT:  # an objective's own line has no measure, and each of the others has another
        column.values = _in_order(column.values, found) if told else _each_once(column.values, found)
        return
    values, texts = column.values.to_pylist(), (column.texts or column.values).to_pylist()
    known = [None] * len(values) if column.original is None else column.original.to_pylist()
    for rows in found:
        numbers = [values[i] for i in rows if values[i] is not None]
        if len(set(numbers)) > 1:
            values[rows[0]], known[rows[0]] = sum(numbers), " + ".join(str(texts[i]) for i in rows if texts[i])
    column.values, column.original = pa.array(values, column.values.type), pa.array(known, pa.string())


def _in_order(texts: pa.Array, found: list[Lines]) -> pa.Array:
    """What each line says, in the order of the lines; once where all say the same."""
    values: list[str | None] = texts.to_pylist()
    for rows in found:
        said = [values[i] for i in rows]
        values[rows[0]] = said[0] if len(set(said)) == 1 else "; ".join(text or _NOTHING for text in said)
    return pa.array(values, pa.string())


def _each_once(texts: pa.Array, found: list[Lines]) -> pa.Array:
    values: list[str | None] = texts.to_pylist()
    for rows in found:
        values[rows[0]] = "; ".join(dict.fromkeys(text for i in rows if (text := values[i]))) or None
    return pa.array(values, pa.string())


def _said(table: TypedTable, objectives: int, rows: int) -> Finding:
    stands = "stands" if objectives == 1 else "stand"
    said = f"{counted(objectives, 'objective')} {stands} on several rows, one for each {header_of(table, 'measure')}: "
    said += f"{counted(rows, 'row')} {'was' if rows == 1 else 'were'} folded into the first of its objective, "
    said += "which keeps what each of them says in their order."
    header = header_of(table, "name")
    return Finding("key_results_folded", "warning", said, column=header, fix="Say so if a row is an objective itself.")
