"""A draft: files dropped but not yet imported, with every answer given so far. It survives a reload and a restart.

Kept as a folder in the user's data directory: the bytes as they came, under names of our own, and one JSON of what
was decided. A draft ends when it is imported or thrown away.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pmo_data.domain.errors import PmoError
from pmo_data.domain.places import user_folder
from pmo_data.ingest.batch import prepare_incoming, with_known, with_left_out
from pmo_data.ingest.child import Progress
from pmo_data.ingest.collect import Incoming, collect, left_out
from pmo_data.ingest.plan import PreparedFile
from pmo_data.ingest.prepare import Options, with_datamaps
from pmo_data.store.database import Store
from pmo_data.store.delivery import Mode

_NOTES = "draft.json"
Entries = Sequence[tuple[str, str, str]]
"""A map of form cells: (name, sheet, cell) each."""


@dataclass(frozen=True)
class Answers:
    """What a person decided about one file: what its rows are, which column is what, how values are read."""

    entity: str | None = None
    corrections: Mapping[str, str | None] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    project: str | None = None


@dataclass(frozen=True)
class Draft:
    """Files by the names people know, each with its answers; status date and mode are of the whole import.

    `left_out` is a sentence on what archives held beside spreadsheets, empty where that is nothing.
    """

    name: str
    files: tuple[str, ...]
    answers: tuple[Answers, ...]
    status_date: date | None = None
    mode: Mode | None = None
    left_out: str = ""

    @property
    def folder(self) -> Path:
        return drafts_folder() / self.name

    def incoming(self) -> list[Incoming]:
        return [Incoming(name, self.folder / f"{i:04d}") for i, name in enumerate(self.files)]

    def signature(self, index: int) -> str:
        """Changes whenever the file or an answer about it does."""
        told = json.dumps(dataclasses.asdict(self.answers[index]), sort_keys=True, default=str)
        return hashlib.sha256(f"{self.name}/{index}/{self.files[index]}/{told}".encode()).hexdigest()


def drafts_folder() -> Path:
    return user_folder() / "drafts"


def begin(files: Sequence[tuple[str, bytes]]) -> Draft:
    """A draft of uploaded files (name, bytes); archives among them are unpacked.

    Raises Refused where an archive cannot be opened.
    """
    name = secrets.token_hex(6)
    folder = drafts_folder() / name
    (folder / "came").mkdir(parents=True)
    came = []
    for number, (file_name, data) in enumerate(files):
        path = folder / "came" / f"{number:04d}"
        path.write_bytes(data)
        came.append((file_name, path))
    try:
        found = _flattened(came, folder)
        beside = left_out([path for _, path in came])
    except PmoError:
        shutil.rmtree(folder)
        raise
    for number, one in enumerate(found):
        one.path.replace(folder / f"{number:04d}")
    shutil.rmtree(folder / "came")
    draft = Draft(name, tuple(one.file_name for one in found), tuple(Answers() for _ in found), left_out=beside)
    save(draft)
    return draft


def _flattened(came: Sequence[tuple[str, Path]], folder: Path) -> list[Incoming]:
    found: list[Incoming] = []
    for number, (file_name, path) in enumerate(came):
        scratch = folder / "came" / f"unpacked-{number:04d}"
        scratch.mkdir()
        inside = collect([path], scratch)
        alone = len(inside) == 1 and inside[0].path == path
        found += [Incoming(file_name, path)] if alone else inside
    return found


def save(draft: Draft) -> None:
    """Write what was decided; the file is replaced in one step."""
    plain = dataclasses.asdict(draft)
    target = draft.folder / _NOTES
    beside = target.with_suffix(".new")
    beside.write_text(json.dumps(plain, ensure_ascii=False, default=str), encoding="utf-8")
    beside.replace(target)


def load(name: str) -> Draft | None:
    """The draft of that name, or None where it was imported, thrown away, or never was."""
    notes = drafts_folder() / name / _NOTES
    if not name.isalnum() or not notes.exists():
        return None
    plain = json.loads(notes.read_text(encoding="utf-8"))
    return Draft(
        plain["name"],
        tuple(plain["files"]),
        tuple(Answers(**a) for a in plain["answers"]),
        date.fromisoformat(plain["status_date"]) if plain["status_date"] else None,
        plain["mode"],
        plain.get("left_out", ""),
    )


def waiting() -> list[Draft]:
    """Drafts not yet imported, latest first."""
    folder = drafts_folder()
    notes = folder.glob(f"*/{_NOTES}") if folder.exists() else ()
    names = [p.parent.name for p in sorted(notes, key=lambda p: p.stat().st_mtime, reverse=True)]
    return [draft for draft in map(load, names) if draft is not None]


def answered(draft: Draft, index: int, answers: Answers) -> Draft:
    """The draft with one file's answers changed, saved."""
    changed = tuple(answers if i == index else a for i, a in enumerate(draft.answers))
    new = dataclasses.replace(draft, answers=changed)
    save(new)
    return new


def throw_away(draft: Draft) -> None:
    shutil.rmtree(draft.folder, ignore_errors=True)


def prepare_one(
    draft: Draft,
    index: int,
    store: Store | None = None,
    *,
    maps: Mapping[str, Entries] | None = None,
    progress: Progress | None = None,
) -> PreparedFile:
    """One file of the draft, read with its answers and what the store knows of such files.

    `maps` are maps of form cells that came with it, by file name.
    """
    said = draft.answers[index]
    options = Options(
        entity=said.entity,
        corrections=said.corrections,
        answers=said.answers,
        project=said.project,
        today=date.today(),
    )
    options = with_datamaps(options if store is None else with_known(store, options), maps or {})
    files = prepare_incoming([draft.incoming()[index]], options, progress=progress)
    return with_left_out(files, draft.left_out if index == 0 else "")[0]
