"""Why nothing in a file could be recognised, in one sentence that says what was found instead.

Stands apart so that the wording is in one place.
"""

from __future__ import annotations

from pmo_data.domain.errors import Refused
from pmo_data.ingest.grid import Sheet
from pmo_data.ingest.recognise.lexicon import KNOWN
from pmo_data.ingest.recognise.words import tidy

_EXPECTED = {
    "project": "project_id, project_name, status, start_date, budget",
    "task": "task_id, task_name, start_date, end_date",
    "risk": "risk_id, title, probability, impact",
}


def sentence(looks: list[tuple[Sheet, list[tuple[str, ...]], bool]], entity: str | None) -> Refused:
    """The refusal for a file whose sheets held these unknown headers (or no header at all)."""
    strangers = [names for _, found, _ in looks for names in found]
    expected = _EXPECTED.get(entity or "project") or ", ".join(list(KNOWN[entity or "project"].by_name)[:4])
    if not any(sheet.cells.num_rows for sheet, _, _ in looks):
        return Refused("The file is empty.")
    if strangers and all(_no_rows(names) for names in strangers):
        return Refused("The file has column names but no rows.")
    filled = [sheet.name for sheet, _, _ in looks if sheet.cells.num_rows]
    if len(filled) > 3:
        return Refused(
            f"None of the {len(filled)} sheets holds a table with the expected columns, e.g. {expected}; "
            "if the workbook is a form, import it together with a map of its cells (columns: key, sheet, cell)."
        )
    if strangers:
        names = max(strangers, key=len)
        shown = ", ".join(tidy(n)[:40].splitlines()[0] for n in names if n and n != NO_ROWS)[:300]
        return Refused(f"None of the expected columns were found. Found: {shown}.")
    what = expected.split(", ")[0] or "project_id"
    return Refused(f"No column names were found in the first 20 rows; expected e.g. {what}.")


NO_ROWS = "\x00no rows"


def _no_rows(names: tuple[str, ...]) -> bool:
    return NO_ROWS in names
