"""Asks the questions of the pages once and gives a pack: the whole deck, a page for a portfolio, or one project.

`ask` is `Store.fetch` or a page's cached way to it. Nothing is computed here that a query or a finding has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pmo_data.charts import alignment_words, project_words, sentences
from pmo_data.charts import money as money_charts
from pmo_data.domain.errors import QueryError
from pmo_data.domain.scope import Scope
from pmo_data.domain.words import UNKNOWN, amount, is_unknown, known, percent
from pmo_data.export.pack import drawn, listed
from pmo_data.export.pack.content import Chart, Figure, Pack, Stamp, Table
from pmo_data.queries.alignment import ObjectiveCoverage
from pmo_data.queries.exceptions import DecisionsRanked
from pmo_data.queries.money import MoneyByProject, MoneySummary
from pmo_data.queries.overview import (
    Attention,
    FilterChoices,
    Known,
    Movement,
    PortfolioSummary,
    RatingHistory,
    Ratings,
)
from pmo_data.queries.progress import Milestones, Progress, Slip
from pmo_data.queries.project import ProjectFacts, ProjectHistory
from pmo_data.queries.registers import Projects
from pmo_data.queries.risk import Exposure, ExposureHistory
from pmo_data.studies.asking import Ask

if TYPE_CHECKING:
    import pandas as pd

    from pmo_data.store.snapshots import Snapshot


def stamp(ask: Ask, scope: Scope, known_snapshots: Sequence[Snapshot], who: str, at: datetime) -> Stamp:
    """Where and when the numbers of a scope stand. Raises QueryError where nothing was imported by then."""
    here = _at(known_snapshots, scope.as_of)
    if here is None:
        raise QueryError(
            "There is no snapshot yet at that time, so there is nothing to take away. Import a file first."
        )
    before = None if scope.compare_with is None else _at(known_snapshots, scope.compare_with)
    filters = scope.sentence(_labels(ask, scope))
    return Stamp(here.title, before.title if before else "", filters, who, at)


def _at(known_snapshots: Sequence[Snapshot], moment: int) -> Snapshot | None:
    found = [s for s in known_snapshots if s.moment <= moment]
    return found[-1] if found else None


def _labels(ask: Ask, scope: Scope) -> dict[str, str]:
    rows = ask(FilterChoices(as_of=scope.as_of))
    return {str(v): str(label) for v, label in zip(rows["value"], rows["label"], strict=True)}


def gather(ask: Ask, scope: Scope, stamped: Stamp, title: str = "Portfolio review") -> Pack:
    """The whole pack of a view: figures, charts and tables of overview, progress, money, alignment and risk."""
    projects = ask(MoneyByProject.of(scope))
    page = one_page(ask, scope, stamped, title)
    curves = (drawn.s_curve(ask(Progress.of(scope))), drawn.slip(ask(Slip.of(scope))), drawn.variances(projects))
    history = drawn.history(ask(RatingHistory.of(scope)))
    charts = (page.chart("ratings"), history, *_moved_charts(ask, scope), *curves, *_goals(ask, scope))
    risks = (drawn.exposure(ask(Exposure.of(scope))), drawn.exposure_history(ask(ExposureHistory.of(scope))))
    rest = (
        *_moved_tables(ask, scope),
        listed.projects(projects, ask(Projects.of(scope))),
        listed.known(ask(Known.of(scope))),
    )
    return replace(page, charts=(*charts, *risks), tables=(*page.tables, *rest))


def one_page(ask: Ask, scope: Scope, stamped: Stamp, title: str) -> Pack:
    """What fits on one page: the sentence, the figures, the ratings, what needs attention, decisions, milestones."""
    now = ask(PortfolioSummary.of(scope)).iloc[0]
    attention = ask(Attention.of(scope))
    money = ask(MoneySummary.of(scope)).iloc[0]
    tables = (
        listed.attention(attention),
        listed.decisions(ask(DecisionsRanked.of(scope, limit=None))),
        listed.milestones(ask(Milestones.of(scope))),
    )
    warnings = tuple(money_charts.refusals(money))
    opening = sentences.overview(now, attention)
    charts = (drawn.ratings(ask(Ratings.of(scope))),)
    figures, currency = _figures(now, money), None if is_unknown(now["currency"]) else str(now["currency"])
    return Pack(title, opening, stamped, figures, charts, tables, warnings, _totals(now, money), currency)


_COUNTS = ("projects", "red", "watermelons", "late_projects", "late_from_days")
_SUMS = (
    "budget", "budget_known", "forecast_cost", "forecast_cost_known", "actual_cost", "actual_cost_known",
    "cost_variance", "cost_variance_known", "cost_variance_pct", "planned_value", "earned_value", "period_cost",
    "budget_at_completion", "earned_known", "spi", "cpi", "estimate_at_completion",
)  # fmt: skip


def _totals(now: pd.Series[Any], money: pd.Series[Any]) -> dict[str, float | None]:
    found = {name: now[name] for name in _COUNTS} | {name: money[name] for name in _SUMS}
    return {name: None if is_unknown(value) else float(value) for name, value in found.items()}


def portfolio_pages(ask: Ask, scope: Scope, stamped: Stamp) -> list[Pack]:
    """A page for each portfolio in view; one for the whole view where there is one portfolio or none is named."""
    rows = ask(FilterChoices(as_of=scope.as_of))
    named = rows[rows["filter"] == "portfolios"]
    chosen = [(str(v), str(n)) for v, n in zip(named["value"], named["label"], strict=True)]
    chosen = [(v, n) for v, n in chosen if not scope.portfolios or v in scope.portfolios]
    if len(chosen) == 1:
        return [one_page(ask, scope, stamped, chosen[0][1])]
    pages = [one_page(ask, scope, stamped, "Portfolio")]
    for value, name in chosen:
        narrowed = replace(scope, portfolios=(value,))
        words = replace(stamped, filters=narrowed.sentence(_labels(ask, scope)))
        pages.append(one_page(ask, narrowed, words, name))
    return pages


def _figures(now: pd.Series[Any], money: pd.Series[Any]) -> tuple[Figure, ...]:
    """The figures of the overview, in the same words, and the two indices."""
    total, currency = int(now["projects"]), now["currency"]
    late = UNKNOWN if not now["slip_known"] else str(int(now["late_projects"]))
    return (
        Figure("Projects", f"{total:,}"),
        Figure("Red", str(int(now["red"]))),
        Figure("Declared too well", str(int(now["watermelons"]))),
        Figure("Budget", amount(now["budget"], currency), _known(now["budget_known"], total)),
        Figure(
            "Forecast against budget",
            percent(now["cost_variance_pct"], signed=True),
            _known(now["cost_variance_known"], total),
        ),
        Figure(f"Late by {int(now['late_from_days'])} days or more", late, _known(now["slip_known"], total)),
        Figure("SPI", _ratio(money["spi"]), _known(money["earned_known"], total)),
        Figure("CPI", _ratio(money["cpi"]), _known(money["earned_known"], total)),
    )


def _ratio(value: Any) -> str:
    return UNKNOWN if is_unknown(value) else f"{float(value):.2f}"


def _known(n: Any, total: int) -> str:
    number = 0 if is_unknown(n) else int(n)
    return known(number, total) if number < total else ""


def _goals(ask: Ask, scope: Scope) -> tuple[Chart, ...]:
    covered = ask(ObjectiveCoverage.of(scope))
    word = alignment_words.singular(str(covered["dimension"].iloc[0])) if len(covered) else "objective"
    return drawn.objectives(covered, word), drawn.coverage(covered, word)


def _moved_charts(ask: Ask, scope: Scope) -> tuple[Chart, ...]:
    return () if scope.compare_with is None else (drawn.movement(ask(Movement.of(scope))),)


def _moved_tables(ask: Ask, scope: Scope) -> tuple[Table, ...]:
    return () if scope.compare_with is None else (listed.moved(ask(Movement.of(scope))),)


def project_page(ask: Ask, scope: Scope, stamped: Stamp, project: str) -> Pack:
    """One project on one page: its state and why, figures, ratings side by side, milestones, decisions.

    `project` is its key, code or name. Raises QueryError where there is none, or several.
    """
    key = project_key(ask, scope, project)
    facts = ask(ProjectFacts(project=key, as_of=scope.as_of)).iloc[0]
    whole = Scope(scope.as_of)
    tables = (
        listed.dimensions(project_words.dimensions(facts)),
        listed.milestones(_of(ask(Milestones.of(whole)), key)),
        listed.decisions(_of(ask(DecisionsRanked.of(whole, limit=None)), key)),
    )
    charts = (drawn.project_slip(ask(ProjectHistory(project=key, as_of=scope.as_of))),)
    hidden = project_words.hidden_trouble(facts)
    words = replace(stamped, filters=f"project {facts['code'] if not is_unknown(facts['code']) else key}")
    opening = project_words.opening(facts)
    return Pack(str(facts["name"]), opening, words, _project_figures(facts), charts, tables, (hidden,) * bool(hidden))


def _of(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    return frame[frame["project"] == key]


def project_key(ask: Ask, scope: Scope, said: str) -> str:
    """The key of the project meant by its key, code or name. Raises QueryError where there is none, or several."""
    rows = ask(Projects.of(Scope(scope.as_of)))
    for column in ("project", "code", "name"):
        found = rows.loc[rows[column].astype(str).str.casefold() == said.casefold(), "project"]
        if len(found) == 1:
            return str(found.iloc[0])
        if len(found) > 1:
            raise QueryError(f"'{said}' is the {column} of {len(found)} projects. Name one by its key.")
    raise QueryError(f"'{said}' is no project here. `pmo query projects` lists them.")


def _project_figures(facts: pd.Series[Any]) -> tuple[Figure, ...]:
    money = None if is_unknown(facts["currency"]) else str(facts["currency"])
    late = UNKNOWN if is_unknown(facts["slip_days"]) else str(int(facts["slip_days"])).replace("-", "−")
    return (
        Figure("Days late", late),
        Figure("Complete", percent(facts["percent_complete"])),
        Figure("Budget", amount(facts["budget"], money)),
        Figure("Forecast cost", amount(facts["forecast_cost"], money)),
        Figure("Forecast against budget", percent(facts["cost_variance_pct"], signed=True)),
        Figure("Open risks", str(int(facts["open_risks"])), f"{int(facts['high_risks'])} high"),
    )
