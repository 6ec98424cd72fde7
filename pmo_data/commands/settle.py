"""Commands that settle something: a setting, a decision, an action; and what a slip would reach before it happens."""

from __future__ import annotations

import argparse
from datetime import date

from pmo_data.commands.frames import frame_rows, say_frame
from pmo_data.commands.output import DONE, Commands, command, say, say_json, store_path
from pmo_data.domain.errors import QueryError
from pmo_data.domain.words import count
from pmo_data.ingest.who import whoami
from pmo_data.store.database import Store
from pmo_data.store.delivery import Committed
from pmo_data.store.snapshots import moment_named
from pmo_data.studies.cascade import cascade
from pmo_data.studies.deciding import act, decide, waiting
from pmo_data.studies.settings import change, in_force

HITS = ("kind", "name", "project_name", "promised", "lands", "worth", "currency")
SETTINGS = ("name", "in_force", "unit", "default", "since", "who")


def register(commands: Commands) -> None:
    made = command(commands, "settings", "List the settings in force; with a name and a value, set one.", _settings)
    made.add_argument("name", nargs="?", help="the setting")
    made.add_argument("value", nargs="?", help="its new value, from the latest status date on")
    made.add_argument("--as-of", default=None, metavar="S", help="a snapshot's number or a date; the latest by default")

    made = command(commands, "decide", "Log the outcome of a decision that waits.", _decide)
    made.add_argument("decision", help="its key or code, see `pmo query decisions_ranked`")
    made.add_argument("--outcome", required=True, metavar="TEXT", help="what was decided")
    made.add_argument("--why", default="", metavar="TEXT", help="the reason")

    made = command(commands, "act", "Log an action.", _act)
    made.add_argument("action", help="what is to be done")
    made.add_argument("--owner", default="", help="who does it")
    made.add_argument("--due", type=date.fromisoformat, default=None, metavar="DATE", help="by when")
    made.add_argument("--project", default=None, metavar="KEY", help="the project it belongs to")

    made = command(commands, "slip", "Say what a slip of one task or milestone would reach.", _slip)
    made.add_argument("task", help="the task's key, see `pmo query milestones`")
    made.add_argument("--days", type=int, default=20, metavar="N", help="by how many working days; 20 by default")
    made.add_argument("--as-of", default=None, metavar="S", help="a snapshot's number or a date; the latest by default")


def _settings(options: argparse.Namespace) -> int:
    if options.name and options.value is not None:
        with Store.open(store_path(options)) as store:
            done = change(store, options.name, options.value, who=whoami())
        return _said(options, done, f"{options.name} is {options.value} from now on.")
    with Store.open(store_path(options), read_only=True) as store:
        rows = in_force(store.fetch, moment_named(store, options.as_of))
    if options.name:
        rows = rows[rows["name"] == options.name]
        if rows.empty:
            raise QueryError(f"There is no setting '{options.name}'. `pmo settings` lists those there are.")
    if options.json:
        say_json({"settings": frame_rows(rows)})
    else:
        say_frame(rows, SETTINGS, "There are no settings.")
    return DONE


def _decide(options: argparse.Namespace) -> int:
    with Store.open(store_path(options)) as store:
        row = waiting(store, options.decision)
        done = decide(store, row, options.outcome, who=whoami(), rationale=options.why)
    return _said(options, done, f"Decided: {row['ask']} {options.outcome}")


def _act(options: argparse.Namespace) -> int:
    with Store.open(store_path(options)) as store:
        code = act(store, options.action, who=whoami(), owner=options.owner, due=options.due, project=options.project)
    if options.json:
        say_json({"action": code})
    else:
        say(f"The action is in the register as {code}.")
    return DONE


def _said(options: argparse.Namespace, done: Committed, sentence: str) -> int:
    if options.json:
        say_json({"snapshot": done.snapshot, "sentence": sentence})
    else:
        say(sentence, f"Snapshot {done.snapshot}; `pmo undo` takes it back.")
    return DONE


def _slip(options: argparse.Namespace) -> int:
    with Store.open(store_path(options), read_only=True) as store:
        found = cascade(store.fetch, options.task, options.days, moment_named(store, options.as_of))
    if options.json:
        head = {"task": found.task, "name": found.name, "days": found.days, "calendar": found.calendar}
        say_json({**head, "moved": frame_rows(found.moved), "hits": frame_rows(found.hits)})
        return DONE
    say(f"{found.name} {count(found.days, 'working day')} later would move {count(len(found.moved), 'task')}.")
    say(found.calendar, "")
    say_frame(found.hits, HITS, "No finish, gate, benefit or objective would be missed that is met now.")
    return DONE
