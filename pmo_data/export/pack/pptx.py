"""The deck: a slide per finding with a native chart or table that people go on editing in PowerPoint.

Colours of data are the theme's own; everything else (fonts, table style, title) is left to the template, so that a
house template gives the house's look.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.exc import PythonPptxError
from pptx.util import Emu, Inches, Pt

from pmo_data.domain.errors import PmoError
from pmo_data.domain.words import amount
from pmo_data.export.cells import safe_text
from pmo_data.export.pack.content import Chart, Figure, Pack, Series, Table, shown
from pmo_data.export.pack.drawn import cut

MOST_ROWS, MOST_COLUMNS = 10, 9
_FEWER = {"decisions": 7}
_TYPES = {
    "stacked_bars": XL_CHART_TYPE.BAR_STACKED,
    "stacked_columns": XL_CHART_TYPE.COLUMN_STACKED,
    "lines": XL_CHART_TYPE.LINE,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
}
_MARGIN, _FOOT = Inches(0.6), Inches(0.45)
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_ORDER = (
    "agenda", "ratings", "history", "movement", "moved", "attention", "decisions", "curve", "slip", "milestones",
    "variances", "objectives", "coverage", "exposure", "exposure_history", "dimensions", "project_slip", "known",
)  # fmt: skip
_MOST_TEXT = 110


def write_pptx(pack: Pack, template: bytes | None = None) -> bytes:
    """The deck as bytes. `template` is a .pptx or .potx whose look is taken and whose slides are left out.

    Raises PmoError where the template is no presentation or has no layout with a title.
    """
    deck = _Deck(pack, template)
    deck.first()
    parts: dict[str, Chart | Table] = {c.key: c for c in pack.charts if not c.is_empty}
    parts |= {t.key: t for t in pack.tables if t.rows}
    drawn = {key.removeprefix("pinned_") for key in parts}
    # What is pinned comes as its chart; as its table only where there is none.
    pinned = [k for k in parts if k.startswith("pinned_") and k.removeprefix("pinned_rows_") not in drawn]
    for part in (parts[key] for key in (*_ORDER, *sorted(pinned, key=_item)) if key in parts):
        deck.chart(part) if isinstance(part, Chart) else deck.table(part)
    silent = [c.empty for c in pack.charts if c.is_empty] + [t.empty for t in pack.tables if not t.rows]
    if silent:
        deck.sentences("What is not shown, and why", list(dict.fromkeys(silent)))
    return deck.bytes()


def _item(key: str) -> int:
    """The place on the agenda in the key of what was pinned there."""
    return int(key.rpartition("_")[2])


class _Deck:
    """A presentation being written: where title, body and footer stand on its slides."""

    def __init__(self, pack: Pack, template: bytes | None) -> None:
        self.pack = pack
        self.made: Any = _opened(template)
        self.own = template is None
        if self.own:
            # The library's own blank deck is 4:3; rooms have been 16:9 for a decade.
            self.made.slide_width, self.made.slide_height = Inches(13.333), Inches(7.5)
        self.layout = _layout(self.made)
        self.width, self.height = self.made.slide_width, self.made.slide_height

    def bytes(self) -> bytes:
        target = io.BytesIO()
        self.made.core_properties.title = safe_text(self.pack.title)
        self.made.core_properties.author = safe_text(self.pack.stamp.who)
        self.made.core_properties.subject = safe_text(self.pack.stamp.footer)
        self.made.save(target)
        return target.getvalue()

    def first(self) -> None:
        """The state of the portfolio in a sentence, and its figures."""
        said, _, more = self.pack.opening.partition(". ")
        slide, top = self._slide(said)
        said_more = [text for text in (more, *self.pack.warnings) if text]
        if said_more:
            _write(slide, (_MARGIN, top, self.width - 2 * _MARGIN, Inches(0.9)), " ".join(said_more), 16)
        _figures(slide, self.pack.figures, (_MARGIN, top + Inches(1.2), self.width - 2 * _MARGIN))

    def chart(self, chart: Chart) -> None:
        slide, top = self._slide(chart.title)
        room = (_MARGIN, top, self.width - 2 * _MARGIN, self._tall(chart, self.height - top - _FOOT - Inches(0.1)))
        frame = slide.shapes.add_chart(_TYPES[chart.shape], *room, _data(chart))
        _say(frame, f"{chart.heading}. {chart.title}")
        _style(frame.chart, chart)

    @staticmethod
    def _tall(chart: Chart, most: int) -> int:
        """Bars grow with their number, so that two of them do not fill a wall."""
        across = chart.shape in ("bars", "stacked_bars")
        return min(most, Inches(1.0) * (len(chart.categories) + 1)) if across else most

    def table(self, table: Table) -> None:
        part = table.first(_FEWER.get(table.key, MOST_ROWS))
        slide, top = self._slide(table.title)
        columns = part.columns[:MOST_COLUMNS]
        room = self.width - 2 * _MARGIN
        frame = slide.shapes.add_table(len(part.rows) + 1, len(columns), _MARGIN, top, room, Inches(0.3))
        _say(frame, f"{table.heading}. {table.title}")
        total = sum(c.width for c in columns)
        for place, column in enumerate(columns):
            frame.table.columns[place].width = Emu(int(room * column.width / total))
            _cell(frame.table.cell(0, place), column.label, right=column.is_number, bold=True)
            for number, row in enumerate(part.rows, start=1):
                text = cut(shown(row[place], column, part.currency), _MOST_TEXT)
                _cell(frame.table.cell(number, place), text, right=column.is_number)
        fewer = f"{len(columns)} of {len(part.columns)} columns." if len(columns) < len(part.columns) else ""
        if part.cut or fewer:
            room_below = (_MARGIN, self.height - _FOOT - Inches(0.35), room, Inches(0.3))
            said = " ".join(filter(None, (part.cut, fewer, "The workbook has them all.")))
            _write(slide, room_below, said, 11)

    def sentences(self, title: str, said: list[str]) -> None:
        slide, top = self._slide(title)
        room = (_MARGIN, top, self.width - 2 * _MARGIN, self.height - top - _FOOT)
        _write(slide, room, "\n".join(said), 16)

    def _slide(self, title: str) -> tuple[Any, int]:
        """A slide with a title and the footer; returns it and where its body begins."""
        slide = self.made.slides.add_slide(self.layout)
        for holder in list(slide.placeholders):
            if holder.placeholder_format.type not in _TITLES:
                holder._element.getparent().remove(holder._element)
        heading = slide.shapes.title
        heading.text_frame.text = safe_text(title)
        heading.text_frame.word_wrap = True
        if self.own:
            heading.left, heading.top = _MARGIN, Inches(0.35)
            heading.width, heading.height = self.width - 2 * _MARGIN, Inches(0.95)
            heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            heading.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        # A finding is a sentence: the size that templates give to two words would not hold it.
        heading.text_frame.paragraphs[0].font.size = Pt(26 if len(title) < 90 else 22)
        self._foot(slide)
        return slide, heading.top + heading.height + Inches(0.15)

    def _foot(self, slide: Any) -> None:
        number = len(self.made.slides)
        place = (_MARGIN, self.height - _FOOT, self.width - 2 * _MARGIN, Inches(0.3))
        _write(slide, place, f"{self.pack.title} · {self.pack.stamp.footer} · {number}", 10)


def _opened(template: bytes | None) -> Any:
    if template is None:
        return Presentation()
    try:
        made = Presentation(io.BytesIO(_as_deck(template)))
    # A part that is no XML ends in a SyntaxError of the parser below the library.
    except (PythonPptxError, SyntaxError, ValueError, KeyError, OSError, zipfile.BadZipFile, NotImplementedError):
        raise PmoError("The template is no PowerPoint presentation (.pptx or .potx) that can be read.") from None
    listed = made.slides._sldIdLst
    for entry in list(listed):
        made.part.drop_rel(entry.rId)
        listed.remove(entry)
    return made


def _as_deck(template: bytes) -> bytes:
    """A template file (.potx) differs from a presentation by one word in its list of contents."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in packed.infolist():
            data = packed.read(entry)
            if entry.filename == "[Content_Types].xml":
                data = data.replace(b"presentationml.template.main+xml", b"presentationml.presentation.main+xml")
            out.writestr(entry, data)
    return target.getvalue()


def _layout(made: Any) -> Any:
    """The layout with a title and least else: 'Title Only' by what it is, whatever it is called."""
    found: list[tuple[int, int, Any]] = []
    for layout in made.slide_layouts:
        kinds = [holder.placeholder_format.type for holder in layout.placeholders]
        if PP_PLACEHOLDER.TITLE in kinds:
            found.append((sum(kind not in (*_TITLES, *_FURNITURE) for kind in kinds), len(found), layout))
    if not found:
        raise PmoError("The template has no layout with a title, so there is no place for a finding.")
    return min(found)[2]


def _write(slide: Any, place: tuple[int, int, int, int], text: str, size: int) -> None:
    frame = slide.shapes.add_textbox(*(Emu(int(v)) for v in place)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    frame.text = safe_text(text)
    for paragraph in frame.paragraphs:
        paragraph.font.size = Pt(size)


def _figures(slide: Any, figures: tuple[Figure, ...], place: tuple[int, int, int]) -> None:
    """Four in a row: the value large, its name above, how much is known below."""
    left, top, room = place
    in_a_row = 4 if len(figures) > 3 else max(len(figures), 1)
    step = room // in_a_row
    for number, figure in enumerate(figures):
        x, y = left + step * (number % in_a_row), top + Inches(1.75) * (number // in_a_row)
        _write(slide, (x, y, step, Inches(0.35)), figure.label, 14)
        _write(slide, (x, y + Inches(0.3), step, Inches(0.7)), figure.value, 36)
        if figure.known:
            _write(slide, (x, y + Inches(0.98), step, Inches(0.3)), figure.known, 12)


def _cell(cell: Any, text: str, *, right: bool, bold: bool = False) -> None:
    cell.text_frame.text = safe_text(text)
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.025)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.font.size, paragraph.font.bold = Pt(11), bold
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT


def _say(frame: Any, text: str) -> None:
    """What a screen reader says of a chart or table."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", safe_text(text))


def _data(chart: Chart) -> Any:
    data: Any = CategoryChartData(number_format=_format(chart))
    data.categories = [safe_text(name) for name in chart.categories]
    for series in chart.series:
        data.add_series(safe_text(series.name), series.values)
    return data


def _format(chart: Chart, *, whole: bool = False) -> str:
    """How numbers are written: counts as they are, money in the unit of the largest (`whole` along an axis)."""
    most = max((abs(v) for s in chart.series for v in s.values if v is not None), default=0.0)
    if len(chart.unit) != 3:
        return "#,##0;−#,##0;" if chart.shape.startswith("stacked") else "#,##0;−#,##0"
    sign = amount(0, chart.unit).removesuffix("0")
    millions = '#,##0,,"m"' if whole and most >= 1e7 else '#,##0.0,,"m"'
    shape = millions if most >= 1e6 else '0,"k"' if most >= 1e4 else "#,##0"
    return f'"{sign}"{shape};"−{sign}"{shape}'


def _style(made: Any, chart: Chart) -> None:
    made.font.size = Pt(12)
    made.has_title = False
    made.has_legend = len(chart.series) > 1 or chart.shape == "lines"
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    made.value_axis.major_gridlines.format.line.width = Pt(0.25)
    made.value_axis.tick_labels.number_format = _format(chart, whole=True)
    made.value_axis.tick_labels.number_format_is_linked = False
    made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.shape in ("bars", "stacked_bars"):
        made.category_axis.reverse_order = True
        made.value_axis.visible = made.value_axis.has_major_gridlines = False
    if chart.shape != "lines":
        made.plots[0].gap_width = 45
    else:
        made.value_axis.has_title = True
        made.value_axis.axis_title.text_frame.text = f"Cumulative, {chart.unit}" if chart.key == "curve" else chart.unit
    if chart.shape.startswith("stacked"):
        made.plots[0].overlap = 100
    for drawn, series in zip(made.plots[0].series, chart.series, strict=True):
        _draw(drawn, series, chart)


def _label(labels: Any, chart: Chart, colour: str | None) -> None:
    """The number on each bar; `colour` is what stands on the bar's fill, None beside the bar."""
    labels.number_format, labels.number_format_is_linked, labels.show_value = _format(chart), False, True
    labels.font.size = Pt(11)
    if colour is None:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
    else:
        labels.font.color.rgb = _rgb(colour)


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour.removeprefix("#"))


def _draw(drawn: Any, series: Series, chart: Chart) -> None:
    """One series in the theme's colour."""
    if chart.shape == "lines":
        drawn.smooth = False
        drawn.format.line.color.rgb, drawn.format.line.width = _rgb(series.colour), Pt(3)
        drawn.marker.style = XL_MARKER_STYLE.NONE
        if series.dashed:
            drawn.format.line.dash_style = MSO_LINE.DASH
        return
    drawn.invert_if_negative = False
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = _rgb(series.colour)
    _label(drawn.data_labels, chart, series.on_fill if chart.shape.startswith("stacked") else None)
