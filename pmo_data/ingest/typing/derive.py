"""Rows that follow from other rows: links from lists, assignments from repeated rows, parents from outlines.

Stands apart because these belong to other entities, or are in no cell of the file at all.
"""

from __future__ import annotations

import dataclasses
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.catalogue import entity as entity_named
from pmo_data.domain.fields import Kind
from pmo_data.ingest.check.graph import Links
from pmo_data.ingest.check.keys import key_texts
from pmo_data.ingest.plan import PreparedTable, RowCounts, TablePlan
from pmo_data.ingest.typing.bare_months import first_days
from pmo_data.ingest.typing.build import MAP, build_rows
from pmo_data.ingest.typing.calendar_weeks import mondays
from pmo_data.ingest.typing.column import Cells, Distinct
from pmo_data.ingest.typing.columns import Circumstances, type_column
from pmo_data.ingest.typing.dates import type_date
from pmo_data.ingest.typing.day_texts import read_day
from pmo_data.ingest.typing.outline import Outline
from pmo_data.ingest.typing.records import Records
from pmo_data.ingest.typing.scales import stated_percents
from pmo_data.ingest.typing.table import FieldColumn, TypedTable
from pmo_data.store.delivery import Finding


def dependencies(table: TypedTable, links: Links) -> PreparedTable | None:
    """The links of a table as rows of `dependency`; the rows held back give none."""
    use = ~table.held[links.successor]
    if not use.any():
        return None
    links = links if bool(use.all()) else links.take(np.flatnonzero(use))
    successor, predecessor = links.successor, links.predecessor
    names = names_of_rows(table)
    inside = pa.array(np.where(predecessor >= 0, predecessor, 0), mask=predecessor < 0)
    arrays: dict[str, pa.Array] = {
        "predecessor": pc.coalesce(names.take(inside), links.reference),
        "successor": names.take(pa.array(successor)),
        "relation": links.relation,
        "lag_days": links.lag_days,
        "row": pa.array(table.rows[successor], pa.int32()),
    }
    project = table.fields.get("project")
    if project is not None:
        arrays["successor_project"] = project.values.take(pa.array(successor))
        arrays["predecessor_project"] = project.values.take(inside)
    return derived_rows(table, "dependency", arrays)


def derived_rows(table: TypedTable, entity: str, arrays: dict[str, pa.Array]) -> PreparedTable:
    """Rows of another entity that follow from a table's, from their fields and the `row` that each comes from."""
    nothing = {name: pa.nulls(len(arrays["row"]), MAP) for name in ("extra", "original", "absent")}
    return _prepared(table.plan, entity, pa.table({**arrays, **nothing}), table.entity.name)


def names_of_rows(table: TypedTable) -> pa.Array:
    """What other rows call each row: its id, else outline number, else name."""
    found = [table.fields[n].values.cast(pa.string()) for n in ("code", "wbs", "name") if n in table.fields]
    return pc.coalesce(*found)


def _prepared(plan: TablePlan, entity: str, rows: pa.Table, source: str) -> PreparedTable:
    derived = dataclasses.replace(plan, entity=entity, columns=(), settings={}, row_stands_for=f"one {entity}")
    return PreparedTable(derived, entity, rows, RowCounts(len(rows), len(rows)), derived_from=source)


def fold_repeats(table: TypedTable, records: Records, around: Circumstances) -> PreparedTable | None:
    """Folds rows that repeat a key into one each; what varies within a key becomes rows of another entity."""
    fields = next((k for k in table.entity.keys if all(f in table.fields for f in k)), None)
    texts = None if fields is None else key_texts(table, fields)
    if texts is None:
        return None
    codes = pc.fill_null(texts.dictionary_encode().indices, -1).to_numpy(zero_copy_only=False)
    keyless = codes < 0
    codes = np.where(keyless, np.arange(len(codes)) + len(codes), codes)
    _, first = np.unique(codes, return_index=True)
    keep = np.zeros(len(codes), dtype=np.bool_)
    keep[first] = True
    derived = _assigned(table, records, around)
    table.folded = int((~keep).sum())
    if table.folded:
        what = f"; they became {derived.entity} rows" if derived is not None else ""
        noun = table.entity.name.replace("_", " ")
        said = f"{table.folded:,} rows repeat {noun}s already read and were folded into them{what}."
        table.findings.append(Finding("rows_folded", "warning", said, fix="Say what one row stands for."))
    table.keep(keep)
    return derived


def _assigned(table: TypedTable, records: Records, around: Circumstances) -> PreparedTable | None:
    """The part of each row that varies within its key, as rows of the entity that has a place for it."""
    spec = table.plan.settings.get("collapse_to")
    if not spec:
        return None
    entity = entity_named(str(spec["entity"]))
    by_index = {p.index: (p, t) for p, t in records.columns}
    fields: dict[str, FieldColumn] = {}
    for name, index in dict(spec["columns"]).items():
        if index in by_index and name in entity.by_name:
            column, texts = by_index[index]
            typed = type_column(Cells(entity[name], column.header, texts, column.format), around)
            fields[name] = FieldColumn(typed.values, typed.original, typed.absent, column, texts)
    whole = TypedTable(table.plan, entity, table.rows, fields, [], [], {}, np.zeros(len(table), dtype=np.bool_))
    _point_back(table, whole)
    if entity.lacking(fields):
        return None
    for names in (*((f.name,) for f in entity.fields if f.required), *entity.one_of):
        whole.keep(_any_valid(whole, names))
    return _prepared(table.plan, entity.name, build_rows(whole), table.entity.name)


def _point_back(table: TypedTable, whole: TypedTable) -> None:
    """The derived rows name the row they came from, by its id or name, and its project."""
    if table.entity.name in whole.entity.by_name and ("code" in table.fields or "name" in table.fields):
        whole.fields[table.entity.name] = FieldColumn(names_of_rows(table))
    if "project" in table.fields and "project" in whole.entity.by_name:
        whole.fields["project"] = FieldColumn(table.fields["project"].values)


def _any_valid(table: TypedTable, names: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    flags = np.zeros(len(table), dtype=np.bool_)
    for name in (n for n in names if n in table.fields):
        flags |= np.asarray(pc.is_valid(table.fields[name].values).to_numpy(zero_copy_only=False), dtype=np.bool_)
    return flags


def add_outline(table: TypedTable, outline: Outline) -> None:
    """Parents, levels and summary lines from an outline, where no column of the file gives them."""
    parents = np.array(outline.parent, dtype=np.int64)
    names = names_of_rows(table).take(pa.array(np.maximum(parents, 0), mask=parents < 0))
    found: dict[str, Any] = {"parent": names, "outline_level": outline.level, "summary": outline.summary}
    for name, values in found.items():
        if name in table.entity.by_name and name not in table.fields:
            table.fields[name] = FieldColumn(values)
            table.formats[name] = "from the outline"


_MILESTONE = r"(?i)^(?:(?:start|finish|key|major|project)\s+)?(?:milestone|meilenstein|jalon|hito|mijlpaal|gate)s?$"


def add_milestones(table: TypedTable) -> None:
    """Which tasks are milestones, where their kind says so and no column of its own does."""
    kind = table.fields.get("category")
    if table.entity.name != "task" or kind is None or "milestone" in table.fields:
        return
    named = pc.match_substring_regex(kind.values, _MILESTONE)
    if pc.any(named, min_count=0).as_py():
        table.fields["milestone"] = FieldColumn(pc.fill_null(named, False))
        table.formats["milestone"] = "from the kind of task"


def add_stated_probability(table: TypedTable) -> None:
    """The probability in per cent where the column of the 1-to-5 probability states it: 35 %, or 0.35."""
    given = table.fields.get("probability")
    if table.entity.name != "risk" or given is None or given.texts is None or "probability_pct" in table.fields:
        return
    percents = stated_percents(given.texts)
    if percents is not None:
        table.fields["probability_pct"] = FieldColumn(percents, column=given.column, texts=given.texts)
        table.formats["probability_pct"] = "as the probability states it"


def add_periods(table: TypedTable, spec: dict[str, Any], start: Any, today: date) -> None:
    """Numbered periods laid on weeks from the start given, or from a stand-in date that is said to be one.

    Calendar weeks without a start are laid on the year that brings them nearest to today, and that is said too.
    """
    name = str(spec["period_field"])
    column = table.fields.get(name)
    if column is not None and spec.get("kind") == "numbered_year":
        _on_years(table, name, column, start)
    if column is None or column.texts is None or spec.get("kind") not in {"ordinal", "week", "month"}:
        return
    if _nearest(table, name, column, [str(p) for p in spec.get("periods", ())], start, today):
        return
    if spec["kind"] == "month":
        return
    ordinals = pc.cast(pc.replace_substring_regex(column.texts, r"\D+", ""), pa.int64())
    months = bool(pc.all(pc.match_substring_regex(column.texts, r"(?i)^\s*(month|m|period|p)\b")).as_py())
    first = np.datetime64(start or ("2000-01-01" if months else "2000-01-03"), "D")
    steps = ordinals.to_numpy(zero_copy_only=False).astype(np.int64) - 1
    days = first.astype("datetime64[M]") + steps if months else first + steps * 7
    column.values = pa.array(days.astype("datetime64[D]"), pa.date32())
    how = "from the start given" if start else "as the file has no dates, from a stand-in start"
    laid = "months" if months else "weeks"
    _laid(table, name, column, f"numbered periods laid on {laid}, {how} ({first})")
    if not start:
        said = f"The periods have numbers and no dates; they were laid on {laid} from {first}, which is a stand-in."
        fix = "Give the date on which period 1 begins."
        table.findings.append(Finding("period_without_date", "warning", said, fix=fix))


def _on_years(table: TypedTable, name: str, column: FieldColumn, start: Any) -> None:
    """Numbered years laid on those from the first day given; without it they are of no year, and are held back."""
    if column.texts is None:
        return
    texts = pc.replace_substring_regex(column.texts, r"\D+", "")
    first = date.fromisoformat(str(start)) if start else None
    steps = [None if text is None else int(text) - 1 for text in texts.to_pylist()]
    days = [None if first is None or n is None else _years_after(first, n) for n in steps]
    column.values = pa.array(days, pa.date32())
    _laid(table, name, column, f"numbered years from the start given ({first})" if first else "numbered years")
    if first is None:
        table.held[:] = True
        said = "The years are numbered, and nothing says which the first is; the values by year are held back."
        fix = "Give the date on which year 1 begins."
        table.findings.append(Finding("period_without_date", "error", said, fix=fix))


def _years_after(first: date, years: int) -> date:
    return first.replace(year=first.year + years, day=min(first.day, 28) if first.month == 2 else first.day)


def _nearest(table: TypedTable, name: str, column: FieldColumn, periods: list[str], start: Any, today: date) -> bool:
    """Calendar weeks and months that name no year, laid on the year nearest to today, which is said."""
    weeks = None if start else mondays(periods, today)
    days = weeks if weeks is not None else first_days(periods, date.fromisoformat(str(start)) if start else today)
    if days is None or column.texts is None:
        return False
    what = "calendar weeks" if weeks is not None else "months"
    if name == "report_date" and not start and max(days.values()) > today:  # nobody reports of what is to come
        days = {text: _years_after(day, -1) for text, day in days.items()}
    distinct = Distinct.of(column.texts)
    column.values = distinct.spread([days.get(text) for text in distinct.texts], pa.date32())
    _laid(table, name, column, f"{what} of the year nearest to {start or today}")
    if start:
        return True
    said = f"The {what} name no year; they were laid on the {what.split()[-1]} from {min(days.values())}."
    fix = "Give the date on which the first of them begins, if that is another year."
    if weeks is None:
        fix = "Write the year above the columns, or into the name of the sheet."
    table.findings.append(Finding("period_without_date", "warning", said, fix=fix))
    return True


def _laid(table: TypedTable, name: str, column: FieldColumn, how: str) -> None:
    """Keep the periods' own names, and forget what was found while they were taken for dates."""
    column.original, column.absent = column.texts, None
    table.formats[name] = how
    said_of = column.column.header if column.column is not None else None
    table.findings = [f for f in table.findings if said_of is None or f.column != said_of]


def add_weekdays(table: TypedTable, spec: dict[str, Any]) -> None:
    """The day of each weekday's hours, from the day that its row gives for the week; weeks begin on Monday."""
    weeks = next((texts for header, texts in table.extra if header == spec.get("week")), None)
    column = table.fields.get(str(spec["period_field"]))
    if spec.get("kind") != "weekday" or weeks is None or column is None or column.texts is None:
        return
    typed = type_date(Cells(table.entity["start"], str(spec["week"]), weeks))
    days = typed.values.cast(pa.int32()).to_numpy(zero_copy_only=False).astype(np.float64)
    if spec.get("begins"):  # a week that begins on a Sunday is that of the Monday after
        days = np.where((days + 3) % 7 == 6, days + 1, days)
    offsets = np.array([spec["offsets"].get(text, np.nan) for text in column.texts.to_pylist()], dtype=np.float64)
    found = days - (days + 3) % 7 + offsets  # 1 January 1970 was a Thursday
    known = ~np.isnan(found)
    column.values = pa.array(np.where(known, found, 0).astype(np.int32), pa.int32(), mask=~known).cast(pa.date32())
    column.original, column.absent = column.texts, None
    table.fields["finish"] = FieldColumn(column.values)
    table.formats[str(spec["period_field"])] = f"the weekday in the week of {spec['week']}; {typed.said}"
    said_of = column.column.header if column.column is not None else None
    table.findings = [f for f in table.findings if said_of is None or f.column != said_of]


def add_period_ends(table: TypedTable, spec: dict[str, Any]) -> None:
    """The last day of each row's period where the period is when work starts and no column says when it ends."""
    begun = table.fields.get(str(spec["period_field"]))
    if begun is None or begun.texts is None or spec["period_field"] != "start" or "finish" in table.fields:
        return
    distinct = Distinct.of(begun.values.cast(pa.string()))
    starts = sorted(date.fromisoformat(text) for text in distinct.texts)
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    step = min(gaps) if gaps else timedelta(days=7)
    ends = {}
    for text, day in set(zip(begun.texts.to_pylist(), begun.values.to_pylist(), strict=True)):
        said = read_day(text) if text and spec.get("kind") not in {"ordinal", "week"} else None
        whole = said is not None and said.first == day and said.last is not None and said.last != day
        if spec.get("kind") == "month" and day is not None and day.day == 1:
            ends[day] = day.replace(day=monthrange(day.year, day.month)[1])
            continue
        ends[day] = said.last if whole and said is not None else day and day + step - timedelta(days=1)
    found = [ends[day] for day in begun.values.to_pylist()]
    table.fields["finish"] = FieldColumn(pa.array(found, pa.date32()))
    table.formats["finish"] = "the last day of each period"


def difference(table: TypedTable, base: npt.NDArray[np.int32], spec: dict[str, Any], cumulative: bool | None) -> None:
    """Totals so far made into values of each period, because that is what a period's row holds."""
    value, period = table.fields.get(str(spec["value_field"])), table.fields.get(str(spec["period_field"]))
    if value is None or period is None or cumulative is False:
        return
    numbers = pc.cast(value.values, pa.float64()).to_numpy(zero_copy_only=False)
    order = np.lexsort((period.values.cast(pa.int32()).to_numpy(zero_copy_only=False), base))
    order = order[~np.isnan(numbers[order])]  # a cell that holds no number is no total: the next one counts from before
    steps = np.diff(numbers[order])
    same = np.diff(base[order]) == 0
    if cumulative is None and not _never_falls(steps, same, base):
        return
    done = numbers.copy()
    done[order[1:]] = np.where(same, steps, numbers[order[1:]])
    value.original = pc.coalesce(value.original, value.texts) if value.original is not None else value.texts
    value.values = pa.array(np.round(done, 2), mask=np.isnan(done)).cast(value.values.type)
    name = str(spec["value_field"])
    table.formats[name] = f"totals so far, made into values of each period; {table.formats.get(name, '')}".rstrip("; ")
    said = f"{table.entity[name].title}: the columns hold totals so far; each period holds its increase."
    table.findings.append(Finding("cumulative", "warning", said, fix="Say so if the columns hold each period's own."))


def steps_of_totals(table: TypedTable) -> None:
    """Every amount of a table of totals so far made into the increase of its period, thing by thing."""
    periods = table.fields.get("period")
    if periods is None:
        return
    things = [table.fields[n].values.to_pylist() for n in ("project", "task", "spend", "category") if n in table.fields]
    keys = {key: place for place, key in enumerate(dict.fromkeys(zip(*things, strict=True)))} if things else {}
    base = np.array([keys[key] for key in zip(*things, strict=True)] if things else [0] * len(table), dtype=np.int32)
    amounts = {n: c.values for n, c in table.fields.items() if table.entity[n].kind is Kind.MONEY}
    for name in [n for n, values in amounts.items() if values.null_count < len(values)]:
        difference(table, base, {"value_field": name, "period_field": "period"}, True)


def other_half(table: PreparedTable) -> PreparedTable:
    """What was planned, beside what was spent on the same rows: these are counted once, with the first."""
    settings = table.plan.settings
    headers = {p.header for p in table.plan.columns if p.field in table.money} | set(settings.get("unfolded", ()))
    findings = tuple(
        f for f in table.findings if f.column in headers or f.rule in {"cumulative", "period_without_date"}
    )
    return dataclasses.replace(table, derived_from=settings["beside"], findings=findings)


def _never_falls(steps: npt.NDArray[np.float64], same: npt.NDArray[np.bool_], base: npt.NDArray[np.int32]) -> bool:
    """A series of at least three steps that never falls, in more than one row, is a running total."""
    return bool(same.sum() >= 3 and len(np.unique(base)) > 1 and (steps[same] >= 0).all())
