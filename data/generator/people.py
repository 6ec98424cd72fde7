"""Eighty people: who leads, who works on what, and how much of their time is planned and logged by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator import stories
from generator.clock import DAYS, STATUS_DATES, end_of, generator, month_starts, working_days_in
from generator.life import Life
from generator.roster import DEPARTMENTS, PROGRAMMES, PROJECTS
from generator.rows import Row

_FIRST = """
Alice Benedict Chloe Dominic Eleanor Farid Georgia Harish Imogen Jasper Katarzyna Leon Maryam Nathan Orla Pavel
Rosalind Samuel Tamsin Umar Verity William Xenia Yusuf Zara Adrian Bethan Conor Delphine Edmund Fiona Gareth Hana
Idris Joanna Kwame Lydia Matteo Nadia Owen Petra Quentin Rhiannon Stefan Tara Uma Victor Wendy Anton Bridget
Caspian Dana Emeka Freya Gwen Hugo Ines Jerome Kirsten Lorcan Mina Noor Olga Piers Ruth Soren Thea
"""
_LAST = """
Abernathy Bosworth Cartwright Drummond Eastwood Fairclough Greenhalgh Hargreaves Ibrahim Jarvis Kowalski Lockwood
Mbeki Norwood Okafor Pemberton Quigley Rosenthal Sandhu Thackeray Underhill Vasquez Wolstenholme Yeung Zielinski
Armitage Birtwistle Castellano Dufresne Eriksen Fontaine Garrick Hollis Iqbal Jessop Kilbride Lomax Mellor Nakamura
Osborne Prentice Rafferty Sorensen Tremaine Usher Vickers Whitlock Yardley Ainsworth Bellamy Coultas Denholm Elphick
Falk Gledhill Hartnoll Inskip Jolliffe Kemble Langstaff Maddox Nunn Ormerod Poole Renshaw Stokoe Tindall
"""
# Discipline: how many, cost of an hour, the kinds of project it works on.
_DISCIPLINES: tuple[tuple[str, int, int, str], ...] = (
    ("Civil engineer", 6, 68, "water rivers transport bridges"),
    ("Process engineer", 4, 72, "water rivers"),
    ("Structural engineer", 3, 74, "bridges transport"),
    ("Signalling engineer", 2, 81, "transport"),
    ("Mechanical and electrical engineer", 4, 70, "water rivers transport"),
    ("Software engineer", 4, 66, "digital"),
    ("Business analyst", 4, 58, "digital service"),
    ("Service designer", 2, 56, "service digital"),
    ("Procurement specialist", 2, 54, "water rivers transport bridges digital service"),
    ("Planner", 2, 57, "water rivers transport bridges digital service"),
)
_LAST_MONTH = date(2027, 12, 31)
_PART_TIME = {9: 0.8, 23: 0.6, 41: 0.8, 58: 0.5, 71: 0.8}


@dataclass(frozen=True)
class Person:
    code: str
    name: str
    role: str
    team: str
    department: str
    rate: int
    capacity: float
    kinds: str


class Staff:
    """Everybody, and who is on which project with what share of their time."""

    def __init__(self) -> None:
        self.people = tuple(_everybody())
        self._by_name = {person.name: person for person in self.people}
        self._managers = self._lead_projects()
        self._teams: dict[str, list[tuple[Person, int]]] = {}

    def _lead_projects(self) -> dict[str, str]:
        pool = [p.name for p in self.people if p.role == "Project manager" and p.name != stories.LEADS_FIVE]
        five = ("NM-50", "NM-52", "NM-54", "NM-58", "NM-60")
        led = dict.fromkeys(five, stories.LEADS_FIVE) | {stories.NO_MANAGER: ""}
        rest = [project.code for project in PROJECTS if project.code not in led]
        for position, code in enumerate(rest):  # twenty lead two, fourteen lead one
            led[code] = pool[position // 2 if position < 40 else position - 20]
        return led

    def manager(self, code: str) -> str:
        return self._managers[code]

    def lead(self, code: str) -> str:
        """Whoever answers for the project day to day: its manager, or its programme's where it has none."""
        project = next(p for p in PROJECTS if p.code == code)
        return self._managers[code] or {p[0]: p[3] for p in PROGRAMMES}.get(project.programme, project.sponsor)

    def team(self, code: str) -> list[str]:
        return [person.name for person, _ in self._teams[code]]

    def owner(self, code: str, draw: int, leaf: bool, started: bool) -> str:
        """Who does a task; one open task in thirty has nobody yet."""
        if not leaf:
            return self._managers[code]
        if draw < 33 and not started:
            return ""
        team = self.team(code) or [self.lead(code)]
        return team[draw % len(team)]

    def staff(self, lives: dict[str, Life]) -> None:
        """Fill every team so that nobody is planned past their capacity: but one, who is in demand everywhere."""
        load: dict[tuple[str, date], float] = {}
        for life in sorted(lives.values(), key=lambda life: -life.project.budget):
            team = self._teams[life.project.code] = []
            months = month_starts(*_window(life, 0, 11))
            manager = self._by_name.get(self.manager(life.project.code))
            if manager:
                team.append((manager, 18 if manager.name == stories.LEADS_FIVE else 45))
            if life.project.code in stories.OVERLOADED_PROJECTS:
                team.append((self._by_name[stories.OVERLOADED], 30))
            wanted = 2 + (life.project.budget > 4_000_000) + (life.project.budget > 20_000_000)
            team += self._specialists(life, months, wanted, load)

    def _specialists(
        self, life: Life, months: list[date], wanted: int, load: dict[tuple[str, date], float]
    ) -> list[tuple[Person, int]]:
        random = generator(life.project.code, "team")
        fit = [p for p in self.people if life.project.kind in p.kinds.split()]
        random.shuffle(fit)
        chosen: list[tuple[Person, int]] = []
        for share in (random.choice((20, 25, 30)), 15, 10):
            for person in fit:
                peak = max((load.get((person.name, month), 0) for month in months), default=0)
                if len(chosen) < wanted and all(person is not p for p, _ in chosen) and peak + share <= 92:
                    chosen.append((person, share))
                    for month in months:
                        load[person.name, month] = load.get((person.name, month), 0) + share
        return chosen

    def persons(self) -> Iterator[Row]:
        for p in self.people:
            yield {
                "code": p.code, "name": p.name, "role": p.role, "team": p.team, "department": p.department,
                "capacity_fte": p.capacity, "hours_per_week": 37.5 * p.capacity, "rate": p.rate, "currency": "GBP",
                "email": p.name.lower().replace(" ", ".") + "@northmere.example",
                "location": ("Northmere House", "Harbour depot", "Thornwick works")[int(p.code[1:]) % 3],
                "active": True,
            }  # fmt: skip

    def assignments(self, life: Life, month: int) -> Iterator[Row]:
        code = life.project.code
        for person, share in self._teams[code]:
            yield from self._by_month(life, person, share, month)
        for mark in life.plan.marks:
            team = self.team(code)
            for letter, name in (("R", self.manager(code)), ("A", life.project.sponsor), ("C", team[-1])):
                if name:
                    yield _assignment(f"{mark.code}-{letter}", code, mark.code, self._by_name[name]) | {
                        "responsibility": letter
                    }

    def _by_month(self, life: Life, person: Person, share: int, month: int) -> Iterator[Row]:
        known = life.known(month)
        first, last = _window(life, known, known)
        longest = max(_window(life, m, m)[1] for m in range(life.project.joins, known + 1))
        for start in month_starts(first, min(longest, _LAST_MONTH)):
            past = end_of(start) <= STATUS_DATES[known]
            part = _share(person, share, start if past else STATUS_DATES[known])
            if start > last or (life.stopped(month) and not past):
                part = 0
            hours = round(part / 100 * person.capacity * 7.5 * working_days_in(start), 1)
            logged = generator(life.project.code, person.code, start).uniform(0.85, 1.1) * hours
            yield _assignment(f"{life.project.code}-{person.code}-{start:%y%m}", life.project.code, "", person) | {
                "start": start, "finish": end_of(start), "share": part, "planned_hours": hours,
                "actual_hours": round(logged, 1) if past else None,
            }  # fmt: skip


def _assignment(code: str, project: str, task: str, person: Person) -> Row:
    return {"code": code, "project": project, "task": task, "person": person.code, "role": person.role,
            "responsibility": "", "start": "", "finish": "", "share": None, "planned_hours": None,
            "actual_hours": None}  # fmt: skip


def _share(person: Person, share: int, at: date) -> int:
    """The one in demand everywhere was asked for a little more each quarter."""
    if person.name != stories.OVERLOADED:
        return share
    steps = ((date(2026, 2, 28), 15), (date(2026, 5, 31), 20), (date(2026, 8, 31), 25))
    return next((part for until, part in steps if at <= until), 30)


def _window(life: Life, first: int, last: int) -> tuple[date, date]:
    """Days in which the project needs people, from the first status date's month on."""
    begin = min(life.stand(life.plan.leaves[0], m).start for m in (first, last))
    end = max(life.finish(m) for m in (first, last))
    return max(DAYS[begin], STATUS_DATES[0].replace(day=1)), min(DAYS[end] + timedelta(1), _LAST_MONTH)


def _everybody() -> Iterator[Person]:
    names = iter(f"{a} {b}" for a, b in zip(_FIRST.split(), _LAST.split(), strict=True))
    places = list(DEPARTMENTS.values())
    posts: list[tuple[str, str, str, int, str]] = [
        (sponsor, "Director", department, 110, "") for department, sponsor in places
    ]
    posts += [(manager, "Programme manager", _home(code), 92, "") for code, _, _, manager, _, _ in PROGRAMMES]
    posts += [(stories.LEADS_FIVE, "Project manager", stories.LATE_DEPARTMENT, 76, "")]
    posts += [(next(names), "Project manager", places[n % 7][0], 76, "") for n in range(34)]
    posts += [(stories.OVERLOADED, "Integration architect", "Digital and data", 95, "")]
    for discipline, count, rate, kinds in _DISCIPLINES:
        home = {"water": 0, "bridges": 3, "transport": 2, "digital": 4, "service": 5}[kinds.split()[0]]
        posts += [(next(names), discipline, places[home][0], rate, kinds) for _ in range(count)]
    for number, (name, role, department, rate, kinds) in enumerate(posts, 1):
        team = f"{role}s" if kinds else "Delivery office" if "manager" in role else "Executive team"
        if name == stories.OVERLOADED:
            team = "Architecture"
        yield Person(f"P{number:03d}", name, role, team, department, rate, _PART_TIME.get(number, 1.0), kinds)


def _home(programme: str) -> str:
    return {"PG-WTR": "Water supply", "PG-RIV": "Waste water and environment", "PG-TRM": "Public transport"}.get(
        programme, "Digital and data"
    )
