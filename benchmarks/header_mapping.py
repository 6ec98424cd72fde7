"""How often recognition is right on real files, against a key written by hand, and how long a million rows take.

Run with `python benchmarks/header_mapping.py`. The key (`tests/real/mapping_key.json`) says for each file of
`../shared/data` the entity, the header rows, the orientation and each column's field: a field, null for none, or a
list where several answers are right. Columns for which null is among the right answers do not count as mappable, but
a word above "guess" on a wrong field counts against recognition wherever it stands.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Sheet, Workbook
from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.read import read_workbook
from pmo_data.ingest.recognise import recognise, with_codes

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
KEY = ROOT / "tests" / "real" / "mapping_key.json"


@dataclass
class Scores:
    """Counts over the key, with every miss in words."""

    tables: int = 0
    entities: int = 0
    headers: int = 0
    mappable: int = 0
    mapped: int = 0
    overclaimed: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def entity_share(self) -> float:
        return self.entities / self.tables

    @property
    def header_share(self) -> float:
        return self.headers / self.tables

    @property
    def column_share(self) -> float:
        return self.mapped / self.mappable


def score(data: Path = DATA) -> Scores:
    """The scores over every file of the key."""
    scores = Scores()
    for case in json.loads(KEY.read_text(encoding="utf-8")):
        path = data / case["file"]
        try:
            tables = recognise(with_codes(read_workbook(path.read_bytes(), path.name))).tables
        except Refused:
            tables = ()
        _score_case(case, tables, scores)
    return scores


def _score_case(case: dict[str, Any], tables: tuple[TablePlan, ...], scores: Scores) -> None:
    scores.tables += 1
    accepted = case["entity"] if isinstance(case["entity"], list) else [case["entity"]]
    plan = next((t for t in tables if "sheet" not in case or t.sheet == case["sheet"]), None)
    entity = plan.entity if plan is not None else None
    if entity not in accepted:
        scores.missed.append(f"{case['file']}: entity {entity}, expected {accepted}")
        return
    scores.entities += 1
    if plan is None or "columns" not in case:
        scores.headers += 1
        return
    if list(plan.header_rows) == case["header_rows"] and plan.orientation == case["orientation"]:
        scores.headers += 1
    else:
        scores.missed.append(f"{case['file']}: header {plan.header_rows} {plan.orientation}")
    _score_columns(case, plan, scores)


def _score_columns(case: dict[str, Any], plan: TablePlan, scores: Scores) -> None:
    found = {_short(c.header): c for c in plan.columns}
    key = {_short(h): v if isinstance(v, list) else [v] for h, v in case["columns"].items()}
    for header, accepted in key.items():
        got: ColumnPlan | None = found.get(header)
        name = got.field if got else None
        if None not in accepted:
            scores.mappable += 1
            scores.mapped += name in accepted
            if name not in accepted:
                scores.missed.append(f"{case['file']}: {header!r} -> {name}, expected {accepted}")
    for header, column in found.items():
        wrong = column.field is not None and column.field not in key.get(header, [None])
        if wrong and column.confidence in {"exact", "likely"}:
            scores.overclaimed.append(f"{case['file']}: {header!r} -> {column.field} ({column.confidence})")


def _short(header: str) -> str:
    return header.strip().splitlines()[0].strip()


def million_rows(rows: int = 1_000_000) -> float:
    """Seconds to recognise a table of tasks of that many rows and 20 columns, already read."""
    names = ["task_id", "project_id", "task_name", "owner", "status", "start_date", "end_date", "percent_complete",
             "predecessors", "wbs", "baseline_start", "baseline_finish", "actual_start", "actual_finish", "duration",
             "work", "actual_work", "cost", "priority", "notes"]  # fmt: skip
    texts = ["T{}", "P{}", "Task {}", "Ana Diaz", "in progress", "2026-01-05", "2026-03-01", "40", "", "1.{}",
             "2026-01-05", "2026-02-27", "2026-01-06", "", "20", "160", "80", "12000.50", "high",
             "on its way"]  # fmt: skip
    numbers = [str(i) for i in range(rows)]
    columns = {}
    for place, (name, text) in enumerate(zip(names, texts, strict=True)):
        values = [text.replace("{}", n) for n in numbers] if "{}" in text else [text or None] * rows
        columns[str(place)] = pa.chunked_array([pa.array([name, *values], pa.string())])
    book = Workbook("tasks.csv", "0" * 64, 0, "csv", (Sheet("Table", pa.table(columns)),))
    recognise(book)  # the first call builds the lexicon
    return min(_seconds(book) for _ in range(3))


def _seconds(book: Workbook) -> float:
    start = time.perf_counter()
    recognise(book)
    return time.perf_counter() - start


def main() -> None:
    """Prints the scores and the time."""
    found = score()
    print(f"tables {found.tables}; entity right {found.entity_share:.1%}; header right {found.header_share:.1%}")
    print(
        f"mappable columns {found.mappable}; right {found.column_share:.1%}; wrong above guess {len(found.overclaimed)}"
    )
    for line in (*found.overclaimed, *found.missed):
        print("  ", line)
    print(f"1,000,000 rows x 20 columns: {million_rows():.3f} s")


if __name__ == "__main__":
    main()
