"""What programs write where people write nothing, a comma or a name: "null", "[Ana, Ben]", "Tram (https://…)".

Stands apart from columns of text, which keep to the letter what a person typed: names and ids are never looked at, for
a project may be called null.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Absence
from pmo_data.ingest.typing.column import Cells, Distinct, Typed

_NOTHING = ("null", "NULL", "[]", "{}", "<null>", "(null)", "[null]")
_LIST = re.compile(r"\[([^\[\]]*)\]")
_LINKED = re.compile(r" \(https?://[^\s()]+\)(?=,|$)")
_QUOTED = re.compile(r"""\s*(["'])(.*)\1\s*""")


def without_nothing(cells: Cells) -> Cells:
    """The column without what a program writes for nothing, and with its lists as people write them."""
    if cells.field.name in ("name", "code") or not _suspect(cells.texts):
        return cells
    distinct = Distinct.of(cells.texts)
    lists = all(_LIST.fullmatch(t) for t in distinct.texts if t not in _NOTHING)
    linked = all(_LINKED.search(t) for t in distinct.texts if t not in _NOTHING)
    said = [
        None if t in _NOTHING else _listed(t) if lists else _LINKED.sub("", t) if linked else t for t in distinct.texts
    ]
    return replace(cells, texts=distinct.spread(said, pa.string()))


def with_originals(typed: Typed, before: pa.Array, after: pa.Array) -> Typed:
    """The typed column with what stood in the cells whose nothing or list was put otherwise."""
    gone = pc.and_(pc.is_valid(before), pc.is_null(after))
    changed = pc.or_(gone, pc.fill_null(pc.not_equal(before, after), False))
    untouched = pa.nulls(len(before), pa.string())
    original = untouched if typed.original is None else typed.original
    absent = untouched if typed.absent is None else typed.absent
    none = pa.scalar(str(Absence.NOT_AVAILABLE))
    return replace(typed, original=pc.if_else(changed, before, original), absent=pc.if_else(gone, none, absent))


def _suspect(texts: pa.Array) -> bool:
    """Whether any cell is such a word; of lists the first cell tells."""
    first = next((t for t in texts[:200].to_pylist() if t and t not in _NOTHING), "")
    return (
        first.startswith("[")
        or bool(_LINKED.search(first))
        or any(pc.any(pc.equal(texts, w), min_count=0).as_py() for w in _NOTHING[:3])
    )


def _listed(text: str) -> str | None:
    inner = [part.strip() for part in text[1:-1].split(",")]
    return ", ".join(quoted[2] if (quoted := _QUOTED.fullmatch(p)) else p for p in inner if p) or None
