"""Start the app's web server and open a browser on it; used by `pmo app` and by `run.py`.

It stands apart because the server is another process: this package never imports Streamlit, and the server's
folder, address and settings have to be the same from a checkout and from an installed wheel.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path

from pmo_data.domain.errors import PmoError
from pmo_data.domain.places import DATABASE_VARIABLE, app_script

FIRST_PORT = 8501
PORTS_TO_TRY = 50
START_SECONDS = 60.0


class ServerError(PmoError):
    """The app's web server could not be started."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `launch_app` to a parser: the same ones for every way to start the app."""
    parser.add_argument("--port", type=int, help=f"port to serve on; the first free one from {FIRST_PORT} by default")
    parser.add_argument("--db", type=Path, help="database file to work on, in place of PMO_DB")
    parser.add_argument("--headless", action="store_true", help="do not open a browser")


def server_command(port: int) -> list[str]:
    """The command that serves the app. Streamlit's own questions and advertisements stay off (`headless`)."""
    script = str(app_script())
    return [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", "--server.headless=true"]


def server_environment(db: Path | None = None) -> dict[str, str]:
    """This process's environment, with the database made absolute because the server runs in another folder."""
    environment = dict(os.environ)
    chosen = db or environment.get(DATABASE_VARIABLE, "").strip()
    if chosen:
        environment[DATABASE_VARIABLE] = str(Path(chosen).expanduser().absolute())
    return environment


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a browser could show up: always on Windows and macOS, elsewhere only on a graphical session."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def launch_app(*, port: int | None = None, db: Path | None = None, headless: bool = False) -> int:
    """Serve the app until it is interrupted; returns the exit code.

    Raises ServerError where no port is free or the server does not answer.
    """
    chosen = _free_port(port)
    # Told to stop means the same as interrupted, or the server would outlive this process.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    process = subprocess.Popen(server_command(chosen), cwd=app_script().parent, env=server_environment(db))
    try:
        _wait_until_healthy(process, chosen)
        _announce(f"http://localhost:{chosen}", headless)
        return process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _end(process)
        signal.signal(signal.SIGTERM, before)


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and serve the app; the exit code is 2 where it cannot start."""
    parser = argparse.ArgumentParser(prog="pmo app", description="Open the app in a browser.")
    add_arguments(parser)
    options = parser.parse_args(arguments)
    try:
        return launch_app(port=options.port, db=options.db, headless=options.headless)
    except PmoError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _announce(address: str, headless: bool) -> None:
    sys.stdout.write(f"The app is open at {address} (press Ctrl+C to stop it).\n")
    sys.stdout.flush()
    quiet = headless or os.environ.get("PMO_HEADLESS", "") not in ("", "0")
    if not quiet and has_display(os.environ, sys.platform):
        webbrowser.open(address)


def _free_port(wanted: int | None) -> int:
    candidates = [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY)
    for port in candidates:
        with socket.socket() as probe:
            # A port someone listens on accepts a connection; binding would trip over sockets that are only closing.
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    if wanted:
        raise ServerError(f"Port {wanted} is in use by another program; choose another with --port.")
    raise ServerError(f"All ports from {candidates[0]} to {candidates[-1]} are in use; name a free one with --port.")


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError("The app's web server stopped while it started; the lines above say why.")
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise ServerError(f"The app's web server did not answer within {START_SECONDS:.0f} seconds; start it again.")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()


if __name__ == "__main__":
    sys.exit(main())
