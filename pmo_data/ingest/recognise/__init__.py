"""Recognition: from sheets of text to table plans (which sheet, header, orientation, entity, columns).

Stands between the readers, which know containers, and typing, which decides formats and parses values. It looks at
headers, at samples of values and at the sheet's build, never changes a cell, and reads nothing from disk.

Its rooms, each knowing only those before it: `vocabulary` (what words and values mean), `sheets` (where tables stand),
`matching` (which column feeds which field), `across` (things as columns), `lists` (kinds of lists that nobody
declares). `recognition` leads through them, `tables` does so for one sheet. `schedules` stands by itself.

`TablePlan.settings` keys that recognition emits and typing executes (all optional, all JSON-plain):

`not_data`      {"5": "repeats the column names"} sheet row (as text, 1-based; the column where transposed) -> reason.
                Rows that are certainly no data: repeated headers, data dictionaries, comment lines.
`fallback`      {"name": "code"} the required field on the left is fed by no column: use the value of the right-hand
                field as a stand-in for new rows; a stand-in never overwrites a name known from elsewhere.
`unpivot`       {"columns": [indices], "periods": [texts], "kind": "ordinal|year|fiscal_year|quarter|month|week|date",
                "value_field": name, "period_field": name}: each named column is one period; a row of the file becomes
                one row per filled period cell. Week or period numbers have kind "ordinal".
                The period columns stand in `columns` too, feeding `value_field`; so do the columns of `marks`.
                "fields" (one for each column) where these are of several measures; "also" {"field", "labels"} where
                each column says one thing more of its row, as that its money is capital.
`numbered`      {"period_field", "kind", "periods"}: the column of periods numbers them, as the labels of `unpivot` may.
`cumulative`    beside `unpivot`: True = each cell is the total so far, False = of the period alone, None = unknown.
`outline`       {"column": index of the names, "how": "spaces|indent|wbs|dots|level|columns", "columns": [indices]}: how
                depth is told; `columns` only with "columns" (names in successive columns, outermost first).
`marks`         {"columns": [indices], "labels": [texts], "row_field", "column_field", "value_field",
                "values": {"x": value}}: a matrix; each filled cell of a listed column is a row of the entity, its
                row_field from the mapped column, column_field from the label, value_field from the cell by `values`
                (a cell not listed there is taken as it stands).
`only`          {"column": index, "words": [texts], "others": bool, "known": [texts]} the table is of those rows whose
                cell in the column is one of the words; with "others" also of rows that say none of the known.
`fill_down`     [indices] a blank means "same as above"; `fill_how` says "merged" (only inside merged ranges) or
                "grouped" (every blank).
`collapse_to`   {"entity": "assignment", "columns": {"person": index, "actual_hours": index}} where the columns of
                `TablePlan.collapse` go; the rest of them is dropped in folding and said.
`lists`         {"4": [5, 6]} the column on the left holds the first part of a list, those on the right the others.
`constants`     {"project": "PRJ-1"} a field every row gets, where the sheet says it once (preamble, sheet name).
`own`           True: a sheet of our own export, of which nothing is asked.
`tool`          name of the tool whose export this is.
`ignored_columns`  {"L:AF": reason} columns left out and why.
`lacks`         ["name"] required fields that nothing feeds.

`ColumnPlan.format` may arrive with what the header states: {"unit": 1000000, "currency": "GBP"}, {"percent": True},
{"time_unit": "hours"}. Typing decides the rest.
"""

from __future__ import annotations

from pmo_data.ingest.recognise.matching.correct import apply_corrections
from pmo_data.ingest.recognise.matching.memory import Remembered, remember, signature
from pmo_data.ingest.recognise.recognition import Recognised, recognise
from pmo_data.ingest.recognise.schedules.codes import with_codes
from pmo_data.ingest.recognise.sheets.datamap import apply_datamap, datamap_entries, fill_form, fits, is_datamap

__all__ = [
    "Recognised",
    "Remembered",
    "apply_corrections",
    "apply_datamap",
    "datamap_entries",
    "fill_form",
    "fits",
    "is_datamap",
    "recognise",
    "remember",
    "signature",
    "with_codes",
]
