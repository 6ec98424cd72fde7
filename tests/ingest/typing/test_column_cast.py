"""A column is cast whole or not at all, wherever the cell that cannot be read stands."""

import pyarrow as pa
import pytest

from pmo_data.ingest.typing.column import cast_whole


@pytest.mark.parametrize("at", [0, 99, 100, 249])
def test_one_cell_that_cannot_be_cast_leaves_the_column_to_careful_reading(at: int) -> None:
    texts = [str(n) for n in range(250)]
    texts[at] = "about 7"
    assert cast_whole(pa.array(texts), pa.float64()) is None


def test_plain_cells_and_blank_ones_are_cast() -> None:
    found = cast_whole(pa.array(["2026-03-04", None]), pa.date32())
    assert found is not None
    assert [str(day) for day in found.to_pylist()] == ["2026-03-04", "None"]
