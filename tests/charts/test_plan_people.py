"""The heat map of workload: most loaded first, numbers in the cells, and who is overloaded or idle in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmo_data.charts import plan_people

_ROWS: list[tuple[str, str, str, float | None, float | None, str, bool]] = [
    ("p1", "Ada", "2026-11-02", 120.0, 48.0, "overloaded", True),
    ("p1", "Ada", "2026-11-09", 180.0, 72.0, "overloaded", True),
    ("p2", "Bo", "2026-11-02", 0.2, None, "idle", True),
    ("p2", "Bo", "2026-11-09", 0.0, None, "idle", True),
    ("p3", "Cy", "2026-10-26", 150.0, 60.0, "overloaded", False),
    ("p3", "Cy", "2026-11-02", 0.0, 0.0, "idle", True),
]


def _weeks(rows: list[Any]) -> pd.DataFrame:
    names = ["person", "name", "week", "load_pct", "demanded_hours", "state", "is_ahead"]
    weeks = pd.DataFrame(rows, columns=names).assign(week=lambda f: pd.to_datetime(f["week"]))
    return weeks.assign(people=3, overloaded_people=1, idle_people=2)


WEEKS = _weeks(_ROWS)


def test_the_worst_week_ahead_is_named_and_past_overload_does_not_count() -> None:
    assert plan_people.finding(WEEKS) == (
        "1 of 3 people is overloaded ahead; the most: Ada, 180 % in the week of 9 Nov 2026"
    )
    calm = plan_people.finding(WEEKS[WEEKS["person"] != "p1"].assign(people=2))
    assert calm == "None of 2 people is allocated above capacity in the weeks ahead"


def test_idle_weeks_are_counted_by_person() -> None:
    assert plan_people.idle_sentence(WEEKS) == "Idle weeks ahead: Bo (2 weeks) and Cy (1 week)."
    assert plan_people.idle_sentence(WEEKS[WEEKS["person"] == "p1"]) == "Nobody has an idle week ahead."


def test_people_whom_the_rows_leave_out_are_counted_all_the_same() -> None:
    few = WEEKS.assign(people=5000, overloaded_people=70, idle_people=4000)

    assert plan_people.finding(few).startswith("70 of 5,000 people are overloaded ahead; the most: Ada")
    assert plan_people.idle_sentence(few) == "Idle weeks ahead: Bo (2 weeks), Cy (1 week) and 3,998 more."


def test_rows_are_people_most_loaded_first_and_a_cell_carries_person_and_week() -> None:
    made = plan_people.heat_map(WEEKS)
    cells = made.data[0]

    assert [label.text for label in made.layout.annotations] == ["Ada", "Cy", "Bo"]
    assert list(cells.x) == ["26<br>Oct", "2<br>Nov", "9<br>Nov"]
    assert [list(line) for line in cells.text] == [["", "120", "180"], ["150", "", ""], ["", "", ""]]
    assert cells.customdata[0][2] == "p1|2026-11-09"
    assert cells.zmax == 200


def test_a_number_is_written_where_it_begins_and_again_only_after_another() -> None:
    loads = [80.0, 80.2, 0.0, 80.0, 120.0]
    rows = [("p1", "Ada", f"2026-11-{day:02}", load, None, "busy", True)
            for day, load in zip(range(2, 31, 7), loads, strict=True)]  # fmt: skip
    made = plan_people.heat_map(_weeks(rows))

    assert list(made.data[0].text[0]) == ["80", "", "", "80", "120"]
    assert made.data[0].textfont.size == 9


def test_hours_are_scaled_to_the_most_and_unknown_hours_come_last() -> None:
    made = plan_people.heat_map(WEEKS, "demanded_hours")
    cells = made.data[0]

    assert [label.text for label in made.layout.annotations] == ["Ada", "Cy", "Bo"]
    assert (cells.zmax, cells.colorbar.title.text) == (72.0, "hours")


def test_without_any_load_a_sentence_says_what_is_not_known() -> None:
    assert plan_people.heat_map(WEEKS.head(0)).layout.meta["empty"].startswith("No assignment with hours")


def test_of_people_loaded_alike_the_same_one_is_named_on_every_run() -> None:
    first = WEEKS[WEEKS["person"] == "p1"].tail(1)
    rows = pd.concat([first.assign(load_pct=180.0), first.assign(person="p0", name="Abe", load_pct=180.0 - 1e-10)])

    for told in (rows, rows[::-1]):
        assert plan_people.busiest(told) == ["p0", "p1"]
        assert "the most: Abe, 180 %" in plan_people.finding(told)


def test_who_works_without_any_capacity_has_no_share_of_it() -> None:
    one = WEEKS[WEEKS["person"] == "p1"].tail(1).assign(state="overloaded", is_ahead=True, load_pct=float("nan"))

    assert "the most: Ada, with no capacity at all in the week of" in plan_people.finding(one)
