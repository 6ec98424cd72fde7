"""What a prepared file still asks of a person: columns to confirm, formats nothing proves, words nobody knows.

Stands apart from the page that asks, so that what counts as open is decided, and tested, without a screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.catalogue import ENTITIES
from pmo_data.domain.fields import Absence, Kind
from pmo_data.ingest.plan import ColumnPlan, PreparedFile, PreparedTable

What = Literal["date_order", "decimal", "percent_scale", "unit", "dollar", "scale_order", "period_start"]
Answers = Mapping[str, Mapping[str, Any]]
"""As in `prepare.Options.answers`: what was asked -> header -> answer."""

_FORMAT_RULES: dict[str, What] = {
    "date_order_ambiguous": "date_order",
    "decimal_mark_ambiguous": "decimal",
    "percent_scale_guessed": "percent_scale",
    "unit_unsaid": "unit",
    "dollar_unsaid": "dollar",
    "scale_direction_assumed": "scale_order",
}
_WORD_RULES = frozenset({"value_unknown", "scale_unknown", "scale_other"})
QUESTION_RULES = frozenset(_FORMAT_RULES) | _WORD_RULES
"""The rules of findings that a question of the page stands for."""


@dataclass(frozen=True)
class FormatQuestion:
    """A column whose texts can be read in two ways; `taken` is how they are read, `open` until somebody says."""

    header: str
    what: What
    taken: Any
    sentence: str = ""
    open: bool = True


@dataclass(frozen=True)
class Word:
    """One word of the file, in how many rows it stands, and the value it is taken for (None: nobody knows)."""

    text: str
    rows: int
    value: str | float | None


@dataclass(frozen=True)
class WordQuestion:
    """The words of one column beside the values our field knows; `steps` where they are steps of a scale."""

    header: str
    field: str
    values: tuple[str | float, ...]
    words: tuple[Word, ...]
    steps: bool

    @property
    def unknown(self) -> int:
        return sum(word.value is None for word in self.words)


@dataclass(frozen=True)
class Asked:
    """Everything one table asks, step by step."""

    columns: tuple[ColumnPlan, ...]
    formats: tuple[FormatQuestion, ...]
    words: tuple[WordQuestion, ...]
    begins: FormatQuestion | None = None

    @property
    def open(self) -> int:
        """How many answers would be welcome."""
        begins = self.begins is not None and self.begins.open
        return len(self.columns) + sum(f.open for f in self.formats) + sum(q.unknown for q in self.words) + begins


def asked(table: PreparedTable, answers: Answers | None = None, beside: Sequence[PreparedTable] = ()) -> Asked:
    """What this table asks, with what was answered so far, so that an answer can be changed.

    Nothing of it has to be answered: what is unknown stays unknown. `beside` are tables read from the same rows, whose
    columns are asked about with this one's.
    """
    told = answers or {}
    formats = [question for one in (table, *beside) for question in format_questions(one, told)]
    first = {(q.header, q.what): q for q in reversed(formats)}
    once = tuple(q for q in formats if first[q.header, q.what] is q)
    return Asked(to_confirm(table), once, word_questions(table, told), _begins((table, *beside), told))


def _begins(tables: Sequence[PreparedTable], told: Answers) -> FormatQuestion | None:
    """When the first of numbered periods begins, where nothing in the file says it or somebody has."""
    given = told.get("period_start", {}).get("*")
    said = [f.message for table in tables for f in table.findings if f.rule == "period_without_date"]
    if given is not None:
        return FormatQuestion("*", "period_start", given, "The first period begins on this day.", open=False)
    return FormatQuestion("*", "period_start", None, said[0]) if said else None


def beside(file: PreparedFile, table: PreparedTable) -> tuple[PreparedTable, ...]:
    """The tables that were read from the same rows as this one and are counted with it."""
    here = (table.plan.sheet, table.plan.first_row)
    return tuple(t for t in file.tables if t.derived_from is not None and (t.plan.sheet, t.plan.first_row) == here)


def open_questions(file: PreparedFile) -> int:
    """How many answers the tables of a file would welcome."""
    return sum(asked(t, beside=beside(file, t)).open for t in file.tables if t.derived_from is None)


def to_confirm(table: PreparedTable) -> tuple[ColumnPlan, ...]:
    """Columns whose field is a guess, and columns kept beside for which several fields would do."""
    if table.plan.settings.get("remembered"):
        return ()
    return tuple(
        c
        for c in table.plan.columns
        if c.reason != "as corrected" and (c.confidence == "guess" or (c.field is None and c.alternatives))
    )


def format_questions(table: PreparedTable, told: Answers) -> tuple[FormatQuestion, ...]:
    """One question for each column that nothing in the file reads in one way only."""
    formats: dict[str, dict[str, Any]] = {c.header: c.format for c in table.plan.columns}
    formats |= table.plan.settings.get("unfolded", {})
    found: dict[tuple[str, What], FormatQuestion] = {}
    for finding in table.findings:
        what = _FORMAT_RULES.get(finding.rule)
        if what is not None and finding.column is not None and finding.column in formats:
            taken = formats.get(finding.column, {}).get(what)
            question = FormatQuestion(finding.column, what, taken, finding.message)
            found.setdefault((finding.column, what), question)
    for what in dict.fromkeys(_FORMAT_RULES.values()):
        for header, answer in told.get(what, {}).items():
            if header in formats:
                found.setdefault((header, what), FormatQuestion(header, what, answer, open=False))
    order = list(formats)
    return tuple(sorted(found.values(), key=lambda q: order.index(q.header)))


def word_questions(table: PreparedTable, told: Answers) -> tuple[WordQuestion, ...]:
    """For each column of a vocabulary with a word nobody knows: its words, unknown ones first, then commonest."""
    troubled = {f.column for f in table.findings if f.rule in _WORD_RULES}
    troubled |= {*told.get("values", {}), *told.get("scale", {})}
    fields = ENTITIES[table.entity].by_name
    questions = []
    for column in table.plan.columns:
        field = fields.get(column.field or "")
        if field is None or column.header not in troubled or field.kind not in (Kind.CHOICE, Kind.SCALE):
            continue
        steps = field.kind is Kind.SCALE
        values: tuple[str | float, ...] = tuple(field.choices.values) if field.choices else ()
        if steps:
            low, high = int(field.minimum or 0), int(field.maximum or 5)
            values = tuple(float(step) for step in range(low, high + 1))
        questions.append(WordQuestion(column.header, field.name, values, _words(table.rows, field.name), steps))
    return tuple(questions)


def _words(rows: pa.Table, field: str) -> tuple[Word, ...]:
    """The texts that a field was read from, where they differ from the value, each with the value and its rows."""
    if field not in rows.column_names:
        return ()
    texts = _looked_up(rows, "original", field)
    why = _looked_up(rows, "absent", field)
    readable = pc.or_kleene(pc.is_null(why), pc.equal(why, str(Absence.UNREADABLE)))
    chosen = pc.and_(pc.is_valid(texts), pc.fill_null(readable, True))
    pairs = pa.table({"text": texts, "value": rows[field]}).filter(chosen)
    grouped = pairs.group_by(["text", "value"]).aggregate([([], "count_all")]).to_pylist()
    counts = Counter({(one["text"], one["value"]): int(one["count_all"]) for one in grouped})
    words = [Word(text, number, value) for (text, value), number in counts.items()]
    return tuple(sorted(words, key=lambda w: (w.value is not None, -w.rows, w.text)))


def _looked_up(rows: pa.Table, maps: str, field: str) -> pa.ChunkedArray:
    return pc.map_lookup(rows[maps], pa.scalar(field), "first")
