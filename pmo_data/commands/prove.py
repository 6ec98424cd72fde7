"""The command that proves: our numbers beside published answers."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmo_data.commands.output import DONE, HELD_BACK, Commands, command, say, say_json, say_table


def register(commands: Commands) -> None:
    made = command(commands, "prove", "Compute published examples and compare: our number beside theirs.", _prove)
    made.add_argument(
        "--known", type=Path, default=None, metavar="FOLDER", help="published data sets; PMO_KNOWN by default"
    )


def _prove(options: argparse.Namespace) -> int:
    # Imported here because it brings the solver, half a second that no other command should wait for.
    from pmo_data.studies.proof import known_folder, prove

    with _solver_silenced():
        proof = prove(options.known or known_folder())
    if options.json:
        say_json(
            {
                "met": len(proof.results) - len(proof.misses),
                "missed": len(proof.misses),
                "not_at_hand": proof.not_at_hand,
                "cases": [dataclasses.asdict(result) for result in proof.results],
            }
        )
    else:
        say_table(list(proof.frame.columns[:5]), proof.frame.iloc[:, :5].itertuples(index=False), widest=44)
        say("", proof.sentence, *proof.not_at_hand)
    return HELD_BACK if proof.misses else DONE


@contextmanager
def _solver_silenced() -> Iterator[None]:
    """The solver writes remarks of its own to the process's output, below Python, where they would break JSON."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
