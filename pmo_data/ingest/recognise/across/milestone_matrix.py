"""Milestones down and projects across: the day on which each project reaches it, planned, actual or both.

Stands apart from projects down and milestones across, which is a list of projects with columns of days.
"""

from __future__ import annotations

from typing import Any

from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import candidates
from pmo_data.ingest.recognise.vocabulary.words import tidy, words

_FEEDS = {"planned": "planned_finish", "forecast": "forecast_finish", "baseline": "baseline_finish",
          "actual": "actual_finish"}  # fmt: skip
_FEWEST = 2


def milestones_by_project(view: View, block: Block) -> tuple[int, dict[str, Any]] | None:
    """(the column of milestones, the settings that unfold the rest); None where columns are not projects by their days.

    Each column is headed by a project above what the day is: "CRM – Planned", "CRM – Actual".
    """
    named = [i for i, n in enumerate(block.names) if n]
    lead = next((i for i in named if "milestone" in words(block.names[i])), None)
    columns = [i for i in named if i != lead]
    if lead is None or view.turned or lead > min(columns, default=0) or not columns:
        return None
    told = [_told(block.names[i]) for i in columns]
    pairs = [pair for pair in told if pair is not None]
    if len(pairs) < len(columns) or len({group for group, _ in pairs}) < _FEWEST or len(set(pairs)) < len(pairs):
        return None
    seen = [view.evidence(i, block.first, block.last, block.skip) for i in columns]
    if not any(e.known for e in seen) or any(e.known and e.dates < 0.5 for e in seen):
        return None
    unpivot = {"columns": columns, "periods": [group for group, _ in pairs], "fields": [field for _, field in pairs],
               "kind": "gate", "value_field": pairs[0][1], "period_field": "project"}  # fmt: skip
    return lead, {"unpivot": unpivot, "cumulative": False, "constants": {"milestone": True}}


def _told(name: str) -> tuple[str, str] | None:
    """The project and the field of a header of two rows; None where the upper is a word that lists have themselves."""
    group, _, last = name.rpartition(" – ")
    said = [w for w in words(last) if w not in {"date", "day"}]
    known = any(c.how != "guess" for c in candidates(group, "task")) if group else True
    return (tidy(group), _FEEDS[said[0]]) if len(said) == 1 and said[0] in _FEEDS and not known else None
