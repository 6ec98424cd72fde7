"""The catalogue's names and synonyms, indexed by canonical words, and how like one of them a header is.

Stands apart from the choice of columns so that the same measure finds header rows, entities and columns.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from pmo_data.domain.catalogue import ENTITIES, WRITTEN_IN_APP
from pmo_data.domain.fields import Entity, Field, Kind
from pmo_data.ingest.recognise.vocabulary.words import spelled, squash, variants, words

How = Literal["exact", "likely", "guess"]
KNOWN: dict[str, Entity] = {name: e for name, e in ENTITIES.items() if name not in WRITTEN_IN_APP}
RANK: dict[str, int] = {"exact": 3, "likely": 2, "guess": 1, "none": 0}

# Words that say little: their presence or absence changes what a header means only slightly.
_LIGHT = {"date": 0.4, "id": 0.6, "number": 0.5, "name": 0.5, "project": 0.4, "current": 0.3, "total": 0.5,
          "code": 0.5, "type": 0.6, "latest": 0.3, "overall": 0.4, "value": 0.4, "level": 0.4, "text": 0.2,
          "detail": 0.3, "financial": 0.6, "year": 0.7, "list": 0.3, "planned": 0.8, "percent": 0.8,
          "field": 0.2}  # fmt: skip
# Words that turn a quantity into another one: the delay of a task is not how long it takes.
_TURNING = frozenset({"delay", "slip", "slippage", "variance", "deviation", "float", "slack", "index", "count",
                      "overdue", "ytd", "remaining"})  # fmt: skip
_NEUTRAL = frozenset({"current", "latest", "text", "field", "detail", "info", "information", "value", "column", "list"})
_CURRENCIES = frozenset({"eur", "gbp", "usd", "chf", "aud", "cad", "nzd", "sek", "nok", "dkk", "jpy", "inr", "zar",
                         "pln", "brl", "cny", "sgd", "hkd"})  # fmt: skip
_BY_KIND: dict[Kind, frozenset[str]] = {
    Kind.DATE: frozenset({"date", "time", "datetime", "day"}),
    Kind.MONEY: _CURRENCIES | {"amount", "money", "thousand", "million"},
    Kind.NUMBER: frozenset({"hours", "days", "day", "number", "score"}),
    Kind.PERCENT: frozenset({"percent"}),
    Kind.SCALE: frozenset({"level", "score", "rating", "rate", "scale"}),
    Kind.CHOICE: frozenset({"level"}),
    Kind.TEXT: frozenset({"name"}),
    Kind.CODE: frozenset({"name", "id", "code"}),
    Kind.LINKS: frozenset({"id", "task", "list"}),
    Kind.FLAG: frozenset({"flag"}),
}


@dataclass(frozen=True)
class Term:
    """One name a field goes by."""

    field: Field
    text: str
    squashed: str
    bag: frozenset[str]
    core: frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """A field a header may mean: `score` 0-1 from words alone, `how` strongly, `term` the name it resembles."""

    field: Field
    score: float
    how: How
    term: str


@lru_cache(maxsize=512)
def _light(entity_name: str, kind: Kind, refers: bool) -> frozenset[str]:
    """Words that change nothing in a header of this entity for a field of this kind."""
    entity = KNOWN[entity_name]
    own = frozenset(w for name in (entity.name, entity.plural or entity.name) for w in words(name))
    return _NEUTRAL | own | (frozenset({"name"}) if refers else _BY_KIND[kind])


def _core(bag: frozenset[str], field: Field, entity_name: str) -> frozenset[str]:
    return (bag - _light(entity_name, field.kind, field.reference is not None)) or bag


@lru_cache(maxsize=64)
def terms(entity_name: str) -> tuple[Term, ...]:
    """Every name of every field of an entity."""
    entity = KNOWN[entity_name]
    out = []
    for field in entity.fields:
        for text in dict.fromkeys((field.name, field.title, *field.synonyms)):
            bag = frozenset(words(text))
            if bag:
                out.append(Term(field, text, squash(text), bag, _core(bag, field, entity_name)))
    return tuple(out)


@lru_cache(maxsize=64)
def _exact(entity_name: str) -> dict[str, dict[str, Term]]:
    found: dict[str, dict[str, Term]] = defaultdict(dict)
    for term in terms(entity_name):
        for key in {term.squashed, spelled(term.text)}:
            found[key].setdefault(term.field.name, term)
    return dict(found)


@lru_cache(maxsize=1)
def _everywhere() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in KNOWN:
        for squashed in _exact(name):
            found[squashed].add(name)
    return {squashed: frozenset(names) for squashed, names in found.items()}


@lru_cache(maxsize=20_000)
def entities_knowing(header: str) -> frozenset[str]:
    """The entities with a field of exactly this name."""
    if len(header) > 400:
        return frozenset()
    keys = {key for v in variants(header)[:4] for key in (squash(v), spelled(v))}
    return frozenset(e for key in keys for e in _everywhere().get(key, ()))


@lru_cache(maxsize=20_000)
def candidates(header: str, entity_name: str) -> tuple[Candidate, ...]:
    """The fields of an entity that a header may mean, by words alone, best first."""
    best: dict[str, Candidate] = {}
    for rank, text in enumerate(variants(header)[:6]):
        for found in _of_text(text, entity_name):
            likeness, how = found.score - 0.015 * min(rank, 4), found.how
            if rank and how != "exact":  # a part of a header that merely resembles something is a weak sign
                likeness, how = 0.8 * likeness, "guess"
            if found.field.name not in best or best[found.field.name].score < likeness:
                best[found.field.name] = Candidate(found.field, likeness, how, found.term)
    return tuple(sorted(best.values(), key=lambda c: -c.score))


@lru_cache(maxsize=1)
def _all_words() -> frozenset[str]:
    return frozenset(word for name in KNOWN for word in _by_word(name))


def knows(word: str) -> bool:
    """Whether the word is part of any field's name."""
    return word in _all_words()


@lru_cache(maxsize=64)
def _by_word(entity_name: str) -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for term in terms(entity_name):
        for word in term.bag:
            found[word].append(term)
    return {word: tuple(listed) for word, listed in found.items()}


@lru_cache(maxsize=64)
def _spellings(entity_name: str) -> tuple[str, ...]:
    return tuple(t.squashed if len(t.squashed) >= 7 else "" for t in terms(entity_name))


@lru_cache(maxsize=50_000)
def _of_text(text: str, entity_name: str) -> tuple[Candidate, ...]:
    squashed = squash(text)
    out: dict[str, Candidate] = {}
    for key in (squashed, spelled(text)):
        for name, term in _exact(entity_name).get(key, {}).items():
            score = 1.0 if squash(name) == squashed else 0.98
            out.setdefault(name, Candidate(term.field, score, "exact", term.text))
    bag = frozenset(words(text))
    near = {id(t): t for word in bag for t in _by_word(entity_name).get(word, ())}
    head = words(text)[-1] if bag else ""
    for found in (*(_alike(bag, head, t, entity_name) for t in near.values()), *_misspelled(squashed, entity_name),
                  _opening(text, entity_name)):  # fmt: skip
        if found and (found.field.name not in out or out[found.field.name].score < found.score):
            out[found.field.name] = found
    return tuple(out.values())


def _alike(bag: frozenset[str], head: str, term: Term, entity_name: str) -> Candidate | None:
    """Likely where all weighty words agree; a guess where most do and the last word is among them."""
    core = _core(bag, term.field, entity_name)
    if (bag ^ term.bag) & _TURNING:
        return None
    if core == term.core and len(core) == 1 and len(term.bag) > 2 and bag != term.bag:
        return None  # "priority" alone is no "risk priority number"
    if core == term.core and not _only_light(core):
        return Candidate(term.field, 0.86, "likely", term.text)
    if bag == term.bag and len(bag) > 1:  # "code projet" is the project's code
        return Candidate(term.field, 0.86, "likely", term.text)
    shared = bag & term.bag
    overlap = _weight(shared) / _weight(bag | term.bag)
    if overlap < 0.45 or _only_light(shared):
        return None
    about = 1.0 if head in term.bag else 0.85  # "budget changes" are changes, not a budget
    return Candidate(term.field, about * (0.35 + 0.4 * overlap), "guess", term.text)


def _misspelled(squashed: str, entity_name: str) -> list[Candidate]:
    if len(squashed) < 7:
        return []
    hits = process.extract(squashed, _spellings(entity_name), scorer=fuzz.ratio, score_cutoff=86, limit=3)
    return [
        Candidate(term.field, 0.84, "likely", term.text)
        if ratio >= 93 and len(squashed) >= 10
        else Candidate(term.field, 0.6, "guess", term.text)
        for spelling, ratio, place in hits
        if spelling[0] == squashed[0]  # a ward is no misspelled award
        for term in (terms(entity_name)[place],)
    ]


def _opening(text: str, entity_name: str) -> Candidate | None:
    """A sentence as header goes by its opening words: "Departmental narrative on schedule and so on"."""
    spoken = words(text)
    if len(spoken) < 5:
        return None
    for length in range(min(len(spoken) - 1, 6), 1, -1):
        opening = "".join(spoken[:length])
        for term in _exact(entity_name).get(opening, {}).values():
            if len(term.bag) >= 2 and term.field.kind is Kind.TEXT:
                return Candidate(term.field, 0.72, "likely", term.text)
    return None


def _weight(bag: frozenset[str]) -> float:
    return sum(_LIGHT.get(w, 1.0) for w in bag)


def _only_light(bag: frozenset[str]) -> bool:
    return all(w in _LIGHT for w in bag)
