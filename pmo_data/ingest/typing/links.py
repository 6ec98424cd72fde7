"""Lists of predecessors as planning tools write them: "T1FS+2 days", "1;2", "5SS+50%".

Stands apart because one cell becomes several rows of another entity, and because a reference may be an id or the
number of a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmo_data.ingest.typing.numbers import TIME_UNITS
from pmo_data.ingest.typing.words import ascii_digits, identity

_SPLIT = re.compile(r"[;,\n|]+")
_RELATIONS = {"FS": "FS", "SS": "SS", "FF": "FF", "SF": "SF", "EA": "FS", "AA": "SS", "EE": "FF", "AE": "SF"}
_BEHIND_NUMBERS = {  # French, Spanish, Portuguese, Italian and Dutch: too short to be told from the end of an id
    "FD": "FS", "DD": "SS", "DF": "SF", "FC": "FS", "CC": "SS", "CF": "SF", "TI": "FS", "II": "SS", "TT": "FF",
    "IT": "SF", "FI": "FS", "IF": "SF", "EB": "FS", "BB": "SS", "BE": "SF",
}  # fmt: skip
_ALL = {**_BEHIND_NUMBERS, **_RELATIONS}
_LAG = r"\s*(?P<lag>(?:[+-]\s*|(?<=\s))\d+(?:[.,]\d+)?\s*(?P<unit>%|[^\W\d_]+\.?)?)?"
_ITEM = re.compile(r"(?P<ref>.+?)\s*(?:[(\[:]?\s*(?P<rel>FS|SS|FF|SF|EA|AA|EE|AE)\s*[)\]]?)?" + _LAG, re.IGNORECASE)
_NUMBERED = re.compile(rf"(?P<ref>\d+)\s*(?P<rel>{'|'.join(_BEHIND_NUMBERS)})" + _LAG, re.IGNORECASE)
_WORK_DAYS = {
    **TIME_UNITS["days"], "t": 1.0, "m": 1 / 480, "min": 1 / 480, "mins": 1 / 480,
}  # fmt: skip
DECIMAL_COMMA = rf"([+-]\s*\d+),(\d+\s*(?:(?:{'|'.join(sorted(_WORK_DAYS.keys() - {'?'}))})\b|%))"
"""A comma that is part of a lag ("2EA+1,5 Tage"), not between two links; `\\1.\\2` writes it with a point."""
_COMMA = re.compile(DECIMAL_COMMA, re.IGNORECASE)
_ISO_LAG = re.compile(r"(?P<ref>[^=]+?)-(?P<rel>FS|SS|FF|SF)[=~>#]+(?P<sign>-?)P(?P<days>-?\d+)D")
NOTHING = frozenset({"-", "–", "none", "n/a", "na", "0", "start", "nil", "false", "no"})


@dataclass(frozen=True, slots=True)
class Link:
    """One reference of a list: lag in working days, or as a share of the predecessor's duration."""

    reference: str
    relation: str = "FS"
    lag_days: float = 0.0
    lag_share: float | None = None


def read_links(text: str, known: frozenset[str] = frozenset()) -> tuple[list[Link], list[str]]:
    """The links of a cell and the parts that could not be read.

    `known` are the ids of the table in comparable form: an item that is an id is never split into id and relation.
    """
    links, failed = [], []
    if text.strip().casefold() in NOTHING:
        return [], []
    for part in _SPLIT.split(_COMMA.sub(r"\1.\2", ascii_digits(text))):
        item = part.strip()
        if not item:
            continue
        link = Link(item) if identity(item) in known else _read_item(item)
        if link is None:
            failed.append(item)
        else:
            links.append(link)
    return links, failed


def _read_item(item: str) -> Link | None:
    written = _ISO_LAG.fullmatch(item)  # "1-FS=P2D"
    if written is not None:
        days = float(written["sign"] + written["days"])
        return Link(written["ref"].strip(), written["rel"], days)
    found = _NUMBERED.fullmatch(item) or _ITEM.fullmatch(item)
    if found is None:
        return None
    relation, lag, unit = found["rel"], found["lag"], (found["unit"] or "d").casefold().rstrip(".")
    if lag is None:
        return _without_lag(item, found["ref"], relation)
    if relation is None and not re.search(r"\d\s*(%|[a-z])", lag, re.IGNORECASE):
        # "LDM-503-12" ends in digits that are part of the id; a lag without relation names its unit.
        return Link(item)
    if relation is None and unit not in _WORK_DAYS and unit != "%":
        return Link(item)
    if unit != "%" and unit not in _WORK_DAYS:
        return None
    amount = float(re.sub(r"[^\d.,+-]", "", lag).replace(",", "."))
    kind = _ALL[relation.upper()] if relation else "FS"
    if unit == "%":
        return Link(found["ref"], kind, 0.0, amount / 100)
    return Link(found["ref"], kind, round(amount * _WORK_DAYS[unit], 4))


def _without_lag(item: str, reference: str, relation: str | None) -> Link | None:
    if relation is None:
        return Link(item)
    # Letters run into the relation ("CLASS") are a word, not "CLA" starting together.
    if reference[-1].isalpha() and not re.search(r"\s[(\[:]?\s*\w\w\s*[)\]]?$", item):
        return Link(item)
    return Link(reference.rstrip(" ([:"), _ALL[relation.upper()])
