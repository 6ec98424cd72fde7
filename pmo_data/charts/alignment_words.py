"""What the alignment comes to, in figures and one sentence, from the frames of `queries.alignment`.

Stands beside the charts because cards, sentence and titles have to agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmo_data.domain.words import amount, count, is_unknown, listed

if TYPE_CHECKING:
    import pandas as pd

_WORDS = {
    "objective": ("objective", "objectives"),
    "category": ("category", "categories"),
    "department": ("department", "departments"),
    "programme": ("programme", "programmes"),
    "portfolio": ("portfolio", "portfolios"),
}


def singular(dimension: str) -> str:
    return _WORDS.get(dimension, (dimension, dimension))[0]


def plural(dimension: str) -> str:
    return _WORDS.get(dimension, (dimension, f"{dimension}s"))[1]


@dataclass(frozen=True)
class Figures:
    """Counts of objectives (or what stands in) and projects, money in `currency`; None where unknown."""

    dimension: str
    objectives: int
    served: int
    only_red: tuple[str, ...]
    unserved: tuple[str, ...]
    projects: int
    orphans: int
    money: float | None
    orphan_money: float | None
    currency: str | None
    widest: str | None
    widest_gap: float | None


def figures(alignment: pd.DataFrame, coverage: pd.DataFrame, orphans: pd.DataFrame) -> Figures:
    """The figures of the page. An objective with children is served where a child is, so `is_orphan` decides."""
    gaps = coverage[coverage["gap_pct"].notna()].sort_values("gap_pct", key=abs)
    widest = gaps.iloc[-1] if len(gaps) else None
    frames = [f for f in (alignment, coverage, orphans) if not f.empty]
    unserved = coverage.loc[_true(coverage["is_orphan"]), "objective_name"]
    return Figures(
        dimension=str(frames[0]["dimension"].iloc[0]) if frames else "objective",
        objectives=len(coverage),
        served=len(coverage) - len(unserved),
        only_red=tuple(coverage.loc[_true(coverage["served_only_by_red"]), "objective_name"]),
        unserved=tuple(unserved),
        projects=int(alignment["project"].nunique()),
        orphans=len(orphans),
        money=_sum(alignment["money"]),
        orphan_money=_sum(orphans["budget"]),
        currency=_first(alignment["currency"]),
        widest=None if widest is None else str(widest["objective_name"]),
        widest_gap=None if widest is None else float(widest["gap_pct"]),
    )


def _true(flags: pd.Series[bool]) -> pd.Series[bool]:
    return flags.fillna(False).astype(bool)


def _sum(values: pd.Series[float]) -> float | None:
    return float(values.sum()) if values.notna().any() else None


def _first(values: pd.Series[str]) -> str | None:
    known = values.dropna()
    return str(known.iloc[0]) if len(known) else None


def opening(found: Figures, *first: str) -> str:
    """The finding in words: what rests on red projects first, then what serves nothing, then what is not served.

    `first` are findings said before these, where they say more.
    """
    if not found.objectives:
        return "No objective is named and no grouping of the projects can stand in for one."
    one, many = singular(found.dimension), plural(found.dimension)
    red = f"{listed(list(found.only_red))} {_verb(found.only_red, 'rests', 'rest')} on red projects only. "
    parts = [f"{said}. " for said in first if said]
    parts += [red] if found.only_red and not first else []
    parts.append(_unserved(found, one, many))
    parts.append(_orphans(found, one))
    return "".join(parts).strip()


def _verb(names: tuple[str, ...], single: str, several: str) -> str:
    return single if len(names) == 1 else several


def _unserved(found: Figures, one: str, many: str) -> str:
    if found.unserved:
        return f"No open project serves {listed(list(found.unserved))}. "
    if found.objectives == 1:
        return f"The only {one} is served. "
    return f"All {count(found.objectives, one, many)} are served. "


def _orphans(found: Figures, one: str) -> str:
    if not found.orphans:
        return f"Every open project serves {_article(one)} {one}."
    money = "" if is_unknown(found.orphan_money) else f" ({amount(found.orphan_money, found.currency)})"
    return f"{count(found.orphans, 'open project')}{money} {'serves' if found.orphans == 1 else 'serve'} no {one}."


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def stands_in(dimension: str, *, chosen: bool) -> str:
    """The sentence above the page where something else than objectives is looked at, by choice or for want of them."""
    if chosen:
        return f"Held against the {singular(dimension)} of each project, not against objectives."
    return (
        f"No project says which objective it serves, so the {singular(dimension)} of a project stands in. "
        "Bring in objectives and contributions to see the real thing."
    )
