"""What a pack holds: figures, charts and tables as plain values, each with its finding, and where they stand.

Stands apart from the writers, which know their format and nothing of the store, and from `gather`, which asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from pmo_data.domain.words import UNKNOWN, amount, day, is_unknown, percent

Kind = Literal["text", "rating", "code", "money", "number", "ratio", "percent", "days", "date"]
Shape = Literal["stacked_bars", "stacked_columns", "lines", "bars"]
_NUMERIC = ("money", "number", "ratio", "percent", "days")


@dataclass(frozen=True)
class Stamp:
    """Where the numbers stand: which state, compared with which, which filters, who took it away and when."""

    snapshot: str
    compared: str
    filters: str
    who: str
    made_at: datetime

    @property
    def footer(self) -> str:
        """One line for the foot of every page."""
        compared = f" · compared with {self.compared}" if self.compared else ""
        return f"As of {self.snapshot}{compared} · {self.filters}"


@dataclass(frozen=True)
class Figure:
    """One number in words, with how much of it is known ('' where all is)."""

    label: str
    value: str
    known: str = ""


@dataclass(frozen=True)
class Series:
    """One row of values beside the chart's categories; None is unknown. `colour` is '#RRGGBB', `on_fill` on it."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    on_fill: str
    dashed: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart as data: its finding as title, categories, series. No categories: `empty` is said in its place."""

    key: str
    heading: str
    title: str
    shape: Shape
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    empty: str

    @property
    def is_empty(self) -> bool:
        return not self.categories or all(v is None for s in self.series for v in s.values)


@dataclass(frozen=True)
class Column:
    """One column of a table: the query's name for it, its label, and how its values are written."""

    name: str
    label: str
    kind: Kind = "text"
    width: float = 1.0

    @property
    def is_number(self) -> bool:
        return self.kind in _NUMERIC


@dataclass(frozen=True)
class Table:
    """Rows of values (None is unknown) with their finding; `of` is how many there are beyond those shown."""

    key: str
    heading: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    empty: str
    currency: str | None = None
    of: int = 0

    def column(self, name: str) -> list[Any]:
        """The values of one column, for whoever works with them."""
        place = [c.name for c in self.columns].index(name)
        return [row[place] for row in self.rows]

    def first(self, most: int) -> Table:
        """The same with the first rows only; `of` says how many there were."""
        rows = self.rows[:most]
        return Table(self.key, self.heading, self.title, self.columns, rows, self.empty, self.currency, len(self.rows))

    @property
    def cut(self) -> str:
        """'The first 12 of 30.', or nothing where all rows are shown."""
        return f"The first {len(self.rows)} of {self.of}." if self.of > len(self.rows) else ""


@dataclass(frozen=True)
class Event:
    """One all-day entry of a calendar. `key` is the same in every edition, so that a calendar updates its entry."""

    key: str
    on: date
    title: str
    text: str


@dataclass(frozen=True)
class Pack:
    """A whole pack. `warnings` are sentences about what could not be counted, `totals` the sums as queries gave them.

    `totals` is name -> number or None (unknown), money in `currency`.
    """

    title: str
    opening: str
    stamp: Stamp
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    warnings: tuple[str, ...] = ()
    totals: Mapping[str, float | None] = field(default_factory=dict)
    currency: str | None = None

    def chart(self, key: str) -> Chart:
        return next(c for c in self.charts if c.key == key)

    def table(self, key: str) -> Table:
        return next(t for t in self.tables if t.key == key)


def shown(value: Any, column: Column, currency: str | None) -> str:
    """A cell in words, as the pages write it: 'n/a' where unknown, money in three figures, days as '12'."""
    if is_unknown(value) or value == "":
        return UNKNOWN
    match column.kind:
        case "money":
            return amount(float(value), currency)
        case "percent":
            return percent(float(value))
        case "ratio":
            return f"{float(value):.2f}"
        case "days" | "number":
            return f"{float(value):,.0f}".replace("-", "−")
        case "date":
            return day(value)
        case _:
            return " ".join(str(value).split())
