"""Every hostile file is read or refused as its manifest says: verdict, rows, values, and warnings in their sense."""

from __future__ import annotations

import json
import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pmo_data.ingest.plan import PreparedFile
from pmo_data.ingest.prepare import prepare_file

BAD = Path(__file__).resolve().parents[3] / "shared" / "bad"
MANIFEST = BAD / "manifest.jsonl"
SECONDS = 10.0
FIELDS = {
    "project_name": "name",
    "budget": "approved_budget",
    "start_date": "forecast_start",
    "end_date": "forecast_finish",
    "owner": "manager",
    "status": "declared_overall",
    "percent_complete": "percent_complete",
}

pytestmark = pytest.mark.skipif(not MANIFEST.exists(), reason="the folder ../shared/bad is not here")

# What the manifest's warnings say, as facts that some finding must state.
FACTS: dict[str, tuple[str, ...]] = {
    "c06_total_row.csv": (r"Row 7 looks like a total and was left out",),
    "c08_blank_headers.csv": (r"Columns I and J have no name and were not imported",),
    "c11_nul_bytes.csv": (r"Row 4: a control character was removed.*project_name",),
    "c18_cp1252.csv": (r"Windows-1252; check accented",),
    "c20_invalid_utf8.csv": (r"Row 3: .*byte.*project_name",),
    "c21_bom_in_middle.csv": (r"Row 7 repeats the column names and was left out",),
    "c28_semicolon_eu_decimals.csv": (r"budget: 1 value uses a decimal comma",),
    "c32_ragged_short.csv": (r"Row 4 has 2 cells instead of 8; the rest is empty",),
    "c46_repeated_header.csv": (r"Row 4 repeats the column names and was left out",),
    "c49_control_chars.csv": (r"control characters? (was|were) removed",),
    "v01_dates_12_formats.csv": (
        r"start_date: 2 values are ambiguous \(04/03/2025, 03/04/2025\); read as day/month",
        r"04 mars 2025 could not be read",
    ),
    "v03_dates_out_of_range.csv": (r"5 dates could not be used.*kept with an empty start_date.*rows 2-6",),
    "v04_two_digit_years.csv": (r"two-digit years read as 2000-2049/1950-1999",),
    "v06_percent_bad.csv": (r"outside 0-100.*rows 2, 3", r"not a number \(abc\)"),
    "v09_currency.csv": (r"budget mixes 4 currencies: they are not converted",),
    "v11_units.csv": (r"not a number.*TBD",),
    "v13_nan_inf.csv": (r"5 values are not numbers",),
    "v16_scientific_ids.csv": (r"1\.23E\+15 looks damaged by Excel",),
    "v21_status_variants.csv": (r"status: 2 values were not recognised",),
    "v25_unicode.csv": (r"row 2: invisible .*direction",),
    "v28_digits.csv": (r"not a number \(1_000\)",),
    "v29_end_before_start.csv": (r"P001: end date is before start date",),
    "t01_cycle.csv": (r"Tasks T1, T2 and T3 depend on each other in a circle; the critical path leaves them out",),
    # That the project is unknown as well is said where the store is asked, in test_commands.
    "t03_orphan.csv": (
        r"T2: predecessor T77 does not exist",
        r"T3: parent T88 does not exist",
    ),
    "t04_parent_cycle.csv": (r"T1 and T2 form a parent circle",),
    "r01_scale.csv": (r"4 risks use another scale",),
    "x21_external_link.xlsx": (r"links to other files.*not followed",),
    "y04_xlsx_renamed.xls": (r"name ends in \.xls but the content is \.xlsx",),
    "y11_xls_renamed.xlsx": (r"name ends in \.xlsx but the content is \.xls\b",),
    "z03_formula_errors.xlsx": (r"budget: 5 cells hold errors \(#REF!",),
    "z04_formula_no_cache.xlsx": (r"budget: 5 cells hold formulas without a stored value",),
    "z06_merged_body.xlsx": (r"owner is empty in 3 rows under merged cells; filled from above",),
    "z15_filtered_rows.xlsx": (r"1 hidden row was (read|imported) too",),
    "z19_dde_formula.xlsx": (r"[Ff]ormulas.*replaced by their stored values",),
}
SHOWN_AS_TEXT = r"shown as text and never used as a path"
# Warnings that concern what is done later than reading; nothing is due here.
LATER = frozenset({"v22_formula_injection.csv"})


def _lines() -> list[dict[str, Any]]:
    if not MANIFEST.exists():
        return []
    return [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines() if line.strip()]


ROWS = _lines()
ACCEPTED = [r for r in ROWS if r["expect"] == "accept"]
REFUSED = [r for r in ROWS if r["expect"] == "reject"]


def _name(row: dict[str, Any]) -> str:
    return str(row["file"])[:40]


@cache
def _prepared(file: str) -> tuple[PreparedFile, float]:
    data = (BAD / file).read_bytes()
    begun = time.process_time()
    return prepare_file(data, file), time.process_time() - begun


def _said(prepared: PreparedFile) -> list[str]:
    return [f.message for f in prepared.findings] + [f.message for t in prepared.tables for f in t.findings]


@pytest.mark.parametrize("row", REFUSED, ids=_name)
def test_a_file_to_be_refused_is_refused_with_the_facts_of_its_sentence(row: dict[str, Any]) -> None:
    prepared, seconds = _prepared(row["file"])
    assert prepared.refused is not None
    assert prepared.tables == ()
    assert seconds < SECONDS
    told, due = prepared.refused.casefold(), str(row["message"]).split(" (counted")[0].split(" (ratio")[0].casefold()
    words = set(re.findall(r"[a-z]{4,}|[\d,]*\d", due))
    missing = {w for w in words if w not in told}
    assert len(missing) <= len(words) * 0.4, (prepared.refused, missing)


@pytest.mark.parametrize("row", ACCEPTED, ids=_name)
def test_a_file_to_be_accepted_gives_its_rows_and_values(row: dict[str, Any]) -> None:
    prepared, seconds = _prepared(row["file"])
    assert prepared.refused is None
    assert seconds < SECONDS
    main = next(t for t in prepared.tables if t.derived_from is None)
    assert main.rows.num_rows == row["check"]["rows"]
    by_code = {line["code"]: line for line in main.rows.to_pylist()}
    for key in ("cell", "cell2"):
        if key in row["check"]:
            code, field, value = row["check"][key]
            found = by_code[code][FIELDS[field]]
            assert (float(found) == float(value)) if _is_number(value) else (str(found) == value)
    if "null" in row["check"]:
        field, count = row["check"]["null"]
        assert main.rows.column(FIELDS[field]).null_count == count


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


@pytest.mark.parametrize("row", [r for r in ACCEPTED if r.get("warnings")], ids=_name)
def test_the_warnings_that_are_due_are_given_in_their_sense(row: dict[str, Any]) -> None:
    said = _said(_prepared(row["file"])[0])
    if row["file"] in LATER:
        assert not any(f.severity == "error" for f in _prepared(row["file"])[0].tables[0].findings)
        return
    facts = (SHOWN_AS_TEXT,) if row["cls"] == "filename" else FACTS[row["file"]]
    for fact in facts:
        assert any(re.search(fact, message) for message in said), (fact, said)


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_every_row_of_the_file_is_accounted_for(row: dict[str, Any]) -> None:
    for table in _prepared(row["file"])[0].tables:
        counts = table.counts
        assert counts.in_file == counts.loaded + counts.unchanged + counts.held_back + counts.not_data
        assert counts.loaded == table.rows.num_rows
