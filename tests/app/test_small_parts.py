"""Small shared parts: a change beside a figure, a chart's table, the way from a row or a mark to its project."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from unittest.mock import Mock

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages._ui import changes, chart, frame, opening, project_choice, room, settings_form, tables, text
from pmo_data.domain.scope import Scope
from pmo_data.store.snapshots import Snapshot


def test_changes_of_counts_money_points_and_ratios() -> None:
    assert changes.steps(5, 3) == 2
    assert changes.money(1_000_000, 3_000_000, "GBP") == "-£2.00m"
    assert changes.money(5, 5, "GBP") == 0
    assert changes.points(12.34, 10, digits=1) == "+2.3 points"
    assert changes.points(10.2, 10) == 0
    assert changes.ratio(0.9, 1.05) == "-0.15"
    assert changes.ratio(0.901, 0.9) == 0


@pytest.mark.parametrize(("now", "then"), [(None, 1.0), (1.0, None), (float("nan"), 1.0), (1.0, float("nan"))])
def test_what_is_not_known_on_one_side_has_no_change(now: float | None, then: float | None) -> None:
    assert changes.steps(now, then) is None
    assert changes.money(now, then, "GBP") is None
    assert changes.points(now, then) is None
    assert changes.ratio(now, then) is None


def test_the_scope_before_is_the_same_part_at_the_comparison() -> None:
    assert changes.before(Scope(as_of=9)) is None
    assert changes.before(Scope(as_of=9, compare_with=4, programmes=("N",))) == Scope(4, 4, programmes=("N",))


@pytest.mark.parametrize(
    ("points", "key"),
    [([], None), ([{"x": 1}], None), ([{"x": 1}, {"customdata": ["P2", 3]}], "P2"), ([{"customdata": "P1"}], "P1")],
)
def test_the_key_of_the_first_mark_that_has_one_is_picked(points: list[dict[str, object]], key: str | None) -> None:
    assert chart.picked(points) == key


def test_a_row_and_a_mark_open_their_project_and_a_row_without_one_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Mock()
    monkeypatch.setattr(frame, "open_project", opened)
    rows = pd.DataFrame({"project": ["P1", None], "name": ["Ash", "Nobody's"]})
    for chosen in ([], [1], [0]):
        monkeypatch.setattr(tables, "show", lambda *_, picked=chosen, **__: picked)
        opening.table(rows, columns={"name": "Project"}, alt="Rows.", empty="None.", key="k")
    opening.mark([])
    opening.mark([{"customdata": ["P2"]}])

    assert [call.args for call in opened.call_args_list] == [("P1",), ("P2",)]


def _drawn() -> None:
    import pandas as pd
    import plotly.graph_objects as go

    from pages._ui import chart

    bars = go.Figure(go.Bar(x=["a"], y=[1], customdata=["P1"]))
    bars.update_layout(meta={"finding": "One *bar*."})
    chart.show(bars, alt="One bar.", key="one", behind=pd.DataFrame({"name": ["=1+1"], "cost": [2.0]}), select=True)
    chart.show(bars, alt="One bar.", key="two", behind=pd.DataFrame())
    chart.show(go.Figure().update_layout(meta={"empty": "No bar."}), alt="No bar.", key="three", select=True)


def test_a_chart_has_its_finding_above_and_its_table_behind() -> None:
    page = AppTest.from_function(_drawn)
    page.session_state["one_table"] = True
    page.session_state["two_table"] = True
    page.run()

    assert not page.exception
    assert [line.value for line in page.markdown] == ["**One \\*bar\\*\\.**"] * 2
    assert len(page.get("plotly_chart")) == 2
    assert page.dataframe[0].value.values.tolist() == [["=1+1", 2.0]]
    assert [info.value for info in page.info] == ["There are no rows behind this chart.", "No bar\\."]
    assert [button.key for button in page.get("download_button")] == ["one_download"]


def _long_table() -> None:
    import pandas as pd

    from pages._ui import tables

    rows = pd.DataFrame({"name": [f"P{n}" for n in range(201)]})
    rows["rating"], rows["status"], rows["due"] = "red", "on_hold", pd.Timestamp("2026-03-31")
    rows["spent_pct"], rows["slip_days"], rows["budget"] = 50.0, 3, 1_250_000.0
    tables.show(rows, alt="Projects.", empty="None.")
    tables.show(rows.head(0), alt="Projects.", empty="No project is here.")
    tables.download(rows.head(0), "none", key="none")


def test_a_long_table_is_cut_visibly_and_words_stand_for_codes() -> None:
    page = AppTest.from_function(_long_table).run()

    assert not page.exception
    shown = page.dataframe[0].value
    assert len(shown) == 200
    assert shown.iloc[0][["rating", "status"]].tolist() == ["■ Red", "On hold"]
    assert [caption.value for caption in page.caption] == ["The first 200 of 201 rows."]
    assert [info.value for info in page.info] == ["No project is here."]
    assert not page.get("download_button")


def test_rows_to_take_away_run_nothing_in_a_spreadsheet() -> None:
    told = tables.csv_bytes(pd.DataFrame({"name": ["=1+1", "Ash"], "cost": [1.5, None]})).decode("utf-8-sig")

    assert told.splitlines() == ["name,cost", "'=1+1,1.5", "Ash,"]


def _what_if() -> None:
    from pages._ui import what_if
    from pmo_data.domain.moments import FOREVER

    what_if.show("R-1", [], FOREVER)


def test_what_if_without_an_agenda_is_told_and_kept_nowhere(small_room: Path) -> None:
    page = AppTest.from_function(_what_if, default_timeout=60)
    page.session_state["what_if"] = True
    page.session_state["what_if_project"] = "P1"
    page.run()

    assert small_room.exists()
    assert page.markdown[0].value == "**What if Ash is paused\\: it frees an unknown sum\\.**"
    assert [caption.value for caption in page.caption] == ["Put something on the agenda to note it there."]
    assert page.number_input[0].disabled


def test_a_sentence_is_shown_to_the_letter_but_for_its_commands() -> None:
    assert text.with_commands("Nothing. `pmo template gate` gives *a* sheet.") == (
        "Nothing\\. `pmo template gate` gives \\*a\\* sheet\\."
    )
    assert text.with_commands("![x](y)") == "\\!\\[x\\]\\(y\\)"


def _still() -> None:
    from pages._ui import cards

    cards.show([cards.Card("Red", "3", 0, "down", help="How many."), cards.Card("Budget", "£1m", "-£2k")])


def test_a_figure_that_stands_still_says_so_and_its_label_is_text_that_wraps() -> None:
    page = AppTest.from_function(_still, default_timeout=60).run()

    assert [(metric.value, metric.delta) for metric in page.metric] == [("3", "no change"), ("£1m", "-£2k")]
    assert [said.value for said in page.markdown] == [":small[Red]", ":small[Budget]"]
    assert page.markdown[0].help == "How many."


def _sentences() -> None:
    import pandas as pd

    from pages._ui import tables

    why = "Finish is 178 days later than the baseline, which is 27 % of its duration."
    long = pd.DataFrame({"name": ["Ash"] * 5, "why": [why] * 5, "budget": [1e6] * 5, "currency": ["GBP"] * 5})
    short = pd.DataFrame({"name": ["Ash"] * 5, "why": ["Red."] * 4 + [why]})
    for rows, columns in ((long, ["name", "why", "budget"]), (short, ["name", "why"])):
        tables.show(rows, columns=columns, alt="Rows.", empty="None.")


def test_sentences_get_rows_in_which_they_wrap_and_amounts_name_their_currency() -> None:
    page = AppTest.from_function(_sentences, default_timeout=60).run()
    first, second = (table.proto for table in page.dataframe)

    # The table component wraps text in rows of twice its usual 35 pixels.
    assert first.row_height >= 70
    assert not second.row_height
    assert "Budget (GBP)" in first.columns
    assert json.loads(first.columns)["why"]["width"] == 280


def _attention() -> None:
    import pandas as pd

    from pages._ui import tables

    rows = pd.DataFrame(
        {
            "rating": ["red"], "owner": [None], "name": ["Westbrook pumping station"],
            "why": ["Finish is 178 days later than the baseline, which is 27 % of its duration."], "days": [178],
        }
    )  # fmt: skip
    tables.show(rows, alt="Rows.", empty="None.")


@pytest.mark.parametrize(
    ("agent", "columns", "name_and_sentence"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140", ["rating", "name", "why", "days", "owner"], (165, 280)),
        ("Mozilla/5.0 (iPhone) Mobile/15E148 Safari/604.1", ["name", "why", "rating", "days", "owner"], (120, 195)),
    ],
)
def test_a_phone_meets_the_name_and_the_sentence_first_and_nobody_a_column_of_which_nothing_is_known(
    agent: str, columns: list[str], name_and_sentence: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(st.context), "headers", property(lambda _: {"User-Agent": agent}))
    shown = AppTest.from_function(_attention, default_timeout=60).run().dataframe[0]

    assert list(shown.value.columns) == columns
    told = json.loads(shown.proto.columns)
    assert (told["name"]["width"], told["why"]["width"]) == name_and_sentence


def test_a_setting_is_named_in_words_with_its_unit() -> None:
    assert settings_form.in_words("schedule_amber_pct") == "Schedule amber, % of baseline duration"
    assert settings_form.in_words("target_mix:category:Digital") == "target_mix:category:Digital"


def test_a_project_of_another_date_is_shown_there_and_none_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [Snapshot(n, 10 * n, date(2026, n, 28), "", datetime(2026, 3, 1), "") for n in (1, 2)]
    there = {10: ["P1", "P2"], 20: ["P1"]}
    monkeypatch.setattr(room, "all_snapshots", lambda: known)
    monkeypatch.setattr(
        room, "ask", lambda query: pd.DataFrame({"project": there[query.as_of], "name": there[query.as_of]})
    )
    said: list[str] = []
    offered: list[tuple[str, tuple[str, str]]] = []
    monkeypatch.setattr(st, "warning", lambda text, **_: said.append(text))
    monkeypatch.setattr(st, "button", lambda label, args, **_: offered.append((label, args)))

    assert project_choice.elsewhere("P2")
    assert not project_choice.elsewhere("P3")
    assert said == ["P2 is not in the portfolio at this date."]
    assert offered == [("Show it as of 28 Jan 2026 · snapshot 1", ("as_of", "1"))]
