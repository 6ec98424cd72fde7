"""Pages run inside their frame by Streamlit's own test harness, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pmo_data.domain.places import app_script, demo_database_path
from pmo_data.ingest.demo import ensure_demo

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def demo() -> None:
    """Build the demo once, before a page's own time limit runs."""
    ensure_demo(demo_database_path())


@pytest.fixture
def store_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a database of this test's own; `PMO_DB` names it and nothing is there yet."""
    path = tmp_path / "portfolio.duckdb"
    monkeypatch.setenv("PMO_DB", str(path))
    return path


@pytest.fixture
def open_page() -> OpenPage:
    """Run a page by its stem as a cold deep link does, with query parameters as in the address.

    The harness forgets the navigation before each run, so every call takes the way of a first visit.
    """

    def run(stem: str, query: Mapping[str, str] | None = None, seconds: float = 30) -> AppTest:
        test = AppTest.from_file(app_script(), default_timeout=seconds)
        for name, value in (query or {}).items():
            test.query_params[name] = value
        return test.switch_page(f"pages/{stem}.py").run()

    return run
