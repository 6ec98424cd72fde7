"""The public names of the queries, for `pmo query NAME` and `--list`, and for whoever looks for one."""

from __future__ import annotations

import re

from pmo_data.domain.errors import QueryError
from pmo_data.queries import alignment, data, overview, people, plan, progress, project, registers, risk
from pmo_data.queries.base import Query

_ROOMS = (overview, registers, alignment, progress, risk, people, project, plan, data)


def _asked(room: object) -> list[type[Query]]:
    """The query classes a module declares: those that name an SQL file."""
    return [c for c in vars(room).values() if isinstance(c, type) and issubclass(c, Query) and "sql" in vars(c)]


def _public(cls: type[Query]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


QUERIES: dict[str, type[Query]] = {_public(c): c for room in _ROOMS for c in _asked(room)}
"""Public name -> class: `portfolio_summary` -> PortfolioSummary."""


def query_class(name: str) -> type[Query]:
    """The class of a public name. Raises QueryError with the names there are."""
    found = QUERIES.get(name.replace("-", "_").lower())
    if found is None:
        raise QueryError(f"There is no query '{name}'. Known are: {', '.join(sorted(QUERIES))}.")
    return found


def listing() -> dict[str, str]:
    """Public name -> what it answers, in a line."""
    return {name: cls.describe() for name, cls in QUERIES.items()}
