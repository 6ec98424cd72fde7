"""Risks, assumptions, issues, decisions, actions: the register a project is steered by."""

from __future__ import annotations

from pmo_data.domain.catalogue.build import choice, code, day, money, number, percent, refers, scale, text
from pmo_data.domain.catalogue.choices import RESPONSE, RISK_KIND, STATUS
from pmo_data.domain.fields import Entity, Field


def _common(kind: str, *names: str) -> tuple[Field, ...]:
    """The fields that every line of a register carries."""
    return (
        code("code", f"Identifier of the {kind}.", f"{kind} id", f"{kind} ref", f"{kind} no", f"{kind} number", "id",
             "ref", "reference", "no", "#", f"{kind} code", "number", "key", f"{kind} key", "issue key", "nr",
             "raid id", "raid ref", "item id", "log id"),
        text("name", f"The {kind} in a line.", kind, f"{kind} title", "title", f"{kind} description", "summary",
             "description", f"{kind} name", f"description of {kind}", *names, required=True),
        refers("project", "project", "The project it belongs to.", "project id", "project code", "project name",
               "initiative", "workstream"),
        text("owner", "Who looks after it.", f"{kind} owner", "responsible", "assigned to", "assignee", "owned by",
             "action owner", "lead"),
        choice("status", STATUS, "Open or closed, in the catalogue's words.", f"{kind} status", "state",
               "current status", "open closed"),
        day("raised_on", "When it was raised.", "date raised", "raised", "date identified", "identified on", "created",
            "opened", "date opened", "date logged", "open date", "date", "date created", "created on"),
        day("due", "When it is to be dealt with.", "due date", "target date", "target resolution date", "by when",
            "deadline", "review by"),
        day("closed_on", "When it was closed.", "closed", "date closed", "close date", "closed date", "resolved on",
            "actual close date", "resolution date", "date resolved"),
        day("reviewed_on", "When it was last looked at.", "last reviewed", "last review", "review date",
            "date reviewed", "last updated", "updated", "date last updated"),
        text("comment", "Words on it.", "comments", "notes", "remarks", "update", "latest update", "progress"),
    )  # fmt: skip


RISK = Entity(
    "risk",
    "Something uncertain that would matter: a threat or an opportunity.",
    (
        *_common("risk", "risk event", "risk statement", "threat", "hazard"),
        choice("kind", RISK_KIND, "Threat or opportunity.", "risk type", "threat or opportunity"),
        text("category", "Kind of risk in the register's words.", "risk category", "type", "risk area", "category"),
        text("cause", "What would bring it about.", "risk cause", "root cause", "causes", "source"),
        text("effect", "What would follow.", "consequence", "impact description", "consequences", "effects",
             "risk impact description", "potential impact"),
        scale("probability", "How likely, 1 to 5.", "likelihood", "prob", "p", "l", "current probability",
              "probability score", "chance", "likelihood score", "current likelihood", "probability level",
              "likelihood level",
              "probability rating", "likelihood rating"),
        scale("impact", "How much it would matter, 1 to 5.", "severity", "i", "current impact", "impact score",
              "consequence score", "impact rating", "consequence rating", "overall impact", "impact level"),
        number("score", "The register's own score.", "risk score", "rating", "risk rating", "exposure", "pxi",
               "risk level", "severity score", "risk exposure", "overall score", "current score", "risk factor",
               "severity index",
               "priority level", "risk priority number", "rpn", "risk index", "total score"),
        percent("probability_pct", "Probability in per cent, where the register states it.", "probability %",
                "likelihood %"),
        money("impact_cost", "What it would cost.", "cost impact", "impact cost", "financial impact", "impact eur",
              "impact gbp", "impact usd", "cost exposure", "impact value"),
        number("impact_days", "How long it would delay.", "schedule impact", "delay days", "impact days", unit="days"),
        code("currency", "Currency of the cost.", "ccy"),
        scale("inherent_probability", "Likelihood before any response.", "inherent likelihood", "initial probability",
              "gross likelihood", "initial likelihood", "original probability", "gross probability", "inherent l",
              "inherent p", "gross l"),
        scale("inherent_impact", "Impact before any response.", "initial impact", "gross impact", "original impact",
              "inherent i", "gross i", "inherent severity"),
        scale("residual_probability", "Likelihood after the responses.", "residual likelihood", "net likelihood",
              "post mitigation probability", "net probability", "likelihood after mitigation", "residual l",
              "residual p", "net l"),
        scale("residual_impact", "Impact after the responses.", "net impact", "post mitigation impact",
              "impact after mitigation", "residual severity", "residual i", "net i"),
        number("residual_score", "The register's own score after the responses.", "net score", "residual rating",
               "residual risk", "residual risk score", "post mitigation score"),
        scale("target_probability", "Likelihood aimed for.", "target likelihood"),
        scale("target_impact", "Impact aimed for.", "target severity"),
        choice("response", RESPONSE, "Treat, tolerate, transfer, terminate; exploit, enhance, share.",
               "response strategy", "strategy", "risk response", "treatment", "response type", "risk treatment"),
        text("mitigation", "What is done about it.", "mitigation plan", "response plan", "mitigating action",
             "mitigation actions", "mitigation strategy", "action", "actions", "control", "controls",
             "treatment plan", "contingency plan", "preventative actions", "mitigating actions", "risk mitigation",
             "mitigation notes", "mitigation measures", "countermeasures", "response actions", "mitigation approach"),
        day("proximity", "When it could strike.", "expected date", "proximity date", "trigger date"),
        text("trigger", "The sign that it is about to happen.", "triggers", "early warning", "indicator"),
        refers("task", "task", "The task it threatens.", "task id", "activity id"),
        refers("objective", "objective", "The objective it threatens.", "objective id", "objective code"),
    ),
    keys=(("code",), ("name",)),
    owner="project",
    synonyms=("risks", "risk register", "risk log", "raid", "risk management", "risk assessment"),
)  # fmt: skip

ISSUE = Entity(
    "issue",
    "Something that has happened and needs dealing with.",
    (
        *_common("issue", "problem"),
        text("severity", "How bad, in the log's words.", "impact", "issue severity", "seriousness"),
        text("priority", "How urgent, in the log's words.", "issue priority", "urgency"),
        text("category", "Its kind in the log's words.", "issue type", "type"),
        text(
            "resolution",
            "What is done about it.",
            "action",
            "resolution plan",
            "action plan",
            "solution",
            "mitigation",
            "mitigation action",
            "next steps",
            "corrective action",
        ),
        money("impact_cost", "What it costs.", "cost impact", "cost"),
        number("impact_days", "How long it delays.", "schedule impact", "delay", unit="days"),
        code("currency", "Currency of the cost.", "ccy"),
        code("risk", "The risk that came true.", "risk id", "from risk"),
    ),
    keys=(("code",), ("name",)),
    owner="project",
    synonyms=("issues", "issue log", "issue register", "problems"),
)

ASSUMPTION = Entity(
    "assumption",
    "Something taken as true without proof.",
    (
        *_common("assumption"),
        text("validation", "How it is to be proved.", "how validated", "test", "validation plan"),
        text("impact_if_false", "What follows if it is wrong.", "if false", "impact"),
    ),
    keys=(("code",), ("name",)),
    owner="project",
    synonyms=("assumptions", "assumption log"),
)

DECISION = Entity(
    "decision",
    "A choice that was made, or must be.",
    (
        *_common("decision", "decision needed", "ask"),
        text("options", "What could be chosen.", "alternatives", "option"),
        text("outcome", "What was decided.", "decision made", "decision outcome", "result"),
        text("rationale", "Why.", "reason", "justification"),
        day("decided_on", "When it was decided.", "decision date", "date decided", "date of decision"),
        text("decided_by", "Who decided.", "decision maker", "approver", "approved by"),
        money("at_stake", "Money at stake.", "value", "amount", "cost"),
        text("cost_of_waiting", "What a delay costs.", "cost of delay"),
    ),
    keys=(("code",), ("name",)),
    owner="project",
    synonyms=("decisions", "decision log", "decision register"),
)

ACTION = Entity(
    "action",
    "Something somebody undertook to do by a date.",
    (
        *_common("action", "task", "action item", "to do"),
        text("priority", "How urgent, in the log's words.", "urgency"),
        percent("percent_complete", "How much is done.", "% complete", "progress %"),
        code(
            "concerns",
            "The risk, issue or decision it follows from.",
            "related to",
            "linked to",
            "source",
            "risk id",
            "issue id",
            "parent",
        ),
    ),
    keys=(("code",), ("name",)),
    owner="project",
    synonyms=("actions", "action log", "action items"),
)

LESSON = Entity(
    "lesson",
    "Something learned in a project that the next one should know.",
    (
        code("code", "Identifier of the lesson.", "lesson id", "lesson ref", "lesson no", "lesson number"),
        text("name", "What was learned, in a line.", "lesson", "lesson learned", "lessons learned", "lesson learnt",
             "lessons learnt", "lesson title", required=True),
        refers("project", "project", "The project it comes from.", "project id", "project code", "project name"),
        text("category", "Kind of lesson in the log's words.", "lesson category", "lesson type", "theme"),
        text("happened", "What happened.", "what happened", "what went well or wrong", "situation"),
        text("cause", "Why it happened.", "root cause", "why it happened"),
        text("recommendation", "What to do next time.", "recommendations", "recommended action", "next time",
             "what to do differently"),
        text("owner", "Who sees to it that it is taken up.", "lesson owner", "responsible"),
        day("raised_on", "When it was noted.", "date raised", "date noted", "date logged", "logged on"),
    ),
    keys=(("code",), ("name",)),
    owner="project",
    synonyms=("lessons", "lessons learned", "lessons learnt", "lessons log", "lesson log"),
    standing=True,
)  # fmt: skip

ENTITIES = (RISK, ISSUE, ASSUMPTION, DECISION, ACTION, LESSON)
