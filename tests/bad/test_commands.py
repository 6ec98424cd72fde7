"""`pmo check` and `pmo import` on every hostile file: exit code, one sentence, and the store as it was when refused.

Reading runs in this process here, where it takes a fifth of the time; that it ends well in a child is tested elsewhere.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from pmo_data.cli import main
from pmo_data.ingest import batch
from pmo_data.ingest.prepare import prepare_files

BAD = Path(__file__).resolve().parents[3] / "shared" / "bad"
MANIFEST = BAD / "manifest.jsonl"
pytestmark = pytest.mark.skipif(not MANIFEST.exists(), reason="the folder ../shared/bad is not here")
ROWS: list[dict[str, Any]] = (
    [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines() if line.strip()]
    if MANIFEST.exists()
    else []
)
FINDING = {"row", "column", "cell", "value", "rule", "severity", "message", "fix"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds one project, so that what a refused file leaves behind would be seen."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "first.csv").write_text("project id,project name,budget\nZ1,Standing,10\n", encoding="utf-8")
    assert pmo(folder / "store.duckdb", "import", str(folder / "first.csv"))[0] == 0
    return folder / "store.duckdb"


def pmo(db: Path, *words: str) -> tuple[int, Any]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main([*words, "--json", "--db", str(db)])
    return code, json.loads(out.getvalue())


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Reading in this process instead of a child of it."""

    def run(_: str, inputs: Sequence[Path], options: Mapping[str, Any], **__: Any) -> Path:
        folder = tmp_path / "read" / "out"
        folder.mkdir(parents=True, exist_ok=True)
        prepare_files(list(inputs), dict(options), folder)
        return folder

    nothing: Callable[[Path], None] = lambda _: None  # noqa: E731 - a stand-in for one test module
    monkeypatch.setattr(batch, "run_in_child", run)
    monkeypatch.setattr(batch, "discard", nothing)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: str(r["file"])[:40])
def test_every_hostile_file_is_answered_as_its_manifest_says(store: Path, row: dict[str, Any]) -> None:
    code, said = pmo(store, "check", str(BAD / row["file"]))
    assert said["snapshot"] is None or code != 2
    if row["expect"] == "reject":
        assert code == 2
        assert isinstance(said["refused"], str)
        assert said["refused"].endswith((".", "…"))
        assert said["tables"] == []
        return
    assert code in (0, 1)
    assert said["refused"] is None
    for table in said["tables"]:
        rows = table["rows"]
        assert rows["in_file"] == rows["loaded"] + rows["unchanged"] + rows["held_back"] + rows["not_data"]
        assert all(finding.keys() >= FINDING for finding in table["findings"])
    assert code == (1 if any(t["rows"]["held_back"] for t in said["tables"]) else 0)


def test_refused_files_leave_the_store_as_it_was(store: Path) -> None:
    before = hashlib.sha256(store.read_bytes()).hexdigest()
    small = [r["file"] for r in ROWS if r["expect"] == "reject" and (BAD / r["file"]).stat().st_size < 50_000]
    assert len(small) > 20
    for file in small:
        assert pmo(store, "import", str(BAD / file))[0] == 2
    assert hashlib.sha256(store.read_bytes()).hexdigest() == before
    assert [i["file_name"] for i in pmo(store, "imports")[1]] == ["first.csv"]


def test_an_orphans_project_is_named_once(store: Path) -> None:
    said = pmo(store, "check", str(BAD / "t03_orphan.csv"))[1]
    found = [f["message"] for t in said["tables"] for f in t["findings"] if "P999" in f["message"]]
    assert len(found) == 1
    assert found[0].startswith("T1: project P999 does not exist")
