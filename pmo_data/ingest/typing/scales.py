"""Columns of 1-to-5 scales: numbers, words, labels with scores, Roman numerals, percentages; other widths if proven.

Stands apart because a 3 on a three-point scale is not a 3 on a five-point one: a column is converted only where it
proves its width, and a cell from another scale is said to be so.
"""

from __future__ import annotations

import math
import re

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Absence
from pmo_data.domain.scale_words import STEPS
from pmo_data.ingest.typing.absences import absence_of
from pmo_data.ingest.typing.column import Cells, Distinct, Problem, Reading, Typed, assemble, grouped, numbers_within
from pmo_data.ingest.typing.words import ascii_digits, counted, fold

WORDS: dict[str, int] = {fold(word): step for step, words in STEPS.items() for word in words}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_TEN = 10
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_PERCENT = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*%")
_LABELLED = re.compile(r"(?P<a>\d+(?:\.\d+)?)\s*[-–:=.)\s(\[]+\s*(?P<w>[^\d()\[\]]+?)\s*[)\]]?")
_SCORED = re.compile(r"(?P<w>[^\d()\[\]]+?)\s*[-–:=\s(\[]+\s*(?P<a>\d+(?:\.\d+)?)\s*[)\]]?")


def type_scale(cells: Cells) -> Typed:
    """A column on the field's scale (double)."""
    low, high = int(cells.field.minimum or 0), int(cells.field.maximum or 5)
    clean = _clean(cells, low, high)
    if clean is not None:
        return clean
    distinct = Distinct.of(cells.texts)
    told = {fold(k): float(v) for k, v in dict(cells.format.get("scale") or {}).items()}
    parsed = [_parse(t) for t in distinct.texts]
    if cells.format.get("percent"):  # the header says it, so the cells need not
        parsed = [(n, w, True) for n, w, _ in parsed]
    elif low == 1 and _fractions(parsed):
        parsed = [(n * 100, w, True) if n is not None and not p else (n, w, p) for n, w, p in parsed]
    width, reversed_ = _width(parsed, distinct, high, low)
    readings = [
        _reading(t, p, told, (low, high), width, reversed_) for t, p in zip(distinct.texts, parsed, strict=True)
    ]
    values, original, absent = assemble(distinct, readings, pa.float64())
    found = grouped(distinct, readings, lambda r, n, e: _describe(cells.label, (low, high), r, n, e))
    used = {t: r.value for t, r in zip(distinct.texts, readings, strict=True) if r.value is not None and r.changed}
    said = _said(low, high, width, reversed_)
    found += _widened(cells.label, parsed, distinct, high) if width == _TEN else ()
    return Typed(values, original, absent, {"scale": used} if used else {}, said, found)


def _widened(
    label: str, parsed: list[tuple[float | None, str, bool]], distinct: Distinct, high: int
) -> tuple[Problem, ...]:
    """That a few high numbers changed how the whole column is read: nobody is to learn it from the values alone."""
    above = [n is not None and n > high for n, _, _ in parsed]
    positions = distinct.positions(above)
    said = f"{label}: {counted(len(positions), 'value')} above {high} ({distinct.examples(above)})"
    summary = f"{said}; the whole column is read as steps of 1 to {_TEN}, brought to 1 to {high}."
    fix = f"If its steps are 1 to {high}, correct what is above."
    return (Problem("scale_widened", positions, summary, "{value} made this a scale of 1 to 10.", fix),)


def stated_percents(texts: pa.Array) -> pa.Array | None:
    """Probabilities stated as 35 % or as 0.35, in per cent (double); None where the column holds steps of a scale."""
    distinct = Distinct.of(texts)
    parsed = [_parse(t) for t in distinct.texts]
    fractions = _fractions(parsed)
    if not fractions and not any(percent for _, _, percent in parsed):
        return None
    found = [n if p else None if n is None or not fractions else round(n * 100, 6) for n, _, p in parsed]
    return distinct.spread([f if f is not None and 0 <= f <= 100 else None for f in found], pa.float64())


def _fractions(parsed: list[tuple[float | None, str, bool]]) -> bool:
    """Whether bare numbers are parts of one: none above it, and some between nothing and all."""
    bare = [n for n, _, p in parsed if n is not None and not p]
    return bool(bare) and all(0 <= n <= 1 for n in bare) and any(0 < n < 1 for n in bare)


def _clean(cells: Cells, low: int, high: int) -> Typed | None:
    if cells.format.get("scale") or cells.format.get("percent") or cells.percents:
        return None
    values = numbers_within(cells.texts, low, high)
    if values is None:
        return None
    order = cells.format.get("scale_order")
    if order == "highest_first":
        values = pc.subtract(pa.scalar(float(low + high)), values)
    said = _said(low, high, None, order == "highest_first")
    return Typed(values, format={"scale_order": order} if order else {}, said=said)


def _parse(text: str) -> tuple[float | None, str, bool]:
    """(number, word, is a percentage) of one cell."""
    text = " ".join(ascii_digits(text).split())
    found = _PERCENT.fullmatch(text)
    if found:
        return float(found[1].replace(",", ".")), "", True
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", ".")), "", False
    for pattern in (_LABELLED, _SCORED):
        found = pattern.fullmatch(text)
        if found and (fold(found["w"]) in WORDS or "(" in text or "-" in text):
            return float(found["a"]), fold(found["w"]), False
    return None, fold(text), False


def _width(
    parsed: list[tuple[float | None, str, bool]], distinct: Distinct, high: int, low: int
) -> tuple[int | None, bool]:
    """The width another scale proves to have (None: the field's own), and whether 1 is its highest step."""
    pairs = [(n, WORDS[w]) for n, w, p in parsed if n is not None and w in WORDS and not p]
    reversed_ = len(pairs) > 1 and all(
        (a[0] < b[0]) == (a[1] > b[1]) for a in pairs for b in pairs if a[0] != b[0] and a[1] != b[1]
    ) and len({p[1] for p in pairs}) > 1  # fmt: skip
    numbers = [(n, int(c)) for (n, w, p), c in zip(parsed, distinct.counts, strict=True) if n is not None and not p]
    if not numbers:
        return None, False
    words = {w for _, w, _ in parsed if w}
    if pairs and words <= {"low", "medium", "med", "moderate", "high", "l", "m", "h"} and _three(pairs):
        return 3, reversed_
    if low == 1 and _four(pairs):
        return 4, False
    total = sum(c for _, c in numbers)
    above = sum(c for n, c in numbers if high < n <= 10)
    whole = all(n == int(n) and 0 <= n <= 10 for n, _ in numbers)
    if low == 1 and above * 4 >= total and whole and len(numbers) == len(parsed):
        return _TEN, reversed_
    return None, reversed_


def _three(pairs: list[tuple[float, int]]) -> bool:
    """Low, medium and high numbered 1, 2, 3 (or 3, 2, 1): a three-point scale by its own labels."""
    steps = {word: number for number, word in pairs}
    return steps in ({2: 1, 3: 2, 4: 3}, {2: 3, 3: 2, 4: 1}, {2: 1, 4: 3}, {2: 3, 4: 1})


def _four(pairs: list[tuple[float, int]]) -> bool:
    """Low to very high numbered 1 to 4: every label one step above its number, the highest among them."""
    steps = {step for _, step in pairs}
    return len(steps) > 2 and max(steps) == 5 and all(step == number + 1 for number, step in pairs)


def _reading(
    text: str,
    parsed: tuple[float | None, str, bool],
    told: dict[str, float],
    bounds: tuple[int, int],
    width: int | None,
    reversed_: bool,
) -> Reading:
    number, word, percent = parsed
    low, high = bounds
    if fold(text) in told:
        return Reading(told[fold(text)])
    if percent and number is not None:
        return _by_percent(number, high)
    if number is not None and width is not None:
        return Reading(_stretched(number, width, high, reversed_))
    if number is not None and reversed_:
        return Reading(float(low + high) - number)
    if number is not None:
        return _by_number(text, number, low, high)
    return _by_word(text, word, low, high)


def _by_percent(number: float, high: int) -> Reading:
    if not 0 <= number <= 100:
        return Reading(absent=Absence.UNREADABLE, rule="scale_other")
    return Reading(float(max(1, math.ceil(number / 100 * high))), rule="scale_converted")


def _stretched(number: float, width: int, high: int, reversed_: bool) -> float:
    number = width + 1 - number if reversed_ else number
    if width == 3:
        return {1.0: 1.0, 2.0: 3.0, 3.0: 5.0}.get(number, number)
    return float(max(1, math.ceil(number / width * high)))


def _by_number(text: str, number: float, low: int, high: int) -> Reading:
    if low <= number <= high:
        return Reading(number, changed=not _NUMBER.fullmatch(text))
    return Reading(absent=Absence.UNREADABLE, rule="scale_other")


def _by_word(text: str, word: str, low: int, high: int) -> Reading:
    step = ROMAN.get(word) or WORDS.get(word)
    if step is not None:
        # A scale that starts at 0 has the same words one step lower: none, low, moderate, strong, extreme.
        return Reading(float(step if low else step - 1 if high == 4 else step), rule="scale_converted")
    absence = absence_of(text)
    if absence is not None:
        return Reading(absent=absence, rule=str(absence))
    return Reading(absent=Absence.UNREADABLE, rule="scale_unknown")


def _describe(
    header: str, bounds: tuple[int, int], rule: str, count: int, examples: str
) -> tuple[str, str | None, str] | None:
    use = "uses" if count == 1 else "use"
    if rule == "scale_other":
        said = f"{header}: {counted(count, 'value')} {use} another scale than {bounds[0]} to {bounds[1]} ({examples})"
        return said + "; kept empty.", "{value} is not on the scale.", "Write a number on the scale."
    if rule == "scale_unknown":
        said = f"{header}: {counted(count, 'value')} could not be placed on the scale ({examples}); kept empty."
        return said, "{value} is not on the scale.", "Say which step these words are."
    if rule in set(Absence):
        return f"{header}: {counted(count, 'cell')} {'is' if count == 1 else 'are'} {rule} ({examples}).", None, ""
    return None


def _said(low: int, high: int, width: int | None, reversed_: bool) -> str:
    base = f"{low} lowest to {high} highest"
    if width is not None:
        base = f"converted from a scale of 1 to {width} to {base}"
    return base + (", numbered from the highest" if reversed_ else "")
