"""Which rows are data, and what a row is: totals, notes, merged cells, periods as columns, repeats, outlines."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.prepare import Options
from pmo_data.ingest.tables import type_table
from tests.ingest.typing.sheets import plan_of, prepared, rules, sheet_of, typed

PROJECT = ("code", "name", "approved_budget", "forecast_start")
HEADER = ("id", "name", "budget", "start")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("Total", None, "300", None), "looks like a total"),
        ((None, "Grand total:", "300", None), "looks like a total"),
        ((None, None, "300", None), "looks like a total"),
        (("* provisional figures", None, None, None), "looks like a note"),
        (("Source: finance", None, None, None), "looks like a note"),
        (("3", None, None, None), "is numbered but empty"),
        (("id", "name", "budget", "start"), "repeats the column names"),
    ],
)
def test_rows_that_are_no_data_are_left_out_with_their_reason(row: tuple[str | None, ...], reason: str) -> None:
    rows = [HEADER, ("P1", "a", "100", None), ("P2", "b", "200", None), row]
    table = prepared(rows, "project", PROJECT)[0]
    assert (table.counts.loaded, table.counts.not_data) == (2, 1)
    assert f"Row 4 {reason} and was left out." in [f.message for f in table.findings]


def test_a_project_that_is_called_total_something_is_a_project() -> None:
    rows = [HEADER, ("P1", "Total Rewards", "100", "2025-01-01"), ("P2", "Summit", "200", None)]
    assert prepared(rows, "project", PROJECT)[0].counts.loaded == 2


def test_blank_rows_and_rows_below_the_table_are_counted() -> None:
    rows = [HEADER, ("P1", "a", "1", None), (None,) * 4, ("P2", "b", "2", None), ("Key to colours", None, None, None)]
    table = type_table(sheet_of(rows), plan_of(rows[:4], "project", PROJECT), workbook_kind="csv", options=Options())[0]
    assert (table.counts.in_file, table.counts.loaded, table.counts.not_data) == (4, 2, 2)


def test_merged_cells_are_filled_from_above_and_said() -> None:
    rows = [("id", "name", "owner"), ("1", "a", "Ana"), ("2", "b", None), ("3", "c", None)]
    table = prepared(rows, "project", ("code", "name", "manager"), sheet={"merged": ((2, 2, 3, 2),)})[0]
    assert table.rows.column("manager").to_pylist() == ["Ana", "Ana", None]
    assert "owner is empty in 1 row under merged cells" in " ".join(f.message for f in table.findings)


def test_columns_beside_the_catalogue_are_kept_with_the_row() -> None:
    rows = [("id", "name", "Colour", "Colour"), ("1", "a", "blue", None), ("2", "b", None, "red")]
    table = prepared(rows, "project", ("code", "name", None, None))[0]
    assert table.rows.column("extra").to_pylist() == [[("Colour", "blue")], [("Colour (2)", "red")]]


def test_of_several_columns_for_a_field_the_first_known_value_wins() -> None:
    rows = [("n", "IPA", "SRO"), ("a", None, "Amber"), ("b", "Red", "Green"), ("c", "Exempt from disclosure", None)]
    plan = plan_of(rows, "project", ("name", "declared_overall", "declared_overall"))
    second = dataclasses.replace(plan.columns[2], priority=1)
    plan = dataclasses.replace(plan, columns=(*plan.columns[:2], second))
    table = type_table(sheet_of(rows), plan, workbook_kind="csv", options=Options())[0]
    assert table.rows.column("declared_overall").to_pylist() == ["amber", "red", None]
    assert table.rows.column("extra").to_pylist() == [None, [("SRO", "Green")], None]
    assert dict(table.rows.column("absent").to_pylist()[2]) == {"declared_overall": "withheld"}


def test_a_status_of_traffic_lights_is_the_declared_rating() -> None:
    rows = [("id", "name", "status"), ("1", "a", "Green"), ("2", "b", "Amber"), ("3", "c", "n/a")]
    table = prepared(rows, "project", ("code", "name", "status"))[0]
    assert table.rows.column("declared_overall").to_pylist() == ["green", "amber", None]
    assert table.plan.columns[2].field == "declared_overall"


def _periods(
    cumulative: bool | None, kind: str = "ordinal", labels: tuple[str, ...] = ("1", "2", "3")
) -> dict[str, object]:
    spec = {"columns": [1, 2, 3], "periods": list(labels), "kind": kind, "value_field": "earned_value",
            "period_field": "period"}  # fmt: skip
    return {"unpivot": spec, "cumulative": cumulative}


WEEKS = [("task", "1", "2", "3"), ("A", "$ 10", "$ 25", "$ 25"), ("B", None, "$ 5", "$ 9")]


def test_totals_so_far_become_values_of_each_period() -> None:
    fields = ("task", "earned_value", "earned_value", "earned_value")
    table = prepared(WEEKS, "cost_period", fields, settings=_periods(True))[0]
    lines = [(r["task"], r["period"], r["earned_value"]) for r in table.rows.to_pylist()]
    weeks = [date(2000, 1, 3), date(2000, 1, 10), date(2000, 1, 17)]
    assert lines == [
        ("A", weeks[0], Decimal(10)), ("A", weeks[1], Decimal(15)), ("A", weeks[2], Decimal(0)),
        ("B", weeks[1], Decimal(5)), ("B", weeks[2], Decimal(4)),
    ]  # fmt: skip
    assert table.counts.in_file == table.counts.loaded == 5
    assert {"cumulative", "period_without_date"} <= rules(table)


def test_values_of_each_period_stay_as_they_are_and_start_where_the_analyst_says() -> None:
    fields = ("task", "earned_value", "earned_value", "earned_value")
    options = Options(answers={"period_start": {"*": "2026-01-05"}})
    table = prepared(WEEKS, "cost_period", fields, options, settings=_periods(False))[0]
    assert table.rows.column("period")[0].as_py() == date(2026, 1, 5)
    assert table.rows.column("earned_value").to_pylist() == [10, 25, 25, 5, 9]


def test_months_and_years_as_columns_are_dates() -> None:
    settings = _periods(False, "month", ("Jan 2026", "FY27", "Q2 2026"))
    table = prepared(WEEKS, "cost_period", ("task", *["earned_value"] * 3), settings=settings)[0]
    assert {str(d) for d in table.rows.column("period").to_pylist()} == {"2026-01-01", "2027-01-01", "2026-04-01"}


def test_a_task_repeated_per_developer_is_one_task_and_several_assignments() -> None:
    rows = [("id", "name", "hours", "dev", "dev hours"), ("1", "a", "10", "D1", "4"), ("1", "a", "10", "D2", "6"),
            ("2", "b", "3", "D1", "3")]  # fmt: skip
    settings = {"collapse_to": {"entity": "assignment", "columns": {"person": 3, "actual_hours": 4}}}
    tasks, assigned = prepared(
        rows, "task", ("code", "name", "actual_work_hours", None, None), collapse=(3, 4), settings=settings
    )
    assert tasks.rows.column("actual_work_hours").to_pylist() == [10, 3]
    assert (tasks.counts.in_file, tasks.counts.loaded, tasks.counts.not_data) == (3, 2, 1)
    lines = [(r["task"], r["person"], r["actual_hours"]) for r in assigned.rows.to_pylist()]
    assert lines == [("1", "D1", 4.0), ("1", "D2", 6.0), ("2", "D1", 3.0)]
    assert assigned.derived_from == "task"


def test_indentation_tells_parents() -> None:
    rows = [("id", "task"), ("1", "Build"), ("2", "  Walls"), ("3", "    Bricks"), ("4", "  Roof"), ("5", "Move in")]
    settings = {"outline": {"column": 1, "how": "spaces"}}
    table = prepared(rows, "task", ("code", "name"), settings=settings)[0]
    assert table.rows.column("parent").to_pylist() == [None, "1", "2", "1", None]
    assert table.rows.column("outline_level").to_pylist() == [1, 2, 3, 2, 1]
    assert table.rows.column("summary").to_pylist() == [True, True, False, False, False]


def test_a_history_gives_each_row_its_reporting_date() -> None:
    rows = [("id", "name", "as of"), ("1", "a", "05/2013"), ("1", "a", "06/2013"), ("2", "b", None)]
    table = prepared(rows, "project", ("code", "name", "updated_on"), history=2)[0]
    assert table.rows.column("status_date").to_pylist() == [date(2013, 5, 31), date(2013, 6, 30)]
    assert table.counts.held_back == 1


def test_a_transposed_sheet_has_its_records_in_columns() -> None:
    sheet = sheet_of([("Name", "A", "B"), ("Budget", "1", "2")])
    columns = (ColumnPlan(0, "Name", "name", "exact"), ColumnPlan(1, "Budget", "approved_budget", "exact"))
    plan = TablePlan("Sheet1", "project", "columns", (1,), 2, 3, "one project", columns)
    table = type_table(sheet, plan, workbook_kind="csv", options=Options())[0]
    assert table.rows.column("name").to_pylist() == ["A", "B"]
    assert table.rows.column("row").to_pylist() == [2, 3]


def test_whole_numbers_of_a_spreadsheet_are_ids_without_a_point() -> None:
    rows = [("id", "name"), ("12.0", "a"), ("7", "b")]
    plan = plan_of(rows, "project", ("code", "name"))
    table = type_table(sheet_of(rows), plan, workbook_kind="xlsx", options=Options())[0]
    assert table.rows.column("code").to_pylist() == ["12", "7"]
    assert typed("project", "code", ["12.0"]).values.to_pylist() == ["12.0"]


def test_dates_beside_the_catalogue_are_read_in_the_columns_order_and_keep_their_text() -> None:
    rows = [("id", "name", "Stage 1"), ("1", "a", "5/02/2016 5:00:00 PM"), ("2", "b", "24/10/2016"),
            ("3", "c", "2016-05-25 17:00:00"), ("4", "d", "later")]  # fmt: skip
    table = prepared(
        [*rows, *((str(i), f"n{i}", "1/03/2017") for i in range(5, 12))], "project", ("code", "name", None)
    )[0]
    extra = [dict(m or ()).get("Stage 1") for m in table.rows.column("extra").to_pylist()]
    assert extra[:5] == ["2016-02-05", "2016-10-24", "2016-05-25", "later", "2017-03-01"]
    assert dict(table.rows.column("original").to_pylist()[0]) == {"Stage 1": "5/02/2016 5:00:00 PM"}


def test_dates_beside_the_catalogue_that_prove_no_order_stay_as_written() -> None:
    rows = [("id", "name", "Seen"), *((str(i), f"n{i}", f"0{i}/03/2017") for i in range(1, 9))]
    table = prepared(rows, "project", ("code", "name", None))[0]
    assert dict(table.rows.column("extra").to_pylist()[0]) == {"Seen": "01/03/2017"}


def test_calendar_weeks_lie_in_the_year_nearest_to_today_and_run_over_new_year() -> None:
    rows = [("task", "KW51", "KW52", "KW1"), ("A", None, "2", "3"), ("B", "1", None, None)]
    fields = ("task", "earned_value", "earned_value", "earned_value")
    settings = _periods(False, "week", ("KW51", "KW52", "KW1"))
    table = prepared(rows, "cost_period", fields, Options(today=date(2026, 11, 23)), settings=settings)[0]
    assert table.rows.column("period").to_pylist() == [date(2026, 12, 21), date(2027, 1, 4), date(2026, 12, 14)]
    said = "The calendar weeks name no year; they were laid on the weeks from 2026-12-14."
    assert said in [f.message for f in table.findings]
