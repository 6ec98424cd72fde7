"""Which projects, when and at what size: choosing a portfolio under budgets, capacity and rules.

It stands apart because ranking is not selection: a list cut at the budget loses value that an exact search keeps.
Capital budgeting as a mixed integer programme (Weingartner 1963), solved by HiGHS; the gap is always reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pmo_data.analytics.errors import AnalysisError
from pmo_data.analytics.selection_model import SelectionModel, Solved


@dataclass(frozen=True)
class Option:
    """One way to do a project: a start shift or a funding level. `costs` and `uses` (by role) are per period."""

    option_id: str
    value: float
    costs: Sequence[float]
    uses: Mapping[str, Sequence[float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """A project to be chosen or not, in exactly one of its options. `mandatory` also covers work under way."""

    project_id: Any
    options: Sequence[Option]
    mandatory: bool = False
    category: str | None = None
    objectives: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SelectionRules:
    """Limits and rules. `budgets` per period; `capacity` by role and period; `requires` pairs (a needs b);
    `exclusive` groups of which one at most; `minimum_per_objective` projects; `category_shares` (least, most) of
    the total cost, 0-1; `excluded` projects."""

    budgets: Sequence[float]
    capacity: Mapping[str, Sequence[float]] = field(default_factory=dict)
    requires: Sequence[tuple[Any, Any]] = ()
    exclusive: Sequence[Sequence[Any]] = ()
    minimum_per_objective: Mapping[str, int] = field(default_factory=dict)
    category_shares: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    excluded: frozenset[Any] = frozenset()


@dataclass(frozen=True)
class Selection:
    """`chosen`: option per project; `gap_pct`: how far the value may be from the best, 0 = proven.

    `relaxations`: what had to give, in words, when the rules could not all hold; empty = they hold. `extra_budgets`
    per period are part of that. `left_out`: projects not chosen.
    """

    chosen: dict[Any, str]
    value: float
    costs: list[float]
    gap_pct: float
    relaxations: list[str]
    extra_budgets: list[float]
    left_out: list[Any]


@dataclass(frozen=True)
class WayIn:
    """What would bring a project in: `extra_value` it lacks against what it would displace (`displaced`), or
    `extra_budgets` per period and `extra_capacity` by role to add it on top of the selection."""

    project_id: Any
    extra_value: float | None
    displaced: list[Any]
    extra_budgets: list[float]
    extra_capacity: dict[str, list[float]]
    blocked_by: str | None = None


def select(
    candidates: Sequence[Candidate],
    rules: SelectionRules,
    *,
    gap_pct: float = 0.0,
    time_limit_seconds: float = 30.0,
) -> Selection:
    """The most valuable selection. Rules that cannot all hold are relaxed as little as possible, and named.

    Raises AnalysisError for an unknown project in a rule, costs of another length than the budgets, or rules between
    projects that contradict each other (no budget could cure them).
    """
    _check(candidates, rules)
    model = SelectionModel(candidates, rules)
    solved = model.solve(gap_pct, time_limit_seconds)
    if solved is not None:
        return _selection(candidates, rules, solved, [], [0.0] * len(rules.budgets))
    slack = model.least_slack(time_limit_seconds)
    if slack is None:
        raise AnalysisError("Mandatory, required and exclusive projects contradict each other; change one of them.")
    budgets = [limit + extra for limit, extra in zip(rules.budgets, slack.budgets, strict=True)]
    capacity = {
        role: [limit + extra for limit, extra in zip(limits, slack.capacity[role], strict=True)]
        for role, limits in rules.capacity.items()
    }
    minimum = {name: least - slack.objectives[name] for name, least in rules.minimum_per_objective.items()}
    eased = replace(rules, budgets=budgets, capacity=capacity, minimum_per_objective=minimum)
    again = SelectionModel(candidates, eased).solve(gap_pct, time_limit_seconds)
    if again is None:
        raise AnalysisError("No selection was found in the time given; allow more time or a larger gap.")
    return _selection(candidates, rules, again, slack.sentences(), slack.budgets)


def frontier(
    candidates: Sequence[Candidate], rules: SelectionRules, scales: Sequence[float], *, gap_pct: float = 0.0
) -> list[tuple[float, Selection]]:
    """The best selection with all budgets multiplied by each scale: value against money."""
    return [
        (scale, select(candidates, replace(rules, budgets=[scale * limit for limit in rules.budgets]), gap_pct=gap_pct))
        for scale in scales
    ]


def way_in(candidates: Sequence[Candidate], rules: SelectionRules, selection: Selection, project_id: Any) -> WayIn:
    """What would bring one left-out project in; one more optimisation, so asked for per project."""
    project = next((one for one in candidates if one.project_id == project_id), None)
    if project is None or project_id in selection.chosen:
        raise AnalysisError(f"{project_id!r} is not a project that was left out.")
    forced = [replace(one, mandatory=True) if one is project else one for one in candidates]
    freed = replace(rules, excluded=rules.excluded - {project_id})
    solved = SelectionModel(forced, freed).solve(0.0, 30.0)
    by_id = {one.project_id: one for one in candidates}
    on_top = _on_top(by_id, rules, selection, project)
    if solved is None:
        return WayIn(project_id, None, [], *on_top, blocked_by="the budgets or rules, whatever else is dropped")
    chosen = {forced[place].project_id for place in solved.chosen}
    displaced = [one for one in selection.chosen if one not in chosen]
    blocked = "it is excluded" if project_id in rules.excluded else None
    return WayIn(project_id, max(0.0, selection.value - solved.value), displaced, *on_top, blocked_by=blocked)


def _on_top(
    by_id: Mapping[Any, Candidate], rules: SelectionRules, selection: Selection, project: Candidate
) -> tuple[list[float], dict[str, list[float]]]:
    """Money and capacity missing to add the project's most valuable option to the selection as it stands."""
    option = max(project.options, key=lambda one: one.value)
    budgets = [
        max(0.0, spent + cost - limit)
        for spent, cost, limit in zip(selection.costs, option.costs, rules.budgets, strict=True)
    ]
    capacity: dict[str, list[float]] = {}
    for role, limits in rules.capacity.items():
        used = list(option.uses.get(role, [0.0] * len(limits)))
        for chosen, name in selection.chosen.items():
            taken = next(one for one in by_id[chosen].options if one.option_id == name).uses.get(role)
            if taken is not None:
                used = [one + other for one, other in zip(used, taken, strict=True)]
        capacity[role] = [max(0.0, one - limit) for one, limit in zip(used, limits, strict=True)]
    return budgets, capacity


def _selection(
    candidates: Sequence[Candidate],
    rules: SelectionRules,
    solved: Solved,
    relaxations: list[str],
    extra_budgets: list[float],
) -> Selection:
    options = {candidates[place].project_id: candidates[place].options[pick] for place, pick in solved.chosen.items()}
    costs = [float(sum(option.costs[period] for option in options.values())) for period in range(len(rules.budgets))]
    return Selection(
        chosen={project: option.option_id for project, option in options.items()},
        value=solved.value,
        costs=costs,
        gap_pct=solved.gap_pct,
        relaxations=relaxations,
        extra_budgets=extra_budgets,
        left_out=[one.project_id for one in candidates if one.project_id not in options],
    )


def _check(candidates: Sequence[Candidate], rules: SelectionRules) -> None:
    ids = [candidate.project_id for candidate in candidates]
    if len(set(ids)) != len(ids):
        raise AnalysisError("A project stands more than once among the candidates.")
    named = {one for pair in rules.requires for one in pair} | {one for group in rules.exclusive for one in group}
    unknown = (named | set(rules.excluded)) - set(ids)
    if unknown:
        raise AnalysisError(f"A rule names {sorted(map(str, unknown))[0]}, which is not among the candidates.")
    for candidate in candidates:
        for option in candidate.options:
            if len(option.costs) != len(rules.budgets):
                raise AnalysisError(
                    f"Project {candidate.project_id!r} has costs for {len(option.costs)} periods, "
                    f"the budgets for {len(rules.budgets)}."
                )
