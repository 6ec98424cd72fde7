"""What holds for every test: nothing of the person's own portfolio is read or written."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Set before any test module is imported, because a default may be read at import.
os.environ["PMO_HOME"] = tempfile.mkdtemp(prefix="pmo-tests-")
os.environ["PMO_HEADLESS"] = "1"
os.environ.pop("PMO_DB", None)

# How long one example takes says something about the machine, not about the property.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process: the child of `run_in_child` costs a start and has tests of its own."""
    from pmo_data.ingest import batch, prepare

    def run(_target: str, paths: Sequence[Path], told: dict[str, Any], **_: Any) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="pmo-read-"))
        prepare.prepare_files(list(paths), json.loads(json.dumps(told)), folder)
        return folder

    monkeypatch.setattr(batch, "run_in_child", run)
