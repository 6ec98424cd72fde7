"""Which reader types which kind of column, and what columns of one table tell each other.

Stands apart as the only place that knows all readers: each of them knows its own kind alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pmo_data.domain.catalogue.choices import STATUS
from pmo_data.domain.fields import PEOPLE, Kind
from pmo_data.ingest.typing.amounts import read_amount
from pmo_data.ingest.typing.choices import type_choice, type_flag
from pmo_data.ingest.typing.column import Cells, Distinct, Typed
from pmo_data.ingest.typing.dates import proven_order, type_date
from pmo_data.ingest.typing.done import asks_if_done, is_answered, type_done
from pmo_data.ingest.typing.numbers import type_number
from pmo_data.ingest.typing.people import type_person
from pmo_data.ingest.typing.percents import type_percent
from pmo_data.ingest.typing.program_texts import with_originals, without_nothing
from pmo_data.ingest.typing.scales import type_scale
from pmo_data.ingest.typing.texts import type_code, type_text


@dataclass(frozen=True)
class Circumstances:
    """What holds for a whole file: whether its ids are stored as numbers, and when a fiscal year begins."""

    numeric_ids: bool = False
    fiscal_month: int = 1


def type_column(cells: Cells, around: Circumstances) -> Typed:
    """The typed column, read as its field's kind asks."""
    kind = cells.field.kind
    if kind is Kind.DATE:
        return type_date(cells, around.fiscal_month)
    if kind in (Kind.CODE, Kind.LINKS, Kind.TEXT):
        plain = without_nothing(cells)
        typed = _words(plain, around)
        return typed if plain is cells else with_originals(typed, cells.texts, plain.texts)
    if cells.field.choices is STATUS and asks_if_done(cells.header) and is_answered(cells.header, cells.texts):
        return type_done(cells)
    readers = {
        Kind.MONEY: type_number,
        Kind.NUMBER: type_number,
        Kind.PERCENT: type_percent,
        Kind.SCALE: type_scale,
        Kind.CHOICE: type_choice,
        Kind.FLAG: type_flag,
    }
    return readers[kind](cells)


def _words(cells: Cells, around: Circumstances) -> Typed:
    if cells.field.kind is not Kind.TEXT:
        return type_code(cells, around.numeric_ids)
    return type_person(cells) if cells.field.name in PEOPLE else type_text(cells)


class SharedProofs(Mapping[str, Any]):
    """What the columns of a table prove for those that prove nothing, worked out when the first of them asks."""

    def __init__(self, columns: list[Cells]) -> None:
        self.columns = columns

    @cached_property
    def _found(self) -> dict[str, Any]:
        return _proofs(self.columns)

    def __getitem__(self, key: str) -> Any:
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _proofs(columns: list[Cells]) -> dict[str, Any]:
    """Date order and decimal mark, each by most of the cells that prove one; whose "$" it is, as said of any column."""
    told = [c.format["dollar"] for c in columns if "dollar" in c.format]
    proofs: dict[str, Any] = {"dollar": told[0]} if told else {}
    orders: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    for cells in columns:
        if cells.field.kind is Kind.DATE:
            order, count = proven_order(cells)
            if order is not None:
                orders[order] += count
        elif cells.field.kind in (Kind.MONEY, Kind.NUMBER):
            marks.update(_marks(cells))
    if orders:
        proofs["date_order"] = orders.most_common(1)[0][0]
    if marks:
        proofs["decimal"] = marks.most_common(1)[0][0]
    return proofs


def _marks(cells: Cells, sample: int = 5000) -> Counter[str]:
    marks: Counter[str] = Counter()
    for text in Distinct.of(cells.texts[:sample]).texts:
        amount = read_amount(text)
        if amount is not None and amount.proves:
            marks[amount.proves] += 1
    return marks
