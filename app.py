"""The app's entry: page configuration, navigation, the scope, and the page inside the frame.

Everything that is the same on every page happens here, once per run. A new page is one entry in `PAGES` and one file
`pages/<stem>.py` whose first line of work is `scope = frame.enter()`; the stem is its address.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from pages._ui import filters, frame

FOLDER = Path(__file__).resolve().parent / "pages"


class Entry(NamedTuple):
    """One page in the menu; `help` says in a sentence what it answers."""

    section: str
    stem: str
    title: str
    icon: str
    help: str


PAGES = (
    Entry("Portfolio", "overview", "Overview", "dashboard", "How the portfolio stands and what needs attention."),
    Entry("Portfolio", "month", "This month", "article", "What moved, what drove it and what is at stake, in prose."),
    Entry("Portfolio", "alignment", "Alignment", "target", "Which objectives the money and the projects serve."),
    Entry("Portfolio", "progress", "Progress", "timeline", "Planned against actual: time, milestones and cost."),
    Entry("Portfolio", "risk", "Risk", "warning", "Risks by probability and impact, and how they move."),
    Entry("Portfolio", "money", "Money", "payments", "What is planned, spent and expected, and what moved the total."),
    Entry("Portfolio", "benefits", "Benefits", "savings", "What was promised and came, and what lands late."),
    Entry("Portfolio", "roadmap", "Time", "event", "Milestones, who waits for whom, and what a slip would reach."),
    Entry("Portfolio", "balance", "Balance", "balance", "Where the money goes against its targets."),
    Entry("Oversight", "decisions", "Decisions", "gavel", "What needs a decision, and who is over a limit."),
    Entry("Oversight", "processes", "Processes", "rule", "What project management keeps, and how good forecasts are."),
    Entry("Oversight", "review", "Review", "groups", "A meeting about one frozen snapshot, and its minutes."),
    Entry("Oversight", "explore", "Explore", "search", "Ask what no page answers, by choosing or in SQL."),
    Entry("Projects", "project", "Project", "assignment", "One project: status, schedule, risks and history."),
    Entry("Projects", "people", "People", "group", "Who works on what, who is overloaded, what nobody does."),
    Entry("Data", "data", "Data", "database", "Bring in files, see what came in when, and undo it."),
    Entry("Data", "settings", "Settings", "tune", "Thresholds and rules that numbers depend on, dated."),
    Entry("About", "proof", "Proof", "verified", "Our numbers beside published answers, with their sources."),
)


def main() -> None:
    """Draw the frame and run the chosen page inside it."""
    st.set_page_config(page_title="Portfolio room", page_icon=str(FOLDER / "_ui" / "mark.svg"), layout="wide")
    page = st.navigation(_menu(), expanded=True)
    with frame.around(filters.choose(page.url_path or PAGES[0].stem)):
        page.run()


def _menu() -> dict[str, list[st.Page]]:
    menu, first = {entry.section: list[st.Page]() for entry in PAGES}, PAGES[0]
    # Streamlit serves the default page at the root only; its own address has to work as a link, too.
    menu[first.section].append(_page(first, default=True, url_path="home"))
    for entry in PAGES:
        menu[entry.section].append(_page(entry, hidden=entry is first, url_path=entry.stem))
    return menu


def _page(entry: Entry, *, url_path: str, default: bool = False, hidden: bool = False) -> st.Page:
    return st.Page(
        FOLDER / f"{entry.stem}.py", title=entry.title, icon=f":material/{entry.icon}:", url_path=url_path,
        default=default, visibility="hidden" if hidden else "visible", help=entry.help,
    )  # fmt: skip


if __name__ == "__main__":
    main()
