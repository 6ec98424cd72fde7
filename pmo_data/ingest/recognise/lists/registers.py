"""One list of risks, assumptions, issues, decisions and actions, told apart by a column that says what each row is.

Stands apart because such a list is as many tables as it has kinds, all over the same rows: read as one register it
would make every issue a risk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from pmo_data.ingest.recognise.matching.columns import Column
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import tidy, words

REGISTERS = ("risk", "issue", "assumption", "action", "decision", "dependency", "lesson")
_HEADERS = frozenset({"type", "kind", "category", "item", "entry", "record", "log", "raid", "register", "class"})
_LETTERS = {"r": "risk", "a": "assumption", "i": "issue", "d": "dependency"}
_SOUGHT = 20_000
_OF_EACH = frozenset({"id", "number", "code", "title", "name", "description", "owner", "status"})
"""What such a list says of a line whatever its kind."""
_NAMES = frozenset({("title",), ("name",), ("description",), ("summary",), *((r,) for r in REGISTERS)})
"""Beside any of these an "Item" is a number or a kind."""


@dataclass(frozen=True)
class Register:
    """The rows of one kind: `words` as they stand in the column, and whether rows of no kind come with them."""

    entity: str
    settings: dict[str, Any]


def registers(view: View, block: Block) -> tuple[int, list[Register]] | None:
    """The column that tells the rows apart, and each kind that occurs; None where no column does."""
    for index, header in enumerate(block.names):
        lettered = "raid" in words(header) or re.sub(r"\W", "", header).lower() == "raid"  # "R/A/I/D"
        if lettered or (words(header) and set(words(header)) <= _HEADERS):
            found = _kinds(view, block, index, lettered)
            if found is not None:
                return index, found
    return None


def _kinds(view: View, block: Block, index: int, lettered: bool) -> list[Register] | None:
    rows = min(block.last - block.first + 1, _SOUGHT)
    cells = [tidy(v) for v in view.cells.column(index).slice(block.first, rows).to_pylist()]
    kinds = {cell: kind_of(cell, lettered) for cell in set(cells)}
    told: dict[str, dict[str, None]] = {}
    strange = 0
    for cell in (c for c in cells if c):
        kind = kinds[cell]
        if kind is None:
            strange += 1
        else:
            told.setdefault(kind, {})[cell] = None
    known = sum(1 for c in cells if c) - strange
    if len(told) < 2 or known < 4 * strange:
        return None
    order = sorted(told, key=REGISTERS.index)
    known_words = [word for kind in order for word in told[kind]]
    return [
        Register(kind, {"only": {"column": index, "words": list(told[kind]), "others": place == 0,
                                 "known": known_words}})
        for place, kind in enumerate(order)
    ]  # fmt: skip


def kind_of(cell: str, lettered: bool = False) -> str | None:
    """The register that a word names: "Risks", "Riesgo", "Action item"; single letters only in a RAID column."""
    spoken = words(cell)
    if lettered and len(spoken) == 1 and spoken[0] in _LETTERS:
        return _LETTERS[spoken[0]]
    if not spoken or len(spoken) > 3:
        return None
    named = [name for name in REGISTERS if spoken == words(name) or spoken[0] == name]
    if not named:
        named = [n for n in REGISTERS if any(spoken == words(s) for s in KNOWN[n].synonyms if s != "raid")]
    return named[0] if named else None


def called_as(columns: list[Column], entity: str) -> list[Column]:
    """Columns called after one kind are the other kinds' too: "Issue" beside rows of risks says what the risk is."""
    kinds = set(REGISTERS) - {entity}
    own = {words(c.name) for c in columns}
    out = []
    for column in columns:
        spoken = words(column.name)
        here = tuple(entity if w in kinds else w for w in spoken)
        if spoken == ("item",) and column.seen.worded > 0.8 and not own & _NAMES:
            out.append(replace(column, more=(*column.more, entity)))
            continue
        shared = len(set(spoken) & kinds) == 1 and set(spoken) <= kinds | _OF_EACH and here not in own
        out.append(replace(column, more=(*column.more, " ".join(here))) if shared else column)
    return out
