"""Headings between the rows: a cell alone in its row that says what the rows below it belong to.

Stands apart because such a row is no data, yet what it says is: it is carried down to the rows below as a column of
its own, or is the summary task of the tasks below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from pmo_data.domain.fields import Entity, Kind
from pmo_data.domain.words import listed
from pmo_data.ingest.plan import ColumnPlan, Confidence, TablePlan
from pmo_data.ingest.recognise.sheets.nesting import LABEL, heading_levels, kind_of_label
from pmo_data.ingest.recognise.sheets.sections import as_history
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.evidence import looks, weigh
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN, candidates
from pmo_data.ingest.recognise.vocabulary.words import words
from pmo_data.store.delivery import Finding

HEADING = "is the heading of a part"
CARRIED, CALLED = -9, "Heading above the rows"  # no such column stands in the sheet
_MOST_ROWS = 5_000
_NO_HEADING = re.compile(
    r"(?:sub|grand|overall)?[\s-]*totals?\b|sum\b|notes?\b|sources?\b|average|summe|gesamt|zwischensumme|legend|"
    r"\((?:all|alle|tous|toutes|todos|todas|tutti)\)",
    re.IGNORECASE,
)
_ORDER = ("category", "department", "programme", "team")
_SPOKEN = {
    "project": frozenset({"project"}),
    "programme": frozenset({"programme", "program", "programmes", "programs"}),
    "portfolio": frozenset({"portfolio"}),
    "department": frozenset({"department", "directorate", "ministry", "division", "services", "service", "office",
                             "bureau", "agency", "council", "faculty", "school", "authority"}),
}  # fmt: skip


def heading_rows(view: View, names: list[str], first: int, last: int, taken: Mapping[int, str]) -> list[int]:
    """The rows first … last that are headings: alone in one column, each leading to a full row, and proved as such."""
    if view.turned or last - first > _MOST_ROWS or sum(1 for n in names if n) < 3:
        return []
    rows = view.band(first, last + 1)
    filled = [[] if first + r in taken else [i for i, c in enumerate(row) if c] for r, row in enumerate(rows)]
    sizes = [len(f) for f in filled if len(f) > 1]
    if not sizes or median(sizes) < 3:
        return []
    least = max(3.0, median(sizes) / 2)
    heads = _leading(rows, filled, least)
    if not heads:
        return []
    column = Counter(filled[r][0] for r in heads).most_common(1)[0][0]
    heads = [r for r in heads if filled[r][0] == column]
    full = [rows[r] for r, f in enumerate(filled) if len(f) >= least]
    merged = _merged(view, [first + r for r in heads], column)
    starts = heads[0] < next(r for r, f in enumerate(filled) if len(f) >= least)
    told = merged or _apart([row[column] for row in full], [rows[r][column] for r in heads])
    keyed = starts and any(_ids([row[i] for row in full]) for i in range(len(names)) if i != column and i < column + 3)
    proved = told or starts if len(heads) > 1 else starts and (told or keyed)
    between = [any(filled[r] for r in range(a + 1, b)) for a, b in pairwise(heads)]
    return [first + r for r in heads] if proved and 1 + sum(between) <= len(full) else []


def _leading(rows: list[list[str]], filled: list[list[int]], least: float) -> list[int]:
    """Rows of one cell of words, of which the next that is not blank is a full row or such a row itself."""
    heads: list[int] = []
    leads = False
    for r in range(len(rows) - 1, -1, -1):
        if not filled[r]:
            continue
        if len(filled[r]) == 1:
            leads = leads and _speaks(rows[r][filled[r][0]])
            heads += [r] if leads else []
        else:
            leads = len(filled[r]) >= least
    return heads[::-1]


def _speaks(cell: str) -> bool:
    said = looks(cell.splitlines()[0])
    return len(cell) <= 100 and bool(said) and not said & {"number", "date", "money"} and not _NO_HEADING.match(cell)


def _merged(view: View, heads: list[int], column: int) -> bool:
    wide = {m[0] for m in view.sheet.merged if m[1] <= column <= m[3] and m[3] - m[1] >= 2}
    return sum(1 for r in heads if view.number(r) in wide) * 2 > len(heads)


def _apart(below: list[str], heads: list[str]) -> bool:
    """Whether the column holds nothing else, or ids with digits where the headings have none."""
    texts = [t for t in below if t]
    return not texts or (_ids(below) and not any(c.isdigit() for t in heads for c in t))


def _ids(texts: list[str]) -> bool:
    known = [t for t in texts if t]
    short = [t for t in known if any(c.isdigit() for c in t) and len(t) <= 20 and " " not in t]
    return len(known) >= max(2, 0.9 * len(texts)) and len(short) >= 0.9 * len(known)


def carried(view: View, plan: TablePlan, not_data: Mapping[int, str], header: int) -> tuple[TablePlan, list[Finding]]:
    """The plan with its headings as a column for each level, or as summary tasks; as it was where it has none.

    `not_data` are the view's rows that are none, with the reason. What stands right above the first header, at row
    `header`, is a heading like others where the column names are repeated below each.
    """
    again = sorted(r for r, why in not_data.items() if why == "repeats the column names")
    reports = as_history(view, plan, again, header, CARRIED) if again and not view.turned else None
    if reports is not None:
        return reports
    rows = sorted(r for r, why in not_data.items() if why == HEADING)
    repeated = header > 0 and bool(again)
    if repeated and sum(1 for c in view.band(header - 1, header)[0] if c) == 1:
        rows = [header - 1, *rows]
    texts = [next((c for c in view.band(r, r + 1)[0] if c), "") for r in rows]
    if not rows or view.turned:
        return plan, []
    levels = heading_levels(view, rows, texts)
    columns: list[ColumnPlan] = []
    for level in range(max(levels) + 1):
        own = [t for t, at in zip(texts, levels, strict=True) if at == level]
        field, sure, values = _meaning(replace(plan, columns=(*plan.columns, *columns)), own)
        called = CALLED if max(levels) == 0 else CALLED.replace(" ", f" {level + 1} ", 1)
        columns.append(
            ColumnPlan(CARRIED - level, called, field, sure, reason="stands between the rows, above those it is for",
                       samples=tuple(dict.fromkeys(values)))
        )  # fmt: skip
        spoken = iter(values)
        texts = [next(spoken) if at == level else t for t, at in zip(texts, levels, strict=True)]
    if plan.entity == "task" and not any(c.field for c in columns):
        return _summaries(view, plan, rows, levels), []
    said = [[view.number(r), t, at] for r, t, at in zip(rows, texts, levels, strict=True)]
    findings = [
        _finding([t for t, at in zip(texts, levels, strict=True) if at == level], column)
        for level, column in enumerate(columns)
    ]
    settings = {**plan.settings, "headings": said}
    return replace(plan, columns=(*plan.columns, *columns), settings=settings), findings


def _meaning(plan: TablePlan, texts: list[str]) -> tuple[str | None, Confidence, list[str]]:
    """(the field that headings feed, how sure that is, their values); no field where none is free."""
    entity = KNOWN[plan.entity]
    free = {f.name for f in entity.fields} - {p.field for p in plan.columns} - {"name", "code", "parent"}
    labelled = [m for t in texts if (m := LABEL.fullmatch(t))]
    if len(labelled) == len(texts):
        labels = [kind_of_label(m[1]) for m in labelled]
        named = {c.field.name for label in labels for c in candidates(label, plan.entity) if c.how == "exact"} & free
        called = {name for name in named if all(_calls(label, name, entity) for label in labels)}
        if len(called) == 1:
            return called.pop(), "likely", [m[2].strip() for m in labelled]
    if "status" in free and weigh([*texts]).of("status") > 0.99 and len(set(texts)) > 1:
        return "status", "likely", texts
    spoken = {w for t in texts for w in words(t)}
    hinted = [f for f, said in _SPOKEN.items() if spoken & said]
    if plan.entity == "task":
        return None, "none", texts
    for name in (*hinted, *_ORDER):
        if name in free and entity[name].kind in {Kind.TEXT, Kind.CODE}:
            return name, "guess", texts
    return None, "none", texts


def _calls(label: str, name: str, entity: Entity) -> bool:
    return any(c.field.name == name and c.how == "exact" for c in candidates(label, entity.name))


def _summaries(view: View, plan: TablePlan, rows: list[int], levels: list[int]) -> TablePlan:
    """Headings above tasks are tasks that sum up those below; they are data then."""
    column = next(i for i, c in enumerate(view.band(rows[-1], rows[-1] + 1)[0]) if c)
    numbers = [view.number(r) for r in rows]
    kept = {r: why for r, why in plan.settings.get("not_data", {}).items() if int(r) not in numbers}
    if numbers[0] < plan.first_row:  # the first part's heading stands above the names of the columns
        kept |= {str(r): "names the columns" for r in plan.header_rows}
        plan = replace(plan, first_row=numbers[0])
    settings: dict[str, Any] = {k: v for k, v in plan.settings.items() if k != "not_data"}
    if kept:
        settings["not_data"] = kept
    if "outline" not in settings and not any(p.field == "parent" for p in plan.columns):
        settings["outline"] = {"how": "headings", "rows": numbers, "column": column,
                               "levels": levels}  # fmt: skip
    return replace(plan, settings=settings)


def _finding(texts: list[str], column: ColumnPlan) -> Finding:
    field = column.field
    named = listed([f"“{t}”" for t in dict.fromkeys(texts)])
    one = len(texts) == 1
    use = f"read as the {field.replace('_', ' ')} of" if field else "kept beside"
    said = f"{len(texts)} heading{'' if one else 's'} between the rows ({named}) "
    said += f"{'is' if one else 'are'} {use} the rows below {'it' if one else 'them'}."
    fix = f"Choose what “{column.header}” feeds, or keep it beside the rows."
    return Finding("headings_carried", "warning", said, column=column.header, fix=fix)
