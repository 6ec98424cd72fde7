"""Columns of words from a vocabulary: ratings, statuses, relations; and yes/no.

Stands apart because words are compared without case, punctuation and decoration, and because a word nobody knows is
shown with its count rather than forced into the nearest box.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.catalogue.choices import RATING, STATUS
from pmo_data.domain.fields import Absence, Choices
from pmo_data.domain.scale_words import STEPS
from pmo_data.ingest.typing.absences import absence_of
from pmo_data.ingest.typing.column import Cells, Distinct, Problem, Reading, Typed, assemble, grouped
from pmo_data.ingest.typing.system_states import of_system_states
from pmo_data.ingest.typing.words import counted, fold

YES = frozenset({"yes", "y", "true", "t", "1", "1 0", "x", "✓", "✔", "☑", "✅", "ja", "oui", "si", "sí", "on", "wahr",
                 "vrai", "o", "checked", "●", "•"})  # fmt: skip
NO = frozenset({"no", "n", "false", "f", "0", "0 0", "nein", "non", "off", "falsch", "faux", "✗", "✘", "☐", "❌",
                "unchecked", "○"})  # fmt: skip
MOST_WORDS = 50
# What follows a word as an aside: "Open (waiting for the board)", "Active - plan agreed", "Blocked by the supplier".
_ASIDE = re.compile(r"\s*[(\[;:]|\s+[-–—]\s+|\s+by\s+")
# How work goes that is under way, where a column that also says what is done or not begun says that instead.
RATED = ("on track", "at risk", "off track", "on schedule", "slipping", "watchlist", "on watch", "watch", "in trouble")
_MARKS = frozenset({"x", "✓", "✔", "☑", "✅", "●", "•"})


def vocabulary(choices: Choices) -> dict[str, str]:
    """Every known word, folded, with the value it stands for."""
    words = {fold(value): value for value in choices.values}
    for value, synonyms in choices.values.items():
        for word in synonyms:
            words.setdefault(fold(word), value)
    return words


def type_choice(cells: Cells) -> Typed:
    """A column of a vocabulary's values (string); words it does not know are absent, their text kept."""
    assert cells.field.choices is not None
    words = vocabulary(cells.field.choices)
    distinct = Distinct.of(cells.texts)
    if cells.field.choices is STATUS and {words.get(fold(t)) for t in distinct.texts} & {"planned", "completed"}:
        words = {**dict.fromkeys(RATED, "active"), **words}
    words = {**_of_steps(cells), **words}
    if cells.field.choices is STATUS:
        words = {**{fold(t): s for t in distinct.texts if (s := of_system_states(t)) is not None}, **words}
    words |= {fold(k): str(v) for k, v in dict(cells.format.get("values") or {}).items()}
    readings = [_reading(text, words) for text in distinct.texts]
    if cells.field.choices is RATING:
        readings = [_of_state(text, reading) for text, reading in zip(distinct.texts, readings, strict=True)]
    values, original, absent = assemble(distinct, readings, pa.string())
    found = grouped(distinct, readings, lambda r, n, e: _describe(cells.label, r, n, e))
    found = (*found, *_word_by_word(cells, distinct, readings))
    used = {text: r.value for text, r in zip(distinct.texts, readings, strict=True) if r.value and r.changed}
    said = ", ".join(f"{text} = {value}" for text, value in list(used.items())[:8])
    return Typed(values, original, absent, {"values": used} if used else {}, said, found)


def _of_steps(cells: Cells) -> dict[str, str]:
    """Ratings in steps from low to high, where it is said of what: high confidence is green, high risk is red."""
    said = set(fold(cells.header).split())
    risky = cells.field.name == "declared_risk"
    if cells.field.choices is not RATING or not (risky or said & {"confidence", "dca"}):
        return {}
    lights = ("green", "green", "amber", "red", "red") if risky else ("red", "red", "amber", "green", "green")
    steps = {fold(w): light for light, names in zip(lights, STEPS.values(), strict=True) for w in names}
    return steps if risky else {**steps, "medium high": "amber_green", "medium low": "amber_red"}


def _word_by_word(cells: Cells, distinct: Distinct, readings: list[Reading]) -> tuple[Problem, ...]:
    """A finding for each unknown word, commonest first, where there are several: each is to be answered once."""
    unknown = [i for i, r in enumerate(readings) if r.rule == "value_unknown"]
    if len(unknown) < 2:
        return ()
    problems = []
    for i in sorted(unknown, key=lambda i: -int(distinct.counts[i]))[:MOST_WORDS]:
        where = distinct.positions([j == i for j in range(len(readings))])
        said = f"{cells.label}: {distinct.examples([j == i for j in range(len(readings))])} was not recognised."
        problems.append(Problem("value_unknown", where, said, None, "Say what this word means."))
    return tuple(problems)


def _reading(text: str, words: Mapping[str, str]) -> Reading:
    if text in words.values():
        return Reading(text, changed=False)
    key = fold(text)
    value = words.get(key)
    if value is not None:
        return Reading(value, rule="read_by_symbol" if _decorated(text) else "")
    # A number in brackets or a code before the word ("2 - Amber", "Amber (3)") is decoration of the word.
    bare = re.sub(r"^\d+\s+|\s+\d+$", "", key)
    if bare in words:
        return Reading(words[bare])
    absence = absence_of(text)
    if absence is not None:
        return Reading(absent=absence, rule=str(absence))
    opening = fold(_ASIDE.split(text)[0])
    if opening in words:
        return Reading(words[opening])
    both = {words.get(fold(part)) for part in text.split(" / ")}
    if len(both) == 1 and None not in both:  # in two languages: "Active / Actif"
        return Reading(both.pop())
    return Reading(absent=Absence.UNREADABLE, rule="value_unknown")


def _of_state(text: str, reading: Reading) -> Reading:
    """What is complete or not begun has a state and no rating: such a word among ratings is nothing to ask about."""
    if reading.rule == "value_unknown" and fold(text) in vocabulary(STATUS):
        return Reading(absent=Absence.NOT_APPLICABLE, rule="says_a_state")
    return reading


def _decorated(text: str) -> bool:
    """The text holds a pictograph; its meaning was taken from it or in spite of it."""
    return any(ord(sign) >= 0x2600 for sign in text if not sign.isalnum())


def _describe(header: str, rule: str, count: int, examples: str) -> tuple[str, str | None, str] | None:
    were = "was" if count == 1 else "were"
    if rule == "value_unknown":
        said = f"{header}: {counted(count, 'value')} {were} not recognised ({examples}); kept as original text only."
        return said, None, "Say what these words mean."
    if rule == "says_a_state":
        return (
            f"{header}: {counted(count, 'cell')} {'says' if count == 1 else 'say'} a state and no rating ({examples}).",
            None,
            "",
        )
    if rule == "read_by_symbol":
        said = f"{header}: {counted(count, 'value')} {were} not recognised as plain words; read by symbol ({examples})."
        return said, None, "Check what these symbols stand for."
    if rule in set(Absence):
        return f"{header}: {counted(count, 'cell')} {were} {rule} ({examples}).", None, ""
    return None


def mostly_ratings(texts: pa.Array) -> bool:
    """Whether the words of a column are traffic lights rather than states: Green, Amber, Red."""
    words = vocabulary(RATING)
    distinct = Distinct.of(texts)
    rated = [words.get(fold(t)) not in (None, "unknown") for t in distinct.texts]
    lights = [fold(t) in ("green", "amber", "red", "g", "a", "r", "yellow") for t in distinct.texts]
    known = int(sum(distinct.counts[i] for i, yes in enumerate(rated) if yes))
    return any(lights) and known * 2 > int(distinct.counts.sum())


def type_flag(cells: Cells) -> Typed:
    """A column of yes and no (bool). Where only marks such as X occur, a blank means no."""
    distinct = Distinct.of(cells.texts)
    readings = [_flag(text) for text in distinct.texts]
    values, original, absent = assemble(distinct, readings, pa.bool_())
    found = grouped(distinct, readings, lambda r, n, e: _describe(cells.label, r, n, e))
    marks = bool(distinct.texts) and all(fold(t) in _MARKS for t in distinct.texts)
    if marks:
        values = pc.fill_null(values, False)
    return Typed(values, original, absent, {}, "marked = yes, blank = no" if marks else "yes or no", found)


def _flag(text: str) -> Reading:
    word = fold(text)
    if word in YES or word in NO:
        return Reading(word in YES, changed=text not in ("true", "false"))
    absence = absence_of(text)
    if absence is not None:
        return Reading(absent=absence, rule=str(absence))
    return Reading(absent=Absence.UNREADABLE, rule="value_unknown")
