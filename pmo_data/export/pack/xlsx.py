"""The workbook: every project with live formulas, totals over them, the tables, the charts, definitions, and About.

A reviewer who changes an earned value sees CPI, the totals and the estimate follow. Texts from files are written as
strings, never as formulas or links; each formula carries the query's number as the result it was saved with.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from pmo_data.domain.measures import MEASURES
from pmo_data.export.cells import safe_text
from pmo_data.export.pack.content import Chart, Column, Pack, Table

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS = {"date": "yyyy-mm-dd", "money": "#,##0.00", "percent": "0.0", "ratio": "0.000", "days": "0", "number": "0"}
_FORMULAS: dict[str, tuple[tuple[str, str], str]] = {
    # Column -> the two columns it is worked out from, and how.
    "slip_days": (("finish", "baseline_finish"), "{0}-{1}"),
    "cost_variance": (("forecast_cost", "budget"), "ROUND({0}-{1},2)"),
    "cost_variance_pct": (("cost_variance", "budget"), 'IF({1}=0,"",100*{0}/{1})'),
    "spi": (("earned_value", "planned_value"), 'IF({1}=0,"",{0}/{1})'),
    "cpi": (("earned_value", "period_cost"), 'IF({1}=0,"",{0}/{1})'),
}
TOTALS: tuple[tuple[str, str, str, str], ...] = (
    # Name in the pack's totals, label, formula over columns of the sheet or other totals, kind.
    ("projects", "Projects", "COUNTA({name})", "number"),
    ("red", "Red", 'COUNTIF({rating},"■ Red")', "number"),
    ("late_from_days", "Days behind the baseline from which a project is late", "{late_from_days}", "number"),
    ("late_projects", "Late projects", 'COUNTIF({slip_days},">="&{total_late_from_days})', "number"),
    ("budget", "Budget", "SUM({budget})", "money"),
    ("budget_known", "Projects with a known budget", "COUNT({budget})", "number"),
    ("forecast_cost", "Forecast cost", "SUM({forecast_cost})", "money"),
    ("forecast_cost_known", "Projects with a known forecast", "COUNT({forecast_cost})", "number"),
    ("cost_variance", "Forecast over (+) or under (−) budget", "SUM({cost_variance})", "money"),
    ("cost_variance_pct", "The same in per cent of the budget it is known for",
     'IF(SUMPRODUCT(ISNUMBER({cost_variance})*{budget})=0,"",'
     "100*{total_cost_variance}/SUMPRODUCT(ISNUMBER({cost_variance})*{budget}))", "percent"),
    ("actual_cost", "Spent", "SUM({actual_cost})", "money"),
    ("planned_value", "Planned value", "SUM({planned_value})", "money"),
    ("earned_value", "Earned value", "SUM({earned_value})", "money"),
    ("period_cost", "Actual cost of the periods", "SUM({period_cost})", "money"),
    ("budget_at_completion", "Budget at completion", "SUM({budget_at_completion})", "money"),
    ("spi", "SPI", 'IF({total_planned_value}=0,"",{total_earned_value}/{total_planned_value})', "ratio"),
    ("cpi", "CPI", 'IF({total_period_cost}=0,"",{total_earned_value}/{total_period_cost})', "ratio"),
    ("estimate_at_completion", "Estimate at completion (budget over CPI)",
     'IF(N({total_cpi})=0,"",{total_budget_at_completion}/{total_cpi})', "money"),
)  # fmt: skip


def write_xlsx(pack: Pack) -> bytes:
    """The workbook as bytes; the sheets are Summary, Projects, one per table, Charts, Definitions and About."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as made:
        book = _Book(made)
        made.set_properties({"title": safe_text(pack.title), "author": safe_text(pack.stamp.who)})
        listed = {t.key: t for t in pack.tables}
        summary = made.add_worksheet("Summary")
        areas = book.table(listed["projects"], _FORMULAS) if "projects" in listed else {}
        _summary(book, summary, pack, areas)
        for table in pack.tables:
            if table.key != "projects":
                book.table(table, {})
        _charts(book, pack)
        _definitions(book, listed.get("projects"))
        _about(book, pack)
    return target.getvalue()


class _Book:
    """A workbook being written, with its formats."""

    def __init__(self, made: Any) -> None:
        self.made = made
        self.formats = {kind: made.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        self.bold = made.add_format({"bold": True})
        self.title = made.add_format({"bold": True, "font_size": 14})
        self.wrapped = made.add_format({"text_wrap": True, "valign": "top"})

    def table(self, table: Table, formulas: Mapping[str, tuple[tuple[str, str], str]]) -> dict[str, str]:
        """A sheet for a table; returns the cells of each column ('Projects'!$A$2:$A$61), {} for no rows."""
        sheet = self.made.add_worksheet(table.heading[:31])
        if not table.rows:
            sheet.write_string(0, 0, safe_text(table.empty))
            return {}
        last = len(table.rows)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, max(9, round(column.width * 13)))
        headers = [{"header": column.label} for column in table.columns]
        sheet.add_table(0, 0, last, len(table.columns) - 1, {"columns": headers, "name": f"T_{table.key}"})
        for number, row in enumerate(table.rows, start=1):
            self._row(sheet, number, row, table.columns, formulas)
        sheet.freeze_panes(1, 0)
        return {
            column.name: f"'{table.heading[:31]}'!${xl_col_to_name(i)}$2:${xl_col_to_name(i)}${last + 1}"
            for i, column in enumerate(table.columns)
        }

    def _row(
        self,
        sheet: Any,
        number: int,
        row: tuple[Any, ...],
        columns: tuple[Column, ...],
        formulas: Mapping[str, tuple[tuple[str, str], str]],
    ) -> None:
        places = {column.name: place for place, column in enumerate(columns)}
        for place, column in enumerate(columns):
            value = row[place]
            inputs, shape = formulas.get(column.name, ((), ""))
            known = all(row[places[name]] is not None for name in inputs)
            if inputs and (known or value is None):
                # A value without its inputs (a currency that no rate converts) stays the number it is.
                cells = [xl_rowcol_to_cell(number, places[name]) for name in inputs]
                formula = f'=IF(COUNT({",".join(cells)})<2,"",{shape.format(*cells)})'
                self.formula(sheet, number, place, formula, column.kind, value)
            else:
                self.value(sheet, number, place, value, column.kind)

    def formula(self, sheet: Any, row: int, place: int, formula: str, kind: str, result: Any) -> None:
        sheet.write_formula(row, place, formula, self.formats.get(kind), "" if result is None else result)

    def value(self, sheet: Any, row: int, place: int, value: Any, kind: str) -> None:
        if value is None:
            return
        if kind == "date":
            sheet.write_datetime(row, place, value, self.formats["date"])
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value, self.formats.get(kind))
        else:
            sheet.write_string(row, place, safe_text(str(value)))


def _summary(book: _Book, sheet: Any, pack: Pack, areas: Mapping[str, str]) -> None:
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 1, 22)
    sheet.write_string(0, 0, safe_text(pack.title), book.title)
    for row, text in enumerate((pack.opening, *pack.warnings), start=1):
        sheet.write_string(row, 0, safe_text(text))
    first = 3 + len(pack.warnings)
    cells = {f"total_{name}": f"$B${first + i + 1}" for i, (name, *_) in enumerate(TOTALS)}
    if not areas:
        return
    for row, (name, label, formula, kind) in enumerate(TOTALS, start=first):
        sheet.write_string(row, 0, label if kind != "money" or not pack.currency else f"{label}, {pack.currency}")
        book.formula(
            sheet,
            row,
            1,
            "=" + formula.format(**areas, **cells, late_from_days=f"{pack.totals['late_from_days']:g}"),
            kind,
            pack.totals.get(name),
        )


def _charts(book: _Book, pack: Pack) -> None:
    """Each chart's numbers, with a native chart beside them."""
    sheet = book.made.add_worksheet("Charts")
    sheet.set_column(0, 0, 42)
    row = 0
    for chart in pack.charts:
        sheet.write_string(row, 0, safe_text(chart.title), book.bold)
        if not chart.is_empty:
            _chart(book, sheet, chart, row + 1)
        row += max(len(chart.categories), 18) + 4 if not chart.is_empty else 2


def _chart(book: _Book, sheet: Any, chart: Chart, top: int) -> None:
    kinds = {"stacked_bars": ("bar", "stacked"), "stacked_columns": ("column", "stacked"), "bars": ("bar", "")}
    kind, subtype = kinds.get(chart.shape, ("line", ""))
    drawn = book.made.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
    last = top + len(chart.categories)
    for number, category in enumerate(chart.categories, start=top + 1):
        sheet.write_string(number, 0, safe_text(category))
    for place, series in enumerate(chart.series, start=1):
        sheet.write_string(top, place, safe_text(series.name), book.bold)
        for number, value in enumerate(series.values, start=top + 1):
            book.value(sheet, number, place, value, "")
        colour = {"color": series.colour}
        look = {"line": colour | {"width": 2.5}} if kind == "line" else {"fill": colour}
        area = {"categories": ["Charts", top + 1, 0, last, 0], "values": ["Charts", top + 1, place, last, place]}
        drawn.add_series({"name": ["Charts", top, place], **area, **look})
    drawn.set_title({"name": chart.heading})
    drawn.set_legend({"position": "bottom"})
    if kind == "bar":
        drawn.set_y_axis({"reverse": True})
    sheet.insert_chart(top, len(chart.series) + 2, drawn, {"description": safe_text(chart.title), "x_scale": 1.4})


def _definitions(book: _Book, projects: Table | None) -> None:
    sheet = book.made.add_worksheet("Definitions")
    heads = ("Measure", "Symbol", "Unit", "Good is", "Meaning", "Worked out from")
    for place, text in enumerate(heads):
        sheet.write_string(0, place, text, book.bold)
    for row, measure in enumerate(MEASURES, start=1):
        inputs = ", ".join(name.replace("_", " ") for name in measure.inputs)
        cells = (measure.label, measure.symbol, measure.unit, str(measure.direction), measure.meaning, inputs)
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text)
    sheet.set_column(0, 3, 22)
    sheet.set_column(4, 5, 70)
    if projects is not None and projects.rows:
        said = (
            "On the sheet Projects, slip, variance, SPI and CPI are formulas over the cells beside them; on Summary, "
        )
        sheet.write_string(
            len(MEASURES) + 2, 0, said + "totals are formulas over that sheet, ratios are ratios of sums."
        )


def _about(book: _Book, pack: Pack) -> None:
    sheet = book.made.add_worksheet("About")
    stamp = pack.stamp
    rows = (
        ("Pack", pack.title),
        ("As of", stamp.snapshot),
        ("Compared with", stamp.compared or "nothing"),
        ("Filters", stamp.filters),
        ("Money in", pack.currency or "no currency is known"),
        ("Taken away by", stamp.who),
        ("Taken away at", f"{stamp.made_at:%Y-%m-%d %H:%M %Z}".strip()),
    )
    for row, (label, text) in enumerate(rows):
        sheet.write_string(row, 0, label, book.bold)
        sheet.write_string(row, 1, safe_text(text))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 70)
