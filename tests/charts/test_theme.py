"""The look of ratings in both palettes: shape and word stay, colours and the text on them change."""

from __future__ import annotations

from collections.abc import Iterator

import plotly.graph_objects as go
import pytest

from pmo_data.charts import theme


@pytest.fixture
def colour_blind() -> Iterator[None]:
    theme.use("colour blind")
    yield
    theme.use(None)


@pytest.mark.usefixtures("colour_blind")
def test_the_palette_for_the_colour_blind_keeps_shape_word_and_pattern() -> None:
    red, plain = theme.look("red"), theme.RATINGS["red"]

    assert (red.word, red.sign, red.symbol, red.pattern) == (plain.word, plain.sign, plain.symbol, plain.pattern)
    # Published values of the palette; the last takes black text.
    assert (theme.fill("green"), theme.fill("amber"), theme.fill("red")) == ("#0072B2", "#E69F00", "#D55E00")
    assert theme.look("green").on_fill == "#FFFFFF"
    assert red.on_fill != "#FFFFFF"
    assert theme.marker("red")["color"] == theme.point("red")["color"] == theme.state("late")["color"] == "#D55E00"
    assert theme.flow("worsened") == "rgba(213, 94, 0, 0.5)"


@pytest.mark.usefixtures("colour_blind")
def test_what_is_not_known_is_grey_in_every_palette() -> None:
    assert theme.fill("unknown") == theme.fill(None) == "#6E7781"
    assert theme.flow("same") == theme.GRID


def test_without_a_palette_the_standard_one_is_drawn() -> None:
    assert (theme.fill("green"), theme.fill("red")) == ("#1A7F37", "#B42318")
    assert theme.flow("improved") == "rgba(26, 127, 55, 0.5)"


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [theme.INK, theme.ACCENT, theme.SECOND, theme.THIRD, theme.STATUS_LINE])
def test_what_is_drawn_holds_against_both_backgrounds(colour: str) -> None:
    # WCAG 2.2, 1.4.11: graphics need 3 to 1. The backgrounds of the two themes.
    assert _contrast(colour, "#FFFFFF") >= 3
    assert _contrast(colour, "#10161D") >= 3


def test_text_around_the_marks_can_be_read_on_white() -> None:
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert _contrast(theme.AROUND, "#FFFFFF") >= 4.5
    assert _contrast(theme.AROUND, "#10161D") >= 4  # right after the reader has changed to dark
    made = theme.figure("Said")
    theme.inked(made)
    assert made.layout.font.color == made.layout.xaxis.tickfont.color == made.layout.yaxis.title.font.color


def test_names_of_a_heat_map_stand_above_its_rows_and_take_no_width() -> None:
    made = theme.figure("Said", legend=False)
    made.add_heatmap(z=[[1, 2], [3, 4]], y=[0, 1])
    theme.cells_above(made, ["First", "Second"], pitch=40, cell=22)

    assert made.data[0].ygap == 40 - 22
    assert made.layout.yaxis.visible is False
    assert {(label.x, label.xref, label.yanchor) for label in made.layout.annotations} == {(0, "paper", "bottom")}
    assert [label.y for label in made.layout.annotations] == [0, 1]


def test_each_cell_with_a_value_can_be_chosen_by_a_mark_that_carries_its_key() -> None:
    made = theme.figure("Said", legend=False)
    made.add_heatmap(
        z=[[1.4, float("nan")], [3.0, 4.0]], x=["May", "June"], y=[0, 1], customdata=[["a", "b"], ["c", "d"]],
        hovertext=[["A", "A"], ["B", "B"]], hovertemplate="%{hovertext}, %{x}: %{z:.0f} %<extra></extra>",
    )  # fmt: skip
    theme.selectable(made)
    marks = made.data[1]

    assert list(zip(marks.x, marks.y, marks.customdata, marks.hovertext, marks.text, strict=True)) == [
        ("May", 0, "a", "A", "1"), ("May", 1, "c", "B", "3"), ("June", 1, "d", "B", "4"),
    ]  # fmt: skip
    assert marks.hovertemplate == "%{hovertext}, %{x}: %{text} %<extra></extra>"
    assert (marks.marker.opacity, marks.selected.marker.opacity, marks.unselected.marker.opacity) == (0, 1, 0)


def _drawn(axis_range: list[float] | None, *bars: list[float | None]) -> go.Figure:
    made = theme.figure("Said")
    for values in bars:
        made.add_bar(x=["a", "b"], y=values)
    made.update_layout(barmode="stack", yaxis_range=axis_range)
    theme.money_axis(made, "y", "GBP")
    return made


@pytest.mark.parametrize(
    ("axis_range", "bars", "marks"),
    [
        # The bars stand on one another: 500m and 300m.
        (None, ([200e6, 300e6], [300e6, None]), ["0", "£100m", "£200m", "£300m", "£400m", "£500m", "£600m"]),
        ([861e6, 870e6], ([865e6, 866e6],), ["£862m", "£864m", "£866m", "£868m", "£870m", "£872m"]),
        ([0.0, 12e3], ([1.0, 2.0],), ["0", "£2.5k", "£5k", "£7.5k", "£10k", "£12.5k"]),
        (None, ([1e9, 2e9],), ["0", "£500m", "£1bn", "£1.5bn", "£2bn", "£2.5bn"]),
        (None, ([-50.0, 100.0],), ["−£50", "0", "£50", "£100", "£150"]),
    ],
)
def test_an_axis_of_money_is_marked_at_round_sums_written_as_everywhere(
    axis_range: list[float] | None, bars: tuple[list[float | None], ...], marks: list[str]
) -> None:
    assert list(_drawn(axis_range, *bars).layout.yaxis.ticktext) == marks


def test_an_axis_on_which_nothing_is_drawn_keeps_its_own_marks() -> None:
    assert _drawn(None, [None, 0.0]).layout.yaxis.ticktext is None
