"""How deep work breakdown codes stand, for a column of a million of them at once.

Stands apart from outlines because it looks at bytes: codes such as 1.2.10 are digits and marks and nothing else.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.typing.texts import cell_bytes

CODE = r"^\d+(?:[.\-]\d+)*\.?$"
NO_LEVEL = 99
"""The depth of a text that is no code."""


_OF_HEADING = r"^(\d+(?:\.\d+)*)\.0$"


def of_headings(texts: pa.Array) -> pa.Array:
    """The codes with 1.0 as 1 where it heads 1.1 and 1.2 and nothing is called 1."""
    zero = pc.fill_null(pc.match_substring_regex(texts, _OF_HEADING), False)
    if not pc.any(zero, min_count=0).as_py():
        return texts
    stems = pc.replace_substring_regex(texts, _OF_HEADING, r"\1")
    taken = pc.is_in(stems, texts.filter(pc.invert(zero)))
    return pc.if_else(pc.and_(zero, pc.invert(taken)), stems, texts)


def code_depths(texts: pa.Array) -> npt.NDArray[np.int64]:
    """How many numbers each code has; NO_LEVEL where a cell is blank or holds no code."""
    plain = None if texts.null_count else _of_plain(texts)
    if plain is not None:
        return plain
    codes = pc.match_substring_regex(texts, CODE)
    numbers = pc.count_substring_regex(texts, r"\d+")
    depths = pc.fill_null(pc.if_else(codes, numbers, NO_LEVEL), NO_LEVEL)
    return np.asarray(depths.to_numpy(zero_copy_only=False), dtype=np.int64)


def _of_plain(texts: pa.Array) -> npt.NDArray[np.int64] | None:
    """The depths where every cell is numbers with one mark between them, as nearly always; else None."""
    signs, starts, ends = cell_bytes(texts)
    if not len(signs) or bool((starts == ends).any()):
        return None
    digit = (signs - np.uint8(ord("0"))) < 10
    mark = (signs == ord(".")) | (signs == ord("-"))
    doubled = bool((mark[1:] & mark[:-1]).any())
    if doubled or not bool((digit | mark).all()) or not bool((digit[starts] & digit[ends - 1]).all()):
        return None
    counted = np.cumsum(mark, dtype=np.int32)
    return np.asarray(counted[ends - 1] - counted[starts] + 1, dtype=np.int64)
