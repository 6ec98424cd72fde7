"""Columns of text and of identifiers: kept to the letter but for what nobody can see.

Stands apart because an id such as 1E5 or 2025-01 must never become a number or a date, and "NA" may be a name.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.ingest.typing.column import Cells, Distinct, Problem, Typed
from pmo_data.ingest.typing.words import CONTROL, DIRECTION, JOINER, ZERO_WIDTH, counted, visible

_DAMAGED = re.compile(r"\d\.\d+E\+\d{2,3}")
_DISARMED = re.compile(r"^'(?=[=+\-@\t\r\n])")
_FLOAT_ID = re.compile(r"-?\d+\.0")
_HIDDEN = (
    ("control_removed", CONTROL, "control character"),
    ("direction_removed", DIRECTION, "invisible direction character"),
    ("invisible_removed", ZERO_WIDTH, "invisible character"),
    ("invisible_removed", JOINER, "invisible character"),
)


def type_text(cells: Cells) -> Typed:
    """A column of text: trimmed, line breaks made alike, invisible characters removed and said so.

    Texts that somebody said stand for others ("Smith, J." is John Smith) become those, their own kept as original.
    """
    prefix = str(cells.format.get("prefix") or "")
    if prefix:  # numbers of what the header names
        named = pc.binary_join_element_wise(pa.scalar(prefix), cells.texts, " ")
        return Typed(named, cells.texts, format={"prefix": prefix}, said=f"{prefix} 1, {prefix} 2 …")
    answers = {str(k): str(v) for k, v in dict(cells.format.get("values") or {}).items() if v}
    armed = pc.any(pc.starts_with(cells.texts, "'"), min_count=0).as_py()
    if not answers and not armed and is_plain(cells.texts):
        return Typed(cells.texts)
    distinct = Distinct.of(cells.texts)
    shown = [visible(t) or None for t in distinct.texts]
    hidden = [bool(_rules(t)) for t in distinct.texts]
    used = {t: answers[t] for t in shown if t is not None and t in answers}
    answered = [used.get(t, rearmed(t)) if t is not None else None for t in shown]
    changed = [h or a != t for h, a, t in zip(hidden, answered, shown, strict=True)]
    original = [t if c else None for t, c in zip(distinct.texts, changed, strict=True)]
    said = ", ".join(f"{text} = {name}" for text, name in list(used.items())[:8])
    return Typed(
        distinct.spread(answered, pa.string()),
        distinct.spread(original, pa.string()) if any(changed) else None,
        format={"values": used} if used else {},
        said=said,
        problems=_removed(cells, distinct),
    )


def rearmed(text: str) -> str:
    """Text without the apostrophe that exports set before what a spreadsheet would run as a formula."""
    return _DISARMED.sub("", text)


def type_code(cells: Cells, numeric: bool = False) -> Typed:
    """A column of identifiers. `numeric` says that the file stores numbers as floats: 12.0 is the id 12.

    Text says so too where every id is a long number with nothing but .0 behind it: 688110.0 among its like.
    """
    typed = type_text(cells)
    numeric = numeric or _all_floats(typed.values)
    if not _suspect(typed.values, numeric):
        return typed
    distinct = Distinct.of(typed.values)
    problems = list(typed.problems)
    damaged = [bool(_DAMAGED.fullmatch(t)) for t in distinct.texts]
    if any(damaged):
        looks = "looks" if sum(damaged) == 1 else "look"
        said = f"{cells.label}: {distinct.examples(damaged)} {looks} damaged by Excel (long numbers shortened)."
        fix = "Format the column as text before typing or pasting ids."
        problems.append(Problem("id_damaged", distinct.positions(damaged), said, None, fix))
    values = typed.values
    if numeric and any(_FLOAT_ID.fullmatch(t) for t in distinct.texts):
        whole = [t[:-2] if _FLOAT_ID.fullmatch(t) else t for t in distinct.texts]
        values = distinct.spread(whole, pa.string())
    return Typed(values, typed.original, problems=tuple(problems))


def _all_floats(texts: pa.Array) -> bool:
    """Whether every id is a long number that a program has written with .0 behind it; 1.0 may be an outline's."""
    if len(texts) == texts.null_count or not pc.ends_with(texts.drop_null()[0], ".0").as_py():
        return False
    return bool(pc.all(pc.match_substring_regex(texts, r"^\d{3,}\.0$"), min_count=0).as_py())


def _suspect(texts: pa.Array, numeric: bool) -> bool:
    """Whether any id may be a number that a spreadsheet has shortened or stores with a decimal point."""
    signs = ("E+", ".0") if numeric else ("E+",)
    return any(pc.any(pc.match_substring(texts, sign), min_count=0).as_py() for sign in signs)


def is_plain(texts: pa.Array) -> bool:
    """Whether every byte is visible ASCII and no cell begins or ends with a blank: nothing to clean.

    Looks at the buffers alone, some milliseconds for a million cells.
    """
    if texts.null_count == len(texts):
        return True
    _, offsets_buffer, data = texts.buffers()
    offsets = np.frombuffer(offsets_buffer, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    if data is None or offsets[-1] == offsets[0]:
        return True
    signs = np.frombuffer(data, dtype=np.uint8)
    used = signs[offsets[0] : offsets[-1]]
    low = used.min()
    if used.max() > 126 or low < 32:
        return False
    if low > 32:
        return bool((offsets[1:] == offsets[:-1]).sum() <= texts.null_count)
    filled = offsets[1:] > offsets[:-1]
    starts, ends = signs[offsets[:-1][filled]], signs[offsets[1:][filled] - 1]
    return not bool((starts == 32).any() or (ends == 32).any() or (~filled).sum() > texts.null_count)


def cell_bytes(texts: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The bytes of a column of text and where each cell begins and ends among them; a NULL has none."""
    nothing = np.zeros(0, np.int64)
    _, offsets_buffer, data = texts.buffers()
    if data is None or not len(texts):
        return np.zeros(0, np.uint8), nothing, nothing
    offsets = np.frombuffer(offsets_buffer, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    places = offsets.astype(np.int64) - int(offsets[0])
    signs = np.frombuffer(data, dtype=np.uint8)[offsets[0] : offsets[-1]]
    return signs, places[:-1], places[1:]


def _rules(text: str) -> list[str]:
    return [rule for rule, pattern, _ in _HIDDEN if pattern.search(text)]


def _removed(cells: Cells, distinct: Distinct) -> tuple[Problem, ...]:
    problems = []
    for rule in dict.fromkeys(r for r, _, _ in _HIDDEN):
        name = next(n for r, _, n in _HIDDEN if r == rule)
        chosen = [rule in _rules(t) for t in distinct.texts]
        positions = distinct.positions(chosen)
        if len(positions):
            said = f"{cells.label}: {name}s removed in {counted(len(positions), 'cell')}."
            problems.append(Problem(rule, positions, said, f"{name.capitalize()}s removed from {cells.label}."))
    return tuple(problems)
