"""Benefits with their values by year to the right: the register of benefits, and the profile of each.

Stands apart because such a sheet is of two entities, and a profile alone would leave project, kind and owner beside.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_data.ingest.plan import TablePlan
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN


def with_register(columns: list[Column], profile: TablePlan) -> list[TablePlan]:
    """The register and the profile beside it; the profile alone where nothing but the benefits' names stands there."""
    unpivot = profile.settings.get("unpivot")
    lead = next((p for p in profile.columns if p.field == "benefit"), None)
    if profile.entity != "benefit_period" or lead is None or unpivot is None or "measure" in unpivot:
        return [profile]
    run = set(unpivot["columns"])
    entity = KNOWN["benefit"]
    beside = [c for c in columns if c.name and c.index not in run | {lead.index}]
    # The lead is the name, and a total of the years is for the years to say.
    sure = [m for m in match(beside, entity) if m.option.how != "guess" and m.option.field.name != "name"]
    if not sure:
        return [profile]
    plans = [replace(lead, field="name"), *planned(beside, sure, entity)]
    plans += [replace(p, field=None, confidence="none", reason="read as benefit period") for p in profile.columns
              if p.index in run]  # fmt: skip
    kept = {name: value for name, value in profile.settings.items() if name == "not_data"}
    register = replace(profile, entity="benefit", columns=tuple(sorted(plans, key=lambda p: p.index)), settings=kept,
                       row_stands_for="one benefit")  # fmt: skip
    own = tuple(p for p in profile.columns if p.index in run or p.field is not None)
    return [register, replace(profile, columns=own, settings={**profile.settings, "beside": "benefit"})]
