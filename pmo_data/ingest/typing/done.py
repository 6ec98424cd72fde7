"""Columns that ask whether something is done and are answered yes or no: the status where no column says it in words.

Stands apart because two places must agree on what such a column is: recognition, which gives it to the status, and the
reader of vocabularies, which finds "Yes" under a header that says what was asked.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.catalogue.choices import STATUS
from pmo_data.ingest.typing.absences import absence_of
from pmo_data.ingest.typing.choices import NO, YES, vocabulary
from pmo_data.ingest.typing.column import Cells, Distinct, Reading, Typed, assemble
from pmo_data.ingest.typing.words import fold

DONE, OPEN = "completed", "planned"
_ASKED = re.compile(r"[?？]|\(?\b(?:y(?:es)?\s*/\s*n(?:o)?|true\s*/\s*false|x)\b\)?", re.IGNORECASE)
_OF = re.compile(r"^(?:(?:is|has been|was|task|milestone|action|issue|risk|item|work|it)\s+)+")
_WEAKER = frozenset({"validated", "verified", "final", "mitigated", "fixed", "signed off"})
"""States of one that is over, which something still open may lack although it is done."""


def asks_if_done(header: str) -> bool:
    """Whether a header is a word for being done, or asks for it: "Done?", "Completed (Y/N)", "Closed"."""
    core = _OF.sub("", fold(_ASKED.sub(" ", header)))
    return core not in _WEAKER and (vocabulary(STATUS).get(core) == DONE or core == "fait")


def is_answered(header: str, texts: pa.Array) -> bool:
    """Whether cells say nothing but yes and no; ones and noughts only where the header is a question."""
    said = {fold(t) for t in Distinct.of(texts).texts if absence_of(t) is None}
    counted = bool(said) and all(any(c.isdigit() for c in t) for t in said) and not _ASKED.search(header)
    return bool(said) and said <= YES | NO and not counted


def type_done(cells: Cells) -> Typed:
    """The status of each row (string): yes is completed, no still open; a blank is open where nothing says no."""
    distinct = Distinct.of(cells.texts)
    given = {fold(k): str(v) for k, v in dict(cells.format.get("values") or {}).items()}
    readings = [_reading(text, given) for text in distinct.texts]
    values, original, absent = assemble(distinct, readings, pa.string())
    blank_is_no = values.null_count > 0 and not any(r.value == OPEN for r in readings)
    if blank_is_no:
        values = pc.if_else(pc.is_null(cells.texts), pa.scalar(OPEN), values)
    said = "yes = completed, no = still open" + (", blank = still open" if blank_is_no else "")
    return Typed(values, original, absent, {"done": True}, said)


def _reading(text: str, given: dict[str, str]) -> Reading:
    word = fold(text)
    if word in YES | NO:
        return Reading(given.get(word, DONE if word in YES else OPEN))
    absence = absence_of(text)
    return Reading(absent=absence, rule=str(absence))
