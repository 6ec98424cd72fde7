"""What a known export's columns feed: what its profile declares first, the rest matched among the fields left.

Stands apart from the profiles, which only declare, and from the choice of builds, which only asks whether one fits.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.across.unfolded import Decision
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.profile import Profile
from pmo_data.ingest.recognise.vocabulary.words import fold, header_units, tidy


def entity_of(profile: Profile, written: dict[int, str], columns: list[Column]) -> str:
    """The profile's entity, or the one its telling column's values switch to."""
    if profile.by_value is None:
        return profile.entity
    header, switch = profile.by_value
    index = next((i for i, h in written.items() if h == header), None)
    seen = next((c.seen for c in columns if c.index == index), None)
    values = {fold(tidy(s)) for s in seen.samples} if seen else set()
    return switch[values.pop()] if len(values) == 1 and values <= set(switch) else profile.entity


_AGAIN = re.compile(r" \(\d+\)$")

# Fields that mean the same in every register, so that an export's declaration holds where its entity is switched.
_SHARED = frozenset({"code", "name", "status", "owner", "project"})


def of_export(named: list[Column], columns: list[Column], profile: Profile, written: dict[int, str]) -> Decision:
    """A known export: its declared columns as declared, the others matched among the fields left."""
    entity = KNOWN[entity_of(profile, written, columns)]
    switched = entity.name != profile.entity
    declared = {i: profile.fields[h] for i, h in written.items()}
    if switched:
        declared = {i: f for i, f in declared.items() if f in _SHARED}
    filled = {c.index: c.seen.known for c in named}
    giver: dict[str, int] = {}
    for index, name in sorted(declared.items(), key=lambda d: (filled.get(d[0], 0) == 0, d[0])):
        if name:
            giver.setdefault(name, index)
    free = [c for c in named if c.index not in declared]
    matches = [m for m in match(free, entity) if m.option.field.name not in giver and m.option.how != "guess"]
    plans = planned(named, matches, entity)
    reason = f"as {profile.tool} exports it"
    parents = _parents(declared, written, filled)
    for spot, plan in enumerate(plans):
        if plan.index in declared:
            name = declared[plan.index] if giver.get(declared[plan.index] or "") == plan.index else None
            if declared[plan.index] == "parent" and parents:
                name = "parent" if plan.index in parents else None
            unit = profile.units.get(written[plan.index])
            stated = {"percent_scale": 1} if unit == "percent" else {"time_unit": unit} if unit else {}
            form = {**_second_line(plan, columns), **plan.format, **stated}
            plans[spot] = replace(plan, field=name, confidence="exact" if name else "none", reason=reason, format=form)
    return Decision(entity, plans, "exact", {"tool": profile.tool, **_rows(profile, written, columns), **_lists(plans)})


def _parents(declared: dict[int, str | None], written: dict[int, str], filled: dict[int, int]) -> list[int]:
    """The columns that each name the parent of some rows: a story's its epic, a part's its story. A key says it all."""
    found = [i for i, name in declared.items() if name == "parent" and filled.get(i)]
    return [i for i in found if written[i] == "Parent key"] or found


def _lists(plans: list[ColumnPlan]) -> dict[str, object]:
    """The setting that joins further columns of a list to its first: "Inward issue link (Blocks)" comes again."""
    givers = {p.header: p for p in plans if p.field in {"predecessors", "successors"}}
    further: dict[str, list[int]] = {}
    for plan in plans:
        first = givers.get(_AGAIN.sub("", plan.header))
        if first is not None and first is not plan and plan.field is None:
            further.setdefault(str(first.index), []).append(plan.index)
    return {"lists": further} if further else {}


def _rows(profile: Profile, written: dict[int, str], columns: list[Column]) -> dict[str, object]:
    """The setting that leaves out rows of another kind, where the export has any."""
    header, word = profile.rows or ("", "")
    column = next((c for c in columns if written.get(c.index) == header), None)
    if column is None or word not in column.seen.samples or len(column.seen.samples) < 2:
        return {}
    return {"only": {"column": column.index, "words": [word], "others": False, "known": list(column.seen.samples)}}


def _second_line(plan: ColumnPlan, columns: list[Column]) -> dict[str, object]:
    """The unit that a second line of the header names: "target_drtn_hr_cnt" over "Original Duration(h)"."""
    column = next((c for c in columns if c.index == plan.index), None)
    return {k: v for name in (column.more if column is not None else ()) for k, v in header_units(name).items()}
