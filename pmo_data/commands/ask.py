"""Commands that ask: every figure a page shows, by name, as of any snapshot and for any part of the portfolio."""

from __future__ import annotations

import argparse
import dataclasses
import sys
import typing
from typing import Any

from pmo_data.commands.output import DONE, Commands, command, say, say_json, say_table, store_path
from pmo_data.commands.pack import values_meant
from pmo_data.domain.errors import QueryError
from pmo_data.domain.moments import FOREVER
from pmo_data.ingest.who import whoami
from pmo_data.queries.base import Query
from pmo_data.queries.catalogue import QUERIES
from pmo_data.store.database import Store
from pmo_data.store.sandbox.ask import SECONDS, ask_sql
from pmo_data.store.snapshots import moment_named, snapshot_at

FILTERS = ("portfolios", "programmes", "departments", "objectives", "ratings")


def register(commands: Commands) -> None:
    ask = command(commands, "query", "Answer a named query; `--list` describes them all.", _query)
    ask.add_argument("name", nargs="?", help="the query's name")
    ask.add_argument("--sql", default=None, metavar="STATEMENT", help="answer a reading SQL statement instead")
    ask.add_argument("--seconds", type=float, default=SECONDS, metavar="N", help="how long a statement may take")
    ask.add_argument("--list", action="store_true", help="list the queries with what each answers")
    ask.add_argument("--as-of", default=None, metavar="S", help="a snapshot's number or a date; the latest by default")
    ask.add_argument("--compare-with", default=None, metavar="S", help="the snapshot or date to compare with")
    for name in FILTERS:
        ask.add_argument(
            f"--{name[:-1]}",
            dest=name,
            action="append",
            default=[],
            metavar="NAME",
            help=f"only these {name}, by key or name",
        )
    ask.add_argument(
        "--set", dest="given", action="append", default=[], metavar="NAME=VALUE", help="another parameter of the query"
    )


def _query(options: argparse.Namespace) -> int:
    if options.sql is not None:
        return _sql(options)
    if options.list or not options.name:
        return _list(options)
    asked = QUERIES.get(options.name)
    if asked is None:
        raise QueryError(f"There is no query '{options.name}'. `pmo query --list` describes those there are.")
    with Store.open(store_path(options), read_only=True) as store:
        query = _filled(asked, options, store)
        frame = store.fetch(query)
        snapshot = snapshot_at(store, getattr(query, "as_of", moment_named(store, None)))
    rows = frame.astype(object).where(frame.notna(), None).values.tolist()
    if options.json:
        say_json({"columns": list(frame.columns), "rows": rows, "snapshot": snapshot})
    elif frame.empty:
        say("No rows.")
    else:
        say_table(list(frame.columns), rows)
    return DONE


def _sql(options: argparse.Namespace) -> int:
    """Foreign SQL goes through the same door as on the page; it takes a moment, and no other option of a query."""
    if options.name or options.given or options.compare_with or any(getattr(options, name) for name in FILTERS):
        raise QueryError("--sql takes --as-of and --seconds only: filters and comparisons belong into the statement.")
    with Store.open(store_path(options), read_only=True) as store:
        as_of = moment_named(store, options.as_of)
        answer = ask_sql(store, options.sql, as_of=as_of, seconds=options.seconds, who=whoami(), keep_warm=False)
        snapshot = snapshot_at(store, as_of)
        for sentence in (*store.warnings, *answer.missing):
            sys.stderr.write(f"{sentence}\n")
    if options.json:
        say_json({
            "columns": answer.columns, "rows": answer.rows, "snapshot": snapshot, "cut": answer.cut,
            "seconds": answer.seconds, "reduced_protection": answer.reduced_protection,
        })  # fmt: skip
        return DONE
    say_table(answer.columns, answer.rows)
    say(*([answer.cut] if answer.cut else []), *([] if answer.rows else ["No rows."]))
    return DONE


def _list(options: argparse.Namespace) -> int:
    described = [
        {"name": name, "answers": q.describe(), "parameters": [f.name for f in dataclasses.fields(q)],
         "columns": list(q.columns)}
        for name, q in sorted(QUERIES.items())
    ]  # fmt: skip
    if options.json:
        say_json(described)
    else:
        say_table(["query", "answers"], [[d["name"], d["answers"]] for d in described], widest=110)
    return DONE


def _filled(asked: type[Query], options: argparse.Namespace, store: Store) -> Query:
    """The query with the options it takes; an option it does not take is refused rather than ignored."""
    types = typing.get_type_hints(asked)
    known = {f.name for f in dataclasses.fields(asked)}
    values: dict[str, Any] = {name: tuple(getattr(options, name)) for name in FILTERS if getattr(options, name)}
    if options.as_of is not None:
        values["as_of"] = moment_named(store, options.as_of)
    if options.compare_with is not None:
        values["compare_with"] = moment_named(store, options.compare_with)
    for pair in options.given:
        name, _, text = pair.partition("=")
        values[name] = _typed(text, types.get(name, str))
    surplus = sorted(set(values) - known)
    if surplus:
        raise QueryError(
            f"The query '{options.name}' takes no {', '.join(surplus)}. It takes: {', '.join(sorted(known))}."
        )
    # A name that is none of those there are would answer with zeros, as if nothing were wrong.
    values |= {name: values_meant(store, values.get("as_of", FOREVER), name, getattr(options, name))
               for name in FILTERS if getattr(options, name)}  # fmt: skip
    required = [f.name for f in dataclasses.fields(asked) if f.default is dataclasses.MISSING and f.name not in values]
    if required:
        raise QueryError(f"The query '{options.name}' also needs: {', '.join(f'--set {n}=…' for n in required)}.")
    return asked(**values)


def _typed(text: str, hint: Any) -> Any:
    """A parameter's text as its declared type."""
    shown = str(hint)
    if "tuple" in shown:
        return tuple(part for part in text.split(",") if part)
    try:
        return int(text) if "int" in shown else float(text) if "float" in shown else text
    except ValueError:
        raise QueryError(f"'{text}' is not a number.") from None
