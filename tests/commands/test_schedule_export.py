"""A schedule written as MS Project XML: read back it is the same plan, and the file follows the published schema."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from pmo_data.cli import main

NS = {"p": "http://schemas.microsoft.com/project"}
PLAN = (
    "id,project,task,start,finish,duration (days),predecessors,% complete,baseline start,baseline finish,assignee\n"
    "A10,P1,Survey,2026-01-05,2026-01-09,5,,100%,2026-01-05,2026-01-09,Ana Diaz\n"
    "A20,P1,<Dig> & fill,2026-01-13,2026-01-16,4,A10FS+1d,25%,2026-01-12,2026-01-15,Ben Ito\n"
    "A30,P1,Handover,2026-01-16,2026-01-16,0,A20FF,0%,2026-01-15,2026-01-15,\n"
)  # fmt: skip


def pmo(db: Path, *words: str) -> tuple[int, Any]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main([*words, "--json", "--db", str(db)])
    return code, json.loads(out.getvalue())


def _lines(db: Path, name: str, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    answer = pmo(db, "query", name)[1]
    rows = [dict(zip(answer["columns"], r, strict=True)) for r in answer["rows"]]
    return sorted(tuple(r[c] for c in columns) for r in rows)


def test_a_plan_written_and_read_back_is_the_same_plan(tmp_path: Path) -> None:
    first, second, plan = tmp_path / "a.duckdb", tmp_path / "b.duckdb", tmp_path / "plan.csv"
    plan.write_text(PLAN, encoding="utf-8")
    assert pmo(first, "import", str(plan))[0] == 0
    out = tmp_path / "plan.xml"
    assert pmo(first, "export", "task", "--project", "P1", "--out", str(out)) == (
        0, {"path": str(out), "paths": [str(out)], "rows": {"task": 3}},
    )  # fmt: skip
    code, said = pmo(second, "import", str(out))
    assert code == 0, said
    columns = ("code", "name", "baseline_start", "baseline_finish", "finish", "duration_days", "percent_complete")
    assert _lines(second, "tasks", columns) == _lines(first, "tasks", columns)
    outcomes = {t["entity"]: t["rows"]["loaded"] for t in said["tables"]}
    assert outcomes["dependency"] == 2


def test_a_plan_brings_one_project_called_as_its_title(tmp_path: Path) -> None:
    first, second, out = tmp_path / "a.duckdb", tmp_path / "b.duckdb", tmp_path / "plan.xml"
    (tmp_path / "project.csv").write_text("project code,project name\nP1,River bridge\n", encoding="utf-8")
    (tmp_path / "plan.csv").write_text(PLAN, encoding="utf-8")
    pmo(first, "import", str(tmp_path / "project.csv"), str(tmp_path / "plan.csv"))
    pmo(first, "export", "task", "--project", "P1", "--out", str(out))
    pmo(second, "import", str(out))

    assert _lines(second, "projects", ("name",)) == [("River bridge",)]
    ends = ("predecessor_project_name", "predecessor_name", "successor_project_name", "successor_name")
    assert _lines(second, "dependencies", ends) == [
        ("River bridge", "<Dig> & fill", "River bridge", "Handover"),
        ("River bridge", "Survey", "River bridge", "<Dig> & fill"),
    ]


def test_the_file_numbers_tasks_and_links_as_the_format_asks(tmp_path: Path) -> None:
    db, plan, out = tmp_path / "a.duckdb", tmp_path / "plan.csv", tmp_path / "plan.xml"
    plan.write_text(PLAN, encoding="utf-8")
    pmo(db, "import", str(plan))
    pmo(db, "export", "task", "--project", "P1", "--out", str(out))
    root = ET.fromstring(out.read_bytes())
    tasks = root.findall("p:Tasks/p:Task", NS)
    assert [t.findtext("p:Name", None, NS) for t in tasks] == ["Survey", "<Dig> & fill", "Handover"]
    link = tasks[1].find("p:PredecessorLink", NS)
    assert link is not None
    assert [link.findtext(f"p:{n}", None, NS) for n in ("PredecessorUID", "Type", "LinkLag")] == ["1", "1", "4800"]
    assert tasks[0].findtext("p:Duration", None, NS) == "PT40H0M0S"
    assert root.findtext("p:Resources/p:Resource/p:Name", None, NS) == "Ana Diaz"


def test_a_schedule_without_a_project_named_is_refused_in_a_sentence(tmp_path: Path) -> None:
    db, plan = tmp_path / "a.duckdb", tmp_path / "plan.csv"
    plan.write_text(PLAN, encoding="utf-8")
    pmo(db, "import", str(plan))
    assert pmo(db, "export", "task", "--out", str(tmp_path / "x.xml")) == (
        2, {"refused": "An .xml file holds one project's schedule. Name it with --project."},
    )  # fmt: skip
