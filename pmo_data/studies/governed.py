"""The governed measures for programs: what there is, what each means, its value, its projects and its changes.

Only what the registry of figures names can be asked: no statement in SQL comes through here. Answers are plain
dictionaries, the same whichever program asks.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from pmo_data.domain.errors import QueryError
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import is_unknown
from pmo_data.queries.explained import FIGURES, Explained, ProjectInputs, figure
from pmo_data.queries.overview import Movement
from pmo_data.queries.project import ProjectFacts
from pmo_data.store import sqltext
from pmo_data.store.database import Store
from pmo_data.store.snapshots import moment_before, moment_named, snapshot_at, snapshots
from pmo_data.studies.explain import Explanation, explain, origins
from pmo_data.studies.views import moved_rows

CELLS_SHOWN = 5
_OF_PROJECTS = ["project", "name", "programme_name", "status", "rating", "budget", "forecast_cost", "slip_days",
                "percent_complete", "currency"]  # fmt: skip


def measures() -> list[dict[str, str]]:
    """Every governed measure: name, label, unit and meaning."""
    return [{"name": f.name, "label": f.label, "unit": f.unit, "meaning": f.meaning} for f in FIGURES]


def described(name: str) -> dict[str, Any]:
    """One measure with its inputs and its definition in SQL. Raises QueryError for an unknown name."""
    asked: Explained = figure(name)
    return {
        "name": asked.name, "label": asked.label, "unit": asked.unit, "meaning": asked.meaning,
        "inputs": list(asked.inputs), "definitions": [sqltext.macro(name) for name in asked.macros],
        "sql": sqltext.statement(f"queries/{asked.query.sql}"),
    }  # fmt: skip


def scope_of(store: Store, as_of: str = "", programmes: tuple[str, ...] = ()) -> Scope:
    """A scope from what programs say: a snapshot's number or a date, and keys of programmes."""
    return Scope(as_of=moment_named(store, as_of), programmes=programmes)


def measured(store: Store, name: str, scope: Scope, project: str | None = None) -> dict[str, Any]:
    """The value of a measure, how it is said, and how much of it is known."""
    found = explain(store.fetch, name, scope, project)
    return {
        "measure": found.figure.name, "value": found.value, "unit": found.figure.unit, "shown": found.shown,
        "sentence": found.sentence, "rows": found.row_count, "known": found.known,
        "snapshot": snapshot_at(store, scope.as_of),
    }  # fmt: skip


def projects(store: Store, scope: Scope) -> list[dict[str, Any]]:
    """The projects of a scope with state and money, largest first."""
    return _records(store.fetch(ProjectInputs.of(scope))[_OF_PROJECTS])


def one_project(store: Store, project: str, scope: Scope) -> dict[str, Any]:
    """Everything known of one project (its key). Raises QueryError where there is none."""
    found = store.fetch(ProjectFacts(project=project, as_of=scope.as_of))
    if found.empty:
        raise QueryError(f"There is no project '{project}' here.")
    return {str(name): value for name, value in found.iloc[0].items() if not is_unknown(value)}


def changes(store: Store, since: str, scope: Scope) -> list[dict[str, Any]]:
    """The projects that moved since a snapshot or date; since the status date before, where none is named."""
    before = moment_named(store, since) if since else moment_before(snapshots(store), scope.as_of)
    moved = moved_rows(store.fetch(Movement.of(dataclasses.replace(scope, compare_with=before))))
    return _records(moved[["project", "name", "movement", "rating_before", "rating_after", "finish_moved_days",
                           "budget_change", "forecast_cost_change", "currency", "sentence"]])  # fmt: skip


def explained(store: Store, name: str, scope: Scope, project: str | None = None) -> dict[str, Any]:
    """A measure explained: value, meaning, inputs, rows, cells of the source, SQL and snapshot."""
    found = explain(store.fetch, name, scope, project)
    return {
        "measure": found.figure.name, "label": found.figure.label, "unit": found.figure.unit, "value": found.value,
        "shown": found.shown, "sentence": found.sentence, "meaning": found.figure.meaning, "scope": found.scope,
        "snapshot": snapshot_at(store, scope.as_of), "inputs": dict(found.inputs), "row_count": found.row_count,
        "known": found.known, "rows": _records(found.rows), "cells": cells(store, found, scope.as_of),
        "sql": found.sql, "rows_sql": found.rows_sql, "definitions": found.definitions,
    }  # fmt: skip


def cells(store: Store, found: Explanation, as_of: int) -> list[dict[str, Any]]:
    """The source cells of the first rows of an explanation, field by field."""
    told = []
    for row in found.rows.head(CELLS_SHOWN).to_dict("records"):
        key = row.get(found.figure.key)
        said = [] if is_unknown(key) else origins(store, found.figure, str(key), as_of)
        told += [{**dataclasses.asdict(cell), "sentence": cell.sentence} for cell in said]
    return told


def _records(frame: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return found
