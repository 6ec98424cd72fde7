"""One column for a project's state and its rating: "On track" and "At risk" beside "Complete" and "Not started".

Stands apart because such a column feeds two fields, of which the file's own column is only one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

import pyarrow as pa

from pmo_data.domain.catalogue.choices import RATING, STATUS
from pmo_data.domain.fields import Choices
from pmo_data.domain.words import listed
from pmo_data.ingest.typing.choices import RATED, vocabulary
from pmo_data.ingest.typing.column import Distinct
from pmo_data.ingest.typing.table import FieldColumn, TypedTable
from pmo_data.ingest.typing.words import fold, short_header
from pmo_data.store.delivery import Finding

_STATE, _RATING = "status", "declared_overall"
_LIGHTS = ("green", "amber", "yellow", "red")
_UNDER_WAY = "active"


def split_rated_states(table: TypedTable) -> None:
    """Gives a project the state that its rating's column says too, or the rating that its state's column says.

    Work that is rated is under way; what is complete or not begun has no rating.
    """
    known = table.entity.by_name
    if not {_STATE, _RATING} <= known.keys() or (_STATE in table.fields) == (_RATING in table.fields):
        return
    have, lack = (_STATE, _RATING) if _STATE in table.fields else (_RATING, _STATE)
    given = table.fields[have]
    if given.texts is None or given.column is None:
        return
    distinct = Distinct.of(given.texts)
    rated = RATED if have == _STATE else (*RATED, *_LIGHTS)
    states, ratings = _meant(distinct, STATUS, without=rated), _meant(distinct, RATING, only=rated)
    both = any(ratings) and any(s and not r for s, r in zip(states, ratings, strict=True))
    if not any(ratings) or (have == _RATING and not both):
        return
    found = ratings if have == _STATE else [s or (r and _UNDER_WAY) for s, r in zip(states, ratings, strict=True)]
    table.fields[lack] = FieldColumn(distinct.spread(found, pa.string()), given.texts, None, given.column, given.texts)
    table.formats[lack] = "as the same column says it"
    settings = table.plan.settings
    table.plan = dataclasses.replace(table.plan, settings={**settings, "also": {lack: given.column.index}})
    words = [text for text, rating in zip(distinct.texts, ratings, strict=True) if rating]
    said = f"{short_header(given.column.header)}: {listed(words)} {'is' if len(words) == 1 else 'are'} read as the "
    said += "rating, and as the state that work is under way."
    fix = "Use one column for the state and one for the rating."
    table.findings.append(Finding("state_and_rating", "warning", said, column=given.column.header, fix=fix))


def _meant(
    distinct: Distinct, choices: Choices, *, only: Collection[str] | None = None, without: Collection[str] = ()
) -> list[str | None]:
    words = vocabulary(choices)
    folded = [fold(text) for text in distinct.texts]
    return [words.get(t) if (only is None or t in only) and t not in without else None for t in folded]
