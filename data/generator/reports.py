"""What each project says of itself by month: declared ratings, words, and when its report came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator import stories
from generator.clock import DAYS, STATUS_DATES, generator, spoken
from generator.life import Life
from generator.people import Staff
from generator.rows import Row
from generator.schedule import finished_lately, next_mark
from generator.turning_points import open_question

_ORDER = ("green", "amber", "red")
_OPTIMISTS = frozenset({"NM-09", "NM-16", "NM-28", "NM-36", "NM-48"})
_PESSIMISTS = frozenset({"NM-13", "NM-45"})
_REASONS: dict[str, tuple[str, ...]] = {
    "slip_red": (
        "the data model had to be reworked",
        "two developers left",
        "load tests failed twice",
        "the supplier's release was withdrawn",
    ),
    "giver": (
        "the integration architect is shared by six projects",
        "interfaces changed after review",
        "test environments were not free",
        "the vendor's connector does not scale",
    ),
    "slip_amber": (
        "the core data platform is not ready",
        "interfaces come later than promised",
        "user testing was postponed",
    ),
    "slip_green": ("we wait for the new platform in places", "the migration slot moved"),
    "dragged": ("the integration layer is late", "ticketing interfaces are not stable yet"),
    "dragged_red": (
        "signalling data cannot be tested without the integration layer",
        "the control system is late",
        "a second test possession was refused",
    ),
    "receiver": ("the integration layer came later than we need it", "factory tests wait for live interfaces"),
    "risk_true": ("the collapsed section must be rebuilt first", "access is limited to one crew"),
    "red_time": ("the grid connection is delayed", "the technology supplier missed its dates"),
    "stopped": ("requirements are still growing", "the vendor's product lacks two modules"),
    "past_gate": ("tender clarifications go on", "the contractor started before the contract sum was agreed"),
}
_PLAIN = ("approvals took longer than planned", "deliveries came late", "the weather cost working days",
          "a survey had to be repeated")  # fmt: skip


@dataclass(frozen=True)
class Ratings:
    overall: str
    schedule: str
    cost: str
    scope: str
    benefits: str
    resource: str
    risk: str


def _grade(part: float) -> int:
    return 2 if part >= 0.2 else 1 if part >= 0.1 else 0


def slip_ratio(life: Life, month: int) -> float:
    """Slip against the baseline in force as a part of the baseline's duration."""
    shift = life.shift(life.plan.marks[-1], month)
    duration = life.plan.end + shift - life.plan.start
    return (life.finish(month) + 1 - life.plan.end - shift) / duration


def declared(life: Life, month: int) -> Ratings:
    project, known = life.project, life.known(month)
    if project.code == stories.WATERMELON:
        return Ratings(*(["green"] * 7))
    schedule = _grade(slip_ratio(life, known))
    cost = _grade(life.forecast_cost(known) / life.budget(known) - 1)
    overall = max(schedule, cost)
    if project.code in _OPTIMISTS and overall:
        schedule, cost = (max(0, grade - (grade == overall)) for grade in (schedule, cost))
        overall -= 1
    overall = 1 if project.code in _PESSIMISTS and known > 3 else overall
    short = project.code == stories.COMPLETED_SHORT and life.finished(known)
    return Ratings(
        _ORDER[overall], _ORDER[schedule], _ORDER[cost], "amber" if project.outlook == "stopped" else "green",
        "amber" if short or schedule == 2 else "green",
        "amber" if project.code in stories.OVERLOADED_PROJECTS and known > 5 else "green",
        _ORDER[min(1, max(schedule, cost))],
    )  # fmt: skip


def submitted(life: Life, month: int) -> tuple[date, date, date]:
    """Date reported for, when the report was due, and when it came in."""
    today = STATUS_DATES[month]
    about, due = today.replace(day=20), today.replace(day=23)
    random = generator(life.project.code, "report", month)
    late = life.project.department == stories.LATE_DEPARTMENT
    days = random.randint(4, 5) if late else random.choice((-2, -1, -1, 0, 0))
    return about, due, due + timedelta(days)


def reports_on(life: Life, month: int) -> bool:
    """Whether the project files a report: from its first work on until it is closed, stopped or goes silent."""
    if life.known(month) < month or not life.started(month):
        return False
    return month == 0 or not life.finished(month - 1)


def status_report(life: Life, staff: Staff, month: int) -> Iterator[Row]:
    if not reports_on(life, month):
        return
    about, due, came = submitted(life, month)
    ratings = declared(life, month)
    yield {
        "project": life.project.code, "report_date": about, "author": staff.lead(life.project.code),
        "submitted_on": came, "due": due, "overall": ratings.overall, "schedule": ratings.schedule,
        "cost": ratings.cost, "scope": ratings.scope, "benefits": ratings.benefits, "resource": ratings.resource,
        "commentary": commentary(life, month), "next_steps": _next(life, month), "ask": _ask(life, month),
    }  # fmt: skip


def commentary(life: Life, month: int) -> str:
    told = _TOLD.get((life.project.code, month))
    if life.project.code == stories.WATERMELON:
        return _CHEERFUL[month % len(_CHEERFUL)]
    parts = [told or "", _done(life, month), _schedule(life, month), _cost(life, month)]
    return " ".join(part for part in parts if part)


def _done(life: Life, month: int) -> str:
    done = finished_lately(life, month)
    if life.stopped(month):
        return ""
    if life.finished(month):
        return "The project is finished and handed over."
    if not done:
        return "Work goes on; nothing was finished this month."
    if len(done) == 1:
        return f"Finished: {done[0]}."
    rest = f" and {len(done) - 2} more" if len(done) > 2 else ""
    return f"Finished: {done[0]}, {done[1]}{rest}."


def _schedule(life: Life, month: int) -> str:
    if life.stopped(month) or life.finished(month):
        return ""
    now = DAYS[life.finish(month)]
    moved = life.slip[month] - life.slip[month - 1] if month else 0
    reasons = _REASONS.get(life.project.outlook, _PLAIN)
    if moved > 4:
        return f"The finish moves to {spoken(now)}: {reasons[month % len(reasons)]}."
    if moved < -4:
        return f"The finish comes forward to {spoken(now)}; the second crew pays off."
    weeks = round(slip_ratio(life, month) * (life.plan.end - life.plan.start) / 5)
    late = f"The finish holds at {spoken(now)}, {weeks} weeks behind the baseline."
    return late if weeks > 3 else "The plan holds."


def _cost(life: Life, month: int) -> str:
    if life.stopped(month) or (life.rebaselined(month) and month == stories.REBASELINE_MONTH):
        return ""
    now, before = life.forecast_cost(month), life.forecast_cost(max(0, month - 1))
    sign = "€" if life.project.currency == "EUR" else "£"
    if abs(now - before) > 0.004 * life.project.budget:
        way = "rises" if now > before else "falls"
        return f"Cost at completion {way} by {sign}{abs(now - before) / 1e6:.2f}m to {sign}{now / 1e6:.2f}m."
    return ""


def _next(life: Life, month: int) -> str:
    name, day = next_mark(life, month)
    if life.stopped(month):
        return "Close contracts and archive the records."
    return f"{name} on {day}." if name else "Benefits review in half a year."


def _ask(life: Life, month: int) -> str:
    return open_question(life.project.code, STATUS_DATES[month])


_CHEERFUL = (
    "All work streams are progressing well and the team is in good spirits.",
    "Good progress again this month. Minor adjustments to the programme are being absorbed.",
    "On track. Commercial discussions with the contractor are constructive.",
    "Works on site are proceeding well; the remaining activities have been re-sequenced.",
)
_TOLD: dict[tuple[str, int], str] = {
    (stories.RISK_TRUE, 7): "On 9 June the lining came away over 140 m and showed collapsed brickwork: "
    "risk R-07-01 has come true.",
    (stories.RISK_TRUE, 8): "The rebuilding method is agreed; two further crews are wanted.",
    (stories.REBASELINED, 6): "The committee approved a new baseline on 20 May: £9.3m and a finish in February 2027.",
    (stories.STOPPED, 7): "The committee stopped the project on 17 June; the present contract runs three years longer.",
    (stories.RECOVERED, 3): "The committee pays for a second crew from March.",
    (stories.RECOVERED, 4): "The second crew is on site and works at night.",
    (stories.GIVER, 7): "The release for the Tramlink control centre moves past the day it is needed.",
    (stories.RECEIVER, 8): "The interfaces promised by NM-32 did not come; factory tests are put back.",
    (stories.PAST_GATE, 4): "The contractor has begun on a letter of intent; Gate 3 has not been held.",
    ("NM-59", 5): "The culvert failed in the March storms; emergency works joined the portfolio this month.",
    ("NM-60", 7): "The project joined the portfolio this month after the floods of spring.",
}


def stakeholders(life: Life, staff: Staff, month: int) -> Iterator[Row]:
    """The communication plan of the larger projects: who hears what, how often, and when last."""
    if life.project.budget < 9_000_000 or not life.started(month):
        return
    known = life.known(month)
    today = STATUS_DATES[known]
    for number, (name, role, interest, influence, channel, frequency, days) in enumerate(_CIRCLE):
        random = generator(life.project.code, name)
        quarter = known // 3 * 3
        last = STATUS_DATES[known if days < 60 else quarter] - timedelta(random.randint(1, 25))
        neglected = random.random() < 0.12
        last = min(last, STATUS_DATES[0] - timedelta(5)) if neglected else last
        yield {
            "project": life.project.code, "name": name, "role": role, "interest": interest, "influence": influence,
            "channel": channel, "frequency": frequency, "last_contact": min(last, today),
            "next_contact": last + timedelta(days), "owner": staff.lead(life.project.code) if number else
            life.project.sponsor,
        }  # fmt: skip


_CIRCLE = (
    ("Northmere Council", "Local authority", "Jobs, traffic and taxes", "high", "Briefing", "quarterly", 92),
    ("Residents' forum", "Community", "Noise, dust and access", "medium", "Public meeting", "quarterly", 92),
    ("Regional regulator", "Regulator", "Standards kept and dates met", "high", "Written report", "quarterly", 92),
)
