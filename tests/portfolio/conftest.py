"""Small portfolios written as CSV text and committed, as the studies' tests do."""

from __future__ import annotations

from tests.store.conftest import empty_file
from tests.studies.conftest import portfolio

__all__ = ["empty_file", "portfolio"]
