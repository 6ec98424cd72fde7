"""Names beside marks that cover neither each other nor the edge, on a phone too.

It stands apart because the place of a name is a matter of pixels, and a figure is drawn before its width is known. What
is apart on the narrowest screen is apart on every wider one, so names are placed for that; what finds no place is left
to the hover text and the table behind the chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmo_data.charts import theme

if TYPE_CHECKING:
    import plotly.graph_objects as go

_WIDE, _HIGH = 270.0, 280.0
"""Pixels of the plot on a phone."""
_SIGN, _LINE, _SIZE = 6.6, 14.0, 11
"""Pixels of a sign and a line at the size of the names."""


@dataclass(frozen=True)
class Named:
    """A mark to be named: where it is in the axes' own units, its name and its radius in pixels."""

    x: float
    y: float
    name: str
    radius: float = 6.0


@dataclass(frozen=True)
class _Box:
    left: float
    right: float
    low: float
    high: float

    def meets(self, other: _Box) -> bool:
        return self.left < other.right and other.left < self.right and self.low < other.high and other.low < self.high


def place(
    made: go.Figure,
    marks: Sequence[Named],
    xs: Sequence[float],
    ys: Sequence[float],
    width: int = 24,
    large: Sequence[Named] = (),
    most: int | None = None,
) -> int:
    """Name as many of `marks`, the most important first, as find room, or `most`; returns how many.

    `xs` and `ys` are those of all that is drawn, from which the axes take their ranges; `large` are marks that no name
    but their own may lie on, for it could not be read there.
    """
    left, right, low, high = *_range(xs), *_range(ys)

    def pixels(mark: Named) -> tuple[float, float]:
        return _WIDE * (mark.x - left) / (right - left), _HIGH * (mark.y - low) / (high - low)

    bodies = [(mark, _body(*pixels(mark), mark.radius)) for mark in large]
    taken: list[_Box] = []
    for mark in marks:
        if len(taken) == most:
            break
        text, (x, y) = theme.wrapped(mark.name, width), pixels(mark)
        others = [*taken, *(body for other, body in bodies if other != mark)]
        for side in (1, -1):
            box = _box(x, y, side, mark.radius, _SIGN * min(len(mark.name), width))
            if any(box.meets(other) for other in others) or box.low < 0 or box.high > _HIGH:
                continue
            taken.append(box)
            _write(made, mark, text, side, x)
            break
    return len(taken)


def _range(values: Sequence[float]) -> tuple[float, float]:
    """From the least to the most with the room that the axis leaves around them."""
    least, most = float(min(values)), float(max(values))
    room = (most - least) * 0.07 or 1.0
    return least - room, most + room


def _anchor(x: float) -> str:
    """Names begin at marks on the left, end at those on the right: in the middle of these they would be cut."""
    return "left" if x < _WIDE / 3 else "right" if x > 2 * _WIDE / 3 else "center"


def _box(x: float, y: float, side: int, radius: float, wide: float) -> _Box:
    left = {"left": x, "right": x - wide, "center": x - wide / 2}[_anchor(x)]
    edge = y + side * (radius + 2)
    return _Box(left, left + wide, min(edge, edge + side * _LINE), max(edge, edge + side * _LINE))


def _body(x: float, y: float, radius: float) -> _Box:
    """The middle of a mark: a name that only touches its edge can be read."""
    half = radius / 2
    return _Box(x - half, x + half, y - half, y + half)


def _write(made: go.Figure, mark: Named, text: str, side: int, x: float) -> None:
    made.add_annotation(
        x=mark.x, y=mark.y, text=text, showarrow=False, yshift=side * (mark.radius + 2), xanchor=_anchor(x),
        yanchor="bottom" if side > 0 else "top", font={"size": _SIZE},
    )  # fmt: skip
