"""Time that runs through nights and days off, as plans write it: "5 edays", "2 fWochen", "3 joursé", "4 díast".

Stands apart from other units of time because a day of it is a day of the calendar, of which five in seven are worked.
"""

from __future__ import annotations

import re

_SHARE = 5 / 7
_IN_DAYS: dict[float, str] = {
    1: "ed eday edays ft ftag ftage ftagen jé jouré joursé dt díat díast diat diast",
    7: "ew ewk ewks eweek eweeks fw fwo fwoche fwochen semé semaineé semainesé semt semanat semanast",
    30: "emo emon emons emonth emonths fm fmo fmon fmonat fmonate moisé mest mesest",
    1 / 24: "eh ehr ehrs ehour ehours fstd fstunde fstunden hé hré heureé heuresé hrt horat horast",
    1 / 1_440: "em emin emins eminute eminutes fmin miné",
}
ELAPSED = {word: days * _SHARE for days, words in _IN_DAYS.items() for word in words.split()}
"""The words of elapsed time, each with the working days that one of it takes."""
_BEFORE = re.compile(r"e(?=\d[\d.,]*\s*(?:d|w|mo|h|m)[a-z]*\??$)(.*)", re.IGNORECASE)
_BEHIND = re.compile(r"(\d[\d.,]*\s*[^\W\d_]+)\s+[éÉ]")


def elapsed_behind(text: str) -> str:
    """A time with the mark of elapsed time in its unit: "5 joursé" of "5 jours é", "5 ed" of "e5d"."""
    behind = _BEHIND.fullmatch(text)
    if behind is not None:
        return behind[1] + "é"
    before = _BEFORE.fullmatch(text)
    if before is None:
        return text
    return re.sub(r"(?<=[\d.,])(\s*)(?=[a-z])", r"\1e", before[1].lower(), count=1)
