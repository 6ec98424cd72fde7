"""Other names of columns that their neighbours give them: a word shared by all, a first name beside a last name.

Stands apart from matching because these names need the whole row of headers, while matching looks at one at a time.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from pmo_data.ingest.recognise.matching.columns import Column
from pmo_data.ingest.recognise.vocabulary.lexicon import knows
from pmo_data.ingest.recognise.vocabulary.words import words

# What rows may be of: "Feature name, Feature status, Feature owner" are the name, status and owner of each.
_SHARED = frozenset({"feature", "operation", "project", "task", "issue", "risk", "activity", "epic", "investment",
                     "item", "initiative", "programme", "award", "grant", "milestone", "action", "card", "ticket",
                     "story", "wbs", "benefit", "decision", "change"})  # fmt: skip
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_a-zA-Z]+|[#%]")
_LEAST, _MOST_OF = 4, 0.5
_FIRST = frozenset({"first name", "given name", "forename", "vorname", "prenom", "first_name", "firstname"})
_JOINED = "joined to"
_STREETS = frozenset({"street", "road", "avenue", "rue", "strasse", "straße", "calle", "via", "straat"})
_LAST = frozenset({"last name", "surname", "family name", "nachname", "nom de famille", "last_name", "lastname"})


def with_common_word(columns: list[Column]) -> list[Column]:
    """Columns whose headers mostly begin with one word for the thing itself are also named without it."""
    parts = {c.index: _PARTS.findall(c.name) for c in columns if c.name}
    counted = Counter(p[0].lower() for p in parts.values() if len(p) > 1)
    word, count = counted.most_common(1)[0] if counted else ("", 0)
    if (word not in _SHARED and not _initials(word, columns)) or count < max(_LEAST, _MOST_OF * len(parts)):
        return columns
    return [
        replace(c, more=(*c.more, " ".join(p[1:])))
        if len(p := parts.get(c.index, [])) > 1 and p[0].lower() == word
        else c
        for c in columns
    ]


def _initials(word: str, columns: list[Column]) -> bool:
    """Whether two or three letters stand before the names of a database's columns and mean nothing by themselves."""
    led = [c.name for c in columns if c.name.lower().startswith(f"{word}_")]
    return 2 <= len(word) <= 3 and len(led) >= _LEAST and words(word) == (word,) and not knows(word)


def with_whole_names(columns: list[Column]) -> list[Column]:
    """The first name is also called the name, and the last name set aside to be joined to it."""
    first = next((c for c in columns if c.name.strip().lower() in _FIRST), None)
    last = next((c for c in columns if c.name.strip().lower() in _LAST), None)
    if first is None or last is None or any(words(c.name) in {("full", "name"), ("name",)} for c in columns):
        return columns
    named = {first.index: replace(first, more=("full name", *first.more)),
             last.index: replace(last, beside=f"{_JOINED} “{first.name}”")}  # fmt: skip
    return [named.get(c.index, c) for c in columns]


def with_street_numbers(columns: list[Column]) -> list[Column]:
    """Columns of numbers beside a street's name are of houses, and no ids."""
    streets = {c.index for c in columns if set(words(c.name)) & _STREETS and set(words(c.name)) <= _STREETS | {"name"}}
    return [
        replace(c, beside="numbers of houses") if words(c.name) == ("number",) and c.index + 1 in streets else c
        for c in columns
    ]


def joined(columns: list[Column]) -> dict[str, list[int]]:
    """The setting that joins a last name to the first; empty where there is none."""
    last = next((c for c in columns if c.beside.startswith(_JOINED)), None)
    first = next((c for c in columns if c.name.strip().lower() in _FIRST), None)
    return {"joined": [first.index, last.index]} if first is not None and last is not None else {}
