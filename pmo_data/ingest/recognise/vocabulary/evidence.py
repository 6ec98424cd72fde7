"""What a column's values say it holds: dates, money, ratings, scales, identifiers, prose.

Stands apart from header matching so that the two can contradict each other: a date field fed by words is refused
whatever its header says. Only samples are looked at, so a million rows cost as much as a few hundred.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pmo_data.domain.catalogue.choices import CONSTRAINT, OUTCOME, RATING, RELATION, RESPONSE, RISK_KIND, STATUS
from pmo_data.domain.catalogue.oversight import SPEND
from pmo_data.domain.fields import Choices, Field, Kind
from pmo_data.domain.scale_words import STEPS
from pmo_data.ingest.recognise.vocabulary.words import fold, tidy
from pmo_data.ingest.typing.spoken_periods import part_of, spoken_period

_MONTH = (
    r"(?:jan|feb|mar|m[aä]r|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|janv|fevr|févr|mars|avr|juin|juil|aout|août"
    r"|ene|abr|ago|dic)[a-zäéû]*\.?"
)
_DATES = re.compile(
    r"(?:[a-z]{2,9}\.?,?\s+)?(?:"
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}\. ?\d{1,2}\. ?\d{4}\."
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[-/. ]+{_MONTH}[-/.,' ]*\d{{2,4}}"
    rf"|{_MONTH}[-/.,' ]+\d{{1,2}}(?:st|nd|rd|th)?[-/.,' ]+\d{{2,4}}"
    rf"|{_MONTH}[-/.,' ]*\d{{2,4}}|\d{{4}}[-/ ]{_MONTH}"
    r"|q[1-4][-/ ]*(?:fy)?\s*'?\d{2,4}(?:[-/]\d{2,4})?|(?:fy)?\s*\d{2,4}[-/ ]*q[1-4]|fy\s*'?\d{2,4}(?:[-/]\d{2,4})?"
    r"|\d{4}\. ?\d{1,2}\. ?\d{1,2}\.|\d{4}[年년] ?\d{1,2}[月월] ?\d{1,2}[日일]|\d{1,2}/\d{4}|\d{4}-\d{2}"
    r")(?:[t ]+\d{1,2}[:.h]\d{2}.*)?(?:\s*→.*)?"
)
_NUMBER = re.compile(r"[-+(]?\s*\d[\d.,'’ \u202f_]*(?:e[+-]?\d+)?\s*\)?-?")
_CODES = "eur|gbp|usd|chf|aud|cad|nzd|sek|nok|dkk|jpy|inr|zar|pln|czk|huf|brl|cny|sgd|hkd|try|aed|mxn|krw"
_MONEY = re.compile(
    rf"[-+(]?\s*(?:[a-z]{{0,3}}[£€$¥]|(?:{_CODES})\s)\s*[-(]?\s*\d[\d.,'’ \u202f]*"
    r"\s*(?:k|m|mn|mio|bn|b|million|billion)?\s*\)?"
    rf"|[-+(]?\d[\d.,'’ \u202f]*\s*(?:(?:k|m|mn|mio\.?|mln|mrd\.?|bn)?\s?[£€$¥]|k|m|mn|mio|bn|million"
    rf"|billion|{_CODES})\s*\)?"
    r"|[-(]?\d[\d.,]*\s*\([£€$]?\s*\w{0,8}\)|[£€$]\s*-|-\s*[£€$]"
)
_PERCENT = re.compile(r"[-+(]?\s*\d[\d.,]*\s*(?:%|percent|pct|v\.?h\.?)\)?")
_SPAN = re.compile(
    r"[-+]?\d[\d.,]*\s*(?:e?d|days?|h|hrs?|hours?|w|wks?|weeks?|mons?|months?|tage?|std|wochen?)\??"
    r"|(?:\d[\d.]*\s*(?:w|d|h|m|min)\b[ ,]*){2,}|\d{1,4}:[0-5]\d"
)
_SCORED = re.compile(r"[a-z /-]+\s*[(\[]\s*\d+\s*[)\]]|\d+\s*[-–:.(]\s*[a-z ]+\)?")
_LINK = re.compile(r"[a-z0-9._-]+(?:\s*(?:fs|ss|ff|sf|ea|aa|ee|ae)?\s*(?:[+-]\s*\d[\d.,]*\s*[a-z%]*)?)")
_ABSENT = frozenset({"", "-", "--", "—", "–", "n/a", "na", "#n/a", "nan", "null", "none", "nil", "inf", "-inf", "tbd",
                     "tbc", "tba", "?", "unknown", "not available", "not applicable", "not set", "to be confirmed",
                     "to be determined", "x/x", "pending", "unspecified", ".", "#ref!", "#value!", "#div/0!", "#name?",
                     "see narrative", "n.a.", "k.a."})  # fmt: skip
_WITHHELD = re.compile(r"(?:data |date )?exempt\b|withheld|redacted|commercial(?:ly)? (?:in confidence|sensitive)")
_SCALE_WORDS = frozenset({"very low", "low", "medium", "moderate", "high", "very high", "critical", "severe", "major",
                          "minor", "negligible", "insignificant", "significant", "catastrophic", "extreme", "rare",
                          "unlikely", "possible", "likely", "almost certain", "certain", "probable", "remote",
                          "improbable", "frequent", "occasional", "medium low", "medium high", "none", "l", "m", "h",
                          "vl", "vh", "i", "ii", "iii", "iv", "v", "niedrig", "gering", "mittel", "hoch", "sehr hoch",
                          "sehr gering", "faible", "moyen", "moyenne", "eleve", "elevee", "fort", "bajo", "baja",
                          "medio", "media", "alto", "alta", "marginal", "serious"})  # fmt: skip
_SCALE_WORDS |= {fold(word) for words in STEPS.values() for word in words}
_FLAGS = frozenset({"yes", "no", "y", "n", "true", "false", "x", "✓", "✔", "ja", "nein", "oui", "non", "si", "0", "1",
                    "wahr", "falsch", "t", "f", "checked", "unchecked", "■", "█", "▇", "▓", "▬"})  # fmt: skip
_COLOURS = frozenset({"green", "amber", "red", "yellow", "amber green", "amber red", "amber/green", "amber/red",
                      "green/amber", "red/amber", "g", "a", "r", "grun", "gelb", "rot", "vert", "jaune", "rouge",
                      "verde", "rojo", "amarillo", "orange", "naranja", "blue", "grey", "gray", "🟢", "🟡", "🔴", "🟠",
                      "a/g", "a/r", "ag", "ar", "groen", "oranje", "geel", "rood", "giallo", "rosso", "vermelho",
                      "amarelo", "laranja"})  # fmt: skip
_ID = re.compile(r"[a-z]{0,12}[-_. /#]?[a-z0-9]{0,12}[-_./]?\d[\w./-]*", re.IGNORECASE)


def _words_of(choices: Choices) -> frozenset[str]:
    return frozenset(fold(w) for value, names in choices.values.items() for w in (value.replace("_", " "), *names))


_VOCABULARY = {
    c.name: _words_of(c) for c in (RATING, STATUS, RELATION, RISK_KIND, RESPONSE, CONSTRAINT, OUTCOME, SPEND)
}


@dataclass(frozen=True)
class Evidence:
    """Shares (0-1) of what the known sample values of one column look like.

    `known` is how many values the shares rest on, `filled` the share of sampled cells that are not blank, `distinct`
    the share of different values among the known, `length` their mean length.
    """

    known: int = 0
    filled: float = 0.0
    distinct: float = 0.0
    length: float = 0.0
    numbers: float = 0.0
    money: float = 0.0
    percents: float = 0.0
    dates: float = 0.0
    spans: float = 0.0
    scaled: float = 0.0
    flags: float = 0.0
    colours: float = 0.0
    ids: float = 0.0
    links: float = 0.0
    prose: float = 0.0
    years: float = 0.0
    serials: float = 0.0
    small: float = 0.0
    indented: float = 0.0
    choices: tuple[tuple[str, float], ...] = ()
    samples: tuple[str, ...] = ()

    def of(self, vocabulary: str) -> float:
        """The share of values that are words of a vocabulary."""
        return dict(self.choices).get(vocabulary, 0.0)

    @property
    def worded(self) -> float:
        """The share that is neither number nor date."""
        return max(0.0, 1.0 - self.numbers - self.dates - self.spans)


@lru_cache(maxsize=50_000)
def looks(value: str) -> frozenset[str]:
    """The sorts of thing one value looks like; empty for a value that says it is absent."""
    text = fold(tidy(value))
    if text in _ABSENT or _WITHHELD.match(text):
        return frozenset()
    if len(text) > 60:
        return frozenset({"prose", "word"})
    found = {"word"}
    if _DATES.fullmatch(text) or _DATES.fullmatch(part_of(text)[1]) or spoken_period(text):
        found.add("date")
    if _NUMBER.fullmatch(text):
        found.add("number")
        found |= _number_kind(text)
    elif _PERCENT.fullmatch(text):
        found |= {"percent", "number"}
    elif _SPAN.fullmatch(text):
        found.add("span")
    elif _MONEY.fullmatch(text):
        found |= {"money", "number"}
    if "date" in found and "number" in found and re.fullmatch(r"\d{4}-\d{2}|\d+[.]\d+[.]\d+", text):
        found.discard("number")
    found |= _word_kind(text)
    return frozenset(found)


def _number_kind(text: str) -> set[str]:
    out: set[str] = set()
    if re.fullmatch(r"(19|20)\d{2}", text):
        out.add("year")
    if re.fullmatch(r"[2-6]\d{4}(?:\.\d+)?|1\d{12}(?:\.0)?", text):
        out.add("serial")
    if re.fullmatch(r"[0-5](?:\.\d+)?", text):
        out |= {"small", "scale"}
    return out


def _word_kind(text: str) -> set[str]:
    out: set[str] = set()
    clean = re.sub(r"\s+", " ", re.sub(r"[^\w\s/%🟢🟡🔴🟠-]", " ", text)).strip().replace("️", "")
    if clean in _SCALE_WORDS or _SCORED.fullmatch(text):
        out.add("scale")
    if clean in _FLAGS or text in _FLAGS:  # a mark is a sign, of which cleaning leaves nothing
        out.add("flag")
    if re.sub(r"\s*/\s*", "/", clean) in _COLOURS:
        out.add("colour")
    if _ID.fullmatch(text) and " " not in text:
        out.add("id")
    if _LINK.fullmatch(re.split(r"[,;]", text)[0].strip()):
        out.add("link")
    if text.count(" ") >= 6:
        out.add("prose")
    first = re.split(r" / ", clean)[0]  # said in two languages
    out.update(f"choice:{name}" for name, vocabulary in _VOCABULARY.items() if {clean, first} & vocabulary)
    return out


def weigh(values: Iterable[str | None]) -> Evidence:
    """The evidence in a sample of cells (None or blank cells count as unfilled)."""
    cells = list(values)
    filled = [v for v in cells if tidy(v)]
    kinds: Counter[str] = Counter()
    known = 0
    for value in filled:
        seen = looks(value or "")
        known += bool(seen)
        kinds.update(seen)
    if not known:
        return Evidence(filled=len(filled) / max(1, len(cells)), samples=_samples(filled))
    share = {kind: n / known for kind, n in kinds.items()}
    texts = [tidy(v) for v in filled]
    return Evidence(
        known=known,
        filled=len(filled) / max(1, len(cells)),
        distinct=len(set(texts)) / len(texts),
        length=sum(map(len, texts)) / len(texts),
        numbers=share.get("number", 0.0),
        money=share.get("money", 0.0),
        percents=share.get("percent", 0.0),
        dates=share.get("date", 0.0),
        spans=share.get("span", 0.0),
        scaled=share.get("scale", 0.0),
        flags=share.get("flag", 0.0),
        colours=share.get("colour", 0.0),
        ids=share.get("id", 0.0),
        links=share.get("link", 0.0),
        prose=share.get("prose", 0.0),
        years=share.get("year", 0.0),
        serials=share.get("serial", 0.0),
        small=share.get("small", 0.0),
        indented=sum(1 for v in filled if (v or "")[:1] in " \t\xa0" and tidy(v)) / len(filled),
        choices=tuple((k[7:], n) for k, n in share.items() if k.startswith("choice:")),
        samples=_samples(filled),
    )


def _samples(filled: list[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tidy(v)[:80] for v in filled if tidy(v)))[:3]


def agrees(field: Field, seen: Evidence) -> float:
    """How well values fit a field: 0 forbids, below 1 doubts, 1 is neutral, above 1 supports."""
    if seen.known == 0:
        return 0.95
    return _KINDS[field.kind](field, seen)


def _day(field: Field, seen: Evidence) -> float:
    like = seen.dates + seen.serials + (seen.years if field.name.endswith(("period", "year")) else seen.years * 0.6)
    if like >= 0.5:
        return 1.15
    if field.name == "period" and seen.small + seen.years > 0.6:
        return 0.9
    return 0.85 if like >= 0.1 else 0.0


def _amount(_field: Field, seen: Evidence) -> float:
    if seen.dates > 0.5 and seen.numbers < 0.5:
        return 0.0
    if seen.numbers >= 0.5:
        return 1.15
    return 0.85 if seen.numbers >= 0.1 else 0.0


def _number(field: Field, seen: Evidence) -> float:
    if field.unit in {"days", "hours"} and seen.spans + seen.numbers >= 0.5:
        return 1.1
    if field.name in {"score", "residual_score"} and seen.scaled >= 0.5:  # "High (12)" is a score, "High" a rating
        return 1.0 if any(sign.isdigit() for s in seen.samples for sign in s) else 0.3
    if (seen.money > 0.5 and field.unit != "currency") or (seen.flags > 0.5 and seen.numbers < 0.3):
        return 0.1
    return _amount(field, seen)


def _percent(field: Field, seen: Evidence) -> float:
    return 0.2 if seen.money > 0.3 else _amount(field, seen)


def _scale(_field: Field, seen: Evidence) -> float:
    if seen.scaled >= 0.4:
        return 1.15
    if seen.prose > 0.4 or (seen.dates > 0.5 and seen.numbers < 0.5):
        return 0.0
    if seen.numbers + seen.percents >= 0.5:
        return 1.0 if seen.money < 0.3 else 0.3
    return 0.8 if seen.length < 25 and seen.distinct < 0.6 else 0.4


def _flag(_field: Field, seen: Evidence) -> float:
    if seen.numbers > 0.5 and seen.flags < 0.95:  # 1, 2, 3 under "Milestone" count them; 0 and 1 say yes and no
        return 0.05
    return 1.1 if seen.flags >= 0.6 else (0.7 if seen.flags >= 0.2 else 0.1)


def _choice(field: Field, seen: Evidence) -> float:
    vocabulary = field.choices.name if field.choices else ""
    hits = max(seen.of(vocabulary), seen.colours if vocabulary == "rating" else 0.0)
    rated = seen.of("rating")
    if vocabulary == "status" and (seen.colours > 0.5 or (rated > 0.5 and rated > seen.of("status"))):
        return 0.45
    if hits >= 0.3:
        return 1.15
    if seen.prose > 0.5 or seen.dates > 0.5 or (seen.numbers > 0.8 and vocabulary != "rating"):
        return 0.2
    if vocabulary == "rating":
        return 0.9 if seen.scaled > 0.5 and seen.numbers < 0.8 else (0.7 if hits > 0 else 0.3)
    if vocabulary in _VOCABULARY and vocabulary != "status" and not hits and seen.known > 3:
        return 0.4
    if vocabulary == "status" and not hits and not seen.numbers and seen.known > 3:
        return 0.55  # none of its words is a state: "Etat" is one in French and an authority in Norwegian
    return 1.0 if vocabulary == "status" and seen.length < 30 else 0.85


def _text(field: Field, seen: Evidence) -> float:
    if seen.dates > 0.6 and seen.numbers < 0.6:
        return 0.2
    if seen.numbers > 0.8:
        if field.name in {"priority", "severity", "owner", "category", "stage", "location", "status", "influence"}:
            return 0.9 if seen.small > 0.5 or seen.distinct < 0.5 or seen.known < 20 else 0.6
        return 0.35 if field.name not in {"name", "team", "department", "role"} else 0.5
    if field.name in _PROSE_FIELDS:
        return 1.05 if seen.length > 25 else 0.95
    return 0.75 if seen.length > 150 else 1.0


_PROSE_FIELDS = frozenset({"description", "status_comment", "schedule_comment", "cost_comment", "comment", "notes",
                           "mitigation", "cause", "effect", "rationale", "commentary", "next_steps", "ask",
                           "resolution", "options", "outcome", "conditions", "impact_if_false"})  # fmt: skip


def _code(field: Field, seen: Evidence) -> float:
    if field.name == "currency":
        return 1.1 if seen.length <= 4 and seen.numbers < 0.2 else 0.1
    if seen.prose > 0.4:
        return 0.15 if field.reference is None else 0.5
    if seen.dates > 0.6 and seen.numbers < 0.6:
        return 0.6
    if seen.money > 0.3 or (seen.percents > 0.3):
        return 0.1
    return 1.05 if seen.ids > 0.5 else 1.0


def _links(_field: Field, seen: Evidence) -> float:
    if seen.dates > 0.5 and seen.numbers < 0.5:
        return 0.0
    return 1.1 if seen.links > 0.6 else 0.7


_KINDS = {
    Kind.DATE: _day,
    Kind.MONEY: _amount,
    Kind.NUMBER: _number,
    Kind.PERCENT: _percent,
    Kind.SCALE: _scale,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.LINKS: _links,
}
