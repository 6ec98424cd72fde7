"""What an analyst once decided about a table of these headers, so that next month's file asks nothing.

Stands apart from guessing, which it overrules. A remembered mapping is plain data; where it is kept is decided
elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.recognise.vocabulary.words import squash, variants


@dataclass(frozen=True)
class Remembered:
    """The decisions for one header: the entity, header -> field (None = kept beside), and settings to keep."""

    entity: str
    fields: Mapping[str, str | None]
    formats: Mapping[str, Mapping[str, Any]] | None = None


def signature(headers: Sequence[str]) -> str:
    """A short key of a set of headers: the same for another order, case, punctuation, footnotes or blank columns."""
    parts = sorted({_plain(h) for h in headers if h and h.strip()})
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def plan_signature(plan: TablePlan) -> str:
    """The key a plan is remembered by: its headers, and its entity where several entities share the rows."""
    shared = [f"rows of {plan.entity}"] if plan.settings.keys() & {"only", "beside"} else []
    return signature([*(c.header for c in plan.columns if c.index >= 0), *shared])


def _plain(header: str) -> str:
    first = (variants(header) or (header,))[0]
    return squash(first)


def remember(plan: TablePlan) -> tuple[str, Remembered]:
    """The signature of a plan's headers and its decisions, to be handed to `recognise` as memory next time."""
    fields = {c.header: c.field for c in plan.columns}
    formats = {c.header: dict(c.format) for c in plan.columns if c.format}
    return plan_signature(plan), Remembered(plan.entity, fields, formats)


def as_remembered(value: Remembered | Mapping[str, Any]) -> Remembered:
    """Accepts what was kept as JSON: {"entity", "fields", "formats"}, or {header: field} under "fields"."""
    if isinstance(value, Remembered):
        return value
    return Remembered(str(value["entity"]), dict(value["fields"]), dict(value.get("formats") or {}))


def apply_memory(plan: TablePlan, kept: Remembered) -> TablePlan:
    """The plan with every column as it was decided before; headers never seen stay as guessed."""
    known = {_plain(h): (h, f) for h, f in kept.fields.items()}
    formats = {_plain(h): dict(f) for h, f in (kept.formats or {}).items()}
    columns = tuple(_recall(c, known, formats) for c in plan.columns)
    return replace(plan, columns=columns, confidence="exact", settings={**plan.settings, "remembered": True})


def _recall(
    column: ColumnPlan, known: dict[str, tuple[str, str | None]], formats: dict[str, dict[str, Any]]
) -> ColumnPlan:
    plain = _plain(column.header)
    if plain not in known:
        return column
    field = known[plain][1]
    return replace(
        column,
        field=field,
        confidence="exact" if field else "none",
        format={**column.format, **formats.get(plain, {})},
        reason="as decided before",
    )
