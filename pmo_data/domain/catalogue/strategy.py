"""Strategy: objectives, portfolios, programmes, and how projects contribute to objectives."""

from __future__ import annotations

from pmo_data.domain.catalogue.build import code, day, money, number, refers, text
from pmo_data.domain.fields import Entity, Field, Kind

OBJECTIVE = Entity(
    "objective",
    "A goal of the organisation that projects are meant to serve.",
    (
        code("code", "Identifier of the objective.", "objective id", "objective code", "goal id", "okr id", "id", "no",
             "ref", "number", "nr", "#", "reference", "objective no", "objective ref"),
        text("name", "What the organisation wants to achieve.", "objective", "objective name", "goal", "strategic goal",
             "strategic objective", "title",
             "strategic priority", "strategic outcome", "outcome", "aim", "priority", "objective key result",
             "objectives and key results", required=True),
        refers("parent", "objective", "The wider objective this one belongs to.", "parent objective", "parent goal",
               "pillar", "theme"),
        number("weight", "Relative importance; weights are normalised to sum to one.", "objective weight", "importance",
               "weighting",
               "%", "relative importance", low=0),
        text("owner", "Who answers for the objective.", "objective owner", "accountable", "lead",
             "responsible", "owned by", "responsible person", "sponsor", "who", "executive lead",
             "executive owner"),
        text("measure", "How achievement is measured.", "kpi", "metric", "indicator", "key result", "kr",
             "key results", "success measure", "measure of success"),
        text("target", "The value to be reached, with its date.", "target value", "goal value"),
        text("description", "The objective in full.", "details"),
    ),
    keys=(("code",), ("name",)),
    synonyms=("objectives", "goals", "strategy", "okr"),
    standing=True,
)  # fmt: skip

PORTFOLIO = Entity(
    "portfolio",
    "A set of projects and programmes overseen together.",
    (
        code("code", "Identifier of the portfolio.", "portfolio id", "portfolio code"),
        text("name", "Name of the portfolio.", "portfolio", "portfolio name", required=True),
        refers("parent", "portfolio", "The wider portfolio.", "parent portfolio"),
        text("owner", "Who answers for the portfolio.", "portfolio owner", "portfolio manager"),
        text("description", "What the portfolio is for.", "purpose"),
    ),
    keys=(("code",), ("name",)),
    synonyms=("portfolios",),
    standing=True,
)

PROGRAMME = Entity(
    "programme",
    "Related projects led together.",
    (
        code("code", "Identifier of the programme.", "programme id", "programme code", "program id", "program code"),
        text("name", "Name of the programme.", "programme", "programme name", "program", "program name", required=True),
        refers("portfolio", "portfolio", "The portfolio it belongs to.", "portfolio name", "portfolio code"),
        refers("parent", "programme", "The wider programme.", "parent programme", "parent program"),
        text("manager", "Who leads the programme.", "programme manager", "program manager", "programme lead"),
        text("sponsor", "Who sponsors the programme.", "programme sponsor", "executive sponsor"),
        text("description", "What the programme is for.", "purpose"),
    ),
    keys=(("code",), ("name",)),
    synonyms=("programmes", "programs"),
    standing=True,
)

CONTRIBUTION = Entity(
    "contribution",
    "How much a project contributes to an objective.",
    (
        refers("project", "project", "The contributing project.", "project id", "project code", "project name",
               required=True),
        refers("objective", "objective", "The objective served.", "objective id", "objective code", "objective name",
               "goal", required=True),
        Field("strength", Kind.SCALE, "0 none, 1 low, 2 moderate, 3 strong, 4 extreme.",
              ("contribution", "contribution score", "alignment score", "score", "alignment", "strength of link"),
              minimum=0, maximum=4),
        Field("share", Kind.PERCENT, "Part of the project's money that serves this objective.",
              ("share pct", "split", "allocation", "share of budget", "share of spend"), unit="%", minimum=0,
              maximum=100),
        text("rationale", "Why the project contributes.", "reason", "justification", "comment"),
    ),
    keys=(("project", "objective"),),
    synonyms=("contributions", "alignment", "project objectives", "benefit map"),
    standing=True,
)  # fmt: skip

EXCHANGE_RATE = Entity(
    "exchange_rate",
    "What one unit of a currency is worth in another at a date.",
    (
        code("from_currency", "The currency converted.", "from", "currency", "source currency", required=True),
        code(
            "to_currency", "The currency it is expressed in.", "to", "target currency", "base currency", required=True
        ),
        day("valid_on", "First day the rate holds.", "date", "rate date", "from date"),
        number("rate", "Units of the target for one unit of the source.", "exchange rate", "fx rate", low=0),
    ),
    keys=(("from_currency", "to_currency", "valid_on"), ("from_currency", "to_currency")),
    synonyms=("exchange rates", "fx", "rates"),
)

BENEFIT = Entity(
    "benefit",
    "A measurable gain that a project or programme is meant to bring.",
    (
        code("code", "Identifier of the benefit.", "benefit id", "benefit code", "benefit ref", "benefit no", "id",
             "no", "ref", "number", "nr", "#", "reference"),
        text("name", "What is gained.", "benefit", "benefit name", "title", "benefit title", "benefit description",
             "expected benefit", "outcome", "benefit statement",
             required=True),
        refers("project", "project", "The project that enables it.", "project id", "project code", "project name",
               "enabling project", "scheme", "initiative"),
        refers("objective", "objective", "The objective it serves.", "objective id", "objective code"),
        text("owner", "Who answers for realising it.", "benefit owner", "business owner",
             "responsible", "accountable", "owned by", "lead", "responsible person", "who"),
        text("category", "Kind of benefit: cashable, non-cashable, quality …", "benefit category", "benefit type",
             "type", "classification",
             "class", "kind", "cashable", "financial or non financial", "financial non financial"),
        text("measure", "How it is measured.", "kpi", "unit of measure", "metric", "measurement criteria",
             "measurement method", "how measured", "indicator"),
        money("target_value", "Whole value aimed for.", "target", "planned value", "expected value", "target benefit",
              "forecast benefit", "value", "planned benefit", "expected benefit", "benefit target",
              "anticipated benefit",
              "annual value", "annual benefit", "annual target", "planned savings", "expected savings",
              "estimated savings", "target savings", "annual savings", "savings", "estimated value",
              "total value", "forecast value"),
        money("actual_value", "Value realised so far.", "actual", "realised", "realized", "realised value",
              "actual benefit", "benefit realised", "realised benefit", "benefit achieved",
              "realised to date", "achieved", "achieved to date", "actual to date", "delivered to date",
              "delivered", "value delivered", "savings to date", "actual savings", "realised so far",
              "value realised", "benefits realised to date"),
        code("currency", "Currency of the values.", "ccy", "currency code"),
        day("due", "When it should be realised.", "due date", "target date", "realisation date", "expected date",
            "target delivery date", "target realisation date",
            "realised by", "benefit date", "realisation start", "start of realisation"),
        Field("share", Kind.PERCENT, "This project's part of a shared benefit.", ("share pct", "split"), unit="%",
              minimum=0, maximum=100),
        text("status", "State of realisation.", "benefit status", "realisation status"),
    ),
    keys=(("code",), ("project", "name"), ("name",)),
    synonyms=("benefits", "benefits register", "benefit register"),
)  # fmt: skip

BENEFIT_PERIOD = Entity(
    "benefit_period",
    "A benefit's value by period: what was aimed for and what came.",
    (
        refers("benefit", "benefit", "The benefit.", "benefit id", "benefit code", required=True),
        day("period", "First day of the period.", "month", "quarter", "year", "period start", "date"),
        money("target_value", "Value aimed for in the period.", "target", "planned"),
        money("actual_value", "Value realised in the period.", "actual", "realised"),
        code("currency", "Currency of the values.", "ccy"),
    ),
    keys=(("benefit", "period"),),
    synonyms=("benefit profile", "benefits profile", "benefit periods"),
)

ENTITIES = (OBJECTIVE, PORTFOLIO, PROGRAMME, CONTRIBUTION, BENEFIT, BENEFIT_PERIOD, EXCHANGE_RATE)
