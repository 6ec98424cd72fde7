"""Critical path: hand-worked plans, progress, constraints, loops, and properties against an independent pass."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_data.analytics.critical_path import Schedule, ScheduleSettings, schedule
from pmo_data.analytics.driving_path import driving_path, why_this_date
from pmo_data.analytics.errors import AnalysisError

Link = tuple[Any, ...]


def plan(durations: dict[str, Any], links: list[Link], **columns: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    tasks = pd.DataFrame({"task_id": list(durations), "duration_days": list(durations.values())})
    for name, values in columns.items():
        tasks[name] = [values.get(task) for task in durations]
    rows = [(*link, "FS", 0)[:2] + (link[2:] + ("FS", 0)[len(link) - 2 :]) for link in links]
    return tasks, pd.DataFrame(rows, columns=["predecessor", "successor", "relation", "lag_days"])


def row(result: Schedule, task: str) -> pd.Series[Any]:
    return result.tasks.set_index("task_id").T[task]


def dates(result: Schedule, task: str) -> tuple[float, ...]:
    found = row(result, task)
    return (found["early_start_day"], found["early_finish_day"], found["late_start_day"], found["late_finish_day"])


def test_general_foundry_has_its_published_dates() -> None:
    """Render, Stair & Hanna, General Foundry."""
    durations = {"A": 2, "B": 3, "C": 2, "D": 4, "E": 4, "F": 3, "G": 5, "H": 2}
    arrows = ["AC", "BD", "CE", "CF", "DG", "EG", "FH", "GH"]
    result = schedule(*plan(durations, [tuple(arrow) for arrow in arrows]))
    assert result.finish_day == 15
    assert result.critical_tasks == ["A", "C", "E", "G", "H"]
    assert result.tasks["total_float_days"].tolist() == [0, 1, 0, 1, 0, 6, 0, 0]
    assert dates(result, "F") == (4, 7, 10, 13)
    assert row(result, "B")["free_float_days"] == 0
    assert row(result, "D")["free_float_days"] == 1
    assert driving_path(result, "H") == ["A", "C", "E", "G", "H"]
    assert driving_path(result, "D") == ["B", "D"]


@pytest.mark.parametrize(
    ("relation", "lag", "expected"),
    [
        ("FS", 2, (12, 16)),  # 10 + 2
        ("SS", 3, (3, 7)),  # 0 + 3
        ("FF", 1, (7, 11)),  # 10 + 1 - 4
        ("SF", 9, (5, 9)),  # 0 + 9 - 4
        ("FS", -3, (7, 11)),
    ],
)
def test_each_relation_and_lag_places_the_successor(relation: str, lag: float, expected: tuple[float, float]) -> None:
    result = schedule(*plan({"A": 10, "B": 4}, [("A", "B", relation, lag)]))
    assert dates(result, "B")[:2] == expected
    assert result.driving.tolist() == [True]


def test_backward_pass_mirrors_start_and_finish_relations() -> None:
    # B starts 3 after A starts; C finishes 2 after B finishes; the end is 20, set by D.
    tasks, links = plan({"A": 5, "B": 4, "C": 1, "D": 20}, [("A", "B", "SS", 3), ("B", "C", "FF", 2)])
    result = schedule(tasks, links)
    assert dates(result, "C") == (8, 9, 19, 20)
    assert dates(result, "B") == (3, 7, 14, 18)
    assert dates(result, "A") == (0, 5, 11, 16)
    assert row(result, "A")["total_float_days"] == 11
    assert row(result, "A")["free_float_days"] == 0


def test_each_project_is_counted_back_from_its_own_finish() -> None:
    tasks, links = plan({"A": 5, "B": 3, "X": 9, "Y": 1}, [("A", "B"), ("X", "Y")])
    tasks["project_id"] = ["P", "P", "Q", "Q"]
    result = schedule(tasks, links)
    assert result.project_finish_day.to_dict() == {"P": 8, "Q": 10}
    assert result.tasks["total_float_days"].tolist() == [0, 0, 0, 0]
    asked = schedule(tasks, links, ScheduleSettings(required_finish_day={"P": 6}))
    assert asked.tasks["total_float_days"].tolist() == [-2, -2, 0, 0]


def test_a_loop_is_named_and_the_rest_is_computed() -> None:
    tasks, links = plan(
        {"A": 2, "B": 3, "C": 4, "D": 1, "E": 5}, [("A", "B"), ("B", "C"), ("C", "B"), ("C", "D"), ("A", "E")]
    )
    result = schedule(tasks, links)
    assert result.loops == [["B", "C"]]
    assert result.tasks["not_computed"].fillna("").tolist() == ["", "in a loop", "in a loop", "after a loop", ""]
    assert dates(result, "E") == (2, 7, 2, 7)
    assert result.tasks["critical"].isna().tolist() == [False, True, True, True, False]
    assert result.computed_of() == (2, 5)
    assert why_this_date(result, "D")[0].reason == "after a loop"


def test_two_loops_and_a_task_linked_to_itself_are_told_apart() -> None:
    links = [("A", "B"), ("B", "A"), ("B", "C"), ("C", "D"), ("D", "C"), ("E", "E")]
    result = schedule(*plan(dict.fromkeys("ABCDEF", 1), links))
    assert result.loops == [["A", "B"], ["C", "D"], ["E"]]
    assert result.finish_day == 1


def test_an_unknown_duration_stops_only_what_waits_for_it() -> None:
    tasks, links = plan({"A": None, "B": 3, "C": -2, "D": 4}, [("A", "B"), ("D", "B")])
    result = schedule(tasks, links)
    assert result.tasks["not_computed"].fillna("").tolist() == [
        "no duration",
        "after a task that could not be computed",
        "ends before it starts",
        "",
    ]
    assert dates(result, "D") == (0, 4, 0, 4)


def test_orphan_links_are_listed_and_left_out() -> None:
    result = schedule(*plan({"A": 2, "B": 1}, [("A", "B"), ("Z", "B")]))
    assert result.orphan_links["predecessor"].tolist() == ["Z"]
    assert result.finish_day == 3
    assert np.isnan(result.link_slack_days[1])


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        ("start_no_earlier_than", 8, (8, 12, 16, 20)),
        ("finish_no_earlier_than", 9, (5, 9, 16, 20)),
        ("start_no_later_than", 3, (5, 9, 3, 7)),
        ("finish_no_later_than", 10, (5, 9, 6, 10)),
        ("must_start_on", 3, (3, 7, 3, 7)),
        ("must_finish_on", 18, (14, 18, 14, 18)),
        ("as_soon_as_possible", 9, (5, 9, 16, 20)),
    ],
)
def test_each_constraint_moves_what_it_should(kind: str, day: float, expected: tuple[float, ...]) -> None:
    tasks, links = plan({"A": 5, "B": 4, "Z": 20}, [("A", "B")], constraint={"B": kind}, constraint_day={"B": day})
    result = schedule(tasks, links)
    assert dates(result, "B") == expected


def test_a_constraint_before_its_predecessor_shows_as_negative_float() -> None:
    tasks, links = plan({"A": 5, "B": 4}, [("A", "B")], constraint={"B": "must_start_on"}, constraint_day={"B": 3})
    result = schedule(tasks, links)
    assert row(result, "A")["total_float_days"] == -2
    assert why_this_date(result, "B")[0].constraint == "must_start_on"


def test_a_deadline_limits_the_late_finish_only() -> None:
    result = schedule(*plan({"A": 5, "Z": 20}, [], deadline_day={"A": 4}))
    assert dates(result, "A") == (0, 5, -1, 4)


PROGRESS = {
    "actual_start_day": {"A": 0, "B": 3},
    "actual_finish_day": {"A": 6},
    "remaining_days": {"B": 4},
}


def test_started_and_finished_tasks_keep_their_actuals_and_the_rest_starts_at_the_status_day() -> None:
    tasks, links = plan({"A": 5, "B": 6, "C": 2, "D": 1}, [("A", "B"), ("B", "C")], **PROGRESS)
    result = schedule(tasks, links, ScheduleSettings(status_day=10))
    assert dates(result, "A")[:2] == (0, 6)
    assert np.isnan(row(result, "A")["total_float_days"])
    assert not row(result, "A")["critical"]
    assert dates(result, "B")[:2] == (3, 14)
    assert dates(result, "C") == (14, 16, 14, 16)
    assert dates(result, "D")[:2] == (10, 11)
    assert [step.cause for step in why_this_date(result, "C")] == ["link", "status day"]


def test_retained_logic_waits_for_the_unfinished_predecessor_and_override_does_not() -> None:
    # B was begun out of sequence: A is not finished.
    columns = {"actual_start_day": {"A": 0, "B": 3}, "remaining_days": {"A": 5, "B": 4}}
    tasks, links = plan({"A": 8, "B": 6}, [("A", "B")], **columns)
    retained = schedule(tasks, links, ScheduleSettings(status_day=10))
    override = schedule(tasks, links, ScheduleSettings(status_day=10, progress_override=True))
    assert retained.finish_day == 19
    assert override.finish_day == 15
    assert row(override, "B")["total_float_days"] == 1


def test_a_start_that_has_happened_leaves_no_float_to_its_start_links() -> None:
    # A began; the start-to-start link to B is satisfied and cannot make A's finish critical.
    columns = {"actual_start_day": {"A": 0}, "remaining_days": {"A": 2}}
    tasks, links = plan({"A": 5, "B": 9}, [("A", "B", "SS", 1)], **columns)
    result = schedule(tasks, links, ScheduleSettings(status_day=4))
    assert dates(result, "B")[:2] == (4, 13)
    assert row(result, "A")["total_float_days"] == 7


def test_summary_lines_and_links_to_them_are_left_out() -> None:
    tasks, links = plan({"S": 90, "A": 5, "B": 2}, [("S", "B"), ("A", "B")], is_summary={"S": True})
    result = schedule(tasks, links)
    assert result.finish_day == 7
    assert result.tasks["not_computed"].fillna("").tolist() == ["summary line", "", ""]


def test_near_critical_counts_tasks_within_the_chosen_float() -> None:
    tasks, links = plan({"A": 10, "B": 7, "C": 2}, [])
    result = schedule(tasks, links, ScheduleSettings(near_critical_float_days=3))
    assert result.tasks["near_critical"].tolist() == [False, True, False]
    assert schedule(tasks, links, ScheduleSettings(critical_float_days=3)).critical_tasks == ["A", "B"]


def test_why_this_date_ends_at_the_constraint_that_sets_it() -> None:
    tasks, links = plan(
        {"A": 5, "B": 4, "C": 1},
        [("A", "C"), ("B", "C", "FS", 2)],
        constraint={"B": "start_no_earlier_than"},
        constraint_day={"B": 7},
    )
    chain = why_this_date(schedule(tasks, links), "C")
    assert [(step.task_id, step.cause, step.lag_days) for step in chain] == [
        ("C", "link", 2.0),
        ("B", "constraint", 0.0),
    ]


def test_bad_inputs_are_refused_in_a_sentence() -> None:
    tasks, links = plan({"A": 1, "B": 1}, [("A", "B", "XX", 0)])
    with pytest.raises(AnalysisError, match="relation 'XX'"):
        schedule(tasks, links)
    with pytest.raises(AnalysisError, match="more than once"):
        schedule(pd.concat([tasks, tasks]), links)
    with pytest.raises(AnalysisError, match="no column duration_days"):
        schedule(tasks[["task_id"]], links)
    with pytest.raises(AnalysisError, match="no task 'Q'"):
        why_this_date(schedule(*plan({"A": 1}, [])), "Q")


def test_an_empty_plan_has_no_finish() -> None:
    result = schedule(*plan({}, []))
    assert result.finish_day is None
    assert result.tasks.empty


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int, str, int]]]:
    size = draw(st.integers(1, 12))
    durations = draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    pair = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda ends: ends[0] < ends[1])
    link = st.tuples(pair, st.sampled_from(["FS", "SS", "FF", "SF"]), st.integers(-3, 5))
    links = draw(st.lists(link, max_size=25)) if size > 1 else []
    return durations, [(*ends, relation, lag) for ends, relation, lag in links]


@given(networks())
@settings(deadline=None)
def test_every_link_holds_and_float_is_never_negative(case: tuple[list[int], list[tuple[int, int, str, int]]]) -> None:
    durations, links = case
    tasks = pd.DataFrame({"task_id": range(len(durations)), "duration_days": durations})
    frame = pd.DataFrame(links, columns=["predecessor", "successor", "relation", "lag_days"])
    found = schedule(tasks, frame)
    table = found.tasks
    assert (table["total_float_days"] >= 0).all()
    assert (table["free_float_days"] <= table["total_float_days"]).all()
    for side in ("early", "late"):
        ends = {"S": table[f"{side}_start_day"], "F": table[f"{side}_finish_day"]}
        for before, after, relation, lag in links:
            assert ends[relation[1]][after] >= ends[relation[0]][before] + lag
    chain = why_this_date(found, len(durations) - 1)
    assert chain[-1].cause == "start of the plan"


@given(networks())
@settings(deadline=None)
def test_the_finish_is_the_longest_path_found_by_another_library(
    case: tuple[list[int], list[tuple[int, int, str, int]]],
) -> None:
    durations, links = case
    graph = nx.DiGraph()
    for task, days in enumerate(durations):
        graph.add_edge((task, "S"), (task, "F"), weight=days)
        graph.add_edge((task, "F"), "end", weight=0)
    for before, after, _, _ in links:
        graph.add_edge((before, "F"), (after, "S"), weight=0)
    frame = pd.DataFrame([link[:2] for link in links], columns=["predecessor", "successor"])
    result = schedule(pd.DataFrame({"task_id": range(len(durations)), "duration_days": durations}), frame)
    assert result.finish_day == nx.dag_longest_path_length(graph)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
@settings(deadline=None)
def test_loops_are_the_ones_another_library_finds(pairs: list[tuple[int, int]]) -> None:
    graph = nx.DiGraph(pairs)
    expected = sorted(
        sorted(part)
        for part in nx.strongly_connected_components(graph)
        if len(part) > 1 or graph.has_edge(*(list(part) * 2))
    )
    tasks = pd.DataFrame({"task_id": range(10), "duration_days": 1})
    result = schedule(tasks, pd.DataFrame(pairs, columns=["predecessor", "successor"], dtype="int64"))
    assert result.loops == expected
