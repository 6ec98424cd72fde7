"""Selecting projects: exact optima, each rule, what has to give, and what would bring a project in."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.selection import Candidate, Option, SelectionRules, frontier, select, way_in


def project(name: str, value: float, *costs: float, **more: object) -> Candidate:
    return Candidate(name, [Option("now", value, costs)], **more)


THREE = [project("A", 60, 10), project("B", 100, 20), project("C", 120, 30)]


def test_ranking_by_value_for_money_is_beaten() -> None:
    # By value per cost A and B come first (160); the best that 50 buys is B and C.
    found = select(THREE, SelectionRules([50]))
    assert (sorted(found.chosen), found.value, found.costs) == (["B", "C"], 220, [50])
    assert (found.gap_pct, found.relaxations, found.left_out) == (0, [], ["A"])


def test_budgets_bind_in_every_period() -> None:
    candidates = [project("A", 10, 5, 0), project("B", 9, 0, 5), project("C", 12, 4, 4)]
    assert sorted(select(candidates, SelectionRules([5, 5])).chosen) == ["A", "B"]
    assert sorted(select(candidates, SelectionRules([4, 5])).chosen) == ["C"]


def test_a_project_may_start_later_and_is_taken_once() -> None:
    both = Candidate("L", [Option("now", 10, [5, 0]), Option("next", 8, [0, 5])])
    found = select([both, project("A", 9, 5, 0)], SelectionRules([5, 5]))
    assert found.chosen == {"L": "next", "A": "now"}


@pytest.mark.parametrize(
    ("rules", "chosen"),
    [
        (SelectionRules([50], excluded=frozenset("B")), ["A", "C"]),
        (SelectionRules([50], requires=[("C", "A")]), ["A", "C"]),
        (SelectionRules([60], exclusive=[("B", "C")]), ["A", "C"]),
        (SelectionRules([30], minimum_per_objective={"grow": 1}), ["C"]),
        (SelectionRules([60], category_shares={"run": (0.0, 0.4)}), ["B", "C"]),
        (SelectionRules([60], capacity={"engineer": [5.0]}), ["A", "C"]),
    ],
)
def test_each_rule_changes_the_choice(rules: SelectionRules, chosen: list[str]) -> None:
    candidates = [
        Candidate("A", [Option("now", 60, [10], {"engineer": [2.0]})], category="change"),
        Candidate("B", [Option("now", 100, [20], {"engineer": [4.0]})], category="run"),
        Candidate("C", [Option("now", 120, [30], {"engineer": [3.0]})], objectives=frozenset({"grow"})),
    ]
    if "run" in rules.category_shares:
        candidates = candidates[1:]
    assert sorted(select(candidates, rules).chosen) == chosen


def test_mandatory_projects_beyond_the_budget_say_what_is_missing() -> None:
    candidates = [project("A", 1, 30, 0, mandatory=True), project("B", 9, 10, 10)]
    found = select(candidates, SelectionRules([20, 10]))
    assert found.relaxations == ["Needs 10.00 more budget in period 1."]
    assert sorted(found.chosen) == ["A"]
    assert found.extra_budgets == pytest.approx([10, 0], abs=1e-5)


def test_an_objective_without_projects_is_named() -> None:
    found = select(THREE, SelectionRules([50], minimum_per_objective={"green": 1}))
    assert found.relaxations == ["Objective green gets 1 fewer than asked."]
    assert found.value == 220


def test_rules_that_contradict_each_other_are_refused() -> None:
    both = [project("A", 1, 1, mandatory=True), project("B", 1, 1, mandatory=True)]
    with pytest.raises(AnalysisError, match="contradict"):
        select(both, SelectionRules([10], exclusive=[("A", "B")]))


def test_a_left_out_project_learns_what_would_bring_it_in() -> None:
    rules = SelectionRules([50])
    found = way_in(THREE, rules, select(THREE, rules), "A")
    # With A forced in, A and C (180) is the best: A lacks 40 of value, or 10 of money.
    assert (found.extra_value, found.displaced, found.extra_budgets) == (40, ["B"], [10])
    assert way_in(THREE, SelectionRules([5]), select(THREE, SelectionRules([5])), "C").extra_value is None
    with pytest.raises(AnalysisError, match="not a project that was left out"):
        way_in(THREE, rules, select(THREE, rules), "B")


def test_the_frontier_rises_with_the_budget() -> None:
    values = [(scale, found.value) for scale, found in frontier(THREE, SelectionRules([60]), [0.5, 0.8, 1.0])]
    assert values == [(0.5, 160), (0.8, 180), (1.0, 280)]


def test_bad_inputs_are_refused_in_a_sentence() -> None:
    with pytest.raises(AnalysisError, match="more than once"):
        select([*THREE, THREE[0]], SelectionRules([1]))
    with pytest.raises(AnalysisError, match="names Z"):
        select(THREE, SelectionRules([1], requires=[("A", "Z")]))
    with pytest.raises(AnalysisError, match="costs for 1 periods"):
        select(THREE, SelectionRules([1, 2]))


def test_no_candidates_is_an_empty_selection() -> None:
    assert select([], SelectionRules([10])).chosen == {}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=7))
@settings(deadline=None, max_examples=30)
def test_no_other_choice_is_worth_more(rows: list[tuple[int, int, int]]) -> None:
    candidates = [project(str(k), value, first, second) for k, (value, first, second) in enumerate(rows)]
    best = max(
        sum(row[0] for row, taken in zip(rows, choice, strict=True) if taken)
        for choice in product((0, 1), repeat=len(rows))
        if all(sum(row[p] for row, t in zip(rows, choice, strict=True) if t) <= 25 for p in (1, 2))
    )
    assert select(candidates, SelectionRules([25, 25])).value == best
