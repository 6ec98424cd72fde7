"""The command that explains a figure: definition, inputs, rows, cells of the source, snapshot."""

from __future__ import annotations

import argparse
from typing import Any

from pmo_data.commands.output import DONE, Commands, command, say, say_json, say_table, store_path
from pmo_data.store.database import Store
from pmo_data.studies import governed

ROWS_SHOWN = 20


def register(commands: Commands) -> None:
    made = command(commands, "explain", "Explain a figure: definition, inputs, rows, cells of the source.", _explain)
    made.add_argument("measure", nargs="?", help="the figure's name; all names without one")
    made.add_argument("--project", default=None, metavar="KEY", help="for one project only")
    made.add_argument("--as-of", default=None, metavar="S", help="a snapshot's number or a date; the latest by default")


def _explain(options: argparse.Namespace) -> int:
    if not options.measure:
        return _list(options)
    with Store.open(store_path(options), read_only=True) as store:
        scope = governed.scope_of(store, options.as_of or "")
        told = governed.explained(store, options.measure, scope, options.project)
    if options.json:
        say_json(told)
    else:
        _say(told)
    return DONE


def _list(options: argparse.Namespace) -> int:
    measures = governed.measures()
    if options.json:
        say_json(measures)
    else:
        say_table(["figure", "means"], [[m["name"], m["meaning"]] for m in measures], widest=110)
    return DONE


def _say(told: dict[str, Any]) -> None:
    at = f"Snapshot {told['snapshot']}." if told["snapshot"] else "Nothing was imported yet."
    say(told["sentence"], told["meaning"], at, "")
    if told["inputs"]:
        say_table(["input", "over all rows"], list(told["inputs"].items()), widest=90)
        say("")
    shown = told["rows"][:ROWS_SHOWN]
    if shown:
        say_table(list(shown[0]), [list(row.values()) for row in shown], widest=32)
    if told["row_count"] > len(shown):
        say(f"The first {len(shown)} of {told['row_count']:,} rows.")
    say("", *(f"{c['key']}, {c['field']}: {c['sentence']}" for c in told["cells"]))
    say("", "Defined by", *told["definitions"], f"Answered by\n{told['sql']}")
