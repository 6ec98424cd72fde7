"""Recognition on real files, against a key written by hand from the files themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.header_mapping import Scores, score
from tests.real.apart import apart

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.exists(), reason="the folder ../shared/data is not there"),
]


@cache
def _scores() -> Scores:
    return apart(score, DATA)


def test_entity_is_right_in_95_percent_of_the_files() -> None:
    scores = _scores()
    assert scores.tables >= 50
    assert scores.entity_share >= 0.95, scores.missed


def test_header_rows_and_orientation_are_right_in_95_percent() -> None:
    scores = _scores()
    assert scores.header_share >= 0.95, scores.missed


def test_95_percent_of_the_mappable_columns_are_right() -> None:
    scores = _scores()
    assert scores.mappable >= 250
    assert scores.column_share >= 0.95, scores.missed


def test_no_wrong_mapping_is_called_more_than_a_guess() -> None:
    scores = _scores()
    assert scores.overclaimed == []
