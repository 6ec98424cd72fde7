"""Which column feeds which field of an entity, and how sure that is.

Words propose, values dispose: a candidate by name is weighed by what the column holds, and the whole table is then
assigned at once so that no two columns take one field. A word above "guess" is a promise that the match is right;
whatever is doubtful stays a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pmo_data.domain.fields import Entity, Field, Kind
from pmo_data.ingest.plan import ColumnPlan, Confidence
from pmo_data.ingest.recognise.matching.assign import assign
from pmo_data.ingest.recognise.vocabulary.evidence import Evidence, agrees
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN, RANK, Candidate, candidates
from pmo_data.ingest.recognise.vocabulary.words import fold, header_units, squash, words

# Names that publishers use for different things: an owner of the file has to say which.
_AMBIGUOUS = frozenset(
    squash(n) for n in ("total baseline", "baseline", "grant", "forecast", "value", "amount", "rate", "resolution date")
)
# Words beside which a status, whose values are colours, is that of the whole project.
_OF_THE_WHOLE = frozenset(
    words(
        "status state indicator flag condition rating health rag colour overall project programme program delivery "
        "current confidence assessment report general global total"
    )
)
# What a rating is of, where its header says so: "Status (time)".
_ASPECTS = {
    "declared_schedule": {"time", "schedule", "timeline", "programme"},
    "declared_cost": {"cost", "budget", "finance", "financial", "money"},
    "declared_scope": {"scope", "quality"},
    "declared_benefits": {"benefit"},
    "declared_resource": {"resource", "people", "staff"},
    "declared_risk": {"risk"},
}
_OF_IDS = frozenset({"id", "code", "number", "reference", "key", "uid", "identifier", "pid"})
_CALLED = frozenset({"project", "programme", "scheme", "initiative", "name", "title"})
_OTHER_RATES = frozenset({"day", "daily", "days", "week", "weekly", "month", "monthly", "annual", "year", "salary"})
"""What a rate is for that is not of an hour."""
_MANY = frozenset({"projects", "initiatives", "projekte", "projets", "proyectos", "projecten", "progetti", "projetos"})
"""Above numbers they say how many there are, not which."""
_OF_AN_ESTIMATE = frozenset({"low", "high", "mode", "min", "max", "minimum", "maximum", "optimistic", "pessimistic"})
_OF_COST = frozenset({"approved_budget", "whole_life_cost", "forecast_cost", "actual_cost", "year_baseline",
                      "year_forecast", "year_variance_pct", "contingency"})  # fmt: skip
_NOT_OF_COST = frozenset({"benefit", "schedule"})
"""Words of which the money, or the variance, is not that of what a project costs."""
_YES_OR_NO = frozenset({"true", "false", "yes", "no", "y", "n"})
"""Whether a row is blocked, or costs more, which is not by what or how much."""
_WEB = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
# Below this a resemblance is not worth a question.
FLOOR = 0.42


@dataclass(frozen=True)
class Column:
    """A column as matching sees it: its place, its name, other names, evidence; `beside` says why it feeds nothing."""

    index: int
    name: str
    more: tuple[str, ...]
    seen: Evidence
    beside: str = ""


@dataclass(frozen=True)
class Option:
    """A field a column could feed: words and values taken together."""

    field: Field
    weight: float
    how: str
    fit: float
    term: str


@dataclass(frozen=True)
class Match:
    """The option a column was given, with the runner-up's weight."""

    column: Column
    option: Option
    second: float


def options(column: Column, entity: Entity) -> list[Option]:
    """The fields a column could feed, best first."""
    found: dict[str, Option] = {}
    if column.beside:
        return []
    for rank, name in enumerate((column.name, *column.more)):
        if not name or len(name) > 1_000:
            continue
        for candidate in candidates(name, entity.name):
            option = _weigh(candidate, column, rank)
            kept = found.get(candidate.field.name)
            if option and (kept is None or kept.weight < option.weight):
                found[candidate.field.name] = option
    found = _by_its_name(column, found, entity)
    for option in _by_values(column, found, entity):
        found[option.field.name] = option
    if _all_lights(column) and entity.name == "project":  # no description is "G", no budget "A"
        found = {k: o for k, o in found.items() if k.startswith("declared_")} or found
    return sorted(found.values(), key=lambda o: -o.weight)


def _by_its_name(column: Column, found: dict[str, Option], entity: Entity) -> dict[str, Option]:
    """A column called by a field's very name is that field; where its values forbid that, the rest are guesses."""
    exact = {k: o for k, o in found.items() if o.how == "exact"}
    if exact:
        return exact
    names = [n for n in (column.name, *column.more) if n]
    if any(c.how == "exact" for n in names for c in candidates(n, entity.name)):
        return {k: replace(o, how="guess", weight=0.8 * o.weight) for k, o in found.items() if o.how == "likely"}
    return found


def _weigh(candidate: Candidate, column: Column, rank: int) -> Option | None:
    agreed = agrees(candidate.field, column.seen)
    few = candidate.how == "exact" and column.seen.known < 5
    if few and not _of_another_kind(candidate.field, column):  # a few odd cells do not outweigh a field's very name
        agreed = max(agreed, 0.75)
    fit = agreed * _unit_fit(candidate.field, column)
    if candidate.field.name == "status" and words(column.name) == ("state",) and not column.seen.of("status"):
        fit = min(fit, 0.5 if column.seen.length > 3 else 0.1)  # states of a country, as likely, or surely
    if candidate.field.name == "location" and words(column.name) == ("state",):
        fit = 0.0 if column.seen.of("status") or not column.seen.known else 0.58
    if candidate.field.name == "code" and candidate.how == "guess" and min(column.seen.distinct, column.seen.ids) < 0.9:
        return None
    if _never(candidate, column):
        return None
    if candidate.field.name == "code" and candidate.how == "likely" and not set(words(column.name)) & _OF_IDS:
        candidate = replace(candidate, how="guess")  # "Users" are hardly ids of users, nor is an "Award" its number
    blank = 0.8 if column.seen.known == 0 and candidate.how != "exact" else 1.0
    weight = (candidate.score - 0.03 * rank) * min(fit, 1.15) * blank
    if candidate.field.name == "code" and column.seen.distinct < 0.95 and column.seen.known >= 3:
        weight *= 0.7  # what repeats is the id of something else, if another column may be it
    if fit < 0.15 or (weight < FLOOR and candidate.how == "guess"):
        return None
    return Option(candidate.field, weight, candidate.how, fit, candidate.term)


def _never(candidate: Candidate, column: Column) -> bool:
    """What values rule out whatever the name: names and money in single digits, days as ids, links as causes."""
    field = candidate.field
    many = field.name in {"name", "project"} and fold(column.name) in _MANY and column.seen.numbers > 0.9
    if many or _steps_alone(field, column):
        return True
    if field.name == "name":
        tiny = column.seen.small > 0.9 or column.seen.length <= 2
        return column.seen.numbers > 0.9 and (tiny or candidate.how != "exact")
    if field.kind is Kind.LINKS or (field.kind in {Kind.MONEY, Kind.NUMBER} and _yes_or_no(column)):
        return _yes_or_no(column)
    if field.name == "rate":
        return bool(set(words(column.name)) & _OTHER_RATES)
    if field.name == "code":
        return column.seen.dates > 0.5
    if candidate.how != "exact" and _of_something_else(field, frozenset(words(column.name))):
        return True
    if field.kind is Kind.DATE and column.seen.money > 0.5:
        return True  # what was approved, not when
    if candidate.how != "exact" and column.seen.samples and all(map(_WEB.match, column.seen.samples)):
        return True
    if field.kind is Kind.SCALE and candidate.how != "exact" and set(words(column.name)) & _OF_AN_ESTIMATE:
        return True
    rated = field.choices is not None and field.choices.name == "rating"
    doubtful = candidate.how == "guess" or (rated and candidate.how == "likely")
    return doubtful and (field.kind is Kind.MONEY or rated) and _scored(column)


def _steps_alone(field: Field, column: Column) -> bool:
    """Whether "Low" and "High" under "Risk" would be taken for what it is called, or for a number."""
    called = field.name in {"name", "concerns", "score", "residual_score"} or field.reference == "risk"
    return called and column.seen.scaled > 0.9 and not any(sign.isdigit() for s in column.seen.samples for sign in s)


def _yes_or_no(column: Column) -> bool:
    """Whether all that a column's cells say is yes or no."""
    return bool(column.seen.samples) and {fold(s) for s in column.seen.samples} <= _YES_OR_NO


def _of_something_else(field: Field, spoken: frozenset[str]) -> bool:
    """Whether a header that merely resembles a field says by a word that it is about another thing."""
    if field.name == "actual_cost" and "eligible" in spoken:
        return True  # what may be spent
    if field.name == "category" and spoken & {"cost", "expense", "budget", "expenditure"}:
        return True  # of a line of money, not of what it is spent on
    if field.name.endswith("_start") and spoken <= {"forecast", "planned", "actual", "target", "revised", "date"}:
        return True  # of a bare date one expects the end
    if field.name.endswith("_finish") and spoken & {"board", "approval", "signature"}:
        return True  # of a decision
    return "language" in spoken or (field.name in _OF_COST and bool(spoken & _NOT_OF_COST))


def _of_another_kind(field: Field, column: Column) -> bool:
    """Days where the field measures, amounts of money where it counts, or counts where it is a day."""
    seen = column.seen
    if field.kind is Kind.DATE and seen.numbers > 0.9 and not seen.dates + seen.years + seen.serials:
        return seen.length <= 4  # longer ones may be seconds
    if seen.money > 0.5 and field.kind in {Kind.NUMBER, Kind.SCALE} and field.unit != "currency":
        return True
    if field.kind is Kind.FLAG and (not seen.flags or (seen.numbers > 0.5 and seen.flags < 0.95)):
        return True
    if field.kind is Kind.DATE and seen.known >= 2 and not any(sign.isdigit() for s in seen.samples for sign in s):
        return True  # "From" whom, "To" whom
    if field.name in {"manager", "sponsor", "owner"} and seen.numbers > 0.9 and seen.small > 0.9:
        return True
    measured = field.kind in {Kind.PERCENT, Kind.MONEY, Kind.NUMBER, Kind.SCALE}
    return measured and seen.dates > 0.5 and seen.numbers < 0.5


def _unit_fit(field: Field, column: Column) -> float:
    """A header that names a currency feeds money; one that says per cent feeds a percentage."""
    stated = header_units(column.name)
    years = column.seen.years and column.seen.years >= 0.9 * column.seen.numbers
    if field.kind is Kind.MONEY and years and set(words(column.name)) & {"year", "date"}:
        return 0.1
    if field.unit == "%" and field.kind is Kind.NUMBER and not (column.seen.percents or stated.get("percent")):
        return 0.1  # an amount
    if ("currency" in stated or "unit" in stated) and field.kind in {Kind.PERCENT, Kind.DATE, Kind.SCALE, Kind.FLAG}:
        return 0.1
    if ("currency" in stated or "unit" in stated) and field.kind is Kind.NUMBER:
        return 0.1
    if stated.get("time_unit") and field.kind in {Kind.MONEY, Kind.SCALE}:
        return 0.1
    if field.kind is Kind.MONEY and set(words(column.name)) & {"hours", "days", "fte"} and not column.seen.money:
        return 0.1
    if stated.get("percent") and field.kind in {Kind.MONEY, Kind.DATE}:
        return 0.1
    return 1.0


def _by_values(column: Column, found: dict[str, Option], entity: Entity) -> list[Option]:
    """A column called status whose values are colours is a rating."""
    seen = column.seen
    rating = {"project": "declared_overall", "status_report": "overall"}.get(entity.name)
    named = set(words(column.name)) & {"status", "state", "indicator", "flag", "condition", "rating", "health"}
    rated = max(seen.colours, seen.of("rating") if seen.of("rating") > seen.of("status") else 0.0)
    if _all_lights(column) and _of_the_whole(column):
        named = {"rating"}
    if rating and named and rated >= 0.5 and seen.known and len(words(column.name)) <= 3:
        aspects = {a for a, spoken in _ASPECTS.items() if set(words(column.name)) & spoken and a in entity.by_name}
        if len(aspects) == 1:
            aspect = aspects.pop()
            return [] if aspect in found else [Option(entity[aspect], 0.95, "likely", 1.0, "its values are ratings")]
        kept = found.get(rating)
        if kept is None or kept.weight < 0.9:
            whole = set(words(column.name)) <= _OF_THE_WHOLE
            # A gate's or a supplier's rating is not the project's: another word in the header makes it a question.
            how, weight = ("likely", 0.9) if whole else ("guess", 0.6)
            if kept is None or kept.weight < weight:
                return [Option(entity[rating], weight, how, 1.0, "its values are ratings")]
    return []


def _all_lights(column: Column) -> bool:
    """Whether a column holds nothing but traffic lights, at least two of them; a project may well be called Green."""
    if set(words(column.name)) <= _CALLED:
        return False
    seen = column.seen
    spoken = seen.of("rating") if seen.of("rating") > seen.of("status") and _of_the_whole(column) else 0.0
    return max(seen.colours, spoken) >= 0.9 and seen.known >= 2 and seen.numbers < 0.1


def _of_the_whole(column: Column) -> bool:
    """Whether a header only says what of a project a rating is of: "Overall assessment", "Scope"."""
    return set(words(column.name)) <= _OF_THE_WHOLE | {w for a in _ASPECTS.values() for w in a}


def match(columns: list[Column], entity: Entity) -> list[Match]:
    """The best one-to-one feeding of the entity's fields."""
    proposals = [options(c, entity) for c in columns]
    rows = [i for i, p in enumerate(proposals) if p]
    fields = sorted({o.field.name for p in proposals for o in p})
    place = {name: i for i, name in enumerate(fields)}
    weights = [[0.0] * len(fields) for _ in rows]
    own = set(words(entity.name))
    for r, i in enumerate(rows):
        for option in proposals[i]:
            early = 0.002 * (1 - columns[i].index / (1 + max(c.index for c in columns)))
            required = 0.05 if option.field.required else 0.0
            required -= (
                0.002 if option.field.name.startswith("actual_") else 0.0
            )  # what may be planned or done is planned
            required += 0.05 if own <= set(words(columns[i].name)) else 0.0
            required -= 0.01 if "revised" in words(columns[i].name) else 0.0  # what was approved anew comes after
            empty = 0.6 if columns[i].seen.known == 0 and columns[i].seen.filled == 0 else 1.0
            # Squares, so that one sure match outweighs two doubtful ones.
            weights[r][place[option.field.name]] = (option.weight + required) ** 2 * empty + early
    out = []
    for r, taken in enumerate(assign(weights)):
        if taken >= 0:
            proposal = proposals[rows[r]]
            chosen = next(o for o in proposal if o.field.name == fields[taken])
            second = max((o.weight for o in proposal if o is not chosen), default=0.0)
            out.append(Match(columns[rows[r]], chosen, second))
    return out


def confidence(found: Match) -> Confidence:
    """How sure a match is, in the word people see."""
    option = found.option
    rank = RANK[option.how]
    if option.fit < 0.6:
        rank = min(rank, 1)
    elif option.fit < 0.84:
        rank = min(rank, 2)
    if option.how == "likely" and found.column.seen.known == 0:
        rank = 1
    if squash(found.column.name) in _AMBIGUOUS or _bare_initials(found):
        rank = 1
    if option.how == "likely" and option.field.kind is Kind.MONEY and _hardly_money(found):
        rank = 1
    if option.how == "likely" and "or" in found.column.name.lower().split():  # "Programme or project" tells kinds apart
        rank = 1
    if found.second == option.weight:  # one name for two things: which is meant nothing tells
        rank = 1
    if found.second > 0.94 * option.weight and option.term != option.field.name.replace("_", " "):
        rank -= 1
    return {3: "exact", 2: "likely", 1: "guess"}.get(max(1, rank), "guess")  # type: ignore[return-value]


_OF_MONEY = frozenset({"cost", "budget", "price", "spend", "spent", "value", "amount", "money", "fund", "funding",
                       "expenditure", "capex", "opex", "payment", "disbursement"})  # fmt: skip


def _scored(column: Column) -> bool:
    """Nothing but single digits under a header without a unit: steps of a scale."""
    seen = column.seen
    return bool(seen.known) and seen.small > 0.9 and seen.length <= 1.2 and not header_units(column.name)


def _hardly_money(found: Match) -> bool:
    """Short numbers under a header without any word of money: points, hours, ranks."""
    seen = found.column.seen
    if seen.small > 0.9 and not header_units(found.column.name):
        return True
    spoken = set(words(found.column.name))
    return not spoken & _OF_MONEY and not header_units(found.column.name) and not seen.money and seen.length < 5


def _bare_initials(found: Match) -> bool:
    """Two letters over small counts name an amount of money no surer than they name a key."""
    column = found.column
    bare = len(squash(column.name)) <= 2 and not header_units(column.name)
    return bare and found.option.field.kind is Kind.MONEY and not column.seen.money and column.seen.small > 0.5


def planned(columns: list[Column], matches: list[Match], entity: Entity) -> list[ColumnPlan]:
    """The plan of every named column, fed or kept beside."""
    by_index = {m.column.index: m for m in matches}
    plans = []
    for column in columns:
        found = by_index.get(column.index)
        others = tuple(o.field.name for o in options(column, entity)[:4])
        plan = ColumnPlan(column.index, column.name, None, "none", dict(header_units(column.name)),
                          reason=column.beside, samples=column.seen.samples, alternatives=others)  # fmt: skip
        if found is not None:
            name = found.option.field.name
            plan = replace(plan, field=name, confidence=confidence(found), reason=_reason(found),
                           alternatives=tuple(o for o in others if o != name))  # fmt: skip
        plans.append(plan)
    return plans


def _reason(found: Match) -> str:
    option = found.option
    if option.how == "exact":
        return f"called “{option.term}”"
    return option.term if option.term.startswith("its ") else f"like “{option.term}”"


def total(matches: list[Match], entity_name: str, specific: dict[int, float]) -> float:
    """How well an entity explains a table: matched weight, names that few entities know counting more."""
    entity = KNOWN[entity_name]
    score = 0.0
    for found in matches:
        own = (
            found.option.how == "exact"
            and found.option.field.name in {"code", "name"}
            and (set(words(entity.name)) <= set(words(found.column.name)))
        )
        certain = {"exact": 1.0, "likely": 0.75, "guess": 0.3}[found.option.how]
        score += certain * min(found.option.weight, 1.0) * specific.get(found.column.index, 1.0) + (0.9 if own else 0.0)
    return score
