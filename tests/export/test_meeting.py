"""What is pinned to a review goes along in every form, as it was when it was pinned."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest
from pptx import Presentation

from pmo_data.charts import explore, money
from pmo_data.charts.pinned import drawn, plain
from pmo_data.domain.errors import PmoError, QueryError
from pmo_data.domain.scope import Scope
from pmo_data.export.pack.forms import Order, pack_bytes
from pmo_data.export.pack.meeting import chart_of, picture_html, table_of
from pmo_data.queries.reviews import ReviewItems
from pmo_data.store.database import Store
from pmo_data.store.snapshots import snapshots
from pmo_data.studies.minutes import as_html
from pmo_data.studies.pinned import Pinned, packed, unpacked
from pmo_data.studies.review import close_review, frozen_moment, held_review, pin, start_review
from pmo_data.studies.writing import write
from tests.export.conftest import AT, HOSTILE
from tests.queries.portfolio import january

COST = pd.DataFrame(
    {
        "name": ["Ash", HOSTILE, "Elm"],
        "due": pd.to_datetime(["2026-03-01", None, "2026-05-01"]),
        "cost": [1.5, None, 3.0],
    }
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("meeting") / "store.duckdb") as opened:
        january(opened)
        yield opened


@pytest.fixture(scope="module")
def review(store: Store) -> str:
    """A review with three things pinned: bars, points, and a table, then a change of what they stood on."""
    code = start_review(store, "Committee", who="Ada", held_on=date(2026, 2, 3))
    bars, points = explore.figure(COST, "bar", "name", "cost"), explore.figure(COST, "scatter", "due", "cost")
    pin(store, code, "Who costs most?", COST, "select 1", who="Ada", figure=plain(bars))
    pin(store, code, "When?", COST, "select 2", who="Ada", figure=plain(points))
    pin(store, code, "Which?", COST[["name"]], "select 3", who="Ada")
    write(store, "project", {"code": "P1", "name": "Ash", "approved_budget": Decimal(1)}, who="Ben")
    return code


def _scope(store: Store, review: str) -> Scope:
    return Scope(as_of=frozen_moment(store, held_review(store, review)))


def _kept(store: Store, review: str) -> dict[int, Pinned]:
    items = store.fetch(ReviewItems(review=review))
    return {int(i["place"]): k for i in items.to_dict("records") if (k := unpacked(i["pinned"])) is not None}


def test_rows_and_figure_come_back_as_they_were_pinned(store: Store, review: str) -> None:
    first = _kept(store, review)[2]

    assert first.state == "31 Jan 2026, snapshot 1"
    pd.testing.assert_frame_equal(first.rows, COST, check_dtype=False)
    assert first.figure is not None
    figure = drawn(first.figure)
    assert (list(figure.data[0].x), list(figure.data[0].y)) == (["Ash", "Elm"], [1.5, 3.0])
    assert plain(figure) == first.figure


def test_bars_are_an_editable_chart_in_the_deck_and_points_are_their_table(store: Store, review: str) -> None:
    scope = Order(_scope(store, review), "Ada", review=review, at=AT)
    deck: Any = Presentation(io.BytesIO(pack_bytes("pptx", store.fetch, snapshots(store), scope)))
    charts = [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]
    titles = [slide.shapes.title.text for slide in deck.slides]

    assert [(tuple(c.plots[0].categories), tuple(c.plots[0].series[0].values)) for c in charts] == [
        (("Ash", "Elm"), (1.5, 3.0))
    ]
    assert titles[1:] == [
        "4 items on the agenda, 0 decided", "Who costs most? (as of 31 Jan 2026, snapshot 1)",
        "When? (as of 31 Jan 2026, snapshot 1)", "Which? (as of 31 Jan 2026, snapshot 1)",
    ]  # fmt: skip


def test_the_workbook_has_the_rows_and_the_page_and_the_pdf_are_made(store: Store, review: str) -> None:
    order = Order(_scope(store, review), "Ada", review=review, at=AT)
    made = {form: pack_bytes(form, store.fetch, snapshots(store), order) for form in ("xlsx", "html", "pdf")}
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))

    assert [row[2].value for row in book["Item 2"].iter_rows(min_row=2)] == [1.5, None, 3]
    assert b"<svg" in made["html"]
    assert made["pdf"].startswith(b"%PDF")


def test_a_review_that_is_not_there_makes_no_pack(store: Store) -> None:
    with pytest.raises(QueryError, match="There is no review 'R-0'"):
        pack_bytes("html", store.fetch, snapshots(store), Order(Scope(), "Ada", review="R-0"))


def test_minutes_as_a_page_hold_the_picture_and_nothing_of_a_name_as_markup(store: Store, review: str) -> None:
    text = close_review(store, review, who="Ada")
    pictures = {place: picture_html(place, "Pinned", held) for place, held in _kept(store, review).items()}
    page = as_html(text, pictures).decode()

    assert page.count("<svg") == 1
    assert page.count("<table>") == 3
    assert "<img" not in page
    assert "Answer of 3 rows" in text
    assert "Answer of 3 rows" not in page


def test_bars_across_with_their_names_above_them_keep_names_and_order() -> None:
    slips = pd.DataFrame(
        {"project": ["P1", "P2"], "name": ["Ash", "Birch & Co"], "slip_days": [40, 90], "rating": None}
    )
    figure = go.Figure(
        go.Bar(x=[40, 90], y=[0, 1], orientation="h", marker={"color": "rgb(1, 2, 3)"}),
        layout={
            "annotations": [
                {"xref": "paper", "y": n, "text": t} for n, t in enumerate(("Ash", "Birch &amp; <b>Co</b>"))
            ]
        },
    )
    found = chart_of(Pinned(slips, 2, "", "today", plain(figure)), 1, "Late")

    assert found is not None
    assert (found.categories, found.series[0].values) == (("Birch & Co", "Ash"), (90.0, 40.0))


def test_a_waterfall_becomes_the_bars_of_its_steps_from_above() -> None:
    figure = money.waterfall("Up", ["Before", "Joined", "Left", "After"], [900.0, 30.0, -10.0, None], [None] * 4, "GBP")
    found = chart_of(Pinned(COST, 3, "", "today", plain(figure)), 1, "What moved it")

    assert found is not None
    assert (found.categories, found.unit) == (("Joined", "Left"), "GBP")
    assert [s.values for s in found.series] == [(30.0, -10.0)]


def test_a_pinned_page_leaves_out_keys_and_what_is_the_same_in_all_rows() -> None:
    rows = pd.DataFrame(
        {"project": ["a", "b"], "name": ["A", "B"], "total": [9, 9], "cost": [1, 2], "cost_pct": [3, 4]}
    )
    found = table_of(Pinned(rows, 2, "", "today", None), 1, "It")

    assert [(c.label, c.kind) for c in found.columns] == [("Name", "text"), ("Cost", "number"), ("Cost %", "percent")]


@pytest.mark.parametrize(
    ("figure", "shape"),
    [
        (go.Figure([go.Bar(x=["a"], y=[1]), go.Bar(x=["a"], y=[2])], {"barmode": "stack"}), "stacked_columns"),
        (go.Figure([go.Bar(y=["a"], x=[1], orientation="h")] * 2, {"barmode": "stack"}), "stacked_bars"),
        (go.Figure(go.Scatter(x=pd.to_datetime(["2026-01-01"]), y=[None], mode="lines")), "lines"),
        (go.Figure([go.Bar(x=["a"], y=[1], base=[3]), go.Bar(x=["b"], y=[1])]), None),
        (go.Figure(go.Bar(x=[str(n) for n in range(41)], y=list(range(41)))), None),
        (go.Figure(go.Heatmap(z=[[1.0]])), None),
        (None, None),
    ],
)
def test_only_what_a_deck_can_draw_becomes_a_chart(figure: go.Figure | None, shape: str | None) -> None:
    kept = Pinned(COST, 3, "", "today", None if figure is None else plain(figure))
    found = chart_of(kept, 1, "It")

    assert (None if found is None else found.shape) == shape
    if shape == "lines":
        assert found is not None
        assert (found.categories, found.series[0].values) == (("Jan 2026",), (None,))


def test_a_long_answer_is_cut_and_says_so_and_a_huge_one_is_refused() -> None:
    rows = pd.DataFrame({"n": range(1_200), "many": [[1, 2]] * 1_200})
    kept = unpacked(packed(rows, statement="", state="today", figure=None))

    assert kept is not None
    assert kept.cut == "The first 1,000 of 1,200 rows are kept."
    assert kept.rows.loc[0].tolist() == [0, "[1, 2]"]
    with pytest.raises(PmoError, match="too large to be pinned"):
        packed(rows, statement="x" * 2_000_001, state="today", figure=None)


def test_a_pack_is_drawn_in_the_palette_that_is_set_in_whichever_thread_it_is_made(store: Store) -> None:
    def fill() -> str:
        page = pack_bytes("html", store.fetch, snapshots(store), Order(Scope(), "Ada", at=AT)).decode()
        return "colour blind" if "#D55E00" in page else "standard" if "#B42318" in page else "neither"

    with ThreadPoolExecutor(1) as thread:
        before = thread.submit(fill).result()
        write(store, "setting", {"name": "palette", "value": "colour blind"}, who="Ada")
        after = thread.submit(fill).result()

    assert (before, after) == ("standard", "colour blind")
