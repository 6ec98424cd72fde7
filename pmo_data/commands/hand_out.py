"""Commands that hand out: templates to fill in, with today's values if wished, and exports that come in again as is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pmo_data.commands.output import DONE, Commands, command, say, say_json, store_path
from pmo_data.domain.errors import PmoError
from pmo_data.export.mspdi import mspdi
from pmo_data.export.template import entity_names, file_names, write_template
from pmo_data.export.workbook import export_csv, export_workbook
from pmo_data.queries.plan import PlanCalendar, PlanTasks
from pmo_data.store.database import Store
from pmo_data.store.rows import names_of_keys, person_names, project_keys, rows_in_force
from pmo_data.store.snapshots import moment_named
from pmo_data.studies.calendar import calendars_of, with_most_days_off


def register(commands: Commands) -> None:
    made = command(commands, "template", "Write a workbook to fill in for an entity, or for all.", _template)
    made.add_argument("entity", help="an entity's name, or 'all'")
    made.add_argument("--out", type=Path, default=None, help="file to write; <entity>-template.xlsx by default")
    made.add_argument("--filled", action="store_true", help="fill in today's values")
    made.add_argument("--project", default=None, help="only one project's rows, filled in")
    made.add_argument("--per-project", type=Path, default=None, metavar="DIR", help="a filled-in file per project")
    out = command(commands, "export", "Export an entity, or all, as a workbook or CSV that imports as it is.", _export)
    out.add_argument("entity", help="an entity's name, or 'all'")
    out.add_argument("--out", type=Path, default=None, help="an .xlsx, .csv or (one project) .xml file")
    out.add_argument("--as-of", default=None, metavar="S", help="a snapshot's number or a date; the latest by default")
    out.add_argument("--project", default=None, help="only one project's rows")


def _template(options: argparse.Namespace) -> int:
    if options.per_project is not None:
        return _per_project(options)
    path = options.out or Path(f"{options.entity}-template.xlsx")
    values = None
    if options.filled or options.project is not None:
        with Store.open(store_path(options), read_only=True) as store:
            values = _values(store, options.entity, _key(store, options.project))
    _write(path, write_template(options.entity, values))
    _told(options, [path], f"Wrote {path}. Fill it in and bring it back with `pmo import {path}`.")
    return DONE


def _per_project(options: argparse.Namespace) -> int:
    with Store.open(store_path(options), read_only=True) as store:
        keys = [k for k, _ in project_keys(store)]
        if not keys:
            raise PmoError("There are no projects yet, so there is no file to write. Import a list of projects first.")
        options.per_project.mkdir(parents=True, exist_ok=True)
        paths = {k: options.per_project / n for k, n in file_names(keys).items()}
        for key, path in paths.items():
            _write(path, write_template(options.entity, _values(store, options.entity, key)))
    said = f"Wrote {len(paths)} files to {options.per_project}. `pmo import {options.per_project}` collects them again."
    _told(options, list(paths.values()), said)
    return DONE


def _export(options: argparse.Namespace) -> int:
    path = options.out or Path(f"{options.entity}.xlsx")
    with Store.open(store_path(options), read_only=True) as store:
        as_of = moment_named(store, options.as_of)
        key = _key(store, options.project)
        named = entity_names(options.entity)
        tables = {name: rows_in_force(store, name, as_of=as_of, project=key) for name in named}
    tables = {name: rows for name, rows in tables.items() if rows or len(named) == 1}
    if path.suffix.lower() == ".xml":
        return _schedule(options, path)
    if path.suffix.lower() == ".csv":
        if len(named) > 1:
            raise PmoError("A CSV file holds one table. Name an entity, or export to an .xlsx file.")
        _write(path, export_csv(named[0], tables[named[0]]).encode("utf-8-sig"))
    else:
        _write(path, export_workbook(tables))
    count = sum(len(rows) for rows in tables.values())
    _told(options, [path], f"Wrote {count:,} rows to {path}.", rows={n: len(r) for n, r in tables.items()})
    return DONE


def _schedule(options: argparse.Namespace, path: Path) -> int:
    """One project's plan as MS Project XML."""
    if options.project is None:
        raise PmoError("An .xml file holds one project's schedule. Name it with --project.")
    with Store.open(store_path(options), read_only=True) as store:
        as_of, key = moment_named(store, options.as_of), _key(store, options.project)
        project = rows_in_force(store, "project", as_of=as_of, project=key)[0]
        tasks = rows_in_force(store, "task", as_of=as_of, project=key)
        called = names_of_keys(store, str(key), as_of=as_of)
        dependencies = rows_in_force(store, "dependency", as_of=as_of, project=key)
        links = [{**row, **_named(row, called, "predecessor", "successor")} for row in dependencies]
        people = person_names(store, as_of=as_of)
        given = [
            {**row, **_named(row, called, "task"), **_named(row, people, "person")}
            for row in rows_in_force(store, "assignment", as_of=as_of, project=key)
            if row["person"] and row["task"]
        ]
        calendar = _calendar(store, str(key), as_of)
    _write(path, mspdi(project, tasks, links, given, calendar))
    _told(options, [path], f"Wrote {len(tasks):,} tasks to {path}.", rows={"task": len(tasks)})
    return DONE


def _named(row: dict[str, Any], names: dict[str, str], *fields: str) -> dict[str, Any]:
    """Those fields of a row with the names that belong to the keys they hold, any other text as it is."""
    return {field: names.get(str(row[field]), row[field]) for field in fields}


def _calendar(store: Store, project: str, as_of: int) -> list[dict[str, Any]]:
    """The rows of the calendar that the project's plan is reckoned by; none where no file brought one."""
    sources = set(store.fetch(PlanTasks(project=project, as_of=as_of))["source"].dropna())
    rows = with_most_days_off(calendars_of(store.fetch(PlanCalendar(as_of=as_of)), sources))
    return [
        {str(k): v for k, v in row.items()} for row in rows.astype(object).where(rows.notna(), None).to_dict("records")
    ]


def _values(store: Store, asked: str, project: str | None) -> dict[str, list[dict[str, Any]]]:
    return {name: rows_in_force(store, name, project=project) for name in entity_names(asked)}


def _key(store: Store, said: str | None) -> str | None:
    """The key of the project meant by its key or name. Raises PmoError where there is none, or several."""
    if said is None:
        return None
    keys = project_keys(store)
    found = [k for k, _ in keys if k == said] or [k for k, n in keys if n.casefold() == said.casefold()]
    if len(found) != 1:
        what = "is no project" if not found else f"is the name of {len(found)} projects"
        raise PmoError(f"'{said}' {what} here. `pmo query projects` lists them.")
    return found[0]


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise PmoError(f"{path} could not be written: {error.strerror or error}. Choose another place.") from error


def _told(options: argparse.Namespace, paths: list[Path], sentence: str, **more: Any) -> None:
    if options.json:
        say_json({"path": str(paths[0]), "paths": [str(p) for p in paths], **more})
    else:
        say(sentence)
