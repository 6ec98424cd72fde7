"""Commands that bring files in: `check` says what would happen, `import` does it."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pmo_data.commands.output import DONE, HELD_BACK, REFUSED, Commands, command, say, say_json, say_table, store_path
from pmo_data.domain.catalogue import entity
from pmo_data.domain.errors import PmoError, Refused
from pmo_data.domain.words import count
from pmo_data.export.annotated import Mark, annotated
from pmo_data.ingest.batch import MANY_LEAVE, Imported, Request, check, import_files, prepare, remember, with_known
from pmo_data.ingest.collect import collect
from pmo_data.ingest.match.asking import NameQuestion, name_questions
from pmo_data.ingest.prepare import Options
from pmo_data.ingest.report import reports
from pmo_data.ingest.send_back import cells_of, placed
from pmo_data.ingest.who import whoami
from pmo_data.store.collected import collected
from pmo_data.store.connection import MEMORY
from pmo_data.store.database import Store

FINDINGS_SHOWN = 20
_MAP_HELP = "JSON of column header -> field or null, or of {fields, values, cells, date_order, …} as answers"


def register(commands: Commands) -> None:
    for name, text, run in (
        ("check", "Read files and say what importing them would do; nothing is changed.", _check),
        ("import", "Import files, folders or ZIP archives as one snapshot.", _import),
    ):
        made = command(commands, name, text, run)
        made.add_argument("files", nargs="+", type=Path, metavar="FILE")
        made.add_argument("--as", dest="entity", default=None, metavar="ENTITY", help="what a row of the file is")
        made.add_argument("--status-date", type=_day, default=None, metavar="D", help="the date the file speaks of")
        made.add_argument("--map", type=Path, default=None, metavar="FILE", help=_MAP_HELP)
        made.add_argument("--project", default=None, help="the project of a plan that names none")
        if name == "check":
            made.add_argument("--annotate", type=Path, default=None, metavar="OUT",
                              help="write the file as a workbook with what is wrong marked, to send back")  # fmt: skip
        if name == "import":
            made.add_argument("--confirm-deletions", type=int, default=None, metavar="N",
                              help="import only if exactly N rows leave; anything else is refused")  # fmt: skip
        made.add_argument("--mode", choices=("merge", "replace"), default=None, help="how rows meet those there are")

    command(
        commands,
        "collected",
        "Say whose filled-in templates came back, what each changed, and who is late.",
        _collected,
    )


def _collected(options: argparse.Namespace) -> int:
    with Store.open(store_path(options), read_only=True) as store:
        found = [dataclasses.asdict(c) for c in collected(store)]
    if options.json:
        say_json(found)
    elif not found:
        say("No filled-in template came back yet. `pmo template all --per-project DIR` writes one per project.")
    else:
        rows = [["late" if c["late"] else "", c["project"], c["name"], c["manager"], c["returned_for"], c["changed"]]
                for c in found]  # fmt: skip
        say_table(["", "project", "name", "manager", "came back for", "rows changed"], rows)
    return DONE


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date such as 2026-03-31") from None


def _check(options: argparse.Namespace) -> int:
    request = _request(options)
    path = store_path(options)
    # A check needs no store of one's own yet: it compares with an empty one.
    with Store.open(path if path.exists() else MEMORY) as store:
        checked = check(store, _remembering(request, store))
        questions = name_questions(store, checked.files)
    if options.annotate is not None:
        _annotate(options, checked)
    return _say(checked, options, questions)


def _annotate(options: argparse.Namespace, checked: Imported) -> None:
    """Writes the workbook to send back; a refused file has no cells to mark."""
    with tempfile.TemporaryDirectory(prefix="pmo-") as scratch:
        incoming = collect(options.files, Path(scratch))
        if len(incoming) != 1:
            raise PmoError(f"--annotate takes one file at a time; these are {len(incoming)}.")
        if checked.files[0].refused is not None:
            return
        sheets = cells_of(incoming[0])
    marks = [
        Mark(p.sheet, p.row, p.column, p.finding.column, p.finding.cell, p.finding.value, p.finding.severity,
             p.finding.message, p.finding.fix)
        for p in placed(checked.files[0])
    ]  # fmt: skip
    options.annotate.write_bytes(annotated(sheets, marks))


def _import(options: argparse.Namespace) -> int:
    request = _request(options)
    with Store.open(store_path(options)) as store:
        request = _remembering(request, store)
        prepared = prepare(request.paths, request.options)
        if _may_ask(options):
            _confirm(check(store, request, prepared).leaving)
        if options.confirm_deletions is not None:
            _expect(check(store, request, prepared).leaving, options.confirm_deletions)
        imported = import_files(store, request, prepared)
        if request.options.corrections or request.options.answers or any(f.datamap for f in imported.files):
            remember(store, imported.files, request.who)
        return _say(imported, options)


def _may_ask(options: argparse.Namespace) -> bool:
    """Whether somebody sits there to be asked; a script says what it expects with --confirm-deletions."""
    return options.confirm_deletions is None and not options.json and sys.stdin.isatty() and sys.stdout.isatty()


def _confirm(leaving: int) -> None:
    """At a terminal many rows leaving need their number typed, as on the page."""
    if leaving >= MANY_LEAVE:
        said = input(
            f"{count(leaving, 'row')} would leave. If these are the right files, type the number to allow it: "
        )
        _expect(leaving, int(said.replace(",", "")) if said.replace(",", "").strip().isdecimal() else 0)


def _expect(leaving: int, expected: int) -> None:
    """Raises Refused where another number of rows would leave than was expected."""
    if leaving != expected:
        raise Refused(
            f"{count(leaving, 'row')} would leave, not {expected:,}; nothing was imported. "
            f"Look at what leaves with `pmo check`, then allow it with --confirm-deletions {leaving}."
        )


def _remembering(request: Request, store: Store) -> Request:
    """The request with what the store knows of reading such files."""
    return dataclasses.replace(request, options=with_known(store, request.options))


def _request(options: argparse.Namespace) -> Request:
    if options.entity is not None:
        entity(options.entity)
    corrections, answers = _mapping(options.map)
    chosen = Options(entity=options.entity, corrections=corrections, answers=answers, project=options.project)
    return Request(tuple(options.files), chosen, options.status_date, options.mode, whoami())


def _mapping(path: Path | None) -> tuple[dict[str, str | None], dict[str, dict[str, Any]]]:
    """What a person decided: the fields of columns, and the answers to questions by their kind."""
    if path is None:
        return {}, {}
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise PmoError(
            f"The mapping {path} could not be read: {error}. Expected is JSON: column header to field."
        ) from error
    if not isinstance(said, dict):
        raise Refused(f"The mapping {path} is not an object of column header to field.")
    answers = {str(k): v for k, v in said.items() if isinstance(v, dict) and k != "fields"}
    fields = said.get("fields", {}) if answers or isinstance(said.get("fields"), dict) else said
    return {str(k): None if v is None else str(v) for k, v in fields.items()}, answers


def _say(imported: Imported, options: argparse.Namespace, questions: Sequence[NameQuestion] = ()) -> int:
    found = reports(imported)
    for report in found if options.command == "check" else ():
        report["questions"] = [dataclasses.asdict(q) for q in questions if q.file_name == report["file"]]
    if options.json:
        say_json(found[0] if len(found) == 1 else found)
    else:
        for report in found:
            _say_report(report, done=options.command == "import")
    if imported.refused:
        return REFUSED
    return HELD_BACK if imported.held_back or any(f.refused for f in imported.files) else DONE


def _say_report(report: dict[str, Any], *, done: bool) -> None:
    say(f"{report['file']}")
    if report["refused"]:
        say(f"  Refused: {report['refused']}")
        return
    if report["already_imported"]:
        say(f"  {report['already_imported']}")
    for finding in report["findings"]:
        say(f"  {finding['message']}")
    for table in report["tables"]:
        _say_table(table)
    for question in report.get("questions", ()):
        answer = json.dumps({"values": {question["column"]: question["answers"]}}, ensure_ascii=False)
        say(f"  asked: {question['sentence']} If so, --map a file with {answer}")
    if report["snapshot"] is not None:
        if report["leaving"]:
            left = "left" if done else "would leave"
            back = " `pmo undo` takes it back." if done else " Use --mode merge to keep them."
            say(f"  {count(report['leaving'], 'row')} that the source held before {left}.{back}")
        verb = "Snapshot" if done else "Nothing was imported; it would make snapshot"
        first, *further = report["snapshots"]
        if further:  # a history in one file: none of its days is that of the import
            say(f"  {verb}s {first} to {further[-1]}, one for each day that the rows speak of.")
        else:
            say(f"  {verb} {first}, status date {report['status_date']}.")


def _say_table(table: dict[str, Any]) -> None:
    rows = table["rows"]
    if table["derived_from"] is not None:
        say(f"  {table['entity']} (from {table['derived_from']}): {table['outcome']['added']} added")
        return
    say(
        f"  {table['sheet'] or 'table'}: {table['entity']}, a row is {table['row_stands_for']}",
        f"  rows in file {rows['in_file']} = loaded {rows['loaded']} + unchanged {rows['unchanged']} "
        f"+ held back {rows['held_back']} + not data {rows['not_data']}",
    )
    say_table(["column", "field", "match"], [[h, m["field"], m["confidence"]] for h, m in table["mapping"].items()])
    for finding in table["findings"][:FINDINGS_SHOWN]:
        say(f"  {finding['severity']}: {finding['message']}" + (f" {finding['fix']}" if finding["fix"] else ""))
    if len(table["findings"]) > FINDINGS_SHOWN:
        say(f"  … and {len(table['findings']) - FINDINGS_SHOWN} more; --json lists all.")
