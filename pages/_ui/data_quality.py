"""How good the data is: a score for each project and each import, whose lost points open the rows and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._ui import room, tables
from pages._ui.text import md
from pmo_data.domain.words import count
from pmo_data.queries.data import Findings
from pmo_data.queries.quality import ImportQuality, Quality, QualityPoints
from pmo_data.store.origins import where_from

if TYPE_CHECKING:
    import pandas as pd

    from pmo_data.domain.scope import Scope


def show(scope: Scope) -> None:
    """Projects first, the worst on top; then imports."""
    of = st.segmented_control(
        "Quality of", ["Projects", "Imports"], default="Projects", required=True, key="quality_of", bind="query-params"
    )
    if of == "Projects":
        _projects(scope)
    else:
        _imports()


def _projects(scope: Scope) -> None:
    frame = room.ask(Quality.of(scope)).rename(columns={"movement": "moved"})
    st.caption(
        "100 points each: 20 for complete, valid, consistent and timely data, and for having moved at all. "
        "Select a project to see what cost it points."
    )
    picked = tables.show(
        frame,
        columns={
            "name": "Project",
            "score": "Score",
            "completeness": "Complete",
            "validity": "Valid",
            "consistency": "Consistent",
            "timeliness": "Timely",
            "moved": "Moved",
            "reasons": "Reasons",
        },
        alt="The quality score of each project and its five parts, the worst first",
        empty="There is no project to score.",
        key="quality",
        select=True,
    )
    tables.download(frame, "quality", key="quality_download")
    if picked:
        _lost(scope, frame.iloc[picked[0]])


def _lost(scope: Scope, project: pd.Series[Any]) -> None:
    """Every lost point of a project; selecting one leads to its cell."""
    points = room.ask(QualityPoints.of(scope, project=str(project["project"])))
    st.subheader(f"Points lost by {md(project['name'])}")
    picked = tables.show(
        points,
        columns={
            "points": "Points",
            "dimension": "Of",
            "reason": "Why",
            "entity": "Row of",
            "key": "Which",
            "field": "Field",
            "file_name": "File",
            "sheet": "Sheet",
            "row_number": "Row",
        },
        alt="Every point lost, with the row and field it was lost for",
        empty="No point was lost.",
        key="quality_points",
        select=True,
    )
    if picked:
        _cell(points.iloc[picked[0]], scope.as_of)


def _cell(point: pd.Series[Any], as_of: int) -> None:
    """Where the value of a lost point is from, in words."""
    entity, key, field = (point[name] for name in ("entity", "key", "field"))
    if not all(isinstance(part, str) and part for part in (entity, key, field)):
        st.caption("This point is of the whole row, not of one cell.")
        return
    origin = where_from(room.store(), entity, key, field, as_of)
    st.caption(md(origin.sentence) if origin is not None else "No file says anything there: the cell is empty.")


def _imports() -> None:
    frame = room.ask(ImportQuality())
    picked = tables.show(
        frame,
        columns={
            "import_id": "Import",
            "file_name": "File",
            "status_date": "Status date",
            "who": "Who",
            "score": "Score",
            "data_rows": "Rows of data",
            "held_back": "Held back",
            "doubtful_rows": "Doubtful",
            "findings": "Findings",
        },
        alt="The quality score of each import, the latest first",
        empty="Nothing was imported yet.",
        key="import_quality",
        select=True,
    )
    if picked:
        _findings(frame.iloc[picked[0]])


def _findings(chosen: pd.Series[Any]) -> None:
    """What an import lost its points for, each finding with its cell."""
    found = room.ask(Findings(import_id=int(chosen["import_id"])))
    lost = found[found["rule"] != "not_data"]
    st.subheader(f"What cost {md(chosen['file_name'])} its points: {count(len(lost), 'finding')}")
    tables.show(
        lost,
        columns={
            "severity": "Weight",
            "sheet": "Sheet",
            "row_number": "Row",
            "column_name": "Column",
            "cell": "Cell",
            "value": "Found",
            "message": "Finding",
            "fix": "How to mend it",
        },
        alt="The findings of this import with their cells",
        empty="Nothing was found amiss in this file.",
        key="lost_by_import",
    )
