"""A portfolio of five projects small enough to work out by hand, as of 31 January and 28 February 2026."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pyarrow as pa

from pmo_data.store.commit import commit
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch, Delivery, FileFacts

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)
_MAP = pa.map_(pa.string(), pa.string())
D = date


def table(rows: list[dict[str, Any]], absent: dict[int, dict[str, str]] | None = None) -> pa.Table:
    """Rows as a delivered table; `absent` says for a row which fields were held back and why."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    count = len(rows)
    columns = {name: pa.array([row.get(name) for row in rows]) for name in names}
    kept = [list((absent or {}).get(i, {}).items()) or None for i in range(count)]
    columns |= {"row": pa.array(range(2, 2 + count), pa.int32()), "absent": pa.array(kept, _MAP)}
    return pa.table(columns | {"extra": pa.nulls(count, _MAP), "original": pa.nulls(count, _MAP)})


def put(store: Store, day: date, /, **entities: list[dict[str, Any]] | pa.Table) -> None:
    """Commit rows of several entities as one import of that day."""
    deliveries = tuple(
        Delivery(name, rows if isinstance(rows, pa.Table) else table(rows), f"{name} list", mode="replace")
        for name, rows in entities.items()
    )
    name = f"{day}-{'-'.join(entities)}"
    content = repr([d.rows.to_pylist() for d in deliveries])
    commit(store, Batch((FileFacts(name, hashlib.sha256(content.encode()).hexdigest(), 1),), deliveries, day, "Ada"))


ASH = {
    "code": "P1", "name": "Ash", "programme": "North", "department": "Roads", "category": "Build", "status": "active",
    "baseline_start": D(2025, 1, 1), "baseline_finish": D(2026, 1, 1), "forecast_finish": D(2026, 2, 10),
    "approved_budget": 100_000.0, "forecast_cost": 105_000.0, "actual_cost": 50_000.0, "contingency": 10_000.0,
    "percent_complete": 50.0, "currency": "EUR", "declared_overall": "green", "updated_on": D(2026, 1, 20),
}  # fmt: skip
BIRCH = {
    "code": "P2", "name": "Birch", "programme": "North", "department": "Rail", "category": "Build", "status": "active",
    "baseline_start": D(2025, 7, 1), "baseline_finish": D(2026, 6, 30), "forecast_finish": D(2026, 6, 30),
    "approved_budget": 200_000.0, "forecast_cost": 250_000.0, "currency": "EUR", "declared_overall": "amber",
    "updated_on": D(2026, 1, 20),
}  # fmt: skip
CEDAR = {
    "code": "P3", "name": "Cedar", "programme": "South", "department": "Roads", "category": "Study",
    "status": "proposed", "whole_life_cost": 300_000.0, "currency": "EUR", "updated_on": D(2026, 1, 20),
}  # fmt: skip
DOGWOOD = {
    "code": "P4", "name": "Dogwood", "programme": "South", "department": "Rail", "category": "Study",
    "status": "active", "baseline_start": D(2025, 1, 1), "baseline_finish": D(2026, 12, 31),
    "forecast_finish": D(2026, 12, 31), "approved_budget": 1_000.0, "currency": "USD", "declared_overall": "red",
    "updated_on": D(2026, 1, 20),
}  # fmt: skip
ELM = {
    "code": "P5", "name": "Elm", "programme": "South", "department": "Roads", "category": "Build",
    "status": "completed", "baseline_start": D(2025, 1, 1), "baseline_finish": D(2025, 12, 31),
    "actual_finish": D(2025, 12, 31), "approved_budget": 50_000.0, "forecast_cost": 50_000.0,
    "actual_cost": 50_000.0, "currency": "EUR", "declared_overall": "green", "updated_on": D(2026, 1, 20),
}  # fmt: skip
FIR = {"code": "P6", "name": "Fir", "programme": "North", "status": "proposed", "currency": "EUR"}


def january(store: Store) -> None:
    """Five projects, their objectives, tasks, registers and people."""
    withheld = {2: {"declared_overall": "withheld"}}
    put(
        store,
        JANUARY,
        project=table([ASH, BIRCH, CEDAR, DOGWOOD, ELM], withheld),
        objective=[
            {"code": "O1", "name": "Safety", "weight": 3.0},
            {"code": "O2", "name": "Speed", "weight": 1.0},
            {"code": "O3", "name": "Beauty", "weight": 1.0},
        ],
        contribution=[
            {"project": "P1", "objective": "O1", "strength": 4.0},
            {"project": "P1", "objective": "O2", "strength": 2.0},
            {"project": "P2", "objective": "O1", "strength": 3.0},
        ],
        task=[
            {"code": "A", "name": "Dig", "project": "P1", "baseline_start": D(2026, 1, 1),
             "baseline_finish": D(2026, 1, 10), "actual_start": D(2026, 1, 1), "actual_finish": D(2026, 1, 10),
             "duration_days": 10.0, "percent_complete": 100.0},
            {"code": "B", "name": "Build", "project": "P1", "baseline_start": D(2026, 1, 11),
             "baseline_finish": D(2026, 2, 19), "actual_start": D(2026, 1, 11), "planned_finish": D(2026, 3, 1),
             "duration_days": 40.0, "percent_complete": 25.0},
            {"code": "M1", "name": "Ground broken", "project": "P1", "milestone": True,
             "baseline_finish": D(2026, 1, 15), "actual_finish": D(2026, 1, 20)},
            {"code": "M2", "name": "Permit", "project": "P1", "milestone": True, "planned_finish": D(2026, 1, 25)},
            {"code": "M3", "name": "Roof", "project": "P1", "milestone": True, "planned_finish": D(2026, 2, 10)},
            {"code": "M4", "name": "Keys", "project": "P2", "milestone": True, "planned_finish": D(2026, 6, 1)},
        ],
        risk=[
            {"code": "R1", "name": "Flood", "project": "P1", "status": "active", "kind": "threat", "probability": 5.0,
             "impact": 4.0, "probability_pct": 50.0, "impact_cost": 20_000.0, "raised_on": D(2026, 1, 1)},
            {"code": "R2", "name": "Cheap sand", "project": "P1", "status": "active", "kind": "opportunity",
             "probability_pct": 20.0, "impact_cost": 10_000.0, "raised_on": D(2025, 10, 1), "due": D(2026, 1, 21)},
            {"code": "R3", "name": "Frost", "project": "P1", "status": "completed", "probability": 5.0, "impact": 5.0,
             "impact_cost": 90_000.0},
            {"code": "R4", "name": "Nobody's", "status": "active", "probability": 1.0, "impact": 1.0},
        ],
        decision=[{"code": "D1", "name": "Choose the route", "project": "P2", "due": D(2026, 1, 21)}],
        gate=[{"project": "P2", "name": "Gate 3", "planned_date": D(2026, 1, 1)}],
        person=[{"code": "E1", "name": "Ina", "capacity_fte": 1.0}],
        assignment=[
            {"code": "L1", "project": "P1", "person": "E1", "start": D(2026, 1, 1), "finish": D(2026, 1, 31),
             "share": 50.0},
            {"code": "L2", "project": "P2", "person": "E1", "start": D(2026, 1, 1), "finish": D(2026, 1, 31),
             "share": 80.0},
        ],
    )  # fmt: skip


def february(store: Store) -> None:
    """Ash slips and is reported red, Birch leaves, Fir joins."""
    ash = ASH | {"declared_overall": "red", "forecast_finish": D(2026, 4, 10)}
    put(store, FEBRUARY, project=table([ash, CEDAR, DOGWOOD, ELM, FIR], {1: {"declared_overall": "withheld"}}))
