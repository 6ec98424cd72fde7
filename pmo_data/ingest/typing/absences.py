"""Why a cell says something and yet has no value: withheld, not available, to be confirmed, not applicable.

Stands apart because the words are the same for dates, money, percents and choices, and because a text such as
"Exempt under Section 43" holds a number that must never be read.
"""

from __future__ import annotations

import re

from pmo_data.domain.fields import Absence
from pmo_data.ingest.typing.words import fold

EXCEL_ERRORS = frozenset({"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#ERROR!"})

_WITHHELD = re.compile(
    r"\b(exempt|withheld|redacted|confidential|confidence|undisclosed|not disclosed|freedom of information|foi|"
    r"commercially sensitive|commercial sensitivity|classified|restricted|suppressed|not published|not releasable)\b"
)
_TO_COME = re.compile(
    r"^(tbc|tbd|tba|t b c|t b d|t b a|tbc.*|tbd.*|pending|awaiting.*|awaited|to follow|to come|not yet.*|"
    r"to be (confirmed|determined|decided|agreed|advised|announced|defined|assessed|completed|updated|provided).*|"
    r"por (definir|confirmar|determinar)|pendiente|pendente|a definir|a confirmer|à (définir|confirmer|préciser)|"
    r"noch offen|wird nachgereicht|en attente|da definire|"
    r"under review|under development|in development|not confirmed|unconfirmed|undetermined|"
    r".*\b(has|have|is|are|was) not yet\b.*|.*\bto be (provided|confirmed|determined)\b.*|early planning.*)$"
)
_NOTHING_THERE = re.compile(
    r"^(no|missing) (\w+ )?(narrative|data|information|info|comments?|value|rating|date|figures?|entry|baseline|"
    r"forecast|budget)\b.*|.*\bnot in a position to\b.*|"
    r".*\bnot (currently )?(available|provided|reported|recorded|held)\b.*"
)
_NOT_APPLICABLE = re.compile(
    r"^(not applicable.*|does not apply|not relevant|not required|not needed|n a not applicable|nicht zutreffend|"
    r"sans objet|no aplica)$"
)
_NOT_AVAILABLE = frozenset({
    "na", "n a", "null", "none", "nan", "inf", "infinity", "unknown", "not available", "not known", "unavailable",
    "not provided", "no data", "missing", "not reported", "not recorded", "not stated", "not given", "not supplied",
    "not collected", "no information", "data not available", "not set", "blank", "empty", "void", "undefined", "nat",
    "k a", "keine angabe", "nv", "s o", "nd", "n d", "nil return", "not held", "none provided", "no value", "nr",
    "n k", "nk",
})  # fmt: skip
_DASHES = re.compile(r"^[-–—‐‑−.\s]+$")
_QUESTION = re.compile(r"^[?¿\s]+$")
_STARS = re.compile(r"^[*•\s]{1,8}$|^x{3,}$", re.IGNORECASE)


def absence_of(text: str) -> Absence | None:
    """The kind of absence the text states, or None where it states none (it may hold a value, or be unreadable)."""
    if _DASHES.match(text):
        return Absence.NOT_AVAILABLE
    if _QUESTION.match(text):
        return Absence.TO_BE_CONFIRMED
    if _STARS.match(text):
        return Absence.WITHHELD
    if text.upper() == "#N/A":
        return Absence.NOT_AVAILABLE
    return _by_words(fold(text))


def _by_words(words: str) -> Absence | None:
    if _WITHHELD.search(words):
        return Absence.WITHHELD
    if _NOT_APPLICABLE.match(words):
        return Absence.NOT_APPLICABLE
    if _TO_COME.match(words):
        return Absence.TO_BE_CONFIRMED
    if words in _NOT_AVAILABLE or _NOTHING_THERE.match(words):
        return Absence.NOT_AVAILABLE
    return None
