"""Commands that look after what was imported: the list of imports, undo, backup, where values are from."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from pmo_data.commands.output import DONE, Commands, command, say, say_json, say_table, store_path
from pmo_data.ingest.who import whoami
from pmo_data.queries.data import Imports
from pmo_data.store.backup import backup
from pmo_data.store.database import Store
from pmo_data.store.origins import where_from
from pmo_data.store.snapshots import moment_named
from pmo_data.store.undo import undo


def register(commands: Commands) -> None:
    command(commands, "imports", "List every import: file, snapshot, status date, who, when, counts.", _imports)
    undo_parser = command(commands, "undo", "Take back an import; the state before it is restored exactly.", _undo)
    undo_parser.add_argument("id", type=int, help="the import's number, see `pmo imports`")
    copy = command(commands, "backup", "Make a consistent copy of the store, reopen and sum it.", _backup)
    copy.add_argument("path", type=Path, help="where to put the copy")
    origin = command(commands, "origin", "Say where a value is from: file, sheet, cell, its text, who, when.", _origin)
    origin.add_argument("--entity", default="project", help="what the row is; project by default")
    origin.add_argument("--key", required=True, help="the row's key, code or name")
    origin.add_argument("--field", required=True, help="the field, such as approved_budget")
    origin.add_argument(
        "--as-of", default=None, metavar="S", help="a snapshot's number or a date; the latest by default"
    )


def _imports(options: argparse.Namespace) -> int:
    with Store.open(store_path(options), read_only=True) as store:
        frame = store.fetch(Imports())
    if options.json:
        say_json(frame.to_dict(orient="records"))
    elif frame.empty:
        say("Nothing was imported yet. `pmo import FILE` takes in the first file.")
    else:
        say_table(list(frame.columns), frame.itertuples(index=False))
    return DONE


def _undo(options: argparse.Namespace) -> int:
    with Store.open(store_path(options)) as store:
        undone = undo(store, options.id, whoami())
    if options.json:
        say_json({"batch": undone.batch, "imports": undone.imports, "snapshots": undone.snapshots})
    else:
        numbers = ", ".join(str(i) for i in undone.imports)
        say(f"Import {numbers} was undone; the portfolio is as it was before.")
    return DONE


def _backup(options: argparse.Namespace) -> int:
    with Store.open(store_path(options), read_only=True) as store:
        facts = backup(store, options.path)
    if options.json:
        say_json({"path": str(facts.path), "tables": facts.tables, "rows": facts.rows})
    else:
        say(f"Backed up {facts.rows} rows of {facts.tables} tables to {facts.path}; reopened and summed, it agrees.")
    return DONE


def _origin(options: argparse.Namespace) -> int:
    with Store.open(store_path(options), read_only=True) as store:
        moment = moment_named(store, options.as_of)
        found = where_from(store, options.entity, options.key, options.field, moment)
    if options.json:
        say_json({**dataclasses.asdict(found), "sentence": found.sentence} if found is not None else None)
    else:
        nothing = f"Nothing is known of {options.field} of {options.key}: no file in force then says anything about it."
        say(found.sentence if found is not None else nothing)
    return DONE
