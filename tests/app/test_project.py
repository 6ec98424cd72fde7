"""Every part of a project's page on a small bridge worked by hand: its words, its rows, and what may be written."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from pandas import bdate_range
from streamlit.testing.v1 import AppTest

from pages._ui import chart
from pmo_data.ingest.demo import load_demo
from pmo_data.store.database import Store
from tests.app.conftest import OpenPage

PROJECTS = """
    code,name,manager,sponsor,status,declared_overall,approved_budget,forecast_cost,currency,baseline_finish,{finish}
    P1,Bridge,Ada,Sue,active,green,1000,{cost},GBP,2026-11-06,2026-11-13
    P2,Ferry,Bo,,active,amber,,,,,
    P3,Ladder,,,active,green,,,,,
"""
# Dig 2-4 November, pour 5-6, paint beside pour, open at the end. In the second report pour takes four days.
TASKS = """
    code,name,project,planned_start,planned_finish,baseline_start,baseline_finish,actual_start,actual_finish,duration_days,summary,parent,planned_cost,owner
    S,Build,P1,,,,,,,,true,,,
    A,Dig,P1,2026-11-02,2026-11-04,2026-11-02,2026-11-04,{dug},3,,S,300,Ada
    B,Pour,P1,2026-11-05,{poured},2026-11-05,2026-11-06,,,{days},,S,200,Bo
    C,Paint,P1,2026-11-05,2026-11-05,2026-11-05,2026-11-05,,,1,,S,100,Ada
    D,Open,P1,{poured},{poured},2026-11-06,2026-11-06,,,0,,,,
    X,Lamps,P1,,,,,,,,,S,,
"""
# A ladder of fourteen rungs, each a day, the next on the day after: a chain longer than is told at once.
LADDER = [
    f"L{i},Rung {i},P3,{day:%Y-%m-%d},{day:%Y-%m-%d}" for i, day in enumerate(bdate_range("2026-11-02", periods=14))
]
TASKS += "".join(f"    {line},,,,,1,,,,\n" for line in LADDER)
LINKS = """
    code,name,predecessor_project,predecessor,successor_project,successor,relation,need_by,promised_by
    1,,P1,A,P1,B,FS,,
    2,,P1,A,P1,C,FS,,
    3,,P1,B,P1,D,FS,,
    4,,P1,C,P1,D,FS,,
    5,,P1,ZZ,P1,D,FS,,
    6,Pier,P2,,P1,,FS,2026-11-01,2026-11-08
"""
LINKS += "".join(f"    {20 + i},,P3,L{i},P3,L{i + 1},FS,,\n" for i in range(13))
RISKS = """
    code,name,project,probability,impact,owner,status,raised_on,closed_on
    R1,Flood,P1,4,5,Ada,open,2026-09-01,
    R2,Strike,P1,2,2,Bo,closed,2026-09-01,2026-10-01
"""
REPORT = """
    project,report_date,author,overall,commentary,next_steps,ask
    P1,2026-10-31,Ada,green,All is *well*.,Dig.,Pay.
"""
ASSIGNED = """
    code,project,task,person,role,start,finish,share,responsibility
    1,P1,A,Ada,Engineer,2026-11-02,2026-11-13,50,R
"""
TOLD = "project,name,channel,frequency,last_contact\nP1,Council,Briefing,weekly,2026-10-20\n"
FIRST = {
    "project": PROJECTS.format(finish="forecast_finish", cost=1000).replace("11-13", "11-06"),
    "task": TASKS.format(dug=",", poured="2026-11-06", days=2),
    "dependency": LINKS, "risk": RISKS, "status_report": REPORT, "assignment": ASSIGNED,
    "benefit": "code,name,project,target_value,actual_value,due\nB1,Faster crossing,P1,2000,300,2026-10-15\n",
    "stakeholder": TOLD, "decision": "code,name,project,due\nD1,Choose the crane,P1,2026-11-20\n",
}  # fmt: skip
SECOND = {
    "project": PROJECTS.format(finish="forecast_finish", cost=1100),
    "task": TASKS.format(dug="2026-11-02,2026-11-04", poured="2026-11-10", days=4),
    "dependency": LINKS,
}


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store, closed: two reports of the bridge, and a ferry of which little is known."""
    folder = tmp_path_factory.mktemp("bridge")
    for day, tables in {"2026-10-31": FIRST, "2026-11-05": SECOND}.items():
        month = folder / "months" / day
        month.mkdir(parents=True)
        for name, text in tables.items():
            (month / f"{name}.csv").write_text(dedent(text).lstrip(), encoding="utf-8")
    path = folder / "portfolio.duckdb"
    with Store.open(path) as store:
        load_demo(store, folder / "months")
    return path


@pytest.fixture(autouse=True)
def own(bridge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store as the user's own; tests that write take a copy."""
    monkeypatch.setenv("PMO_DB", str(bridge))


@pytest.fixture
def to_write_in(bridge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kept in bridge.parent.glob("portfolio.duckdb*"):
        shutil.copy(kept, tmp_path / kept.name)
    monkeypatch.setenv("PMO_DB", str(tmp_path / bridge.name))


def said(page: AppTest) -> str:
    """All the words of a page but those in tables, its escapes taken out."""
    parts = (*page.markdown, *page.info, *page.warning, *page.caption, *page.error)
    return "\n".join(part.value.replace("\\", "") for part in parts)


def rows(page: AppTest, column: str) -> list[Any]:
    """The values of a column in the first table that has it."""
    return next(table.value[column].tolist() for table in page.dataframe if column in table.value)


def part(open_page: OpenPage, name: str, project: str = "P1", **query: str) -> AppTest:
    page = open_page("project", {"project": project, "part": name, **query})
    assert not page.exception
    return page


def test_every_part_is_in_sight_in_its_group_and_the_address_says_which_is_open(open_page: OpenPage) -> None:
    page = part(open_page, "Plan quality")
    group, parts = page.button_group
    assert (group.options, group.value) == (["Status", "Plan", "People", "Money", "Registers"], "Plan")
    assert (parts.options, parts.value) == (
        ["Schedule", "Critical path", "Plan quality", "Plan changes"],
        "Plan quality",
    )

    page.button_group(key="part_of_plan").set_value("Schedule").run()
    assert page.query_params["part"] == "Schedule"
    named = part(open_page, "Where from", "bridge")  # by its name, in other letters
    assert (named.title[0].value, named.query_params["project"]) == ("Bridge", "P1")
    page.button_group(key="part_group").set_value("Registers").run()
    assert page.query_params["part"] == "Registers"
    page.button_group(key="part_group").set_value("Status").run()
    assert "part" not in page.query_params
    assert not page.exception


def test_the_status_puts_ratings_report_facts_and_team_side_by_side(open_page: OpenPage) -> None:
    page = part(open_page, "Status")

    assert page.title[0].value == "Bridge"
    words = said(page)
    assert "■ Red: Finish is 7 days later than the baseline (175 % of its duration)." in words
    assert "Declared ● Green, but by its data it is ■ Red." in words
    assert "Waits for Ferry: Pier, needed by 1 Nov 2026, promised for 8 Nov 2026, 7 days late." in words
    assert "Last report, 31 Oct 2026, by Ada**\nAll is *well*." in words
    assert "Next: Dig." in words
    assert "Asks: Pay." in words
    assert (rows(page, "says")[0], rows(page, "shows")[0]) == ("● Green", "■ Red")
    facts = dict(zip(rows(page, "fact"), rows(page, "value"), strict=True))
    assert (facts["Leader"], facts["Approved budget"]) == ("Ada", "£1.00k")
    assert [metric.value for metric in page.metric] == ["7", "33 %", "£1.10k", "1", "1"]


def test_the_report_shows_the_last_and_drafts_the_next(open_page: OpenPage) -> None:
    page = part(open_page, "Report")

    assert "● Green · Ada · 31 Oct 2026" in said(page)
    assert "Asked for:* Pay." in said(page)
    drafted = {area.label: area.value for area in page.text_area}
    assert "Finished: Dig." in drafted["What changed, and why"]
    assert drafted["Decision needed"] == "Decisions needed: Choose the crane (by 20 Nov 2026)."


@pytest.mark.usefixtures("to_write_in")
def test_a_report_is_filed_and_a_comment_kept_with_the_number_it_speaks_of(open_page: OpenPage) -> None:
    page = part(open_page, "Report")
    page.text_area[0].set_value("The pour takes longer.")
    page.button(key="FormSubmitter:report_P1-File the report").click().run()
    assert not page.exception
    assert "What happened:* The pour takes longer." in said(page)

    page.selectbox(key="comment_about_P1").set_value("project:forecast_cost")
    page.text_area(key="comment_text_P1").set_value("Why dearer?")
    page.button(key="FormSubmitter:comment_P1-Keep the comment").click().run()
    assert not page.exception
    assert "1 comment." in said(page)
    assert rows(page, "value_then") == ["£1.10k"]
    page.button(key="FormSubmitter:comment_P1-Keep the comment").click().run()
    assert "Please fill in: Text." in said(page)


def test_of_a_project_that_never_reported_that_is_said(open_page: OpenPage) -> None:
    words = said(part(open_page, "Report", "P2"))

    assert "No status report was filed for this project." in words
    assert "Nobody has commented on this project yet." in words


def test_the_schedule_lists_what_is_behind_what_is_next_and_what_others_owe(open_page: OpenPage) -> None:
    page = part(open_page, "Schedule")

    assert "None of 5 tasks is past its finish; 2 not done are behind the baseline (5 of 6 rows shown)" in said(page)
    assert [table.value["name"].tolist() for table in page.dataframe] == [["Pour", "Open"], ["Open"], ["Pier"]]
    assert page.dataframe[2].value["predecessor_project_name"].tolist() == ["Ferry"]
    assert "so there is no timeline" in said(part(open_page, "Schedule", "P2"))


def test_a_bar_that_is_selected_opens_its_row_and_its_reasons(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chart, "picked", lambda _points: "P1/B")

    assert part(open_page, "Schedule").dataframe[0].value["name"].tolist() == ["Pour"]
    assert part(open_page, "Critical path").selectbox(key="why_P1_P1/B").value == "P1/B"


def test_a_long_chain_is_told_in_part_and_a_plan_without_tasks_says_how_to_file_one(open_page: OpenPage) -> None:
    ladder = part(open_page, "Critical path", "P3")

    assert "14 of 14 open tasks are critical; the plan ends on 19 Nov 2026" in said(ladder)
    told = [line.value for line in ladder.markdown if line.value.startswith("- “Rung")]
    assert len(told) == 12
    assert "all are in the table" in said(ladder)
    assert "`pmo template task`" in said(part(open_page, "Critical path", "P2"))
    assert "There is nothing to measure yet." in said(part(open_page, "Earned value", "P2"))


def test_the_critical_path_names_faults_draws_the_rest_and_says_why(open_page: OpenPage) -> None:
    page = part(open_page, "Critical path")

    words = said(page)
    assert "2 of 4 open tasks are critical; the plan ends on 11 Nov 2026 (4 of 5 rows shown)" in words
    assert "- **Orphan link**: Open is linked to ZZ, which the plan does not hold; the link was left out." in words
    assert "- **No dates**: Lamps has neither a duration nor two dates to take it from." in words
    assert "“Open” (on 11 Nov 2026) cannot start before “Pour” finishes." in words
    assert rows(page, "early_start")[0].strftime("%d %b") == "06 Nov"

    page.session_state["why_chain"] = True
    page.selectbox(key="why_P1_P1/D").set_value("P1/A")
    page.toggle(key="plan_done_P1").set_value(True).run()
    assert "(5 of 6 rows shown)" in said(page)
    assert any("“Dig” (from 2 Nov 2026 to 4 Nov 2026)" in line.value.replace("\\", "") for line in page.markdown)
    assert rows(page, "cause")


def test_earned_value_says_what_it_rests_on_and_can_be_asked_of_a_branch(open_page: OpenPage) -> None:
    page = part(open_page, "Earned value")

    # By 5 November 300 of 300 dug, 100 of 200 poured (one of two days) and 100 painted are planned; 300 is earned.
    assert "50 % of the work is done where 83 % was planned" in said(page)
    measures = dict(zip(rows(page, "symbol"), rows(page, "value"), strict=False))
    assert (measures["PV"], measures["EV"], measures["SPI"]) == ("500", "300", "0.60")
    assert "Each task's budget is spread evenly over the working days from its baseline start to finish." in said(page)

    page.session_state["value_tasks"] = True
    page.selectbox(key="value_branch_P1").set_value("P1/S").run()
    assert not page.exception
    assert "Furthest behind" not in said(page)
    assert dict(zip(rows(page, "code"), rows(page, "budget"), strict=True))["B"] == 200


def test_quality_counts_offenders_and_its_choices_are_settings(open_page: OpenPage) -> None:
    page = part(open_page, "Plan quality")

    assert "8 of the 14 points pass, 5 fail; not judged: 1." in said(page)
    assert dict(zip(rows(page, "fault"), rows(page, "count"), strict=True))["Orphan links"] == 1
    assert "Lamps" in next(t.value["name"].tolist() for t in page.dataframe if "check" in t.value)

    page.number_input(key="q_long_duration_days").set_value(1.0)
    page.toggle(key="q_first_and_last_exempt").set_value(False).run()
    assert dict(zip(rows(page, "number"), rows(page, "found"), strict=True))[1] == "2 of 4 (50.0 %)"
    assert "the plan has no dated task" in said(part(open_page, "Plan quality", "P2")).replace("The plan", "the plan")


def test_changes_of_the_plan_can_be_narrowed_to_a_kind(open_page: OpenPage) -> None:
    page = part(open_page, "Plan changes")

    assert "The computed finish moved 3 working days later; the baseline stayed; 1 finished" in said(page)
    assert rows(page, "kind") == ["Finished", "Moved", "Moved", "Re-estimated"]
    page.get("button_group")[-1].set_value(["moved"]).run()
    assert rows(page, "name") == ["Pour", "Open"]
    assert "cannot be compared" in said(part(open_page, "Plan changes", "P2"))


def test_people_answer_for_milestones_and_stakeholders_are_told(open_page: OpenPage) -> None:
    page = part(open_page, "People")

    assert "Nobody is accountable for Open." in said(page)
    assert rows(page, "responsible")[0] == "Ada"
    assert "1 of 1 contact is overdue: Council, 9 days." in said(page)
    bare = said(part(open_page, "People", "P2"))
    assert "`pmo template assignment`" in bare
    assert "`pmo template stakeholder`" in bare


def test_registers_show_open_lines_and_closed_ones_when_asked(open_page: OpenPage) -> None:
    page = part(open_page, "Registers")

    assert "Risks: 1" in said(page)
    assert rows(page, "score") == [20.0]
    assert "2 lines are open, as many as on 31 Oct 2026" in said(page)
    assert "The oldest open line, “Flood”, is 65 days old" in said(page)
    assert "No line says when it was last reviewed" in said(page)
    page.toggle(key="register_closed").set_value(True).run()
    assert "Risks: 2" in said(page)
    assert "No register of this project is on file." in said(part(open_page, "Registers", "P2"))


def test_history_and_origin_tell_how_it_got_here_and_from_which_row(open_page: OpenPage) -> None:
    page = part(open_page, "History")

    assert "The forecast finish moved 7 days later since Oct 2026, to 13 Nov 2026" in said(page)
    assert rows(page, "field")[:2] == ["Forecast cost", "Forecast finish"]
    alone = part(open_page, "History", compare_with="Nothing")
    assert "What changed since the comparison" not in said(alone)
    assert "From 2026-11-05/project.csv, row 2" in said(part(open_page, "Where from"))
    assert "No budget or cost by month is known" in said(part(open_page, "Money"))


@pytest.mark.usefixtures("to_write_in")
def test_the_closing_weighs_the_case_and_keeps_lessons(open_page: OpenPage) -> None:
    page = part(open_page, "Closing")

    assert "The project is still open: its outcome is not known" in said(page)
    assert rows(page, "came")[:2] == ["13 Nov 2026, expected", "£1.10k, expected"]
    assert (rows(page, "value_due"), rows(page, "value_came")) == ([2000], [300])
    assert "1 benefit due by now came short of the target." in said(page)
    assert "No lesson is on file." in said(page)
    page.text_input(key="lesson_name_P1").set_value("Survey the river bed")
    page.button(key="FormSubmitter:lesson_P1-Keep the lesson").click().run()
    assert not page.exception
    assert next(t.value for t in page.dataframe if "recommendation" in t.value)["name"].tolist() == [
        "Survey the river bed"
    ]


def test_a_link_to_an_unknown_project_says_so_and_opens_the_worst(open_page: OpenPage) -> None:
    page = part(open_page, "Status", "P9")

    assert "There is no project P9 at this date." in said(page)
    assert page.title[0].value == "Bridge"
    page.selectbox(key="project_choice").set_value("P2").run()
    assert page.title[0].value == "Ferry"
    assert page.query_params["project"] in ("P2", ["P2"])


def test_where_nothing_was_imported_or_no_project_is_known_the_page_says_so(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "people" / "2026-10-31").mkdir(parents=True)
    (tmp_path / "people" / "2026-10-31" / "person.csv").write_text("code,name\n1,Ada\n", encoding="utf-8")
    for name, sentence in {"empty": "Nothing was imported yet", "people": "There is no project at this date."}.items():
        with Store.open(tmp_path / f"{name}.duckdb") as store:
            if name == "people":
                load_demo(store, tmp_path / name)
        monkeypatch.setenv("PMO_DB", str(tmp_path / f"{name}.duckdb"))
        page = open_page("project")
        assert not page.exception
        assert page.title[0].value == "Project"
        assert sentence in said(page)


def _cell() -> None:
    from pages._ui import frame, people_cell, room
    from pmo_data.domain.scope import Scope
    from pmo_data.queries.workload import PersonWeeks

    with frame.around(Scope()):
        weeks = room.ask(PersonWeeks())
        people_cell.show(weeks.head(0), None, Scope())
        people_cell.show(weeks, None, Scope())
        for cell in (f"{weeks['person'].iloc[0]}|2026-11-09", "nobody|2020-01-06"):
            people_cell.show(weeks, cell, Scope())


def test_a_cell_of_the_heat_map_opens_the_tasks_behind_it() -> None:
    page = AppTest.from_function(_cell, default_timeout=30).run()

    assert not page.exception
    assert "Select a cell to see the tasks behind it." in said(page)
    assert "Ada, week of 9 Nov 2026" in said(page)
    assert page.dataframe[0].value[["kind", "project_name"]].to_numpy().tolist() == [["Assignment", "Bridge"]]
    assert "Nothing is planned for this person in this week." in said(page)
