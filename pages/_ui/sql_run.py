"""Running a statement from a page without holding the page up: it can be watched, cancelled, and is asked once.

Answers are kept once per server and not in sessions; a session knows only which statement it ran.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import Any

import streamlit as st

from pages._ui import room
from pages._ui.text import md
from pmo_data.domain.errors import PmoError
from pmo_data.domain.words import count
from pmo_data.ingest.who import whoami
from pmo_data.store.database import Store
from pmo_data.store.sandbox.answer import Answer
from pmo_data.store.sandbox.ask import ask_sql
from pmo_data.store.sandbox.pool import common_pool

AT_ONCE = 1.5
"""Seconds a page waits before it shows that a statement is running."""
_EVERY = 0.4


class Job:
    """One statement being answered in a thread of its own; the sandbox's queue holds it where others run."""

    def __init__(self, store: Store, sql: str, as_of: int, seconds: float) -> None:
        self._stop = threading.Event()
        self.started = time.monotonic()
        self.future: Future[Answer] = _threads().submit(
            ask_sql, store, sql, as_of=as_of, seconds=seconds, who=whoami(), cancel=self._stop.is_set
        )

    def cancel(self) -> None:
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Whether it ended within so many seconds, however it ended."""
        try:
            self.future.exception(timeout=seconds)
        except NotYet:
            return False
        return True


@st.cache_resource(show_spinner=False, max_entries=1)
def _threads() -> ThreadPoolExecutor:
    common_pool().warm()
    return ThreadPoolExecutor(8, "statement")


@st.cache_resource(show_spinner=False, max_entries=24)
def _job(sql: str, as_of: int, seconds: float, nonce: int, state: str) -> Job:  # noqa: ARG001 - keys of the cache
    return Job(room.store(), sql, as_of, seconds)


def warm() -> None:
    """Start the workers, so that the first statement need not wait for them."""
    _threads()


def answer(sql: str, as_of: int, *, seconds: float, nonce: int = 0) -> Answer | None:
    """The answer; None while it runs or where there is none, which is then said on the page.

    The same question to the same state is answered from memory; another `nonce` asks it again.
    """
    job = _job(sql, as_of, seconds, nonce, room.state())
    if not job.wait(AT_ONCE):
        _watch(job)
        return None
    try:
        return job.future.result()
    except PmoError as error:
        st.error(md(error), icon=":material/block:")
        return None


def _watch(job: Job) -> None:
    """Show that it runs, with the way to stop it; the page is run again when it has ended."""

    @st.fragment(run_every=_EVERY)
    def _running() -> None:
        if job.future.done():
            st.rerun()
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.info(f"Running for {time.monotonic() - job.started:.0f} seconds …", icon=":material/hourglass_top:")
        if right.button("Cancel", icon=":material/stop_circle:", key="cancel_statement"):
            job.cancel()

    _running()


def remarks(found: Answer) -> None:
    """What holds of an answer beside its rows: how long it took, what was cut, which wall the system lacks."""
    st.caption(md(f"{count(len(found.rows), 'row')} in {found.seconds:.2f} s."))
    if found.cut:
        st.warning(md(found.cut), icon=":material/content_cut:")
    if found.reduced_protection:
        said: list[Any] = [md(sentence) for sentence in found.missing]
        st.warning("**Reduced protection.** " + " ".join(said), icon=":material/shield:")
