"""The day or period that a row above a table names: "As at 31 October 2026", "Report period: | 2026-03".

Stands apart because two ask it, the status date to offer and the period of amounts that have no column of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmo_data.ingest.typing.day_texts import DayText, read_day

_SPOKEN = re.compile(
    r"\b(?:as[ -](?:at|of|on)|(?:status|data|report|reporting) date|date of (?:the )?report|position (?:at|as at)|"
    r"(?:reporting|report|current) (?:month|period)|(?:(?:report|reporting) )?(?:period|month) ending|"
    r"(?:daten)?stand(?: vom)?|stichtag|berichtsmonat|situation au|arrêté au|"
    r"situación a|fecha de corte|situazione al|peildatum|^(?:period|month)(?=\s*[:=]|$))\s*[:=–-]?(?P<day>\s.*|$)",
    re.IGNORECASE,
)
_WORDS = 4  # a day is written in at most so many words
_FURTHER = 3  # cells between a label and its day, in a form with columns left free
_LONGEST = 140


def said_days(row: Sequence[str | None]) -> Iterator[tuple[str, DayText]]:
    """What each cell says behind its words for "as at", with the line; it may go on in the next cells, as in a form."""
    cells = [" ".join((cell or "").split()) for cell in row]
    for i, cell in enumerate(cells):
        spoken = _SPOKEN.search(cell) if len(cell) <= _LONGEST else None
        if spoken is None:
            continue
        found = first_day(" ".join([spoken["day"], *cells[i + 1 : i + 1 + _FURTHER]]))
        if found is not None:
            yield " ".join(" ".join(cells).split()), found


def first_day(text: str) -> DayText | None:
    """The day with which a text begins, by as many of its words as make one."""
    words = text.split()
    for count in range(min(_WORDS, len(words)), 0, -1):
        read = read_day(" ".join(words[:count]).strip(" ,;.()"))
        if read is not None and not read.bad:
            return read
    return None
