"""The byte-wise way of counting the levels of codes gives what the codes say, mixed cells included."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pmo_data.ingest.typing.code_depths import NO_LEVEL, code_depths
from tests.ingest.test_unseen import table, values


@pytest.mark.parametrize(
    ("codes", "depths"),
    [
        (["1", "1.2", "1.2.10", "12-3"], [1, 2, 3, 2]),
        (["1.", "1.2."], [1, 2]),
        (["1.2", "", "A.1", None], [2, NO_LEVEL, NO_LEVEL, NO_LEVEL]),
        (["1..2", ".1", "1-", "2"], [NO_LEVEL, NO_LEVEL, NO_LEVEL, 1]),
        ([], []),
    ],
)
def test_each_code_is_as_deep_as_it_has_numbers(codes: list[str | None], depths: list[int]) -> None:
    assert code_depths(pa.array(codes, pa.string())).tolist() == depths


def test_a_part_of_a_column_is_read_as_that_part() -> None:
    assert code_depths(pa.array(["1", "1.2", "3.4.5", "x"])[1:3]).tolist() == [2, 3]


@pytest.mark.parametrize(
    ("codes", "parents"),
    [
        (["1.0", "1.1", "1.2", "2.0", "2.1"], [None, "1.0", "1.0", None, "2.0"]),
        (["1", "1.0", "1.1", "2", "2.1"], [None, "1", "1", None, "2"]),
        (["1.0", "1.1.0", "1.1.1", "2.0"], [None, "1.0", "1.1.0", None]),
    ],
)
def test_a_code_ending_in_zero_heads_those_that_begin_like_it(codes: list[str], parents: list[str | None]) -> None:
    rows = "".join(f"{name},{code},Ana\n" for name, code in zip("ABCDE", codes, strict=False))
    assert values(table(f"Task,WBS,Owner\n{rows}", "plan.csv"), "parent") == parents
