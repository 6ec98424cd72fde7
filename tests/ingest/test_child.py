"""Reading in a child process: whatever happens there, the parent gets a folder or one sentence."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

import pytest

from pmo_data.domain.errors import Refused
from pmo_data.ingest.child import Cancelled, discard, run_in_child, seconds_allowed
from pmo_data.ingest.read import load_sheets

_TARGETS = "tests.ingest.child_targets:"


def test_a_function_runs_in_a_child_and_its_files_come_back(tmp_path: Path) -> None:
    inputs = [tmp_path / "a.csv", tmp_path / "b.csv"]
    steps: list[tuple[int, int, str]] = []
    result = run_in_child(f"{_TARGETS}copy_names", inputs, {"depth": 2}, on_progress=lambda *step: steps.append(step))
    assert json.loads((result / "names.json").read_text()) == [["a.csv", "b.csv"], {"depth": 2}]
    assert steps == [(1, 2, "a.csv"), (2, 2, "b.csv")]
    discard(result)
    assert not result.exists()


def test_a_refusal_crosses_over_word_for_word() -> None:
    with pytest.raises(Refused, match=r"^The file is empty\.$"):
        run_in_child(f"{_TARGETS}refuse", [], {})


@pytest.mark.parametrize("target", ["fail", "abort", "leave", "no_such_function"])
def test_a_child_that_dies_becomes_one_sentence_without_its_innards(target: str) -> None:
    with pytest.raises(Refused) as caught:
        run_in_child(f"{_TARGETS}{target}", [], {})
    assert str(caught.value).startswith("The file could not be read")
    assert "Error" not in str(caught.value)


def test_a_child_that_never_ends_is_stopped() -> None:
    started = time.monotonic()
    with pytest.raises(Refused, match="longer than 1 seconds"):
        run_in_child(f"{_TARGETS}loop", [], {}, seconds=1)
    assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform == "win32", reason="no memory limit on this system")
def test_a_child_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(Refused, match="more memory"):
        run_in_child(f"{_TARGETS}devour", [], {}, seconds=20, memory=300 * 1024 * 1024)


def test_reading_can_be_cancelled() -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    with pytest.raises(Cancelled):
        run_in_child(f"{_TARGETS}loop", [], {}, seconds=20, is_cancelled=stop.is_set)


def test_the_child_knows_no_secret_of_the_server_and_loads_no_page_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_COOKIE_SECRET", "hush")
    result = run_in_child(f"{_TARGETS}environment", [], {})
    environment, modules = json.loads((result / "seen.json").read_text())
    discard(result)
    assert "hush" not in environment.values()
    assert not {"streamlit", "plotly", "pandas", "duckdb"} & set(modules)


def test_the_readers_load_no_page_library(tmp_path: Path) -> None:
    source = tmp_path / "plan.csv"
    source.write_text("id,name\n1,Röntgen\n", encoding="utf-8")
    result = run_in_child("pmo_data.ingest.read:read_into", [source], {"file_name": "my plan.csv"})
    workbook = load_sheets(result)
    assert workbook.file_name == "my plan.csv"
    assert workbook.sheets[0].cells.to_pylist() == [{"0": "id", "1": "name"}, {"0": "1", "1": "Röntgen"}]
    discard(result)


def test_the_time_allowed_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_READ_SECONDS", "12.5")
    assert seconds_allowed() == 12.5
    monkeypatch.setenv("PMO_READ_SECONDS", "soon")
    assert seconds_allowed() == 60
