"""The one-pager: a tagged PDF (PDF/UA-1), a page for each portfolio or for one project, set by Typst without a browser.

The text of `page.typ` is fixed; everything from files reaches it as JSON and is set as text, so that no name can be
markup. Fonts of the system are used where they are, the ones inside the library where not; nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from pmo_data.domain.errors import PmoError
from pmo_data.export.cells import safe_text
from pmo_data.export.pack.content import Chart, Pack, Table, shown
from pmo_data.export.pack.drawn import cut
from pmo_data.export.pack.vector import worded

_PAGE = Path(__file__).with_name("page.typ")
_CHARTS = ("ratings", "project_slip")
_ROWS = {"agenda": 12, "attention": 8, "decisions": 6, "milestones": 6, "dimensions": 9}
_MOST_TEXT, _MOST_TITLE, _MOST_BARS = 64, 120, 12


def write_pdf(packs: Sequence[Pack]) -> bytes:
    """A page for each pack, of the parts that a page has room for. Raises PmoError where the page cannot be set."""
    first = packs[0]
    content = {
        "title": safe_text(first.title),
        "author": safe_text(first.stamp.who),
        "pages": [_page(pack) for pack in packs],
    }
    try:
        return typst.compile(
            _PAGE.read_bytes(),
            format="pdf",
            sys_inputs={"content": json.dumps(content)},
            pdf_standards="ua-1",
            timestamp=int(first.stamp.made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise PmoError(f"The PDF could not be set: {error.message}. Take the HTML file instead.") from error


def _page(pack: Pack) -> dict[str, Any]:
    return {
        "title": cut(safe_text(pack.title), _MOST_TITLE),
        "opening": cut(safe_text(pack.opening), 420),
        "warnings": [cut(safe_text(text), 160) for text in pack.warnings[:3]],
        "figures": [{"label": f.label, "value": safe_text(f.value), "known": f.known} for f in pack.figures],
        "charts": [_chart(chart) for chart in pack.charts if _has_room(chart)],
        "tables": [_table(table) for table in pack.tables if table.key in _ROWS],
        "footer": safe_text(f"{pack.stamp.footer} · {pack.stamp.who}, {pack.stamp.made_at:%Y-%m-%d %H:%M %Z}").strip(),
    }


def _has_room(chart: Chart) -> bool:
    """The page's own charts, and of what is pinned the few bars that can be read at this size."""
    rising = all(v is None or v >= 0 for s in chart.series for v in s.values)
    few = chart.shape == "bars" and rising and len(chart.categories) <= _MOST_BARS
    pinned = chart.key.startswith("pinned_") and few
    return not chart.is_empty and (chart.key in _CHARTS or pinned)


def _chart(chart: Chart) -> dict[str, Any]:
    """Rows of parts: the share of the width each takes (of the largest row), its number in words, its colours."""
    across = chart.shape in ("bars", "stacked_bars")
    sums = [sum(max(s.values[i] or 0, 0) for s in chart.series) for i in range(len(chart.categories))]
    most = max(sums) or 1
    rows = [
        {
            "label": cut(safe_text(category), 30),
            "parts": [
                {"share": v / most, "text": worded(v, chart), "fill": s.colour, "ink": s.on_fill}
                for s in chart.series
                if (v := s.values[i] or 0) > 0
            ],
        }
        for i, category in enumerate(chart.categories)
    ]
    legend = [{"name": s.name, "fill": s.colour} for s in chart.series]
    return {
        "heading": chart.heading, "title": cut(safe_text(chart.title), 160), "across": across, "rows": rows,
        "legend": legend if len(legend) > 1 else [], "unit": chart.unit,
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    part = table.first(_ROWS.get(table.key, 8))
    return {
        "heading": table.heading,
        "title": cut(safe_text(table.title), 160),
        "widths": [column.width for column in table.columns],
        "right": [column.is_number for column in table.columns],
        "head": [column.label for column in table.columns],
        "rows": [
            [
                cut(safe_text(shown(value, column, table.currency)), round(_MOST_TEXT * min(column.width / 2, 1.6)))
                for value, column in zip(row, table.columns, strict=True)
            ]
            for row in part.rows
        ],
        "cut": part.cut,
    }
