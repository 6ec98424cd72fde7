"""Imports go downwards only: the contracts of `.importlinter`, and what that tool cannot see."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import PAGES, ROOT, imported, name, tree

LINTER = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"


def test_every_contract_of_the_floors_is_kept(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LINTER.replace("lint_imports()", f"lint_imports(cache_dir={str(tmp_path)!r})")]
    linted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_the_contracts_name_every_page() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    top = contracts["importlinter:contract:floors"]["layers"].strip().splitlines()[0]
    without_plotly = contracts["importlinter:contract:plotly"]["source_modules"].split()
    pages = {f"pages.{page.stem}" for page in PAGES}

    assert {entry.strip() for entry in top.split("|")} == pages
    assert pages <= set(without_plotly)


def test_the_entry_knows_no_data_and_no_charts() -> None:
    entry = ROOT / "app.py"

    assert imported(entry) <= {"__future__", "pathlib", "typing", "streamlit", "pages", "pmo_data"}


def test_the_domain_is_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"pmo_data"}
    # Where a system keeps its users' data is a fact to look up; places.py says why.
    exempt = {("pmo_data/domain/places.py", "platformdirs")}
    found = {
        (name(path), package)
        for path in (ROOT / "pmo_data" / "domain").rglob("*.py")
        for package in imported(path) - allowed
    }

    assert found == exempt


def test_the_setup_script_is_standard_library_only() -> None:
    assert imported(ROOT / "run.py") <= sys.stdlib_module_names


def test_every_page_begins_by_entering_its_frame() -> None:
    first = {name(page): ast.unparse(_first_work(page)) for page in PAGES}

    assert set(first.values()) <= {"scope = frame.enter()", "frame.enter()"}, first


def _first_work(page: Path) -> ast.stmt:
    """The first statement that does something: not the docstring, an import, a definition or a constant."""
    return next(node for node in tree(page).body if not _only_names(node))


def _only_names(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return not any(isinstance(part, ast.Call | ast.Attribute | ast.Subscript) for part in ast.walk(node.value))
    return isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)


READING = """
import importlib, pkgutil, sys
import pmo_data.ingest.read as package
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted({"pandas", "streamlit", "duckdb", "plotly"} & set(sys.modules)))
"""


def test_the_process_that_reads_files_starts_without_heavy_libraries() -> None:
    # It is started for every file: pandas alone would cost more than reading a small one.
    loaded = subprocess.run([sys.executable, "-c", READING], cwd=ROOT, capture_output=True, text=True, check=True)

    assert loaded.stdout.split() == []
