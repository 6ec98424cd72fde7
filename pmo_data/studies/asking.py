"""The one thing every study needs from outside: a way to get a query's frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from pmo_data.queries.base import Query

if TYPE_CHECKING:
    import pandas as pd

Ask: TypeAlias = "Callable[[Query], pd.DataFrame]"
"""`Store.fetch`, or a page's cache before it. Frames may be shared: a study never changes one it was given."""
