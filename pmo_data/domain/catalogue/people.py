"""People, and who is to work how much on what."""

from __future__ import annotations

from pmo_data.domain.catalogue.build import code, day, flag, money, number, refers, text
from pmo_data.domain.fields import Entity, Field, Kind

PERSON = Entity(
    "person",
    "Someone who works on projects, with role, team and capacity.",
    (
        code("code", "Identifier of the person.", "person id", "employee id", "resource id", "staff id", "user id",
             "personnel number", "emp id"),
        text("name", "Their name.", "person", "person name", "employee", "resource name", "full name", "resource",
             "employee name", "staff", "worker", required=True),
        text("role", "What they do.", "job title", "position", "skill", "job role", "function", "primary role"),
        text("team", "Where they belong.", "team name", "group", "squad"),
        text("department", "Their department.", "dept", "business unit", "division"),
        number("capacity_fte", "Full-time equivalents they can give to projects.", "capacity", "fte", "availability",
               unit="FTE", low=0),
        number("hours_per_week", "Hours they can give a week.", "weekly hours", "capacity hours", "hours week",
               unit="hours", low=0),
        money("rate", "Cost of an hour.", "hourly rate", "cost rate", "standard rate", "std rate"),
        code("currency", "Currency of the rate.", "ccy"),
        text("email", "Address.", "e-mail", "mail"),
        text("location", "Where they work.", "site", "office"),
        flag("active", "Still with the organisation.", "is active"),
    ),
    keys=(("code",), ("name",)),
    plural="people",
    synonyms=("people", "staff", "resources", "team", "employees", "resource pool"),
    standing=True,
)  # fmt: skip

ASSIGNMENT = Entity(
    "assignment",
    "A person, or a role that nobody is named for yet, working on a task or project in a period.",
    (
        code("code", "Identifier of the assignment.", "assignment id"),
        refers("project", "project", "The project worked on.", "project id", "project code", "project name",
               "assigned project", "initiative", "engagement", "allocated to", "project assigned"),
        code("task", "The task worked on.", "task id", "task code", "task name", "activity id", "task uid",
             "project task", "issue key", "issue", "ticket", "key"),
        refers("person", "person", "Who works; blank while only a role is wanted.", "person id", "employee",
               "employee id", "resource", "resource name", "resource id", "name", "who", "developer id", "developerid",
               "resource uid",
               "staff member", "full name", "team member", "consultant", "colleague", "staff",
               "assigned to", "assignee", "employee name", "member", "worker", "user", "username",
               "user name", "display name"),
        text("role", "As what; the role wanted where nobody is named yet.", "project role", "role on project",
             "role required", "required role", "role wanted", "role name", "resource role", "skill", "skill required",
             "job role", "resource type", "generic resource", "discipline",
             "job title", "position", "function", "profile", "capability"),
        text("responsibility", "R, A, C or I.", "raci"),
        day("start", "From when.", "start date", "from", "period", "week", "month", "begin", "date", "work date", "day",
            "spent on", "date worked"),
        day("finish", "Until when.", "end", "end date", "until", "to", "finish date",
            "till"),
        Field("share", Kind.PERCENT, "Part of their time; over 100 % is more than they have.",
              ("allocation", "share %", "allocation %", "percent", "units", "% allocation", "fte %",
               "utilisation", "utilisation %", "assigned %", "% assigned", "allocated %", "% allocated",
               "commitment", "effort %", "capacity %", "% of time", "time %", "booking %", "load",
               "percentage", "alloc %"), unit="%",
              minimum=0, maximum=300),
        number("fte", "Full-time equivalents asked for.", "ftes", "fte required", "required fte", "headcount",
               "number of people", "people required", "resources required", "number required", "demand fte",
               "fte demand", unit="FTE", low=0),
        number("planned_hours", "Hours planned.", "hours", "work", "effort", "planned effort", unit="hours", low=0),
        number("actual_hours", "Hours logged.", "actual work", "logged hours", "time spent", "hours logged",
               "hours worked", "hours spent", "worked hours", "spent hours",
               "developer hours actual", "developerhoursactual", unit="hours", low=0),
    ),
    keys=(("code",), ("project", "task", "person", "role", "start")),
    synonyms=("assignments", "allocations", "resource plan", "timesheet", "time entries", "raci", "resource demand",
              "resource request", "resource requests", "role demand", "staffing plan", "demand plan"),
    one_of=(("person", "role"),),
)  # fmt: skip

ENTITIES = (PERSON, ASSIGNMENT)
