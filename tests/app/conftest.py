"""Pages run inside their frame by Streamlit's own test harness, without a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pmo_data.domain.places import app_script
from pmo_data.ingest.demo import load_demo
from pmo_data.store.database import Store
from tests.shared_demo import ensure_shared_demo

SMALL = {
    "2026-01-31": {
        "project": """code,name,programme,status,declared_overall,approved_budget,forecast_cost,currency,\
baseline_finish,forecast_finish
P1,Ash,North,active,red,100000,150000,EUR,2026-01-01,2026-06-01
P2,Birch,North,active,green,200000,200000,EUR,2026-06-30,2026-06-30
P3,Cedar,South,active,amber,50000,50000,EUR,2026-06-30,2026-06-30
""",
        "decision": "code,name,project,due,options\nD1,Choose the route,P1,2026-01-21,North; South\n",
    },
    "2026-02-28": {
        "project": """code,name,programme,status,declared_overall,approved_budget,forecast_cost,currency,\
baseline_finish,forecast_finish
P1,Ash,North,active,red,100000,150000,EUR,2026-01-01,2026-06-01
P2,Birch,North,active,amber,200000,230000,EUR,2026-06-30,2026-08-15
P3,Cedar,South,active,amber,50000,50000,EUR,2026-06-30,2026-06-30
""",
    },
}
"""Three projects of two months, small enough that a page over them costs little: Birch slips and costs more."""

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def demo() -> None:
    """Build the demo once, before a page's own time limit runs."""
    ensure_shared_demo()


@pytest.fixture(scope="session", autouse=True)
def _components_are_looked_for_once() -> Iterator[None]:
    """Each run of a page in the harness would read what every installed package says of itself: a quarter of its time,
    and more where coverage follows each line.
    """
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def store_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a database of this test's own; `PMO_DB` names it and nothing is there yet."""
    path = tmp_path / "portfolio.duckdb"
    monkeypatch.setenv("PMO_DB", str(path))
    return path


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the portfolio `SMALL`, to be copied."""
    folder = tmp_path_factory.mktemp("small")
    for month, tables in SMALL.items():
        (folder / "months" / month).mkdir(parents=True)
        for entity, text in tables.items():
            (folder / "months" / month / f"{entity}.csv").write_text(text, encoding="utf-8")
    (folder / "room").mkdir()
    with Store.open(folder / "room" / "portfolio.duckdb") as store:
        load_demo(store, folder / "months")
    return folder / "room"


@pytest.fixture
def small_room(small_store: Path, store_path: Path) -> Path:
    """The app's own store is a copy of the portfolio `SMALL`; returns its path."""
    shutil.copytree(small_store, store_path.parent, dirs_exist_ok=True)
    return store_path


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
