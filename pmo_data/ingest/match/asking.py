"""Open questions about the names in files as the console asks them: a sentence, and the answers that it suggests.

The page draws the two kinds of question apart, with buttons; a script wants one list and what to write in its map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmo_data.ingest.match.similar import similar_names
from pmo_data.ingest.match.values import value_questions
from pmo_data.ingest.plan import PreparedFile
from pmo_data.store.database import Store

MOST_ROWS = 50_000
"""Longer tables are not searched for names that are alike: it takes a loop over the rows."""


@dataclass(frozen=True)
class NameQuestion:
    """One question; `answers` (the file's text -> what it is) merge what may be one, like `values` in a map."""

    file_name: str
    sheet: str
    column: str
    sentence: str
    answers: dict[str, str]


def name_questions(store: Store, files: Sequence[PreparedFile]) -> list[NameQuestion]:
    """Names alike within a column, then names like known ones; nothing of it has to be answered."""
    found = []
    for file in files:
        tables = [t for t in file.tables if t.derived_from is None]
        if any(t.rows.num_rows > MOST_ROWS for t in tables):
            continue
        for table in tables:
            asked = (q for q in value_questions(table) if q.suggestions)
            found += [
                NameQuestion(file.file_name, table.plan.sheet, q.column, q.sentence, q.suggestions) for q in asked
            ]
        found += [
            NameQuestion(s.file_name, s.sheet, s.column, s.sentence, {s.text: s.candidates[0]})
            for s in similar_names(store, [file])
        ]
    return found
