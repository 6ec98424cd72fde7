"""A schedule written as MS Project XML: read back it is the same plan, and the file follows the published schema."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pmo_data.cli import main
from pmo_data.ingest.read.native_plan import plan_as_xml
from pmo_data.store.database import Store
from pmo_data.store.rows import rows_in_force

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


@pytest.mark.skipif(
    importlib.util.find_spec("mpxj") is None or shutil.which("java") is None, reason="mpxj or Java is not there"
)
def test_an_independent_reader_of_schedules_finds_the_same_plan(tmp_path: Path) -> None:
    first, second, plan = tmp_path / "a.duckdb", tmp_path / "b.duckdb", tmp_path / "plan.csv"
    plan.write_text(PLAN, encoding="utf-8")
    pmo(first, "import", str(plan))
    pmo(first, "export", "task", "--project", "P1", "--out", str(tmp_path / "plan.xml"))
    # Read and written by mpxj, so that what it did not understand of ours is gone.
    (tmp_path / "again.xml").write_bytes(plan_as_xml((tmp_path / "plan.xml").read_bytes()))
    code, said = pmo(second, "import", str(tmp_path / "again.xml"))
    assert code == 0, said
    columns = ("name", "baseline_start", "baseline_finish", "finish", "duration_days", "percent_complete")
    assert _lines(second, "tasks", columns) == _lines(first, "tasks", columns)
    ends = ("predecessor_name", "successor_name", "relation", "lag_days")
    assert _lines(second, "dependencies", ends) == _lines(first, "dependencies", ends)


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


_DAYS = "".join(
    f"<WeekDay><DayType>{n}</DayType><DayWorking>{int(n in (2, 3, 4, 5))}</DayWorking></WeekDay>" for n in range(1, 8)
)
ORIGINAL = f"""<Project xmlns="{NS["p"]}"><Name>bridge.mpp</Name><Title>Bridge</Title><Manager>Jo</Manager>
<StartDate>2026-01-05T08:00:00</StartDate><CurrencyCode>EUR</CurrencyCode><CalendarUID>7</CalendarUID>
<Calendars><Calendar><UID>7</UID><Name>Four days</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>{_DAYS}</WeekDays>
<Exceptions><Exception><TimePeriod><FromDate>2026-04-03T00:00:00</FromDate><ToDate>2026-04-06T23:59:00</ToDate>
</TimePeriod><Name>Easter</Name><DayWorking>0</DayWorking></Exception></Exceptions></Calendar></Calendars>
<Tasks><Task><UID>4</UID><Name>Dig</Name><OutlineNumber>1</OutlineNumber><Start>2026-01-05T08:00:00</Start>
<Finish>2026-01-08T17:00:00</Finish><Duration>PT32H0M0S</Duration><Work>PT20H0M0S</Work>
<PercentComplete>25</PercentComplete><Cost>120050</Cost><ActualCost>60025</ActualCost>
<RemainingDuration>PT24H0M0S</RemainingDuration><RemainingWork>PT15H0M0S</RemainingWork>
<ConstraintType>4</ConstraintType><ConstraintDate>2026-01-05T08:00:00</ConstraintDate></Task>
<Task><UID>9</UID><Name>Open</Name><OutlineNumber>2</OutlineNumber><Milestone>1</Milestone>
<Start>2026-01-12T17:00:00</Start><Finish>2026-01-12T17:00:00</Finish><Duration>PT0H0M0S</Duration>
<PredecessorLink><PredecessorUID>4</PredecessorUID><Type>0</Type><LinkLag>-4800</LinkLag><LagFormat>7</LagFormat>
</PredecessorLink></Task></Tasks>
<Resources><Resource><UID>1</UID><Name>Ana</Name></Resource><Resource><UID>2</UID><Name>Ben</Name></Resource></Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>4</TaskUID><ResourceUID>1</ResourceUID><ActualWork>PT2H0M0S</ActualWork>
<Start>2026-01-05T08:00:00</Start><Work>PT8H0M0S</Work></Assignment><Assignment><UID>2</UID><TaskUID>4</TaskUID>
<ResourceUID>2</ResourceUID><Work>PT12H0M0S</Work></Assignment></Assignments></Project>"""


@pytest.mark.usefixtures("read_here")
def test_calendar_people_constraints_costs_and_leads_go_out_and_come_in_again(tmp_path: Path) -> None:
    first, second, plan, out = (tmp_path / name for name in ("a.duckdb", "b.duckdb", "bridge.xml", "out.xml"))
    plan.write_text(ORIGINAL, encoding="utf-8")
    assert pmo(first, "import", str(plan))[0] == 0
    assert pmo(first, "export", "task", "--project", "Bridge", "--out", str(out))[0] == 0
    assert pmo(second, "import", str(out))[0] == 0

    def known(db: Path, entity: str) -> list[dict[str, Any]]:
        with Store.open(db) as store:
            return [{k: v for k, v in r.items() if k != "extra" and v} for r in rows_in_force(store, entity)]

    for entity in ("task", "dependency", "assignment", "calendar", "person", "project"):
        assert known(second, entity) == known(first, entity), entity
    (dig, opened), (link,) = known(second, "task"), known(second, "dependency")
    assert (dig["constraint"], dig["planned_cost"], dig["remaining_days"], dig["remaining_work_hours"]) == (
        "snet", Decimal("1200.50"), 3, 15,
    )  # fmt: skip
    assert (opened["milestone"], link["relation"], link["lag_days"]) == (True, "FF", -1)
    assert {(a["person"], a.get("planned_hours"), a.get("actual_hours")) for a in known(second, "assignment")} == {
        ("ana", 8, 2), ("ben", 12, None),
    }  # fmt: skip
    assert [d.get("weekdays") or str(d["holiday"]) for d in known(second, "calendar")] == [
        "1111000", "2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06",
    ]  # fmt: skip
