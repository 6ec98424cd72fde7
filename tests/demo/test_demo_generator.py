"""The generator writes the committed files again, byte for byte."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from tests.demo.conftest import DEMO


def _hashes(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for path in sorted(root.rglob("*.csv"))
    }


def test_the_generator_writes_the_committed_files_again(tmp_path: Path) -> None:
    script = DEMO.parent / "generate_demo.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=240)
    assert _hashes(tmp_path) == _hashes(DEMO)


def test_stories_name_codes_that_exist() -> None:
    text = (DEMO / "STORIES.md").read_text(encoding="utf-8")
    first = (DEMO / "2025-11-30" / "project.csv").read_text(encoding="utf-8")
    assert all(f"\n{code}," in first for code in ("NM-12", "NM-55", "NM-42", "NM-56") if code in text)
    assert text.count("| NM-12 |") == 1
