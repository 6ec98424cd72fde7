"""PERT and simulation: published chances, exact distributions, risks, progress and correlation."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pmo_data.analytics.critical_path import ScheduleSettings
from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.pert import pert
from pmo_data.analytics.simulation import DiscreteRisk, SimulationSettings, simulate, tornado

NO_LINKS = pd.DataFrame({"predecessor": [], "successor": []})
CHAIN = pd.DataFrame({"predecessor": ["A"], "successor": ["B"]})
INDEPENDENT = SimulationSettings(runs=20_000, correlation=0.0)


def estimates(rows: dict[str, tuple[float, float, float]], distribution: str = "pert") -> pd.DataFrame:
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["low_days", "likely_days", "high_days"])
    return frame.astype(float).assign(
        task_id=frame.index, duration_days=frame["likely_days"].astype(float), distribution=distribution
    )


def certain(**days: float) -> pd.DataFrame:
    return pd.DataFrame({"task_id": list(days), "duration_days": list(days.values())})


def test_pert_of_two_tasks_in_series_by_hand() -> None:
    result = pert(estimates({"A": (1, 2, 9), "B": (2, 3, 10)}), CHAIN)
    assert (result.mean_days, result.path) == (7, ["A", "B"])
    assert result.variance == pytest.approx(32 / 9)
    assert result.probability(7) == 0.5


def test_pert_without_uncertainty_gives_no_chance_and_a_bad_estimate_is_refused() -> None:
    assert pert(estimates({"A": (2, 2, 2)}), NO_LINKS).probability(2) is None
    with pytest.raises(AnalysisError, match="low <= likely <= high"):
        pert(estimates({"A": (3, 2, 9)}), NO_LINKS)


@pytest.mark.parametrize(
    ("name", "exact"),
    [
        ("triangular", stats.triang(0.25, loc=5, scale=20)),
        ("pert", stats.beta(2, 4, loc=5, scale=20)),
        ("uniform", stats.uniform(5, 20)),
        ("lognormal", stats.lognorm(np.log(5) / (2 * 1.2815515655446004), scale=np.sqrt(125))),
        ("normal", stats.norm(15, 10 / 1.2815515655446004)),
    ],
)
def test_each_distribution_has_its_exact_shape(name: str, exact: stats.distributions.rv_frozen) -> None:
    result = simulate(estimates({"A": (5, 10, 25)}, name), NO_LINKS, INDEPENDENT)
    drawn = result.finish_days if name != "normal" else result.finish_days[result.finish_days > 0]
    for percent in (10, 50, 80, 90):
        assert exact.cdf(result.percentile(percent)) == pytest.approx(percent / 100, abs=0.012)
    if name != "normal":
        assert stats.kstest(drawn, exact.cdf).pvalue > 0.001


def test_the_same_seed_gives_the_same_runs_and_another_does_not() -> None:
    plan = estimates({"A": (5, 10, 25)})
    first, again = (simulate(plan, NO_LINKS, SimulationSettings(runs=700)).finish_days for _ in range(2))
    other = simulate(plan, NO_LINKS, SimulationSettings(runs=700, seed=1)).finish_days
    assert first.size == 700
    assert (first == again).all()
    assert (first != other).any()


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.8])
def test_correlated_tasks_widen_the_sum_by_the_exact_amount(correlation: float) -> None:
    ends = {"A": (10 - 2.5631, 10, 12.5631), "B": (10 - 2.5631, 10, 12.5631)}
    result = simulate(estimates(ends, "normal"), CHAIN, SimulationSettings(runs=20_000, correlation=correlation))
    assert result.finish_days.var() == pytest.approx(8 + 8 * correlation, rel=0.05)


def test_a_correlation_matrix_is_taken_in_input_order() -> None:
    ends = dict.fromkeys("ABC", (10 - 2.5631, 10, 12.5631))
    matrix = np.array([[1, 0, 0.9], [0, 1, 0], [0.9, 0, 1]])
    links = pd.DataFrame({"predecessor": ["C"], "successor": ["A"]})
    result = simulate(estimates(ends, "normal"), links, SimulationSettings(runs=20_000, correlation=matrix))
    assert result.finish_days.var() == pytest.approx(8 + 8 * 0.9, rel=0.05)
    contradiction = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    with pytest.raises(AnalysisError, match="not positive definite"):
        simulate(estimates(ends), links, SimulationSettings(correlation=contradiction))


def test_a_certain_plan_has_one_finish_and_no_bias() -> None:
    result = simulate(certain(A=3, B=4), CHAIN, SimulationSettings(runs=600))
    assert set(result.finish_days) == {7.0}
    assert (result.merge_bias_days, result.deterministic_day) == (0, 7)
    assert result.tasks["criticality_index"].tolist() == [1, 1]
    assert result.tasks["cruciality"].isna().all()


def test_two_equal_paths_finish_later_than_either() -> None:
    result = simulate(estimates({"A": (0, 0.5, 1), "B": (0, 0.5, 1)}, "uniform"), NO_LINKS, INDEPENDENT)
    assert result.merge_bias_days == pytest.approx(1 / 6, abs=0.005)
    assert result.probability(0.5) == pytest.approx(0.25, abs=0.01)
    table = result.tasks.set_index("task_id")
    assert table["criticality_index"].sum() == pytest.approx(1)
    # For the later of two uniforms the correlation with either is (1/24) / (sqrt(1/12) sqrt(1/18)).
    assert table["cruciality"].tolist() == pytest.approx([0.6124, 0.6124], abs=0.02)
    assert table["schedule_sensitivity_index"].tolist() == pytest.approx([0.6124, 0.6124], abs=0.02)


def test_one_risk_hits_all_its_tasks_in_the_same_runs() -> None:
    risk = DiscreteRisk("R", 0.4, ("A", "B"), 5, 5, 5, cost=100)
    result = simulate(certain(A=3, B=4).assign(cost_per_day=[10.0, 0.0]), CHAIN, INDEPENDENT, [risk])
    assert set(result.finish_days) == {7.0, 17.0}
    assert (result.finish_days == 17).mean() == pytest.approx(0.4, abs=0.012)
    assert result.deterministic_day == 7
    assert set(result.costs) == {30.0, 180.0}
    assert result.joint_probability(7, 1000) == result.probability(7)
    assert result.joint_probability(17, 10) == 0


def test_an_opportunity_saves_time_but_never_below_nothing() -> None:
    risk = DiscreteRisk("O", 1.0, ("A",), -9, -9, -9)
    assert set(simulate(certain(A=3, B=4), CHAIN, SimulationSettings(runs=10), [risk]).finish_days) == {4.0}
    factor = DiscreteRisk("F", 1.0, ("B",), 1.5, 1.5, 1.5, as_factor=True)
    assert set(simulate(certain(A=3, B=4), CHAIN, SimulationSettings(runs=10), [factor]).finish_days) == {9.0}


def test_the_tornado_removes_one_risk_on_the_same_runs() -> None:
    risks = [DiscreteRisk("small", 1.0, ("A",), 1, 1, 1), DiscreteRisk("large", 1.0, ("B",), 6, 6, 6)]
    plan = estimates({"A": (2, 3, 9), "B": (3, 4, 8)})
    table = tornado(plan, CHAIN, risks, SimulationSettings(runs=1000))
    assert table["risk_id"].tolist() == ["large", "small"]
    assert table["days"].tolist() == pytest.approx([6, 1], abs=1e-9)
    assert table["mean_days"].tolist() == pytest.approx([6, 1], abs=1e-9)


def test_finished_work_is_certain_and_started_work_keeps_its_share() -> None:
    plan = estimates({"A": (2, 4, 8), "B": (8, 8, 8)}).assign(
        actual_start_day=[0.0, 4.0], actual_finish_day=[4.0, np.nan], remaining_days=[np.nan, 2.0]
    )
    settings = SimulationSettings(runs=500, schedule=ScheduleSettings(status_day=10))
    risk = DiscreteRisk("late", 1.0, ("A",), 50, 50, 50)
    result = simulate(plan, CHAIN, settings, [risk])
    assert set(result.finish_days) == {12.0}
    assert result.tasks["criticality_index"].tolist() == [0, 1]


def test_impossible_inputs_are_refused_in_a_sentence() -> None:
    with pytest.raises(AnalysisError, match="between 0 and 1"):
        DiscreteRisk("R", 1.2, ("A",), 1, 1, 1)
    with pytest.raises(AnalysisError, match="hits a task"):
        simulate(certain(A=1), NO_LINKS, None, [DiscreteRisk("R", 0.2, ("Z",), 1, 1, 1)])
    with pytest.raises(AnalysisError, match="not known"):
        simulate(estimates({"A": (1, 2, 3)}, "guess"), NO_LINKS)
    with pytest.raises(AnalysisError, match="low <= likely"):
        simulate(estimates({"A": (4, 2, 3)}), NO_LINKS)
    with pytest.raises(AnalysisError, match="can be computed"):
        simulate(certain(A=np.nan), NO_LINKS)
