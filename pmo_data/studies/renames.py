"""Which projects that left may be projects that joined, under another name; asked, never decided.

Between editions of a published portfolio names gain acronyms, "Programme" or a new spelling. What people answer is
kept as settings named `renamed:<key before>`, dated and undone like any other, and every comparison follows them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from pmo_data.store.database import Store
from pmo_data.store.delivery import Committed
from pmo_data.studies.writing import write_all

if TYPE_CHECKING:
    import pandas as pd

ALIKE = 88.0
"""Similarity from which two names are worth a question; below it, pairs share little more than "transformation"."""
MOST = 60
_ASIDE = re.compile(r"\([^)]*\)")
_EMPTY = frozenset({"the", "of", "and", "a", "for", "programme", "program", "project", "portfolio", "scheme"})


@dataclass(frozen=True)
class Rename:
    """A pair that may be one project: keys and names before and now, and how alike the names are, 0-100."""

    before: str
    name_before: str
    now: str
    name_now: str
    likeness: float


def candidates(movement: pd.DataFrame) -> list[Rename]:
    """Pairs of one project that left and one that joined with names alike, most alike first.

    `movement` has the columns of `Movement`. A name that fits several is listed with each: which one is asked.
    """
    left, new = (movement[movement["movement"] == kind] for kind in ("left", "new"))
    if left.empty or new.empty:
        return []
    worn = ([plain(str(n)) for n in frame["name"]] for frame in (left, new))
    scores = process.cdist(*worn, scorer=_alike, score_cutoff=ALIKE)
    found = [
        Rename(str(b["project"]), str(b["name"]), str(a["project"]), str(a["name"]), float(scores[i, j]))
        for i, b in enumerate(left.to_dict("records"))
        for j, a in enumerate(new.to_dict("records"))
        if scores[i, j] >= ALIKE
    ]
    return sorted(found, key=lambda r: (-r.likeness, r.name_before, r.name_now))[:MOST]


def plain(name: str) -> str:
    """A name without what editions add or drop: remarks in brackets, signs, filler words."""
    words = re.findall(r"[a-z0-9]+", _ASIDE.sub(" ", name.lower().replace("&", " and ")))
    return " ".join(word for word in words if word not in _EMPTY)


def _alike(one: str, other: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """By letters in order of words, or without blanks: 'NHSmail2' is 'NHSmail 2'. Short names have to be the same."""
    if min(len(one), len(other)) < 6:
        return 100.0 if one.replace(" ", "") == other.replace(" ", "") and one else 0.0
    found = max(fuzz.token_sort_ratio(one, other), fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")))
    return float(found) if found >= (score_cutoff or 0) else 0.0


def remember(store: Store, same: Mapping[str, str], *, who: str) -> Committed:
    """Keep that projects (key before -> key now) are the same: one snapshot, undone as one."""
    lines = [("setting", {"name": f"renamed:{was}", "value": now}) for was, now in same.items()]
    return write_all(store, lines, who=who, label="Projects said to be the same under another name")
