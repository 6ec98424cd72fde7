"""Texts and lines that no table has: one sentence at once, wherever they stand, and what is long but real is read."""

from __future__ import annotations

import time

import pytest

from pmo_data.domain.errors import Refused
from pmo_data.ingest.prepare import prepare_file
from pmo_data.ingest.read import read_workbook
from tests.ingest.read.cells import rows_of, rules_of

HEAD = "Project ID,Project name,Status\n"


def said(body: str) -> str:
    with pytest.raises(Refused) as refused:
        read_workbook(body.encode(), "long.csv")
    return str(refused.value)


def test_a_cell_over_the_limit_is_named_by_its_row() -> None:
    body = f"{HEAD}P1,A,green\nP2,{'x' * 150_000},green\n"
    assert said(body).startswith("Row 3, column 2, is 150,000 characters long; the limit is 100,000.")


def test_a_quoted_text_of_many_lines_over_the_limit_is_no_stray_quote() -> None:
    text = "".join(f"said {'so ' * (n % 7)}again.\n" for n in range(20_000))
    body = f'{HEAD}P1,A,green\nP2,"{text}",green\n'
    assert said(body) == f"Row 3: a quoted cell is {len(text) + 2:,} characters long; the limit is 100,000."


def test_a_quote_that_swallows_rows_is_still_taken_for_a_stray_one() -> None:
    rows = "".join(f"P{n},Name {n},green\n" for n in range(3, 8_000))
    workbook = read_workbook(f'{HEAD}P1,A,green\nP2,"B,green\n{rows}P9,"C",green\n'.encode(), "long.csv")
    assert len(rows_of(workbook.sheets[0])) == 8_001
    assert "unclosed_quote" in rules_of(workbook)


def test_a_line_without_an_end_is_refused_before_anything_is_made_of_it() -> None:
    started = time.process_time()
    assert said("a" * 50_000_000).startswith("Row 1 is longer than 2,000,000 characters, which no table has.")
    assert time.process_time() - started < 3


def test_a_long_word_in_a_cell_takes_no_longer_than_a_short_one() -> None:
    def seconds(length: int) -> float:
        body = f"{HEAD}P1,A,green\nP2,{'x' * length},green\nP3,C,red\n".encode()
        started = time.process_time()
        assert prepare_file(body, "list.csv").tables[0].counts.loaded == 3
        return time.process_time() - started

    seconds(10)  # whatever is only done once
    # Looking at each place where a word of 90,000 letters may be cut took seconds.
    assert seconds(90_000) < 10 * seconds(10) + 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("list.xlsx", "The name ends in .xlsx but the content is delimited text; it was read as that."),
        ("list.xls", "The name ends in .xls but the content is delimited text; it was read as that."),
        ("list.txt", None),
        ("list.csv", None),
    ],
)
def test_text_under_the_name_of_a_workbook_is_read_and_said(name: str, message: str | None) -> None:
    workbook = read_workbook(f"{HEAD}P1,A,green\n".encode(), name)
    assert [note.message for note in workbook.notes] == ([message] if message else [])
