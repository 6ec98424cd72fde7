"""`pmo pack`: the view of a page as a deck, workbook, PDF, web page or calendar, from the same numbers."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from pmo_data.commands.output import DONE, Commands, command, say, say_json, store_path
from pmo_data.domain.errors import PmoError
from pmo_data.domain.scope import Scope
from pmo_data.export.pack.forms import FORMS, Order, pack_bytes
from pmo_data.ingest.who import whoami
from pmo_data.queries.overview import FilterChoices
from pmo_data.store.database import Store
from pmo_data.store.snapshots import moment_before, moment_named, snapshots
from pmo_data.studies.review import frozen_moment, held_review
from pmo_data.studies.views import named_view

_FILTERS = {
    "portfolios": "--portfolio",
    "programmes": "--programme",
    "departments": "--department",
    "objectives": "--objective",
    "ratings": "--rating",
}


def register(commands: Commands) -> None:
    made = command(commands, "pack", "Take a view away as PowerPoint, Excel, PDF, web page or calendar.", _pack)
    made.add_argument("--format", choices=list(FORMS), default=None, help="the form; by the ending of --out otherwise")
    made.add_argument("--out", type=Path, default=None, help="file to write; pack.<format> by default")
    made.add_argument("--project", default=None, help="only one project, by key, code or name")
    made.add_argument("--view", default=None, help="a kept view, by name or code, in place of filters and snapshot")
    made.add_argument("--review", default=None, metavar="CODE", help="a review: its agenda and what is pinned to it")
    made.add_argument("--template", type=Path, default=None, help="a .pptx or .potx whose look the deck takes")
    scope_options(made)


def _wanted(store: Store, options: argparse.Namespace) -> tuple[Scope, str | None]:
    """The scope, and the one project, that the view or the other options say."""
    if options.review is not None and (options.view or options.project or options.as_of):
        raise PmoError("A review has its own snapshot: leave out --view, --project and --as-of.")
    if options.view is None:
        scope = scope_said(store, options)
        if options.review is not None:
            scope = replace(scope, as_of=frozen_moment(store, held_review(store, options.review)))
        return scope, options.project
    if options.project or options.as_of or options.compare_with or any(getattr(options, name) for name in _FILTERS):
        raise PmoError("A view is all of its filters: leave the others out, or leave out --view.")
    return named_view(store, options.view, who=whoami())


def scope_options(made: Any) -> None:
    """The options that say which part of the portfolio, as of when, compared with when."""
    made.add_argument("--as-of", default=None, metavar="S", help="a snapshot's number or a date; the latest by default")
    made.add_argument("--compare-with", default=None, metavar="S", help="the snapshot or date to compare with")
    for name, option in _FILTERS.items():
        help_text = f"only this {option.removeprefix('--')}, by key or name; may be given again"
        made.add_argument(option, dest=name, action="append", default=[], metavar="NAME", help=help_text)


def _pack(options: argparse.Namespace) -> int:
    form = _form(options)
    path = options.out or Path(f"pack.{form}")
    with Store.open(store_path(options), read_only=True) as store:
        scope, project = _wanted(store, options)
        order = Order(scope, whoami(), project, _template(options.template, form), review=options.review)
        data = pack_bytes(form, store.fetch, snapshots(store), order)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise PmoError(f"{path} could not be written: {error.strerror or error}. Choose another place.") from error
    if options.json:
        say_json({"path": str(path), "format": form, "bytes": len(data)})
    else:
        say(f"Wrote {path}.")
    return DONE


def _form(options: argparse.Namespace) -> str:
    ending = "" if options.out is None else options.out.suffix.lower().removeprefix(".")
    found = options.format or ending
    if found not in FORMS:
        raise PmoError(f"Say which form with --format or by the ending of --out: {', '.join(FORMS)}.")
    return str(found)


def scope_said(store: Store, options: argparse.Namespace, *, compared: bool = False) -> Scope:
    """The scope the options say; `compared` compares with the status date before where nothing else is said."""
    as_of = moment_named(store, options.as_of)
    before = None if options.compare_with is None else moment_named(store, options.compare_with)
    if compared and before is None:
        before = moment_before(snapshots(store), as_of)
    chosen = {name: values_meant(store, as_of, name, getattr(options, name)) for name in _FILTERS}
    return Scope(as_of, before, **chosen)


def values_meant(store: Store, as_of: int, name: str, said: list[str]) -> tuple[str, ...]:
    """The values meant by keys or names. Raises PmoError naming what there is."""
    if not said:
        return ()
    rows = store.fetch(FilterChoices(as_of=as_of))
    rows = rows[rows["filter"] == name]
    values = {str(v).casefold(): str(v) for v in rows["value"]}
    labels = {str(label).casefold(): str(v) for v, label in zip(rows["value"], rows["label"], strict=True)}
    known = labels | values
    missing = [text for text in said if text.casefold() not in known]
    if missing:
        there = ", ".join(str(label) for label in rows["label"]) or "none"
        raise PmoError(f"'{missing[0]}' is none of the {name} in view. There are: {there}.")
    return tuple(dict.fromkeys(known[text.casefold()] for text in said))


def _template(path: Path | None, form: str) -> bytes | None:
    if path is None:
        return None
    if form != "pptx":
        raise PmoError("A template is for the PowerPoint form. Leave --template out, or take --format pptx.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise PmoError(f"The template {path} could not be read: {error.strerror or error}.") from error
