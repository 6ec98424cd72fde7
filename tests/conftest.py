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


# What these run is large files, many histories and whole servers; the lines behind them have quick tests of their own,
# and following each line that reading a file takes would make it four times slower.
_UNMEASURED = ("bad", "browser", "demo", "real", "export/test_identity.py", "store/test_kill.py",
               "store/test_properties.py")  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave coverage out where it costs much and tells nothing."""
    here = Path(__file__).parent
    for item in items:
        place = item.path.relative_to(here).as_posix()
        if any(place == part or place.startswith(f"{part}/") for part in _UNMEASURED):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process: the child of `run_in_child` costs a start and has tests of its own."""
    from pmo_data.ingest import batch, prepare

    def run(_target: str, paths: Sequence[Path], told: dict[str, Any], **_: Any) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="pmo-read-"))
        prepare.prepare_files(list(paths), json.loads(json.dumps(told)), folder)
        return folder

    monkeypatch.setattr(batch, "run_in_child", run)
