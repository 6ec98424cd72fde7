"""Columns that pair a measure with a period: "Target 2025, Actual 2025, Target 2026, Actual 2026" beside a register.

Stands apart from plain columns of periods, whose numbers are all of one measure; here the list keeps its own columns,
and each pair becomes a value of a row for each thing and period.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pmo_data.ingest.plan import ColumnPlan, Confidence, TablePlan
from pmo_data.ingest.recognise.matching.columns import Column
from pmo_data.ingest.recognise.matching.entity import Guess, choose
from pmo_data.ingest.recognise.sheets.bare_months import with_years
from pmo_data.ingest.recognise.sheets.layout import Block
from pmo_data.ingest.recognise.sheets.view import View
from pmo_data.ingest.recognise.vocabulary.periods import period
from pmo_data.ingest.recognise.vocabulary.words import header_units, words
from pmo_data.store.delivery import Finding

_AIMED = ("target", "planned", "plan", "expected", "forecast", "baseline")
_CAME = ("actual", "realised", "achieved", "delivered")
# What a measure's word feeds, by what the list beside it is of.
_FIELDS: dict[str, dict[str, tuple[str, str]]] = {
    "benefit": {**dict.fromkeys(_AIMED, ("benefit_period", "target_value")),
                **dict.fromkeys(_CAME, ("benefit_period", "actual_value"))},
    "project": {**dict.fromkeys(("budget", "planned", "plan", "baseline", "approved", "capex", "opex"),
                                ("budget_period", "planned_value")),
                **dict.fromkeys(("forecast", "outlook"), ("budget_period", "forecast_cost")),
                **dict.fromkeys(("actual", "spend", "spent", "expenditure", "outturn"),
                                ("cost_period", "actual_cost"))},
}  # fmt: skip
MONEY = _FIELDS["project"]
_KNOWN = {word for fields in _FIELDS.values() for word in fields}
_KINDS = frozenset({"capex", "opex"})
_RECKONED = frozenset({"variance", "deviation", "difference", "total", "remaining", "sum"})
_SAID_OF = {"budget_period": "money planned for", "cost_period": "money spent in", "benefit_period": "benefits of"}
_AROUND = frozenset({"value", "amount", "cost", "benefit", "the", "in", "for", "of", "saving"})
_ONCE = 0.9  # a list of projects names each once
_SPLIT = re.compile(r"[\s–:,_]+|(?<=[A-Za-z])-(?=[A-Za-z])")


@dataclass(frozen=True)
class Pairs:
    """Column index -> (the word of its measure, its period's name), of periods of one kind.

    `reckoned` are the columns of these periods that others come to: "2026 – Total", "2026 – Variance".
    """

    columns: dict[int, tuple[str, str]]
    kind: str
    reckoned: frozenset[int] = frozenset()


def paired(view: View, block: Block) -> Pairs | None:
    """The paired columns of a table: two measures or more over two periods or more; None where there are none."""
    found: dict[int, tuple[str, str]] = {}
    kinds = set()
    for index, name in enumerate(block.names):
        told = _told(name) if name and len(name) <= 60 else None
        seen = view.evidence(index, block.first, block.last, block.skip) if told else None
        if told is not None and seen is not None and (not seen.known or seen.numbers + seen.percents >= 0.7):
            found[index] = told
            kinds.add((period(told[1]) or ("", 0))[0])
    reckoned = frozenset(i for i, (measure, _) in found.items() if measure in _RECKONED)
    found = {i: told for i, told in found.items() if i not in reckoned}
    measures, periods = ({pair[n] for pair in found.values()} for n in (0, 1))
    single = len(set(found.values())) == len(found)
    if view.turned or len(kinds) != 1 or len(measures) < 2 or len(periods) < 2 or not single:
        return None
    if measures & _KINDS and not measures <= _KINDS:  # "Budget" beside "Capex": one of them counts the other again
        return None
    return Pairs(_of_years(found, view, block), kinds.pop(), reckoned)


def _of_years(found: dict[int, tuple[str, str]], view: View, block: Block) -> dict[int, tuple[str, str]]:
    """The pairs, months among them with the year that is said above: in one run, or each measure's by itself."""
    once = len({said for _, said in found.values()}) == len(found)
    out = dict(found)
    for measure in [None] if once else dict.fromkeys(m for m, _ in found.values()):
        run = tuple(i for i, (m, _) in found.items() if measure in {None, m})
        labels = with_years([found[i][1] for i in run], view, block, run, "")
        out |= {i: (found[i][0], label) for i, label in zip(run, labels, strict=True)}
    return out


def _told(name: str) -> tuple[str, str] | None:
    """The measure and the period of a header that names one of each and nothing else."""
    measures, rest = [], []
    for token in _SPLIT.split(re.sub(r"\([^)]*\)", " ", name)):
        spoken = words(token)
        if spoken and spoken[0] in _KNOWN | _RECKONED:
            measures.append(spoken[0])
        elif token and not set(spoken) & _AROUND:
            rest.append(token)
    said = " ".join(rest)
    found = period(said)
    return (measures[0], said) if len(measures) == 1 and found is not None and found[0] != "ordinal" else None


def listed_beside(pairs: Pairs | None, columns: list[Column], sheet: str, file_name: str) -> Guess | None:
    """What the list beside the pairs is, by its own columns; None where it is none that pairs can belong to."""
    if pairs is None:
        return None
    own = [c for c in columns if c.name and c.index not in {*pairs.columns, *pairs.reckoned}]
    spoken = {w for c in own for w in words(c.name)}
    of_projects = "projects" if spoken & {"project", "scheme", "initiative"} and len(own) == 1 else sheet
    guess = choose(own, "benefits" if "benefit" in spoken else of_projects, file_name)
    if guess is None or guess.entity.name not in _FIELDS:
        return None
    lead = next((m.column.seen for m in guess.matches if m.option.field.name == "name"), None)
    lines = guess.entity.name == "project" and lead is not None and lead.known > 2 and lead.distinct < _ONCE
    return None if lines else guess


def with_pairs(
    plan: TablePlan, pairs: Pairs | None, block: Block
) -> tuple[TablePlan, list[tuple[TablePlan, list[Finding]]]]:
    """The list without its paired columns, and a plan for each entity that these are of."""
    fields = _FIELDS.get(plan.entity, {})
    key = next((p for name in ("code", "name") for p in plan.columns if p.field == name), None)
    if pairs is None or key is None or not {measure for measure, _ in pairs.columns.values()} <= set(fields):
        return plan, []
    by_entity = fed_by(pairs, fields)
    seconds = [_second(plan, key, entity, found, pairs, block) for entity, found in by_entity.items()]
    taken = {index: entity.replace("_", " ") for entity, found in by_entity.items() for index in found}
    columns = tuple(
        replace(p, field=None, confidence="none", reason=f"read as {taken[p.index]}", alternatives=())
        if p.index in taken else p for p in plan.columns
    )  # fmt: skip
    return replace(plan, columns=tuple(apart(p, pairs) for p in columns)), seconds


def apart(plan: ColumnPlan, pairs: Pairs) -> ColumnPlan:
    """The plan as it is; a column of what others of its period come to feeds nothing."""
    if plan.index not in pairs.reckoned:
        return plan
    return replace(plan, field=None, confidence="none", reason="reckoned from the columns beside it", alternatives=())


def fed_by(pairs: Pairs, fields: dict[str, tuple[str, str]]) -> dict[str, dict[int, tuple[str, str]]]:
    """Per entity its columns, each with the field it feeds and its period's name."""
    by_entity: dict[str, dict[int, tuple[str, str]]] = {}
    for index, (measure, said) in pairs.columns.items():
        entity, field = fields[measure]
        by_entity.setdefault(entity, {})[index] = (field, said)
    return by_entity


def values_of(
    found: dict[int, tuple[str, str]], pairs: Pairs, samples: dict[int, tuple[str, ...]], names: Mapping[int, str]
) -> tuple[list[ColumnPlan], dict[str, Any]]:
    """The plans of one entity's paired columns, and how to unfold them."""
    values = [
        ColumnPlan(i, names[i], field, "likely", dict(header_units(names[i])), place, "one period each",
                   samples.get(i, ()))
        for place, (i, (field, _)) in enumerate(found.items())
    ]  # fmt: skip
    unpivot: dict[str, Any] = {
        "columns": list(found), "periods": [said for _, said in found.values()],
        "fields": [field for field, _ in found.values()], "kind": pairs.kind,
        "value_field": next(iter(found.values()))[0], "period_field": "period",
    }  # fmt: skip
    told = [pairs.columns[i][0] for i in found]
    if set(told) <= _KINDS:
        unpivot["also"] = {"field": "spend", "labels": told}
    return values, unpivot


def _second(
    plan: TablePlan, key: ColumnPlan, entity: str, found: dict[int, tuple[str, str]], pairs: Pairs, block: Block
) -> tuple[TablePlan, list[Finding]]:
    held = {p.index: p for p in plan.columns}
    lead = [replace(held[key.index], field=plan.entity, priority=0)]
    values, unpivot = values_of(found, pairs, {i: p.samples for i, p in held.items()}, dict(enumerate(block.names)))
    kept = {k: v for k, v in plan.settings.items() if k == "not_data"}
    settings = {**kept, "unpivot": unpivot, "cumulative": False, "beside": plan.entity}
    sure: Confidence = "guess" if plan.confidence == "guess" else "likely"  # else the list were left out as a guess
    said = f"The columns {block.names[min(found)]} to {block.names[max(found)]} are read as {_SAID_OF[entity]} each "
    said += f"period, beside the {plan.entity}s."
    finding = Finding("values_by_period", "warning", said, fix="Say so if they hold something else.")
    second = replace(plan, entity=entity, columns=(*lead, *values), confidence=sure, settings=settings,
                     row_stands_for=f"one {plan.entity} with a value per period")  # fmt: skip
    return second, [finding]
