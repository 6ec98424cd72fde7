"""What an import will change, field by field, and the commit itself."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages._ui import cards, data_boards, room, tables
from pages._ui.cards import Card
from pages._ui.data_boards import JUST_DONE
from pages._ui.text import md
from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.fields import Kind
from pmo_data.domain.words import count, day, listed
from pmo_data.ingest import draft as drafts
from pmo_data.ingest.batch import MANY_LEAVE, Imported, Request, check, import_files, remember
from pmo_data.ingest.who import whoami
from pmo_data.store.rows import project_keys

if TYPE_CHECKING:
    from pmo_data.domain.fields import Field
    from pmo_data.ingest.draft import Draft
    from pmo_data.ingest.plan import PreparedFile
    from pmo_data.store.delivery import Committed, FieldChange

_NOTICED = 5


@dataclass(frozen=True)
class Done:
    """What an import of this session made: a sentence, its snapshot, and whether the toast was shown."""

    sentence: str
    snapshot: int | None
    said: bool = False


Names = dict[tuple[str, str], str]
"""(entity, key in lower case) -> what the row is called."""

_KINDS = {"changed": "~ changed", "removed": "− leaves", "added": "+ new"}
_ORDER = {"removed": 0, "changed": 1, "added": 2}


def show(draft: Draft, files: list[PreparedFile]) -> None:
    """The change as figures and rows, and the button that makes it."""
    request = Request((), status_date=draft.status_date, mode=draft.mode, who=whoami())
    planned = check(room.store(), request, files)
    committed = planned.committed
    if committed is None:
        st.info("There is no row to import.", icon=":material/inbox:")
        return
    for sentence in committed.already.values():
        st.info(md(sentence), icon=":material/history:")
    if committed.already and not _moves(committed):
        st.caption("The portfolio already says what these files say. There is nothing to do.")
        return
    names = _names(files)
    _figures(planned, committed, names)
    _rows(committed, names)
    st.subheader("7 Commit")
    if _allowed(committed):
        st.caption("One snapshot is made, all or nothing. It can be undone in one click.")
        title = f"Import as of {day(draft.status_date)}"
        if st.button(title, type="primary", icon=":material/check:", key="commit"):
            _commit(draft, request, files)


def _moves(committed: Committed) -> int:
    return sum(o.added + o.changed + o.removed for o in committed.outcomes)


def _figures(planned: Imported, committed: Committed, names: Names) -> None:
    parts = (("New", "added"), ("Changed", "changed"), ("Unchanged", "unchanged"), ("Leaving", "removed"))
    shown = [Card(title, f"{sum(getattr(o, name) for o in committed.outcomes):,}") for title, name in parts]
    cards.show([*shown, Card("Held back", f"{planned.held_back:,}")])
    for outcome in committed.outcomes:
        if outcome.mode == "replace" and outcome.removed:
            st.caption(
                f"Taken as the next edition of the source “{md(outcome.source)}”, which no longer holds "
                f"{count(outcome.removed, 'row')} of {ENTITIES[outcome.entity].title.lower()}."
            )
    leaving = [c for c in committed.changes if c.kind == "removed" and c.field is None]
    if leaving:
        _leavers(leaving, names)
    _noticed(committed)


def _noticed(committed: Committed) -> None:
    """What only the portfolio could tell of these files: columns it had before, projects it does not know."""
    found = [f for outcome in committed.outcomes for f in outcome.findings]
    for finding in found[:_NOTICED]:
        st.warning(f"{md(finding.message)} {md(finding.fix)}", icon=":material/info:")
    if len(found) > _NOTICED:
        st.caption(f"{count(len(found) - _NOTICED, 'more finding')}, listed with the import once it is made.")


def _leavers(leaving: list[FieldChange], names: Names) -> None:
    """Rows that go are said before anything else that changes, by name and with the way to keep them."""
    called = [names.get((c.entity, c.key.casefold()), "") for c in leaving]
    some = listed([" ".join(filter(None, (c.key, name))) for c, name in zip(leaving, called, strict=True)], most=5)
    verb, them = ("leaves", "it") if len(leaving) == 1 else ("leave", "them")
    st.warning(
        f"{count(len(leaving), 'row')} {verb} the portfolio: {md(some)}. "
        f"To keep {them}, choose above to add and update only.",
        icon=":material/logout:",
    )


def _rows(committed: Committed, names: Names) -> None:
    """What leaves first, then changed values, then what is new; the fields by the names people know."""
    changes = sorted(committed.changes, key=lambda c: (_ORDER[c.kind], c.entity, c.key, c.field or ""))
    frame = pd.DataFrame([_row(c, names) for c in changes])
    only_rows = all(c.field is None for c in changes)
    tables.show(
        frame,
        columns=["Change", "Of", "Which", "Name", *([] if only_rows else ["Field", "Before", "After", "Difference"])],
        alt="Every value that this import changes, before and after",
        empty="Nothing changes: the portfolio already says what these files say.",
        key="changes",
    )


def _names(files: list[PreparedFile]) -> Names:
    """The names of rows by entity and key: of projects as known, else as the files give them to their codes."""
    found: Names = {("project", key.casefold()): name for key, name in project_keys(room.store()) if name != key}
    for table in (t for f in files for t in f.tables):
        if {"code", "name"} <= set(table.rows.column_names):
            codes, names = table.rows["code"].to_pylist(), table.rows["name"].to_pylist()
            owners = table.rows["project"].to_pylist() if "project" in table.rows.column_names else [None] * len(codes)
            for owner, code, name in zip(owners, codes, names, strict=True):
                if code and name:
                    found[table.entity, (f"{owner}/{code}" if owner else str(code)).casefold()] = str(name)
    return found


def _row(change: FieldChange, names: Names) -> dict[str, str | None]:
    entity = ENTITIES[change.entity]
    field = entity.by_name.get(change.field or "")
    return {
        "Change": _KINDS[change.kind],
        "Of": entity.name.replace("_", " "),
        "Which": change.key,
        "Name": names.get((change.entity, change.key.casefold()), ""),
        "Field": field.title if field else change.field,
        "Before": _worded(field, change.before),
        "After": _worded(field, change.after),
        "Difference": _difference(field, change.before, change.after),
    }


def _worded(field: Field | None, value: str | None) -> str | None:
    """A value of the store as people write it: dates with the month's name, money with separators."""
    if field is None or value is None:
        return value
    if field.kind is Kind.DATE:
        return day(date.fromisoformat(value))
    return f"{Decimal(value):,.2f}" if field.kind is Kind.MONEY else value


def _difference(field: Field | None, before: str | None, after: str | None) -> str:
    """By how many days a date moves, by how much an amount; empty where there is nothing to subtract."""
    if field is None or before is None or after is None:
        return ""
    if field.kind is Kind.DATE:
        return f"{(date.fromisoformat(after) - date.fromisoformat(before)).days:+,} days"
    return f"{Decimal(after) - Decimal(before):+,.2f}" if field.kind is Kind.MONEY else ""


def _allowed(committed: Committed) -> bool:
    """Many rows leaving need their number typed: a wrong file is noticed here."""
    leaving = sum(o.removed for o in committed.outcomes)
    if leaving < MANY_LEAVE:
        return True
    said = st.text_input(
        f"{count(leaving, 'row')} would leave. If this is the right file, type the number to allow it", key="leaving"
    )
    return said.replace(",", "").strip() == str(leaving)


def _commit(draft: Draft, request: Request, files: list[PreparedFile]) -> None:
    done = import_files(room.store(), request, files)
    remember(room.store(), files, request.who)
    drafts.throw_away(draft)
    del st.query_params["draft"]
    st.session_state[JUST_DONE] = _told(done)
    st.rerun()


def _told(done: Imported) -> Done:
    committed = done.committed
    if committed is None or committed.snapshot is None:
        return Done("Nothing was new, so no snapshot was made.", None)
    added, changed, removed = (sum(getattr(o, n) for o in committed.outcomes) for n in ("added", "changed", "removed"))
    parts = [
        f"{number:,} {word}" for number, word in ((added, "new"), (changed, "changed"), (removed, "left")) if number
    ]
    return Done(f"Snapshot {committed.snapshot} is made: {', '.join(parts)}.", committed.snapshot)


def just_done() -> None:
    """What the last import of this session made, with the way back; said once as a toast, then as a line."""
    done: Done | None = st.session_state.get(JUST_DONE)
    if done is None:
        return
    if not done.said:
        st.toast(md(done.sentence), icon=":material/check:")
        st.session_state[JUST_DONE] = dataclasses.replace(done, said=True)
    st.success(md(done.sentence), icon=":material/check_circle:")
    with st.container(horizontal=True):
        st.page_link("pages/overview.py", label="Open the overview", icon=":material/dashboard:")
        data_boards.undo_button(done.snapshot)
