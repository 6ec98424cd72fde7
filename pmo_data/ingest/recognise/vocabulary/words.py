"""The words of column headers: how a header is cut into canonical words so that two spellings of one meaning agree.

Stands apart from matching because sheets, files and values are compared by the same words. "Proj Nm", "project_name",
"ProjectName" and "Projektname" all become the words project, name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pmo_data.ingest.recognise.vocabulary import foreign, public_bodies

# What planners abbreviate. A word may stand for several.
_SHORT = {
    "nm": "name", "dt": "date", "proj": "project", "prj": "project", "pm": "project manager", "mgr": "manager",
    "bl": "baseline", "base": "baseline", "fcst": "forecast", "fc": "forecast", "act": "actual", "est": "estimated",
    "estimate": "estimated", "pct": "percent", "perc": "percent", "percentage": "percent", "%": "percent",
    "%age": "percent", "nr": "number", "no": "number", "num": "number", "#": "number", "nbr": "number", "№": "number",
    "numbers": "number", "ident": "id", "identifier": "id", "ids": "id", "ccy": "currency", "curr": "currency",
    "amt": "amount", "prob": "probability", "probab": "probability", "desc": "description", "descr": "description",
    "dept": "department", "org": "organisation", "organization": "organisation", "hrs": "hours", "hr": "hours",
    "hour": "hours", "wlc": "whole life cost", "sched": "schedule", "dur": "duration", "drtn": "duration",
    "pred": "predecessor", "preds": "predecessor", "succ": "successor", "succs": "successor", "cat": "category",
    "prio": "priority", "plan": "planned", "pln": "planned", "tgt": "target", "lvl": "level", "yr": "year",
    "orig": "original", "sts": "status", "ref": "reference", "compl": "complete", "fin": "finish", "strt": "start",
    "cmt": "comment", "cmts": "comment", "end": "finish", "begin": "start", "beginning": "start",
    "program": "programme", "programs": "programme", "color": "colour", "completed": "completed",
    "budgeted": "budget", "realized": "realised", "centre": "center", "rsrc": "resource", "res": "resource",
    "resp": "responsible", "cstr": "constraint", "qty": "quantity", "fy": "financial year", "fiscal": "financial",
    "mth": "month", "wk": "week", "cmplt": "complete", "lead/lag": "lag", "appr": "approved",
    "authorized": "authorised", "idx": "index", "alloc": "allocation", "utilization": "utilisation",
    "util": "utilisation", "realization": "realisation", "sev": "severity", "imp": "impact",
    "projected": "forecast", "oper": "operation", "aprvl": "approval", "amnt": "amount",
    "responsibility": "responsible", "weightage": "weighting", "commencement": "start",
}  # fmt: skip

# Phrases whose words mean other things alone.
_ENGLISH = {
    "work breakdown structure": "wbs", "impact x probability": "pxi", "probability x impact": "pxi",
    "likelihood x impact": "pxi", "impact x likelihood": "pxi", "p x i": "pxi", "l x i": "pxi", "p*i": "pxi",
    "i x p": "pxi", "l x c": "pxi", "c x l": "pxi", "likelihood x consequence": "pxi",
    "e mail": "email", "sub project": "subproject", "senior responsible officer": "sro",
    "senior responsible owner": "sro", "delivery confidence assessment": "dca", "start up": "startup",
    "in progress": "ongoing", "year to date": "ytd",
}  # fmt: skip

# What a header of two words written as one may begin and end with.
_OPENING = frozenset({"project", "task", "risk", "issue", "action", "milestone", "benefit", "plan", "planned", "actual",
                      "baseline", "forecast", "target", "start", "finish", "due", "report", "review", "raised",
                      "budget", "cost", "resource", "activity", "programme", "program", "initiative", "owner", "closed",
                      "status", "residual", "inherent"})  # fmt: skip
_CLOSING = frozenset({"date", "id", "code", "name", "title", "status", "owner", "type", "start", "finish", "end",
                      "cost", "probability", "likelihood", "impact", "score", "rating", "response", "description",
                      "category", "priority", "severity", "manager", "budget", "spend", "duration", "effort", "hours",
                      "phase", "stage", "number", "trigger", "mitigation", "comment", "comments",
                      "level"})  # fmt: skip

# What words of other languages are put together from, beside those that mean something alone.
_HEADS = frozenset({"projekt", "project", "programm", "status", "netto", "brutto", "test", "start", "team", "produkt",
                    "basis", "problem", "benefit", "plan", "budget", "prioritats", "antrags", "ziel"})  # fmt: skip
_TAILS = frozenset({"nr", "id", "art", "typ", "type", "code", "datum", "status", "name", "titel", "plan", "phase",
                    "budget", "team", "rolle", "nummer", "leider", "naam"})  # fmt: skip

_STOP = frozenset({"of", "the", "a", "an", "for", "and", "or", "in", "on", "de", "du", "la", "le", "les", "des", "der",
                   "die", "das", "del", "el", "los", "und", "et", "y", "is", "its", "this", "per", "at", "if", "any",
                   "please"})  # fmt: skip
_WHOLE = frozenset({"status", "progress", "address", "class", "basis", "analysis", "process", "business", "success",
                    "canvas", "hours", "wbs", "days", "raci", "less", "access", "focus", "bonus", "previous", "this",
                    "loss", "stress", "notes", "series", "sms", "gis", "ops", "us", "sponsors"})  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?:[a-rt-z]|s[a-z]))")
_WORD = re.compile(r"%age|[a-z0-9]+|[^\W\da-z_]+|%|#|№")
_BREAK = re.compile(r"[\r\n]+")
_PAREN = re.compile(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]?")
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*[/–-]\s*(?:20)?\d\d\b|\bfy\s?'?\d{2}(?:\d\d)?(?:\s?[/-]\s?\d\d(?:\d\d)?)?\b")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD", "gbp": "GBP", "eur": "EUR", "usd": "USD", "chf": "CHF",
               "aud": "AUD", "cad": "CAD", "nzd": "NZD", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "jpy": "JPY",
               "¥": "JPY", "inr": "INR", "zar": "ZAR", "a$": "AUD", "c$": "CAD", "us$": "USD", "pln": "PLN",
               "₹": "INR", "rs": "INR", "brl": "BRL", "cny": "CNY", "sgd": "SGD", "hkd": "HKD"}  # fmt: skip
_MAGNITUDE = {"cr": 10_000_000, "crore": 10_000_000, "crores": 10_000_000, "lakh": 100_000, "lakhs": 100_000,
              "k": 1_000, "t": 1_000, "tsd": 1_000, "tausend": 1_000, "milliers": 1_000, "miles": 1_000,
              "000": 1_000, "'000": 1_000, "000s": 1_000, "thousand": 1_000, "thousands": 1_000,
              "m": 1_000_000, "mn": 1_000_000, "mio": 1_000_000, "millionen": 1_000_000,
              "millones": 1_000_000, "mm": 1_000_000, "mil": 1_000_000,
              "million": 1_000_000, "millions": 1_000_000, "mill": 1_000_000, "bn": 1_000_000_000,
              "b": 1_000_000_000, "billion": 1_000_000_000, "billions": 1_000_000_000}  # fmt: skip
_TIME = {"day": "days", "days": "days", "d": "days", "hour": "hours", "hours": "hours", "hrs": "hours", "h": "hours",
         "week": "weeks", "weeks": "weeks", "wks": "weeks", "months": "months", "mths": "months"}  # fmt: skip
# What other languages count money in, whole units too.
_LOCAL: dict[str, tuple[str, int]] = {
    "万元": ("CNY", 10_000), "亿元": ("CNY", 100_000_000), "元": ("CNY", 1), "円": ("JPY", 1), "千円": ("JPY", 1_000),
    "百万円": ("JPY", 1_000_000), "億円": ("JPY", 100_000_000), "원": ("KRW", 1), "천원": ("KRW", 1_000),
    "백만원": ("KRW", 1_000_000), "억원": ("KRW", 100_000_000), "zl": ("PLN", 1), "tys zl": ("PLN", 1_000),
    "mln zl": ("PLN", 1_000_000), "kc": ("CZK", 1), "tis kc": ("CZK", 1_000), "mil kc": ("CZK", 1_000_000),
    "ft": ("HUF", 1), "eft": ("HUF", 1_000), "mft": ("HUF", 1_000_000), "tl": ("TRY", 1), "bin tl": ("TRY", 1_000),
    "milyon tl": ("TRY", 1_000_000), "mio kr": ("DKK", 1_000_000),
    "mill kr": ("NOK", 1_000_000), "tkr": ("SEK", 1_000), "mkr": ("SEK", 1_000_000), "mnkr": ("SEK", 1_000_000),
    "грн": ("UAH", 1), "тис грн": ("UAH", 1_000), "млн грн": ("UAH", 1_000_000), "лв": ("BGN", 1),
    "хил лв": ("BGN", 1_000), "млн лв": ("BGN", 1_000_000), "rp juta": ("IDR", 1_000_000),
    "rp miliar": ("IDR", 1_000_000_000), "rp triliun": ("IDR", 1_000_000_000_000), "r'000": ("ZAR", 1_000),
    "r million": ("ZAR", 1_000_000), "php million": ("PHP", 1_000_000), "ksh million": ("KES", 1_000_000),
    "r$": ("BRL", 1), "r$ mil": ("BRL", 1_000), "руб": ("RUB", 1), "тыс руб": ("RUB", 1_000),
    "млн руб": ("RUB", 1_000_000), "mln eur": ("EUR", 1_000_000), "x € 1 000": ("EUR", 1_000),
    "€ x 1 000": ("EUR", 1_000), "x 1 000 €": ("EUR", 1_000), "x €1 000": ("EUR", 1_000),
}  # fmt: skip
_MONEY_UNIT = re.compile(
    r"(us\$|a\$|c\$|[£€$¥₹]|\b(?:rs|gbp|eur|usd|chf|aud|cad|nzd|sek|nok|dkk|jpy|inr|zar|pln|brl|cny|sgd|hkd)\b)?\s*"
    r"(?:in )?('?000s?|crores?|lakhs?|cr|k|tsd|tausend|"
    r"milliers|miles|t|millions?|millionen|millones|mill|mil|mio|mn|mm|m|billions?|bn|b|thousands?)?\s*"
    r"(us\$|[£€$¥]|\b(?:gbp|eur|usd|chf|aud|cad|nzd|sek|nok|dkk|jpy|inr|zar|pln|brl|cny|sgd|hkd)\b)?"
)


_PLAIN = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE"})


def tidy(text: str | None) -> str:
    """The text without invisible characters and outer blanks; '' for None."""
    if text is None:
        return ""
    return _INVISIBLE.sub("", text).replace("\xa0", " ").strip()


def fold(text: str) -> str:
    """Lower case without accents, for comparing."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").translate(_PLAIN))
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c))).lower()


_FOREIGN = {fold(word): meaning for word, meaning in {**public_bodies.WORDS, **foreign.WORDS}.items()}
_PHRASES = {
    **{fold(phrase): meaning for phrase, meaning in {**public_bodies.PHRASES, **foreign.PHRASES}.items()},
    **_ENGLISH,
}


def _singular(word: str) -> str:
    if len(word) <= 3 or word in _WHOLE or not word.endswith("s") or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 5 else word[:-1]


def _canonical(word: str) -> list[str]:
    for table in (_SHORT, _FOREIGN):
        if word in table:
            return table[word].split()
    single = _singular(word)
    known = _SHORT.get(single) or _FOREIGN.get(single)
    if known is None and 8 <= len(word) <= _LONGEST_COMPOUND:
        parted = _parted(word) or _compound(word)
        if parted is not None:
            return [w for part in parted for w in _canonical(part)]
    return (known or single).split()


_LONGEST_COMPOUND = 60
"""What is longer is no word: looking at each place where it may be cut would take the square of its length."""


def _parted(word: str) -> tuple[str, str] | None:
    """Two words written as one, of which both are a register's: "plandate", "riskprobability"."""
    for cut in range(3, len(word) - 2):
        if word[:cut] in _OPENING and word[cut:] in _CLOSING:
            return word[:cut], word[cut:]
    return None


def _compound(word: str) -> tuple[str, str] | None:
    """Two words of another language written as one: "Risikobeschreibung", "Entscheidungsdatum", "wijzigingsnummer"."""
    for cut in range(len(word) - 2, 3, -1):
        head, tail = word[:cut], word[cut:]
        if tail not in _TAILS and (len(tail) < 4 or tail not in _FOREIGN):
            continue
        for joint in ("s", "n", "en", "es", "e", ""):
            stem = head.removesuffix(joint) if joint else head
            if len(stem) >= 4 and (stem in _FOREIGN or stem in _HEADS) and (not joint or stem != head):
                return stem, tail
    return None


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """The canonical words of a header without stop words, in order: words("Proj_Nm") == ("project", "name")."""
    out = all_words(text)
    return tuple(w for w in out if w not in _STOP) or out


@lru_cache(maxsize=20_000)
def all_words(text: str) -> tuple[str, ...]:
    """The canonical words of a header, stop words too."""
    spaced = _CAMEL.sub(" ", tidy(text).replace("_", " "))
    folded = re.sub(r"\s+", " ", fold(spaced))
    folded = _YEARS.sub(_one_year, folded).replace("-", " ")
    for phrase, meaning in _PHRASES.items():
        if phrase in folded:
            folded = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", meaning, folded)
    return tuple(w for raw in _WORD.findall(folded) for w in _canonical(raw))


def _one_year(found: re.Match[str]) -> str:
    """A financial year, "2027/28", by that name; years further apart, "2027-2029", as they stand."""
    ends = re.findall(r"\d{2,4}", found[0])
    return found[0] if len(ends) == 2 and (int(ends[1]) - int(ends[0])) % 100 > 1 else " financial year "


@lru_cache(maxsize=20_000)
def squash(text: str) -> str:
    """The canonical words run together, so that 'boardid' and 'Board ID' compare equal."""
    return "".join(words(text))


@lru_cache(maxsize=20_000)
def spelled(text: str) -> str:
    """As `squash`, but with stop words: 'AssignedToID' is 'assignedtoid'."""
    return "".join(all_words(text))


@lru_cache(maxsize=5_000)
def variants(header: str) -> tuple[str, ...]:
    """What a long header may be called by, best first: its first line without parentheses, then more of it."""
    text = _version_first(tidy(header))
    lines = [line.strip() for line in _BREAK.split(text) if line.strip()]
    found: list[str] = []
    if lines and _unit_after(lines[0]):
        lines[0] = lines[0].rpartition(",")[0].strip()
    if lines:
        first = tidy(_PAREN.sub(" ", lines[0]))
        joined = tidy(_PAREN.sub(" ", " ".join(lines)))
        two = tidy(_PAREN.sub(" ", " ".join(lines[:2])))
        counted = _counted(first)
        found = [
            first,
            *([counted[0]] if counted else ()),
            *_shorter(first),
            lines[0],
            two,
            joined,
            *(tidy(_PAREN.sub(" ", line)) for line in lines[1:]),
        ]
    if not any(words(v) for v in found):
        found = [text.strip("()[] ")]
    return tuple(dict.fromkeys(v for v in found if v and words(v)))


def _version_first(header: str) -> str:
    """A header with the words in front that say behind it of which version it is: "End (baseline)" is no other end."""
    found = _VERSION.fullmatch(header)
    said = words(found[2]) if found else ()
    return f"{found[2]} {found[1]}" if found and said and set(said) <= _VERSIONS else header


_VERSION = re.compile(r"([^()\n]{3,40}?)\s*\(([^()]{3,20})\)")
_VERSIONS = frozenset({"baseline", "planned", "actual", "forecast", "original", "approved", "revised"})


def _unit_after(line: str) -> dict[str, object]:
    """The unit that stands behind the last comma of a header: "Бюджет, тыс. руб."."""
    before, _, after = line.rpartition(",")
    return _unit(fold(after).strip()) if before.strip() and after.strip() else {}


def _shorter(text: str) -> list[str]:
    """A sentence used as a header also goes by what stands before its first comma, and without its years."""
    if len(text) < 40:
        return []
    return [re.split(r"[,;:]", text)[0], tidy(_YEARS.sub(" ", fold(text)))]


@lru_cache(maxsize=5_000)
def header_units(header: str) -> dict[str, object]:
    """What a header says of its column's unit.

    Any of `currency` (three letters), `unit` (1000, 1000000 …: what one counts), `percent` (True), `time_unit`
    ("hours", "days", "weeks", "months").
    """
    found: dict[str, object] = {}
    for part in [m.group(1) for m in _PAREN.finditer(tidy(header))]:
        found.update(_unit(fold(part).strip()))
    found.update(_unit_after(tidy(_PAREN.sub(" ", header))))
    rest = fold(tidy(_PAREN.sub(" ", header)))
    sign = re.search(r"(?:^|[\s_,-])(us\$|[£€$¥])\s*('?000s?|k|m|mn|bn|million)?(?:$|[\s_,-])", rest)
    if sign and "currency" not in found:
        found.update(_unit("".join(part or "" for part in sign.groups())))
    spaced = _CAMEL.sub(" ", tidy(_PAREN.sub(" ", header)))  # BudgetDKK names its currency too
    last = fold(re.split(r"[\s_]+", spaced)[-1]) if spaced else ""
    if last.upper() in _CURRENCIES.values() and "currency" not in found:
        found["currency"] = last.upper()
    counted = _counted(tidy(_PAREN.sub(" ", header)))
    if counted is not None:
        found.setdefault("unit", counted[1])
    if re.match(r"^%\s|.*\s%$", rest):
        found["percent"] = True
    rate = re.search(r"\b(hours|hrs|days)\s*(?:per|/|a|je|pro|par)\s*[a-z]+$", rest)
    if rate and "time_unit" not in found:  # hours per week are hours
        found["time_unit"] = _TIME[rate[1]]
    led = _LED_BY_TIME.match(fold(spaced))
    if led and "time_unit" not in found:  # weeks of work are weeks
        found["time_unit"] = _TIME[led[1]]
    tail = words(header)[-1:] if words(header) else ()
    if "time_unit" not in found and tail and tail[0] in {"hours", "days", "week", "weeks"} and len(words(header)) > 1:
        found["time_unit"] = _TIME[tail[0]]
    return found


_LED_BY_TIME = re.compile(
    r"(hours|days|weeks|months)[\s_]+(?:of[\s_]+)?(?:work|effort|worked|planned|estimated|remaining)$"
)
_AMOUNTS = frozenset({"cost", "budget", "value", "amount", "spend", "spent", "funding", "price", "expenditure", "capex",
                      "opex", "wlc", "forecast", "actual", "saving", "benefit"})  # fmt: skip
_LAST = frozenset({"k", "m", "mn", "mio", "bn", "thousand", "thousands", "million", "millions", "billion", "billions",
                   "cr", "crore", "crores", "lakh", "lakhs"})  # fmt: skip


def _counted(header: str) -> tuple[str, int] | None:
    """A header of money without the last word that says what one counts, and that: "cost_m", "Value in millions"."""
    *rest, last = re.split(r"[\s_]+", _CAMEL.sub(" ", header)) or [""]
    rest = rest[:-1] if rest and rest[-1].lower() == "in" else rest
    if last.lower() not in _LAST or not set(words(" ".join(rest))) & _AMOUNTS:
        return None
    return " ".join(rest), _MAGNITUDE[last.lower()]


def _unit(text: str) -> dict[str, object]:
    if text in {"%", "percent", "pct", "in %", "in percent"}:
        return {"percent": True}
    text = re.sub(r"^(?:in|all|amounts in|en)\s+", "", text).replace(".", " ").replace(" de ", " ").strip()
    if text in _TIME:
        return {"time_unit": _TIME[text]}
    local = _LOCAL.get(re.sub(r"\s+", " ", text))
    if local is not None:
        return {"currency": local[0], **({"unit": local[1]} if local[1] > 1 else {})}
    found = _MONEY_UNIT.fullmatch(text)
    if found is None or not any(found.groups()):
        return {}
    before, magnitude, after = found.groups()
    if not (before or after) and magnitude in {"b", "mm", "mil", "t"}:  # (b) is a footnote, (mm) a length
        return {}
    out: dict[str, object] = {}
    if before or after:
        out["currency"] = _CURRENCIES[before or after]
    if magnitude:
        out["unit"] = _MAGNITUDE[magnitude]
    return out


def letter(index: int) -> str:
    """The spreadsheet's letters for a 0-based column: 0 -> A, 27 -> AB."""
    out = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        out = chr(65 + rest) + out
    return out
