"""The server's time for each page: queries, charts and elements, without the network or the browser.

Run with `python benchmarks/page_render.py [STORE]` on the demo or on a store that `benchmarks/portfolio.py` made.
Prints a first visit with cold caches, a second one with warm caches, and the second as a ratio against an empty page
inside the same frame in the same run; no page is to take over a second.
"""

from __future__ import annotations

import argparse
import logging
import os
import tempfile
from pathlib import Path
from time import perf_counter

from streamlit.testing.v1 import AppTest

LIMIT_SECONDS = 1.0


def visited(stem: str) -> tuple[float, float]:
    """Seconds of a first and of a second run of one page."""
    from pmo_data.domain.places import app_script

    test = AppTest.from_file(app_script(), default_timeout=120).switch_page(f"pages/{stem}.py")
    taken = []
    for _ in range(2):
        start = perf_counter()
        test.run()
        taken.append(perf_counter() - start)
        if test.exception:
            raise SystemExit(f"{stem}: {test.exception[0].message}")
    return taken[0], taken[1]


def frame_alone() -> float:
    """Seconds of a warm run of the frame and its filters around nothing."""

    def script() -> None:
        import streamlit as st

        from pages._ui import filters, frame

        with frame.around(filters.choose("overview")):
            st.title("Nothing")

    test = AppTest.from_function(script, default_timeout=120).run()
    start = perf_counter()
    test.run()
    return perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path, nargs="?")
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # the test harness has no server to talk to, and says so each time
    with tempfile.TemporaryDirectory() as home:
        os.environ["PMO_HOME"] = home
        if options.store:
            os.environ["PMO_DB"] = str(options.store.absolute())
        import app
        from pages._ui import room

        room.store()
        empty = frame_alone()
        print(f"{'the frame alone':16} {empty:17.2f} s warm   1.0")
        for entry in app.PAGES:
            first, second = visited(entry.stem)
            over = "over" if first > LIMIT_SECONDS else ""
            print(f"{entry.stem:16} {first:6.2f} s first {second:6.2f} s warm {second / empty:5.1f} {over}")


if __name__ == "__main__":
    main()
