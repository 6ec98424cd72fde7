"""A long answer laid out as a table with one dimension across: its numbers are the statement's, totals included.

Nothing is added up here: where totals are asked for, the statement answers them as rows of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_data.store.sandbox.builder import TOTAL

if TYPE_CHECKING:
    import pandas as pd

MOST_ACROSS = 40


def crosstab(frame: pd.DataFrame, across: str, measure: str) -> pd.DataFrame | None:
    """The values of `across` as columns holding `measure`; None where these are too many to be read.

    The rows keep their order; the total's row and column stand last.
    """
    import pandas as pd

    down = [c for c in frame.columns if frame[c].dtype.kind not in "fiu" and c != across]
    heads = list(dict.fromkeys(frame[across].astype(str)))
    heads = [h for h in heads if h != TOTAL] + [h for h in heads if h == TOTAL]
    if len(heads) > MOST_ACROSS:
        return None
    lines: dict[tuple[str, ...], dict[str, object]] = {}
    for row in frame.to_dict("records"):
        place = tuple(str(row[name]) for name in down)
        lines.setdefault(place, {})[str(row[across])] = row[measure]
    rows = [dict(zip(down, place, strict=True)) | {h: cells.get(h) for h in heads} for place, cells in lines.items()]
    return pd.DataFrame(rows, columns=[*down, *heads])
