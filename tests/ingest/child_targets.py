"""Targets for the tests of the child process: each misbehaves in one way, or behaves."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from pmo_data.domain.errors import Refused
from pmo_data.ingest.child import report


def copy_names(inputs: list[Path], options: dict[str, Any], out_dir: Path) -> None:
    """Writes the names of the inputs and the options; prints noise that is no progress."""
    print("a library talks")
    for index, path in enumerate(inputs, start=1):
        report(index, len(inputs), path.name)
    (out_dir / "names.json").write_text(json.dumps([[path.name for path in inputs], options]))


def refuse(_inputs: list[Path], _options: dict[str, Any], _out_dir: Path) -> None:
    """Refuses with a sentence."""
    raise Refused("The file is empty.")


def fail(_inputs: list[Path], _options: dict[str, Any], _out_dir: Path) -> None:
    """Has a defect."""
    raise KeyError("a defect")


def abort(_inputs: list[Path], _options: dict[str, Any], _out_dir: Path) -> None:
    """Ends as a native library ends that gives up."""
    os.abort()


def leave(_inputs: list[Path], _options: dict[str, Any], _out_dir: Path) -> None:
    """Ends without saying that the work is done, though with success."""
    os._exit(0)


def loop(_inputs: list[Path], _options: dict[str, Any], _out_dir: Path) -> None:
    """Never ends."""
    while True:
        time.sleep(0.01)


def devour(_inputs: list[Path], _options: dict[str, Any], _out_dir: Path) -> None:
    """Takes memory until there is none."""
    hoard = []
    while True:
        hoard.append(bytearray(64 * 1024 * 1024))


def environment(_inputs: list[Path], _options: dict[str, Any], out_dir: Path) -> None:
    """Writes what the child knows of its surroundings, and what it has imported."""
    (out_dir / "seen.json").write_text(json.dumps([dict(os.environ), sorted(sys.modules)]))
