"""An analyst's corrections of a plan: which column feeds which field.

Stands apart from recognition because it obeys where recognition weighs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pmo_data.domain.errors import PmoError
from pmo_data.ingest.plan import ColumnPlan, TablePlan
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import squash
from pmo_data.store.delivery import Finding


def apply_corrections(plan: TablePlan, corrections: Mapping[str | int, str | None]) -> TablePlan:
    """The plan with columns (by header or 0-based index) feeding the given fields; None keeps a column beside.

    A field given to a column by correction is taken from the column that had it by guess; two corrections naming one
    field make them alternatives, the first in the file winning. Raises PmoError for an unknown header or field.
    """
    entity = KNOWN[plan.entity]
    wanted: dict[int, str | None] = {}
    for key, field in corrections.items():
        if field is not None and field not in entity.by_name:
            known = ", ".join(entity.by_name)
            raise PmoError(f"There is no field '{field}' in {entity.title.lower()}. Known are: {known}.")
        wanted[_find(plan, key)] = field
    taken = {f for f in wanted.values() if f}
    columns = [_corrected(c, wanted, taken) for c in plan.columns]
    return replace(plan, columns=tuple(_with_priorities(columns)), settings=_settings(plan, columns))


def _find(plan: TablePlan, key: str | int) -> int:
    for same in (lambda h: h == key, lambda h: isinstance(key, str) and squash(h) == squash(key)):
        for column in plan.columns:
            if column.index == key if isinstance(key, int) else same(column.header):
                return column.index
    raise PmoError(f"The sheet '{plan.sheet}' has no column '{key}'.")


def _corrected(column: ColumnPlan, wanted: dict[int, str | None], taken: set[str]) -> ColumnPlan:
    if column.index in wanted:
        field = wanted[column.index]
        return replace(column, field=field, confidence="exact" if field else "none", reason="as corrected", priority=0)
    if column.field in taken:
        return replace(column, field=None, confidence="none", reason="another column was chosen", priority=0)
    return column


def _with_priorities(columns: list[ColumnPlan]) -> list[ColumnPlan]:
    seen: dict[str, int] = {}
    out = []
    for column in columns:
        if column.field is not None:
            out.append(replace(column, priority=seen.get(column.field, 0)))
            seen[column.field] = seen.get(column.field, 0) + 1
        else:
            out.append(column)
    return out


def _settings(plan: TablePlan, columns: list[ColumnPlan]) -> dict[str, object]:
    """Settings that follow from which fields are fed."""
    fed = {c.field for c in columns}
    settings = {k: v for k, v in plan.settings.items() if k not in {"fallback", "lacks"}}
    return {**settings, **gaps(plan.entity, {f for f in fed if f})}


_TELLING = {"risk": ("cause", "effect"), "lesson": ("happened", "recommendation")}
"""What says more of a line without a name than its number does."""


def gaps(entity_name: str, fed: set[str]) -> dict[str, object]:
    """The settings `fallback` and `lacks` for an entity of which these fields are fed."""
    entity = KNOWN[entity_name]
    lacking = entity.lacking(fed)
    telling = next((field for field in _TELLING.get(entity_name, ()) if field in fed), None)
    if lacking == ["name"] and telling is not None:
        return {"fallback": {"name": telling}}
    if lacking == ["name"] and "code" in fed:
        return {"fallback": {"name": "code"}}
    if lacking == ["name"] and "wbs" in fed:
        return {"fallback": {"name": "wbs"}}
    return {"lacks": lacking} if lacking else {}


_ABOVE = {"assignment": ", or write above the table: Employee: Ana Silva"}
"""Where else than in a column a required field may stand."""


def with_gaps(plan: TablePlan, findings: list[Finding]) -> TablePlan:
    """Says which required fields nothing feeds; without any way to tell rows apart that is an error."""
    fed = {p.field for p in plan.columns if p.field}
    for key in ("unpivot", "marks"):
        told = plan.settings.get(key, {})
        fed |= {told[k] for k in ("value_field", "period_field", "column_field", "row_field") if k in told}
    missing = gaps(plan.entity, fed | set(plan.settings.get("constants", ())))
    lacking = missing.get("lacks")
    if isinstance(lacking, list) and lacking:
        wanted = " or ".join(f.replace("_", " ") for f in lacking)
        spoken = plan.entity.replace("_", " ")
        findings.append(
            Finding(
                "required-field",
                "error",
                f"No column holds the {wanted} of {'an' if spoken[0] in 'aeiou' else 'a'} {spoken}.",
                fix=f"Choose the column that does{_ABOVE.get(plan.entity, '')}, or another entity.",
            )
        )
        plan = replace(plan, confidence="guess" if plan.confidence != "exact" else "likely")
    return replace(plan, settings={**plan.settings, **missing})
