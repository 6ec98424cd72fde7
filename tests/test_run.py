"""`run.py`: one sentence where this Python will not do, and no installation the second time."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parents[1]


def test_an_old_python_is_told_in_one_sentence_what_it_needs() -> None:
    complaint = run.what_is_missing((3, 10), has_environment=True)

    assert complaint == (
        "Python 3.11 or newer is needed and this is Python 3.10: install a newer one and run it again."
    )


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_virtual_environments_is_told_what_to_install(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == module else object())

    complaint = run.what_is_missing((3, 11), has_environment=False)

    assert complaint is not None
    assert f"its module {module} is missing" in complaint
    assert "apt install python3-venv" in complaint


def test_an_environment_that_is_there_needs_no_module_to_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    assert run.what_is_missing((3, 11), has_environment=True) is None


def test_the_complaint_ends_the_program_with_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "what_is_missing", lambda *_: "Something is missing: do this.")

    assert run.main([]) == 2
    assert capsys.readouterr().err == "Something is missing: do this.\n"


class Recorded:
    """The commands that `run.py` would have started, in a project folder of the test's own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commands: list[list[str]] = []
        (folder / "pyproject.toml").write_text("[project]\n")
        monkeypatch.setattr(run, "ROOT", folder)
        monkeypatch.setattr(run, "ENVIRONMENT", folder / ".venv")
        monkeypatch.setattr(run, "PYTHON", folder / ".venv" / "bin" / "python")
        monkeypatch.setattr(subprocess, "run", self._installs)
        monkeypatch.setattr(run, "run", self._runs)

    def _installs(self, command: list[str], **_: object) -> None:
        self.commands.append(command)
        if command[1:3] == ["-m", "venv"]:
            run.PYTHON.parent.mkdir(parents=True)
            run.PYTHON.touch()

    def _runs(self, command: list[str]) -> int:
        self.commands.append(command)
        return 0


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    return Recorded(tmp_path, monkeypatch)


def test_the_first_start_makes_an_environment_installs_and_opens_the_app(recorded: Recorded) -> None:
    assert run.main(["--port", "8600"]) == 0

    modules = [command[2] for command in recorded.commands]
    assert modules == ["venv", "pip", "pmo_data.serve"]
    assert recorded.commands[-1][3:] == ["--port", "8600"]


def test_the_second_start_installs_nothing(recorded: Recorded) -> None:
    run.main([])
    recorded.commands.clear()

    run.main([])

    assert [command[2] for command in recorded.commands] == ["pmo_data.serve"]


def test_changed_dependencies_are_installed_again(recorded: Recorded) -> None:
    run.main([])
    recorded.commands.clear()
    (run.ROOT / "pyproject.toml").write_text("[project]\nname = 'changed'\n")

    run.main([])

    assert [command[2] for command in recorded.commands] == ["pip", "pmo_data.serve"]


def test_testing_installs_the_test_extra_and_passes_arguments_on(recorded: Recorded) -> None:
    assert run.main(["test", "tests/domain", "-x"]) == 0

    assert recorded.commands[1][-1] == ".[test]"
    assert recorded.commands[2][2:] == ["pytest", "tests/domain", "-x"]


def test_only_the_continuous_integration_measures_coverage(recorded: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    run.main(["test"])
    assert "--cov" not in recorded.commands[-1]

    monkeypatch.setenv("CI", "true")
    run.main(["test"])
    assert "--cov-fail-under=90" in recorded.commands[-1]


def test_a_failed_installation_is_said_and_not_taken_for_done(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(command: list[str], **_: object) -> None:
        raise subprocess.CalledProcessError(1, command[:3])

    monkeypatch.setattr(subprocess, "run", fails)

    assert run.main(["test"]) == 2
    assert "The installation failed" in capsys.readouterr().err
    assert recorded.commands == []
    assert not (run.ENVIRONMENT / "installed-test.txt").exists()


def test_modules_stay_compiled_between_processes_even_where_the_shell_keeps_none() -> None:
    assert run.environment({"HOME": "/h", "PYTHONDONTWRITEBYTECODE": "1"}) == {
        "HOME": "/h", "PYTHONPYCACHEPREFIX": str(run.ENVIRONMENT / "compiled"),
    }  # fmt: skip
    assert run.environment({"HOME": "/h"}) == {"HOME": "/h"}


def test_the_script_needs_nothing_but_the_standard_library() -> None:
    isolated = [sys.executable, "-I", "-S", "-c", "import runpy; runpy.run_path('run.py', run_name='run')"]

    subprocess.run(isolated, cwd=ROOT, check=True)
