"""A column on its way from texts to values: what goes in, what comes out, and the driver both share.

Columns are read by their distinct texts: the careful parsers run once per distinct text and the results are spread
back over the rows by Arrow, so a million rows cost about as much as their vocabulary.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Absence, Field
from pmo_data.ingest.typing.words import short_header
from pmo_data.store.delivery import Severity

_TRIED = 100
Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """A column to be typed: `texts` is an Arrow string array, trimmed, NULL where blank.

    `format` is what recognition, the memory or the analyst already decided; `percents` says that the spreadsheet
    shows the numbers as per cent; `siblings` is what other columns of the table proved (date order, decimal mark).
    """

    field: Field
    header: str
    texts: pa.Array
    format: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    percents: bool = False
    siblings: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def label(self) -> str:
        """The header as sentences name it."""
        return short_header(self.header)


@dataclass(frozen=True)
class Problem:
    """Cells of one column that share what is wrong with them.

    `summary` is the sentence for all of them; `each` the sentence for one (None: the summary is enough).
    """

    rule: str
    positions: Positions
    summary: str
    each: str | None = None
    fix: str = ""
    severity: Severity = "warning"


@dataclass(frozen=True)
class Typed:
    """A typed column. `original` and `absent` are string arrays, NULL where nothing changed; None: nowhere."""

    values: pa.Array
    original: pa.Array | None = None
    absent: pa.Array | None = None
    format: dict[str, Any] = dataclasses.field(default_factory=dict)
    said: str = ""
    problems: tuple[Problem, ...] = ()
    currency: pa.Array | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one distinct text means. `rule` groups it with others that need the same finding."""

    value: Any = None
    absent: Absence | None = None
    rule: str = ""
    changed: bool = True


@dataclass(frozen=True)
class Distinct:
    """The distinct texts of a column and where they stand."""

    texts: tuple[str, ...]
    indices: npt.NDArray[np.int32]  # -1 where the cell is blank
    counts: npt.NDArray[np.int64]

    @staticmethod
    def of(texts: pa.Array) -> Distinct:
        encoded = texts.dictionary_encode()
        indices = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
        words = tuple(encoded.dictionary.to_pylist())
        return Distinct(words, indices, np.bincount(indices[indices >= 0], minlength=len(words)))

    def positions(self, chosen: list[bool] | npt.NDArray[np.bool_]) -> Positions:
        """Row positions whose text is chosen."""
        flags = np.append(np.asarray(chosen, dtype=np.bool_), False)
        return np.flatnonzero(flags[self.indices])

    def spread(self, values: list[Any], kind: pa.DataType) -> pa.Array:
        """One value per distinct text, spread over the rows."""
        where = pa.array(self.indices, mask=self.indices < 0)
        return pa.array(values, type=kind).take(where)

    def examples(self, chosen: list[bool], limit: int = 3) -> str:
        """The chosen texts, commonest first, with counts where they repeat."""
        found = sorted((i for i, yes in enumerate(chosen) if yes), key=lambda i: (-self.counts[i], i))
        shown = [_short(self.texts[i]) + (f" {self.counts[i]}×" if self.counts[i] > 1 else "") for i in found[:limit]]
        return ", ".join(shown) + (", …" if len(found) > limit else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def cast_whole(texts: pa.Array, kind: pa.DataType) -> pa.Array | None:
    """The texts by Arrow's own cast; None where any of them cannot be read so.

    Arrow words an error for each cell that fails, half a second for a million: the first few are tried alone.
    """
    try:
        pc.cast(texts[:_TRIED], kind)
        return pc.cast(texts, kind)
    except pa.ArrowInvalid:
        return None


def numbers_within(texts: pa.Array, low: float, high: float) -> pa.Array | None:
    """The texts as numbers; None where any is no finite number from `low` to `high`, or none is a number."""
    values = cast_whole(texts, pa.float64())
    if values is None or not pc.all(pc.is_finite(values), min_count=0).as_py():
        return None
    bounds = pc.min_max(values).as_py()
    within = bounds["min"] is not None and low <= bounds["min"] and bounds["max"] <= high
    return values if within else None


def assemble(
    distinct: Distinct, readings: list[Reading], kind: pa.DataType
) -> tuple[pa.Array, pa.Array | None, pa.Array | None]:
    """Values, originals and absences of the rows from one reading per distinct text."""
    values = distinct.spread([r.value for r in readings], kind)
    changed = [t if r.changed else None for t, r in zip(distinct.texts, readings, strict=True)]
    absent = [None if r.absent is None else str(r.absent) for r in readings]
    return values, _unless_empty(distinct, changed), _unless_empty(distinct, absent)


def _unless_empty(distinct: Distinct, values: list[str | None]) -> pa.Array | None:
    return distinct.spread(values, pa.string()) if any(v is not None for v in values) else None


def grouped(
    distinct: Distinct,
    readings: list[Reading],
    describe: Callable[[str, int, str], tuple[str, str | None, str] | None],
) -> tuple[Problem, ...]:
    """One problem per rule that any reading carries.

    `describe(rule, cells, examples)` gives the summary, the sentence for one cell and the fix; None is no finding.
    """
    problems = []
    for rule in dict.fromkeys(r.rule for r in readings if r.rule):
        chosen = [r.rule == rule for r in readings]
        positions = distinct.positions(chosen)
        said = describe(rule, len(positions), distinct.examples(chosen))
        if said is not None:
            problems.append(Problem(rule, positions, *said))
    return tuple(problems)
