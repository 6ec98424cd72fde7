"""Large tables are mapped from their file, which may be gone by the time that they are read."""

from pathlib import Path

import pyarrow as pa
import pytest

from pmo_data.ingest import mapped

_ROWS = pa.table({"code": ["T1", "T2", None], "work_hours": [1.5, None, 3.0]})


def _written(folder: Path) -> Path:
    path = folder / "rows.arrow"
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, _ROWS.schema) as writer:
        writer.write_table(_ROWS)
    return path


@pytest.mark.parametrize("mapped_from", [0, 1_000_000])
def test_rows_outlive_their_file_and_being_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapped_from: int
) -> None:
    monkeypatch.setattr(mapped, "MAPPED_FROM", mapped_from)
    path = _written(tmp_path)
    rows, let_go = mapped.load_rows(path)
    path.unlink()
    let_go()
    assert rows.to_pydict() == {"code": ["T1", "T2", None], "work_hours": [1.5, None, 3.0]}
    let_go()
    assert rows.column("code").to_pylist() == ["T1", "T2", None]
