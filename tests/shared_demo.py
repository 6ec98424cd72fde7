"""The demo portfolio for tests that only look at it: built once for all workers, because that takes many seconds."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from pmo_data.domain.places import demo_database_path
from pmo_data.ingest.demo import ensure_demo

_PATIENCE = 240  # seconds that a worker waits for another's building before it builds for itself


def ensure_shared_demo() -> Path:
    """The demo at its place in this process's own home, as a copy of what whichever worker came first has built."""
    own = demo_database_path()
    shared = Path(os.environ["PMO_TESTS_SHARED"]) / own.name
    if not own.exists() and _built(shared):
        own.parent.mkdir(parents=True, exist_ok=True)
        for part in shared.parent.glob(f"{own.name}.*"):
            shutil.copy(part, own.with_name(part.name))
        shutil.copy(shared, own)
    ensure_demo(own)
    return own


def _built(shared: Path) -> bool:
    """Whether the shared demo is there; built here if nobody has begun."""
    try:
        shared.with_name("begun").mkdir()
    except FileExistsError:
        until = time.monotonic() + _PATIENCE
        while not shared.exists() and time.monotonic() < until:
            time.sleep(0.2)
    else:
        ensure_demo(shared)
    return shared.exists()
