"""The fourteen points, the plan's structure and the GAO card on plans whose faults are known."""

from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_data.analytics.critical_path import Schedule, ScheduleSettings, schedule
from pmo_data.analytics.gao_practices import gao_card
from pmo_data.analytics.schedule_quality import (
    Check,
    QualitySettings,
    critical_path_length_index,
    fourteen_points,
)
from pmo_data.analytics.schedule_structure import dangling_ends, out_of_sequence, redundant_links

# Ten tasks, status day 10. A done on time, B done late, C open past its baseline, S a summary line.
TASKS = pd.DataFrame(
    [
        # id, days, actual start and finish, remaining, baseline finish and days, budget, planned start and finish
        ("A", 4, 0, 4, None, 4, 4, 1.0, None, None),
        ("B", 4, 4, 9, None, 8, 4, 1.0, None, None),
        ("C", 5, 4, None, 3, 9, 5, 1.0, None, 9),
        ("D", 50, None, None, None, 63, 50, 1.0, 13, 63),
        ("E", 2, None, None, None, 15, 2, None, 13, 15),
        ("F", 3, None, None, None, 18, 3, 1.0, 8, 18),
        ("G", 1, None, None, None, 64, 1, 1.0, 63, 64),
        ("M", 0, None, None, None, 64, 0, None, 64, 64),
        ("S", 64, None, None, None, 64, 64, None, 0, 64),
        ("X", 5, 12, None, 5, 30, 5, 1.0, None, 30),
    ],
    columns=["task_id", "duration_days", "actual_start_day", "actual_finish_day", "remaining_days",
             "baseline_finish_day", "baseline_duration_days", "budget", "planned_start_day", "planned_finish_day"],
).assign(
    is_summary=lambda frame: frame["task_id"] == "S",
    constraint=[None] * 5 + ["finish_no_later_than"] + [None] * 4,
    constraint_day=[None] * 5 + [18.0] + [None] * 4,
)  # fmt: skip
LINKS = pd.DataFrame(
    [
        ("A", "B", "FS", 0), ("A", "C", "FS", 0), ("C", "D", "FS", 0), ("C", "E", "FS", -1), ("E", "F", "FF", 3),
        ("D", "G", "FS", 0), ("G", "M", "FS", 0), ("B", "D", "FS", 0), ("E", "M", "FS", 0),
    ],
    columns=["predecessor", "successor", "relation", "lag_days"],
)  # fmt: skip


def faulty() -> Schedule:
    return schedule(TASKS, LINKS, ScheduleSettings(status_day=10))


def checks(plan: Schedule | None = None, **choices: Any) -> dict[int, Check]:
    found = fourteen_points(plan or faulty(), QualitySettings(**choices))
    assert [check.number for check in found] == list(range(1, 15))
    return {check.number: check for check in found}


@pytest.mark.parametrize(
    ("number", "verdict", "count", "base", "offenders"),
    [
        (1, "fail", 2, 7, ["F", "X"]),
        (2, "fail", 1, 8, [("C", "E")]),
        (3, "fail", 1, 8, [("E", "F")]),
        (4, "fail", 7, 8, [("E", "F")]),
        (5, "fail", 1, 7, ["F"]),
        (6, "fail", 1, 7, ["X"]),
        (7, "pass", 0, 7, []),
        (8, "fail", 1, 7, ["D"]),
        (9, "fail", 3, 9, ["C", "F", "X"]),
        (10, "report", 1, 6, ["E"]),
        (11, "fail", 2, 3, ["B", "C"]),
        (14, "fail", 2, 3, ["C"]),
    ],
)
def test_each_point_counts_its_offenders(
    number: int, verdict: str, count: int, base: int, offenders: list[Any]
) -> None:
    check = checks()[number]
    assert (check.verdict, check.count, check.base, check.offenders) == (verdict, count, base, offenders)


def test_delaying_a_critical_task_moves_the_finish_by_as_much() -> None:
    check = checks()[12]
    assert (check.verdict, check.value, check.choice) == ("pass", 600, "delayed task C")


def test_a_fixed_finish_breaks_the_critical_path_test() -> None:
    tasks = TASKS.assign(constraint=None, constraint_day=None).astype({"constraint": object})
    tasks.loc[tasks["task_id"] == "M", "constraint"] = "must_finish_on"
    tasks.loc[tasks["task_id"] == "M", "constraint_day"] = 64.0
    check = checks(schedule(tasks, LINKS, ScheduleSettings(status_day=10)))[12]
    assert check.verdict == "fail"
    assert check.value is not None
    assert check.value < 600


def test_the_length_index_has_its_published_values() -> None:
    """DAU: 720 days with a float of -60; and 80 days with 20 to spare."""
    assert critical_path_length_index(720, -60) == pytest.approx(0.917, abs=0.0005)
    assert critical_path_length_index(80, 20) == 1.25
    assert critical_path_length_index(0, 5) is None


def test_the_length_index_measures_the_way_from_the_status_day() -> None:
    # From day 10 to the finish on day 64 are 54 days.
    plan = faulty()
    assert plan.finish_day == 64
    check = checks(plan)[13]
    assert (check.verdict, check.value) == ("pass", 1.0)
    assert checks(plan, target_finish_day=61.0)[13].value == pytest.approx(51 / 54)
    assert checks(plan, target_finish_day=61.0)[13].verdict == "fail"


def test_every_choice_changes_its_check_and_is_shown() -> None:
    assert checks(first_and_last_exempt=False)[1].offenders == ["F", "M", "X"]
    assert checks(cost_counts_as_resource=False)[10].verdict == "n/a"
    assert checks(baseline_duration=False)[8].choice == "current durations"
    assert checks(stored_float=True)[6].reason == "nothing to check: the base is empty"
    assert checks(milestones_in_execution_index=True)[14].choice == "milestones count"


def test_a_plan_without_baseline_or_status_says_what_is_lacking() -> None:
    bare = schedule(TASKS[["task_id", "duration_days"]], LINKS)
    found = checks(bare)
    assert found[9].reason == "the plan has no status date"
    assert found[11].verdict == found[14].verdict == "n/a"
    assert found[13].reason == "there is no finish to measure against"
    dated = schedule(TASKS[["task_id", "duration_days"]], LINKS, ScheduleSettings(status_day=1))
    assert checks(dated)[11].reason == "the plan has no baseline finishes"


def test_an_empty_plan_fails_nothing() -> None:
    empty = schedule(TASKS.iloc[:0], LINKS.iloc[:0], ScheduleSettings(status_day=1))
    assert {check.verdict for check in fourteen_points(empty)} == {"n/a"}


def small(links: list[tuple[Any, ...]], **columns: list[Any]) -> Schedule:
    tasks = pd.DataFrame({"task_id": list("ABCD"), "duration_days": 2.0, **columns})
    frame = pd.DataFrame(links, columns=["predecessor", "successor", "relation"])
    return schedule(tasks, frame, ScheduleSettings(status_day=5))


def test_dangling_ends_are_tasks_whose_start_or_finish_hangs_loose() -> None:
    plan = small([("A", "B", "FF"), ("B", "C", "SS"), ("C", "D", "FS")])
    assert dangling_ends(plan) == (["B"], ["B"])


def test_progress_out_of_sequence_names_the_broken_link() -> None:
    plan = small(
        [("A", "B", "FS"), ("A", "C", "SS"), ("A", "D", "FS")],
        actual_start_day=[0, 1, 1, None],
        actual_finish_day=[2, None, None, None],
    )
    assert out_of_sequence(plan) == [("A", "B")]


def test_redundant_links_are_implied_by_a_chain_or_stand_twice() -> None:
    plan = small([("A", "B", "FS"), ("B", "C", "FS"), ("A", "C", "FS"), ("A", "D", "SS"), ("B", "C", "FS")])
    assert redundant_links(plan) == [("A", "C"), ("B", "C")]


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda ends: ends[0] < ends[1])))
@settings(deadline=None)
def test_redundant_links_are_what_a_transitive_reduction_drops(pairs: set[tuple[int, int]]) -> None:
    tasks = pd.DataFrame({"task_id": range(9), "duration_days": 1})
    plan = schedule(tasks, pd.DataFrame(sorted(pairs), columns=["predecessor", "successor"], dtype="int64"))
    kept = set(nx.transitive_reduction(nx.DiGraph(sorted(pairs))).edges)
    assert set(redundant_links(plan) or []) == pairs - kept


def test_the_card_judges_what_data_can_and_leaves_the_rest_to_people() -> None:
    plan = faulty()
    card = {practice.number: practice for practice in gao_card(plan, fourteen_points(plan))}
    assert [number for number, p in card.items() if p.judgement == "not assessable from data"] == [1, 5, 8]
    assert card[2].judgement == "not met"
    assert card[6].judgement == "met"
    assert card[7].judgement == "partly met"
    assert all(practice.ask.endswith("?") for practice in card.values())
    assert gao_card(plan, fourteen_points(plan), risk_analysis_done=True)[7].judgement == "met"
