"""Charts as small vector drawings (SVG), for pages that carry no script: bars, stacked bars, columns, lines.

Plain on purpose: a committee reads the finding in the title and the numbers on the bars. All text is escaped; sizes
are in the drawing's own units, so it scales with the page and prints sharp.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from pmo_data.domain.words import amount
from pmo_data.export.cells import safe_text
from pmo_data.export.pack.content import Chart, Series
from pmo_data.export.pack.drawn import cut, ticks

WIDTH, _LABELS, _ROW, _HEIGHT, _LEFT = 800, 280, 26, 260, 64


def svg(chart: Chart) -> str:
    """The drawing of a chart that is not empty; its description is the finding."""
    across = chart.shape in ("bars", "stacked_bars")
    body, height = _across(chart) if across else _upright(chart)
    legend, below = _legend(chart, height)
    said = html.escape(safe_text(f"{chart.heading}. {chart.title}"))
    head = f'<svg viewBox="0 0 {WIDTH} {below}" role="img" xmlns="http://www.w3.org/2000/svg"><title>{said}</title>'
    return f"{head}{''.join(body)}{legend}</svg>"


def worded(value: float, chart: Chart) -> str:
    """A chart's number as it is written beside a bar."""
    if len(chart.unit) == 3:
        return amount(value, chart.unit)
    return f"{value:,.0f}".replace("-", "−")


def _text(x: float, y: float, text: str, *, anchor: str = "start", fill: str = "currentColor", size: int = 13) -> str:
    said = html.escape(safe_text(text))
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-size="{size}">{said}</text>'


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" fill="{fill}"/>'


def _across(chart: Chart) -> tuple[list[str], float]:
    """Bars from left to right, a row each; several series stand stacked or below one another."""
    stacked = chart.shape == "stacked_bars"
    values = [v for s in chart.series for v in s.values if v is not None]
    sums = [sum(s.values[i] or 0 for s in chart.series) for i in range(len(chart.categories))]
    low, high = min(0.0, *values, 0.0), max((sums if stacked else values) or [0.0])
    scale = (WIDTH - _LABELS - 80) / ((high - low) or 1)
    zero = _LABELS + (70 if low < 0 else 0) - low * scale * (1 if low >= 0 else 0.85)
    scale *= 0.85 if low < 0 else 1
    lanes = 1 if stacked else len(chart.series)
    drawn: list[str] = []
    for place, category in enumerate(chart.categories):
        top = place * (_ROW * lanes + 8) + 4
        drawn.append(_text(_LABELS - 8, top + 17, cut(category, 34), anchor="end"))
        drawn += _stack(chart, place, zero, top, scale) if stacked else _lanes(chart, place, zero, top, scale)
    return drawn, len(chart.categories) * (_ROW * lanes + 8) + 8


def _stack(chart: Chart, place: int, x: float, top: float, scale: float) -> Iterator[str]:
    for series in chart.series:
        value = series.values[place] or 0
        if value:
            yield _rect(x, top, value * scale, _ROW - 2, series.colour)
            yield _text(x + value * scale / 2, top + 17, worded(value, chart), anchor="middle", fill=series.on_fill)
            x += value * scale


def _lanes(chart: Chart, place: int, zero: float, top: float, scale: float) -> Iterator[str]:
    for lane, series in enumerate(chart.series):
        value, y = series.values[place], top + lane * _ROW
        if value is None:
            continue
        width = abs(value) * scale
        yield _rect(zero if value >= 0 else zero - width, y, width, _ROW - 4, series.colour)
        end = zero + width + 5 if value >= 0 else zero - width - 5
        yield _text(end, y + 16, worded(value, chart), anchor="start" if value >= 0 else "end")


def _upright(chart: Chart) -> tuple[list[str], float]:
    """Columns or lines over time, with the largest value and zero along the side."""
    stacked = chart.shape == "stacked_columns"
    sums = [sum(s.values[i] or 0 for s in chart.series) for i in range(len(chart.categories))]
    values = sums if stacked else [v for s in chart.series for v in s.values if v is not None]
    high, low = max([*values, 0.0]) or 1.0, min([*values, 0.0])
    scale, step = _HEIGHT / (high - low), (WIDTH - _LEFT - 20) / max(len(chart.categories), 1)
    base = _HEIGHT + 16 + low * scale
    drawn = [_axis(base)]
    drawn += [_text(_LEFT - 8, base - v * scale + 4, worded(v, chart), anchor="end") for v in {high, low, 0.0}]
    every = ticks(chart.categories, 8)
    for place, category in enumerate(chart.categories):
        if place % every == 0:
            drawn.append(_text(_LEFT + step * (place + 0.5), _HEIGHT + 36, category, anchor="middle", size=12))
    if stacked:
        drawn += [part for i in range(len(sums)) for part in _column(chart, i, base, step, scale)]
    else:
        drawn += [_line(series, base, step, scale) for series in chart.series]
    return drawn, _HEIGHT + 44


def _axis(y: float) -> str:
    return f'<line x1="{_LEFT}" x2="{WIDTH - 10}" y1="{y:.1f}" y2="{y:.1f}" stroke="currentColor" stroke-width="0.5"/>'


def _column(chart: Chart, place: int, base: float, step: float, scale: float) -> Iterator[str]:
    y, x = base, _LEFT + step * (place + 0.15)
    for series in chart.series:
        value = series.values[place] or 0
        y -= value * scale
        if value:
            yield _rect(x, y, step * 0.7, value * scale, series.colour)
            if value * scale > 14:
                middle = y + value * scale / 2 + 4
                yield _text(
                    x + step * 0.35, middle, worded(value, chart), anchor="middle", fill=series.on_fill, size=11
                )


def _line(series: Series, base: float, step: float, scale: float) -> str:
    """One line; an unknown value breaks it."""
    path, pen = "", "M"
    for place, value in enumerate(series.values):
        if value is None:
            pen = "M"
            continue
        path += f"{pen}{_LEFT + step * (place + 0.5):.1f} {base - value * scale:.1f}"
        pen = "L"
    dash = ' stroke-dasharray="7 5"' if series.dashed else ""
    return f'<path d="{path}" fill="none" stroke="{series.colour}" stroke-width="3"{dash}/>'


def _legend(chart: Chart, top: float) -> tuple[str, float]:
    if len(chart.series) < 2 and chart.shape != "lines":
        return "", top
    drawn, x = [], float(_LEFT)
    for series in chart.series:
        drawn += [_rect(x, top + 6, 14, 12, series.colour), _text(x + 19, top + 17, series.name)]
        x += 34 + 7.5 * len(series.name)
    return "".join(drawn), top + 26
