"""Keys: an id names one row. Repeated lines, ids that repeat with other data, ids that a spreadsheet has rounded.

Stands apart because what to do depends on how much repeats: a copied line is left out, two rows in conflict are held
back, and a column that repeats throughout is no id, so that the table cannot be trusted.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.errors import Refused
from pmo_data.ingest.typing.column import Distinct
from pmo_data.ingest.typing.records import valid
from pmo_data.ingest.typing.table import TypedTable, header_of
from pmo_data.ingest.typing.texts import is_plain
from pmo_data.ingest.typing.words import identity
from pmo_data.store.delivery import Finding

Codes = npt.NDArray[np.int64]
REFUSED_SHARE = 0.1
DEMOTED_SHARE = 0.01
SHARED_AS_A_RULE = 3
_PLACES = ("department", "location", "programme")
"""What tells apart works that share one project's id: a contract carried out at four sites is listed four times."""


def comparable(texts: pa.Array) -> pa.Array:
    """Ids as they are compared: without case, blanks and invisible characters."""
    if is_plain(texts):
        lower = pc.ascii_lower(texts)
        spaced = pc.any(pc.match_substring(lower, " "), min_count=0).as_py()
        return pc.replace_substring(lower, " ", "") if spaced else lower
    distinct = Distinct.of(texts)
    return distinct.spread([identity(t) or None for t in distinct.texts], pa.string())


def key_texts(table: TypedTable, fields: tuple[str, ...]) -> pa.Array | None:
    """One comparable text per row for the key, scoped by its owner and date; None where no column feeds it."""
    if any(name not in table.fields for name in fields):
        return None
    names = list(fields)
    if table.entity.owner and table.entity.owner in table.fields and table.entity.owner not in names:
        names.insert(0, table.entity.owner)
    parts = [comparable(table.fields[n].values.cast(pa.string())) for n in fields]
    scope = [comparable(table.fields[n].values.cast(pa.string())) for n in names if n not in fields]
    scope += [] if table.status_date is None else [table.status_date.cast(pa.string())]
    if not scope:
        return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "\x1f")
    return pc.binary_join_element_wise(*(pc.fill_null(s, "") for s in scope), *parts, "\x1f")


def repeats(texts: pa.Array) -> Codes | None:
    """For each row the number of its key where the key repeats, else -1; None where all are unique."""
    if texts.null_count == 0 and len(texts) > 1 and pc.all(pc.less(texts[:-1], texts[1:])).as_py():
        return None
    codes = pc.fill_null(texts.dictionary_encode().indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    counts = np.bincount(codes[codes >= 0]) if (codes >= 0).any() else np.zeros(1, dtype=np.int64)
    if counts.max(initial=0) < 2:
        return None
    return np.where((codes >= 0) & (counts[np.maximum(codes, 0)] > 1), codes, -1)


def check_keys(table: TypedTable, numeric_ids: bool) -> dict[int, str]:
    """Reports repeated keys; returns positions of lines that only repeat another -> the reason."""
    done = np.zeros(len(table), dtype=np.bool_)
    dropped: dict[int, str] = {}
    for fields in table.entity.keys:
        if done.all():
            break
        texts = key_texts(table, fields)
        if texts is None:
            continue
        texts = pc.if_else(pa.array(done | table.held), pa.scalar(None, pa.string()), texts)
        found = repeats(texts)
        if found is not None:
            if fields == ("code",) and _demoted(table, found):
                continue
            dropped |= _report(table, fields, found, numeric_ids)
        done |= valid(texts)
    return dropped


def _demoted(table: TypedTable, groups: Codes) -> bool:
    """A column only supposed to be the id, that repeats with other data, is kept beside the rows instead."""
    column = table.fields["code"].column
    if column is None or column.confidence == "exact":
        return False
    _, same = _first_and_same(table, groups)
    repeated = groups >= 0
    if (repeated & ~same).sum() < DEMOTED_SHARE * len(table):
        return False
    header = header_of(table, "code")
    said = f"{header} repeats with different data in {int(repeated.sum()):,} rows, so it is not used as the id."
    table.findings.append(Finding("key_demoted", "warning", said, column=column.header, fix="Choose the id column."))
    table.extra.append((header, table.fields.pop("code").values))
    columns = tuple(dataclasses.replace(c, field=None) if c.index == column.index else c for c in table.plan.columns)
    table.plan = dataclasses.replace(table.plan, columns=columns)
    return True


def _report(table: TypedTable, fields: tuple[str, ...], groups: Codes, numeric_ids: bool) -> dict[int, str]:
    first, same = _first_and_same(table, groups)
    if fields == ("code",):
        _refuse_or_hold(table, groups, first, same, numeric_ids)
    else:
        _warn(table, fields, groups, same)
    twins = np.flatnonzero(same & ~table.held)
    return {int(i): f"repeats row {int(table.rows[first[i]])}" for i in twins}


def _first_and_same(table: TypedTable, groups: Codes) -> tuple[Codes, npt.NDArray[np.bool_]]:
    """For each row the first row of its group, and whether it says exactly the same (and is not the first)."""
    at = np.flatnonzero(groups >= 0)
    _, index, inverse = np.unique(groups[at], return_index=True, return_inverse=True)
    first = np.arange(len(groups))
    first[at] = at[index][inverse]
    same = np.zeros(len(groups), dtype=np.bool_)
    same[at] = at != first[at]
    where, heads = pa.array(at), pa.array(first[at])
    for column in [c.values for c in table.fields.values()] + [t for _, t in table.extra]:
        left, right = column.take(where), column.take(heads)
        equal = pc.or_(pc.fill_null(pc.equal(left, right), False), pc.and_(pc.is_null(left), pc.is_null(right)))
        same[at] &= np.asarray(equal.to_numpy(zero_copy_only=False), dtype=np.bool_)
    return first, same


def _refuse_or_hold(
    table: TypedTable, groups: Codes, first: Codes, same: npt.NDArray[np.bool_], numeric_ids: bool
) -> None:
    repeated = groups >= 0
    _refuse_rounded(table, repeated, numeric_ids)
    later = repeated & (first != np.arange(len(groups)))
    # Copied lines alone are left out; where they outnumber the rest, the column cannot be an id.
    if (later & ~same).sum() >= REFUSED_SHARE * len(table) or later.sum() * 2 >= len(table):
        raise Refused(_why(table, groups, same))
    conflicts = np.unique(groups[later & ~same])
    members = {int(g): np.flatnonzero(groups == g) for g in conflicts}
    for rows in members.values():
        _find_copies(table, rows, first, same)
    apart = {g for g, rows in members.items() if _told_apart(table, rows[~same[rows]], _PLACES)}
    # Where ids are shared by places as a rule, works of one place and id that differ by name are kept apart as well.
    shared = len(apart) >= SHARED_AS_A_RULE and len(apart) * 2 > len(members)
    for group, rows in members.items():
        if group in apart or (shared and _told_apart(table, rows[~same[rows]], ("name", *_PLACES))):
            said = _sentence(table, groups, same, group) + " They differ in what or where they are and are kept."
            fix = "Give each an id of its own, so that next month's rows are known again."
            where = header_of(table, "code")
            table.findings.append(Finding("key_shared", "warning", said, int(table.rows[rows[0]]), where, fix=fix))
            continue
        table.held[rows] = True
        said = _sentence(table, groups, same, group) + " These rows are held back."
        for i in rows.tolist():
            table.findings.append(
                Finding("key_repeated", "error", said, int(table.rows[i]), header_of(table, "code"),
                        value=table.fields["code"].values[i].as_py(), fix="Give each row an id of its own.")
            )  # fmt: skip


def _find_copies(table: TypedTable, rows: Codes, first: Codes, same: npt.NDArray[np.bool_]) -> None:
    """Marks rows that copy another of their group than its first, which alone they were compared with so far."""
    columns = [c.values for c in table.fields.values()] + [t for _, t in table.extra]
    lines = zip(*(c.take(pa.array(rows)).to_pylist() for c in columns), strict=True)
    met: dict[tuple[object, ...], int] = {}
    for row, line in zip(rows.tolist(), lines, strict=True):
        if line in met:
            first[row], same[row] = met[line], True
        met.setdefault(line, row)


def _told_apart(table: TypedTable, rows: Codes, by: tuple[str, ...]) -> bool:
    """Whether rows of one id are of different places or owners rather than two states of the same project."""
    columns = [table.fields[n].values.take(pa.array(rows)).to_pylist() for n in by if n in table.fields]
    if table.entity.name != "project" or not columns:
        return False
    return len(set(zip(*columns, strict=True))) == len(rows)


def _refuse_rounded(table: TypedTable, repeated: npt.NDArray[np.bool_], numeric_ids: bool) -> None:
    if not numeric_ids:
        return
    ids = table.fields["code"].values.filter(pa.array(repeated)).to_pylist()
    rounded = sum(len(i) > 15 and i.isdigit() for i in ids)
    if rounded:
        header = header_of(table, "code")
        raise Refused(
            f"{header}: {rounded} ids have more than 15 digits and were rounded by Excel. Format the column as text."
        )


def _why(table: TypedTable, groups: Codes, same: npt.NDArray[np.bool_]) -> str:
    counts = np.bincount(groups[groups >= 0])
    worst = int(counts.argmax())
    others = int((counts > 1).sum()) - 1
    more = "" if others < 1 else f" {others:,} more ids repeat."
    return _sentence(table, groups, same, worst) + more


def _sentence(table: TypedTable, groups: Codes, same: npt.NDArray[np.bool_], group: int) -> str:
    rows = np.flatnonzero(groups == group)
    column = table.fields["code"]
    values = column.values.take(pa.array(rows[:1000])).to_pylist()
    raw = column.texts.take(pa.array(rows[:1000])).to_pylist() if column.texts is not None else values
    header, value = header_of(table, "code"), values[0]
    numbers = [int(r) for r in table.rows[rows[:3]]]
    if len(set(raw)) > 1 or len(set(values)) > 1:
        return f"{header} {value} appears {len(rows):,} times once blanks and invisible characters are removed."
    if len(rows) == 2 and not same[rows[1]]:
        return f"{header} {value} appears on rows {numbers[0]} and {numbers[1]} with different data."
    listed = ", ".join(str(n) for n in numbers)
    return f"{header} {value} appears {len(rows):,} times; ids must be unique. First rows: {listed}."


def _warn(table: TypedTable, fields: tuple[str, ...], groups: Codes, same: npt.NDArray[np.bool_]) -> None:
    later = [g for g in np.unique(groups[(groups >= 0) & ~same]).tolist() if (~same[groups == g]).sum() > 1]
    label = " and ".join(header_of(table, f) for f in fields)
    for group in later[:100]:
        rows = np.flatnonzero((groups == group) & ~same)
        value = " / ".join(str(table.fields[f].values[int(rows[0])].as_py()) for f in fields)
        numbers = ", ".join(str(int(r)) for r in table.rows[rows[:5]])
        said = f"{label} “{value}” appears {len(rows)} times (rows {numbers}); the rows are kept apart."
        table.findings.append(
            Finding("name_repeated", "warning", said, int(table.rows[rows[1]]), label, value=value,
                    fix="Add an id, or merge the rows.")
        )  # fmt: skip
    if len(later) > 100:
        said = f"{len(later) - 100:,} more values of {label} repeat."
        table.findings.append(Finding("name_repeated", "warning", said, column=label))
