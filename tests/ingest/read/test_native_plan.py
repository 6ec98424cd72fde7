"""Microsoft Project's own formats: read through its XML where mpxj and Java are there, otherwise told how to save."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from pmo_data.domain.errors import Refused
from pmo_data.ingest.plan import PreparedFile
from pmo_data.ingest.prepare import prepare_file
from pmo_data.ingest.read import mpxj_bridge, native_plan, read_workbook

# The older text format by its published record numbers: 30 is the plan, 50 a person, 70 a task, 75 who works on it.
_MPX = """MPX,Microsoft Project for Windows,4.0,ANSI
10,$,1,2,",",.
11,2,0,1,8.00,40.00,,,1,0
12,1,0,480,/,:,am,pm,20,20
20,Standard,0,1,1,1,1,1,0
25,2,08:00 am,12:00 pm,01:00 pm,05:00 pm
25,3,08:00 am,12:00 pm,01:00 pm,05:00 pm
25,4,08:00 am,12:00 pm,01:00 pm,05:00 pm
25,5,08:00 am,12:00 pm,01:00 pm,05:00 pm
25,6,08:00 am,12:00 pm,01:00 pm,05:00 pm
30,Depot,,,,05/01/2026,14/01/2026,0,23/11/2026
40,Name,ID,Unique ID
41,1,40,49
50,Tom Field,1,1
60,Name,Outline Level,Duration,Start,Finish,ID,Unique ID,Predecessors
61,1,3,40,50,51,90,98,70
70,Survey,1,5d,05/01/2026,09/01/2026,1,1,
75,1,1,5d,,,,,,,05/01/2026,09/01/2026,,1
70,Draw plans,1,3d,12/01/2026,14/01/2026,2,2,1
"""
_MPP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "TBkndTask".encode("utf-16-le") + bytes(600)
_SAVE = "In Project choose Save as, XML, and import the XML file."

needs_java = pytest.mark.skipif(
    importlib.util.find_spec("mpxj") is None or shutil.which("java") is None, reason="mpxj or Java is not there"
)


def _values(plan: PreparedFile, entity: str, *names: str) -> list[tuple[object, ...]]:
    found = next(t for t in plan.tables if t.entity == entity)
    return list(zip(*(found.rows.column(name).to_pylist() for name in names), strict=True))


def _refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_workbook(data, "plan.mpp")
    return str(refused.value)


@needs_java
def test_a_plan_in_projects_own_format_is_read_with_its_links_and_people() -> None:
    plan = prepare_file(_MPX.encode(), "depot.mpx")
    assert plan.refused is None
    days = _values(plan, "task", "name", "planned_start", "planned_finish", "duration_days")
    assert days == [
        ("Survey", date(2026, 1, 5), date(2026, 1, 9), 5.0),
        ("Draw plans", date(2026, 1, 12), date(2026, 1, 14), 3.0),
    ]
    survey, draw = (code for (code,) in _values(plan, "task", "code"))
    links = _values(plan, "dependency", "predecessor", "successor", "relation")
    assert links == [(survey, draw, "FS")]
    assert [p for (p,) in _values(plan, "person", "name")] == ["Tom Field"]
    assert [h for (h,) in _values(plan, "assignment", "planned_hours")] == [40.0]


@needs_java
def test_what_only_looks_like_a_plan_is_refused_with_what_to_do() -> None:
    assert _refusal(_MPP) == (
        "This is a Microsoft Project file (.mpp), but no plan could be read from it; it may be damaged. " + _SAVE
    )


def test_without_the_library_a_person_is_told_how_to_save_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert _refusal(_MPP) == f"This is a Microsoft Project file (.mpp). {_SAVE}"
    assert _refusal(_MPX.encode()) == f"This is a Microsoft Project file (.mpx). {_SAVE}"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (f"raise SystemExit({mpxj_bridge.NO_JAVA})",
         f", but reading it needs Java, which is not installed here. {_SAVE}"),
        (f"raise SystemExit({mpxj_bridge.PASSWORD})",
         ", but it is protected by a password. Save a copy without the password and import that."),
        ("import time; time.sleep(60)", f", and reading it took longer than 0.5 seconds. {_SAVE}"),
        ("import os; os.abort()", f", but no plan could be read from it; it may be damaged. {_SAVE}"),
    ],
)  # fmt: skip
def test_however_the_reading_process_ends_it_is_one_sentence(
    script: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())
    monkeypatch.setattr(native_plan, "SECONDS", 0.5 if "sleep" in script else 20.0)

    def command(_source: Path, _target: Path) -> list[str]:
        return [sys.executable, "-S", "-c", script]

    monkeypatch.setattr(native_plan, "_command", command)
    assert _refusal(_MPP) == f"This is a Microsoft Project file (.mpp){said}"
