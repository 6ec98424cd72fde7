"""Set up and start the project with nothing but Python: `python3 run.py` opens the app, `python3 run.py test` tests.

Standard library only, the same on Linux, macOS and Windows. It keeps a virtual environment in `.venv` and installs
into it only when `pyproject.toml` has changed, so that the second start costs no time.
No syntax newer than Python 3.7 stands here: an old Python has to get far enough to say that it is too old.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
# One worker more than there are cores, because a third of the time is spent waiting for servers and children;
# by file, because what the tests of a file share is made once then, and not once by each worker;
# in the order in which the tests stand, which puts the longest files first.
WORKERS = min((os.cpu_count() or 1) + 1, 4)
ALL_CORES = ["-n", str(WORKERS), "--dist=loadfile", "--no-loadscope-reorder"]
COVERAGE_GATE = ["--cov", "--cov-report=term:skip-covered", "--cov-fail-under=90"]


def main(arguments: list[str]) -> int:
    """Do what the command line asks; returns the exit code."""
    complaint = what_is_missing(sys.version_info[:2], PYTHON.exists())
    if complaint:
        sys.stderr.write(complaint + "\n")
        return 2
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if arguments == ["install", "test"]:
        return prepare("test")
    return prepare("app") or run([str(PYTHON), "-m", "pmo_data.serve", *arguments])


def what_is_missing(version: tuple[int, int], has_environment: bool) -> str | None:
    """One sentence about what this Python lacks, or None."""
    if version < OLDEST:
        found = ".".join(str(part) for part in version)
        return f"Python 3.11 or newer is needed and this is Python {found}: install a newer one and run it again."
    for module in () if has_environment else ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            return (
                f"This Python cannot make a virtual environment because its module {module} is missing: "
                "install it (on Debian and Ubuntu: apt install python3-venv) and run it again."
            )
    return None


def prepare(purpose: str) -> int:
    """Make the virtual environment if there is none and install for "app" or "test" unless that is done already.

    Returns the exit code: 2 where it failed, after pip's own account of why.
    """
    stamp = ENVIRONMENT / f"installed-{purpose}.txt"
    if stamp.exists() and stamp.read_text() == fingerprint():
        return 0
    say("Installing into .venv (only the first time, and when pyproject.toml changes) ...")
    target = "." if purpose == "app" else ".[test]"
    # Compiling every module of every library takes a third of the time, and most are never imported.
    options = ["--quiet", "--disable-pip-version-check", "--no-compile", "--editable"]
    pip = [str(PYTHON), "-m", "pip", "install", *options, target]
    try:
        if not PYTHON.exists():
            subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        subprocess.run(pip, cwd=ROOT, check=True)
    except (subprocess.CalledProcessError, OSError) as error:
        sys.stderr.write(f"The installation failed ({error}); mend what is named above and run it again.\n")
        return 2
    stamp.write_text(fingerprint())
    return 0


def fingerprint() -> str:
    """What an installation depends on: the declared dependencies and where the checkout lies."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()


def test(arguments: list[str]) -> int:
    """Run the tests on all cores; the continuous integration, which names no tests, also measures coverage."""
    code = prepare("test")
    if code:
        return code
    if not arguments:
        arguments = ALL_CORES + (COVERAGE_GATE if os.environ.get("CI") else [])
    return run([str(PYTHON), "-m", "pytest", *arguments])


def run(command: list[str]) -> int:
    """Run a command in the project's folder until it ends; Ctrl+C reaches it and is no error here."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment(os.environ))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def environment(outer: Mapping[str, str]) -> dict[str, str]:
    """The variables that commands get: those of the shell, but compiled modules are kept where it wants none kept.

    Without them each process would compile every library anew, which takes longer than importing a file. They go
    into `.venv`, not beside the sources.
    """
    kept = dict(outer)
    if kept.pop("PYTHONDONTWRITEBYTECODE", ""):
        kept["PYTHONPYCACHEPREFIX"] = str(ENVIRONMENT / "compiled")
    return kept


def say(sentence: str) -> None:
    """Tell the person at the terminal what takes the time."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
