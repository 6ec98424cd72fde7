"""Oversight: money by period, status reports, comments, and the settings that numbers depend on."""

from __future__ import annotations

from pmo_data.domain.catalogue.build import choice, code, day, money, number, rating, refers, text
from pmo_data.domain.catalogue.choices import PRICE_BASE
from pmo_data.domain.fields import Choices, Entity, Field

SPEND = Choices("spend", {"capex": ("capex", "capital", "cdel"), "opex": ("opex", "revenue", "operating", "rdel")})

_WHERE: tuple[Field, ...] = (
    refers("project", "project", "The project.", "project id", "project code", "project name", "scheme",
           "scheme name", "initiative"),
    code("task", "The task or branch, where money is kept so deep.", "task id", "wbs", "task name", "module"),
    day("period", "First day of the period.", "month", "quarter", "year", "week", "date", "period start", "fy",
        "reporting period", "report period", "status date", "report date", "period end", "month end",
        "accounting period", "fiscal period", "period name", "posting period", "reporting month",
        "financial period", "accounting month", "posting date", "budget period", "invoice date", "payment date",
        "transaction date", "date paid", "cost date", "spend date", "expense date", "date incurred"),
)  # fmt: skip
_WHAT: tuple[Field, ...] = (
    choice(
        "spend",
        SPEND,
        "Capital or operating.",
        "capex opex",
        "cost type",
        "spend type",
        "type",
        "expenditure type",
        "expense type",
        "account type",
        "capital revenue",
        "capital or revenue",
    ),
    text(
        "category",
        "Kind of cost in the file's words.",
        "cost category",
        "account",
        "cost element",
        "cost type",
        "expense type",
        "expenditure type",
    ),
    code("currency", "Currency of the amounts.", "ccy"),
    choice("price_base", PRICE_BASE, "Nominal, or real with its year.", "price basis"),
)
_KEY = (("project", "task", "period", "spend", "category"),)

BUDGET_PERIOD = Entity(
    "budget_period",
    "Planned money by period: the time-phased baseline.",
    (
        *_WHERE,
        money("planned_value", "Value of the work planned for the period.", "budget", "planned", "pv", "plan", "bcws",
              "baseline", "amount", "planned cost",
              "budget amount", "original budget", "planned spend", "approved", "approved budget",
              "revised budget", "current budget", "planned expenditure"),
        money("forecast_cost", "Cost now expected in the period.", "forecast", "outlook",
              "estimate", "latest estimate", "forecast spend", "latest forecast", "forecast expenditure"),
        *_WHAT,
    ),
    keys=_KEY,
    synonyms=("budget", "budgets", "budget by month", "planned value", "pv", "spend plan", "cost plan"),
)  # fmt: skip

COST_PERIOD = Entity(
    "cost_period",
    "Money spent and value earned by period.",
    (
        *_WHERE,
        money(
            "actual_cost",
            "Money spent in the period.",
            "actual",
            "actuals",
            "ac",
            "spend",
            "spent",
            "acwp",
            "invoice",
            "amount",
            "cost",
            "actual spend",
            "expenditure",
            "actual expenditure",
            "posted",
            "invoiced",
            "paid",
            "invoice amount",
            "amount paid",
            "net amount",
        ),
        money("earned_value", "Value of the work done in the period.", "earned", "ev", "bcwp"),
        *_WHAT,
    ),
    keys=_KEY,
    synonyms=("actuals", "actual cost", "ac", "costs", "cost report", "spend", "earned value", "ev"),
)

STATUS_REPORT = Entity(
    "status_report",
    "What a project's leader reported for a date.",
    (
        refers("project", "project", "The project.", "project id", "project code", "project name", required=True),
        day("report_date", "The date reported for.", "date", "status date", "reporting date", "period", "as of",
            "week ending", "created at", "created on"),
        text("author", "Who reported.", "reported by", "prepared by", "submitted by"),
        day("submitted_on", "When it was handed in.", "submitted", "date submitted", "received on"),
        day("due", "When it was due.", "due date", "report due"),
        rating("overall", "Overall rating reported.", "rag", "overall rag", "overall status", "rating", "status",
               "rag status"),
        rating("schedule", "Schedule rating reported.", "schedule rag", "schedule status"),
        rating("cost", "Cost rating reported.", "cost rag", "budget rag", "budget status"),
        rating("scope", "Scope rating reported.", "scope rag"),
        rating("benefits", "Benefits rating reported.", "benefits rag"),
        rating("resource", "Resource rating reported.", "resource rag"),
        text("commentary", "What happened and why.", "comment", "summary", "narrative", "highlights", "achievements",
             "text", "report text"),
        text("next_steps", "What comes next.", "next", "next period", "planned next", "upcoming"),
        text("ask", "What is needed from others.", "decision needed", "help needed", "support required", "escalation"),
    ),
    keys=(("project", "report_date"),),
    synonyms=("status reports", "status", "reports", "highlight reports"),
)  # fmt: skip

STAKEHOLDER = Entity(
    "stakeholder",
    "Someone with an interest in a project, and how they are kept informed.",
    (
        refers("project", "project", "The project.", "project id", "project code", "project name"),
        text("name", "Who.", "stakeholder", "stakeholder name", "person", "audience", "target audience", required=True),
        text("role", "In what capacity.", "position", "organisation", "function", "stakeholder role"),
        text("interest", "What they want of the project.", "interests", "expectation"),
        text("influence", "How much they can change.", "power", "influence level"),
        text("channel", "How they are informed.", "communication", "method", "what"),
        text("frequency", "How often.", "how often", "cadence"),
        day("last_contact", "When they were last informed.", "last done", "last contacted", "last communication"),
        day("next_contact", "When they are to be informed next.", "next due", "next communication", "due"),
        text("owner", "Who keeps them informed.", "responsible", "contact owner"),
    ),
    keys=(("project", "name", "channel"), ("project", "name")),
    synonyms=("stakeholders", "stakeholder register", "communication plan", "communications plan"),
    standing=True,
)

COMMENT = Entity(
    "comment",
    "A remark bound to a project, task, risk or number at a snapshot.",
    (
        code("code", "Identifier of the remark."),
        refers("project", "project", "The project it concerns."),
        code("about", "What it concerns: entity and key, or a measure."),
        text("text", "The remark.", required=True),
        text("author", "Who made it."),
        day("written_on", "When."),
        text("value_then", "The number as it stood when the remark was made."),
        text("handed_to", "Who is asked to act."),
        day("due", "By when."),
        text("state", "open or done."),
    ),
    keys=(("code",),),
    standing=True,
)

SETTING = Entity(
    "setting",
    "A threshold, weight or rule that numbers depend on; dated, so that a change does not rewrite history.",
    (
        code("name", "What is set.", "setting", required=True),
        text("value", "What it is set to.", "setting value"),
        text("meaning", "What the setting does."),
    ),
    keys=(("name",),),
    standing=True,
)

SAVED_VIEW = Entity(
    "saved_view",
    "A page with its filters and moment, kept under a name.",
    (
        code("code", "Identifier of the view.", required=True),
        text("name", "What people call it.", required=True),
        code("page", "The page's address."),
        text("address", "Filters and moment as they stand in the address; without a moment it is the latest."),
        text("owner", "Who keeps it; nobody's is everybody's."),
        text("state", "kept or removed."),
    ),
    keys=(("code",),),
    standing=True,
)

REVIEW = Entity(
    "review",
    "A meeting about the portfolio as of one frozen snapshot.",
    (
        code("code", "Identifier of the review.", required=True),
        text("name", "What it is called.", required=True),
        number("frozen_at", "Number of the snapshot that everything in it is as of."),
        day("held_on", "When it is held."),
        text("chair", "Who leads it."),
        text("attendees", "Who takes part."),
        text("state", "open or closed."),
        text("minutes", "What was noted, decided and agreed, as written when it was closed."),
    ),
    keys=(("code",),),
    standing=True,
)

REVIEW_ITEM = Entity(
    "review_item",
    "One item on the agenda of a review.",
    (
        code("code", "Identifier of the item.", required=True),
        code("review", "The review it belongs to."),
        number("place", "Its place on the agenda."),
        text("name", "What it is about."),
        refers("project", "project", "The project it concerns."),
        code("decision", "The decision in the register that it asks for."),
        text("reason", "Why it is on the agenda."),
        text("note", "What was said."),
        text("outcome", "What was decided."),
        text("pinned", "The rows and the figure pinned to it, as they were then."),
    ),
    keys=(("code",),),
    standing=True,
)

ENTITIES = (BUDGET_PERIOD, COST_PERIOD, STATUS_REPORT, STAKEHOLDER, COMMENT, SETTING, SAVED_VIEW, REVIEW, REVIEW_ITEM)
