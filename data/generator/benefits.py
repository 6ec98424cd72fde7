"""Benefits with owners and monthly profiles; what came so far of those whose project is finished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator import stories
from generator.clock import DAYS, STATUS_DATES, end_of, generator, month_starts
from generator.life import Life
from generator.roster import OBJECTIVES
from generator.rows import Row

_MONTHS = 24
_WITHOUT = frozenset(f"NM-{number}" for number in ("08", 36, 38, 44, 45, 46, 51, 53, 58, 60))
_NAMES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "water": (
        ("Fewer bursts and repairs", "cashable", "Repairs a year"),
        ("Water available in a dry year", "non-cashable", "Million litres a day"),
        ("Lower pumping energy", "cashable", "kWh a year"),
    ),
    "rivers": (
        ("Fewer overflow spills", "non-cashable", "Spills a year"),
        ("Avoided penalties for pollution", "cashable", "Penalties a year"),
        ("Better bathing water", "non-cashable", "Days of excellent quality"),
    ),
    "transport": (
        ("More tram journeys", "cashable", "Fare income a year"),
        ("Time saved by passengers", "non-cashable", "Hours a year"),
        ("Lower fleet running cost", "cashable", "Cost a vehicle kilometre"),
    ),
    "bridges": (
        ("Avoided emergency repairs", "cashable", "Repair cost a year"),
        ("Fewer accidents", "non-cashable", "Injury accidents a year"),
    ),
    "digital": (
        ("Old licences retired", "cashable", "Licence cost a year"),
        ("Hours of manual work saved", "cashable", "Hours a year"),
        ("Fewer service failures", "non-cashable", "Failures a month"),
    ),
    "service": (
        ("Fewer repeat contacts", "cashable", "Contacts a year"),
        ("Customers helped at the first contact", "non-cashable", "Share of contacts"),
    ),
}  # fmt: skip
_SHARED = {
    "NM-14": ("Kelby Brook in good ecological status", 55),
    "NM-15": ("Kelby Brook in good ecological status", 45),
    "NM-23": ("Four million more tram journeys", 60),
    "NM-24": ("Four million more tram journeys", 60),
}
"""Benefits of two projects. The splits of the second add up to 120 %: counted in part twice."""


class Benefit:
    def __init__(self, life: Life) -> None:
        self.life = life
        project = life.project
        self.code = f"B-{project.code[3:]}"
        self._random = generator(project.code, "benefit")
        names = _NAMES[project.kind]
        self.name, self.category, self.measure = names[self._random.randrange(len(names))]
        self.name, self.share = _SHARED.get(project.code, (self.name, 100))
        if project.code == stories.COMPLETED_SHORT:
            self.name, self.category, self.measure = "Visitors drawn by clean water", "cashable", "Income a year"
        finish = DAYS[life.plan.end - 1]
        self.first = end_of(finish + timedelta(45)) + timedelta(1)
        self.months = month_starts(self.first, self.first + timedelta(30.4 * (_MONTHS - 1)))
        if project.code == stories.BENEFIT_AT_RISK:
            self.name, self.category, self.measure = "Old licences retired", "cashable", "Licence cost a year"
            self.months = month_starts(date(2026, 9, 1), date(2026, 12, 31))
        self.value = round(project.budget * self._random.uniform(0.35, 0.9) * len(self.months) / _MONTHS, -4)
        self.owner = "" if project.code in ("NM-09", "NM-35", "NM-41") else project.sponsor

    def monthly(self) -> list[int]:
        """The target by month: rises over the first half year, then holds; adds up to the whole value."""
        weights = [min(1.0, 0.3 + 0.12 * n) for n in range(len(self.months))]
        total, run, out, spent = sum(weights), 0.0, [], 0
        for weight in weights:
            run += weight
            out.append(round(self.value * run / total) - spent)
            spent += out[-1]
        return out

    def _came(self, month: int) -> list[int | None]:
        """What was realised in each month that is over, once the project is finished."""
        known = self.life.known(month)
        if not self.life.finished(known):
            return [None] * len(self.months)
        part = 0.62 if self.life.project.code == stories.COMPLETED_SHORT else 0.97
        random = generator(self.code, "came")
        draws = [random.uniform(0.95, 1.05) for _ in self.months]
        done = DAYS[self.life.finish(known)]
        return [
            round(target * part * draw) if done < end_of(m) <= STATUS_DATES[known] else None
            for m, target, draw in zip(self.months, self.monthly(), draws, strict=True)
        ]

    def row(self, month: int) -> Row:
        came = [value for value in self._came(month) if value is not None]
        project = self.life.project
        objective = project.contributions[0][0] if project.contributions else OBJECTIVES[0][0]
        return {
            "code": self.code, "name": self.name, "project": project.code, "objective": objective,
            "owner": self.owner, "category": self.category, "measure": self.measure,
            "target_value": round(self.value), "actual_value": sum(came) if came else None,
            "currency": project.currency, "due": end_of(self.months[-1]), "share": self.share,
            "status": self._state(month, bool(came)),
        }  # fmt: skip

    def _state(self, month: int, came: bool) -> str:
        if self.life.stopped(month):
            return "given up"
        if came:
            return "short of target" if self.life.project.code == stories.COMPLETED_SHORT else "being realised"
        late = DAYS[self.life.finish(month)] > end_of(self.months[-1])
        return "at risk" if late else "planned"

    def periods(self, month: int) -> Iterator[Row]:
        for start, target, came in zip(self.months, self.monthly(), self._came(month), strict=True):
            yield {"benefit": self.code, "period": start, "target_value": target, "actual_value": came,
                   "currency": self.life.project.currency}  # fmt: skip


def of(lives: dict[str, Life]) -> dict[str, Benefit]:
    """By project code; some projects never said what they are to bring."""
    return {code: Benefit(life) for code, life in lives.items() if code not in _WITHOUT}
