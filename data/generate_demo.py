"""Writes the demo portfolio's CSVs: twelve monthly status dates, each holding what is new or changed.

Run by hand: `python data/generate_demo.py [folder]`. The same bytes every time; no other inputs.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from generator import benefits, lessons, money, people, plan, projects, raid, reports, roster, schedule, turning_points
from generator.clock import MONTHS, STATUS_DATES
from generator.life import Life
from generator.rows import Folder, Row


class Demo:
    """All projects with their people and money, ready to be told month by month."""

    def __init__(self) -> None:
        self.lives = {project.code: Life(plan.build(project)) for project in roster.PROJECTS}
        self.staff = people.Staff()
        self.staff.staff(self.lives)
        self.money = {code: money.Money(life) for code, life in self.lives.items()}
        self.benefits = benefits.of(self.lives)
        self.handovers = schedule.handovers(self.lives)

    def tables(self, month: int) -> dict[str, Iterator[Row]]:
        """The state at a status date, by entity, of the projects in the portfolio by then."""
        lives = {code: life for code, life in self.lives.items() if life.project.joins <= month}
        scopes = [raid.Scope(life, self.staff, month) for life in lives.values()]
        present = [benefit for code, benefit in self.benefits.items() if code in lives]
        return {
            "objective": projects.objectives(),
            "portfolio": projects.portfolios(),
            "programme": projects.programmes(),
            "person": self.staff.persons(),
            "calendar": schedule.calendar(),
            "exchange_rate": money.exchange_rates(month),
            "project": (projects.row(life, self.money[code], self.staff, month) for code, life in lives.items()),
            "contribution": (row for life in lives.values() for row in projects.contributions(life.project)),
            "task": (row for life in lives.values() for row in schedule.tasks(life, self.staff, month)),
            "dependency": schedule.dependencies(lives, self.handovers, self.staff, month),
            "gate": (row for life in lives.values() for row in schedule.gates(life, month)),
            "assignment": (row for life in lives.values() for row in self.staff.assignments(life, month)),
            "risk": (row for scope in scopes for row in raid.risks(scope)),
            "issue": (row for scope in scopes for row in raid.issues(scope)),
            "assumption": (row for scope in scopes for row in raid.assumptions(scope)),
            "decision": (row for scope in scopes for told in (raid, turning_points) for row in told.decisions(scope)),
            "action": (row for scope in scopes for row in raid.actions(scope)),
            "lesson": (row for scope in scopes for row in lessons.lessons(scope)),
            "benefit": (benefit.row(month) for benefit in present),
            "benefit_period": (row for benefit in present for row in benefit.periods(month)),
            "budget_period": (row for code in lives for row in self.money[code].budget_rows(month)),
            "cost_period": (row for code in lives for row in self.money[code].cost_rows(month)),
            "status_report": (row for life in lives.values() for row in reports.status_report(life, self.staff, month)),
            "stakeholder": (row for life in lives.values() for row in reports.stakeholders(life, self.staff, month)),
        }


def write(root: Path) -> None:
    demo, folder = Demo(), Folder(root)
    for month in range(MONTHS):
        place = root / STATUS_DATES[month].isoformat()
        shutil.rmtree(place, ignore_errors=True)
        folder.write(STATUS_DATES[month], demo.tables(month))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "demo")
