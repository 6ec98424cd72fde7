"""The portfolio this month in prose: what moved, what drove it, what is at stake, each clause leading to its rows.

Every sentence is made by a rule from the queries of the pages, so that it cannot say another number than they do. A
rule whose figures are not known, or are nothing, says nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pmo_data.domain.scope import Scope
from pmo_data.domain.words import amount, count, is_unknown, listed, percent
from pmo_data.queries.alignment import ObjectiveCoverage
from pmo_data.queries.attribution import Attribution, AttributionSteps
from pmo_data.queries.exceptions import DecisionsRanked
from pmo_data.queries.overview import Attention, Movement, PortfolioSummary
from pmo_data.queries.progress import Milestones
from pmo_data.queries.risk import Exposure, RiskSummary
from pmo_data.studies.asking import Ask

if TYPE_CHECKING:
    import pandas as pd

_NAMED = 3
_EFFECTS = {"joined": "projects that joined", "left": "projects that left", "rebaselined": "changed budgets",
            "currency": "currency and prices", "coverage": "amounts that became known or unknown",
            "continuing": "continuing projects"}  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """One sentence: `said` leads to its rows, on `page` with `filters` (name, value); the `rest` follows."""

    said: str
    rest: str
    page: str
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        return f"{self.said}{self.rest}"


@dataclass(frozen=True)
class Paragraph:
    """Clauses under a heading; never without any."""

    heading: str
    clauses: tuple[Clause, ...]


def narrative(ask: Ask, scope: Scope) -> list[Paragraph]:
    """The paragraphs for a scope; without a comparison nothing is said of movement."""
    ask = cache(ask)  # several rules read the same rows
    parts: dict[str, tuple[_Rule, ...]] = {
        "What moved": (_size, _ratings, _finishes, _joined),
        "What drove it": (_money, _drivers, _worst),
        "What is at stake": (_hidden, _risks, _milestones, _objectives, _decisions),
    }
    told = [
        Paragraph(heading, tuple(c for rule in rules for c in rule(ask, scope))) for heading, rules in parts.items()
    ]
    return [paragraph for paragraph in told if paragraph.clauses]


_Rule = Callable[[Ask, Scope], Iterator[Clause]]


def _size(ask: Ask, scope: Scope) -> Iterator[Clause]:
    now = ask(PortfolioSummary.of(scope)).iloc[0]
    if not now["projects"]:
        return
    still, total = int(now["open_projects"]), int(now["projects"])
    # Money and ratings are those of all projects in view, ended ones included.
    whole = " with" if still == total else f"; all {total:,} have"
    money = "" if is_unknown(now["budget"]) else f"{whole} {amount(now['budget'], now['currency'])} of budget"
    share = now["cost_variance_pct"]
    over = "" if is_unknown(share) else f", forecast {percent(abs(share))} {'over' if share >= 0 else 'under'} it"
    red = f"; {int(now['red'])} red" if now["red"] else ""
    said = count(still, "project is open", "projects are open")
    if still != total:
        said = f"{still:,} of {count(total, 'project')} {'is' if still == 1 else 'are'} open"
    yield Clause(said, f"{money}{over}{red}.", "overview")


def _ratings(ask: Ask, scope: Scope) -> Iterator[Clause]:
    moved = _moved(ask, scope)
    for movement, words in (("worsened", "got worse"), ("improved", "got better")):
        rows = moved[moved["movement"] == movement]
        if len(rows):
            steps = [f"{r['name']} ({_step(r)})" for r in rows.to_dict("records")]
            yield Clause(f"{count(len(rows), 'project')} {words}", f": {listed(steps)}.", "overview")
    if scope.compare_with is not None and moved["movement"].isin(["same", "rescaled"]).all():
        yield Clause("No project changed its rating", ".", "overview")


def _step(row: dict[Any, Any]) -> str:
    before, after = (str(row[name]).replace("_", "/") for name in ("rating_before", "rating_after"))
    return f"{before} to {after}"


def _finishes(ask: Ask, scope: Scope) -> Iterator[Clause]:
    moved = _moved(ask, scope)
    days = moved["finish_moved_days"].astype(float)
    later, sooner = moved[days > 0], moved[days < 0]
    if len(later):
        first = later.sort_values("finish_moved_days", ascending=False).iloc[0]
        back = f"; {len(sooner)} came forward" if len(sooner) else ""
        rest = f", the furthest {first['name']} by {count(int(first['finish_moved_days']), 'day')}{back}."
        yield Clause(f"{count(len(later), 'finish', 'finishes')} moved out", rest, "progress")


def _joined(ask: Ask, scope: Scope) -> Iterator[Clause]:
    moved = _moved(ask, scope)
    for movement, words in (("new", "joined"), ("left", "left")):
        rows = moved[moved["movement"] == movement]
        if len(rows):
            yield Clause(f"{count(len(rows), 'project')} {words}", f": {_names(rows)}.", "overview")


def _moved(ask: Ask, scope: Scope) -> pd.DataFrame:
    found = ask(Movement.of(scope))
    return found if scope.compare_with is not None else found.head(0)


def _money(ask: Ask, scope: Scope) -> Iterator[Clause]:
    """The forecast's change with its effects, which add up to it."""
    if scope.compare_with is None:
        return
    steps = ask(AttributionSteps.of(scope))
    by_step = dict(zip(steps["step"], steps["amount"], strict=True))
    effects = {e: by_step[e] for e in _EFFECTS if not is_unknown(by_step.get(e)) and by_step[e]}
    if not effects:
        return
    total, currency = by_step["after"] - by_step["before"], steps["currency"].iloc[0]
    listed = [f"{_EFFECTS[e]} {_signed(v, currency)}" for e, v in sorted(effects.items(), key=lambda p: -abs(p[1]))]
    word = "rose" if total >= 0 else "fell"
    yield Clause(f"The forecast {word} by {amount(abs(total), currency)}", f": {', '.join(listed)}.", "money")


def _drivers(ask: Ask, scope: Scope) -> Iterator[Clause]:
    if scope.compare_with is None:
        return
    rows = ask(Attribution.of(scope))
    rows = rows[rows["change"].astype(float).fillna(0) > 0].sort_values("change", ascending=False)
    if len(rows):
        said = [f"{r['name']} {_signed(r['change'], r['currency'])}" for r in rows.head(_NAMED).to_dict("records")]
        yield Clause("Most of what was added", f" is in {listed(said)}.", "money",
                     (("measure_money", "Forecast"),))  # fmt: skip


def _worst(ask: Ask, scope: Scope) -> Iterator[Clause]:
    """Why the projects that got worse did, or else the worst there is."""
    reasons = ask(Attention.of(scope)).drop_duplicates("project")
    moved = _moved(ask, scope)
    worse = reasons[reasons["project"].isin(moved.loc[moved["movement"] == "worsened", "project"])]
    for row in (worse if len(worse) else reasons.head(1)).head(_NAMED).to_dict("records"):
        yield Clause(
            str(row["name"]), f": {str(row['reason']).rstrip('.')}.", "project", (("project", row["project"]),)
        )


def _hidden(ask: Ask, scope: Scope) -> Iterator[Clause]:
    rows = ask(Attention.of(scope))
    rows = rows[rows["kind"] == "watermelon"].drop_duplicates("project")
    if len(rows):
        said = count(len(rows), "project is", "projects are")
        yield Clause(f"{said} declared better than the data says", f": {_names(rows)}.", "overview")


def _risks(ask: Ask, scope: Scope) -> Iterator[Clause]:
    now = ask(RiskSummary.of(scope)).iloc[0]
    if is_unknown(now["emv"]):
        return
    first = ask(Exposure.of(scope)).dropna(subset=["emv"]).sort_values("emv", ascending=False).iloc[0]
    rest = f" by expected value{_since(ask, scope, now)}; {first['name']} carries most, " \
           f"{amount(first['emv'], first['currency'])}."  # fmt: skip
    said = count(int(now["open_risks"]), "open risk weighs", "open risks weigh")
    yield Clause(f"{said} {amount(now['emv'], now['currency'])}", rest, "risk")


def _since(ask: Ask, scope: Scope, now: pd.Series[Any]) -> str:
    if scope.compare_with is None:
        return ""
    before = ask(RiskSummary.of(dataclasses.replace(scope, as_of=scope.compare_with))).iloc[0]["emv"]
    return "" if is_unknown(before) or before == now["emv"] else f" ({_signed(now['emv'] - before, now['currency'])})"


def _milestones(ask: Ask, scope: Scope) -> Iterator[Clause]:
    states = ask(Milestones.of(scope))["state"].value_counts()
    missed, due = int(states.get("missed", 0)), int(states.get("due", 0))
    if missed or due:
        said = count(missed, "milestone is missed", "milestones are missed") if missed else "No milestone is missed"
        yield Clause(said, f" and {due or 'none'} due within 30 days.", "roadmap")


def _objectives(ask: Ask, scope: Scope) -> Iterator[Clause]:
    rows = ask(ObjectiveCoverage.of(scope))
    rows = rows[rows["dimension"] == "objective"]  # a department that stands in has no objective to rest on it
    rows = rows[rows["served_only_by_red"].fillna(False).astype(bool)]
    if len(rows):
        said = count(len(rows), "objective rests", "objectives rest")
        names = [str(name) for name in rows["objective_name"]]
        yield Clause(f"{said} on red projects only", f": {listed(names)}.", "alignment")


def _decisions(ask: Ask, scope: Scope) -> Iterator[Clause]:
    rows = ask(DecisionsRanked.of(scope))
    if rows.empty:
        return
    first = rows.iloc[0]
    facts = [
        None if is_unknown(first["project_name"]) else str(first["project_name"]),
        None if is_unknown(first["at_stake"]) else f"{amount(first['at_stake'], first['currency'])} at stake",
        None if is_unknown(first["overdue_days"]) else f"overdue by {count(int(first['overdue_days']), 'day')}",
    ]
    said = ", ".join(fact for fact in facts if fact)
    yield Clause("First to decide", f": {first['ask']}{f' ({said})' if said else ''}.", "decisions")


def _signed(value: float, currency: str | None) -> str:
    return f"{'+' if value > 0 else ''}{amount(float(value), currency)}"


def _names(rows: pd.DataFrame) -> str:
    return listed([str(name) for name in rows["name"]])
