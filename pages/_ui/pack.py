"""Take away: a page's view as deck, workbook, PDF, web page or calendar, made when a button is pressed, not before."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages._ui import room
from pmo_data.domain.scope import Scope
from pmo_data.export.pack.forms import FORMS, Order, pack_bytes
from pmo_data.ingest.who import whoami

_ICONS = {"pptx": "co_present", "xlsx": "table_view", "pdf": "picture_as_pdf", "html": "language", "ics": "event"}


def take_away(scope: Scope, project: str | None = None, review: str | None = None) -> None:
    """A popover with a download for each form, of exactly this scope; `project` (a key) narrows it to one.

    `review` (a code) puts its agenda and what is pinned to it in place of the portfolio's charts.
    """
    with st.popover("Take away", icon=":material/download:", help="This view as a file to pass on"):
        for form, described in FORMS.items():
            st.download_button(
                _label(form, described.label, project),
                _made(form, Order(scope, whoami(), project, review=review)),
                file_name=f"portfolio-{project}.{described.ending}" if project else f"portfolio.{described.ending}",
                mime=described.mime,
                icon=f":material/{_ICONS[form]}:",
                key=f"take_away_{form}",
                on_click="ignore",
                width="stretch",
            )


def _label(form: str, said: str, project: str | None) -> str:
    return "PDF, one page" if form == "pdf" and project is not None else said


def _made(form: str, order: Order) -> Callable[[], bytes]:
    """The file, later: by then no page is being run, so store and snapshots are taken along now."""
    store, known = room.store(), room.all_snapshots()
    return lambda: pack_bytes(form, store.fetch, known, order)
