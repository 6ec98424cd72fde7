"""The colours that the cell styles of an xlsx workbook fill cells with, as the few that a status report tells apart.

Stands apart because a colour has four spellings there (RGB, the old palette, a theme's colour, a tint of one), none
of which says "red".
"""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from xml.etree import ElementTree

COLOURS = ("", "Red", "Amber", "Green", "Blue", "Grey", "Other")
"""What a fill is told as, by its number; 0 is no fill, or white."""

# The palette of Excel 97, of which styles may give a place; the first eight stand in it twice.
_PALETTE = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "000000", "FFFFFF",
            "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "800000", "008000", "000080", "808000",
            "800080", "008080", "C0C0C0", "808080", "9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080",
            "0066CC", "CCCCFF", "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF",
            "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99", "3366FF", "33CCCC",
            "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696", "003366", "339966", "003300", "333300",
            "993300", "993366", "333399", "333333")  # fmt: skip
# A theme lists dark before light, its users count light before dark.
_THEME_ORDER = (1, 0, 3, 2)
_HUES = ((18, "Red"), (68, "Amber"), (170, "Green"), (260, "Blue"), (335, "Other"), (361, "Red"))
_PALEST = 0.14
"""Saturation under which a fill tints a table's lines rather than saying anything."""


def fill_colours(styles: ElementTree.Element, theme: ElementTree.Element | None) -> list[int]:
    """By style number, the place in COLOURS of what it fills a cell with."""
    themed = _themed(theme)
    fills = [_fill(each, themed) for each in _children(styles, "fills")]
    numbers = [xf.get("fillId") or "0" for xf in _children(styles, "cellXfs")]
    return [fills[int(n)] if n.isdigit() and int(n) < len(fills) else 0 for n in numbers]


def _children(root: ElementTree.Element, name: str) -> Sequence[ElementTree.Element]:
    return next((list(each) for each in root if each.tag.rpartition("}")[2] == name), [])


def _fill(fill: ElementTree.Element, themed: Sequence[str]) -> int:
    for pattern in fill:
        if pattern.get("patternType") == "solid":
            colour = next((each for each in pattern if each.tag.endswith("fgColor")), None)
            return 0 if colour is None else _told(_rgb(colour, themed))
    return 0


def _rgb(colour: ElementTree.Element, themed: Sequence[str]) -> tuple[float, float, float] | None:
    """Red, green and blue from 0 to 1; None where the colour is not said, or said as no program says it."""
    told, place, theme = colour.get("rgb"), colour.get("indexed"), colour.get("theme")
    if told is None:
        known, number = (_PALETTE, place) if place is not None else (themed, theme)
        if number is None or not number.isdigit() or int(number) >= len(known):
            return None
        told = known[int(number)]
    try:
        value = int(told[-6:], 16)
        tint = min(max(float(colour.get("tint") or 0), -1.0), 1.0)
    except ValueError:
        return None
    return _tinted((value >> 16 & 255) / 255, (value >> 8 & 255) / 255, (value & 255) / 255, tint)


def _tinted(red: float, green: float, blue: float, tint: float) -> tuple[float, float, float]:
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return colorsys.hls_to_rgb(hue, light, saturation)


def _told(rgb: tuple[float, float, float] | None) -> int:
    if rgb is None:
        return 0
    hue, saturation, value = colorsys.rgb_to_hsv(*rgb)
    if saturation < _PALEST:
        return COLOURS.index("Grey") if 0.3 < value < 0.92 else 0
    if value < 0.3:
        return COLOURS.index("Other")
    return COLOURS.index(next(name for end, name in _HUES if hue * 360 < end))


def _themed(theme: ElementTree.Element | None) -> list[str]:
    scheme = next((e for e in theme.iter() if e.tag.endswith("}clrScheme")), None) if theme is not None else None
    if scheme is None:
        return []
    said = [next((c.get("lastClr") or c.get("val") or "" for c in each), "") for each in scheme]
    return [said[i] for i in _THEME_ORDER] + said[4:] if len(said) >= len(_THEME_ORDER) else []
