"""Hours of leave or sickness in a log of work: they stand where others name their project, and are of none.

Stands apart from cells that say that something is absent: the words are plain words, and mean this in a log only.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.domain.fields import Absence
from pmo_data.ingest.typing.column import Distinct
from pmo_data.ingest.typing.table import TypedTable, header_of
from pmo_data.ingest.typing.words import counted, fold
from pmo_data.store.delivery import Finding

_OFF = re.compile(
    r"((annual|sick|medical|parental|maternity|paternity|unpaid|paid|study|special|compassionate|bereavement) leave|"
    r"leave|on leave|time off|paid time off|pto|toil|vacation|(annual |public |bank |statutory )?holidays?|sick|"
    r"sickness|sick (day|time)s?|illness|absence|absent|(not|non) ?project( time| work)?|"
    r"urlaub|jahresurlaub|sonderurlaub|krank|krankheit|feiertage?|abwesenheit|abwesend|elternzeit|"
    r"conges?|congés?( payés)?|maladie|jours? fériés?|absences?|vacaciones|baja( médica)?|festivos?|férias|feriados?|"
    r"doença|ferie|malattia|vakantie|verlof|ziekte|ziek|feestdagen?|sjuk|sjukdom|urlop|choroba)"
)


def leave_projects(table: TypedTable) -> None:
    """Takes leave and sickness for no project; who had how many hours of it is kept."""
    project = table.fields.get("project")
    if table.entity.name != "assignment" or project is None or "person" not in table.fields:
        return
    distinct = Distinct.of(project.values)
    off = [_OFF.fullmatch(fold(text)) is not None for text in distinct.texts]
    if not any(off) or all(off):
        return
    cells = distinct.positions(off)
    said = f"{header_of(table, 'project')}: {counted(len(cells), 'row')} of leave or sickness "
    said += f"({distinct.examples(off)}) {'belongs' if len(cells) == 1 else 'belong'} to no project."
    table.findings.append(Finding("time_off", "warning", said, int(table.rows[cells[0]])))
    written = distinct.spread([text if o else None for text, o in zip(distinct.texts, off, strict=True)], pa.string())
    absent = distinct.spread([str(Absence.NOT_APPLICABLE) if o else None for o in off], pa.string())
    project.values = distinct.spread([None if o else t for t, o in zip(distinct.texts, off, strict=True)], pa.string())
    project.original = written if project.original is None else pc.coalesce(project.original, written)
    project.absent = absent if project.absent is None else pc.coalesce(project.absent, absent)
