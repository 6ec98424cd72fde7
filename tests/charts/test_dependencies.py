"""Time across projects in charts and words: who waits for whom and what a slip would reach, worked by hand."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pandas as pd
import pytest

from pmo_data.charts import dependencies as charts
from pmo_data.queries.time import DependencyPairs, MilestoneRegister
from tests.charts.frames import frame_of


def _pair(giver: str, receiver: str, links: int, late: int, worst: int | None, **more: Any) -> dict[str, Any]:
    return {"giver": giver, "giver_name": f"Giver {giver}", "receiver": receiver,
            "receiver_name": f"Receiver {receiver}", "links": links, "late_links": late, "worst_days": worst,
            **more}  # fmt: skip


PAIRS = frame_of(
    DependencyPairs,
    _pair("A", "B", 3, 2, 21, giver_rating="red", giver_programme="North", receiver_rating="amber"),
    _pair("B", "C", 2, 0, -4, giver_rating="amber"),
    _pair("A", "C", 1, 0, None, giver_rating="red", giver_programme="North"),
)
MILESTONES = frame_of(
    MilestoneRegister,
    {"task": "A/1", "date_before": "2026-01-01", "date": "2026-01-15", "moved_days": 14, "moved_later": 1},
    {"task": "A/2", "date_before": "2026-01-01", "date": "2025-12-25", "moved_days": -7, "moved_later": 1},
)
MOVED = pd.DataFrame({"task": ["A/1", "B/1"], "project": ["A", "B"]})


def _hits(*kinds: str) -> pd.DataFrame:
    rows = [{"kind": k, "name": f"Aim {k}", "worth": 4e6, "currency": "GBP", "lands": pd.Timestamp(2027, 1, 12)}
            for k in kinds]  # fmt: skip
    return pd.DataFrame(rows, columns=["kind", "name", "worth", "currency", "lands"])


def test_the_sentence_counts_late_hand_overs_names_the_worst_and_says_what_moved() -> None:
    assert charts.opening(PAIRS, MILESTONES) == (
        "2 of 6 hand-overs between projects come later than they are needed; Receiver B waits longest, 21 days for "
        "Giver A; 1 milestone moved later since the comparison."
    )
    calm = PAIRS.assign(late_links=0)
    assert charts.opening(calm, MILESTONES.head(0)) == (
        "0 of 6 hand-overs between projects come later than they are needed."
    )
    assert charts.opening(PAIRS.head(0), MILESTONES.head(0), "2 of 3 projects tell start and finish") == (
        "2 of 3 projects tell start and finish. No dependency between projects is on file."
    )
    assert charts.opening(PAIRS.head(0), MILESTONES) == (
        "No dependency between projects is on file; 1 milestone moved later since the comparison."
    )


def test_the_network_draws_each_pair_once_and_late_ones_apart() -> None:
    made = charts.network(PAIRS)
    drawn = {trace.name: trace for trace in made.data}

    # A line is two ends and a gap.
    assert (len(drawn["In time"].x), len(drawn["Later than needed"].x)) == (6, 3)
    assert drawn["Later than needed"].line.width > drawn["In time"].line.width
    marks = [key for trace in made.data if trace.mode == "markers" for key in trace.customdata]
    assert sorted(marks) == ["A", "B", "C"]
    # C tells no rating: it is drawn as not assessed, not as green.
    assert list(drawn["○ Not assessed"].customdata) == ["C"]
    assert charts.pairs_finding(PAIRS) == "2 of 6 hand-overs between projects come later than needed"


def test_keys_around_a_full_ring_stand_apart_and_the_latest_come_first() -> None:
    pairs = frame_of(DependencyPairs, *(_pair(f"P{i:03}", f"P{i + 60:03}", 1, 1, 99 - i) for i in range(60)))
    told = [(float(a.x), float(a.y)) for a in charts.network(pairs).layout.annotations]

    assert len(told) > 20
    assert min(math.dist(a, b) for a, b in itertools.combinations(told, 2)) > 2 * math.sin(math.pi / 61)
    assert charts.network(pairs).layout.annotations[0].text == "P000"


def test_the_matrix_says_days_in_its_cells_and_where_they_are_not_known() -> None:
    heat = charts.matrix(PAIRS).data[0]

    assert (list(heat.y), list(heat.x)) == (["A", "B"], ["B", "C"])
    assert [list(row) for row in heat.text] == [["+21", "?"], ["", "ok"]]
    assert heat.z[1][1] == 0


@pytest.mark.parametrize("draw", [charts.network, charts.matrix])
def test_without_a_dependency_a_sentence_stands_in_place(draw: Any) -> None:
    assert "No dependency between projects is on file" in draw(PAIRS.head(0)).layout.meta["empty"]
    assert charts.pairs_finding(PAIRS.head(0)) == "No dependency between projects is on file"


def test_a_slip_says_in_words_how_far_it_reaches() -> None:
    assert charts.cascade_words(MOVED, _hits("finish", "finish", "gate", "objective"), 20) == (
        "20 working days of slip move 2 tasks in 2 projects and reach 2 project finishes, 1 gate and 1 objective. "
        "£4.00m of “Aim objective” would land after it is due, on 12 Jan 2027."
    )
    assert charts.cascade_words(MOVED, _hits("gate"), 1) == (
        "1 working day of slip move 2 tasks in 2 projects and reach 1 gate."
    )
    assert charts.cascade_words(MOVED, _hits(), 5).endswith("; every finish, gate and benefit is still met.")
    assert charts.cascade_words(MOVED.head(1), _hits(), 5) == (
        "A slip of 5 working days reaches nothing else: there is room before whatever waits for it."
    )
