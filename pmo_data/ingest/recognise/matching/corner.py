"""Projects side by side: a sheet with a column for each, whose corner names the column of labels and not what it heads.

Stands apart because the corner of such a sheet is read as the name of a column, which it is not.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.recognise.matching.columns import Column
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.lexicon import candidates
from pmo_data.ingest.recognise.vocabulary.words import squash, words

_CORNERS = frozenset({"", "field", "fields", "attribute", "attributes", "item", "items", "property", "properties",
                      "parameter", "characteristic", "characteristics", "criteria", "criterion", "detail", "details",
                      "aspect", "element", "label", "information", "category", "feld", "merkmal", "champ", "campo",
                      "veld", "projectdata", "projectdetail", "projectinformation"})  # fmt: skip
_VALUES = frozenset({"value", "detail", "data", "entry", "content", "response", "answer", "description", "comment",
                     "note", "input", "wert", "valeur", "valor", "type", "format", "unit", "example"})  # fmt: skip
_OTHER = frozenset({"task", "risk", "issue", "action", "milestone", "benefit", "decision", "assumption", "objective",
                    "lesson", "activity", "portfolio", "programme", "person", "resource"})  # fmt: skip
_OWN = frozenset({"manager", "sponsor", "approved_budget", "forecast_start", "forecast_finish", "stage", "programme",
                  "declared_overall", "code", "status", "objective"})  # fmt: skip
_NAMING = frozenset({"id", "code", "name", "title", "reference", "number"})


def with_corner(view: View, columns: list[Column]) -> list[Column]:
    """The columns of a turned sheet with what stands beside its corner as the names of projects, where it can be."""
    first = columns[0] if columns else None
    if not view.turned or first is None or first.index or squash(first.name) not in _CORNERS:
        return columns
    seen = first.seen
    names = {squash(s) for s in seen.samples}
    if seen.known < 2 or seen.worded < 0.9 or seen.distinct < 1 or seen.prose or names & _VALUES:
        return columns
    rest = [c for c in columns[1:] if c.name]
    if any(set(words(c.name)) & _OTHER and set(words(c.name)) <= _OTHER | _NAMING for c in rest if c.seen.known):
        return columns
    known = [{x.field.name for x in candidates(c.name, "project") if x.how == "exact"} for c in rest]
    if any("name" in found for found in known) or sum(1 for found in known if found & _OWN) < 2:
        return columns
    called = "Project ID" if seen.ids > 0.8 and not any("code" in found for found in known) else "Project name"
    return [replace(first, name=first.name or "Project", more=(called, *first.more)), *columns[1:]]
