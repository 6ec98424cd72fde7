"""Checks of rows against each other: keys, required fields, widths, order of dates, references and loops."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_data.domain.errors import Refused
from pmo_data.ingest.check.findings import row_ranges
from pmo_data.ingest.prepare import Options
from tests.ingest.typing.sheets import prepared, rules

P = ("code", "name", "approved_budget")
H = ("id", "name", "budget")
T = ("code", "name", "predecessors", "parent")
TH = ("id", "task", "predecessors", "parent")


def _many(count: int) -> list[tuple[str | None, ...]]:
    return [H, *((f"P{i}", f"Project {i}", str(i)) for i in range(count))]


def test_an_id_with_two_meanings_holds_back_both_rows_of_a_long_table() -> None:
    table = prepared([*_many(40), ("P7", "Other", "1")], "project", P)[0]
    assert (table.counts.loaded, table.counts.held_back) == (39, 2)
    errors = [f for f in table.findings if f.rule == "key_repeated"]
    assert [f.row for f in errors] == [9, 42]
    assert errors[0].message.startswith("id P7 appears on rows 9 and 42 with different data.")
    assert table.money["approved_budget"] == ("773.00", "8.00")


PLACED = ("code", "name", "location")


def _sites(count: int) -> list[tuple[str | None, ...]]:
    return [("id", "name", "location"), *((f"P{i}", f"Project {i}", f"{i} High Street") for i in range(count))]


def test_works_of_one_id_at_different_places_are_kept_apart_and_nothing_is_held_back() -> None:
    table = prepared([*_sites(40), ("P7", "Project 7", "1 Low Street")], "project", PLACED)[0]
    assert (table.counts.loaded, table.counts.held_back) == (41, 0)
    assert "key_shared" in rules(table)


def test_copies_of_any_row_of_a_shared_id_are_left_out() -> None:
    twice = [("P7", "Project 7", "1 Low Street"), ("P7", "Project 7", "1 Low Street")]
    table = prepared([*_sites(40), *twice], "project", PLACED)[0]
    assert (table.counts.loaded, table.counts.not_data, table.counts.held_back) == (41, 1, 0)
    assert "Row 43 repeats row 42 and was left out." in [f.message for f in table.findings]


def test_a_table_whose_ids_repeat_throughout_is_refused() -> None:
    with pytest.raises(Refused, match=r"id P0 appears on rows 2 and 5 with different data"):
        prepared([*_many(3), ("P0", "Other", "1")], "project", P)


def test_a_copied_line_is_left_out_with_a_word() -> None:
    table = prepared([*_many(4), ("P1", "Project 1", "1")], "project", P)[0]
    assert (table.counts.loaded, table.counts.not_data) == (4, 1)
    assert "Row 6 repeats row 3 and was left out." in [f.message for f in table.findings]


def test_equal_names_without_ids_are_kept_apart_with_a_warning() -> None:
    rows = [("name", "budget"), ("Bridge", "1"), ("bridge ", "2"), ("Road", "3")]
    table = prepared(rows, "project", ("name", "approved_budget"))[0]
    assert table.counts.loaded == 3
    assert "name_repeated" in rules(table)


def test_the_same_task_id_in_two_projects_is_two_tasks() -> None:
    rows = [("p", "id", "task"), ("A", "1", "x"), ("B", "1", "y")]
    assert prepared(rows, "task", ("project", "code", "name"))[0].counts.loaded == 2


def test_a_row_without_a_name_takes_its_id_and_one_with_neither_is_held_back() -> None:
    rows = [H, ("P1", "a", "1"), ("P2", None, "2"), (None, None, "9"), ("P4", "d", "4")]
    table = prepared(rows, "project", P)[0]
    assert table.rows.column("name").to_pylist() == ["a", "P2", "d"]
    assert dict(table.rows.column("absent").to_pylist()[1])["name"] == "not available"
    error = next(f for f in table.findings if f.severity == "error")
    assert (error.row, error.cell, error.rule) == (4, "B4", "required_missing")


def test_a_field_that_nothing_feeds_holds_back_every_row_in_one_finding() -> None:
    table = prepared([("budget",), ("1",), ("2",)], "project", ("approved_budget",))[0]
    assert (table.counts.loaded, table.counts.held_back) == (0, 2)
    assert len([f for f in table.findings if f.severity == "error"]) == 1


def test_a_plan_without_projects_takes_the_project_chosen() -> None:
    rows = [("id", "task"), ("1", "x")]
    table = prepared(rows, "task", ("code", "name"), Options(project="PRJ-1"))[0]
    assert table.rows.column("project").to_pylist() == ["PRJ-1"]


def test_rows_too_wide_are_held_back_in_a_long_file_and_refuse_a_short_one() -> None:
    wide = {"widths": {4: 5}, "surplus": {4: ("extra", "extra")}}
    table = prepared(_many(30), "project", P, sheet=wide)[0]
    assert (table.counts.loaded, table.counts.held_back) == (29, 1)
    with pytest.raises(Refused, match=r"Row 4 has 5 cells, the header has 3 \(an unquoted comma\?\)\."):
        prepared(_many(4), "project", P, sheet=wide)


def test_a_list_that_runs_into_the_next_column_holds_its_row_back() -> None:
    rows = [("id", "task", "pred", "hours"), ("A", "x", None, "1"), ("B", "y", "A", "2"), ("C", "z", "A", "B")]
    table = prepared(rows, "task", ("code", "name", "predecessors", "work_hours"))[0]
    assert table.rows.column("code").to_pylist() == ["A", "B"]
    assert "row_shifted" in rules(table)


def test_a_finish_before_its_start_and_an_actual_to_come_are_warned_of() -> None:
    rows = [("id", "name", "start", "end", "done"), ("1", "a", "2025-12-01", "2025-01-01", "2030-01-01")]
    fields = ("code", "name", "forecast_start", "forecast_finish", "actual_finish")
    table = prepared(rows, "project", fields, Options(today=date(2026, 1, 1)))[0]
    assert {"finish_before_start", "actual_in_future"} <= rules(table)
    assert table.counts.loaded == 1


def test_a_circle_of_predecessors_names_its_members() -> None:
    rows = [TH, ("A", "a", "C", None), ("B", "b", "A", None), ("C", "c", "B;X9", None), ("D", "d", "C", None)]
    table, links = prepared(rows, "task", T)
    said = next(f.message for f in table.findings if f.rule == "dependency_circle")
    assert said.startswith("Tasks A, B and C depend on each other in a circle")
    assert "C: predecessor X9 does not exist in this file." in [f.message for f in table.findings]
    assert links.rows.num_rows == 5
    assert links.entity == "dependency"


def test_a_circle_of_parents_and_a_parent_nobody_knows_are_named() -> None:
    rows = [TH, ("A", "a", None, "B"), ("B", "b", None, "A"), ("C", "c", None, "Z")]
    table = prepared(rows, "task", T)[0]
    assert {"parent_circle", "reference_unknown"} <= rules(table)


def test_numbers_in_a_list_are_rows_where_they_are_no_ids() -> None:
    rows = [
        ("id", "task", "pred", "dur"),
        ("T1", "a", None, "10"),
        ("T2", "b", "1SS+50%", "4"),
        ("T3", "c", "1;T2FS-2d", "1"),
    ]
    _, links = prepared(rows, "task", ("code", "name", "predecessors", "duration_days"))
    found = [(r["predecessor"], r["successor"], r["relation"], r["lag_days"]) for r in links.rows.to_pylist()]
    assert found == [("T1", "T2", "SS", 5.0), ("T1", "T3", "FS", 0.0), ("T2", "T3", "FS", -2.0)]


def test_predecessors_and_successors_that_say_the_same_link_give_it_once() -> None:
    rows = [("id", "task", "pred", "succ"), ("A", "a", None, "B"), ("B", "b", "A", None)]
    _, links = prepared(rows, "task", ("code", "name", "predecessors", "successors"))
    assert [(r["predecessor"], r["successor"]) for r in links.rows.to_pylist()] == [("A", "B")]


def test_findings_of_one_kind_are_capped_and_the_rest_counted() -> None:
    rows = [H, *((f"P{i}", f"n{i}", f"word {i}") for i in range(1500))]
    table = prepared(rows, "project", P)[0]
    listed = [f for f in table.findings if f.rule == "not_a_number"]
    assert len(listed) == 1002
    assert listed[-1].message == "budget: 500 more cells of this kind are not listed."
    assert listed[1].cell == "C2"


@pytest.mark.parametrize(
    ("rows", "said"),
    [([2], "row 2"), ([2, 3, 4, 5, 6], "rows 2-6"), ([2, 4, 7, 8, 9], "rows 2, 4, 7-9"), ([3, 4], "rows 3, 4")],
)
def test_rows_are_named_in_runs(rows: list[int], said: str) -> None:
    assert row_ranges(rows) == said
