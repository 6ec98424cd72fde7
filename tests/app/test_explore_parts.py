"""The parts of Explore over three projects: choices make a statement, an answer is a table, a pivot or a chart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pmo_data.store.sandbox import audit

SECONDS = 60.0

pytestmark = pytest.mark.usefixtures("small_room")


def _builder() -> None:
    from pages._ui import explore_builder, sql_run
    from pmo_data.domain.moments import FOREVER

    sql_run.warm()
    explore_builder.show(FOREVER)


def _editor() -> None:
    from pages._ui import explore_sql
    from pmo_data.domain.moments import FOREVER

    explore_sql.show(FOREVER)


def _watched(part: Callable[[], None], **chosen: Any) -> AppTest:
    """A part run with widgets as chosen, until its answer is there."""
    page = AppTest.from_function(part, default_timeout=SECONDS)
    for name, value in chosen.items():
        page.session_state[name] = value
    return _until_answered(page.run())


def _until_answered(page: AppTest) -> AppTest:
    for _ in range(40):
        if not any("Running for" in info.value for info in page.info):
            break
        page.run()
    assert not page.exception
    return page


def test_choices_make_a_pivot_with_totals_and_the_statement_opens_in_the_editor() -> None:
    page = _watched(
        _builder, b_table="projects", b_measures_projects=["sum:budget"],
        b_by_projects=["programme", "declared_overall"], b_across_projects="declared_overall",
    )  # fmt: skip
    laid = page.dataframe[0].value

    # North: 100,000 red and 200,000 amber; South: 50,000 amber.
    assert list(laid.columns) == ["currency", "programme", "amber", "red", "Total"]
    assert laid["Total"].tolist() == [300_000, 50_000, 350_000]
    assert any("kept apart by currency" in caption.value for caption in page.caption)

    statement = page.code[0].value
    page.button(key="b_open").click().run()
    assert page.session_state["sql"] == statement
    assert page.session_state["explore_way"] == "sql"


def test_filters_narrow_the_rows_and_a_choice_that_makes_no_statement_is_said() -> None:
    page = _watched(
        _builder, b_table="projects", b_where_projects=["name", "forecast_cost", "department"],
        b_sign_projects_name="contains", b_value_projects_name="ir", b_sign_projects_forecast_cost="is known",
    )  # fmt: skip
    assert page.dataframe[0].value["rows"].tolist() == [1]
    assert page.text_input(key="b_value_projects_forecast_cost").disabled

    page.multiselect(key="b_measures_projects").set_value([]).run()
    assert [info.value for info in page.info] == ["Choose at least one measure\\."]


@pytest.mark.parametrize(("kind", "by"), [("bar", None), ("line", "programme"), ("scatter", "programme")])
def test_an_answer_is_drawn_as_chosen(kind: str, by: str | None) -> None:
    page = _watched(
        _editor, sql="select programme, name, approved_budget from projects", sql_answer_chart=kind,
        sql_answer_x="name", sql_answer_y="approved_budget", sql_answer_by=by,
    )  # fmt: skip

    assert len(page.dataframe[0].value) == 3
    assert len(page.get("plotly_chart")) == 1
    assert any(line.value == "**Approved budget by name\\: 3 rows**" for line in page.markdown)


def test_an_answer_without_numbers_offers_no_chart_and_one_without_rows_is_a_sentence() -> None:
    page = _watched(_editor, sql="select name from projects")
    assert [choice.label for choice in page.selectbox] == ["Start from a question"]

    page = _watched(_editor, sql="select name from projects where false")
    assert [info.value for info in page.info] == ["The statement answers no rows."]


def test_a_changed_statement_waits_to_be_run() -> None:
    page = _watched(_editor, sql="select 1 as one")
    page.text_area(key="sql").set_value("select 2 as two").run()
    assert not page.dataframe
    assert any("Run it to see its answer" in caption.value for caption in page.caption)

    _until_answered(page.button[0].click().run())
    assert page.dataframe[0].value["two"].tolist() == [2]


def test_a_question_is_a_start_a_table_has_a_profile_and_every_statement_is_remembered(small_room: Path) -> None:
    page = AppTest.from_function(_editor, default_timeout=SECONDS).run()
    question = page.selectbox(key="sql_template").options[1]
    _until_answered(page.selectbox(key="sql_template").select(question).run())
    first = page.session_state["sql"]
    assert "select" in first

    page.session_state["schema"] = True
    page.session_state["history"] = True
    page.session_state["schema_table"] = "milestones"
    page.run()
    columns = next(table.value for table in page.dataframe if "meaning" in table.value)
    assert columns["name"].tolist()[:3] == ["task", "project", "project_name"]
    assert page.button(key="again_0").label == "Ask again"

    profile = next(button for button in page.button if button.label == "Profile this table")
    _until_answered(profile.click().run())
    assert page.session_state["sql"] == "summarize milestones"
    assert [line["verdict"] for line in audit.lines(small_room)] == ["answered", "answered"]

    _until_answered(page.button(key="again_1").click().run())
    assert page.session_state["sql"] == first


def test_nobody_s_history_is_a_sentence() -> None:
    page = _watched(_editor, history=True)

    assert [info.value for info in page.info] == ["You have asked nothing yet."]


def test_a_long_statement_is_watched_and_cancelled(small_room: Path) -> None:
    endless = "select sum(a.range * b.range) as n from range(1000000) as a, range(1000000) as b"
    page = AppTest.from_function(_editor, default_timeout=SECONDS)
    page.session_state["sql"] = endless
    page.run()
    assert any("Running for" in info.value for info in page.info)

    _until_answered(page.button(key="cancel_statement").click().run())
    assert [error.value for error in page.error] == ["The statement was cancelled\\."]
    assert audit.lines(small_room)[-1]["verdict"] == "cancelled"


def test_what_holds_of_an_answer_is_said_beside_it() -> None:
    def part() -> None:
        from pages._ui import sql_run
        from pmo_data.store.sandbox.answer import Answer

        sql_run.remarks(
            Answer(("n",), ("BIGINT",), [[1]], "The first row of two is shown.", 0.25, missing=("No network wall.",))
        )

    page = AppTest.from_function(part).run()

    assert page.caption[0].value == "1 row in 0\\.25 s\\."
    assert [warning.value for warning in page.warning] == [
        "The first row of two is shown\\.", "**Reduced protection.** No network wall\\.",
    ]  # fmt: skip
