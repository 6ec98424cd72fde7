"""A column whose unit is not the field's: hours where working days are kept, seconds where hours are."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.ingest.typing.column import Cells
from pmo_data.ingest.typing.numbers import type_number


@pytest.mark.parametrize(
    ("field", "unit", "texts", "values"),
    [
        ("duration_days", "hours", ["800", "4"], [100.0, 0.5]),
        ("duration_days", "hours", ["800", "3d", None], [100.0, 3.0, None]),
        ("work_hours", "seconds", ["7200"], [2.0]),
        ("duration_days", "days", ["5"], [5.0]),
        ("duration_days", None, ["5"], [5.0]),
    ],
)
def test_amounts_are_kept_in_the_unit_of_the_field(
    field: str, unit: str | None, texts: list[str | None], values: list[float | None]
) -> None:
    format_ = {"time_unit": unit} if unit else {}

    typed = type_number(_cells(field, texts, format_))

    assert typed.values.to_pylist() == values


def _cells(field: str, texts: list[str | None], format_: dict[str, str]) -> Cells:
    return Cells(ENTITIES["task"][field], field, pa.array(texts, pa.string()), format_)
