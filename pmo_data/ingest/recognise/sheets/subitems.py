"""Small tables within the rows of a larger one: below an item the names of columns and the parts it has.

Stands apart because such rows are of two widths: what names the columns of an item is not what names those of its
parts, so that the parts are a table of their own, each line part of the item it stands below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow.compute as pc

from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.recognise.sheets.header_row import is_name
from pmo_data.ingest.recognise.sheets.headings import CARRIED
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import entities_knowing
from pmo_data.ingest.recognise.vocabulary.words import squash
from pmo_data.ingest.typing.not_data import IS_PART, NAMES_PARTS
from pmo_data.store.delivery import Finding

_CALLED = frozenset({"subitems", "subitem", "subtasks", "subtask", "subelemente", "sousélements", "subelementos"})
_CALLED_SO = r"(?i)^\W*(?:sub|sous)"
_MOST_ROWS = 20_000
_IS_WHOLE = "is what others are part of"


@dataclass(frozen=True)
class Nested:
    """The block without the parts, the block of the parts, and for each item that has any its row (of the view)."""

    whole: Block
    parts: Block
    items: tuple[int, ...]


def with_parts(view: View, block: Block, read: Callable[[Block, str | None], list[Any]]) -> list[Any]:
    """The tables that `read` finds in a block, and behind them those of the parts that stand between its rows."""
    apart = nested(view, block)
    found = read(block if apart is None else apart.whole, None)
    if apart is None or len(found) != 1 or found[0].plan.entity != "task":
        return found
    below = read(apart.parts, "task")
    for place, part in enumerate(below):
        plan, said = below_items(view, part.plan, found[0].plan, apart.items)
        below[place] = replace(part, plan=plan, findings=[said, *part.findings])
    return [*found, *below]


def nested(view: View, block: Block) -> Nested | None:
    """The parts that stand between the rows of a block; None where none do."""
    if view.turned or block.last - block.first > _MOST_ROWS or block.span is not None:
        return None
    lead = next((i for i, name in enumerate(block.names) if name), 0)
    column = view.cells.column(lead).slice(block.first, block.last + 1 - block.first)
    if not pc.any(pc.match_substring_regex(column, _CALLED_SO)).as_py():  # before any row is looked at by itself
        return None
    rows = view.band(block.first, block.last + 1)
    heads = [r for r, row in enumerate(rows[:-1]) if r and _names_parts(row, rows[r + 1], lead)]
    if not heads or len({_spelled(rows[r], lead) for r in heads}) > 1:
        return None
    parts = {r for head in heads for r in _below(rows, head, lead)}
    items = [max(r for r in range(head) if rows[r][lead]) for head in heads if any(rows[r][lead] for r in range(head))]
    if len(items) < len(heads) or not parts:
        return None
    said = dict.fromkeys(heads, NAMES_PARTS) | dict.fromkeys(parts, IS_PART)
    whole = replace(block, not_data={**block.not_data, **{block.first + r: why for r, why in said.items()}})
    return Nested(whole, _block_of(block, rows, heads, parts, lead), tuple(block.first + r for r in items))


def _names_parts(row: list[str], below: list[str], lead: int) -> bool:
    """Whether a row is called after parts and names their columns, and the next has no name where items have one."""
    named = [c for i, c in enumerate(row) if c and i != lead]
    known = sum(1 for c in named if entities_knowing(c))
    told = squash(row[lead]).lower() in _CALLED and len(named) >= 2 and all(map(is_name, named))
    return told and known * 2 >= len(named) and not below[lead] and any(below)


def _spelled(row: list[str], lead: int) -> tuple[str, ...]:
    return tuple(squash(c) for i, c in enumerate(row) if i != lead)


def _below(rows: list[list[str]], head: int, lead: int) -> list[int]:
    """The rows under such a header up to the next that is blank or names an item."""
    found = []
    for r in range(head + 1, len(rows)):
        if rows[r][lead] or not any(rows[r]):
            break
        found.append(r)
    return found


def _block_of(block: Block, rows: list[list[str]], heads: list[int], parts: set[int], lead: int) -> Block:
    first, last = heads[0] + 1, max(parts)
    others = {block.first + r: _IS_WHOLE for r in range(first, last + 1) if r not in parts and any(rows[r])}
    names = tuple("" if i == lead else c for i, c in enumerate(rows[heads[0]]))
    return replace(block, header=(block.first + heads[0],), first=block.first + first, last=block.first + last,
                   names=names, more_names=tuple(() for _ in names), not_data=others)  # fmt: skip


def below_items(view: View, found: TablePlan, whole: TablePlan, items: Sequence[int]) -> tuple[TablePlan, Finding]:
    """The plan of the parts with the item that each is part of, by its id where it has one; and what to say of it."""
    teller = next((c.index for c in whole.columns if c.field == "code"), None)
    lead = next((c.index for c in whole.columns if c.field == "name"), 0)
    rows = [view.band(r, r + 1)[0] for r in items]
    called = [(row[teller] if teller is not None else "") or row[lead] for row in rows]
    above = [[view.number(r), name, 0] for r, name in zip(items, called, strict=True)]
    column = ColumnPlan(CARRIED, "Item above", "parent", "likely", reason="stands above the rows that are its parts",
                        samples=tuple(dict.fromkeys(called))[:3])  # fmt: skip
    settings = {**found.settings, "headings": above}
    said = f"The rows between the others of “{found.sheet}” that have columns of their own are read as part of the "
    said += "row they stand below."
    return replace(found, columns=(*found.columns, column), settings=settings), Finding("subitems", "warning", said)
