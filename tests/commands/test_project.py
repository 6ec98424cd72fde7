"""`pmo project ID PART`: the same studies as the page, as text for people and as JSON for programs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pmo_data.cli import main
from pmo_data.ingest.demo import load_demo
from pmo_data.queries.registers import StatusReports
from pmo_data.store.database import Store

TASKS = """code,name,project,planned_start,planned_finish,baseline_finish,duration_days
A,Dig,P1,2026-11-02,2026-11-04,2026-11-04,3
B,Pour,P1,2026-11-05,2026-11-06,2026-11-06,2
"""
LINKS = """code,predecessor_project,predecessor,successor_project,successor,relation
1,P1,A,P1,B,FS
"""


BEFORE = TASKS.replace("B,Pour,P1,2026-11-05,2026-11-06", "B,Pour,P1,2026-11-05,2026-11-05").replace(
    "-06,2\n", "-06,1\n"
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("bridge")
    for day, tasks in {"2026-10-31": BEFORE, "2026-11-30": TASKS}.items():
        month = folder / "months" / day
        month.mkdir(parents=True)
        for name, text in {"project": "code,name\nP1,Bridge\nP2,Ferry\n", "task": tasks, "dependency": LINKS}.items():
            (month / f"{name}.csv").write_text(text, encoding="utf-8")
    path: Path = folder / "portfolio.duckdb"
    with Store.open(path) as store:
        load_demo(store, folder / "months")
    return str(path)


def test_the_plan_in_json_has_computed_dates(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["project", "P1", "plan", "--json", "--db", database]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["finish"] == "2026-11-06"
    assert [task["critical"] for task in said["tasks"]] == [True, True]


def test_why_answers_in_sentences(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["project", "P1", "why", "--task", "pour", "--db", database]) == 0

    first, last = capsys.readouterr().out.splitlines()
    assert first == "“Pour” (from 5 Nov 2026 to 6 Nov 2026) cannot start before “Dig” finishes."
    assert last.startswith("“Dig” (from 2 Nov 2026 to 4 Nov 2026)")


def test_a_setting_that_is_not_there_is_refused(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["project", "P1", "quality", "--set", "moon=1", "--db", database]) == 2
    assert "There is no setting 'moon'" in capsys.readouterr().err


def test_quality_in_text_ends_with_its_finding(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["project", "P1", "quality", "--db", database]) == 0
    assert capsys.readouterr().out.rstrip().endswith("not judged: 5.")


def _told(database: str, capsys: pytest.CaptureFixture[str], *words: str, project: str = "P1") -> str:
    assert main(["project", project, *words, "--db", database]) == 0
    return capsys.readouterr().out


def _json(database: str, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(_told(database, capsys, *words, "--json"))
    return said


def test_the_plan_in_text_is_a_table_with_its_finish_below(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = _told(database, capsys, "plan").splitlines()

    assert lines[0].split() == [
        "code", "wbs", "name", "state", "early_start", "early_finish", "baseline_finish", "total_float_days",
        "critical",
    ]  # fmt: skip
    assert lines[3].split()[:5] == ["B", "n/a", "Pour", "late", "2026-11-05"]
    assert "Bridge finishes on 6 Nov 2026 as computed; critical open tasks: 2." in lines
    assert _told(database, capsys, "plan", project="P2").startswith("The plan has no tasks.")


def test_the_path_is_the_critical_one_or_what_drives_a_task(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [task["code"] for task in _json(database, capsys, "path")["path"]] == ["A", "B"]
    assert "Dig" in _told(database, capsys, "path")
    assert _told(database, capsys, "path", project="P2") == "No open task is critical.\n"
    driven = _json(database, capsys, "path", "--task", "B")
    assert (driven["name"], driven["early_finish"], len(driven["chain"])) == ("Pour", "2026-11-06", 2)


def test_why_wants_a_task(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["project", "P1", "why", "--db", database]) == 2
    assert "Name the task whose date is to be explained" in capsys.readouterr().err


def test_quality_takes_settings_and_refuses_what_is_no_number(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ("--set", "long_duration_days=2", "--set", "first_and_last_exempt=no")
    said = _json(database, capsys, "quality", *chosen)
    assert (said["settings"]["long_duration_days"], said["settings"]["first_and_last_exempt"]) == (2.0, False)
    assert said["points"][0]["found"] == "2 of 2 (100.0 %)"
    assert main(["project", "P1", "quality", "--set", "long_duration_days=many", "--db", database]) == 2
    assert "'many' is not a number" in capsys.readouterr().err


def test_value_says_what_it_cannot_know(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = _json(database, capsys, "value")
    assert said["sentence"].startswith("Earned value cannot be computed")
    assert (said["earned_value"], said["earned_schedule"]) == (None, None)
    assert _told(database, capsys, "value").startswith("There is nothing to measure.")


def test_changes_name_what_moved_since_the_date_compared_with(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _json(database, capsys, "changes", "--compare-with", "2026-10-31")
    assert [(row["kind"], row["name"], row["days"]) for row in said["changes"]] == [
        ("moved", "Pour", 1.0), ("re-estimated", "Pour", 1.0),
    ]  # fmt: skip
    assert "1 moved, 1 re-estimated." in _told(database, capsys, "changes", "--compare-with", "2026-10-31")
    assert main(["project", "P1", "changes", "--db", database]) == 2
    assert "--compare-with" in capsys.readouterr().err


def test_closing_tells_case_and_outcome(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = _json(database, capsys, "closing")
    assert (said["is_closed"], said["forecast_error"]) == (False, {"finish_days": None, "cost_pct": None})
    assert [row["what"] for row in said["case"]] == ["Finish", "Cost"]
    text = _told(database, capsys, "closing")
    assert text.startswith("The project is still open")
    assert "Finish  6 Nov 2026  6 Nov 2026, expected  as promised" in text


@pytest.fixture
def own(database: str, tmp_path: Path) -> str:
    """A copy to write in."""
    for part in Path(database).parent.glob("portfolio.duckdb*"):
        shutil.copy(part, tmp_path / part.name)
    return str(tmp_path / "portfolio.duckdb")


def test_a_report_is_drafted_and_filed_when_told_to(own: str, capsys: pytest.CaptureFixture[str]) -> None:
    draft = _json(own, capsys, "report", "--compare-with", "2026-10-31")
    assert "1 re-estimated" in draft["commentary"]
    assert draft["filed"] is False

    assert main(["project", "P1", "report", "--file", "--db", own]) == 2
    assert "--overall" in capsys.readouterr().err
    filed = _told(own, capsys, "report", "--file", "--overall", "amber", "--commentary", "Rain.", "--ask", "Tents.")
    assert filed.endswith("The report was filed.\n")
    with Store.open(Path(own), read_only=True) as store:
        report = store.fetch(StatusReports()).iloc[0]
    assert (report["overall"], report["commentary"], report["ask"]) == ("amber", "Rain.", "Tents.")


def test_comments_are_kept_side_by_side_and_bound_to_what_they_speak_of(
    own: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _told(own, capsys, "comment") == "Nobody has commented on this project yet.\n"
    _told(own, capsys, "comment", "--text", "Too long?", "--about", "pour", "--to", "Bo", "--due", "2026-11-20")
    said = _json(own, capsys, "comment", "--text", "And who pays?")

    assert {(row["about_words"], row["text"], row["handed_to"]) for row in said["comments"]} == {
        ("Finish of Pour", "Too long?", "Bo"), ("Forecast finish", "And who pays?", None),
    }  # fmt: skip
    assert said["sentence"] == "2 comments; 1 hand-off overdue."
    assert "Too long?" in _told(own, capsys, "comment")
    about_done = ("comment", "--text", "Hm", "--about", "Fly")
    assert main(["project", "P1", *about_done, "--db", own]) == 2
    assert "no task 'Fly'" in capsys.readouterr().err


def test_lessons_are_kept(own: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "No lesson is on file." in _told(own, capsys, "lesson")
    said = _json(own, capsys, "lesson", "--text", "Survey first", "--recommendation", "Drill")
    assert [(row["name"], row["recommendation"]) for row in said["lessons"]] == [("Survey first", "Drill")]
    assert main(["project", "P9", "lesson", "--text", "Hm", "--db", own]) == 2
