"""The command that explains a figure: definition, inputs, rows, cells of the source, snapshot."""

from __future__ import annotations

import argparse
import dataclasses

from pmo_data.commands.output import DONE, Commands, command, say, say_json, say_table, store_path
from pmo_data.domain.errors import QueryError
from pmo_data.domain.scope import Scope
from pmo_data.queries.explained import FIGURES
from pmo_data.store.database import Store
from pmo_data.store.snapshots import moment_named, snapshot_at
from pmo_data.studies.explain import Explanation, explain, origins

ROWS_SHOWN = 20
CELLS_SHOWN = 5


def register(commands: Commands) -> None:
    made = command(commands, "explain", "Explain a figure: definition, inputs, rows, cells of the source.", _explain)
    made.add_argument("measure", nargs="?", help="the figure's name; all names without one")
    made.add_argument("--project", default=None, metavar="KEY", help="for one project only")
    made.add_argument("--as-of", default=None, metavar="S", help="a snapshot's number or a date; the latest by default")


def _explain(options: argparse.Namespace) -> int:
    if not options.measure:
        return _list(options)
    with Store.open(store_path(options), read_only=True) as store:
        as_of = moment_named(store, options.as_of)
        found = explain(store.fetch, options.measure, Scope(as_of=as_of), options.project)
        cells = _cells(store, found, as_of)
        snapshot = snapshot_at(store, as_of)
    if options.json:
        say_json(_told(found, cells, snapshot))
    else:
        _say(found, cells, snapshot)
    return DONE


def _list(options: argparse.Namespace) -> int:
    if options.json:
        say_json([{"name": f.name, "label": f.label, "unit": f.unit, "meaning": f.meaning} for f in FIGURES])
    else:
        say_table(["figure", "means"], [[f.name, f.meaning] for f in FIGURES], widest=110)
    return DONE


def _cells(store: Store, found: Explanation, as_of: int) -> list[dict[str, object]]:
    """The cells of the first rows, field by field."""
    told = []
    for row in found.rows.head(CELLS_SHOWN).to_dict("records"):
        try:
            cells = origins(store, found.figure, str(row[found.figure.key]), as_of)
        except QueryError:  # the row came without a key of its own
            continue
        told += [{**dataclasses.asdict(c), "sentence": c.sentence} for c in cells]
    return told


def _told(found: Explanation, cells: list[dict[str, object]], snapshot: int | None) -> dict[str, object]:
    return {
        "measure": found.figure.name, "label": found.figure.label, "unit": found.figure.unit, "value": found.value,
        "shown": found.shown, "sentence": found.sentence, "meaning": found.figure.meaning, "scope": found.scope,
        "snapshot": snapshot, "inputs": dict(found.inputs), "row_count": found.row_count, "known": found.known,
        "rows": found.rows.astype(object).where(found.rows.notna(), None).to_dict("records"), "cells": cells,
        "sql": found.sql, "rows_sql": found.rows_sql, "definitions": found.definitions,
    }  # fmt: skip


def _say(found: Explanation, cells: list[dict[str, object]], snapshot: int | None) -> None:
    say(found.sentence, found.figure.meaning, f"Snapshot {snapshot}." if snapshot else "Nothing was imported yet.", "")
    if found.inputs:
        say_table(["input", "over all rows"], found.inputs, widest=90)
        say("")
    shown = found.rows.head(ROWS_SHOWN)
    say_table(list(shown.columns), shown.astype(object).where(shown.notna(), None).values.tolist(), widest=32)
    if found.row_count > len(shown):
        say(f"The first {len(shown)} of {found.row_count:,} rows.")
    say("", *(f"{c['key']}, {c['field']}: {c['sentence']}" for c in cells))
    say("", "Defined by", *found.definitions, f"Answered by\n{found.sql}")
