"""What a query is: the path of its SQL file, its parameters as fields, and the columns it promises.

One frozen dataclass per file below `sql/queries`; a contract test compares both, so that neither can drift.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pmo_data.domain.moments import FOREVER
from pmo_data.domain.scope import Scope


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question to the store. Subclasses set `sql` (path below sql/queries, without ending) and `columns`."""

    sql: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]

    def parameters(self) -> dict[str, Any]:
        """The fields by name; tuples as lists, an empty one as NULL (no filter)."""
        values = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return {k: (list(v) or None) if isinstance(v, tuple) else v for k, v in values.items()}

    @classmethod
    def describe(cls) -> str:
        """The first line of the docstring, for `pmo query --list`."""
        return (cls.__doc__ or "").strip().splitlines()[0]


@dataclass(frozen=True, kw_only=True)
class ScopedQuery(Query):
    """A question about the projects in scope, as of a moment."""

    as_of: int = FOREVER
    portfolios: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()

    @classmethod
    def of(cls, scope: Scope, **more: Any) -> Self:
        """The question for a scope; `compare_with` is taken where the query has it."""
        names = {f.name for f in dataclasses.fields(cls)}
        known = {f.name: getattr(scope, f.name) for f in dataclasses.fields(scope) if f.name in names}
        return cls(**{**known, **more})


@dataclass(frozen=True, kw_only=True)
class ComparedQuery(ScopedQuery):
    """A question about two moments; without a second one, the comparison columns are NULL."""

    compare_with: int | None = None
