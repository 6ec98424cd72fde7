"""Findings grouped by what would mend them: a person mends a column once, not two hundred cells.

Stands apart from writing findings because the same findings are listed one by one elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmo_data.ingest.check.findings import row_ranges
from pmo_data.store.delivery import Finding, Severity


@dataclass(frozen=True)
class Group:
    """Findings of one rule in one column. `count` is of cells or rows, `rows` where they are, as far as named."""

    rule: str
    column: str | None
    severity: Severity
    count: int
    message: str
    fix: str
    rows: tuple[int, ...]
    findings: tuple[Finding, ...]

    @property
    def cells(self) -> tuple[Finding, ...]:
        """The findings that name a row, without the summary."""
        return tuple(f for f in self.findings if f.row is not None)

    @property
    def where(self) -> str:
        """ "rows 2, 4, 7-9"; empty where no rows are named."""
        return row_ranges(self.rows) if self.rows else ""


def groups(findings: Iterable[Finding]) -> list[Group]:
    """Errors before warnings, the most frequent first. The group says what its summary says, where it has one."""
    together: dict[tuple[str, str | None, Severity], list[Finding]] = {}
    for finding in findings:
        together.setdefault((finding.rule, finding.column, finding.severity), []).append(finding)
    made = [_group(key, members) for key, members in together.items()]
    return sorted(made, key=lambda g: (g.severity != "error", -g.count, g.column or "", g.rule))


def _group(key: tuple[str, str | None, Severity], members: list[Finding]) -> Group:
    rule, column, severity = key
    placed = [f for f in members if f.row is not None]
    summary = next((f for f in members if f.row is None), None)
    message = (summary or members[0]).message
    if summary is None and len(members) > 1:
        message = f"{members[0].message} And {len(members) - 1:,} more of this kind."
    rows = tuple(sorted({f.row for f in placed if f.row is not None}))
    fix = next((f.fix for f in members if f.fix), "")
    return Group(rule, column, severity, max(len(placed), 1), message, fix, rows, tuple(members))
