"""The demo's CSVs merged by key month after month, as a loader sees them; keys are those of the catalogue."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pmo_data.domain.catalogue import ENTITIES

DEMO = Path(__file__).parents[2] / "data" / "demo"

Row = dict[str, str]
Tables = dict[str, dict[tuple[str, ...], Row]]


def key_of(entity: str, row: Row) -> tuple[str, ...]:
    """The first alternative of key fields that are all filled, within the entity's owner where it has one."""
    declared = ENTITIES[entity]
    present = [fields for fields in declared.keys if all(row.get(name) for name in fields)]
    fields = present[0] if present else [name for name in declared.keys[0] if name in row]
    owner = (row[declared.owner],) if declared.owner else ()
    return owner + tuple(row.get(name, "") for name in fields)


@pytest.fixture(scope="session")
def months() -> dict[str, Tables]:
    """All tables as they stood at each status date."""
    state: Tables = {}
    history: dict[str, Tables] = {}
    for folder in sorted(path for path in DEMO.iterdir() if path.is_dir()):
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            table = state.setdefault(path.stem, {})
            table.update({_merge_key(path.stem, row): row for row in rows})
        history[folder.name] = {entity: dict(rows) for entity, rows in state.items()}
    return history


def _merge_key(entity: str, row: Row) -> tuple[str, ...]:
    if entity in ("budget_period", "cost_period"):  # money is kept by project, not by task or category
        return row["project"], row["period"], row["spend"]
    return key_of(entity, row)


@pytest.fixture(scope="session")
def last(months: dict[str, Tables]) -> Tables:
    return months["2026-10-31"]
