"""Rows as the catalogue's CSVs want them, and the files of one status date: only what is new or changed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

Value = str | int | float | bool | date | None
Row = dict[str, Value]

KEYS: dict[str, tuple[str, ...]] = {
    "project": ("code",), "objective": ("code",), "portfolio": ("code",), "programme": ("code",),
    "contribution": ("project", "objective"), "exchange_rate": ("from_currency", "to_currency", "valid_on"),
    "benefit": ("code",), "benefit_period": ("benefit", "period"), "task": ("project", "code"),
    "dependency": ("code",), "gate": ("project", "name"), "calendar": ("name", "holiday"), "person": ("code",),
    "assignment": ("code",), "risk": ("code",), "issue": ("code",), "assumption": ("code",), "decision": ("code",),
    "action": ("code",), "lesson": ("code",), "budget_period": ("project", "period", "spend"),
    "cost_period": ("project", "period", "spend"), "status_report": ("project", "report_date"),
    "stakeholder": ("project", "name", "channel"),
}  # fmt: skip


def text(value: Value) -> str:
    """The value as the file holds it: ISO dates, true/false, whole numbers without a point, empty for unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)


class Folder:
    """Writes one folder per status date, remembering what was written before."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._before: dict[tuple[str, tuple[Value, ...]], tuple[Value, ...]] = {}

    def write(self, status_date: date, tables: Mapping[str, Iterable[Row]]) -> None:
        folder = self.root / status_date.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        for entity, rows in tables.items():
            everything = list(rows)
            changed = self._changed(entity, everything)
            if changed:
                self._file(folder / f"{entity}.csv", list(everything[0]), changed)

    def _changed(self, entity: str, rows: list[Row]) -> list[tuple[str, ...]]:
        changed = []
        for row in rows:
            key = (entity, tuple(row[name] for name in KEYS[entity]))
            values = tuple(row.values())
            if self._before.get(key) != values:
                self._before[key] = values
                changed.append(tuple(text(value) for value in values))
        return changed

    @staticmethod
    def _file(path: Path, header: list[str], rows: list[tuple[str, ...]]) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
