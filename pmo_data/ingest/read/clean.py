"""Removes characters nobody can see from cells, and says where: control bytes, zero-width and direction marks.

They make equal ids unequal and can make a name read backwards. Visible text is never changed. Works on Arrow columns
for all readers: a column whose bytes cannot hold such characters costs one pass over its buffer.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.grid import Note

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
# Soft hyphen, Arabic letter mark, Mongolian separator, zero-width space, left/right marks, embeddings, overrides,
# word joiner and invisible operators, isolates, byte order mark.
_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_JOINERS = "\u200c\u200d"

_CONTROL = re.compile(f"[{_CONTROLS}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
# A joiner matters between emoji and in scripts that join letters; between Latin characters it does nothing.
_JOINER = re.compile(f"(?<![^\\x00-\u024f{_JOINERS}])[{_JOINERS}]+(?![^\\x00-\u024f])")
_LOST = "\ufffd"
_SUSPECT = (
    r"[\x{0}-\x{8}\x{b}\x{c}\x{e}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{61c}\x{180e}\x{200b}-\x{200f}\x{202a}-\x{202e}"
    r"\x{2060}-\x{2064}\x{2066}-\x{2069}\x{feff}\x{fffd}]"
)
# First bytes, in UTF-8, of the characters above that are not ASCII.
_LEADS = (0xC2, 0xD8, 0xE1, 0xE2, 0xEF)
_ROWS_LISTED = 1000
_SCAN = 1 << 18


def tidy(text: str) -> str:
    """`text` without invisible characters; vertical tabs and form feeds, which break lines, become blanks."""
    text = _CONTROL.sub("", text.replace("\x0b", " ").replace("\x0c", " "))
    return _JOINER.sub("", _UNSEEN.sub("", text))


def clean_columns(columns: list[pa.ChunkedArray], first_row: int) -> tuple[list[pa.ChunkedArray], list[Note]]:
    """The columns without invisible characters, and one note per column and kind of character found."""
    notes: list[Note] = []
    cleaned = []
    for index, column in enumerate(columns):
        if _is_suspect(column):
            column, found = _clean_column(column, index, first_row)
            notes.extend(found)
        cleaned.append(column)
    return cleaned, notes


def _is_suspect(column: pa.ChunkedArray) -> bool:
    return any(_has_suspect_bytes(chunk) for chunk in column.chunks)


def _has_suspect_bytes(chunk: pa.Array) -> bool:
    buffer = chunk.buffers()[2]
    if buffer is None or buffer.size == 0:
        return False
    whole = np.frombuffer(buffer, dtype=np.uint8)
    for start in range(0, len(whole), _SCAN):
        piece = whole[start : start + _SCAN]
        low = piece[piece < 32] if piece.min() < 32 else piece[:0]
        if len(low) and not bool(np.isin(low, (9, 10, 13)).all()):
            return True
        if piece.max() >= 127 and bool(np.isin(piece[piece >= 127], (127, *_LEADS)).any()):
            return True
    return False


def _clean_column(column: pa.ChunkedArray, index: int, first_row: int) -> tuple[pa.ChunkedArray, list[Note]]:
    array = column.combine_chunks()
    mask = pc.fill_null(pc.match_substring_regex(array, _SUSPECT), False)
    places = np.flatnonzero(mask.to_numpy(zero_copy_only=False)).tolist()
    if not places:
        return column, []
    before = array.take(pa.array(places)).to_pylist()
    after = [tidy(text) for text in before]
    replaced = pc.replace_with_mask(array, mask, pa.array([text or None for text in after], pa.string()))
    rows = [first_row + place for place in places]
    return pa.chunked_array([replaced]), _notes(rows, before, index)


def _notes(rows: list[int], texts: list[str], column: int) -> list[Note]:
    kinds: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
        ("control_character", "a control character was removed", lambda text: bool(_CONTROL.search(text))),
        (
            "invisible_character",
            "invisible characters were removed (zero-width or direction marks)",
            lambda text: bool(_UNSEEN.search(text)) or bool(_JOINER.search(text)),
        ),
        ("unreadable_character", "a byte could not be read and is shown as \ufffd", lambda text: _LOST in text),
    )
    notes = []
    for rule, sentence, holds in kinds:
        hit = [(row, text) for row, text in zip(rows, texts, strict=True) if holds(text)]
        if hit:
            notes.append(_note(rule, sentence, hit, column))
    return notes


def _note(rule: str, sentence: str, hit: list[tuple[int, str]], column: int) -> Note:
    row, text = hit[0]
    where = f"Row {row}" if len(hit) == 1 else f"{len(hit):,} cells, the first in row {row}"
    rows = tuple(each for each, _ in hit[:_ROWS_LISTED])
    fix = "Check the text in the source." if rule == "unreadable_character" else ""
    return Note(rule, f"{where}: {sentence}.", row, column, tidy(text)[:200], fix, rows=rows, count=len(hit))
