"""The project's own row and what stands still around it: objectives, portfolios, programmes, contributions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator import stories
from generator.clock import DAYS, STATUS_DATES
from generator.life import Life
from generator.money import Money
from generator.people import Staff
from generator.reports import commentary, declared, reports_on, submitted
from generator.roster import OBJECTIVES, PORTFOLIOS, PROGRAMMES, Project
from generator.rows import Row
from generator.wording import PHASES

_PLACES = ("Northmere", "Ashby", "Calder", "Elm Vale", "Harbour", "Old Town", "Wend valley")
_AIMS = {
    "Asset renewal": "Replaces assets at the end of their life before they fail.",
    "Capacity growth": "Adds capacity for a growing population.",
    "Regulatory": "Meets a legal duty with a fixed date.",
    "Digital": "Replaces systems that no longer carry the business.",
    "Service improvement": "Makes a service better for the people who use it.",
}


def objectives() -> Iterator[Row]:
    for code, name, weight, owner, measure, target, description in OBJECTIVES:
        yield {"code": code, "name": name, "weight": weight, "owner": owner, "measure": measure, "target": target,
               "description": description}  # fmt: skip


def portfolios() -> Iterator[Row]:
    for code, name, owner, description in PORTFOLIOS:
        yield {"code": code, "name": name, "owner": owner, "description": description}


def programmes() -> Iterator[Row]:
    for code, name, portfolio, manager, sponsor, description in PROGRAMMES:
        yield {"code": code, "name": name, "portfolio": portfolio, "manager": manager, "sponsor": sponsor,
               "description": description}  # fmt: skip


def contributions(project: Project) -> Iterator[Row]:
    for objective, strength, share in project.contributions:
        yield {"project": project.code, "objective": objective, "strength": strength, "share": share,
               "rationale": _AIMS[project.category]}  # fmt: skip


def status(life: Life, month: int) -> str:
    if life.stopped(month):
        return "cancelled"
    if life.finished(month):
        return "completed"
    if life.started(month):
        return "active"
    return "proposed" if life.project.outlook == "proposed" else "planned"


def _stage(life: Life, month: int) -> str:
    state = status(life, month)
    if state in ("cancelled", "completed"):
        return "Stopped" if state == "cancelled" else "Closed"
    if state != "active":
        return "Proposal" if state == "proposed" else "Approved"
    marks = zip(PHASES[life.project.kind], life.plan.marks, strict=True)
    return next(phase[0] for phase, mark in marks if not life.stand(mark, month).finished)


def _updated(life: Life, month: int) -> date:
    """When its owner last brought the data up to date: with the last report, or at the month's start without one."""
    last = next((m for m in range(month, -1, -1) if reports_on(life, m)), None)
    if last is not None:
        return submitted(life, last)[2]
    return STATUS_DATES[month].replace(day=1)


def row(life: Life, money: Money, staff: Staff, month: int) -> Row:
    identity = _identity(life, money, staff, month)
    return identity | _dates(life, month) | _money(life, money, month) | _ratings(life, month)


def _identity(life: Life, money: Money, staff: Staff, month: int) -> Row:
    project, known = life.project, life.known(month)
    strength = max((part[1] for part in project.contributions), default=0)
    last = next((m for m in range(known, -1, -1) if reports_on(life, m)), None)
    return {
        "code": project.code, "name": project.name, "description": _AIMS[project.category],
        "portfolio": project.portfolio, "programme": project.programme, "department": project.department,
        "category": project.category, "location": _PLACES[int(project.code[3:]) % len(_PLACES)],
        "sponsor": project.sponsor, "manager": staff.manager(project.code), "stage": _stage(life, known),
        "status": status(life, known), "priority": {4: "high", 3: "high", 2: "medium"}.get(strength, "low"),
        "mandatory": project.mandatory,
        "percent_complete": round(100 * money.earned_now(known) / life.budget(known), 1),
        "status_comment": commentary(life, last) if last is not None else "",
    }  # fmt: skip


def _dates(life: Life, month: int) -> Row:
    known = life.known(month)
    first, last = life.plan.leaves[0], life.plan.marks[-1]
    begin, end = life.stand(first, known), life.stand(last, known)
    approved = DAYS[life.plan.start] - timedelta(35)
    if life.rebaselined(known):
        approved = date(2026, 5, 20)
    return {
        "baseline_start": DAYS[life.plan.start], "baseline_finish": DAYS[last.start - 1 + life.shift(last, known)],
        "forecast_start": DAYS[begin.start], "forecast_finish": DAYS[end.end - 1],
        "actual_start": DAYS[begin.start] if begin.started else None,
        "actual_finish": DAYS[end.end - 1] if end.finished else None,
        "approved_on": None if life.project.outlook == "proposed" or approved > STATUS_DATES[known] else approved,
        "updated_on": _updated(life, known),
    }  # fmt: skip


def _money(life: Life, money: Money, month: int) -> Row:
    known = life.known(month)
    planned, forecast = money.year(known)
    budget = life.budget(known)
    return {
        "approved_budget": budget, "whole_life_cost": round(life.project.budget * 1.35, -4),
        "forecast_cost": money.forecast_total(known), "actual_cost": money.spent(known),
        "year_baseline": planned, "year_forecast": forecast,
        "contingency": round(budget * (0.14 if life.project.code == stories.RISK_TRUE else 0.09), -3),
        "currency": life.project.currency, "price_base": "nominal",
    }  # fmt: skip


def _ratings(life: Life, month: int) -> Row:
    known = life.known(month)
    if not life.started(known):
        return {**dict.fromkeys(_RATED, ""), "rating_scale": "three"}
    r = declared(life, known)
    values = (r.overall, r.schedule, r.cost, r.scope, r.benefits, r.resource, r.risk)
    return {**dict(zip(_RATED, values, strict=True)), "rating_scale": "three"}


_RATED = tuple(f"declared_{part}" for part in ("overall", "schedule", "cost", "scope", "benefits", "resource", "risk"))
