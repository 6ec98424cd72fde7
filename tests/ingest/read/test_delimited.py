"""Delimited text: every dialect reads as the same cells, and nothing is lost or shifted without a word."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Note
from pmo_data.ingest.read.delimited import DelimitedText, read_delimited
from tests.ingest.read.cells import rows_of

_TABLE = [["id", "name", "cost"], ["P1", "Zoë – Müller", "5"], ["P2", "Bridge", "7"]]


def _rows(data: bytes) -> list[list[str]]:
    return rows_of(read_delimited(data).sheet)


def _notes(text: DelimitedText) -> tuple[Note, ...]:
    return (*text.notes, *text.sheet.notes)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_delimiters_line_ends_and_encodings_do_not_change_the_cells(
    delimiter: str, newline: str, encoding: str
) -> None:
    text = newline.join(delimiter.join(row) for row in _TABLE) + newline
    assert _rows(text.encode(encoding)) == _TABLE


def test_mixed_line_ends_end_rows_alike() -> None:
    assert _rows(b"a,b\r\n1,2\n3,4\r5,6") == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]


def test_a_quoted_cell_keeps_delimiters_line_breaks_and_doubled_quotes() -> None:
    assert _rows(b'a,b\n"x, ""y""\r\nz",2\n') == [["a", "b"], ['x, "y"\r\nz', "2"]]


def test_single_quotes_are_quotes_only_where_they_open_and_close_cells() -> None:
    assert _rows(b"a;b;c\nx;'P, Q; R';z\n") == [["a", "b", "c"], ["x", "P, Q; R", "z"]]
    assert _rows(b"a;b\n'tis so;it's\n") == [["a", "b"], ["'tis so", "it's"]]


def test_backslash_escapes_quotes_where_the_file_writes_them_so() -> None:
    assert _rows(b'a,b\n"a \\"big\\" one, really",2\n"x",3\n') == [["a", "b"], ['a "big" one, really', "2"], ["x", "3"]]


def test_a_blank_after_each_delimiter_belongs_to_it() -> None:
    assert _rows(b'id, name\n1, "a, b"\n2, c\n') == [["id", "name"], ["1", "a, b"], ["2", "c"]]


def test_european_decimals_do_not_make_the_comma_a_delimiter() -> None:
    assert _rows(b"a;b\n1,5;2,5\n3,5;4,25\n") == [["a", "b"], ["1,5", "2,5"], ["3,5", "4,25"]]


def test_a_stray_quote_inside_a_cell_is_text() -> None:
    assert _rows(b'a,b\n24" pipe,1\n') == [["a", "b"], ['24" pipe', "1"]]


def test_a_quote_that_opens_a_cell_by_mistake_swallows_no_rows() -> None:
    text = read_delimited(b'a,b,c\n"1,x,"long, text"\n2,y,z\n3,"p, q",r\n')
    assert rows_of(text.sheet) == [["a", "b", "c"], ['"1', "x", "long, text"], ["2", "y", "z"], ["3", "p, q", "r"]]
    assert [note.row for note in _notes(text)] == [2]


def test_a_quote_that_never_closes_is_noted_with_its_row() -> None:
    text = read_delimited(b'a;b\n1;"open\n2;x\n')
    assert rows_of(text.sheet) == [["a", "b"], ["1", '"open'], ["2", "x"]]
    assert [(note.rule, note.row) for note in _notes(text)] == [("unclosed_quote", 2)]


def test_rows_of_other_widths_are_kept_and_told() -> None:
    sheet = read_delimited(b"a,b,c\n1,2\n1,2,3,4,5\n1,2,3\n1,2,3\n").sheet
    assert sheet.widths == {2: 2, 3: 5}
    assert sheet.surplus == {3: ("4", "5")}
    assert rows_of(sheet)[1] == ["1", "2", ""]


def test_a_row_shifted_by_an_extra_delimiter_is_told_even_if_its_last_cell_is_blank() -> None:
    sheet = read_delimited(b"a,b,c\n1,2,\n,1,2,\n1,2,\n").sheet
    assert sheet.widths == {3: 4}


def test_rows_that_all_end_in_a_delimiter_gain_no_column() -> None:
    sheet = read_delimited(b"a,b\n1,2,\n3,4,\n5,6,\n").sheet
    assert rows_of(sheet) == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]
    assert sheet.widths == {}


def test_blank_lines_count_as_rows_so_that_row_numbers_stay_true() -> None:
    assert _rows(b"a,b\n\n1,2\n") == [["a", "b"], ["", ""], ["1", "2"]]


def test_invisible_characters_are_removed_and_told_with_row_and_column() -> None:
    text = read_delimited("id,name\nP1,\u202egnp.exe\nP2,Al\x00pha\nP3,a\u200bb\u200cc\n".encode())
    assert [row[1] for row in rows_of(text.sheet)] == ["name", "gnp.exe", "Alpha", "abc"]
    found = {(note.rule, note.column, note.rows) for note in _notes(text)}
    assert found == {("control_character", 1, (3,)), ("invisible_character", 1, (2, 4))}


def test_joined_emoji_and_persian_joiners_are_visible_text_and_stay() -> None:
    family, persian = "\U0001f469\u200d\U0001f467", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert _rows(f"id,name\n1,{family}\n2,{persian}\n".encode()) == [["id", "name"], ["1", family], ["2", persian]]


def test_one_damaged_byte_does_not_make_utf8_another_encoding() -> None:
    text = read_delimited(b"id,name\nP1,Proj\xc3( 2\nP2,x\n")
    assert text.encoding == "utf-8"
    assert rows_of(text.sheet)[1] == ["P1", "Proj\ufffd( 2"]
    assert [(note.rule, note.row, note.column) for note in _notes(text)] == [("unreadable_character", 2, 1)]


def test_windows_text_is_read_as_such_and_said() -> None:
    text = read_delimited("id,name\n1,“Smart” €5m – café\n".encode("cp1252"))
    assert rows_of(text.sheet)[1][1] == "“Smart” €5m – café"
    assert [note.rule for note in _notes(text)] == ["encoding_assumed"]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Название проекта,Руководитель,Строительство моста"),
        ("koi8_r", "Название проекта,Руководитель,Строительство моста"),
        ("cp1253", "Όνομα έργου,Υπεύθυνος,Ανακαίνιση σχολείου"),
        ("cp1252", "Straße,Größe,Überführung"),
        ("cp1252", "Créé à Genève,Coût,Réfection"),
        ("cp1252", "£5m,Café,Müller García"),
        ("cp1252", "Situação,Órgão,25°C ±5 m²"),
        ("cp1252", "Verkþáttur,Ábyrgð,Lýsing"),
        ("cp1250", "Właściciel,Budowa łącznika,Łukasz Żak"),
        ("iso8859_2", "Właściciel,Budowa łącznika,Opóźnienie"),
        ("cp1250", "Vedoucí,Zahájení,Příští rok Dvořák"),
        ("iso8859_2", "Vedoucí,Zahájení,Příští škola Dvořák"),
        ("cp1250", "Felelős,Költség,Hídépítés Szűcs"),
        ("cp1250", "Završetak,Troškovi,Mogućnost među"),
        ("cp1254", "Başlangıç,Bitiş,Okul inşaatı"),
        ("cp1257", "Pradžia,Būsena,Užduotys ąžuolų"),
    ],
)
def test_the_encoding_of_one_byte_a_letter_is_told_by_its_letters(encoding: str, words: str) -> None:
    read = read_delimited(f"{words}\n1,2,3\n".encode(encoding))
    assert read.encoding == encoding
    assert _rows(f"{words}\n1,2,3\n".encode(encoding))[0] == words.split(",")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("cp932", "プロジェクト名,開始日"), ("euc_jp", "プロジェクト名,開始日"), ("cp949", "프로젝트 이름,시작 날짜")],
)
def test_east_asian_text_is_read_in_its_encoding(encoding: str, words: str) -> None:
    assert _rows(f"{words}\n1,2\n".encode(encoding))[0] == words.split(",")


def test_a_line_of_very_many_delimiters_is_refused_with_the_count() -> None:
    with pytest.raises(Refused, match="1,000,001 columns; the limit is 500"):
        read_delimited(b"," * 1_000_000)
    with pytest.raises(Refused, match="501 columns"):
        read_delimited(b"a,b\n" * 50 + b"1" + b",1" * 500)


def test_nothing_but_blanks_is_an_empty_file() -> None:
    with pytest.raises(Refused, match="empty"):
        read_delimited(b"\xef\xbb\xbf \r\n\t\n")


_CELL = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\xad"), max_size=6)


@given(
    st.lists(
        st.lists(_CELL | st.sampled_from(["a, b", 'say "x"', "two\nlines", ""]), min_size=3, max_size=3), max_size=8
    )
)
def test_the_quick_way_and_the_careful_way_read_the_same(body: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([["id", "name", "note"], *body])
    data = buffer.getvalue().encode()
    quick, careful = read_delimited(data, fast_from=0).sheet, read_delimited(data, fast_from=10**9).sheet
    assert rows_of(quick) == rows_of(careful)
    assert quick.widths == careful.widths


@given(st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=4, max_size=8))
def test_what_a_csv_writer_writes_is_read_back(body: list[list[str]]) -> None:
    table = [["id", "name", "note"], *body]
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(table)
    assert rows_of(read_delimited(buffer.getvalue().encode()).sheet) == table


def test_a_quote_behind_a_blank_opens_a_cell_all_the_same() -> None:
    rows = _rows(b'id, name, owner\n1, "Bridge, north", "Diaz, Ana"\n2, "Tunnel", Bo\n')
    assert rows == [["id", "name", "owner"], ["1", "Bridge, north", "Diaz, Ana"], ["2", "Tunnel", "Bo"]]
