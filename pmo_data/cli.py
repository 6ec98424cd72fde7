"""The console script `pmo`: everything a page can do, from the same functions, for people and for other programs.

Every command takes `--json` and `--db`. Exit codes: 0 done, 1 findings held rows back, 2 refused, with one sentence.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from pmo_data.commands import ROOMS
from pmo_data.commands.output import REFUSED, complain
from pmo_data.domain.errors import PmoError


def parser() -> argparse.ArgumentParser:
    """The whole command line; each room of commands adds its own."""
    main_parser = argparse.ArgumentParser(
        prog="pmo",
        description="The portfolio room: any spreadsheet in, every import a snapshot, every number explained.",
    )
    commands = main_parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for room in ROOMS:
        room.register(commands)
    return main_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Errors of ours are one sentence, never a traceback."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except PmoError as error:
        complain(error, as_json=getattr(options, "json", False))
        return REFUSED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is left to say.
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
