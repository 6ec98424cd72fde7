"""Commands of the meeting: reviews of a frozen snapshot with agenda and minutes, and the views people keep."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from pmo_data.commands.frames import frame_rows, say_frame
from pmo_data.commands.output import DONE, Commands, command, say, say_json, store_path
from pmo_data.commands.pack import scope_options, scope_said
from pmo_data.domain.errors import PmoError, QueryError
from pmo_data.ingest.who import whoami
from pmo_data.queries.reviews import ReviewItems, Reviews, SavedViews
from pmo_data.store.database import Store
from pmo_data.studies.review import add_item, agree, close_review, held_review, note, start_review
from pmo_data.studies.views import FILTERS, keep_view, kept_view, remove_view

REVIEWS = ("review", "name", "state", "status_date", "held_on", "chair")
ITEMS = ("item", "name", "project", "note", "outcome", "agreed")
VIEWS = ("view", "name", "page", "address", "is_shared")


def register(commands: Commands) -> None:
    made = command(commands, "review", "Hold a review: freeze, agenda, notes, decisions, actions, minutes.", _review)
    made.add_argument("step", choices=tuple(_STEPS), help="what to do")
    made.add_argument("review", nargs="?", help="the review's code; for `start` its name")
    made.add_argument("--item", default=None, metavar="CODE", help="note, act: the item of the agenda")
    made.add_argument("--text", default="", help="add: the item; note: what was said; act: what is to be done")
    made.add_argument("--outcome", default="", metavar="TEXT", help="note: what was decided")
    made.add_argument("--owner", default="", help="act: who does it")
    made.add_argument("--due", type=date.fromisoformat, default=None, metavar="DATE", help="act: by when")
    made.add_argument("--held-on", type=date.fromisoformat, default=None, metavar="DATE", help="start: the day")
    made.add_argument("--attendees", default="", metavar="NAMES", help="start: who is present")
    scope_options(made)

    made = command(commands, "view", "Keep, list and remove named views.", _view)
    made.add_argument("step", choices=("list", "keep", "remove"), help="what to do")
    made.add_argument("name", nargs="?", help="the view's name, or its code for `remove`")
    made.add_argument("--page", default="overview", help="keep: the page it opens")
    made.add_argument("--shared", action="store_true", help="keep: for everybody")
    scope_options(made)


def _review(options: argparse.Namespace) -> int:
    if options.step != "list" and not options.review:
        raise QueryError(f"Say which review: `pmo review {options.step} REVIEW`.")
    with Store.open(store_path(options)) as store:
        _STEPS[options.step](store, options)
    return DONE


def _list(store: Store, options: argparse.Namespace) -> None:
    rows = store.fetch(Reviews())
    if options.json:
        say_json({"reviews": frame_rows(rows)})
    else:
        say_frame(rows, REVIEWS, "No review was held yet. `pmo review start NAME` freezes the latest snapshot.")


def _start(store: Store, options: argparse.Namespace) -> None:
    day, scope = options.held_on or date.today(), scope_said(store, options, compared=True)
    options.review = start_review(
        store, options.review, who=whoami(), held_on=day, attendees=options.attendees, scope=scope
    )
    _show(store, options)


def _show(store: Store, options: argparse.Namespace) -> None:
    held, items = held_review(store, options.review), store.fetch(ReviewItems(review=options.review))
    if options.json:
        say_json({**frame_rows(held.to_frame().T)[0], "items": frame_rows(items)})
    else:
        say(f"{held['name']} ({options.review}), {held['state']}, as of {held['status_date']:%Y-%m-%d}.", "")
        say_frame(items, ITEMS, "Nothing is on the agenda.")


def _add(store: Store, options: argparse.Namespace) -> None:
    add_item(store, options.review, options.text, who=whoami())
    _show(store, options)


def _note(store: Store, options: argparse.Namespace) -> None:
    note(store, options.review, str(options.item), who=whoami(), text=options.text, outcome=options.outcome)
    _show(store, options)


def _act(store: Store, options: argparse.Namespace) -> None:
    agree(store, options.review, str(options.item), options.text, who=whoami(), owner=options.owner, due=options.due)
    _show(store, options)


def _close(store: Store, options: argparse.Namespace) -> None:
    close_review(store, options.review, who=whoami())
    _minutes(store, options)


def _minutes(store: Store, options: argparse.Namespace) -> None:
    held = held_review(store, options.review)
    if held["state"] != "closed":
        raise PmoError(f"The review {held['name']} is still open: `pmo review close {options.review}` writes minutes.")
    if options.json:
        say_json({"review": options.review, "minutes": held["minutes"]})
    else:
        say(str(held["minutes"]))


_STEPS: dict[str, Callable[[Store, argparse.Namespace], None]] = {
    "list": _list, "start": _start, "show": _show, "add": _add, "note": _note, "act": _act, "close": _close,
    "minutes": _minutes,
}  # fmt: skip


def _view(options: argparse.Namespace) -> int:
    with Store.open(store_path(options)) as store:
        if options.step == "keep":
            address = _address(store, options)
            keep_view(store, options.name or "", options.page, address, who=whoami(), shared=options.shared)
        if options.step == "remove":
            row = kept_view(store, str(options.name), who=whoami())
            remove_view(store, str(row["view"]), str(row["name"]), who=whoami())
        rows = store.fetch(SavedViews(who=whoami()))
    if options.json:
        say_json({"views": frame_rows(rows)})
    else:
        say_frame(rows, VIEWS, "No view is kept yet. `pmo view keep NAME --page PAGE` keeps one.")
    return DONE


def _address(store: Store, options: argparse.Namespace) -> str:
    """The view as a page's address says it: filters by value, and the snapshot only where one is named."""
    scope = scope_said(store, options)
    said = {name: getattr(scope, name) for name in FILTERS} | ({"as_of": options.as_of} if options.as_of else {})
    return urlencode(said, doseq=True)
