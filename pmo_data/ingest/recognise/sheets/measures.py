"""Rows that alternate between measures of one thing: a Budget, an Actual and a Forecast line for every project.

Stands apart from periods as columns, which have one measure for the whole table. What such a table says belongs to
two entities, plans and actuals, so it is read once for each.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.words import fold, tidy, words

_FIELDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("budget", "planned", "baseline", "pv", "bcws", "bcw"), ("budget_period", "planned_value")),
    **dict.fromkeys(("forecast", "outlook", "eac", "outturn", "prognose"), ("budget_period", "forecast_cost")),
    **dict.fromkeys(("actual", "ac", "acwp", "spend", "spent"), ("cost_period", "actual_cost")),
    **dict.fromkeys(("earned", "ev", "bcwp"), ("cost_period", "earned_value")),
}  # fmt: skip
_COMPUTED = {"sv", "cv", "spi", "cpi", "vac", "tcpi", "etc", "variance", "index", "schedule", "cost", "performance"}
_MOST = 6


@dataclass(frozen=True)
class Measures:
    """The column that names each row's measure, per entity its fields by the file's words, and what is reckoned."""

    column: int
    fields: dict[str, dict[str, str]]
    computed: frozenset[str] = frozenset()


def measures(view: View, block: Block, run: tuple[int, ...]) -> Measures | None:
    """The measure column of a table with periods as columns; None where rows do not alternate."""
    for index in range(len(block.names)):
        if index in run:
            continue
        cells = [tidy(v) for v in view.sample(index, block.first, block.last, block.skip)]
        said = {fold(c): c for c in cells if c}
        computed = frozenset(text for text in said.values() if set(words(text)) <= _COMPUTED)
        told = {text: _field(text) for text in said.values() if text not in computed}
        repeated = sum(1 for c in cells if c) >= 2 * len(said)
        alone = len(set(told.values())) == len(told) and sum(1 for c in cells if c) == len(said)
        if 2 <= len(told) <= _MOST and (repeated or alone) and all(told.values()):
            fields: dict[str, dict[str, str]] = {}
            for text, found in told.items():
                if found is not None:
                    fields.setdefault(found[0], {})[text] = found[1]
            return Measures(index, fields, computed)
    return None


def _field(text: str) -> tuple[str, str] | None:
    found = {_FIELDS[w] for w in words(text) if w in _FIELDS}
    return found.pop() if len(found) == 1 else None
