"""Names beside marks: those that would cover another are left out, the most important stay."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from pmo_data.charts import dependencies, labels, theme, timeline
from pmo_data.queries.time import DependencyPairs
from tests.charts.frames import frame_of

_AXIS = [0.0, 100.0]


def test_of_two_marks_at_one_place_one_is_named_above_and_one_below_and_a_third_not_at_all() -> None:
    made = theme.figure("Said")
    marks = [labels.Named(50, 50, name) for name in ("First", "Second", "Third")]

    assert labels.place(made, marks, _AXIS, _AXIS) == 2
    assert [(note.text, note.yanchor) for note in made.layout.annotations] == [("First", "bottom"), ("Second", "top")]


def test_a_name_at_the_edge_grows_inwards() -> None:
    made = theme.figure("Said")
    labels.place(made, [labels.Named(0, 0, "Left"), labels.Named(100, 100, "Right, on top")], _AXIS, _AXIS)

    assert [(note.xanchor, note.yanchor) for note in made.layout.annotations] == [("left", "bottom"), ("right", "top")]


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=12))
def test_names_never_lie_on_one_another(places: list[tuple[float, float]]) -> None:
    made = theme.figure("Said")
    labels.place(made, [labels.Named(x, y, "Ten signs.") for x, y in places], _AXIS, _AXIS)

    # The plot of a phone is 270 by 280 pixels, seven in a hundred of the axis are left around; 10 signs are 60 by 14.
    lefts = {"left": 0, "center": -30, "right": -60}
    lows = {"bottom": 0, "top": -14}
    boxes = [
        ((note.x + 7) / 114 * 270 + lefts[note.xanchor], (note.y + 7) / 114 * 280 + note.yshift + lows[note.yanchor])
        for note in made.layout.annotations
    ]
    assert all(
        abs(one[0] - other[0]) >= 60 - 1e-6 or abs(one[1] - other[1]) >= 14 - 1e-6
        for one, other in itertools.combinations(boxes, 2)
    )


def test_a_name_gives_way_to_a_large_mark_that_is_not_its_own() -> None:
    named, big = labels.Named(50, 50, "Named", 20), labels.Named(50, 62, "Big", 20)

    for large, anchors in (((named, big), ["top"]), ((named,), ["bottom"])):
        made = theme.figure("Said")
        labels.place(made, [named], _AXIS, _AXIS, large=large)
        assert [note.yanchor for note in made.layout.annotations] == anchors
    few = theme.figure("Said")
    assert labels.place(few, [named, labels.Named(0, 0, "Far")], _AXIS, _AXIS, most=1) == 1
    both = theme.figure("Said")
    assert labels.place(both, [named], _AXIS, _AXIS, large=[big, labels.Named(50, 38, "Below", 20)]) == 0


def _ring(projects: int) -> list[str]:
    rows = [
        {"giver": f"P{n}", "receiver": f"P{(n + 1) % projects}", "giver_name": f"G{n}", "receiver_name": f"R{n}",
         "links": 1, "late_links": int(n == 0), "worst_days": 1}
        for n in range(projects)
    ]  # fmt: skip
    made = dependencies.network(frame_of(DependencyPairs, *rows))
    assert all(math.cos(math.radians(note.textangle)) >= -1e-9 for note in made.layout.annotations)
    return sorted(str(note.text) for note in made.layout.annotations)


def test_keys_stand_around_the_ring_as_spokes_that_are_never_upside_down() -> None:
    assert len(_ring(12)) == 12
    # No room for all: those with a late hand-over are named, the others on hover and in the table.
    assert _ring(50) == ["P0", "P1"]


def test_an_outline_keeps_its_indents_above_the_bars() -> None:
    assert timeline.indented("Dig", 2) == "\u00a0\u00a0\u00a0\u00a0Dig"
    assert timeline.indented("A" * 60, 1) == "\u00a0\u00a0" + "A" * 37 + "…"
