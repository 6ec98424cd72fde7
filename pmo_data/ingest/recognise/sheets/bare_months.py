"""Months or quarters as columns that name no year, "Apr" to "Mar" or "Q1" to "Q4": it stands above them or in a name.

Stands apart from the periods themselves because a period without a year is none; where nothing says the year, typing
takes the one nearest to today and says so.
"""

from __future__ import annotations

import re

from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.periods import period

_YEAR = re.compile(r"(?<!\d)(?:fy\s?)?(20\d\d)(?!\d)|\bfy\s?'?(\d\d)(?!\d)", re.IGNORECASE)
_QUARTER = re.compile(r"q\s?([1-4])", re.IGNORECASE)
_ABOVE = 30
_LONG = 80


def with_years(labels: list[str], view: View, block: Block, run: tuple[int, ...], file_name: str) -> list[str]:
    """The names of months or quarters with their years; one before the one to its left begins the next year.

    Others are left as they are.
    """
    places = [_bare(label) for label in labels]
    if not all(places):
        return labels
    year = _said(view, block, run, file_name)
    if year is None:
        return labels
    out, before = [], 0
    for label, place in zip(labels, places, strict=True):
        year += place < before
        out.append(f"{label} {year}")
        before = place
    return out


def _bare(label: str) -> int:
    """Which month or quarter a name without a year tells, from 1; 0 for none."""
    quarter = _QUARTER.fullmatch(label.strip())
    if quarter is not None:
        return int(quarter[1])
    place = period(label)
    return place[1] if place is not None and place[0] == "month" and 1 <= place[1] <= 12 else 0


def _said(view: View, block: Block, run: tuple[int, ...], file_name: str) -> int | None:
    """The first year that the columns' group, the rows above, the sheet or the file names, the nearest of them."""
    group = block.names[run[0]].rsplit(" – ", 1)[0] if " – " in block.names[run[0]] else ""
    above = [c for row in view.band(0, block.header[0])[-_ABOVE:] for c in row if c and len(c) <= _LONG]
    for texts in ([group], above, [view.sheet.name], [file_name]):
        found = {int(m[1] or f"20{m[2]}") for text in texts for m in _YEAR.finditer(text.replace("_", " "))}
        if found and max(found) - min(found) <= 1:  # 2025/2026 begins in the first of the two
            return min(found)
    return None
