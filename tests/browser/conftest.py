"""A real server and a real browser: the system's Chromium, driven by Playwright, which downloads nothing.

Without Chromium these tests are skipped with their reason on a person's machine and fail in the continuous
integration.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from pmo_data.domain.places import app_folder
from pmo_data.serve import server_command
from tests.shared_demo import ensure_shared_demo

HERE = Path(__file__).parent
START_SECONDS = 60.0
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
OUTSIDE = re.compile(r"^(?:https?|wss?)://(?!localhost[:/]|127\.0\.0\.1[:/]|\[::1\][:/])")


@dataclass(frozen=True)
class Server:
    """A running server: its address, its database, and the file that its output goes to."""

    url: str
    database: Path
    log: Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests, and let the one that writes into the demo come last."""
    items.sort(key=lambda item: item.path == HERE / "test_committee.py")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def running_server(folder: Path, database: Path | None = None, home: Path | None = None) -> Iterator[Server]:
    """A fresh server process with a home of its own in `folder`; ended by its own id afterwards.

    With no database named, the one in that home does not exist, so the app opens as for a new user. `home` is a
    folder to start from, such as `demo_home`; without it the server has to build the demo first.
    """
    if home:
        shutil.copytree(home, folder / "home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PMO_HOME": str(folder / "home")}
    if database:
        environment["PMO_DB"] = str(database)
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            server_command(port), cwd=app_folder(), env=environment, stdout=output, stderr=output
        )
    try:
        _wait_until_healthy(process, port, log)
        home = folder / "home" / "portfolio.duckdb"
        yield Server(url=f"http://localhost:{port}", database=database or home, log=log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the demo is built already, once for all servers: building it takes seconds."""
    home = tmp_path_factory.mktemp("home")
    for file in ensure_shared_demo().parent.glob("demo.duckdb*"):
        shutil.copy(file, home)
    return home


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, demo_home: Path) -> Iterator[Server]:
    """One server for all tests that only look; it opens on the demo, as for a new user."""
    with running_server(tmp_path_factory.mktemp("server"), home=demo_home) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or a skip with the reason (a failure in the continuous integration)."""
    path = os.environ.get("PMO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        reason = "no Chromium is installed (on Debian: apt install chromium), so no page can be opened"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        yield started
        started.close()


@contextmanager
def watched_page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own, whose end fails if anything outside this machine was asked for."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="en-GB")
    asked: list[str] = []

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOOPBACK:
            asked.append(request.url)

    def refuse(route: Route) -> None:
        route.abort()

    context.on("request", note)
    context.route(OUTSIDE, refuse)
    yield context.new_page()
    context.close()
    assert asked == [], "the app asked for something outside this machine"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser page of its own for one test: nothing of the app was ever loaded in it."""
    with watched_page(browser) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """One browser page for tests that each load an address: half of a first load is compiling the app's scripts."""
    with watched_page(browser) as kept:
        yield kept


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: the folder that `PMO_SCREENSHOTS` names, or a temporary one."""
    named = os.environ.get("PMO_SCREENSHOTS")
    folder = Path(named).absolute() if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
