"""What the rows of a table are: each entity of the catalogue is tried, the one that explains most columns wins.

Stands apart from the mapping because an analyst may force the entity, and then only the mapping is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmo_data.domain.fields import Entity, Kind
from pmo_data.ingest.plan import Confidence
from pmo_data.ingest.recognise.matching.aims import year_in
from pmo_data.ingest.recognise.matching.columns import Column, Match, match, total
from pmo_data.ingest.recognise.vocabulary.lexicon import KNOWN, entities_knowing
from pmo_data.ingest.recognise.vocabulary.words import words

# Where nothing else decides, files of a portfolio are lists of projects before they are anything else.
_PRIOR = {"project": 0.35, "task": 0.25, "risk": 0.15, "issue": 0.1, "person": 0.05}
_FIRST = ("project", "task", "risk", "issue", "person")


@dataclass(frozen=True)
class Guess:
    """An entity for a table, with its column matches and how well it explains the table."""

    entity: Entity
    matches: list[Match]
    score: float
    confidence: Confidence = "guess"


def choose(columns: list[Column], sheet: str, file_name: str) -> Guess | None:
    """The entity that explains the table best; None where none does."""
    named = [c for c in columns if c.name]
    if not named:
        return None
    specific = {c.index: _specific(c) for c in named}
    plausible = _plausible(named, sheet, file_name)
    tried = sorted((_try(name, named, specific, sheet, file_name) for name in plausible), key=lambda g: -g.score)
    best, second = tried[0], tried[1]
    for guess in tried:
        if _titled(guess, named, sheet):
            return Guess(guess.entity, guess.matches, guess.score, "exact")
    if not enough(best, named, sheet, file_name):
        return None
    return Guess(best.entity, best.matches, best.score, _sure(best, second, named))


def _titled(best: Guess, named: list[Column], sheet: str) -> bool:
    """A sheet called by the catalogue's own title, of which the catalogue knows every column by name."""
    sure = {m.column.index for m in best.matches if m.option.how == "exact"}
    return len(named) > 1 and words(sheet) == words(best.entity.title) and all(c.index in sure for c in named)


def _plausible(named: list[Column], sheet: str, file_name: str) -> list[str]:
    """The entities worth trying: those that know most names, and those that sheet or file speak of."""
    known = dict.fromkeys(KNOWN, 0.0)
    for column in named:
        for name in frozenset(e for n in (column.name, *column.more) for e in entities_knowing(n)):
            known[name] += 1
    ranked = sorted(KNOWN, key=lambda e: -known[e] - _PRIOR.get(e, 0.0))
    hinted = [e for e in KNOWN if spoken_of(sheet, KNOWN[e]) or spoken_of(file_name, KNOWN[e])]
    return list(dict.fromkeys([*ranked[:7], *_FIRST[:3], *hinted]))


def _try(name: str, named: list[Column], specific: dict[int, float], sheet: str, file_name: str) -> Guess:
    entity = KNOWN[name]
    matches = match(named, entity)
    score = total(matches, name, specific)
    fed = {m.option.field.name for m in matches}
    lacking = entity.lacking(fed)
    if lacking and not ("code" in fed and lacking == ["name"]):
        score *= 0.62
    elif lacking:
        score *= 0.78 if name == "task" and _of_resources(matches) else 0.93
    if name == "project" and "updated_on" not in fed and _ids_again(matches):
        score *= 0.8  # a list of projects names each once, unless it is their history
    if name == "project" and _named_again_beside_milestones(matches, named):
        score *= 0.7
    if name == "project" and any(words(c.name) in _OF_PERIODS and c.seen.known for c in named):
        score *= 0.65  # nor does it say of which month its money is
    if name == "status_report" and "report_date" not in fed:
        score *= 0.8
    score += 1.2 * (name == "task" and any(map(_kinds_of_work, named)))
    score += 2.4 * (name == "task" and _milestones_of_projects(matches))
    score += 1.6 * (name == "issue" and any(words(c.name) == ("label",) for c in named))  # only trackers label
    score += 1.2 * ({"earned_value", "actual_cost"} <= fed)  # nothing else has both
    score += 2.4 * (name == "person" and {"name", "role"} <= fed and any("rate" in words(c.name) for c in named))
    score += 0.8 * (name == "cost_period" and _of_costs(named))
    score += 0.9 * spoken_of(sheet, entity) + 0.6 * spoken_of(re.sub(r"\.\w+$", "", file_name), entity)
    return Guess(entity, matches, score + _PRIOR.get(name, 0.0))


def _ids_again(matches: list[Match]) -> bool:
    """Whether what would be the rows' own ids, or else their names, comes again and again."""
    found = {m.option.field.name: m.column.seen for m in matches}
    ids = found.get("code") or found.get("name")
    return ids is not None and ids.known >= 4 and ids.distinct <= 0.5


def _milestones_of_projects(matches: list[Match]) -> bool:
    """Whether the rows are named by their milestones, several of them to a project."""
    found = {m.option.field.name: m.column for m in matches}
    named, project = found.get("name"), found.get("project")
    if named is None or project is None or not names_milestones(named.name):
        return False
    return named.seen.worded > 0.8 and project.seen.known >= 3 and project.seen.distinct < 1


def _named_again_beside_milestones(matches: list[Match], named: list[Column]) -> bool:
    """Whether what would be the projects' names comes again and again, each time beside another milestone."""
    project = next((m.column for m in matches if m.option.field.name == "name"), None)
    beside = [c for c in named if c is not project and names_milestones(c.name) and c.seen.worded > 0.8]
    return project is not None and project.seen.distinct < 1 and any(c.seen.distinct > 0.9 for c in beside)


_OF_PERIODS = frozenset(
    {("month",), ("period",), ("quarter",), ("week",), ("accounting", "period"), ("invoice", "date")}
)
_PAID = frozenset({"invoice", "vendor", "supplier", "payee", "voucher", "posting", "journal"})


def _of_resources(matches: list[Match]) -> bool:
    """Whether who has a task stands as a resource: beside tasks told by their ids alone, that is who is assigned."""
    return any(m.option.field.name == "owner" and set(words(m.column.name)) & _RESOURCES for m in matches)


def _of_costs(named: list[Column]) -> bool:
    """Whether the columns speak of what was paid, or call several things a cost's: "Cost ID", "Cost type"."""
    spoken = [words(c.name) for c in named]
    return any(set(w) & _PAID for w in spoken) or sum(1 for w in spoken if w[:1] == ("cost",) and len(w) > 1) > 1


def _kinds_of_work(column: Column) -> bool:
    """Whether a column says which rows are tasks and which milestones, stories or bugs."""
    told = set(words(column.name)) & {"type", "kind", "category", "tracker"}
    kinds = {"task", "milestone", "subtask", "epic", "story", "bug", "feature"}
    said = [words(s) for s in column.seen.samples]
    return bool(told) and sum(1 for s in said if s and s[-1] in kinds) * 2 > len(said)


def _specific(column: Column) -> float:
    """A name that few entities know says more about which it is."""
    knowing = max((len(entities_knowing(n)) for n in (column.name, *column.more)), default=0)
    return 1.0 + 1.0 / knowing if knowing else 1.0


def spoken_of(text: str, entity: Entity) -> float:
    """Whether a sheet's or file's name speaks of the entity."""
    spoken = words(text)
    if not spoken or len(text) > 80:
        return 0.0
    for name in (entity.name, entity.plural or entity.name, *entity.synonyms):
        wanted = words(name)
        if wanted and any(spoken[i : i + len(wanted)] == wanted for i in range(len(spoken))):
            return 1.0
    return 0.0


def enough(guess: Guess, named: list[Column], sheet: str, file_name: str) -> bool:
    """Whether a table is plausibly of its entity at all."""
    strong = [m for m in guess.matches if m.option.how != "guess" and m.option.fit >= 0.5]
    fed = {m.option.field.name for m in strong}
    keyed = any(set(key) & fed for key in guess.entity.keys)
    hinted = spoken_of(sheet, guess.entity) + spoken_of(file_name, guess.entity) > 0
    own = any(m.option.how == "exact" and m.option.field.name in {"code", "name"} and _own(m, guess.entity)
              for m in strong)  # fmt: skip
    if {"earned_value", "actual_cost"} <= fed:
        return True
    if _of_no_register(guess, own or hinted, fed):
        return False
    if guess.entity.name == "assignment" and not {"project", "task"} & fed and _of_leave(named, sheet, file_name):
        return False
    if own and {"code", "name"} <= fed:  # "Risk ID" and "Risk description" leave no doubt, whatever else there is
        return True
    if own and {"code", "description"} <= fed and not _ids_again(strong):  # "Project no" with what it is, each once
        return True
    if guess.entity.name == "project" and _of_named_projects(strong):
        return True
    # Years as columns are values of the list, not names it has to explain.
    share = len(strong) / max(1, sum(1 for c in named if year_in(c.name) is None))
    if not keyed:
        return len(strong) >= 3 and (hinted or (share >= 0.5 and _wordy(named, guess.matches)))
    if len(strong) >= 4:
        return True
    if len(strong) >= 2:
        return share >= (0.2 if hinted else 0.4)
    return hinted and share >= 0.5


def _of_named_projects(strong: list[Match]) -> bool:
    """A "Project name" with one thing more that lists of projects have, a "Project", or what each is, with two."""
    names = [
        m for m in strong if m.option.how == "exact" and m.option.field.name == "name" and _own(m, KNOWN["project"])
    ]
    if any(len(strong) >= max(2, 4 - len(words(m.column.name))) for m in names):
        return True
    return len(strong) >= 3 and any(map(_described, strong))


def _described(found: Match) -> bool:
    """Whether a column says of each row, as a "Project description", what is to be done."""
    seen = found.column.seen
    described = found.option.field.name == "description" and "project" in words(found.column.name)
    return described and seen.worded > 0.8 and seen.distinct > 0.8 and seen.known > 1


def _of_no_register(guess: Guess, said: bool, fed: set[str]) -> bool:
    """Rates of no exchange, "From" and "To" being letters too, and events of which nothing says that they are risks."""
    if guess.entity.name == "exchange_rate":
        return "rate" not in fed
    return guess.entity.name == "risk" and not said and fed <= (_EVERYWHERE - _FOLLOWED) | _OF_ANY_EVENT


def _of_leave(named: list[Column], sheet: str, file_name: str) -> bool:
    """Whether a list of people and days is of those on which they do not work."""
    spoken = {w for text in (sheet, file_name, *(c.name for c in named)) for w in words(text)}
    return bool(spoken & _LEAVE)


_LEAVE = frozenset({"leave", "absence", "vacation", "sick", "urlaub", "abwesenheit", "conge", "absences", "ausencia",
                    "vacaciones", "verlof", "ferie", "ferias", "holiday"})  # fmt: skip


def _wordy(named: list[Column], matches: list[Match]) -> bool:
    """Whether a column of no field, or their description, could be what the rows go by."""
    taken = {m.column.index for m in matches if m.option.field.name != "description"}
    free = [c.seen for c in named if c.index not in taken]
    return any(s.worded > 0.8 and s.distinct > 0.8 and 6 <= s.length <= 150 and s.known > 1 for s in free)


# Names that lists of anything have: alone they do not tell what a list is of.
_EVERYWHERE = frozenset({"code", "name", "description", "category", "comment", "notes", "status", "owner",
                         "location", "parent", "title", "weight", "currency"})  # fmt: skip


# Nor do these: things of any kind happen on a day and are told by somebody.
_OF_ANY_EVENT = frozenset({"raised_on", "cause", "kind"})
_RESOURCES = frozenset({"resource", "resources", "employee", "member", "person"})
_FOLLOWED = frozenset({"status", "owner"})  # which a log that is worked with has


def _own(found: Match, entity: Entity) -> bool:
    """Whether a header names the entity itself and is not alone in it: "Project name", "Risk ID"."""
    spoken = set(words(found.column.name))
    return (set(words(entity.name)) <= spoken or bool(_ALSO.get(entity.name, set()) & spoken)) and (
        found.column.seen.known > 1
    )


_ALSO = {"project": {"scheme", "initiative"}, "issue": {"problem"}}


def _sure(best: Guess, second: Guess, named: list[Column]) -> Confidence:
    sure = [m for m in best.matches if m.option.how == "exact" and m.option.fit >= 0.5]
    telling = [m for m in sure if m.option.field.name not in _EVERYWHERE or _own(m, best.entity)]
    exact = len(sure) if telling else 0
    if any(m.option.field.name == "name" and names_milestones(m.column.name) for m in sure) and any(
        m.option.field.kind is Kind.DATE and m.column.seen.dates >= 0.7 for m in best.matches
    ):
        return "likely"  # nothing else has milestones with their days
    fed = {m.option.field.name for m in best.matches}
    unnamed = any(f.required and f.name == "name" and f.name not in fed for f in best.entity.fields)
    if unnamed and not any(_own(m, best.entity) for m in sure):  # lists of anything have ids, owners and states
        return "guess"
    margin = (best.score - second.score) / best.score if best.score else 0.0
    if exact >= 4 and margin >= 0.25 and exact >= 0.5 * len(named):
        return "exact"
    return "likely" if exact >= 3 and margin >= 0.06 else "guess"


_CALLED = frozenset({"milestone", "name", "title", "description", "key", "major", "main", "project"})


def names_milestones(header: str) -> bool:
    """Whether a header says that what stands below it are the names of milestones."""
    spoken = words(header)
    return "milestone" in spoken and set(spoken) <= _CALLED
