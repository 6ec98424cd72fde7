"""How commands answer: a table for people, JSON for programs, one sentence for what is refused."""

from __future__ import annotations

import argparse
import datetime
import decimal
import json
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pmo_data.domain.errors import PmoError
from pmo_data.domain.places import database_path

DONE, HELD_BACK, REFUSED = 0, 1, 2

Commands = Any  # argparse keeps the type of its subparsers private


def command(commands: Commands, name: str, help_text: str, run: Callable[[argparse.Namespace], int]) -> Any:
    """A subcommand with the two options that all have; the caller adds its own arguments."""
    made = commands.add_parser(name, help=help_text, description=help_text)
    made.add_argument("--json", action="store_true", help="answer in JSON")
    made.add_argument("--db", type=Path, default=None, help="the store's file; PMO_DB or the user's own by default")
    made.set_defaults(run=run)
    return made


def store_path(options: argparse.Namespace) -> Path:
    """The store a command works on."""
    return Path(options.db) if options.db is not None else database_path()


def plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO text, unknown as null, never NaN."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, datetime.date | datetime.datetime):
        return None if value != value else value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if hasattr(value, "tolist"):
        # A number's own `tolist` is the number; an array (the names in a cell) has no single `item`.
        return plain(value.tolist())
    return value if isinstance(value, str | int | float | bool) else str(value)


def say_json(answer: Any) -> None:
    json.dump(plain(answer), sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")


def say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


def say_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, widest: int = 48) -> None:
    """An aligned text table; long cells are cut visibly."""
    cells = [[_cell(v, widest) for v in row] for row in rows]
    widths = [max(len(c), *(len(row[i]) for row in cells)) if cells else len(c) for i, c in enumerate(columns)]
    for row in [list(columns), ["-" * w for w in widths], *cells]:
        say("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def _cell(value: Any, widest: int) -> str:
    shown = plain(value)
    text = "n/a" if shown is None else " ".join(str(shown).split())
    return text if len(text) <= widest else text[: widest - 1] + "…"


def complain(error: PmoError, *, as_json: bool) -> None:
    if as_json:
        say_json({"refused": str(error)})
    else:
        sys.stderr.write(f"{error}\n")
