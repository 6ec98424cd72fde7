"""Large files are known as UTF-8 piece by piece, and read regularly only where nothing about them is odd."""

from __future__ import annotations

import pytest

from pmo_data.ingest.read.decode import is_utf8
from pmo_data.ingest.read.delimited import read_delimited

_MEBIBYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (b"plain", True),
        (b"a" * (_MEBIBYTE - 1) + "é".encode() + b"b", True),  # a letter over the edge of two pieces
        ("é".encode("cp1252") + b" caf", False),
        ("é".encode()[:1], False),
        ("a,b".encode("utf-16"), False),
    ],
)
def test_utf8_is_known_without_reading_it_as_a_whole(data: bytes, known: bool) -> None:
    assert is_utf8(data) is known


@pytest.mark.parametrize("data", [b"a,b\r\n1,2\r\n3,4\r\n", b"\xef\xbb\xbfa,b\n1,2\n3,4\n", b"a,b\n1,2\n3,4"])
def test_line_ends_and_byte_order_marks_are_no_part_of_the_cells(data: bytes) -> None:
    cells = read_delimited(data, fast_from=0).sheet.cells
    assert [column.to_pylist() for column in cells.columns] == [["a", "1", "3"], ["b", "2", "4"]]


def test_a_return_without_a_line_feed_is_read_the_careful_way() -> None:
    careful = read_delimited(b"a,b\r1,2\r3,4\r", fast_from=10**9).sheet.cells
    assert read_delimited(b"a,b\r1,2\r3,4\r", fast_from=0).sheet.cells.equals(careful)
