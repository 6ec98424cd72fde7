"""The look of ratings in both palettes: shape and word stay, colours and the text on them change."""

from __future__ import annotations

from collections.abc import Iterator

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
