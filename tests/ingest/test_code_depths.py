"""The byte-wise way of counting the levels of codes gives what the codes say, mixed cells included."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pmo_data.ingest.typing.code_depths import NO_LEVEL, code_depths


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
