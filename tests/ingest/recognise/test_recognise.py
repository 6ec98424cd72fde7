"""What recognition makes of workbooks of every build."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Sheet, Workbook
from pmo_data.ingest.plan import TablePlan
from pmo_data.ingest.recognise import apply_corrections, recognise, remember, signature

Rows = Callable[..., Sheet]
Book = Callable[..., Workbook]
HEADER = ["project_id", "project_name", "owner", "start_date", "end_date", "budget"]
BODY = [[f"P{i}", f"Project {i}", "Ana", "2025-01-15", "2025-12-20", "1000.50"] for i in range(1, 6)]


def fields(plan: TablePlan) -> dict[str, str | None]:
    return {c.header: c.field for c in plan.columns}


def one(workbook: Workbook, **given: object) -> TablePlan:
    tables = recognise(workbook, **given).tables
    assert len(tables) == 1
    return tables[0]


def test_a_plain_list_of_projects_is_exact(rows: Rows, workbook: Book) -> None:
    plan = one(workbook(rows([HEADER, *BODY])))
    assert (plan.entity, plan.header_rows, plan.first_row, plan.last_row) == ("project", (1,), 2, 6)
    assert fields(plan) == {
        "project_id": "code", "project_name": "name", "owner": "manager", "start_date": "forecast_start",
        "end_date": "forecast_finish", "budget": "approved_budget",
    }  # fmt: skip
    assert {c.confidence for c in plan.columns} == {"exact"}


def test_titles_above_and_a_first_row_other_than_one_are_counted(rows: Rows, workbook: Book) -> None:
    top = [["Portfolio report"], [None], ["As at", "31 March"], [None]]
    plan = one(workbook(rows([*top, HEADER, *BODY], first_row=3)))
    assert (plan.header_rows, plan.first_row, plan.last_row) == ((7,), 8, 12)


def test_a_sheet_with_one_column_per_project_is_read_sideways(rows: Rows, workbook: Book) -> None:
    turned = [list(r) for r in zip(HEADER, *BODY, strict=True)]
    plan = one(workbook(rows(turned)))
    assert (plan.orientation, plan.header_rows, plan.first_row, plan.last_row) == ("columns", (1,), 2, 6)
    assert fields(plan)["budget"] == "approved_budget"


def test_a_grouped_header_of_two_rows_prefixes_the_group(rows: Rows, workbook: Book) -> None:
    group = ["Project", None, "Baseline", None, "Actual", None]
    names = ["ID", "Name", "Start", "Finish", "Start", "Finish"]
    body = [[f"P{i}", f"Road {i}", "2025-01-01", "2025-06-01", "2025-01-08", None] for i in range(4)]
    merged = ((1, 0, 1, 1), (1, 2, 1, 3), (1, 4, 1, 5))
    plan = one(workbook(rows([group, names, *body], merged=merged)))
    assert plan.header_rows == (1, 2)
    found = fields(plan)
    assert found["Baseline – Start"] == "baseline_start"
    assert found["Baseline – Finish"] == "baseline_finish"
    assert found["Actual – Start"] == "actual_start"
    assert found["Actual – Finish"] == "actual_finish"


def test_a_repeated_header_is_no_data(rows: Rows, workbook: Book) -> None:
    plan = one(workbook(rows([HEADER, *BODY[:2], HEADER, *BODY[2:]])))
    assert plan.settings["not_data"] == {"4": "repeats the column names"}


def test_a_data_dictionary_under_the_header_is_no_data(rows: Rows, workbook: Book) -> None:
    meaning = ["Number of it", "Name of it", "Who leads", "The first day", "The last day of work", "Money approved"]
    plan = one(workbook(rows([HEADER, meaning, *BODY])))
    assert plan.settings["not_data"] == {"2": "describes the columns"}


def test_two_tables_stacked_on_a_sheet_are_two_plans(rows: Rows, workbook: Book) -> None:
    risks = [["Risk ID", "Risk", "Probability", "Impact"], ["R1", "Flood", "3", "4"], ["R2", "Strike", "2", "5"]]
    tables = recognise(workbook(rows([HEADER, *BODY, [None], ["Risks"], *risks]))).tables
    assert [(t.entity, t.first_row, t.last_row) for t in tables] == [("project", 2, 6), ("risk", 10, 11)]


def test_hidden_sheets_are_named_and_left_out(rows: Rows, workbook: Book) -> None:
    found = recognise(workbook(rows([HEADER, *BODY], "Shown"), rows([HEADER, *BODY], "Old", hidden=True)))
    assert [t.sheet for t in found.tables] == ["Shown"]
    assert any("“Old”" in f.message for f in found.findings)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ([HEADER], "The file has column names but no rows."),
        ([["latitude", "longitude", "depth"], ["1", "2", "3"], ["4", "5", "6"]],
         "None of the expected columns were found. Found: latitude, longitude, depth. Call the column that names each "
         "row by what it is: Project, Task, Risk, Action, Person and so on."),
        (BODY, "No column names were found in the first 20 rows; expected e.g. project_id."),
    ],
)  # fmt: skip
def test_what_is_no_table_we_know_is_refused_in_one_sentence(
    rows: Rows, workbook: Book, content: list[list[str]], sentence: str
) -> None:
    with pytest.raises(Refused, match="^" + sentence.replace(".", r"\.") + "$"):
        recognise(workbook(rows(content)))


def test_columns_without_a_name_are_said_by_letter(rows: Rows, workbook: Book) -> None:
    found = recognise(workbook(rows([[*HEADER, "", ""], *[[*r, "x", "y"] for r in BODY]])))
    assert [f.message for f in found.findings] == ["Columns G and H have no name and were not imported."]


def test_a_date_field_is_never_fed_by_words(rows: Rows, workbook: Book) -> None:
    body = [[*r[:3], "soon enough", *r[4:]] for r in BODY]
    assert fields(one(workbook(rows([HEADER, *body]))))["start_date"] is None


def test_a_status_of_colours_is_a_rating(rows: Rows, workbook: Book) -> None:
    body = [[*r, c] for r, c in zip(BODY, ["Red", "Amber", "Green", "Green", "Red"], strict=True)]
    assert fields(one(workbook(rows([[*HEADER, "Status"], *body]))))["Status"] == "declared_overall"


def test_two_ratings_that_complete_each_other_feed_one_field_in_order(rows: Rows, workbook: Book) -> None:
    body = [[*r, "Red" if i % 2 else None, None if i % 2 else "Green"] for i, r in enumerate(BODY)]
    plan = one(workbook(rows([[*HEADER, "RAG", "RAG status"], *body])))
    feeding = [(c.header, c.priority) for c in plan.columns if c.field == "declared_overall"]
    assert feeding == [("RAG", 0), ("RAG status", 1)]


def test_a_key_that_repeats_once_per_reporting_date_is_history(rows: Rows, workbook: Book) -> None:
    header = ["As of", "PID", "Project Name", "Forecast Completion"]
    body = [[f"2025-0{m}-01", f"P{p}", f"Road {p}", "2026-01-01"] for m in range(1, 5) for p in range(6)]
    plan = one(workbook(rows([header, *body])))
    assert plan.history == 0
    assert plan.row_stands_for == "one project and reporting date"


def test_a_task_that_repeats_once_per_developer_is_folded(rows: Rows, workbook: Book) -> None:
    header = ["Task ID", "Task Name", "Hours Estimate", "Developer ID", "Developer Hours Actual"]
    body = [[f"T{t}", f"Do {t}", str(10 + t), f"D{d}", str(d + 1)] for t in range(5) for d in range(2)]
    plan = one(workbook(rows([header, *body])))
    assert plan.row_stands_for == "one task and developer"
    assert plan.collapse == (3, 4)
    assert plan.settings["collapse_to"] == {"entity": "assignment", "columns": {"person": 3, "actual_hours": 4}}


def test_weeks_as_columns_unfold_and_say_whether_they_add_up(rows: Rows, workbook: Book) -> None:
    table = [["", "1", "2", "3"], ["Task A", "10", "20", "30"], ["Task B", "2", "5", "9"]]
    plan = one(workbook(rows(table, "Earned value")))
    assert plan.entity == "cost_period"
    assert plan.settings["unpivot"] == {
        "columns": [1, 2, 3], "periods": ["1", "2", "3"], "kind": "ordinal", "value_field": "earned_value",
        "period_field": "period",
    }  # fmt: skip
    assert plan.settings["cumulative"] is True
    assert plan.columns[0].field == "task"


def test_budgets_by_month_are_of_the_month(rows: Rows, workbook: Book) -> None:
    table = [["Project", "Jan-25", "Feb-25", "Mar-25"], ["Road", "10", "20", "15"], ["Bridge", "5", "4", "6"]]
    plan = one(workbook(rows(table, "Budget")))
    assert (plan.entity, plan.settings["unpivot"]["kind"]) == ("budget_period", "month")
    assert plan.settings["cumulative"] is False
    assert fields(plan)["Project"] == "project"


def test_names_indented_by_blanks_are_an_outline(rows: Rows, workbook: Book) -> None:
    body = [["1", "Build", "2025-01-01"], ["2", "   Dig", "2025-01-02"], ["3", "   Pour", "2025-01-03"]]
    plan = one(workbook(rows([["ID", "Task", "Start"], *body])))
    assert plan.settings["outline"] == {"column": 1, "how": "spaces"}


def test_a_timeline_drawn_in_cells_is_left_out(rows: Rows, workbook: Book) -> None:
    header = ["ID", "Task", "Start", "Finish", "Jan", "Feb", "Mar", "Apr"]
    body = [[str(i), f"Do {i}", "2025-01-01", "2025-02-01"] for i in range(4)]
    found = recognise(workbook(rows([header, *body])))
    assert "Columns E to H are a drawn timeline; they were left out." in [f.message for f in found.findings]
    assert "Jan" not in fields(found.tables[0])


def test_crosses_of_projects_against_objectives_are_contributions(rows: Rows, workbook: Book) -> None:
    table = [["Project", "Grow sales", "Cut waste"], ["Road", "X", None], ["Bridge", None, "X"]]
    plan = one(workbook(rows(table, "Strategic objectives")))
    assert plan.entity == "contribution"
    assert plan.settings["marks"]["labels"] == ["Grow sales", "Cut waste"]
    assert (plan.settings["marks"]["row_field"], plan.settings["marks"]["column_field"]) == ("project", "objective")


@pytest.mark.parametrize(
    ("corner", "rows_are"),
    [
        ("Project \\ Objective", "project"),
        ("Goal / Project", "objective"),
        ("Projects → / Objectives ↓", "objective"),
        ("Strategische Ziele × Projekte", "objective"),
        ("Projet / Objectif", "project"),
    ],
)
def test_a_corner_that_names_both_says_which_of_them_the_rows_are(
    corner: str, rows_are: str, rows: Rows, workbook: Book
) -> None:
    table = [[corner, "First", "Second"], ["One", "X", None], ["Two", None, "X"], ["Three", "X", "X"]]
    plan = one(workbook(rows(table)))
    assert (plan.entity, plan.settings["marks"]["row_field"]) == ("contribution", rows_are)


def test_merged_first_columns_are_filled_down(rows: Rows, workbook: Book) -> None:
    body = [["Roads", *BODY[0]], [None, *BODY[1]], ["Rail", *BODY[2]]]
    plan = one(workbook(rows([["Programme", *HEADER], *body], merged=((2, 0, 3, 0),))))
    assert (plan.settings["fill_down"], plan.settings["fill_how"]) == ([0], "merged")


def test_a_jira_export_is_known_by_its_headers(rows: Rows, workbook: Book) -> None:
    header = ["Issue Type", "Issue key", "Issue id", "Summary", "Assignee", "Status", "Due date"]
    body = [["Story", f"AB-{i}", str(100 + i), f"Do {i}", "ana", "Done", "2025-02-01"] for i in range(3)]
    plan = one(workbook(rows([header, *body])))
    assert (plan.entity, plan.settings["tool"]) == ("task", "Jira")
    assert fields(plan)["Issue key"] == "code"
    assert fields(plan)["Issue id"] is None


def test_german_headers_are_understood(rows: Rows, workbook: Book) -> None:
    header = ["Projektnummer", "Projektname", "Projektleiter", "Startdatum", "Enddatum", "Ampel"]
    body = [[f"P{i}", f"Straße {i}", "Ana", "01.02.2025", "01.12.2025", "grün"] for i in range(4)]
    assert list(fields(one(workbook(rows([header, *body])))).values()) == [
        "code", "name", "manager", "forecast_start", "forecast_finish", "declared_overall",
    ]  # fmt: skip


def test_an_entity_that_is_forced_is_obeyed(rows: Rows, workbook: Book) -> None:
    assert one(workbook(rows([["id", "name"], ["1", "Road"]])), entity="programme").entity == "programme"


def test_what_was_decided_before_wins_over_guessing(rows: Rows, workbook: Book) -> None:
    first = apply_corrections(one(workbook(rows([HEADER, *BODY]))), {"owner": "sponsor", "budget": None})
    key, kept = remember(first)
    assert key == signature(["Project ID", "project name", "Owner", "Start Date", "End-Date", "BUDGET"])
    again = one(workbook(rows([HEADER, *BODY])), memory={key: kept})
    assert fields(again)["owner"] == "sponsor"
    assert fields(again)["budget"] is None
    assert again.confidence == "exact"


def test_a_correction_takes_the_field_from_the_column_that_had_it(rows: Rows, workbook: Book) -> None:
    plan = apply_corrections(one(workbook(rows([HEADER, *BODY]))), {"project_id": "name"})
    assert fields(plan)["project_id"] == "name"
    assert fields(plan)["project_name"] is None


def test_tables_side_by_side_are_two_plans(rows: Rows, workbook: Book) -> None:
    header = ["Risk ID", "Risk", "Probability", "Impact", None, "Issue ID", "Issue", "Owner", "Status"]
    body = [[f"R{i}", f"Flood {i}", "3", "4", None, f"I{i}", f"Crane {i}", "Ana", "Open"] for i in range(3)]
    tables = recognise(workbook(rows([header, *body]))).tables
    assert [(t.entity, t.columns[0].index) for t in tables] == [("risk", 0), ("issue", 5)]


def test_sub_headers_under_wide_cells_are_the_second_header_row(rows: Rows, workbook: Book) -> None:
    top = ["Project", "Manager", "Schedule", None, "Cost", None]
    sub = [None, None, "Planned Start", "Planned Finish", "Budget", "Actual"]
    body = [[f"Road {i}", "Ana", "2025-01-01", "2025-02-01", "100", "50"] for i in range(3)]
    plan = one(workbook(rows([top, sub, *body], merged=((1, 2, 1, 3), (1, 4, 1, 5)))))
    assert plan.header_rows == (1, 2)
    assert list(fields(plan).values()) == [
        "name", "manager", "baseline_start", "baseline_finish", "approved_budget", "actual_cost",
    ]  # fmt: skip


def test_a_project_named_above_the_table_holds_for_every_row(rows: Rows, workbook: Book) -> None:
    header = ["Risk ID", "Risk", "Probability", "Impact"]
    body = [["R1", "Flood", "3", "4"], ["R2", "Strike", "2", "5"]]
    plan = one(workbook(rows([["Risk log"], ["Project: Northern Road"], [None], header, *body])))
    assert plan.settings["constants"] == {"project": "Northern Road"}
