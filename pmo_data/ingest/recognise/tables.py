"""The tables of one view of a sheet: each block with its entity, its columns and what a row stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pmo_data.ingest.grid import Workbook
from pmo_data.ingest.plan import ColumnPlan, Finding, TablePlan
from pmo_data.ingest.recognise.columns import Column, match, planned
from pmo_data.ingest.recognise.correct import gaps
from pmo_data.ingest.recognise.entity import Guess, choose
from pmo_data.ingest.recognise.layout import Block, find_blocks
from pmo_data.ingest.recognise.lexicon import KNOWN
from pmo_data.ingest.recognise.refusal import NO_ROWS
from pmo_data.ingest.recognise.view import View
from pmo_data.ingest.recognise.words import letter


@dataclass
class Found:
    """A plan with what a person should know about it."""

    plan: TablePlan
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Reading:
    """All tables of a view; `known` counts headers that the catalogue knows."""

    found: list[Found] = field(default_factory=list)
    strangers: list[tuple[str, ...]] = field(default_factory=list)
    headerless: bool = False
    known: float = 0.0
    turn_worth_trying: bool = True


def read_view(view: View, workbook: Workbook, entity: str | None) -> Reading:
    """Every table of a view as a plan, as far as it is of an entity we know (or of the forced one)."""
    reading = Reading()
    blocks = find_blocks(view)
    reading.headerless = not blocks
    for block in blocks:
        reading.known = max(reading.known, block.known)
        if block.first > block.last or all(
            r in block.not_data for r in range(block.first, min(block.last + 1, block.first + 50))
        ):
            reading.strangers.append((*block.names, NO_ROWS))
            continue
        found = _table(view, block, workbook, entity)
        if found is None:
            reading.strangers.append(tuple(n for n in block.names if n))
        else:
            reading.found.append(found)
    return reading


def _table(view: View, block: Block, workbook: Workbook, entity: str | None) -> Found | None:
    columns = _columns(view, block)
    named = [c for c in columns if c.name]
    if entity is not None:
        guess: Guess | None = Guess(KNOWN[entity], match(named, KNOWN[entity]), 0.0, "exact")
    else:
        guess = choose(columns, view.sheet.name, workbook.file_name)
    if guess is None:
        return None
    plans = planned(named, guess.matches, guess.entity)
    plan = TablePlan(
        sheet=view.sheet.name,
        entity=guess.entity.name,
        orientation="columns" if view.turned else "rows",
        header_rows=tuple(view.number(r) for r in block.header),
        first_row=view.number(block.first),
        last_row=view.number(block.last),
        row_stands_for=f"one {guess.entity.name.replace('_', ' ')}",
        columns=tuple(plans),
        confidence=guess.confidence,
        settings=_settings(view, block, guess, plans),
    )
    return Found(plan, _nameless(columns))


def _settings(view: View, block: Block, guess: Guess, plans: list[ColumnPlan]) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if block.not_data:
        settings["not_data"] = {str(view.number(r)): why for r, why in sorted(block.not_data.items())}
    settings.update(gaps(guess.entity.name, {p.field for p in plans if p.field}))
    return settings


def _columns(view: View, block: Block) -> list[Column]:
    """The columns of a block that have a name or hold anything."""
    out: list[Column] = []
    seen: dict[str, int] = {}
    for index, name in enumerate(block.names):
        evidence = view.evidence(index, block.first, block.last, block.skip)
        if not name and not evidence.filled:
            continue
        seen[name] = seen.get(name, 0) + 1
        shown = name if not name or seen[name] == 1 else f"{name} ({seen[name]})"
        more = block.more_names[index] if index < len(block.more_names) else ()
        out.append(Column(index, shown, (*more, name) if shown != name else more, evidence))
    return out


def _nameless(columns: list[Column]) -> list[Finding]:
    without = [letter(c.index) for c in columns if not c.name]
    if not without:
        return []
    if len(without) == 1:
        return [Finding("column-without-name", "warning", f"Column {without[0]} has no name and was not imported.")]
    listed = f"{', '.join(without[:-1])} and {without[-1]}"
    return [Finding("column-without-name", "warning", f"Columns {listed} have no name and were not imported.")]
