"""The proof page's numbers: every published answer is met, and a miss would show."""

from pathlib import Path

import pytest

from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.proof import ProofCase, ProofResult, run_proofs
from pmo_data.analytics.proof.case import agree

KNOWN = Path(__file__).parents[3] / "shared" / "data" / "known"


@pytest.fixture(scope="module")
def results() -> list[ProofResult]:
    return run_proofs()


def test_every_built_in_case_agrees_with_its_published_answer(results: list[ProofResult]) -> None:
    assert [result for result in results if not result.passed] == []


def test_every_case_names_its_source_and_stands_once(results: list[ProofResult]) -> None:
    assert all(result.source and result.method for result in results)
    assert len({result.name for result in results}) == len(results)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("General Foundry: length", 15),
        ("Reliable Construction: path", "ABCEFJLN"),
        ("PSPLIB j301_1: length", 38),
        ("Late project, plan drawn flat to week 11: ES", 9),
        ("Linear plan: TCPI", 1.0769),
    ],
)
def test_the_answers_are_the_published_ones(results: list[ProofResult], name: str, expected: object) -> None:
    found = {result.name: result for result in results}
    assert found[name].expected == expected


@pytest.mark.real
@pytest.mark.skipif(not KNOWN.is_dir(), reason="the folder ../shared/data/known is not there")
def test_all_published_data_sets_agree() -> None:
    results = run_proofs(KNOWN)
    assert [result for result in results if not result.passed] == []
    assert "480 of 480" in [result.computed for result in results]


def test_a_folder_without_data_sets_adds_nothing(tmp_path: Path, results: list[ProofResult]) -> None:
    assert len(run_proofs(tmp_path)) == len(results)


def test_a_miss_and_a_failed_computation_do_not_pass() -> None:
    assert not ProofCase("near", "none", "none", 1.0, lambda: 1.1, 0.05).run().passed

    def stops() -> float:
        raise AnalysisError("There is no plan.")

    failed = ProofCase("stops", "none", "none", 1.0, stops).run()
    assert (failed.passed, failed.computed) == (False, "AnalysisError: There is no plan.")


def test_answers_agree_by_kind() -> None:
    assert agree((1, "a", None), (1.0004, "a", None), 0.001)
    assert not agree((1, 2), (1,), 1)
    assert not agree(1.0, None, 1)
    assert not agree(1.0, float("nan"), 1)
    assert not agree("1", 1.0, 1)
