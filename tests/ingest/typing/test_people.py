"""A cell that names nobody yet is not a person."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pmo_data.domain.catalogue import entity
from pmo_data.ingest.typing.column import Cells
from pmo_data.ingest.typing.columns import Circumstances, type_column
from pmo_data.ingest.typing.people import nobody


def _typed(*texts: str | None):  # type: ignore[no-untyped-def]
    cells = Cells(entity("project")["manager"], "Owner", pa.array(texts, pa.string()))
    return type_column(cells, Circumstances())


def test_a_manager_to_be_confirmed_is_no_manager_and_says_so() -> None:
    typed = _typed("Anna Meier", "TBC", "Vacant", None, "TBC")
    assert typed.values.to_pylist() == ["Anna Meier", None, None, None, None]
    assert typed.absent.to_pylist() == [None, "to be confirmed", "not available", None, "to be confirmed"]
    assert typed.original.to_pylist() == [None, "TBC", "Vacant", None, "TBC"]
    assert [p.summary for p in typed.problems] == [
        "Owner: 2 cells name nobody (TBC 2×); counted as to be confirmed.",
        "Owner: 1 cell names nobody (Vacant); counted as not available.",
    ]


def test_names_alone_stay_as_they_are() -> None:
    typed = _typed("Anna Meier", "A. Meier")
    assert (typed.values.to_pylist(), typed.absent, typed.problems) == (["Anna Meier", "A. Meier"], None, ())


@pytest.mark.parametrize("text", ["NA", "N", "Na", "Ng", "Tobias", "Max Offen", "Ana; TBC", "Open Systems Ltd"])
def test_initials_and_names_that_hold_such_words_are_people(text: str) -> None:
    assert nobody(text) is None


@pytest.mark.parametrize(
    "text", ["n/a", "-", "?", "Unassigned", "nicht zugewiesen", "To be appointed", "N.N.", "<unassigned>"]
)
def test_words_for_nobody_are_known(text: str) -> None:
    assert nobody(text) is not None
