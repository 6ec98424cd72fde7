"""The project's own Python files, parsed once for the tests of the house's rules."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted((ROOT / "pages").glob("*.py")))
PRODUCT = (
    ROOT / "app.py",
    ROOT / "run.py",
    *sorted((ROOT / "pages").rglob("*.py")),
    *sorted((ROOT / "pmo_data").rglob("*.py")),
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """A file's path as people write it, from the root and with slashes."""
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> list[Function]:
    """All functions and methods of a file."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, Function)]


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def strings(path: Path) -> list[tuple[int, str]]:
    """Every text constant of a file with its line, without the docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]
