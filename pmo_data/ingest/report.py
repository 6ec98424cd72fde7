"""The report of a check or import as plain data: the contract of `pmo check --json` and `pmo import --json`."""

from __future__ import annotations

import dataclasses
from typing import Any

from pmo_data.ingest.batch import Imported
from pmo_data.ingest.plan import PreparedFile, PreparedTable, RowCounts
from pmo_data.store.delivery import Finding, Outcome


def reports(imported: Imported) -> list[dict[str, Any]]:
    """One report per file, in order."""
    return [_file_report(imported, index, file) for index, file in enumerate(imported.files)]


def reconciled(table: PreparedTable, outcome: Outcome | None) -> RowCounts:
    """Rows in file = loaded + unchanged + held back + not data, counted in rows of the file.

    Rows that were folded into one (a task repeated per developer) are loaded or unchanged together.
    """
    counts = table.counts
    if outcome is None:
        return counts
    handed_over = outcome.added + outcome.changed + outcome.unchanged
    one_to_one = handed_over == counts.loaded
    unchanged = outcome.unchanged if one_to_one else (counts.loaded if handed_over == outcome.unchanged else 0)
    return dataclasses.replace(counts, loaded=counts.loaded - unchanged, unchanged=unchanged)


def _file_report(imported: Imported, index: int, file: PreparedFile) -> dict[str, Any]:
    committed = imported.committed
    report: dict[str, Any] = {
        "file": file.file_name,
        "refused": file.refused,
        "snapshot": committed.snapshot if committed is not None and file.refused is None else None,
        "snapshots": list(committed.snapshots) if committed is not None and file.refused is None else [],
        "status_date": imported.status_date,
        "already_imported": committed.already.get(file.file_name) if committed is not None else None,
        "leaving": sum(
            outcome.removed
            for number in range(len(file.tables))
            if (outcome := _outcome(imported, index, number)) is not None
        ),
        "tables": [],
        "findings": [dataclasses.asdict(f) for f in file.findings],
    }
    for number, table in enumerate(file.tables):
        report["tables"].append(_table_report(table, _outcome(imported, index, number)))
    return report


def _outcome(imported: Imported, file: int, table: int) -> Outcome | None:
    if imported.committed is None or (file, table) not in imported.deliveries:
        return None
    return imported.committed.outcomes[imported.deliveries.index((file, table))]


def _table_report(table: PreparedTable, outcome: Outcome | None) -> dict[str, Any]:
    plan = table.plan
    found = [*table.findings, *(outcome.findings if outcome is not None else ())]
    return {
        "sheet": plan.sheet,
        "entity": table.entity,
        "derived_from": table.derived_from,
        "orientation": plan.orientation,
        "header_rows": list(plan.header_rows),
        "row_stands_for": plan.row_stands_for,
        "mapping": {c.header: {"field": c.field, "confidence": c.confidence} for c in plan.columns},
        "formats": table.formats,
        "rows": dataclasses.asdict(reconciled(table, outcome)),
        "outcome": _outcome_report(outcome),
        "findings": [_finding_report(f) for f in found],
    }


def _outcome_report(outcome: Outcome | None) -> dict[str, Any] | None:
    if outcome is None:
        return None
    named = ("source", "mode", "added", "changed", "unchanged", "removed")
    return {name: getattr(outcome, name) for name in named}


def _finding_report(finding: Finding) -> dict[str, Any]:
    named = ("row", "column", "cell", "value", "rule", "severity", "message", "fix")
    return {name: getattr(finding, name) for name in named}
