"""The project: identity, place in the portfolio, people, dates, money, and the ratings its own people declare."""

from __future__ import annotations

from pmo_data.domain.catalogue.build import choice, code, day, flag, money, number, percent, rating, refers, text
from pmo_data.domain.catalogue.choices import PRICE_BASE, STATUS
from pmo_data.domain.fields import Entity

IDENTITY = (
    code("code", "The project's identifier in its own organisation.", "project id", "project code", "project number",
         "id", "pid",
         "project ref", "reference", "gmpp id number", "project no", "proj id", "initiative id",
         "project key", "work item id", "ppm id", "nr", "no", "ref", "uid", "maprojid", "gmpp ipa id number",
         "fms id", "investment id",
         "unique investment identifier",
         "project identifier", "budget line id", "award number", "award id", "grant number", "grant id", "grant ref",
         "contract number"),
    text("name", "The project's name.", "project name", "project", "title", "project title", "initiative",
         "initiative name", "proj nm", "name of project", "programme project name", "scheme", "scheme name",
         "display name", "prj name", "award title", "grant title", "name of work", required=True),
    text("description", "What the project is to do.", "description aims", "description / aims", "aims", "summary",
         "scope", "objective of project", "project description", "purpose", "project abstract", "abstract",
         "project development objective", "project summary", "project aims", "scope summary", "business need"),
)  # fmt: skip

PLACE = (
    refers("portfolio", "portfolio", "The portfolio it belongs to.", "portfolio name", "portfolio code",
           "portfolio id"),
    refers("programme", "programme", "The programme it belongs to.", "program", "programme name", "program name",
           "delivery program", "delivery programme", "programme code", "program id"),
    text("department", "The part of the organisation that answers for it.", "dept", "directorate", "business unit",
         "division", "agency", "managing agency", "owner group", "organisation", "organization", "business area",
         "ministry", "lead department", "function", "implementing agency", "bu"),
    text("category", "The organisation's own grouping.", "annual report category", "report category", "project type",
         "type", "category name", "class", "sector", "investment type", "project category", "kind"),
    text("location", "Where it takes place.", "borough", "region", "country", "site", "city", "country name",
         "address"),
    text("client", "For whom it is done.", "client agency", "customer", "borrower", "sponsor agency", "beneficiary"),
)  # fmt: skip

PEOPLE = (
    text("sponsor", "Who is accountable for the benefits.", "sro", "senior responsible owner", "executive sponsor",
         "project sponsor", "project executive", "accountable"),
    text("manager", "Who leads the project.", "project manager", "pm", "project lead", "lead", "project leader",
         "owner", "project owner", "responsible", "delivery manager", "proj mgr", "team leader", "pm name",
         "principal investigator"),
    text("team", "The team that delivers it.", "owner team", "delivery team", "project team"),
)  # fmt: skip

STATE = (
    text("stage", "Where it stands in its life cycle, in the organisation's words.", "phase", "current phase",
         "project stage", "lifecycle stage", "gate", "project phase", "life cycle stage", "last stage reached",
         "delivery stage", "stage name"),
    choice("status", STATUS, "Whether it is proposed, planned, active, on hold, completed or cancelled.",
           "project status", "state", "project state", "lifecycle status"),
    text("priority", "Its priority in the organisation's words.", "project priority", "prio", "rank", "importance"),
    flag("mandatory", "Must be done whatever its score (law, safety).", "mandatory flag", "regulatory", "must do",
         "non discretionary", "is mandatory"),
    percent("percent_complete", "How much of the work is done.", "% complete", "complete", "pct complete", "progress",
            "percent done", "% done", "completion", "complete %", "percentage complete", "progress %", "perc complete"),
    text("status_comment", "The latest words on its state.", "comment", "comments", "commentary", "status comment",
         "notes", "rating comment", "status update", "departmental commentary", "remarks", "narrative", "update"),
    text("schedule_comment", "The latest words on its schedule.", "schedule narrative",
         "departmental narrative on schedule", "departmental commentary on schedule", "schedule notes",
         "schedule commentary"),
    text("cost_comment", "The latest words on its money.", "budget comment", "variance comment", "cost narrative",
         "budget narrative", "departmental narrative on budget", "cost commentary",
         "departmental narrative on budget forecast variance",
         "departmental commentary on budget", "cost notes", "reason for variance", "variance explanation",
         "explanation of variance", "variance comment"),
)  # fmt: skip

DATES = (
    day("baseline_start", "Start in the approved baseline.", "baseline start date", "bl start", "original start",
        "approved start", "planned start", "planned start date", "plan start", "latest approved start date"),
    day("baseline_finish", "Finish in the approved baseline.", "baseline end", "baseline end date", "bl finish",
        "original finish", "original end date", "approved finish", "planned finish", "planned end", "planned end date",
        "planned completion", "baseline completion", "plan finish", "baseline finish date", "approved end date",
        "original completion date", "original completion", "baseline go live", "original go live"),
    day("forecast_start", "Start as now expected.", "start", "start date", "project start", "project start date",
        "start dt", "begin", "begin date", "forecast start date", "expected start", "from", "design start",
        "kick off", "start on"),
    day("forecast_finish", "Finish as now expected.", "finish", "end", "end date", "finish date", "project end date",
        "due", "due date", "forecast end", "forecast completion", "expected completion", "target date", "deadline",
        "completion date", "forecast finish date", "estimated completion", "closing date", "expected finish", "until",
        "end dt", "project end", "latest approved end date", "completion", "expected end date", "end on",
        "go live", "go live date", "practical completion", "current completion date", "est compl date",
        "estimated completion date"),
    day("actual_start", "When it really started.", "actual start date", "started", "started on", "date started"),
    day("actual_finish", "When it really finished.", "actual end", "actual end date", "actual completion", "finished",
        "completed on", "actual finish date", "date completed", "completed date"),
    day("approved_on", "When it was approved.", "approval date", "board approval date", "approved date",
        "date approved"),
    day("updated_on", "When its data was last brought up to date by its owner.", "last updated", "updated",
        "update date", "last modified", "modified", "report date", "as of", "data date", "last update",
        "date reported as of",
        "reporting date", "status date", "snapshot date", "updated on", "date updated"),
)  # fmt: skip

MONEY = (
    money("approved_budget", "Money approved for the whole project.", "budget", "approved cost", "total budget",
          "project budget", "approved funding", "bac", "budget at completion", "baseline cost", "original budget",
          "baseline budget", "current budget", "budget amount", "total baseline", "planned cost", "funding",
          "budget eur", "budget usd", "budget gbp", "total project cost", "approved budget amount", "project cost",
          "current project cost", "total approved budget", "authorised budget", "capital budget", "project value",
          "award amount", "awarded amount", "amount awarded", "awarded amount to date", "grant amount",
          "contract value",
          "contract amount", "funds allocated", "allocated funds", "sanctioned amount"),
    money("whole_life_cost", "Cost over the whole life, running costs included.", "whole life cost", "wlc",
          "whole life costs", "total baseline whole life costs", "wlc baseline", "wlc baseline incl ncg",
          "lifetime cost", "total cost of ownership", "life cycle cost", "total budgeted whole life costs",
          "budgeted whole life costs", "total whole life costs", "baseline whole life cost", "lifecycle cost"),
    money("forecast_cost", "Cost at completion as now expected.", "forecast", "forecast cost at completion", "eac",
          "estimate at completion", "ffc", "final forecast cost", "estimated cost", "projected cost", "budget forecast",
          "estimated total cost", "outturn", "forecast outturn", "expected cost", "current estimate",
          "forecast at completion", "cost at completion", "anticipated final cost", "afc", "estimated final cost",
          "efc", "estimated cost at completion", "latest estimate", "forecast final cost", "final cost"),
    money("actual_cost", "Money spent to date.", "actual", "actuals", "spend to date", "spent", "cost to date",
          "actual spend", "expenditure to date", "acwp", "spend", "actual costs", "total spend", "disbursed",
          "funds utilised", "funds utilized", "amount spent", "amount paid", "paid to date"),
    money("year_baseline", "Baseline of the financial year.", "financial year baseline", "yearly budget",
          "annual budget", "in year budget", "fy budget", "current year budget", "year budget",
          "financial year total baseline", "financial year budget"),
    money("year_forecast", "Forecast of the financial year.", "financial year forecast", "yearly forecast",
          "annual forecast", "in year forecast", "fy forecast",
          "financial year total forecast"),
    money("contingency", "Contingency held for risk.", "contingency budget", "risk allowance", "management reserve",
          "contingency held"),
    number("year_variance_pct", "Variance of the financial year in per cent.", "financial year variance",
           "fy variance", "budget variance %", "variance %", "financial year variance percent",
           "in year variance %", unit="%"),
    code("currency", "Three-letter code of the amounts.", "ccy", "currency code", "curr"),
    choice("price_base", PRICE_BASE, "Nominal, or real with its year.", "price basis"),
    number("price_year", "Year of real prices.", "price base year"),
)  # fmt: skip

RATINGS = (
    rating("declared_overall", "The rating its own people declare.", "rag", "rag status", "overall rag", "rating",
           "overall status", "health", "overall health", "delivery confidence", "delivery confidence assessment",
           "dca", "colour rating", "color rating", "ipa delivery confidence assessment", "status colour",
           "sro delivery confidence assessment", "traffic light", "overall rating", "project health", "ipa rating",
           "sro rating", "rag rating", "project rag", "mpa rag rating", "ampel"),
    rating("declared_schedule", "Declared rating of the schedule.", "schedule rag", "schedule status",
           "schedule health", "time rag", "schedule rating", "timeline rag", "time status"),
    rating("declared_cost", "Declared rating of the money.", "cost rag", "budget rag", "budget status", "cost status",
           "financial rag", "cost rating", "budget health", "finance rag"),
    rating("declared_scope", "Declared rating of the scope.", "scope rag", "scope status", "quality rag",
           "scope rating", "scope health"),
    rating("declared_benefits", "Declared rating of the benefits.", "benefits rag", "benefit rag", "benefits status",
           "benefits rating"),
    rating("declared_resource", "Declared rating of people.", "resource rag", "resources rag", "resource status",
           "people rag", "resource rating", "resourcing rag"),
    rating("declared_risk", "Declared rating of the risks.", "risk rag", "risk status", "risk rating", "risk level"),
    text("rating_scale", "three (red, amber, green) or five (with amber/red and amber/green) points.", "scale"),
)  # fmt: skip

PROJECT = Entity(
    "project",
    "A piece of work with one leader, a beginning and an end, done to bring about a change.",
    (*IDENTITY, *PLACE, *PEOPLE, *STATE, *DATES, *MONEY, *RATINGS),
    keys=(("code",), ("name",)),
    synonyms=("projects", "portfolio", "project list", "initiatives", "register of projects"),
)

ENTITIES = (PROJECT,)
