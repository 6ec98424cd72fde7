"""What holds for every test: nothing of the person's own portfolio is read or written."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import coverage
import pytest
from hypothesis import settings

# Set before any test module is imported, because a default may be read at import.
os.environ["PMO_HOME"] = tempfile.mkdtemp(prefix="pmo-tests-")
os.environ["PMO_HEADLESS"] = "1"
os.environ.pop("PMO_DB", None)
# Workers are children of the process that starts them, and find what it has set.
os.environ.setdefault("PMO_TESTS_SHARED", tempfile.mkdtemp(prefix="pmo-shared-"))

# How long one example takes says something about the machine, not about the property.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


# In a worker process the plugin starts a measurement as if there were no workers, forgets it and starts the right one;
# the forgotten one would go on tracing wherever the right one is told to pause.
_FORGOTTEN = coverage.Coverage.current()
if _FORGOTTEN is not None and "PYTEST_XDIST_WORKER" in os.environ:
    _FORGOTTEN.stop()

# What these run is large files, many histories, whole servers and hundreds of tables; the lines behind them have quick
# tests of their own, and following each line that reading a table takes would make it two to four times slower.
_OF_TABLES = ("habits", "languages", "layouts", "office_lists", "office_shapes", "public_lists", "public_portfolios",
              "public_shapes", "tool_exports", "tool_logs", "unseen", "workbooks")  # fmt: skip
_UNMEASURED = ("architecture", "bad", "browser", "demo", "real", "app/test_data_boards.py", "app/test_data_journey.py",
               "export/test_identity.py", "store/test_kill.py", "store/test_properties.py",
               "ingest/read/test_real_files.py",
               *(f"ingest/test_{what}.py" for what in _OF_TABLES))  # fmt: skip

# The files that take a minute or more, the longest first: begun last, they would leave all workers but one idle.
# The committee's hour comes after the other browser files: two browsers at once run out of patience on a busy machine.
_LONGEST = ("store/test_kill.py", "browser/test_journey.py", "export/test_identity.py", "real/test_header_mapping.py",
            "browser/test_published.py", "real/test_prepare_real.py", "store/test_properties.py",
            "browser/test_deep_links.py", "browser/test_committee.py")  # fmt: skip


def _place(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).as_posix()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first."""
    ranks = {place: rank for rank, place in enumerate(_LONGEST)}
    items.sort(key=lambda item: ranks.get(_place(item), len(ranks)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Leave coverage out where it costs much and tells nothing, fixtures and all."""
    place = _place(item)
    unmeasured = any(place == part or place.startswith(f"{part}/") for part in _UNMEASURED)
    measuring = coverage.Coverage.current() if unmeasured else None
    if measuring is not None:
        measuring.stop()
    try:
        return (yield)
    finally:
        if measuring is not None:
            measuring.start()


@pytest.fixture(scope="session", autouse=True)
def _new_stores_are_copies() -> Iterator[None]:
    """A new store is a copy of one made once: making it anew takes a second, and hundreds of tests need one."""
    from pmo_data.store import database
    from pmo_data.store.failures import make_folder

    made = Path(tempfile.mkdtemp(prefix="pmo-empty-")) / "empty.duckdb"

    def make_file(path: Path) -> None:
        make_folder(path)
        if path != made:
            if not made.exists():
                database.Store.open(made).close()
            shutil.copy(made, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "make_folder", make_file)
        yield


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process: the child of `run_in_child` costs a start and has tests of its own."""
    from pmo_data.ingest import batch, prepare

    def run(_target: str, paths: Sequence[Path], told: dict[str, Any], **_: Any) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="pmo-read-"))
        prepare.prepare_files(list(paths), json.loads(json.dumps(told)), folder)
        return folder

    monkeypatch.setattr(batch, "run_in_child", run)
