"""Findings written: the place, the sentence and the mend, and no more of one kind than anybody can read.

Stands apart so that typing and the checks only say what is wrong with which rows.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.typing.column import Problem
from pmo_data.ingest.typing.records import address
from pmo_data.ingest.typing.words import short_header
from pmo_data.store.delivery import Finding

MOST_PER_RULE = 1000


def of_problem(
    problem: Problem, plan: TablePlan, column: ColumnPlan, rows: npt.NDArray[np.int32], texts: pa.Array
) -> list[Finding]:
    """The findings of one problem: a summary for several cells, and each cell where the problem speaks of it."""
    at = problem.positions
    if len(at) == 1:
        return [_cell(problem, problem.summary, plan, column, int(rows[at[0]]), texts[int(at[0])].as_py())]
    summary = problem.summary + _rows_named(rows[at])
    found = [Finding(problem.rule, problem.severity, summary, column=column.header, fix=problem.fix)]
    if problem.each is not None:
        for i in at[:MOST_PER_RULE].tolist():
            value = texts[i].as_py()
            found.append(_cell(problem, problem.each.format_map(_Value(value)), plan, column, int(rows[i]), value))
        if len(at) > MOST_PER_RULE:
            rest = f"{short_header(column.header)}: {len(at) - MOST_PER_RULE:,} more cells of this kind are not listed."
            found.append(Finding(problem.rule, problem.severity, rest, column=column.header))
    return found


class _Value(dict[str, str]):
    """Fills `{value}`; a text full of braces must not break the sentence."""

    def __init__(self, value: str | None) -> None:
        super().__init__(value=_short(value or ""))

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= 80 else line[:79] + "…"


def _cell(problem: Problem, message: str, plan: TablePlan, column: ColumnPlan, row: int, value: str | None) -> Finding:
    return Finding(
        problem.rule, problem.severity, message, row, column.header, address(plan, column, row), value, problem.fix
    )


def _rows_named(rows: npt.NDArray[np.int32]) -> str:
    """Where cells are not listed one by one, the rows are named, as far as they fit a sentence."""
    return f" In {row_ranges(rows)}." if len(rows) <= 200 else ""


def row_ranges(rows: Iterable[int], limit: int = 8) -> str:
    """ "row 2", "rows 2-6", "rows 2, 4, 7-9 and 12 more"."""
    numbers = sorted({int(r) for r in rows})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown, left = [], 0
    for i, run in enumerate(runs):
        if i < limit:
            shown += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else [str(n) for n in run]
        else:
            left += len(run)
    more = f" and {left} more" if left else ""
    return f"{'row' if len(numbers) == 1 else 'rows'} {', '.join(shown)}{more}"


def limited(findings: list[Finding]) -> tuple[Finding, ...]:
    """At most a thousand findings per rule and column, with a closing one that counts the rest."""
    counts: dict[tuple[str, str | None], int] = {}
    kept = []
    for finding in findings:
        kind = (finding.rule, finding.column)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MOST_PER_RULE + 2:
            kept.append(finding)
    for (rule, column), count in counts.items():
        if count > MOST_PER_RULE + 2:
            rest = f"{count - MOST_PER_RULE - 2:,} more findings of this kind are not listed."
            kept.append(Finding(rule, "warning", rest, column=column))
    return tuple(kept)
