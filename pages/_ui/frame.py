"""What every page stands in: entered by the first line of each page, `scope = frame.enter()`.

It stands apart because of a trap. Beside a folder named `pages`, Streamlit runs a page's file *without* `app.py` on
the first visit to a fresh server process, and in every page switch of its test harness: no menu, no filters. So
`app.main()` marks the time in which it runs a page, and a page that finds no mark runs `app.main()` itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from pmo_data.domain.scope import Scope

_current: ContextVar[Scope] = ContextVar("scope of the page that is being run")


@contextmanager
def around(scope: Scope) -> Iterator[None]:
    """Mark that a page is run inside the frame, with this scope. Only `app.main()` calls it."""
    token = _current.set(scope)
    try:
        yield
    finally:
        _current.reset(token)


def enter() -> Scope:
    """The scope the filters chose; a page that was started without its frame is started again inside it."""
    scope = _current.get(None)
    if scope is None:
        import app  # upwards on purpose: see the module's docstring

        app.main()
        st.stop()
    return scope


def current() -> Scope:
    """The scope of the page that is being run; that of everything where a part is run alone."""
    return _current.get(None) or Scope()


def open_project(project: str) -> None:
    """Go to one project's page; its key is in the address."""
    st.switch_page("pages/project.py", query_params={"project": project})
