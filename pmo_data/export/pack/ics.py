"""The calendar: milestones ahead or overdue and open actions with a date, as all-day entries (RFC 5545)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pmo_data.domain.words import count, is_unknown
from pmo_data.export.cells import safe_text
from pmo_data.export.pack.content import Event
from pmo_data.queries.progress import Milestones
from pmo_data.queries.registers import Actions
from pmo_data.studies.asking import Ask

if TYPE_CHECKING:
    import pandas as pd

    from pmo_data.domain.scope import Scope

_OCTETS = 75
_ABOUT = {"Project": "project_name", "Owner": "owner"}
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9_.-]")


def events(ask: Ask, scope: Scope, project: str | None = None) -> list[Event]:
    """What is due: milestones not met by their expected date, open actions by theirs; `project` is a key.

    Entries without a date are left out, they cannot stand in a calendar.
    """
    due = ask(Milestones.of(scope))
    actions = ask(Actions.of(scope))
    due = due[due["actual_date"].isna() & due["date"].notna()]
    actions = actions[actions["is_open"].fillna(False).astype(bool) & actions["due"].notna()]
    if project is not None:
        due, actions = due[due["project"] == project], actions[actions["project"] == project]
    found = [*_milestones(due), *_actions(actions)]
    return sorted(found, key=lambda e: (e.on, e.title, e.key))


def _milestones(rows: pd.DataFrame) -> list[Event]:
    return [
        Event(
            f"milestone-{row['task']}", row["date"].date(), f"Milestone: {row['name']}", _words(row, row["late_days"])
        )
        for _, row in rows.iterrows()
    ]


def _actions(rows: pd.DataFrame) -> list[Event]:
    return [
        Event(f"action-{row['action']}", row["due"].date(), f"Action: {row['name']}", _words(row))
        for _, row in rows.iterrows()
    ]


def _words(row: pd.Series[Any], late_days: float | None = None) -> str:
    """Project, owner, and how late a milestone is against its baseline."""
    said = [f"{label}: {row[name]}" for label, name in _ABOUT.items() if not is_unknown(row[name])]
    if late_days is not None and not is_unknown(late_days) and late_days > 0:
        said.append(f"{count(int(late_days), 'day')} later than the baseline")
    return "\n".join(said)


def write_ics(found: list[Event], name: str, at: datetime) -> bytes:
    """The calendar file; `at` is when it was made. Lines end in CRLF and are folded at 75 octets."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PMO portfolio room//Pack//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in found:
        lines += _lines(event, at)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _lines(event: Event, at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_key(event.key)}@pmo-portfolio-room",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_day(event.on)}",
        # The end of an all-day entry is the day after it.
        f"DTEND;VALUE=DATE:{_day(event.on + timedelta(days=1))}",
        f"SUMMARY:{_escaped(event.title)}",
        f"DESCRIPTION:{_escaped(event.text)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _key(text: str) -> str:
    """A name that stays one across editions and never breaks a line; other signs by their number."""
    return _NOT_IN_KEY.sub(lambda sign: f"~{ord(sign.group()):x}~", text)


def _escaped(text: str) -> str:
    clean = safe_text(text).replace("\r\n", "\n").replace("\r", "\n")
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A content line in lines of at most 75 octets; a sign of several octets is never cut."""
    parts, now = [], b""
    for sign in line:
        octets = sign.encode()
        if len(now) + len(octets) > _OCTETS:
            parts.append(now)
            now = b" "
        now += octets
    return b"\r\n".join([*parts, now]) + b"\r\n"
