"""A schedule with an outline element and a task of one name: the task stands below the element, not below itself."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from pmo_data.cli import main
from pmo_data.store.database import Store


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
        _table(
            "TASKPRED",
            "task_pred_id task_id pred_task_id proj_id pred_proj_id pred_type lag_hr_cnt",
            "1,101,100,1,1,PR_FS,0",
            "2,101,900,1,7,PR_FS,0",
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
    said = json.loads(capsys.readouterr().out)
    # The other end of the second link stands in a project that the file does not hold.
    assert [(fault["kind"], fault["sentence"]) for fault in said["faults"]] == [
        ("orphan link", "Pour is linked to 900, which the plan does not hold; the link was left out.")
    ]
    tasks = {task["name"]: task for task in said["tasks"]}
    assert {name: task["depth"] for name, task in tasks.items()} == {"Bridge": 0, "Dig": 1, "Bridge.DIG": 2, "Pour": 2}
    assert tasks["Pour"]["parent_task"] == tasks["Dig"]["task"]
    with Store.open(store) as opened, opened.reading() as cursor:
        whole = cursor.execute("select name from task where summary order by name").fetchall()
    assert whole == [("Bridge",), ("Dig",)], "elements of the breakdown are no work of their own"


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


def _mspdi(links: str) -> str:
    def task(uid: int, name: str, more: str) -> str:
        return f"<Task><UID>{uid}</UID><Name>{name}</Name><OutlineNumber>{uid}</OutlineNumber>{more}</Task>"

    dig = (
        "<Start>2026-11-02T08:00:00</Start><Duration>PT75H0M0S</Duration>"
        "<Cost>120050</Cost><ActualCost>60025</ActualCost>"
    )
    pour = (
        "<Duration>PT15H0M0S</Duration><ConstraintType>4</ConstraintType><ConstraintDate>2026-11-20T08:00:00"
        f"</ConstraintDate><Deadline>2026-12-24T17:00:00</Deadline><EarnedValueMethod>0</EarnedValueMethod>{links}"
    )
    return (
        '<Project xmlns="http://schemas.microsoft.com/project"><SaveVersion>14</SaveVersion><Name>bridge.xml</Name>'
        "<Title>Bridge</Title><StartDate>2026-11-02T08:00:00</StartDate><MinutesPerDay>450</MinutesPerDay>"
        f"<Tasks>{task(1, 'Dig', dig)}{task(2, 'Pour', pour)}</Tasks></Project>"
    )


@pytest.mark.parametrize(
    ("lag", "form", "days"),
    [(9000, 7, 2.0), (-4500, 39, -1.0), (100800, 8, 5.0), (50, 19, 5.0)],
    ids=["two days of 7.5 hours", "a lead", "an elapsed week", "half of the predecessor"],
)
def test_microsofts_days_lags_costs_and_constraints_are_read_as_its_project_counts_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lag: int, form: int, days: float
) -> None:
    file, store = tmp_path / "plan.xml", tmp_path / "portfolio.duckdb"
    link = f"<PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat>"
    file.write_text(_mspdi(f"<PredecessorLink>{link}</PredecessorLink>"), encoding="utf-8")

    assert main(["import", str(file), "--db", str(store)]) == 0
    assert "does not exist" not in capsys.readouterr().out
    with Store.open(store) as opened, opened.reading() as cursor:
        tasks = cursor.execute(
            'select name, duration_days, planned_cost, actual_cost, "constraint", earning_rule from task order by code'
        ).fetchall()
        lags = cursor.execute("select lag_days from dependency").fetchall()
    assert tasks == [
        ("Dig", 10.0, Decimal("1200.50"), Decimal("600.25"), None, None),
        ("Pour", 2.0, None, None, "snet", None),
    ]
    assert lags == [(days,)]


def test_primaveras_progress_is_measured_as_each_task_says(tmp_path: Path) -> None:
    """A file of P6 whose tasks are called by the answer: 'Units 25%'. It waits at 0 until a finish is reported."""
    file, store = Path("../shared/data/tasks/primavera/percent-complete-8.4.xer"), tmp_path / "portfolio.duckdb"
    if not file.exists():
        pytest.skip("../shared/data is not there")
    assert main(["import", str(file), "--db", str(store)]) == 0
    with Store.open(store) as opened, opened.reading() as cursor:
        told = cursor.execute("select name, percent_complete from task where name like '%\\%' escape '\\'").fetchall()
    assert len(told) == 12
    assert [f"{name.split()[0]} {pct:g}%" for name, pct in told] == [name for name, _ in told]


def _staffed(title: str, *people: str) -> str:
    resources = "".join(f"<Resource><UID>{n}</UID><Name>{p}</Name></Resource>" for n, p in enumerate(people, 1))
    given = "".join(
        f"<Assignment><UID>{n}</UID><TaskUID>1</TaskUID><ResourceUID>{n}</ResourceUID><Work>PT8H0M0S</Work></Assignment>"
        for n in range(1, len(people) + 1)
    )
    return (
        f'<Project xmlns="http://schemas.microsoft.com/project"><Name>{title}</Name><CalendarUID>1</CalendarUID>'
        "<StartDate>2026-11-02T08:00:00</StartDate>"
        "<Tasks><Task><UID>1</UID><Name>Dig</Name><Start>2026-11-02T08:00:00</Start></Task></Tasks>"
        f"<Resources>{resources}</Resources><Assignments>{given}</Assignments></Project>"
    )


@pytest.mark.usefixtures("read_here")
def test_two_plans_that_number_their_people_alike_keep_their_people_and_assignments(tmp_path: Path) -> None:
    store = tmp_path / "portfolio.duckdb"
    plans = {"Bridge": ("Ana", "Ben", "Cleo"), "Depot": ("Zoe", "Ben"), "Bridge 2": ("Ana",)}
    for title, staff in plans.items():
        file = tmp_path / f"{title}.xml"
        file.write_text(_staffed(title, *staff), encoding="utf-8")
        assert main(["import", str(file), "--db", str(store)]) == 0

    with Store.open(store) as opened, opened.reading() as cursor:
        projects = cursor.execute("select code, name from project order by name").fetchall()
        people = cursor.execute("select name from person where valid_to > 9000000000000 order by name").fetchall()
        given = cursor.execute("select project, person from assignment order by all").fetchall()
    assert projects == [(None, "Bridge"), (None, "Bridge 2"), (None, "Depot")]
    assert people == [("Ana",), ("Ben",), ("Cleo",), ("Zoe",)]
    assert given == [
        ("bridge", "ana"), ("bridge", "ben"), ("bridge", "cleo"), ("bridge 2", "ana"),
        ("depot", "ben"), ("depot", "zoe"),
    ]  # fmt: skip
