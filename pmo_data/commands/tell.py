"""The command that tells the portfolio's month in prose, the same sentences as the page's."""

from __future__ import annotations

import argparse

from pmo_data.commands.output import DONE, Commands, command, say, say_json, store_path
from pmo_data.commands.pack import scope_options, scope_said
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshot_at
from pmo_data.studies.narrative import narrative


def register(commands: Commands) -> None:
    told = command(commands, "narrative", "Tell in prose what moved, what drove it and what is at stake.", _narrative)
    scope_options(told)


def _narrative(options: argparse.Namespace) -> int:
    with Store.open(store_path(options), read_only=True) as store:
        scope = scope_said(store, options, compared=True)
        paragraphs, snapshot = narrative(store.fetch, scope), snapshot_at(store, scope.as_of)
    if options.json:
        clauses = [
            {"heading": p.heading, "text": c.text, "page": c.page, "filters": dict(c.filters)}
            for p in paragraphs for c in p.clauses
        ]  # fmt: skip
        say_json({"snapshot": snapshot, "scope": scope.sentence(), "clauses": clauses})
        return DONE
    for paragraph in paragraphs:
        say(paragraph.heading, " ".join(clause.text for clause in paragraph.clauses), "")
    if not paragraphs:
        say("Nothing is known of this part of the portfolio. `pmo import FILE` takes in the first file.")
    return DONE
