"""Codes and months of the planted stories, so that every part of the generator tells the same one.

Months are positions in the twelve status dates: 0 is 30 November 2025, 11 is 31 October 2026.
"""

from __future__ import annotations

SLIPPING_PROGRAMME = "PG-DIG"
DRAGGED_PROGRAMME = "PG-TRM"
WATERMELON = "NM-12"
NO_OBJECTIVE = "NM-55"
RED_ONLY_OBJECTIVE = "O6"
RED_ONLY_PROJECTS = ("NM-47", "NM-48", "NM-49")
GIVER, RECEIVER = "NM-32", "NM-21"
BITE_MONTH = 7
"""The giver's promise moves past the need in this month; the receiver slips in the next."""
RISK_TRUE = "NM-07"
RISK_TRUE_MONTH = 7
REBASELINED = "NM-42"
REBASELINE_MONTH = 6
REBASELINED_BUDGET = 9_300_000
STOPPED = "NM-56"
STOP_MONTH = 7
RECOVERED = "NM-03"
JOINERS = {"NM-59": 5, "NM-60": 7}
COMPLETED_SHORT = "NM-20"
LATE_DEPARTMENT = "Customer and communities"
BENEFIT_AT_RISK = "NM-31"
PAST_GATE = "NM-16"
STALE = "NM-57"
STALE_AFTER = 7
"""The last month in which the stale project's data were brought up to date."""
NO_MANAGER = "NM-44"
LEADS_FIVE = "Priya Raman"
OVERLOADED = "Ingrid Halvorsen"
OVERLOADED_PROJECTS = ("NM-21", "NM-22", "NM-26", "NM-31", "NM-32", "NM-34")
EUR_PROJECTS = ("NM-27", "NM-48")
