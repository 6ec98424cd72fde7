"""Rules of the house that a machine can look after: where SQL, colours and arithmetic may stand."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.sources import PAGES, PRODUCT, ROOT, name, strings, tree

SQL = re.compile(
    r"^\s*(?:select\b.+\bfrom\b|with\s+\w+\s+as\s*\(|insert\s+into\b|update\s+\w+\s+set\b|delete\s+from\b"
    r"|(?:create|drop|alter)\s+(?:or\s+replace\s+)?(?:temp\s+)?(?:table|view|macro|schema)\b)",
    re.IGNORECASE | re.DOTALL,
)
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b(?!\w)")
COLOUR_CALL = re.compile(r"\b(?:rgba?|hsla?)\(\s*\d")
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
FRAME_SUMS = {"groupby", "pivot", "pivot_table", "merge", "sum", "mean", "median", "cumsum", "agg", "aggregate"}


def test_no_sql_stands_in_python_outside_the_store() -> None:
    outside = [path for path in PRODUCT if not name(path).startswith("pmo_data/store/")]
    found = [f"{name(path)}:{line}" for path in outside for line, text in strings(path) if SQL.match(text)]

    assert found == []


def test_colours_stand_in_the_chart_theme_only() -> None:
    outside = [path for path in PRODUCT if name(path) != "pmo_data/charts/theme.py"]
    found = [
        f"{name(path)}:{line} {text}"
        for path in outside
        for line, text in strings(path)
        if COLOUR.fullmatch(text.strip()) or COLOUR_CALL.search(text)
    ]

    assert found == []


def test_nothing_is_shown_as_unsafe_html() -> None:
    keywords = {"unsafe_allow_html", "unsafe_allow_javascript"}
    found = [
        f"{name(path)}:{node.value.lineno}"
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword) and node.arg in keywords
    ]

    assert found == []


def _is_sum(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ARITHMETIC):
        # Putting texts together is no arithmetic.
        parts = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.value]
        return not any(isinstance(part, ast.JoinedStr) or _is_text(part) for part in parts)
    if isinstance(node, ast.Call):
        called = node.func
        return (isinstance(called, ast.Attribute) and called.attr in FRAME_SUMS) or (
            isinstance(called, ast.Name) and called.id == "sum"
        )
    return False


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_neither_sums_nor_groups(page: Path) -> None:
    found = [getattr(node, "lineno", 0) for node in ast.walk(tree(page)) if _is_sum(node)]

    assert found == [], f"{name(page)}: a number a page works out belongs into a query"


def test_the_rule_against_sums_sees_them() -> None:
    sums = ("frame.groupby('a')", "a['x'] / a['y']", "sum(rows)", "total += 1")
    texts = ("'a' + b", "f'{a}' + b", "frame.head(200)")

    assert all(any(_is_sum(node) for node in ast.walk(ast.parse(text))) for text in sums)
    assert not any(_is_sum(node) for text in texts for node in ast.walk(ast.parse(text)))


def _statements(text: str) -> list[str]:
    without_comments = re.sub(r"--[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)
    without_texts = re.sub(r"'(?:[^']|'')*'", "''", without_comments)
    return [part for part in without_texts.split(";") if part.strip()]


def test_every_sql_file_holds_one_statement() -> None:
    # The measures are a list of small macros by nature.
    files = [path for path in sorted((ROOT / "pmo_data" / "sql").rglob("*.sql")) if path.name != "measures.sql"]
    if not files:
        pytest.skip("no query is written yet")

    assert {name(path) for path in files if len(_statements(path.read_text(encoding="utf-8"))) != 1} == set()


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    silent = [entry for entry in declared if not re.search(rf'"{re.escape(entry)}",?\s+# \w', text)]

    assert silent == []


def test_the_readme_names_the_two_commands() -> None:
    readme = ROOT / "README.md"
    commands = [line.strip(" $`") for line in readme.read_text(encoding="utf-8").splitlines()]

    assert "python3 run.py" in commands
    assert "python3 run.py test" in commands


@cache
def _tracked() -> tuple[Path, ...]:
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, so nothing says which files are tracked")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for entry in listed.split("\0") if entry and (path := ROOT / entry).is_file())


def test_no_tracked_file_names_a_machine() -> None:
    # Spelled in parts, so that this file does not find itself.
    folders = "|".join(("home", "Users", "work", "root"))
    machine = re.compile(rf"(?<![\w.:/-])/(?:{folders})/\w+|[A-Z]:\\\\?Users|\b(?:10|192\.168)(?:\.\d+){{2,3}}\b")
    found = []
    for path in _tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name(path)}: {match.group()}" for match in machine.finditer(text)]

    assert found == []


def test_no_view_or_macro_silently_takes_the_place_of_another_of_its_name() -> None:
    made = re.compile(r"create or replace (?:macro|view) (\w+)", re.IGNORECASE)
    views = sorted((ROOT / "pmo_data" / "sql" / "views").glob("*.sql"))
    places: dict[str, list[str]] = {}
    for path in views:
        for named in made.findall(path.read_text(encoding="utf-8")):
            places.setdefault(named, []).append(path.name)

    assert len(places) > 50
    assert {named: files for named, files in places.items() if len(files) > 1} == {}
