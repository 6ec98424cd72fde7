"""Starting the app: the same server from a checkout and from a wheel, and one sentence where it cannot start."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
import webbrowser
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pmo_data import serve

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def serving(folder: Path, *arguments: str, path: str = str(ROOT)) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the start command in another folder until it has said its sentence; yields the process and the sentence."""
    command = [sys.executable, "-m", "pmo_data.serve", "--headless", *arguments]
    environment = {**os.environ, "PYTHONPATH": path, "PMO_HOME": str(folder / "home")}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline()
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_app_serves_from_another_folder_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, "--port", str(port)) as (process, sentence):
        address = f"http://localhost:{port}"
        assert sentence == f"The app is open at {address} (press Ctrl+C to stop it).\n"
        assert answers(address)

    assert process.returncode == 0
    assert not answers(address)


def test_a_port_in_use_is_one_sentence_and_exit_code_two(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        assert serve.main(["--port", str(port), "--headless"]) == 2

    expected = f"Port {port} is in use by another program; choose another with --port.\n"
    assert capsys.readouterr().err == expected


def test_the_next_free_port_is_taken_when_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr(serve, "FIRST_PORT", taken)

        assert serve._free_port(None) > taken


def test_a_server_that_cannot_start_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "server_command", lambda _: [sys.executable, "-c", "raise SystemExit(1)"])

    assert serve.main(["--headless"]) == 2
    expected = "The app's web server stopped while it started; the lines above say why.\n"
    assert capsys.readouterr().err == expected


def test_a_database_named_relative_to_here_is_the_same_for_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PMO_DB", "from-variable.duckdb")

    assert serve.server_environment()["PMO_DB"] == str(tmp_path / "from-variable.duckdb")
    chosen = serve.server_environment(Path("from-option.duckdb"))
    assert chosen["PMO_DB"] == str(tmp_path / "from-option.duckdb")


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_browser_is_opened_only_where_it_can_be_seen(
    environment: dict[str, str], platform: str, expected: bool
) -> None:
    assert serve.has_display(environment, platform) is expected


def test_a_browser_opens_on_the_address_unless_unwanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("PMO_HEADLESS", raising=False)

    serve._announce("http://localhost:1", headless=True)
    assert opened == []
    serve._announce("http://localhost:2", headless=False)
    assert opened == ["http://localhost:2"]
    assert "http://localhost:2" in capsys.readouterr().out


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout and unpacked as an installation does."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_pages_settings_and_sql_travel_in_the_wheel(unpacked: Path) -> None:
    packed = unpacked / "pmo_data"
    for folder in ("pages", ".streamlit", "data"):
        ours = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
        ours = {path for path in ours if "__pycache__" not in path.parts}
        assert {path for path in ours if not (packed / "_app" / path).is_file()} == set()
    queries = {path.relative_to(ROOT) for path in (ROOT / "pmo_data" / "sql").rglob("*.sql")}
    assert {path for path in queries if not (unpacked / path).is_file()} == set()


def test_an_installed_wheel_serves_its_own_app(unpacked: Path, tmp_path: Path) -> None:
    where = [sys.executable, "-c", "from pmo_data.domain.places import app_script; print(app_script())"]
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    found = subprocess.run(where, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert Path(found.stdout.strip()) == unpacked / "pmo_data" / "_app" / "app.py"

    port = free_port()
    with serving(tmp_path, "--port", str(port), path=str(unpacked)) as (_, sentence):
        assert "The app is open at" in sentence
        assert answers(f"http://localhost:{port}")
