"""What was learned at the end of projects, and at the turning points of two that go on, as their leaders noted it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import stories
from generator.raid import Scope
from generator.rows import Row


@dataclass(frozen=True)
class Lesson:
    project: str
    noted: date
    name: str
    category: str
    happened: str
    cause: str
    next_time: str


_LESSONS = (
    Lesson(
        stories.COMPLETED_SHORT, date(2026, 5, 6), "Storm overflows of neighbours count as well", "Scope",
        "Two overflows outside the scheme kept some of the gain from coming",
        "The catchment was cut at the boundary of the authority",
        "Model the whole catchment before a target is promised",
    ),
    Lesson(
        stories.COMPLETED_SHORT, date(2026, 7, 28), "Agree who measures a benefit before the works begin", "Benefits",
        "Three months after opening nobody could say how far bathing water had improved",
        "The sampling was left to a department that had no budget for it",
        "Name the owner and the measurement of each benefit in the business case",
    ),
    Lesson(
        "NM-06", date(2026, 7, 1), "Test pumping in a dry month tells the true yield", "Technical",
        "The first yield test was too hopeful and had to be repeated", "It was held in February, after rain",
        "Plan yield tests between July and September",
    ),
    Lesson(
        "NM-06", date(2026, 7, 1), "One driller for all boreholes kept the price", "Commercial",
        "The framework rate held over three sites", "The works were let as one lot", "Bundle works of the same trade",
    ),
    Lesson(
        "NM-50", date(2026, 7, 9), "Train on the real queue, not on examples", "People",
        "In the first week calls took twice as long", "Training used tidy examples",
        "Let each team answer real calls beside a trainer for two days",
    ),
    Lesson(
        "NM-50", date(2026, 7, 9), "Move the numbers of the old system last", "Technical",
        "Going back for one evening was possible because the old numbers still worked",
        "The cut-over was planned in two steps", "Keep a way back until the second week",
    ),
    Lesson(
        stories.STOPPED, date(2026, 6, 24), "Ask whether the present contract can be extended first", "Business case",
        "The benefits could be had by extending the contract", "The options were looked at only from the second gate",
        "Compare with doing the least at the first gate",
    ),
    Lesson(
        stories.STOPPED, date(2026, 6, 24), "A forecast that rises three months in a row is a question", "Oversight",
        "Cost rose every month for half a year before anybody decided",
        "Each rise alone stayed below the threshold", "Bring the third rise in a row to the board, whatever its size",
    ),
    Lesson(
        stories.RISK_TRUE, date(2026, 7, 21), "Survey old linings before the price is agreed", "Site",
        "Collapsed brickwork behind the lining of 1894 cost £5.15m", "Few records, and a survey of two sections only",
        "Survey every section, and hold contingency by what is not known",
    ),
    Lesson(
        stories.RECOVERED, date(2026, 8, 11), "A second crew early is cheaper than a lost season", "Delivery",
        "Night shifts from March brought the works back by August", "The decision took two weeks instead of two months",
        "Put a price on a month of delay in every business case",
    ),
    Lesson(
        "NM-08", date(2026, 8, 27), "Order roof membranes before the winter", "Supply",
        "The supplier had no membrane for five weeks in spring", "All reservoirs are renewed in the same months",
        "Place the framework order in November",
    ),
    Lesson(
        "NM-52", date(2026, 9, 3), "Write letters with those who receive them", "Community",
        "Repeat complaints fell by a third", "Customers read every draft", "Keep the readers' panel for other services",
    ),
    Lesson(
        "NM-05", date(2026, 10, 6), "Night flow finds leaks sooner than listening", "Technical",
        "Two thirds of the leaks were found in the first district meter areas",
        "Meters were read at night from the first week", "Fit meters before crews are sent out",
    ),
    Lesson(
        "NM-05", date(2026, 10, 6), "Road permits decide the pace", "Delivery",
        "Crews waited eleven days for permits", "Permits were asked for street by street",
        "Ask for one permit for each district",
    ),
)  # fmt: skip


def lessons(scope: Scope) -> Iterator[Row]:
    """The lessons noted by a status date; the leader sees to it that they are taken up."""
    own = (lesson for lesson in _LESSONS if lesson.project == scope.code)
    for number, lesson in enumerate(own, 1):
        if lesson.noted <= scope.today:
            yield {
                "code": f"LE-{scope.code[3:]}-{number:02d}", "name": lesson.name, "project": scope.code,
                "category": lesson.category, "happened": lesson.happened, "cause": lesson.cause,
                "recommendation": lesson.next_time, "owner": scope.lead, "raised_on": lesson.noted,
            }  # fmt: skip
