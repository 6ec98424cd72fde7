"""A plan without a column of ids: its links, people and dates hold together by the names of its tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_schedule_export import pmo

PLAN = (
    "Task Name,Duration,Start,Finish,Predecessors,Resource Names\n"
    "Ground works,15 days,2026-01-05,2026-01-23,,\n"
    'Survey & soil,5 days,2026-01-05,2026-01-09,,"Ana Silva[50%],Bo Ek"\n'
    "Steel,10 days,2026-01-12,2026-01-23,2,Bo Ek\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    plan = tmp_path / "plan.csv"
    plan.write_text(PLAN, encoding="utf-8")
    assert pmo(tmp_path / "a.duckdb", "import", str(plan), "--project", "House")[0] == 0
    return tmp_path / "a.duckdb"


def answered(store: Path, query: str, columns: tuple[str, ...], **more: str) -> list[tuple[object, ...]]:
    given = [word for name, value in more.items() for word in ("--set", f"{name}={value}")]
    answer = pmo(store, "query", query, *given)[1]
    rows = [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]
    return [tuple(row[c] for c in columns) for row in rows]


def test_links_lead_from_task_to_task(store: Path) -> None:
    assert answered(store, "plan_links", ("predecessor_name", "successor_name"), project="House") == [
        ("Survey & soil", "Steel")
    ]


def test_who_is_assigned_works_on_the_task_and_in_its_time(store: Path) -> None:
    owners = answered(store, "plan_tasks", ("name", "owner"), project="House")
    assert owners == [("Ground works", None), ("Survey & soil", "Ana Silva, Bo Ek"), ("Steel", "Bo Ek")]
    span = {"person": "Bo Ek", "from_day": "2026-01-01", "until": "2026-12-31"}
    worked = answered(store, "person_tasks", ("kind", "name", "start", "finish"), **span)
    days = {(name, str(start)[:10], str(finish)[:10]) for kind, name, start, finish in worked if kind == "assignment"}
    assert days == {("Survey & soil", "2026-01-05", "2026-01-09"), ("Steel", "2026-01-12", "2026-01-23")}


def test_only_work_that_nobody_is_assigned_to_waits_for_somebody(store: Path) -> None:
    assert answered(store, "unassigned_work", ("name",)) == [("Ground works",)]


def test_links_and_people_go_out_as_a_schedule_and_come_in_again(store: Path, tmp_path: Path) -> None:
    out, second = tmp_path / "plan.xml", tmp_path / "b.duckdb"
    assert pmo(store, "export", "task", "--project", "House", "--out", str(out))[0] == 0
    code, said = pmo(second, "import", str(out))
    assert code == 0
    loaded = {t["entity"]: t["rows"]["loaded"] for t in said["tables"]}
    assert (loaded["dependency"], loaded["assignment"]) == (1, 3)


def test_an_id_that_begins_like_the_key_of_another_task_is_still_an_id(tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_text(
        "Project,Task ID,Task name,Start,Finish\nA,A/1,Dig,2026-01-05,2026-01-09\nA,2,Pour,2026-02-02,2026-02-06\n"
    )
    (tmp_path / "assignments.csv").write_text("Project,Task ID,Resource,Planned hours\nA,A/1,Bo,8\nA,2,Bo,8\n")
    store = tmp_path / "c.duckdb"
    for name in ("tasks.csv", "assignments.csv"):
        assert pmo(store, "import", str(tmp_path / name))[0] == 0
    worked = answered(
        store, "person_tasks", ("kind", "name", "start"), person="Bo", from_day="2026-01-01", until="2026-12-31"
    )
    assert {(name, str(start)[:10]) for kind, name, start in worked if kind == "assignment"} == {
        ("Dig", "2026-01-05"), ("Pour", "2026-02-02")
    }  # fmt: skip
