"""The proof as the command line says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmo_data.cli import main
from pmo_data.studies.proof import known_folder, prove, shown

NETWORKS = "480 PSPLIB networks not at hand"


def test_without_its_data_sets_the_proof_says_which_are_not_at_hand() -> None:
    assert any(sentence.startswith(NETWORKS) for sentence in prove().not_at_hand)


def test_the_named_folder_is_looked_in_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_KNOWN", str(tmp_path))
    assert known_folder() == tmp_path
    monkeypatch.setenv("PMO_KNOWN", str(tmp_path / "nowhere"))
    assert known_folder() is None


def test_the_command_answers_in_json_with_published_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PMO_KNOWN", str(tmp_path / "nowhere"))

    assert main(["prove", "--json"]) == 0

    said = json.loads(capfd.readouterr().out)
    cases = {case["name"]: case for case in said["cases"]}
    assert said["missed"] == 0
    assert cases["Reliable Construction: length"]["computed"] == 44
    assert cases["Late project, plan drawn flat to week 11: ES"]["computed"] == 9


def test_answers_are_shown_without_needless_digits() -> None:
    assert shown((0.444444444, 1234567.0, None, "ACEGH")) == "0.444444, 1,234,567, n/a, ACEGH"
