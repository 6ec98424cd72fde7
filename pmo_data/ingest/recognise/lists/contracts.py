"""Pipelines of contracts and procurement plans: what is to be bought, for how much, and when it is let and ends.

Stands apart because the catalogue has no register of contracts: each is read as a project, which is said, and the
steps of the purchase are kept beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pmo_data.domain.words import listed
from pmo_data.ingest.plan import ColumnPlan
from pmo_data.ingest.recognise.matching.columns import Column, match, planned
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN
from pmo_data.ingest.recognise.vocabulary.words import tidy, words
from pmo_data.store.delivery import Finding

_BUYING = frozenset({
    "contract", "contracts", "tender", "procurement", "award", "advert", "bid", "bids", "bidding", "bidder", "supplier",
    "framework", "lot", "package", "purchase", "sourcing", "solicitation",
})  # fmt: skip
_NAMING = frozenset({"title", "name", "description", "subject", "requirement", "project"})
_CODING = frozenset({"number", "no", "id", "reference", "ref", "code"})
_VALUE = frozenset({"value", "amount", "cost", "budget", "price"})
_EXPECTED = frozenset({"estimated", "planned", "forecast", "expected", "anticipated", "of", "total", "date"})
_LEAST = 3


def contracts(named: list[Column]) -> list[ColumnPlan] | None:
    """The plans of a list of contracts to be let, as projects; None where the headers speak of no purchase."""
    buying = [c for c in named if set(words(c.name)) & _BUYING]
    title = _first(named, lambda spoken: bool(spoken & _NAMING) and spoken <= _NAMING | _BUYING)
    if len(buying) < _LEAST or title is None or _known_otherwise(named):
        return None
    chosen = {title.index: "name"}
    spoken_of = {
        "code": _first(named, lambda s: bool(s & _CODING) and s <= _CODING | _BUYING),
        "approved_budget": _first(named, lambda s: bool(s & _VALUE) and s <= _VALUE | _BUYING),
        "forecast_start": _first(named, lambda s: "start" in s and s <= _BUYING | {"start"}),
        "forecast_finish": _first(named, lambda s: bool(s & {"finish", "expiry"})
                                  and s <= _BUYING | {"finish", "expiry"}),
    }  # fmt: skip
    for field, column in spoken_of.items():
        if column is not None:
            chosen.setdefault(column.index, field)
    entity = KNOWN["project"]
    rest = [c for c in named if c.index not in chosen and not set(words(c.name)) & _BUYING]
    matches = [m for m in match(rest, entity) if m.option.how == "exact"]
    plans = planned(named, [m for m in matches if m.option.field.name not in chosen.values()], entity)
    return [
        replace(p, field=chosen[p.index], confidence="guess", reason="of a contract, read as a project")
        if p.index in chosen else p
        for p in plans
    ]  # fmt: skip


def without_title(names: Sequence[str]) -> str | None:
    """What to do with contracts of which no column says what each is for; None where the names are of other things."""
    told = [n for n in names if words(n)[:1] == ("contract",)]
    if len(told) < _LEAST or any(set(words(n)) & _NAMING and set(words(n)) <= _NAMING | _BUYING for n in names):
        return None
    return (
        f"{listed([tidy(n) for n in told[:3]])} are of contracts, which are read as projects where a column says "
        "what each is for: add one called Contract title."
    )


def _first(named: list[Column], speaks: Callable[[set[str]], bool]) -> Column | None:
    """The first column whose header's words are as asked and that holds anything."""
    return next((c for c in named if c.seen.known and speaks(_spoken(c.name))), None)


def _spoken(header: str) -> set[str]:
    """The words before a bracket, in which units and taxes stand."""
    return set(words(header.split("(")[0])) - _EXPECTED


def _known_otherwise(named: list[Column]) -> bool:
    """Lists of projects, risks or tasks may speak of contracts too."""
    own = {("project", "name"), ("project", "id"), ("project", "title"), ("risk", "id"), ("task", "name"), ("project",),
           ("risk",), ("task",), ("issue",), ("task", "id"), ("project", "number"), ("project", "code")}  # fmt: skip
    return any(words(c.name) in own for c in named)


def said_of_contracts() -> Finding:
    """What a person should know about a list of contracts."""
    said = "This looks like a list of contracts, for which there is no register here; each is read as a project."
    return Finding("contracts_as_projects", "warning", said, fix="Choose another entity if they are something else.")
