"""What the page of a project writes, by console: its report, comments with hand-offs, lessons; and its closing.

It stands beside `project`, whose parts only read and open the store so that others may read it, too.
"""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from pmo_data.commands.frames import frame_rows, say_frame
from pmo_data.commands.output import say, say_json
from pmo_data.domain.catalogue.choices import RATING
from pmo_data.domain.errors import QueryError
from pmo_data.domain.words import count
from pmo_data.ingest.who import whoami
from pmo_data.queries.project import ProjectLessons
from pmo_data.store.database import Store
from pmo_data.store.snapshots import moment_named
from pmo_data.studies.closing import Closing, closing
from pmo_data.studies.plan import plan
from pmo_data.studies.status import carried_forward, comment_sentence, draft, numbers
from pmo_data.studies.why import find_task
from pmo_data.studies.writing import write

COMMENT_COLUMNS = (
    "written_on",
    "author",
    "about_words",
    "text",
    "value_then",
    "value_now",
    "stale",
    "handed_to",
    "due",
)
LESSON_COLUMNS = ("raised_on", "name", "recommendation", "owner")


def arguments(made: Any) -> None:
    """The options by which something is written; without them the parts only show."""
    made.add_argument("--file", action="store_true", help="report: file it, the draft completed by the options below")
    made.add_argument("--overall", choices=tuple(RATING.values), default=None, help="report: the rating declared")
    for name in ("commentary", "next-steps", "ask"):
        made.add_argument(f"--{name}", default=None, metavar="TEXT", help=f"report: its {name.replace('-', ' ')}")
    made.add_argument("--text", default=None, help="comment or lesson: keep this one")
    made.add_argument("--about", default=None, help="comment: what it speaks of, a task or one of the numbers listed")
    made.add_argument("--to", default=None, metavar="WHO", help="comment: to whom it is handed")
    made.add_argument("--due", type=date.fromisoformat, default=None, metavar="DATE", help="comment: by when")
    made.add_argument("--recommendation", default=None, metavar="TEXT", help="lesson: what to do next time")


def report(store: Store, options: argparse.Namespace) -> None:
    """The drafted report; filed with `--file`."""
    as_of = moment_named(store, options.as_of)
    earlier = None if options.compare_with is None else moment_named(store, options.compare_with)
    made = draft(store.fetch, options.id, as_of, earlier)
    told: dict[str, Any] = {
        "project": options.id,
        "report_date": made.report_date or date.today(),
        "author": made.author or whoami(),
        "overall": options.overall,
        "commentary": made.commentary if options.commentary is None else options.commentary,
        "next_steps": made.next_steps if options.next_steps is None else options.next_steps,
        "ask": made.ask if options.ask is None else options.ask,
    }
    if options.file:
        if options.overall is None:
            raise QueryError("Declare a rating with the report, for example `--overall amber`.")
        write(store, "status_report", {**told, "submitted_on": date.today()}, who=whoami())
    if options.json:
        say_json({**told, "filed": options.file})
        return
    say(*(f"{name.replace('_', ' ').capitalize()}: {text}" for name, text in told.items() if text))
    say("", "The report was filed." if options.file else "A draft; `--file --overall RATING` files it.")


def comment(store: Store, options: argparse.Namespace) -> None:
    """The comments as they stand; with `--text` one more, bound to the number it speaks of."""
    if options.text is not None:
        found = plan(store.fetch, options.id)
        targets = numbers(found)
        about = _about(found, options.about, targets)
        row = {"project": options.id, "about": about, "text": options.text, "value_then": targets[about][1]}
        who = {"author": whoami(), "written_on": date.today(), "handed_to": options.to, "due": options.due}
        write(store, "comment", {**row, **who, "state": "open"}, who=whoami())
    rows = carried_forward(store.fetch, options.id, moment_named(store, options.as_of))
    if options.json:
        say_json({"sentence": comment_sentence(rows), "comments": frame_rows(rows)})
        return
    if len(rows):
        say_frame(rows, COMMENT_COLUMNS, "")
        say("")
    say(comment_sentence(rows))


def _about(found: Any, said: str | None, targets: dict[str, tuple[str, str]]) -> str:
    """The key of what a comment speaks of: as given, a number's name, or a task by code, WBS or name."""
    for key in (said, f"project:{said}") if said else ("project:forecast_finish",):
        if key in targets:
            return str(key)
    key = f"task:{find_task(found, str(said))['task']}"
    if key not in targets:
        raise QueryError(f"“{said}” is done or a heading; a comment speaks of an open task or of the project.")
    return key


def lesson(store: Store, options: argparse.Namespace) -> None:
    """The lessons on file; with `--text` one more."""
    if options.text is not None:
        plan(store.fetch, options.id)  # refuses a project that is not there
        row = {"project": options.id, "name": options.text, "recommendation": options.recommendation}
        write(store, "lesson", {**row, "owner": whoami(), "raised_on": date.today()}, who=whoami())
    rows = store.fetch(ProjectLessons(project=options.id, as_of=moment_named(store, options.as_of)))
    if options.json:
        say_json({"lessons": frame_rows(rows)})
        return
    say_frame(rows, LESSON_COLUMNS, "No lesson is on file.")
    say("", f"{count(len(rows), 'lesson')} on file.")


def close(store: Store, options: argparse.Namespace) -> None:
    """What the project came to."""
    found = closing(store.fetch, options.id, moment_named(store, options.as_of))
    if options.json:
        say_json(_closed(found))
        return
    say(found.sentence, "")
    say_frame(found.case, tuple(found.case.columns), "")
    say("", f"{found.finish_words}.", f"{found.cost_words}.", *found.questions)


def _closed(found: Closing) -> dict[str, Any]:
    parts = {name: frame_rows(getattr(found, name)) for name in ("case", "benefits", "forecasts", "lessons")}
    trust = {
        name: None if known is None else {"reports": known.reports, "bias": known.bias, "error": known.error}
        for name, known in (("finish_days", found.finish_trust), ("cost_pct", found.cost_trust))
    }
    head = {"project": found.project, "name": found.name, "is_closed": found.is_closed, "finish": found.finish}
    said = {"cost": found.cost, "sentence": found.sentence, "questions": found.questions}
    return {**head, **said, "forecast_error": trust, **parts}
