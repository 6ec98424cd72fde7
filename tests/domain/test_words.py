"""Numbers and dates as people read them; what is unknown is said, in whatever form it arrives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pmo_data.domain.words import amount, day, is_unknown, percent


@pytest.mark.parametrize("nothing", [None, float("nan"), np.nan, pd.NaT, pd.NA])
def test_every_form_of_unknown_is_unknown(nothing: object) -> None:
    assert is_unknown(nothing)


@pytest.mark.parametrize("something", [0, 0.0, False, "", "nan", pd.Timestamp("2026-10-31")])
def test_nothing_else_is_unknown(something: object) -> None:
    assert not is_unknown(something)


def test_a_column_of_whole_numbers_without_any_is_shown_as_unknown() -> None:
    empty = pd.Series([None], dtype="Int32").iloc[0]

    assert [amount(empty, "GBP"), percent(empty), day(empty)] == ["n/a", "n/a", "n/a"]
