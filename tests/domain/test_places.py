"""Where things lie, in the checkout and with the user's own choices."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_data.domain import places

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_is_its_own_app_folder() -> None:
    assert places.app_script() == ROOT / "app.py"
    assert places.demo_folder() == ROOT / "data"


def test_an_installed_package_carries_its_app_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_app").mkdir()
    (tmp_path / "_app" / "app.py").touch()
    monkeypatch.setattr(places, "PACKAGE", tmp_path)

    assert places.app_script() == tmp_path / "_app" / "app.py"


def test_the_variables_choose_the_home_and_the_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PMO_HOME", str(tmp_path))
    monkeypatch.delenv("PMO_DB", raising=False)
    assert places.database_path() == tmp_path / "portfolio.duckdb"

    monkeypatch.setenv("PMO_DB", str(tmp_path / "other.duckdb"))
    assert places.database_path() == tmp_path / "other.duckdb"


def test_the_demo_never_shares_the_users_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PMO_HOME", str(tmp_path))
    monkeypatch.delenv("PMO_DB", raising=False)

    assert places.demo_database_path() != places.database_path()


def test_an_empty_variable_means_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_HOME", "")

    assert places.user_folder().is_absolute()
    assert places.user_folder().name == "pmo"
