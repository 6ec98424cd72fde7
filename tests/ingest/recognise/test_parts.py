"""Words, periods, assignment and forms, each on its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Sheet, Workbook
from pmo_data.ingest.recognise import apply_datamap, is_datamap, with_codes
from pmo_data.ingest.recognise.matching.assign import assign
from pmo_data.ingest.recognise.vocabulary.periods import period_run
from pmo_data.ingest.recognise.vocabulary.words import header_units, squash


@pytest.mark.parametrize("spelling", ["Project Name", "project_name", "ProjectName", "Proj Nm", "PROJECT-NAME"])
def test_spellings_of_one_name_agree(spelling: str) -> None:
    assert squash(spelling) == "projectname"


@pytest.mark.parametrize(
    ("header", "units"),
    [
        ("Budget (£m)", {"currency": "GBP", "unit": 1_000_000}),
        ("Cost (EUR)", {"currency": "EUR"}),
        ("Spend ($000)", {"currency": "USD", "unit": 1_000}),
        ("Variance (%)", {"percent": True}),
        ("Duration (days)", {"time_unit": "days"}),
        ("Note (see below)", {}),
    ],
)
def test_units_in_headers_are_read(header: str, units: dict[str, object]) -> None:
    assert header_units(header) == units


@pytest.mark.parametrize(
    ("header", "run"),
    [
        (["Task", "1", "2", "3", "4"], (1, 2, 3, 4)),
        (["Project", "Nov", "Dec", "Jan", "Total"], (1, 2, 3)),
        (["Project", "FY24", "FY25", "FY26"], (1, 2, 3)),
        (["Name", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"], (1, 2, 3, 4)),
        (["Name", "4", "9", "2"], ()),
    ],
)
def test_runs_of_periods_are_found(header: list[str], run: tuple[int, ...]) -> None:
    assert period_run(header) == run


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_the_assignment_is_as_heavy_as_the_best_of_all(weights: list[list[int]]) -> None:
    taken = assign([[float(w) for w in row] for row in weights])
    used = [c for c in taken if c >= 0]
    assert len(used) == len(set(used))
    best = max(sum(weights[r][c] for r, c in enumerate(p)) for p in permutations(range(4), len(weights)))
    assert sum(weights[r][c] for r, c in enumerate(taken) if c >= 0) == best


def test_a_form_and_its_map_become_one_row(rows: Callable[..., Sheet], workbook: Callable[..., Workbook]) -> None:
    form = workbook(rows([["Project", "Northern Road"], ["SRO", None, "Ana"]], "Intro"))
    entries = [["cell_key", "template_sheet", "cellreference"], ["Project Name", "Intro", "B1"], ["SRO", "Intro", "C2"],
               ["Lost", "Gone", "A1"]]  # fmt: skip
    datamap = workbook(rows(entries))
    assert is_datamap(datamap)
    made = apply_datamap(form, datamap).sheets[0]
    assert [c.to_pylist() for c in made.cells.columns] == [["Project Name", "Northern Road"], ["SRO", "Ana"]]
    assert "Gone!A1" in made.notes[0].message


def test_a_map_that_fits_no_cell_is_refused(rows: Callable[..., Sheet], workbook: Callable[..., Workbook]) -> None:
    datamap = workbook(rows([["key", "sheet", "cell"], ["Name", "Elsewhere", "B1"]]))
    with pytest.raises(Refused, match="None of the 1 cells"):
        apply_datamap(workbook(rows([["a", "b"]], "Intro")), datamap)


def test_schedules_get_codes_beside_internal_ids(rows: Callable[..., Sheet]) -> None:
    project = rows([["proj_id", "proj_short_name"], ["7", "PRJ"]], "PROJECT")
    wbs = rows([["wbs_id", "parent_wbs_id", "wbs_short_name", "proj_id"], ["1", "", "PRJ", "7"], ["2", "1", "A", "7"]],
               "PROJWBS")  # fmt: skip
    task = rows([["task_id", "wbs_id", "task_code", "proj_id"], ["50", "2", "A100", "7"], ["51", "2", "A200", "7"]],
                "TASK")  # fmt: skip
    links = rows([["task_id", "pred_task_id", "pred_type"], ["51", "50", "PR_FS"]], "TASKPRED")
    found = with_codes(Workbook("p.xer", "0" * 64, 0, "xer", (project, wbs, task, links)))
    by_name = {s.name: {c[0].as_py(): c.to_pylist()[1:] for c in s.cells.columns} for s in found.sheets}
    assert by_name["TASKPRED"]["Predecessor code"] == ["A100"]
    assert by_name["TASKPRED"]["Successor code"] == ["A200"]
    assert by_name["TASK"]["Parent WBS path"] == ["PRJ.A", "PRJ.A"]
    assert by_name["PROJWBS"]["WBS path"] == ["PRJ", "PRJ.A"]
    assert by_name["TASK"]["Project code"] == ["PRJ", "PRJ"]
