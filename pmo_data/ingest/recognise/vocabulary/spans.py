"""Headers of several years together: "2027-2029", "2030 onwards", "Prior years", "Later years".

Stands apart from periods, each of which has one place in time: an amount of several years has none, so that it can
neither be given to one of them nor pass for a name or a financial year.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.words import fold, tidy

_YEAR = r"(?:fy\s?'?\d{2}(?:\d\d)?|(?:19|20)\d\d)(?:[/-]\d\d(?!\d))?"
_BETWEEN = re.compile(
    r"(?:fy\s?'?(?:20)?|20)(\d\d)(?:/\d\d)?\s*(?:-|–|—|to|bis|through|until)\s*(?:fy\s?'?)?(?:20)?(\d\d)(?:/\d\d)?(?!\d)"
)
_OPEN = re.compile(
    rf"{_YEAR}\s*(?:\+|(?:and |& )?(?:onwards?|beyond|later|after|thereafter|earlier|before|prior)\b|ff\b)"
    rf"|\b(?:beyond|after|before|from|until|up to|post|pre|prior to|since)[ -]{_YEAR}"
    r"|\b(?:prior|previous|past|earlier|later|future|further|subsequent|remaining|outer|out)[ -]years\b|\bthereafter\b"
    r"|\b(?:year|years|yr|yrs) \d{1,2}\s?(?:-|–|to)\s?\d{1,2}\b"
)
_LONG = 60


@lru_cache(maxsize=5_000)
def spans_years(name: str) -> bool:
    """Whether a header is of several years together, or of all before or after one."""
    if not name or len(name) > _LONG or period(name) is not None:
        return False
    clean = fold(tidy(name))
    found = _BETWEEN.search(clean)
    apart = int(found[2]) % 100 - int(found[1]) % 100 if found else 0
    return apart > 1 or _OPEN.search(clean) is not None
