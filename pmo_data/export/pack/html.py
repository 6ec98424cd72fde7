"""The page to pass on: one HTML file with everything inside, no script, nothing fetched, and it prints well.

Every text goes through `_said`; the policy in its head forbids the browser to fetch or run anything, whatever a name
in the data holds.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from pmo_data.export.cells import safe_text
from pmo_data.export.pack.content import Chart, Pack, Table, shown
from pmo_data.export.pack.vector import svg

_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, "Segoe UI", "Noto Sans", sans-serif; max-width: 980px; margin: 2rem auto; }
body { padding: 0 1rem; }
h1 { margin-bottom: .2rem; } h2 { margin-top: 2.2rem; font-size: 1.15rem; }
.opening { font-size: 1.1rem; font-weight: 600; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: .8rem; margin: 1.2rem 0; }
.figures div { border: 1px solid GrayText; border-radius: 6px; padding: .5rem .8rem; }
.figures dt, .figures small, footer, caption, .cut { font-size: .85rem; opacity: .8; }
.figures dd { margin: 0; font-size: 1.6rem; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; } caption { text-align: left; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid GrayText; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { overflow-x: auto; } svg { width: 100%; height: auto; max-width: 800px; } footer { margin-top: 3rem; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } section { break-inside: avoid-page; }
  section.long { break-inside: auto; } thead { display: table-header-group; } tr { break-inside: avoid; }
  :root { color-scheme: light; } .wide { overflow: visible; } table { font-size: 9px; }
  @page { size: A4 landscape; margin: 12mm; } }
"""
_LONG = 12


def write_html(pack: Pack) -> bytes:
    """The file as UTF-8 bytes."""
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_said(pack.title)}</title><style>{_STYLE}</style></head><body><main>",
        f'<h1>{_said(pack.title)}</h1><p class="opening">{_said(pack.opening)}</p>',
        *(f"<p>{_said(text)}</p>" for text in pack.warnings),
        *_figures(pack),
        *(_chart(chart) for chart in pack.charts),
        *(_table(table) for table in pack.tables),
        f"</main><footer>{_said(pack.stamp.footer)} · taken away by {_said(pack.stamp.who)}, ",
        f"{pack.stamp.made_at:%Y-%m-%d %H:%M %Z}</footer></body></html>",
    ]
    return "".join(parts).encode()


def _said(text: str) -> str:
    return html.escape(safe_text(text))


def _figures(pack: Pack) -> Iterator[str]:
    yield '<dl class="figures">'
    for figure in pack.figures:
        known = f"<small>{_said(figure.known)}</small>" if figure.known else ""
        yield f"<div><dt>{_said(figure.label)}</dt><dd>{_said(figure.value)}</dd>{known}</div>"
    yield "</dl>"


def _chart(chart: Chart) -> str:
    drawing = "" if chart.is_empty else svg(chart)
    title = chart.empty if chart.is_empty else chart.title
    return f"<section><h2>{_said(chart.heading)}</h2><p>{_said(title)}</p>{drawing}</section>"


def _table(table: Table) -> str:
    if not table.rows:
        return f"<section><h2>{_said(table.heading)}</h2><p>{_said(table.empty)}</p></section>"
    sides = ['class="number"' if column.is_number else "" for column in table.columns]
    heads = "".join(
        f'<th scope="col" {side}>{_said(column.label)}</th>' for column, side in zip(table.columns, sides, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td {side}>{_said(shown(value, column, table.currency))}</td>"
            for value, column, side in zip(row, table.columns, sides, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    long = ' class="long"' if len(table.rows) > _LONG else ""
    return (
        f"<section{long}><h2>{_said(table.heading)}</h2><p>{_said(table.title)}</p>"
        f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>'
    )
