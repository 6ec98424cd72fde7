"""A chart of whatever was asked: bars, a line or points over the columns of an answer that nobody foresaw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from pmo_data.charts import theme

if TYPE_CHECKING:
    import pandas as pd

KINDS = {"bar": "Bars", "line": "Line", "scatter": "Points"}
MOST_MARKS = 2_000
MOST_SERIES = 8
_OTHER = "Others"


def suits(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The columns that can stand across (texts and dates, then numbers) and those that can be measured (numbers)."""
    numbers = [c for c in frame.columns if frame[c].dtype.kind in "fiu" and frame[c].notna().any()]
    return [*(c for c in frame.columns if c not in numbers), *numbers], numbers


def figure(frame: pd.DataFrame, kind: str, x: str, y: str, by: str | None = None) -> go.Figure:
    """`y` over `x` as one of `KINDS`, a series for each value of `by` (the first eight, then others together).

    Rows whose `y` is not known make no mark; they are counted in the title. At most 2,000 marks, said where cut.
    """
    rows = frame[frame[y].notna() & frame[x].notna()]
    drawn = rows.head(MOST_MARKS)
    made = theme.figure(_title(frame, rows, x, y), height=420, x_title=_words(x), y_title=_words(y), legend=bool(by))
    if drawn.empty:
        made.update_layout(meta={"empty": f"No row of the answer knows both {_words(x)} and {_words(y)}."})
        return made
    for place, (name, part) in enumerate(_series(drawn, by)):
        made.add_trace(_trace(part, kind, x, y, name, place))
    if frame[x].dtype.kind not in "fiuM":
        made.update_xaxes(type="category")
    return made


def _trace(part: pd.DataFrame, kind: str, x: str, y: str, name: str, place: int) -> go.Bar | go.Scatter:
    across = [theme.wrapped(v) if isinstance(v, str) else v for v in part[x]]
    colour = theme.SEQUENCE[place % len(theme.SEQUENCE)]
    said = {"x": across, "y": part[y].to_numpy(), "name": theme.wrapped(name)}
    if kind == "bar":
        return go.Bar(**said, marker={"color": colour})
    mark = {"color": colour, "symbol": theme.SYMBOLS[place % len(theme.SYMBOLS)], "size": 8}
    return go.Scatter(**said, mode="lines+markers" if kind == "line" else "markers", marker=mark)


def _series(rows: pd.DataFrame, by: str | None) -> list[tuple[str, pd.DataFrame]]:
    if by is None:
        return [("", rows)]
    words = rows[by].astype(object).where(rows[by].notna(), "n/a").astype(str)
    names = list(dict.fromkeys(words))
    if len(names) > MOST_SERIES:
        kept = names[: MOST_SERIES - 1]
        words = words.where(words.isin(kept), _OTHER)
        names = [*kept, _OTHER]
    return [(name, rows[words == name]) for name in names]


def _title(frame: pd.DataFrame, rows: pd.DataFrame, x: str, y: str) -> str:
    size = f"{min(len(rows), MOST_MARKS):,} of {len(frame):,} rows" if len(rows) < len(frame) else f"{len(rows):,} rows"
    cut = f", the first {MOST_MARKS:,} drawn" if len(rows) > MOST_MARKS else ""
    return f"{_words(y)} by {_words(x).lower()}: {size}{cut}"


def _words(name: str) -> str:
    return name.removesuffix("_pct").replace("_", " ").capitalize() + (", %" if name.endswith("_pct") else "")
