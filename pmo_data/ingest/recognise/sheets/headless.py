"""Work breakdowns without a row of column names: outline numbers in one column, names beside them.

Stands apart because here the columns are named by what they hold, which is never more than a guess and is said.
"""

from __future__ import annotations

import re

from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.evidence import Evidence
from pmo_data.ingest.recognise.vocabulary.lexicon import entities_knowing
from pmo_data.store.delivery import Finding

_CODE = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?")
_MOST_ROWS = 5_000
_LEAST = 4


def headless(view: View) -> list[Block]:
    """The one table of a sheet whose rows are numbered as an outline and have no names above them; else none."""
    if not 0 < view.last_filled < _MOST_ROWS or view.turned:
        return []
    rows = view.band(0, view.last_filled + 1)
    for index in range(min(view.columns - 1, 3)):
        coded = [r for r, row in enumerate(rows) if _CODE.fullmatch(row[index])]
        if _outlined([rows[r][index] for r in coded]) and len(coded) >= 0.8 * (len(rows) - coded[0]):
            return _block(view, index, coded[0])
    return []


def _outlined(codes: list[str]) -> bool:
    """Whether codes are an outline: each once, some deeper than others, and most below one that is there too."""
    known = {c.rstrip(".").removesuffix(".0") for c in codes}
    deeper = [c for c in known if "." in c]
    placed = sum(1 for c in deeper if c.rsplit(".", 1)[0] in known)
    return len(known) == len(codes) >= _LEAST and bool(deeper) and placed >= 0.8 * len(deeper)


def _block(view: View, code: int, first: int) -> list[Block]:
    seen = {i: view.evidence(i, first, view.last_filled) for i in range(code + 1, view.columns)}
    name = next((i for i, e in seen.items() if e.worded > 0.8 and e.filled > 0.8 and e.known), None)
    if name is None or _asks(view, name, first):
        return []
    names = {code: "WBS", name: "Task name"}
    days = [i for i, e in seen.items() if e.dates >= 0.8 and e.known]
    if len(days) == 2:
        names |= {days[0]: "Start", days[1]: "Finish"}
    for title, chosen in (("% complete", _percents), ("Duration", _spans)):
        found = [i for i, e in seen.items() if chosen(e)]
        names |= {found[0]: title} if len(found) == 1 else {}
    listed = tuple(names.get(i, "") for i in range(view.columns))
    return [Block((first - 1,), first, view.last_filled, listed, tuple(() for _ in listed), nameless=True)]


def _asks(view: View, name: int, first: int) -> bool:
    """Whether the names are those of fields, or questions: a form to fill in is numbered as an outline too."""
    said = [c for row in view.band(first, view.last_filled + 1) if (c := row[name])]
    fields = sum(1 for c in said if c.endswith("?") or entities_knowing(c))
    return (fields > 2 and fields > 0.15 * len(said)) or sum(1 for c in said if c.endswith("?")) > 1


def _percents(seen: Evidence) -> bool:
    return seen.known > 0 and seen.percents >= 0.8


def _spans(seen: Evidence) -> bool:
    return seen.known > 0 and seen.spans >= 0.8


def said_of_names(names: tuple[str, ...]) -> Finding:
    """What a person should know about columns that were named by what they hold."""
    listed = ", ".join(n for n in names if n)
    said = f"No row names the columns; by what they hold they are taken for: {listed}."
    return Finding("names_by_contents", "warning", said, fix="Write the names above the columns.")
