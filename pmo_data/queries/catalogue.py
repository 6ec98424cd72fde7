"""The public names of the queries, for `pmo query NAME` and `--list`, and for whoever looks for one.

Every module beside this one is a room of queries; a new room is found by being there.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING

from pmo_data import queries
from pmo_data.domain.errors import QueryError
from pmo_data.queries.base import Query

if TYPE_CHECKING:
    import pandas as pd

_FIRST = ("overview", "registers", "alignment", "progress", "risk", "people", "project", "data")
_NO_ROOMS = {"base", "catalogue"}


def _rooms() -> Iterator[ModuleType]:
    """The modules of queries, the most asked first."""
    names = {m.name for m in pkgutil.iter_modules(queries.__path__)} - _NO_ROOMS
    for name in sorted(names, key=lambda n: (_FIRST.index(n) if n in _FIRST else len(_FIRST), n)):
        yield importlib.import_module(f"{queries.__name__}.{name}")


def _asked(room: ModuleType) -> list[type[Query]]:
    """The query classes a module declares: those that name an SQL file, each in its own module only."""
    return [
        c for c in vars(room).values()
        if isinstance(c, type) and issubclass(c, Query) and "sql" in vars(c) and c.__module__ == room.__name__
    ]  # fmt: skip


def _public(cls: type[Query]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


QUERIES: dict[str, type[Query]] = {_public(c): c for room in _rooms() for c in _asked(room)}
"""Public name -> class: `portfolio_summary` -> PortfolioSummary."""


def query_class(name: str) -> type[Query]:
    """The class of a public name. Raises QueryError with the names there are."""
    found = QUERIES.get(name.replace("-", "_").lower())
    if found is None:
        raise QueryError(f"There is no query '{name}'. Known are: {', '.join(sorted(QUERIES))}.")
    return found


def noted(frame: pd.DataFrame, query: Query) -> pd.DataFrame:
    """The same frame, remembering which query it answers and as of when, so that its cells can be explained.

    The note goes along when rows or columns are chosen. It is of plain words because frames are serialised.
    """
    frame.attrs["query"] = _public(type(query))
    frame.attrs["as_of"] = getattr(query, "as_of", None)
    return frame


def query_of(frame: pd.DataFrame) -> type[Query] | None:
    """The class of the query a frame answers, where that was noted."""
    return QUERIES.get(str(frame.attrs.get("query")))


def as_of_of(frame: pd.DataFrame) -> int | None:
    """The moment a frame is of, where that was noted."""
    said = frame.attrs.get("as_of")
    return said if isinstance(said, int) else None


def listing() -> dict[str, str]:
    """Public name -> what it answers, in a line."""
    return {name: cls.describe() for name, cls in QUERIES.items()}
