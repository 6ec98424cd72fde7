"""A schedule with an outline element and a task of one name: the task stands below the element, not below itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmo_data.cli import main


def _table(name: str, columns: str, *rows: str) -> str:
    lines = [f"%T\t{name}", "%F\t" + "\t".join(columns.split()), *("%R\t" + "\t".join(row.split(",")) for row in rows)]
    return "\n".join(lines)


XER = "\n".join(
    [
        "ERMHDR\t8.4\t2026-01-01\tProject\tadmin\tadmin\tdb\tProject Management\tUSD",
        _table("PROJECT", "proj_id proj_short_name", "1,BR"),
        _table(
            "PROJWBS", "wbs_id proj_id parent_wbs_id wbs_short_name wbs_name", "10,1,,BRIDGE,Bridge", "11,1,10,DIG,Dig"
        ),
        _table(
            "TASK",
            "task_id proj_id wbs_id task_code task_name target_start_date target_end_date",
            "100,1,11,A1,Bridge.DIG,2026-11-02 08:00,2026-11-04 17:00",
            "101,1,11,A2,Pour,2026-11-05 08:00,2026-11-06 17:00",
        ),
        "%E",
    ]
)


def test_a_task_named_as_its_outline_element_stands_below_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, store = tmp_path / "plan.xer", tmp_path / "portfolio.duckdb"
    file.write_text(XER, encoding="utf-8")

    assert main(["import", str(file), "--db", str(store)]) == 0
    assert "circle" not in capsys.readouterr().out
    assert main(["project", "BR", "plan", "--json", "--db", str(store)]) == 0
    tasks = {task["name"]: task for task in json.loads(capsys.readouterr().out)["tasks"]}
    assert {name: task["depth"] for name, task in tasks.items()} == {"Bridge": 0, "Dig": 1, "Bridge.DIG": 2, "Pour": 2}
    assert tasks["Pour"]["parent_task"] == tasks["Dig"]["task"]


def test_a_predecessor_that_the_file_does_not_hold_is_a_fault_of_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, store = tmp_path / "plan.csv", tmp_path / "portfolio.duckdb"
    rows = "A,Dig,Depot,2026-11-02,2026-11-04,\nB,Pour,Depot,2026-11-05,2026-11-06,A;Z9\n"
    file.write_text(f"Task ID,Task,Project,Start,Finish,Predecessors\n{rows}", encoding="utf-8")

    assert main(["import", str(file), "--db", str(store)]) == 0
    capsys.readouterr()
    assert main(["project", "Depot", "plan", "--json", "--db", str(store)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(fault["kind"], fault["name"], fault["sentence"]) for fault in said["faults"]] == [
        (
            "orphan link",
            "Pour",
            "Pour names Z9 in “Predecessors”, which its file does not hold; the link was left out.",
        )
    ]
    assert [task["early_finish"][:10] for task in said["tasks"]] == ["2026-11-04", "2026-11-06"]
