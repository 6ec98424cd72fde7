"""The settings that derived numbers depend on: name, default and meaning, once.

A setting in force at a moment is read from the dated `setting` entity, or else has its default; the SQL macro
`thresholds` does both, and a contract test compares its defaults with these.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One threshold or rule. `unit` is shown behind the value; text settings have none, but may have `choices`."""

    name: str
    default: float | str | None
    meaning: str
    unit: str = ""
    choices: tuple[str, ...] = ()


SETTINGS: tuple[Setting, ...] = (
    Setting("schedule_amber_pct", 10, "Finish slip from which the schedule is amber.", "% of baseline duration"),
    Setting("schedule_red_pct", 20, "Finish slip from which the schedule is red.", "% of baseline duration"),
    Setting("schedule_amber_days", 30, "The same where the baseline has no duration.", "days"),
    Setting("schedule_red_days", 90, "The same where the baseline has no duration.", "days"),
    Setting("cost_amber_pct", 10, "Expected cost over budget from which cost is amber.", "%"),
    Setting("cost_red_pct", 20, "Expected cost over budget from which cost is red.", "%"),
    Setting("estimate_from_pct", 20, "Completion from which spending over progress estimates the final cost.", "%"),
    Setting("benefits_amber_pct", 10, "Shortfall of benefits due by now from which they are amber.", "%"),
    Setting("benefits_red_pct", 20, "Shortfall of benefits due by now from which they are red.", "%"),
    Setting("risk_amber_pct", 80, "Expected value of open risks from which risk is amber.", "% of contingency"),
    Setting("risk_red_pct", 120, "Expected value of open risks from which risk is red.", "% of contingency"),
    Setting("high_risks_red", 3, "High open risks from which risk is red where no contingency is known.", "risks"),
    Setting("load_amber_pct", 100, "Load of the busiest person above which people are amber.", "% of capacity"),
    Setting("load_red_pct", 130, "Load of the busiest person from which people are red.", "% of capacity"),
    Setting("unfilled_amber_pct", 10, "Demand on people that names nobody from which people are amber.", "% of demand"),
    Setting("unfilled_red_pct", 20, "Demand on people that names nobody from which people are red.", "% of demand"),
    Setting("gate_red_days", 30, "Days a gate is overdue from which governance is red.", "days"),
    Setting("stale_days", 35, "Age of a project's data from which it is stale.", "days"),
    Setting("stale_red_days", 90, "Age of a project's data from which the data dimension is red.", "days"),
    Setting("review_days", 60, "Days without review after which a risk counts as not reviewed lately.", "days"),
    Setting("quality_min", 80, "Data quality from which a project's data counts as good enough.", "of 100"),
    Setting("accuracy_days", 14, "Mean error up to which forecasts of milestones count as accurate.", "days"),
    Setting("slip_month_days", 10, "Move of a finish since the comparison that calls for attention.", "days"),
    Setting("late_from_days", 30, "Days behind its baseline finish from which a project counts as late.", "days"),
    Setting("leads_most_projects", 4, "Open projects one person can lead before it is said.", "projects"),
    Setting("works_on_most_projects", 4, "Projects one person can work on in a month before it is said.", "projects"),
    Setting("watermelon_from", 2, "Steps on the scale 5-1 by which declared is better than derived.", "steps"),
    Setting(
        "improve_margin_pct",
        0,
        "How far below its limit a measure has to come before the derived rating improves; 0 improves it at the limit.",
        "points",
    ),
    Setting(
        "improve_after_snapshots",
        1,
        "Status dates in a row that have to read better before a derived rating improves; 1 improves it at once.",
        "status dates",
    ),
    Setting("fiscal_first_month", 1, "First month of the financial year.", "month"),
    Setting(
        "cap_from",
        "red",
        "Rating of risk, people, governance or data that caps the overall rating at amber.",
        choices=("amber", "red"),
    ),
    Setting(
        "palette",
        "standard",
        "Colours of ratings; shape, word and pattern stay the same.",
        choices=("standard", "colour blind"),
    ),
    Setting(
        "risk_matrix",
        "LLLMMLLMMHLMMHHLMHHVMMHVV",
        "Bands of the risk matrix: low, medium, high, very high; five letters for each probability from 1 to 5.",
    ),
    Setting("reporting_currency", None, "Currency of sums; the one most projects use where none is set."),
)

BY_NAME: dict[str, Setting] = {s.name: s for s in SETTINGS}
