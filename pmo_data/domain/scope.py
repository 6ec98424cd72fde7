"""The scope: which part of the portfolio is looked at, as of when, and compared with when.

One object from the filters of a page, the options of the console script or a saved view; it becomes the parameters
of every query, so that a page, the script and an export cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from pmo_data.domain.moments import FOREVER


@dataclass(frozen=True)
class Scope:
    """Filters are tuples of values; an empty tuple means all. `compare_with` None means nothing to compare with."""

    as_of: int = FOREVER
    compare_with: int | None = None
    portfolios: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()

    def parameters(self) -> dict[str, object]:
        """As SQL parameters: lists, with NULL for "all"."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {k: (list(v) or None) if isinstance(v, tuple) else v for k, v in values.items()}

    def sentence(self, names: Mapping[str, str] | None = None) -> str:
        """The filters in words, for footers and exports; 'whole portfolio' where there are none."""
        words = names or {}
        parts = [
            f"{f.name}: {', '.join(words.get(v, v) for v in getattr(self, f.name))}"
            for f in fields(self)
            if isinstance(getattr(self, f.name), tuple) and getattr(self, f.name)
        ]
        return "; ".join(parts) or "whole portfolio"
