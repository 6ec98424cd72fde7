"""The look: the only place that names a colour. A rating is shape, word, colour and pattern, never colour alone.

Colours pass as graphics on white and on the dark background; the classic spreadsheet amber and green do not (contrast
1.64 and 2.87). Text and grid take the page's own theme, so that a figure is right in light and dark.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from pmo_data.domain.words import round_amount


@dataclass(frozen=True)
class Look:
    """How a rating is shown: word, shape as text, marker symbol, fill, pattern and the text that stands on the fill."""

    word: str
    sign: str
    symbol: str
    colour: str
    pattern: str
    on_fill: str


_WHITE, _BLACK = "#FFFFFF", "#1B2430"

RATINGS: dict[str, Look] = {
    "green": Look("Green", "●", "circle", "#1A7F37", "", _WHITE),
    "amber_green": Look("Amber/green", "◆", "diamond", "#8A9A1B", ".", _BLACK),
    "amber": Look("Amber", "▲", "triangle-up", "#E69F00", "/", _BLACK),
    "amber_red": Look("Amber/red", "◤", "triangle-nw", "#D0662A", "x", _BLACK),
    "red": Look("Red", "■", "square", "#B42318", "\\", _WHITE),
    "unknown": Look("Not assessed", "○", "circle-open", "#6E7781", "-", _WHITE),
    "withheld": Look("Withheld", "◌", "circle-dot", "#8C959F", "|", _WHITE),
    "missing": Look("Not assessed", "○", "circle-open", "#6E7781", "-", _WHITE),
}
COLOUR_BLIND: dict[str, tuple[str, str]] = {
    "green": ("#0072B2", _WHITE),
    "amber_green": ("#56B4E9", _BLACK),
    "amber": ("#E69F00", _BLACK),
    "amber_red": ("#CC79A7", _BLACK),
    "red": ("#D55E00", _BLACK),
}
"""Fill and the text on it in the palette for people who confuse red and green."""

_palette: ContextVar[str] = ContextVar("palette of ratings", default="standard")


def use(palette: str | None) -> None:
    """Draw with the palette "standard" or "colour blind" from here on, in this thread."""
    _palette.set(palette or "standard")


ORDER = ("green", "amber_green", "amber", "amber_red", "red", "unknown", "withheld")

INK = "#3F6FA8"
"""Holds against both backgrounds (5.1 on white, 3.6 on dark); a darker blue is lost in dark."""
ACCENT = "#2F7EBC"
SECOND = "#B5651D"
THIRD = "#5B7F3B"
MUTED = "#8C959F"
PALE = "#BFD7EA"
TILE = "#D9E2EC"
GHOST = "rgba(140, 149, 159, 0.45)"
GRID = "rgba(140, 149, 159, 0.25)"
OUTLINE = "rgba(27, 36, 48, 0.75)"
STATUS_LINE = "#D5457C"
CLEAR = "rgba(0, 0, 0, 0)"
SEQUENCE = (ACCENT, SECOND, THIRD, "#7A5BA6", "#A23B72", "#3A8F8F", "#946C00", MUTED)
SCALE = ((0.0, "#DCE9F5"), (1.0, "#1F4E79"))
HEAT = ((0.0, "#E4EDF6"), (0.5, "#8DB3D6"), (0.505, "#F0B94B"), (1.0, "#B42318"))
"""Quiet up to the middle, which is full capacity; warm beyond it, so that overload alone catches the eye."""
KEPT = ((0.0, "#D0662A"), (0.5, "#F2D9A0"), (1.0, "#D9E2EC"))
"""From never to always kept: what is missed stands out, what is kept stays quiet; cells carry their number."""
BANDS = {
    "low": ("Low", "#DDEBDD", _BLACK),
    "medium": ("Medium", "#FBE3A6", _BLACK),
    "high": ("High", "#F2A65A", _BLACK),
    "very_high": ("Very high", "#B42318", _WHITE),
}
"""Band of the risk matrix -> word, fill, text on the fill. Cells carry their own text, so the fills hold in dark."""
UNBANDED = ("Not banded", "#C9CFD6", _BLACK)
AGES = ("#C6DCEF", "#94BFE0", "#5C9BCB", "#2F6FA8", "#17416B", "#C9CFD6")
"""From young to old, last what is not dated."""
AGES_TEXT = (_BLACK, _BLACK, _BLACK, _WHITE, _WHITE, _BLACK)
_FLOWS = {"improved": "green", "worsened": "red"}
SYMBOLS = ("circle", "square", "triangle-up", "diamond", "cross", "x", "star", "hexagon")
ON_BAR = "#FFFFFF"
AROUND = "#6D778A"
"""Text on white: 4.5 to 1, the frame's grey has 3.8; and 4.0 on dark, where the reader has just changed to it.

A page is not run again by that change, and no ink has 4.5 against both grounds: 4.26 is the most there is."""
TILE_TEXT = "#1B2430"
LINK = "rgba(47, 126, 188, 0.30)"
LINK_WARN = "rgba(181, 101, 29, 0.45)"


def look(rating: str | None) -> Look:
    """The look of a rating in the palette in use; unknown for none."""
    shown = RATINGS.get(rating or "unknown", RATINGS["unknown"])
    if _palette.get() != "colour blind" or rating not in COLOUR_BLIND:
        return shown
    colour, text = COLOUR_BLIND[rating]
    return replace(shown, colour=colour, on_fill=text)


def fill(rating: str | None) -> str:
    """The fill colour of a rating."""
    return look(rating).colour


def rated(rating: str | None) -> str:
    """A rating in words with its sign: '▲ Amber'."""
    shown = look(rating)
    return f"{shown.sign} {shown.word}"


def marker(rating: str | None) -> dict[str, object]:
    """Bar marker of a rating: fill, dark outline, and a pattern that tells it apart without colour."""
    return {
        "color": fill(rating),
        "line": {"color": OUTLINE, "width": 0.6},
        "pattern": _pattern(look(rating).pattern),
    }


def _pattern(shape: str) -> dict[str, object]:
    # Without the overlay the fill is white and only the lines of the pattern carry the colour.
    return {"shape": shape, "fillmode": "overlay", "fgcolor": OUTLINE, "fgopacity": 0.4, "size": 6, "solidity": 0.2}


def patterns(shapes: Sequence[str]) -> dict[str, object]:
    """The pattern of many tiles, a shape for each."""
    return {**_pattern(""), "shape": list(shapes)}


def point(rating: str | None, *, size: int = 11) -> dict[str, object]:
    """Marker of a rating among points: its own shape, fill and dark outline; 'due' is neither good nor bad."""
    if rating == "due":
        return {"symbol": "diamond", "size": size, "color": ACCENT, "line": {"color": OUTLINE, "width": 1}}
    shown = look(rating)
    # What is open is its line alone: in the dark outline it would be lost on the dark ground.
    hollow = shown.symbol.endswith("-open")
    line = {"color": shown.colour if hollow else OUTLINE, "width": 1.5 if hollow else 1}
    return {"symbol": shown.symbol, "size": size, "color": shown.colour, "line": line}


def state(name: str) -> dict[str, object]:
    """Bar marker of a task's state; late is patterned, so that it is not told by colour alone."""
    colours = {"done": MUTED, "active": ACCENT, "late": fill("red"), "not_started": PALE}
    return {
        "color": colours.get(name, PALE),
        "line": {"color": OUTLINE, "width": 0.6},
        "pattern": _pattern("\\" if name == "late" else ""),
    }


def flow(direction: str) -> str:
    """The colour of what moves between ratings: of the better or worse end, half transparent."""
    if direction not in _FLOWS:
        return GRID
    red, green, blue = (int(fill(_FLOWS[direction])[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.5)"


def figure(title: str, *, height: int = 360, x_title: str = "", y_title: str = "", legend: bool = True) -> go.Figure:
    """An empty figure in the house's look; the title is a sentence with the finding.

    `meta["finding"]` repeats the title as plain text: a page sets it above the figure, where it wraps on a phone.
    """
    return go.Figure(
        layout={
            "meta": {"finding": title},
            "title": {"text": escaped(title), "x": 0, "xanchor": "left", "font": {"size": 15}, "automargin": True},
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 56, "b": 8},
            "xaxis": {"title": {"text": x_title}, "gridcolor": GRID, "zeroline": False, "automargin": True},
            "yaxis": {"title": {"text": y_title}, "gridcolor": GRID, "zeroline": False, "automargin": True},
            "legend": {"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0},
            "showlegend": legend,
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "colorway": list(SEQUENCE),
            "hoverlabel": {"align": "left"},
            "dragmode": False,
        }
    )


def say_cut(made: go.Figure, drawn: int, of: int, what: str) -> None:
    """Say behind the finding that not everything is drawn, and which part is; nothing where all is."""
    if drawn < of:
        said = f"{made.layout.meta['finding']} ({drawn:,} of {of:,} drawn: {what})"
        made.update_layout(meta={"finding": said}, title_text=escaped(said))


def escaped(text: str) -> str:
    """A text from a file as Plotly shows it to the letter: its few HTML tags are not for names."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: str, width: int = 34) -> str:
    """A long name cut visibly, for axis labels, and escaped."""
    clean = " ".join(text.split())
    return escaped(clean if len(clean) <= width else clean[: width - 1] + "…")


def broken(text: str, width: int = 12, most: int = 3) -> str:
    """A name in a few short lines, for labels in columns; what does not fit is cut visibly. Escaped."""
    lines = textwrap.wrap(" ".join(text.split()), width)
    shown = [*lines[: most - 1], f"{lines[most - 1][: width - 1]}…"] if len(lines) > most else lines
    return "<br>".join(escaped(line) for line in shown)


ROW = 46
"""Height of a bar with its label above it, in pixels."""
BAR = 0.4
_AT_LEFT = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "bottom", "align": "left"}


def rows_above(made: go.Figure, labels: Sequence[str]) -> None:
    """Write the label of each row (escaped already) above its bar, first row at the bottom.

    Beside the bars, names take half of a phone's width; above them they take none. Bars stand at 0, 1, … and are
    `BAR` wide.
    """
    # In units of the axis: a bar grows with the picture, and its label stays above it.
    annotate(made, [{**_AT_LEFT, "y": place + BAR / 2, "text": label} for place, label in enumerate(labels)])
    made.update_yaxes(visible=False, range=[-0.5, len(labels) - 0.2])
    made.update_traces(width=BAR, selector={"type": "bar"})
    made.update_layout(height=(150 if made.layout.showlegend else 96) + ROW * len(labels))


PITCH, CELL = 42, 24
"""Height of a heat map's row and of its cells, in pixels; the name stands between two rows of cells."""


def cells_above(made: go.Figure, labels: Sequence[str], *, pitch: int = PITCH, cell: int = CELL) -> None:
    """Write the label of each row (escaped already) above its cells, first row at the top; columns are named on top.

    As in `rows_above`, names beside the cells would leave a phone too little width to read the cells.
    """
    above = {**_AT_LEFT, "yshift": cell / 2 - 1}
    annotate(made, [{**above, "y": place, "text": label} for place, label in enumerate(labels)])
    made.update_traces(ygap=pitch - cell, selector={"type": "heatmap"})
    made.update_yaxes(visible=False, range=[len(labels) - 0.5, -0.6])
    made.update_xaxes(side="top", showgrid=False, tickangle=0)
    made.update_layout(height=90 + pitch * len(labels))


def annotate(made: go.Figure, notes: Iterable[dict[str, Any]]) -> None:
    """Lay texts on a figure, all at once: one by one each costs as much as all before it, and hundreds take seconds."""
    made.update_layout(annotations=[*made.layout.annotations, *({"showarrow": False, **note} for note in notes)])


def selectable(made: go.Figure) -> None:
    """Lay a mark that is not seen on each cell of a heat map that has a value; the chosen one gets a frame.

    A heat map's own cells tell no selection. The marks take its names, keys (`customdata`) and hover text over.
    """
    heat = made.data[0]
    cells = [(x, y) for y, row in enumerate(heat.z) for x, value in enumerate(row) if value == value]
    made.add_scatter(
        x=[heat.x[x] for x, _ in cells],
        y=[heat.y[y] for _, y in cells],
        mode="markers",
        marker={"symbol": "square-open", "size": 18, "opacity": 0, "color": STATUS_LINE, "line": {"width": 3}},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0}},
        customdata=[heat.customdata[y][x] for x, y in cells],
        hovertext=[heat.hovertext[y][x] for x, y in cells],
        text=[f"{heat.z[y][x]:.0f}" for x, y in cells],
        hovertemplate=heat.hovertemplate.replace("%{z:.0f}", "%{text}"),
        showlegend=False,
    )
    # Marks would have room made for them at both sides of the cells.
    made.update_xaxes(range=[-0.5, len(heat.x) - 0.5])
    # From the middle of a cell to its edge on a wide screen.
    made.update_layout(hoverdistance=45)


def money_axis(made: go.Figure, axis: str, currency: str | None) -> None:
    """Mark the axis "x" or "y" at round sums, written as amounts are everywhere ('£200m' rather than '200M').

    The marks reach from the axis's own range, or else from nought or below to what is drawn highest, one step beyond.
    """
    low, high = made.layout[f"{axis}axis"].range or _extent(made, axis)
    if not high > low:
        return
    step = _round_step((high - low) / _MARKS)
    marks = [step * n for n in range(math.ceil(low / step), math.floor(high / step) + 2)]
    made.update_layout({f"{axis}axis": {"tickvals": marks, "ticktext": [round_amount(at, currency) for at in marks]}})


_MARKS = 5
"""At most so many steps between the marks: on a phone six sums stand side by side."""


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 or 10 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= least)


def _extent(made: go.Figure, axis: str) -> tuple[float, float]:
    """The least and the most that is drawn along an axis, nought included; bars that are stacked count as one."""
    across = "y" if axis == "x" else "x"
    stacks: dict[object, float] = {}
    for trace in made.data:
        values = [0.0 if value is None or value != value else float(value) for value in trace[axis]]
        for at, value in zip(trace[across], values, strict=True):
            key = (at, trace.type if made.layout.barmode == "stack" and trace.type == "bar" else id(trace))
            stacks[key] = stacks.get(key, 0.0) + value
    return min(0.0, *stacks.values(), 0.0), max(0.0, *stacks.values(), 0.0)


def inked(made: go.Figure) -> None:
    """Write what stands around the marks in `AROUND`: on white the frame's own grey is too pale to read at length."""
    made.update_layout(font_color=AROUND)
    made.update_xaxes(tickfont_color=AROUND, title_font_color=AROUND)
    made.update_yaxes(tickfont_color=AROUND, title_font_color=AROUND)


def empty(sentence: str, *, height: int = 200) -> go.Figure:
    """A figure that says in a sentence why there is nothing to show; a page shows `meta["empty"]` in its place."""
    made = figure("", height=height, legend=False)
    made.update_layout(meta={"empty": sentence})
    made.update_xaxes(visible=False)
    made.update_yaxes(visible=False)
    made.add_annotation(text=escaped(sentence), showarrow=False, xref="paper", yref="paper", x=0.5, y=0.5)
    return made
