"""A project of 5,000 tasks in full, and the workload of everybody over a million tasks.

Run with `python benchmarks/project_depth.py [tasks]`. Builds a store of its own in a temporary folder and prints the
best of several warm runs in milliseconds, beside its limit and as a ratio to a grouped count of all tasks in the same
store and run. The heat map is to stay below 300 ms, the project page's queries below 700 ms together.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa

from pmo_data.charts import gantt, plan_gantt, plan_people
from pmo_data.queries import plan as plans
from pmo_data.queries import project, workload
from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Delivery, FileFacts
from pmo_data.studies.plan import plan

BIG = 5_000
STATUS = date(2026, 6, 30)
FIRST = np.datetime64("2026-01-01", "D")
_MAP = pa.map_(pa.string(), pa.string())


def _table(**columns: Any) -> pa.Table:
    made = {name: pa.array(values) for name, values in columns.items()}
    count = len(next(iter(made.values())))
    beside = {name: pa.nulls(count, _MAP) for name in ("extra", "original", "absent")}
    return pa.table({**made, "row": pa.array(np.arange(1, count + 1), pa.int32()), **beside})


def _codes(letter: str, numbers: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.char.add(letter, numbers.astype("U9"))


def tasks(count: int) -> pa.Table:
    """Project P0 has `BIG` tasks in headings of ten, the others a hundred each; everybody owns some of the work."""
    draw = np.random.default_rng(3)
    number = np.arange(count)
    owner = np.where(number < BIG, 0, (number - BIG) // 100 + 1)
    start = FIRST + draw.integers(0, 500, count)
    days = draw.integers(1, 30, count)
    done = start + days < np.datetime64(STATUS)
    return _table(
        code=_codes("T", number), name=_codes("Task ", number), project=_codes("P", owner),
        parent=pa.array(_codes("T", number // 10 * 10), mask=number % 10 == 0), summary=number % 10 == 0,
        owner=_codes("E", draw.integers(0, 2_000, count)), planned_start=start, planned_finish=start + days,
        baseline_start=start, baseline_finish=start + days, actual_start=pa.array(start, mask=~done),
        actual_finish=pa.array(start + days, mask=~done), duration_days=days.astype(float),
        work_hours=days * 4.0,
    )  # fmt: skip


def links() -> pa.Table:
    """Two links to each task of P0, from up to fifty lines above, headings left out."""
    draw = np.random.default_rng(4)
    after = np.repeat(np.arange(BIG), 2)
    before = after - draw.integers(1, 50, after.size)
    kept = (before >= 0) & (before % 10 != 0) & (after % 10 != 0)
    ends = {"predecessor": _codes("T", before[kept]), "successor": _codes("T", after[kept])}
    here = np.full(int(kept.sum()), "P0")
    return _table(
        code=_codes("L", np.arange(len(here))), predecessor_project=here, successor_project=here,
        relation=np.full(len(here), "FS"), **ends,
    )  # fmt: skip


def build(path: Path, count: int) -> Store:
    store = Store.open(path)
    people = np.arange(2_000)
    projects = np.arange((count - BIG) // 100 + 1)
    tables = {
        "project": _table(code=_codes("P", projects), name=_codes("Project ", projects)),
        "person": _table(code=_codes("E", people), name=_codes("E", people), role=_codes("Role ", people % 12)),
        "task": tasks(count),
        "dependency": links(),
    }
    told = tuple(Delivery(entity, rows, source="benchmark", in_file=rows.num_rows) for entity, rows in tables.items())
    commit(store, Batch((FileFacts("benchmark", "sha", 1),), told, STATUS))
    return store


def best(run: Callable[[], Any], runs: int = 4) -> float:
    """Milliseconds of the quickest run; the first warms up."""
    run()
    times = []
    for _ in range(runs):
        began = perf_counter()
        run()
        times.append((perf_counter() - began) * 1000)
    return min(times)


def page(store: Store) -> dict[str, Callable[[], Any]]:
    """What the project's page asks, part by part."""
    head = (project.ProjectFacts(project="P0"), project.ProjectDependencies(project="P0"))
    parts = {
        "head": head,
        "people": (project.ProjectPeople(project="P0"), project.ProjectRaci(project="P0")),
        "registers": (project.ProjectRegister(project="P0"), project.ProjectBurnDown(project="P0")),
        "schedule": (project.ProjectTasks(project="P0"), project.ProjectDependencies(project="P0")),
        "plan's rows": (plans.PlanTasks(project="P0"), plans.PlanLinks(project="P0")),
    }
    return {name: lambda asked=asked: [store.fetch(query) for query in asked] for name, asked in parts.items()}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder, build(Path(folder) / "store.duckdb", count) as store:
        with store.reading() as cursor:
            counted = best(
                lambda: cursor.execute("select owner, count(*), sum(work_hours) from task group by owner").fetchall()
            )
        told: list[tuple[str, float, float | None]] = [("grouped count, the reference", counted, None)]
        told.append(("workload, person by week", best(lambda: store.fetch(workload.PersonWeeks())), 300))
        weeks = store.fetch(workload.PersonWeeks())
        told.append(("heat map figure", best(lambda: plan_people.heat_map(weeks, "demanded_hours")), None))
        asked = [(name, best(run), None) for name, run in page(store).items()]
        told += [*asked, ("project page, all queries", sum(ms for _, ms, _ in asked), 700)]
        told.append(("plan computed", best(lambda: plan(store.fetch, "P0")), 700))
        found, rows = plan(store.fetch, "P0"), store.fetch(project.ProjectTasks(project="P0"))
        told.append(("computed Gantt", best(lambda: plan_gantt.plan_gantt(found.lines, found.links, STATUS)), None))
        told.append(("Gantt as filed", best(lambda: gantt.gantt(rows, STATUS)), None))
    for name, ms, limit in told:
        over = "" if limit is None else f"limit {limit:.0f} ms {'OVER' if ms > limit else ''}"
        print(f"{name:32} {ms:8.0f} ms  ratio {ms / counted:6.1f}  {over}")


if __name__ == "__main__":
    main()
