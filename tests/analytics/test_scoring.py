"""Weights, scores with gaps, rank stability and discounting against published or hand-worked answers."""

import numpy as np
import pytest

from pmo_data.analytics.ahp import comparisons_of, priorities
from pmo_data.analytics.alignment import (
    ANCHORS,
    CONTRIBUTIONS,
    alignment,
    normalise,
    rank_stability,
    weighted_scores,
)
from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.money import appraise, discount_factors, present_value, value_for_money


def test_consistent_judgements_give_their_own_weights() -> None:
    found = priorities([[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]])
    assert found.weights.tolist() == pytest.approx([0.6, 0.3, 0.1])
    assert found.consistency_index == pytest.approx(0, abs=1e-9)
    assert found.consistent


def test_circular_judgements_are_found_inconsistent() -> None:
    # A over B over C over A, each by 3.
    found = priorities(comparisons_of([3, 1 / 3, 3], 3))
    assert found.consistency_ratio is not None
    assert found.consistency_ratio > 0.10
    assert found.consistent is False


def test_small_and_large_matrices_have_no_ratio() -> None:
    assert priorities([[1, 4], [0.25, 1]]).weights.tolist() == pytest.approx([0.8, 0.2])
    assert priorities([[1, 4], [0.25, 1]]).consistent is True
    assert priorities(np.ones((9, 9))).consistent is None


def test_impossible_comparisons_are_refused() -> None:
    with pytest.raises(AnalysisError, match="square"):
        priorities([[1, 2]])
    with pytest.raises(AnalysisError, match="reciprocal"):
        priorities([[1, 2], [2, 1]])
    with pytest.raises(AnalysisError, match="need 3 judgements"):
        comparisons_of([1], 3)


def test_alignment_weighs_contributions_on_their_scale() -> None:
    found = alignment([[4, 0], [2, 4], [4, np.nan]], [3, 1])
    assert found.worst.tolist() == [0.75, 0.625, 0.75]
    assert found.best.tolist() == [0.75, 0.625, 1.0]
    np.testing.assert_array_equal(found.score, [0.75, 0.625, np.nan])
    assert found.known.tolist() == [2, 2, 1]
    assert len(ANCHORS) == len(CONTRIBUTIONS) == 5


def test_a_missing_score_without_weight_changes_nothing() -> None:
    assert weighted_scores([[0.5, np.nan]], [1, 0]).score.tolist() == [0.5]


def test_direction_is_explicit() -> None:
    assert normalise([10, 20, 40, np.nan], False, worst=30, best=10)[:3].tolist() == [1.0, 0.5, 0.0]
    with pytest.raises(AnalysisError, match="best end"):
        normalise([1], True, worst=30, best=10)


def test_scores_outside_their_scale_and_useless_weights_are_refused() -> None:
    with pytest.raises(AnalysisError, match="0 \\(none\\) to 4"):
        alignment([[5]], [1])
    with pytest.raises(AnalysisError, match="one weight per column"):
        alignment([[1, 2]], [1])
    with pytest.raises(AnalysisError, match="not all 0"):
        alignment([[1, 2]], [0, 0])


def test_a_project_best_in_everything_keeps_rank_one_and_equals_share_theirs() -> None:
    found = rank_stability([[0.9, 0.9], [0.8, 0.2], [0.2, 0.8]], [1, 1], within=2)
    assert found.stated_rank.tolist() == [1, 2, 3]
    assert found.within[0] == 1
    assert found.within[1:].tolist() == pytest.approx([0.5, 0.5], abs=0.03)
    assert (found.lowest_rank.tolist(), found.highest_rank.tolist()) == ([1, 2, 2], [1, 3, 3])


def test_tighter_weights_move_ranks_less() -> None:
    values = [[0.9, 0.1], [0.1, 0.8]]
    loose = rank_stability(values, [1, 1], within=1, concentration=10).within[0]
    tight = rank_stability(values, [1, 1], within=1, concentration=5000).within[0]
    assert 0.5 < loose < 0.8
    assert tight > 0.99


def test_green_book_factors_are_the_published_ones() -> None:
    factors = discount_factors(30)
    assert [round(float(factors[year]), 4) for year in (0, 1, 2, 3, 5, 10, 20, 30)] == [
        1.0, 0.9662, 0.9335, 0.9019, 0.8420, 0.7089, 0.5026, 0.3563,
    ]  # fmt: skip


def test_an_appraisal_by_hand() -> None:
    # At 10 %: benefits 110 in year 1 and 121 in year 2 are worth 100 each; cost 80 now.
    found = appraise([0, 110, 121], [80, 0, 0], 0.10)
    assert found.net_present_value == pytest.approx(120)
    assert found.benefit_cost_ratio == pytest.approx(2.5)
    assert found.value_for_money == "high"


@pytest.mark.parametrize(
    ("ratio", "name"),
    [(-0.1, "very poor"), (0.99, "poor"), (1, "low"), (1.5, "medium"), (2, "high"), (3.99, "high"), (4, "very high")],
)
def test_value_for_money_classes_begin_at_their_limits(ratio: float, name: str) -> None:
    assert value_for_money(ratio) == name


def test_unknown_amounts_and_missing_costs_give_no_ratio() -> None:
    assert present_value([]) is None
    assert present_value([1.0, None]) is None
    assert appraise([1, None], [1, 1]).reason == "benefits or costs are not known for every year"
    assert appraise([1.0], [0.0]).reason == "there are no costs to divide by"
    with pytest.raises(AnalysisError, match="above -100 %"):
        discount_factors(3, -1)
