"""The command about one project in depth: its plan, why a date is so, its quality, value and changes."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable
from typing import Any

from pmo_data.commands import project_write
from pmo_data.commands.frames import frame_rows, say_frame
from pmo_data.commands.output import DONE, Commands, command, say, say_json, store_path
from pmo_data.domain.errors import QueryError
from pmo_data.domain.words import day
from pmo_data.store.database import Store
from pmo_data.store.snapshots import moment_named
from pmo_data.studies.plan import Plan, plan
from pmo_data.studies.plan_changes import plan_changes
from pmo_data.studies.quality import quality, setting_names
from pmo_data.studies.value import value
from pmo_data.studies.why import why

PLAN_COLUMNS = (
    "code", "wbs", "name", "state", "early_start", "early_finish", "baseline_finish", "total_float_days", "critical",
)  # fmt: skip


def register(commands: Commands) -> None:
    made = command(commands, "project", "One project in depth, from the same studies as its page.", _project)
    made.add_argument("id", help="the project's key, see `pmo query projects`")
    made.add_argument(
        "part", choices=tuple(PARTS), help="; ".join(f"{name}: {text}" for name, (text, _) in PARTS.items())
    )
    made.add_argument("--task", default=None, help="a task's code, WBS or name (for why, path and value)")
    made.add_argument("--as-of", default=None, metavar="S", help="a snapshot's number or a date; the latest by default")
    made.add_argument("--compare-with", default=None, metavar="S", help="the snapshot or date to compare with")
    project_write.arguments(made)
    made.add_argument(
        "--set", dest="given", action="append", default=[], metavar="NAME=VALUE", help="a setting of the quality checks"
    )


def _project(options: argparse.Namespace) -> int:
    writes = options.part in WRITING and (options.file or options.text is not None)
    with Store.open(store_path(options), read_only=not writes) as store:
        _, run = PARTS[options.part]
        run(store, options)
    return DONE


def _as_of(store: Store, options: argparse.Namespace) -> int:
    return moment_named(store, options.as_of)


def _plan(store: Store, options: argparse.Namespace) -> None:
    found = plan(store.fetch, options.id, _as_of(store, options))
    if options.json:
        say_json(
            {
                **_head(found),
                "faults": frame_rows(found.faults),
                "assumptions": found.assumptions,
                "tasks": frame_rows(found.lines),
            }
        )
        return
    say_frame(found.lines, PLAN_COLUMNS, "The plan has no tasks. `pmo template task` gives a sheet to fill in.")
    say(
        "",
        f"{found.name} finishes on {day(found.finish)} as computed; critical open tasks: {len(found.critical)}.",
    )
    say(*found.faults["sentence"], *found.assumptions)


def _path(store: Store, options: argparse.Namespace) -> None:
    found = plan(store.fetch, options.id, _as_of(store, options))
    if options.task is not None:
        _say_why(found, options)
        return
    critical = found.critical[["code", "name", "owner", "early_start", "early_finish", "total_float_days"]]
    if options.json:
        say_json({**_head(found), "path": frame_rows(critical)})
    else:
        say_frame(critical, tuple(critical.columns), "No open task is critical.")


def _why(store: Store, options: argparse.Namespace) -> None:
    if options.task is None:
        raise QueryError("Name the task whose date is to be explained: `pmo project ID why --task NAME`.")
    _say_why(plan(store.fetch, options.id, _as_of(store, options)), options)


def _say_why(found: Plan, options: argparse.Namespace) -> None:
    answer = why(found, options.task)
    if options.json:
        said = {"task": answer.task, "name": answer.name, "early_finish": answer.early_finish}
        say_json({**said, "sentences": answer.sentences, "chain": frame_rows(answer.chain)})
    else:
        say(*answer.sentences)


def _quality(store: Store, options: argparse.Namespace) -> None:
    judged = quality(store.fetch, options.id, _as_of(store, options), _settings(options.given))
    if options.json:
        parts = {name: frame_rows(getattr(judged, name)) for name in ("points", "offenders", "structure", "card")}
        say_json({"sentence": judged.sentence, "settings": dataclasses.asdict(judged.settings), **parts})
        return
    for frame in (judged.points, judged.structure[["fault", "count"]], judged.card[["practice", "judgement"]]):
        say_frame(frame, tuple(frame.columns), "There is nothing to judge.")
        say("")
    say(judged.sentence)


def _settings(given: list[str]) -> tuple[tuple[str, Any], ...]:
    known = setting_names()
    chosen: list[tuple[str, Any]] = []
    for pair in given:
        name, _, text = pair.partition("=")
        if name not in known:
            raise QueryError(f"There is no setting '{name}'. There are: {', '.join(known)}.")
        try:
            value = text.lower() in {"1", "true", "yes"} if isinstance(known[name], bool) else float(text)
        except ValueError:
            raise QueryError(f"'{text}' is not a number, which the setting '{name}' needs.") from None
        chosen.append((name, value))
    return tuple(chosen)


def _head(found: Plan) -> dict[str, Any]:
    return {"project": found.project, "name": found.name, "status_date": found.status_date, "finish": found.finish}


def _value(store: Store, options: argparse.Namespace) -> None:
    found = value(store.fetch, options.id, _as_of(store, options), options.task)
    if options.json:
        parts = {name: frame_rows(getattr(found, name)) for name in ("measures", "curve", "cone", "branches", "tasks")}
        said = {"sentence": found.sentence, "basis": found.series.basis, "currency": found.series.currency}
        numbers = None if found.latest is None else dataclasses.asdict(found.latest)
        time = None if found.schedule is None else dataclasses.asdict(found.schedule)
        asked = {"questions": found.questions, "assumptions": found.series.assumptions}
        say_json({**_head(found.plan), **said, "earned_value": numbers, "earned_schedule": time, **asked, **parts})
        return
    say_frame(found.measures, ("symbol", "measure", "value"), "There is nothing to measure.")
    say("", found.sentence, *found.questions, *found.series.assumptions)


def _changes(store: Store, options: argparse.Namespace) -> None:
    if options.compare_with is None:
        raise QueryError("Name the snapshot or date to compare with: `pmo project ID changes --compare-with S`.")
    earlier = moment_named(store, options.compare_with)
    found = plan_changes(store.fetch, options.id, _as_of(store, options), earlier)
    if options.json:
        said = {"sentence": found.sentence, "finish_moved_days": found.finish_moved_days}
        parts = {name: frame_rows(getattr(found, name)) for name in ("changes", "counts", "slip")}
        say_json({**_head(found.now), **said, "baseline_moved_days": found.baseline_moved_days, **parts})
        return
    say_frame(found.changes, ("kind", "code", "name", "before", "after", "days"), "No task changed.")
    say("", found.sentence)


PARTS: dict[str, tuple[str, Callable[[Store, argparse.Namespace], None]]] = {
    "plan": ("tasks with computed dates and float", _plan),
    "path": ("the critical path, or what drives --task", _path),
    "why": ("why the date of --task is so", _why),
    "value": ("earned value and earned schedule, of --task's branch or the whole", _value),
    "changes": ("what changed in the plan since --compare-with", _changes),
    "quality": ("the fourteen points, faults of logic, the GAO card", _quality),
    "closing": ("the business case and forecasts against the outcome", project_write.close),
    "report": ("the next status report as drafted; --file files it", project_write.report),
    "comment": ("comments carried forward; --text keeps one more", project_write.comment),
    "lesson": ("lessons on file; --text keeps one more", project_write.lesson),
}
WRITING = ("report", "comment", "lesson")
