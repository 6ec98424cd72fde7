"""Every headline figure with the query that answers it and the query whose rows it adds up to.

One mechanism explains them all: a figure is one entry here, and a test adds up the rows of each and compares. What a
figure's value is, is the business of its query alone; the rows are the proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from pmo_data.domain.errors import QueryError
from pmo_data.domain.measures import BY_MACRO
from pmo_data.queries.alignment import Alignment, ObjectiveCoverage, OrphanProjects
from pmo_data.queries.base import ScopedQuery
from pmo_data.queries.benefits import BenefitRegister
from pmo_data.queries.money import MoneyByProject, MoneySummary
from pmo_data.queries.overview import PortfolioSummary
from pmo_data.queries.progress import Milestones, Progress, Variances
from pmo_data.queries.risk import Exposure, Overdue

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["count", "money", "%", "ratio", "days", "steps"]


@dataclass(frozen=True, kw_only=True)
class ProjectInputs(ScopedQuery):
    """What the portfolio's figures are made of, project by project; money in the reporting `currency`."""

    sql: ClassVar[str] = "explained/project_inputs"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "name", "programme_name", "status", "is_open", "rating", "band", "declared_overall",
        "derived_overall", "derived_rule", "watermelon_gap", "is_watermelon", "budget", "budget_basis",
        "forecast_cost", "actual_cost", "contingency", "cost_variance", "compared_budget", "percent_complete",
        "expected_finish", "baseline_finish", "slip_days", "is_late", "currency", "own_currency", "rate", "import_id",
        "sheet", "row_number",
    )  # fmt: skip
    project: str | None = None


@dataclass(frozen=True, kw_only=True)
class RiskInputs(ScopedQuery):
    """What the figures of risk are made of, open risk by open risk; `emv` in the reporting `currency`."""

    sql: ClassVar[str] = "explained/risk_inputs"
    columns: ClassVar[tuple[str, ...]] = (
        "risk", "code", "name", "project", "project_name", "owner", "kind", "probability", "impact", "band",
        "is_high", "probability_pct", "impact_cost", "own_currency", "emv", "currency", "import_id", "sheet",
        "row_number",
    )  # fmt: skip
    project: str | None = None


@dataclass(frozen=True, kw_only=True)
class MoneyInputs(ScopedQuery):
    """What the earned value figures are made of, project by project, to date; `places` are the files it is from."""

    sql: ClassVar[str] = "explained/money_inputs"
    columns: ClassVar[tuple[str, ...]] = (
        "project", "name", "planned_value", "earned_value", "actual_cost", "spi", "cpi", "currency", "places",
    )  # fmt: skip
    project: str | None = None


@dataclass(frozen=True)
class Total:
    """How rows make a figure: counted, summed, averaged, a ratio of sums, a mean weighted by `below`, or `products`:
    the sum of `column` x `below`, or the `difference` of both sums over the rows that know both. Ratios and products
    are taken times `factor`. What is a row's `own` adds up to nothing: it is known of one row only.
    """

    way: Literal["count", "sum", "mean", "ratio", "weighted", "products", "difference", "own"]
    column: str = ""
    below: str = ""
    factor: float = 1.0
    nothing: float | None = None
    """What the figure is where no row counts: 0 where the rows are themselves what is counted."""

    def of(self, rows: pd.DataFrame) -> float | None:
        """The figure of some rows; None where it is not known."""
        if self.way == "count":
            return float(rows[self.column].fillna(False).astype(bool).sum() if self.column else len(rows))
        if rows.empty:
            return self.nothing
        known = rows[rows[self.column].notna()]
        if self.way == "difference":
            known = known[known[self.below].notna()]
            return float(known[self.column].sum() - known[self.below].sum()) if len(known) else None
        if self.way == "products":
            return float(self.factor * (known[self.column] * known[self.below]).sum()) if len(known) else None
        if self.way == "weighted":
            known = known[known[self.below].notna()]
            top, bottom = (known[self.column] * known[self.below]).sum(), known[self.below].sum()
            return float(top / bottom) if bottom else None
        if known.empty or (self.way == "own" and len(rows) > 1):
            return None
        if self.way == "ratio":
            bottom = rows[self.below].sum()
            return float(self.factor * known[self.column].sum() / bottom) if bottom else None
        return float(known[self.column].mean() if self.way == "mean" else known[self.column].sum())


@dataclass(frozen=True)
class Explained:
    """One figure: its words, the query and column that answer it, and the rows with the way they add up.

    `only` leaves rows that count; `inputs` are the columns it is made of; `entity`, `key` and `fields` say which cells
    of the source its rows come from; `macros` are the definitions in SQL. Where `query` answers several rows (months,
    projects), the figure is read from the last past month or added up.
    """

    name: str
    label: str
    unit: Unit
    meaning: str
    query: type[ScopedQuery]
    column: str
    rows: type[ScopedQuery]
    total: Total
    only: str = ""
    inputs: tuple[str, ...] = ()
    entity: str = "project"
    key: str = "project"
    fields: tuple[str, ...] = ()
    macros: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other labels of the figure on pages."""


def _project(name: str, label: str, unit: Unit, meaning: str, total: Total, *fields: str, only: str = "",
             inputs: tuple[str, ...] = (), macros: tuple[str, ...] = (),
             also: tuple[str, ...] = ()) -> Explained:  # fmt: skip
    return Explained(name, label, unit, meaning, PortfolioSummary, name, ProjectInputs, total, only, inputs,
                     fields=fields, macros=macros, also=also)  # fmt: skip


def _own(name: str, label: str, unit: Unit, meaning: str, rows: type[ScopedQuery], *fields: str,
         inputs: tuple[str, ...], macros: tuple[str, ...] = (), entity: str = "project") -> Explained:  # fmt: skip
    return Explained(name, label, unit, meaning, rows, name, rows, Total("own", name), "", inputs, entity, entity,
                     fields, macros)  # fmt: skip


_RATED = ("rating", "declared_overall", "derived_overall", "derived_rule")
_SUM = "Projects whose currency cannot be converted into the reporting currency are left out."
_EARNED = ("planned_value", "earned_value", "actual_cost")

FIGURES: tuple[Explained, ...] = (
    _project("projects", "Projects", "count", "Projects in the part of the portfolio that is looked at, in any status.",
             Total("count"), "name", "status", inputs=("status",)),
    _project("open_projects", "Open projects", "count", "Projects neither completed nor cancelled nor finished.",
             Total("count"), "status", "actual_finish", only="is_open", inputs=("status",)),
    _project("red", "Red", "count", "Projects whose rating in effect is red: the worse of declared and derived.",
             Total("count"), "declared_overall", "forecast_finish", only="band=red", inputs=_RATED,
             macros=("worse_rating", "rating_band")),
    _project("amber", "Amber", "count", "Projects whose rating in effect is amber, half ambers included.",
             Total("count"), "declared_overall", "forecast_finish", only="band=amber", inputs=_RATED,
             macros=("worse_rating", "rating_band")),
    _project("green", "Green", "count", "Projects whose rating in effect is green; what is not known is never green.",
             Total("count"), "declared_overall", "forecast_finish", only="band=green", inputs=_RATED,
             macros=("worse_rating", "rating_band")),
    _project("watermelons", "Declared too well", "count",
             "Open projects declared better than their data says, by at least as many steps as the setting names.",
             Total("count", "is_open"), "declared_overall", "forecast_finish", "forecast_cost", only="is_watermelon",
             inputs=("declared_overall", "derived_overall", "watermelon_gap", "derived_rule"),
             macros=("watermelon_gap",)),
    _project("budget", "Budget", "money", f"Approved budget, or else whole-life cost. {_SUM}",
             Total("sum", "budget"), "approved_budget", "whole_life_cost", inputs=("budget", "budget_basis")),
    _project("forecast_cost", "Forecast cost", "money", f"Cost now expected at completion. {_SUM}",
             Total("sum", "forecast_cost"), "forecast_cost", inputs=("forecast_cost",),
              also=("Forecast at completion",)),
    _project("actual_cost", "Spent", "money", f"Money spent to date. {_SUM}",
             Total("sum", "actual_cost"), "actual_cost", inputs=("actual_cost",),
              also=("Spent to date",)),
    _project("contingency", "Contingency", "money", f"Money held for risks. {_SUM}",
             Total("sum", "contingency"), "contingency", inputs=("contingency",)),
    _project("cost_variance_pct", "Forecast against budget", "%",
             f"{BY_MACRO['cost_variance_pct'].meaning} Over the projects that know both.",
             Total("ratio", "cost_variance", "compared_budget", 100), "forecast_cost", "approved_budget",
             inputs=("cost_variance", "compared_budget"), macros=("percentage", "ratio", "cost_variance_pct")),
    _project("late_projects", "Late projects", "count",
             "Projects whose expected finish is behind the baseline's by as many days as the setting late_from_days or "
             "more.",
             Total("count"), "forecast_finish", "baseline_finish", only="is_late",
             inputs=("expected_finish", "baseline_finish", "slip_days"),
              also=("Late finishes",)),
    _project("mean_slip_days", "Mean slip", "days", "Mean of the days by which expected finishes pass their baselines.",
             Total("mean", "slip_days"), "forecast_finish", "baseline_finish",
             inputs=("expected_finish", "baseline_finish", "slip_days")),
    _project("percent_complete", "Complete", "%", "Percent complete of the projects, weighted by their budgets.",
             Total("weighted", "percent_complete", "budget"), "percent_complete",
             inputs=("percent_complete", "budget"), macros=("ratio",)),
    _project("cost_variance", "Forecast minus budget", "money",
             f"Forecast cost minus budget over the projects that know both; above zero is over. {_SUM}",
             Total("sum", "cost_variance"), "forecast_cost", "approved_budget",
             inputs=("forecast_cost", "compared_budget")),
    Explained("schedule_variance", "Schedule variance", "money", BY_MACRO["schedule_variance"].meaning, MoneyInputs, "",
              MoneyInputs, Total("difference", "earned_value", "planned_value"), inputs=_EARNED, entity="",
              macros=("schedule_variance",)),
    Explained("earned_cost_variance", "Cost variance", "money", BY_MACRO["cost_variance"].meaning, MoneyInputs, "",
              MoneyInputs, Total("difference", "earned_value", "actual_cost"), inputs=_EARNED, entity="",
              macros=("cost_variance",)),
    Explained("spi", "Schedule performance index", "ratio", BY_MACRO["spi"].meaning, Progress, "spi", MoneyInputs,
              Total("ratio", "earned_value", "planned_value"), inputs=_EARNED, entity="", macros=("spi", "ratio"),
              also=("Schedule index",)),
    Explained("cpi", "Cost performance index", "ratio", BY_MACRO["cpi"].meaning, Progress, "cpi", MoneyInputs,
              Total("ratio", "earned_value", "actual_cost"), inputs=_EARNED, entity="", macros=("cpi", "ratio"),
              also=("Cost index",)),
    Explained("planned_value", "Planned value", "money", "Value of the work planned to date, by the money plan.",
              Progress, "planned_value", MoneyInputs, Total("sum", "planned_value"), inputs=_EARNED, entity=""),
    Explained("earned_value", "Earned value", "money",
              "Value of the work done to date: as reported, or else percent complete times the plan.",
              Progress, "earned_value", MoneyInputs, Total("sum", "earned_value"), inputs=_EARNED, entity=""),
    Explained("open_risks", "Open risks", "count", "Risks in the register that are not closed.", Exposure, "open_risks",
              RiskInputs, Total("count"), entity="risk", key="risk", fields=("status", "name"),
              inputs=("kind", "band"), macros=("is_open_line",)),
    Explained("high_risks", "High or very high risks", "count", "Open risks in the bands high and very high.", Exposure,
              "high_risks", RiskInputs, Total("count"), only="is_high", entity="risk", key="risk",
              fields=("probability", "impact"), inputs=("probability", "impact", "band"), macros=("risk_band",),
              also=("High or very high",)),
    Explained("emv", "Expected value of risks", "money", BY_MACRO["expected_value"].meaning, Exposure, "emv",
              RiskInputs, Total("sum", "emv"), entity="risk", key="risk", fields=("impact_cost", "probability_pct"),
              inputs=("probability_pct", "impact_cost", "kind", "emv"), macros=("expected_value",
              "probability_pct_of"),
              also=("Expected value",)),
    Explained("unaligned_money", "Unaligned money", "money", "Budget of open projects that serve no objective.",
              OrphanProjects, "budget", OrphanProjects, Total("sum", "budget", nothing=0), fields=("approved_budget",
              "whole_life_cost"), inputs=("budget",)),
    Explained("alignment_score", "Alignment of a project", "%", BY_MACRO["alignment_score"].meaning, Alignment,
              "alignment_score", Alignment, Total("products", "strength", "weight_share_pct", 0.25),
              entity="project", fields=("name",), inputs=("objective_name", "strength", "weight_share_pct"),
              macros=("alignment_score", "percentage")),
    Explained("orphan_projects", "Without objective", "count", "Open projects that serve no objective.",
              OrphanProjects, "", OrphanProjects, Total("count"), fields=("name",), inputs=("status", "rating")),
    Explained("served_objectives", "Objectives served", "count",
              "Objectives that an open project serves, themselves or through an objective below them.",
              ObjectiveCoverage, "", ObjectiveCoverage, Total("count"), only="not is_orphan", entity="objective",
              key="objective", fields=("name", "weight"), inputs=("objective_name", "open_projects")),
    Explained("red_only_objectives", "On red only", "count", "Objectives whose open projects are all red.",
              ObjectiveCoverage, "", ObjectiveCoverage, Total("count"), only="served_only_by_red", entity="objective",
              key="objective", fields=("name", "weight"), inputs=("objective_name", "open_projects", "red")),
    Explained("whole_life_cost", "Whole-life cost", "money", f"Cost with running costs included. {_SUM}",
              MoneySummary, "whole_life_cost", MoneyByProject, Total("sum", "whole_life_cost"),
              fields=("whole_life_cost",), inputs=("whole_life_cost",)),
    Explained("spent_past_gate", "Spent past a gate", "money",
              "Spent in months that began after a gate that is due and not passed.", MoneySummary, "spent_past_gate",
              MoneyByProject, Total("sum", "spent_past_gate"), only="spent_past_gate>0", entity="",
              inputs=("spent_past_gate",)),
    Explained("earned_pct", "Earned", "%", BY_MACRO["percent_earned"].meaning, Progress, "earned_pct", MoneyByProject,
              Total("ratio", "earned_value", "budget_at_completion", 100), entity="", macros=("percent_earned",),
              inputs=("earned_value", "budget_at_completion")),
    Explained("missed_milestones", "Milestones missed", "count",
              "Milestones whose date passed before the status date without being reached.", Milestones, "", Milestones,
              Total("count"), only="state=missed", entity="task", key="task", fields=("baseline_finish", "name"),
              inputs=("date", "overdue_days")),
    Explained("overdue_actions", "Overdue actions", "count", "Open actions whose date has passed.", Overdue, "",
              Overdue, Total("count"), only="kind=action", entity="action", key="item", fields=("due", "name"),
              inputs=("due", "overdue_days", "owner")),
    Explained("never_reviewed", "Never reviewed", "count", "Open risks without a date of review.", Exposure,
              "never_reviewed", Exposure, Total("sum", "never_reviewed", nothing=0), entity="",
              inputs=("never_reviewed", "open_risks")),
    _own("slip_days", "Days late", "days", "Days the expected finish is after the baseline's.", ProjectInputs,
         "forecast_finish", "baseline_finish", inputs=("expected_finish", "baseline_finish")),
    _own("slip_pct", "Finish slip", "%", BY_MACRO["slip_pct"].meaning, Variances, "forecast_finish",
         "baseline_finish", inputs=("slip_days", "baseline_duration_days"), macros=("slip_pct", "percentage")),
    _own("watermelon_gap", "Watermelon gap", "steps", BY_MACRO["watermelon_gap"].meaning, ProjectInputs,
         "declared_overall", inputs=("declared_overall", "derived_overall"), macros=("watermelon_gap",)),
    _own("exposure_pct", "Risk exposure", "%", BY_MACRO["exposure_pct"].meaning, Exposure, "contingency",
         inputs=("emv", "contingency"), macros=("exposure_pct", "percentage")),
    _own("spent_pct", "Spent of the budget", "%", BY_MACRO["percent_spent"].meaning, Variances, "actual_cost",
         "approved_budget", inputs=("actual_cost", "budget"), macros=("percent_spent", "percentage")),
    _own("realisation_pct", "Benefit realisation", "%", BY_MACRO["realisation_pct"].meaning, BenefitRegister,
         "actual_value", "target_value", inputs=("actual_to_date", "target_to_date"),
         macros=("realisation_pct", "percentage"), entity="benefit"),
)  # fmt: skip
"""The figures in the order of the pages; names are those of the queries' columns."""

BY_NAME: dict[str, Explained] = {f.name: f for f in FIGURES}


OF_MEASURE = {"expected_value": "emv", "percent_spent": "spent_pct", "percent_earned": "earned_pct"}
"""Measure -> its figure, where queries name the column otherwise."""


def figure(name: str) -> Explained:
    """The figure of a name, or of a measure's. Raises QueryError with those there are."""
    said = name.replace("-", "_").lower()
    found = BY_NAME.get(OF_MEASURE.get(said, said))
    if found is None:
        raise QueryError(f"No figure is named '{name}'. Known are: {', '.join(BY_NAME)}.")
    return found


def labelled(label: str) -> Explained | None:
    """The figure that stands on a page under this label; None for a label of something else."""
    return next((f for f in FIGURES if label in (f.label, *f.also)), None)


def counted(asked: Explained, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that count for a figure."""
    if not asked.only:
        return rows
    if asked.only.endswith(">0"):
        return rows[rows[asked.only.removesuffix(">0")] > 0]
    if asked.only.startswith("not "):
        return rows[~rows[asked.only.removeprefix("not ")].fillna(False).astype(bool)]
    column, _, value = asked.only.partition("=")
    return rows[rows[column] == value] if value else rows[rows[column].fillna(False).astype(bool)]
