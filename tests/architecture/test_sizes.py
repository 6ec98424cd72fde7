"""Small parts: a page is read in a minute, a function at a glance."""

from __future__ import annotations

from tests.architecture.sources import PAGES, PRODUCT, ROOT, functions, lines, name


def test_the_entry_has_at_most_80_lines() -> None:
    assert lines(ROOT / "app.py") <= 80


def test_every_page_has_at_most_120_lines() -> None:
    assert {name(page): lines(page) for page in PAGES if lines(page) > 120} == {}


def test_every_module_has_at_most_400_lines() -> None:
    modules = [*PRODUCT, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]

    assert {name(path): lines(path) for path in modules if lines(path) > 400} == {}


def test_every_function_has_at_most_40_lines() -> None:
    long = {
        f"{name(path)}:{function.name}": length
        for path in PRODUCT
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > 40
    }

    assert long == {}
