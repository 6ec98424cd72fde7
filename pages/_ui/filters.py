"""The filters in the sidebar, from which every page's scope comes."""

from __future__ import annotations

from pmo_data.domain.scope import Scope


def choose(stem: str) -> Scope:  # noqa: ARG001 - a page may show fewer filters than another
    """Draw the filters for one page (its file stem) and return the scope they choose."""
    return Scope()
