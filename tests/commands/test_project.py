"""`pmo project ID PART`: the same studies as the page, as text for people and as JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmo_data.cli import main
from pmo_data.ingest.demo import load_demo
from pmo_data.store.database import Store

TASKS = """code,name,project,planned_start,planned_finish,baseline_finish,duration_days
A,Dig,P1,2026-11-02,2026-11-04,2026-11-04,3
B,Pour,P1,2026-11-05,2026-11-06,2026-11-06,2
"""
LINKS = """code,predecessor_project,predecessor,successor_project,successor,relation
1,P1,A,P1,B,FS
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("bridge")
    month = folder / "months" / "2026-11-30"
    month.mkdir(parents=True)
    for name, text in {"project": "code,name\nP1,Bridge\n", "task": TASKS, "dependency": LINKS}.items():
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
