"""Commands that open the app: on the user's own store, or on the demo portfolio."""

from __future__ import annotations

import argparse

from pmo_data import serve
from pmo_data.commands.output import DONE, Commands, command, say, say_json
from pmo_data.domain.places import demo_database_path
from pmo_data.ingest.demo import ensure_demo


def register(commands: Commands) -> None:
    app = command(commands, "app", "Open the app in a browser.", _app)
    app.add_argument("--port", type=int, help="port to serve on; the first free one by default")
    app.add_argument("--headless", action="store_true", help="do not open a browser")
    demo = command(commands, "demo", "Load the demo portfolio into a store of its own.", _demo)
    demo.add_argument("--open", action="store_true", help="open the app on it afterwards")


def _app(options: argparse.Namespace) -> int:
    return serve.launch_app(port=options.port, db=options.db, headless=options.headless)


def _demo(options: argparse.Namespace) -> int:
    path = options.db or demo_database_path()
    snapshots = ensure_demo(path)
    if options.json:
        say_json({"db": str(path), "snapshots": snapshots})
    else:
        say(f"The demo portfolio is in {path}: {snapshots} monthly snapshots.")
    return serve.launch_app(db=path) if options.open else DONE
