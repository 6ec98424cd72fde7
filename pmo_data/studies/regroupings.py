"""Which projects that left went on as several, and which that joined took several in; asked, never decided.

Stands apart from renames, which are one to one: a split or a merger changes what is counted, so that money and ratings
are not compared across it, only said. What people answer is kept as settings named `split_from:<part>` and
`merged_into:<part>`, dated and undone like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pmo_data.store.database import Store
from pmo_data.store.delivery import Committed
from pmo_data.studies.renames import plain
from pmo_data.studies.writing import write_all

if TYPE_CHECKING:
    import pandas as pd

MOST = 30
_TELLING = 5
"""Letters that names have to share: "IT" alone makes no family."""


@dataclass(frozen=True)
class Regrouping:
    """One project and those it was split into, or that were merged into it: keys and names."""

    kind: Literal["split", "merged"]
    project: str
    name: str
    parts: tuple[str, ...]
    names: tuple[str, ...]


def regroupings(movement: pd.DataFrame) -> list[Regrouping]:
    """Projects that left beside several that joined with their name in theirs, and the other way round.

    `movement` has the columns of `Movement`. "Roads" may have become "Roads north" and "Roads south"; so may "North and
    south roads" have become "North roads" and "South roads".
    """
    left, new = (movement[movement["movement"] == kind] for kind in ("left", "new"))
    pairs = {kind: list(zip(f["project"].astype(str), f["name"].astype(str), strict=True))
             for kind, f in (("left", left), ("new", new))}  # fmt: skip
    found = [_family("split", one, pairs["new"]) for one in pairs["left"]]
    found += [_family("merged", one, pairs["left"]) for one in pairs["new"]]
    return [family for family in found if family is not None][:MOST]


def _family(kind: Literal["split", "merged"], one: tuple[str, str], others: list[tuple[str, str]]) -> Regrouping | None:
    own = frozenset(plain(one[1]).split())
    worded = [(key, name, frozenset(plain(name).split())) for key, name in others]
    longer = [o for o in worded if own < o[2]] if _says_enough(own) else []
    shorter = [o for o in worded if o[2] < own and _says_enough(o[2])]
    if frozenset().union(*(o[2] for o in shorter)) != own:
        shorter = []
    parts = longer if len(longer) > 1 else shorter
    if len(parts) < 2:
        return None
    return Regrouping(kind, one[0], one[1], tuple(p[0] for p in parts), tuple(p[1] for p in parts))


def _says_enough(words: frozenset[str]) -> bool:
    return sum(map(len, words)) >= _TELLING


def remember(store: Store, said: Sequence[Regrouping], *, who: str) -> Committed:
    """Keep what was split and what was merged: one snapshot, undone as one."""
    prefix = {"split": "split_from", "merged": "merged_into"}
    lines = [("setting", {"name": f"{prefix[r.kind]}:{part}", "value": r.project}) for r in said for part in r.parts]
    return write_all(store, lines, who=who, label="Projects said to be split or merged")
