"""The forms a pack can be taken away in: one function from a question-answerer and a scope to a file's bytes.

The console script and the pages call this and nothing else, so that both hand out the same file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pmo_data.charts import theme
from pmo_data.domain.errors import PmoError
from pmo_data.domain.scope import Scope
from pmo_data.queries.settings import Settings, palette
from pmo_data.studies.asking import Ask

if TYPE_CHECKING:
    from pmo_data.export.pack.content import Pack, Stamp
    from pmo_data.store.snapshots import Snapshot


@dataclass(frozen=True)
class Form:
    """One form: ending of the file, what it is in words, and its media type."""

    ending: str
    label: str
    mime: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: dict[str, Form] = {
    "pptx": Form("pptx", "PowerPoint, with editable charts", f"{_OFFICE}.presentationml.presentation"),
    "xlsx": Form("xlsx", "Excel, with live formulas", f"{_OFFICE}.spreadsheetml.sheet"),
    "pdf": Form("pdf", "PDF, one page per portfolio", "application/pdf"),
    "html": Form("html", "Web page, in one file", "text/html"),
    "ics": Form("ics", "Calendar of milestones and actions", "text/calendar"),
}


@dataclass(frozen=True)
class Order:
    """What is to be taken away: the view, by whom, for one project or all, and the house template if there is one.

    With `review` (its code) it is the review: its agenda and what is pinned to it, over the figures of the scope.
    """

    scope: Scope
    who: str
    project: str | None = None
    template: bytes | None = None
    at: datetime | None = None
    review: str | None = None


def pack_bytes(form: str, ask: Ask, known_snapshots: Sequence[Snapshot], order: Order) -> bytes:
    """The file in one of FORMS. Raises PmoError for a form that is not there, and where nothing was imported yet."""
    if form not in FORMS:
        raise PmoError(f"There is no form '{form}'. There are: {', '.join(FORMS)}.")
    # Asking and writing are loaded when a file is made: both bring libraries, and most visits take nothing away.
    from pmo_data.export.pack import gather

    at = order.at or datetime.now(UTC)
    # A page has its file made in another thread, which knows nothing of the palette that the page was drawn with.
    theme.use(palette(ask(Settings())))
    stamped = gather.stamp(ask, order.scope, known_snapshots, order.who, at)
    if form == "ics":
        return _calendar(ask, stamped, order)
    if form == "pdf":
        from pmo_data.export.pack.pdf import write_pdf

        if order.project is not None or order.review is not None:
            return write_pdf([_content(ask, stamped, order)])
        return write_pdf(gather.portfolio_pages(ask, order.scope, stamped))
    return _document(form, ask, stamped, order)


def _calendar(ask: Ask, stamped: Stamp, order: Order) -> bytes:
    from pmo_data.export.pack import gather
    from pmo_data.export.pack.ics import events, write_ics

    key = None if order.project is None else gather.project_key(ask, order.scope, order.project)
    return write_ics(events(ask, order.scope, key), f"Portfolio: {stamped.filters}", stamped.made_at)


def _content(ask: Ask, stamped: Stamp, order: Order) -> Pack:
    from pmo_data.export.pack import gather, meeting

    if order.review is not None:
        return meeting.review_pack(ask, order.scope, stamped, order.review)
    if order.project is not None:
        return gather.project_page(ask, order.scope, stamped, order.project)
    return gather.gather(ask, order.scope, stamped)


def _document(form: str, ask: Ask, stamped: Stamp, order: Order) -> bytes:
    pack = _content(ask, stamped, order)
    if form == "pptx":
        from pmo_data.export.pack.pptx import write_pptx

        return write_pptx(pack, order.template)
    if form == "xlsx":
        from pmo_data.export.pack.xlsx import write_xlsx

        return write_xlsx(pack)
    from pmo_data.export.pack.html import write_html

    return write_html(pack)
