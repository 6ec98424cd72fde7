"""A review as a pack: its agenda and what is pinned to it, over the figures of its frozen snapshot.

What was pinned is read as it was kept and never asked anew. A figure of bars or lines becomes a chart that can be
edited; any other picture (points, spans, flows) is its table.
"""

from __future__ import annotations

import html
import math
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pmo_data.charts import theme
from pmo_data.domain.errors import QueryError
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import count, day
from pmo_data.export.pack import gather, listed
from pmo_data.export.pack.content import Chart, Column, Kind, Pack, Series, Shape, Stamp, Table, shown
from pmo_data.export.pack.vector import svg
from pmo_data.queries.reviews import ReviewItems, Reviews
from pmo_data.studies.asking import Ask
from pmo_data.studies.pinned import Pinned, unpacked

if TYPE_CHECKING:
    import pandas as pd

MOST_BARS, MOST_MOMENTS, MOST_SERIES = 40, 400, 12
"""More than this is a wall in a deck; the table has them all."""
_SHOWN_ROWS = 60
_AGENDA = (
    Column("name", "Item", width=2.2),
    Column("note", "Noted", width=2.6),
    Column("outcome", "Decided", width=2.0),
    Column("agreed", "Actions", width=2.2),
)
_MARKUP = re.compile(r"<[^>]*>")


def review_pack(ask: Ask, scope: Scope, stamped: Stamp, review: str) -> Pack:
    """The pack of one review (its code). Raises QueryError where there is none."""
    held = ask(Reviews())
    held = held[held["review"] == review]
    if held.empty:
        raise QueryError(f"There is no review '{review}'.")
    row, items = held.iloc[0], ask(ReviewItems(review=review))
    page = gather.one_page(ask, scope, stamped, str(row["name"]))
    opening = f"{row['name']}, held on {day(row['held_on'])}. {page.opening}"
    pinned = [(int(i["place"]), str(i["name"]), unpacked(i["pinned"])) for i in items.to_dict("records")]
    kept = [(place, name, held) for place, name, held in pinned if held is not None]
    charts = [chart for place, name, held in kept if (chart := chart_of(held, place, name)) is not None]
    tables = [table_of(held, place, name) for place, name, held in kept]
    return replace(page, opening=opening, charts=tuple(charts), tables=(_agenda(items), *tables))


def _agenda(items: pd.DataFrame) -> Table:
    decided = int(items["outcome"].notna().sum())
    title = f"{count(len(items), 'item')} on the agenda, {decided} decided"
    return listed.table("agenda", "Agenda", title, items, _AGENDA, "Nothing was on the agenda.")


def table_of(kept: Pinned, place: int, name: str) -> Table:
    """The rows that were pinned at an item."""
    told = kept.rows.columns if kept.statement else _telling(kept.rows)
    columns = [Column(c, c if kept.statement else _words(c), _kind(c, kept.rows[c])) for c in told]
    empty = f"{name}: the answer had no rows."
    found = listed.table(f"pinned_rows_{place}", f"Item {place}", name, kept.rows, columns, empty)
    return replace(found, title=f"{name} (as of {kept.state})" if found.rows else empty, of=kept.of)


def _telling(rows: pd.DataFrame) -> list[str]:
    """The columns of a page's rows that tell something: no keys, nothing that is the same in all."""
    keys = {name.removesuffix("_name") for name in rows.columns if name.endswith("_name")} | {"project", "code"}
    return [c for c in rows.columns if c not in keys and (rows[c].nunique() > 1 or len(rows) == 1)] or list(
        rows.columns
    )


def _words(name: str) -> str:
    unit = " %" if name.endswith("_pct") else " (days)" if name.endswith("_days") else ""
    return name.removesuffix("_pct").removesuffix("_days").replace("_", " ").capitalize() + unit


def _kind(name: str, values: pd.Series[Any]) -> Kind:
    if values.dtype.kind == "M":
        return "date"
    if values.dtype.kind not in "iuf":
        return "text"
    if name.endswith("_pct"):
        return "percent"
    known = values.dropna()
    return "number" if bool((known == known.round()).all()) or known.abs().max() >= 1_000 else "ratio"


def chart_of(kept: Pinned, place: int, name: str) -> Chart | None:
    """The figure of an item as an editable chart; None where it is neither bars nor lines."""
    figure = kept.figure
    if figure is None:
        return None
    traces = list(figure["data"])
    shape = _shape(figure, traces)
    if shape is None or len(traces) > MOST_MOMENTS:
        return None
    across = shape in ("bars", "stacked_bars") and traces[0].get("orientation") == "h"
    points = [(t, _points(t, across, _labels(figure) if across else {})) for t in traces]
    if any("base" in t for t in traces):
        points = [(traces[0] | {"name": name, "marker": {}}, _steps(points))]
    categories = _down(traces, dict.fromkeys(name for _, found in points for name in found), across, _labels(figure))
    series = tuple(_series(trace, found, categories, n, name) for n, (trace, found) in enumerate(points))
    if not 0 < len(categories) <= (MOST_MOMENTS if shape == "lines" else MOST_BARS) or len(series) > MOST_SERIES:
        return None
    axis = figure["layout"].get("xaxis" if across else "yaxis", {})
    unit = _plain((axis.get("title") or {}).get("text") or "").removeprefix("Cumulative, ")
    heading, title = f"Item {place}", f"{name} (as of {kept.state})"
    return Chart(f"pinned_{place}", heading, title, shape, _dated(categories), series, unit, "")


def _down(traces: list[Any], names: dict[str, None], across: bool, labels: dict[Any, str]) -> tuple[str, ...]:
    """Categories in the order they are read: a figure counts its bars from below, a list from above."""
    if not across:
        return tuple(names)
    below = sorted({y for t in traces for y in t["y"] if isinstance(y, int | float)}, reverse=True)
    return tuple(n for y in below if (n := _plain(labels.get(y, y))) in names) if below else tuple(names)[::-1]


def _steps(points: list[tuple[Any, dict[str, float | None]]]) -> dict[str, float | None]:
    """The steps of bars that start where the one before ends; the totals, which start at nothing, would dwarf them."""
    return {name: value for trace, found in points if any(trace["base"]) for name, value in found.items()}


def _series(trace: Any, found: dict[str, float | None], categories: tuple[str, ...], place: int, name: str) -> Series:
    dashed = str((trace.get("line") or {}).get("dash", "solid")) != "solid"
    values = tuple(found.get(category) for category in categories)
    return Series(_plain(trace.get("name") or name), values, _colour(trace, place), theme.ON_BAR, dashed)


def _shape(figure: Any, traces: list[Any]) -> Shape | None:
    kinds = {t["type"] for t in traces}
    in_time = {(figure["layout"].get(axis) or {}).get("type") for axis in ("xaxis", "yaxis")} == {"date"}
    if kinds == {"bar"} and not in_time and all("base" in t for t in traces) == any("base" in t for t in traces):
        stacked = figure["layout"].get("barmode") in ("stack", "relative")
        if not stacked or len(traces) == 1:
            return "bars"
        return "stacked_bars" if traces[0].get("orientation") == "h" else "stacked_columns"
    lines = kinds == {"scatter"} and all("lines" in str(t.get("mode")) and "fill" not in t for t in traces)
    return "lines" if lines else None


def _labels(figure: Any) -> dict[Any, str]:
    """Names that stand above the bars, which are at 0, 1, …, instead of beside them."""
    notes = [note for note in figure["layout"].get("annotations", ()) if note.get("xref") == "paper"]
    return {math.floor(note["y"]): note["text"] for note in notes if isinstance(note["y"], int | float)}


def _points(trace: Any, across: bool, labels: dict[Any, str]) -> dict[str, float | None]:
    names, values = (trace["y"], trace["x"]) if across else (trace["x"], trace["y"])
    named = {_plain(labels.get(name, name)): value for name, value in zip(names, values, strict=True)}
    return {name: value if isinstance(value, int | float) else None for name, value in named.items()}


def _dated(categories: tuple[str, ...]) -> tuple[str, ...]:
    """Days as 'Jan 2026' where all are the first of a month, as '3 Jan 2026' otherwise; other words as they are."""
    try:
        days = [date.fromisoformat(category) for category in categories]
    except ValueError:
        return categories
    return tuple(f"{d:%b %Y}" if {d.day for d in days} == {1} else day(d) for d in days)


def _plain(text: object) -> str:
    """A label without the markup of the figure; a day without its hour."""
    said = html.unescape(_MARKUP.sub(" ", str(text)))
    return " ".join(re.sub(r"^(\d{4}-\d\d-\d\d)T00:00:00(?:\.0+)?$", r"\1", said).split())


def _colour(trace: Any, place: int) -> str:
    said = (trace.get("marker") or {}).get("color") or (trace.get("line") or {}).get("color")
    usable = isinstance(said, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", said)
    return str(said) if usable else theme.SEQUENCE[place % len(theme.SEQUENCE)]


def picture_html(place: int, name: str, kept: Pinned) -> str:
    """An item's chart and rows as a piece of a web page; every text in it is escaped."""
    chart, table = chart_of(kept, place, name), table_of(kept, place, name)
    part = table.first(_SHOWN_ROWS)
    heads = "".join(f"<th>{html.escape(column.label)}</th>" for column in part.columns)
    rows = "".join(f"<tr>{''.join(_cells(part, row))}</tr>" for row in part.rows)
    drawing = "" if chart is None or chart.is_empty else svg(chart)
    return f"<p>{html.escape(table.title)}</p>{drawing}<table><tr>{heads}</tr>{rows}</table><p>{part.cut}</p>"


def _cells(table: Table, row: tuple[Any, ...]) -> list[str]:
    return [
        f"<td>{html.escape(shown(value, column, table.currency))}</td>"
        for value, column in zip(row, table.columns, strict=True)
    ]
