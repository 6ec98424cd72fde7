"""Matrices: rows by columns with a mark in each cell (project × objective, task × person with R, A, C, I).

Stands apart because the columns of a matrix are things, not fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pmo_data.ingest.recognise.across.allocations import allocations
from pmo_data.ingest.recognise.across.milestone_matrix import milestones_by_project
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import entities_knowing
from pmo_data.ingest.recognise.vocabulary.words import fold, tidy, words

_MARKS = {"x", "✓", "✔", "●", "•", "■", "○", "yes", "y", "1", "*", "√"}
_RACI = re.compile(r"[racis](?:\s*[/,&+]?\s*[racis])*")
_AIMS = {"objective", "goal", "pillar", "theme"}
_GATE = re.compile(r"(?:stage )?(?:gate|gateway|tollgate|quality gate|g|dg|sg)[ -]?\d")
_PARTS_OF_GATE = {
    **dict.fromkeys(("planned", "plan", "forecast", "target", "current"), "planned_date"),
    **dict.fromkeys(("actual", "held", "achieved", "passed"), "actual_date"),
    **dict.fromkeys(("baseline", "original"), "baseline_date"),
    **dict.fromkeys(("outcome", "result", "decision"), "outcome"),
}
_LETTERS = {**{letter: letter.upper() for letter in "racis"}, "responsible": "R", "accountable": "A",
            "consulted": "C", "consult": "C", "informed": "I", "inform": "I", "support": "S"}  # fmt: skip
_WORK = frozenset({"task", "activity", "deliverable", "process", "project", "work", "step", "decision", "milestone"})
_RESULTS = frozenset({"rank", "ranking", "score", "total", "sum", "average", "priority", "weight"})
_STRENGTH = re.compile(r"[0-5]|none|low|medium|moderate|high|strong|weak|h|m|l|\+{1,3}|extreme")


@dataclass(frozen=True)
class Matrix:
    """A matrix's entity, which field its rows are, and the settings that unfold it."""

    entity: str
    row_field: str
    row_column: int
    settings: dict[str, Any]


def matrix(view: View, block: Block, file_name: str) -> Matrix | None:
    """The matrix a block is, or None."""
    spoken = set(words(view.sheet.name)) | set(words(re.sub(r"\.\w+$", "", file_name)))
    spoken |= {w for row in view.band(0, block.first) for c in row if len(c) < 60 for w in words(c)}
    cells = {i: _texts(view, block, i) for i in range(len(block.names)) if block.names[i]}
    gated = _gates(view, block)
    if gated is not None:
        return gated
    reached = milestones_by_project(view, block)
    if reached is not None:
        return Matrix("task", "name", reached[0], reached[1])
    lettered = _people_by_letter(block)
    if lettered is not None:
        return lettered
    for kind, test in (("raci", _is_raci), ("mark", _is_mark), ("strength", _is_strength)):
        columns = [i for i, texts in cells.items() if texts and all(test(t) for t in texts)]
        columns = [] if kind == "raci" and _lights(cells, columns) else columns
        columns = [i for i in columns if kind != "strength" or not set(words(block.names[i])) & _RESULTS]
        blank = [i for i, texts in cells.items() if not texts and columns and i > columns[0]]
        columns = sorted(columns + blank) if columns else []
        if len(columns) >= 2 and len(columns) >= 0.5 * (len(cells) - 1):
            found = _matrix(view, block, kind, columns, spoken)
            if found is not None:
                return found
    shared = allocations(view, block, spoken)
    return None if shared is None else Matrix("assignment", shared.row_field, shared.row_column, shared.settings)


def _texts(view: View, block: Block, index: int) -> list[str]:
    return [fold(tidy(v)) for v in view.sample(index, block.first, block.last, block.skip) if tidy(v)]


def _lights(cells: dict[int, list[str]], columns: list[int]) -> bool:
    """Whether letters are traffic lights: only A and R, beside columns of such letters with a G among them."""
    own = {t for i in columns for t in cells[i]}
    beside = [texts for i, texts in cells.items() if i not in columns and texts and set(texts) <= {"r", "a", "g"}]
    return own <= {"r", "a"} and bool(beside)


def _is_raci(text: str) -> bool:
    return bool(_RACI.fullmatch(text)) or text in _LETTERS


def _is_mark(text: str) -> bool:
    return text in _MARKS


def _is_strength(text: str) -> bool:
    return bool(_STRENGTH.fullmatch(text))


def _matrix(view: View, block: Block, kind: str, columns: list[int], spoken: set[str]) -> Matrix | None:
    labels = [block.names[i].rsplit(" – ", 1)[-1] for i in columns]
    if any(len(entities_knowing(label)) >= 3 for label in labels[:6]) and kind != "raci":
        return None
    lead = [i for i in range(columns[0]) if block.names[i] or view.has_text(i, block.first, block.last)]
    if not lead:
        return None
    row = next((i for i in lead if set(words(block.names[i])) & {"name", "task", "project", "activity"}), lead[0])
    if kind == "strength" and set.intersection(*(set(entities_knowing(n)) for n in (block.names[row], *labels))):
        return None  # stakeholders by interest and influence: columns that one register has
    beside = [n for i, n in enumerate(block.names) if n and i not in columns and i != row]
    if kind == "strength" and sum(1 for n in beside if "project" in entities_knowing(n)) >= 3:
        return None  # a list of projects that scores them too
    heading = set(words(block.names[row]))
    base: dict[str, Any] = {"columns": columns, "labels": labels}
    if kind == "raci":
        return _responsibilities(row, heading, base)
    strategic = spoken | heading | {w for label in labels for w in words(label)}
    if not strategic & {"objective", "goal", "strategy", "strategic", "alignment", "contribution", "pillar", "theme"}:
        return None
    flipped = _objectives_down(block.names[row])
    row_field, column_field = ("objective", "project") if flipped else ("project", "objective")
    values = dict.fromkeys(sorted(_MARKS), 1) if kind == "mark" else {"low": 1, "l": 1, "weak": 1, "medium": 2,
              "moderate": 2, "m": 2, "high": 3, "h": 3, "strong": 3, "extreme": 4, "none": 0, "+": 1, "++": 2,
              "+++": 3}  # fmt: skip
    marks = {**base, "row_field": row_field, "column_field": column_field, "value_field": "strength", "values": values}
    return Matrix("contribution", row_field, row, {"marks": marks})


def _objectives_down(corner: str) -> bool:
    """Whether the rows are objectives. A corner that names both names the rows first, or marks them with an arrow."""
    parts = [set(words(part)) for part in re.split(r"[\\/|×→]|\bvs?\b|\bby\b", _rows_first(corner))]
    told = [(_AIMS & part, "project" in part) for part in parts]
    return next((bool(aims) for aims, project in told if bool(aims) != project), False)


def _rows_first(corner: str) -> str:
    """The corner with the part that an arrow downwards marks in front."""
    return "/".join(sorted(re.split(r"[/|\\→]", corner), key=lambda part: "↓" not in part)) if "↓" in corner else corner


def _gates(view: View, block: Block) -> Matrix | None:
    """Projects by gates: a column for each gate, with the day on which it is held."""
    columns = [i for i, name in enumerate(block.names) if _GATE.match(fold(tidy(name)))]
    dated = [view.evidence(i, block.first, block.last, block.skip) for i in columns]
    known = [seen for seen in dated if seen.known]
    named = [i for i, n in enumerate(block.names) if n and i not in columns and set(words(n)) & {"project", "scheme"}]
    beside = sum(1 for n in block.names if n) - len(columns)  # a list of projects has gates and much else
    if len(columns) < 3 or len(known) < 2 or not named or beside > 3:
        return None
    told = [_part_of_gate(tidy(block.names[i])) for i in columns]
    days = [seen for seen, (_, part) in zip(dated, told, strict=True) if part != "outcome" and seen.known]
    undated = not days or any(seen.dates < 0.8 for seen in days)
    if len(set(told)) == len(told) and len({gate for gate, _ in told}) < len(told) and not undated:
        unpivot = {"columns": columns, "periods": [gate for gate, _ in told], "fields": [part for _, part in told],
                   "kind": "gate", "value_field": told[0][1], "period_field": "name"}  # fmt: skip
        return Matrix("gate", "project", named[0], {"unpivot": unpivot, "cumulative": False})
    if sum(1 for seen in known if seen.of("outcome") >= 0.5) > 0.5 * len(known):
        marks = {"columns": columns, "labels": [tidy(block.names[i]) for i in columns], "row_field": "project",
                 "column_field": "name", "value_field": "outcome", "values": {}}  # fmt: skip
        return Matrix("gate", "project", named[0], {"marks": marks})
    if any(seen.dates < 0.8 for seen in known):
        return None
    labels = [tidy(block.names[i]) for i in columns]
    marks = {"columns": columns, "labels": labels, "row_field": "project", "column_field": "name",
             "value_field": "planned_date", "values": {}}  # fmt: skip
    return Matrix("gate", "project", named[0], {"marks": marks})


def _part_of_gate(label: str) -> tuple[str, str]:
    """A gate's own name and what of it a column holds: "Gate 2 – Actual date" is when gate 2 took place."""
    parts = [part for part in re.split(r"[\s–:()]+", label) if part]
    told = [_PARTS_OF_GATE[said[0]] for part in parts if (said := words(part)) and said[0] in _PARTS_OF_GATE]
    own = [part for part in parts if not set(words(part)) & {*_PARTS_OF_GATE, "date"}]
    return (" ".join(own), told[0]) if len(told) == 1 and own else (label, "planned_date")


def _people_by_letter(block: Block) -> Matrix | None:
    """Who answers for what, with a column for each letter and names below: "Task, R, A, C, I"."""
    letters = {i: _letter_of(n) for i, n in enumerate(block.names) if n}
    columns = [i for i, said in letters.items() if said]
    row = next((i for i, n in enumerate(block.names) if set(words(n)) & _WORK and i not in columns), None)
    if len(columns) < 3 or len({letters[i] for i in columns}) < len(columns) or row is None or len(letters) > 8:
        return None
    row_field = "project" if "project" in words(block.names[row]) else "task"
    marks = {"columns": columns, "labels": [letters[i] for i in columns], "row_field": row_field,
             "column_field": "responsibility", "value_field": "person", "values": {}}  # fmt: skip
    return Matrix("assignment", row_field, row, {"marks": marks})


def _letter_of(header: str) -> str | None:
    """The letter that a header is or spells out, with or without the letter beside it: "Responsible (R)"."""
    parts = [part for part in re.split(r"[^\w]+", fold(tidy(header))) if part]
    told = {_LETTERS.get(part) for part in parts}
    if len(parts) == 2 and re.search(r"\([racis]\)$", fold(tidy(header))):  # "Konsultiert (C)"
        return _LETTERS[parts[1]]
    return told.pop() if len(told) == 1 and len(parts) <= 2 else None


def _responsibilities(row: int, heading: set[str], base: dict[str, Any]) -> Matrix:
    row_field = "project" if "project" in heading else "task"
    marks = {**base, "row_field": row_field, "column_field": "person", "value_field": "responsibility",
             "values": {word: letter for word, letter in _LETTERS.items() if len(word) > 1}}  # fmt: skip
    return Matrix("assignment", row_field, row, {"marks": marks})
