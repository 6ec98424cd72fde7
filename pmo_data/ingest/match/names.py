"""Whether two names may mean the same person, organisation or project: a suggestion to ask about, never a decision.

"Smith, John", "John Smith" and "J. Smith" are brought to one form; what is left is compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from pmo_data.ingest.typing.words import fold

CLOSE = 90.0
"""Least likeness (of 100) by letters; "Jon Smith" and "John Smith" are 95, "Road A" and "Road B" 83."""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "eng", "ing", "ir"})
_LEGAL = frozenset({"ltd", "limited", "plc", "inc", "llc", "llp", "gmbh", "ag", "sa", "bv", "the", "of", "and", "for",
                    "dept", "department", "ministry", "office"})  # fmt: skip
_MOST = 2_000


def person_words(name: str) -> tuple[str, ...]:
    """First names then surname, without titles: "Smith, Dr John" gives ("john", "smith")."""
    surname, comma, rest = name.partition(",")
    whole = f"{rest} {surname}" if comma and rest.strip() else name
    return tuple(w for w in fold(whole.split("(")[0]).split() if w not in _TITLES)


def same_person(one: str, other: str) -> bool:
    """Whether two spellings may be of one person: one surname, and first names that do not contradict each other."""
    a, b = person_words(one), person_words(other)
    if not a or not b:
        return False
    if sorted(a) == sorted(b):
        return True
    if len(a) == 1 or len(b) == 1:
        return False
    alike = a[-1] == b[-1] or fuzz.ratio(a[-1], b[-1]) >= CLOSE
    return alike and all(_first_names(x, y) for x, y in zip(a[:-1], b[:-1], strict=False))


def _first_names(one: str, other: str) -> bool:
    """An initial fits any name that begins with it; full names may differ by a letter."""
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return fuzz.ratio(one, other) >= CLOSE - 5


def same_body(one: str, other: str) -> bool:
    """Whether two names may be of one organisation, project or programme: the same words in another order or spelling.

    Numbers must agree: "Phase 2" is not "Phase 3".
    """
    a, b = _body(one), _body(other)
    if not a or not b or _numbers(a) != _numbers(b):
        return False
    return a == b or fuzz.token_sort_ratio(" ".join(a), " ".join(b)) >= CLOSE


def _body(name: str) -> tuple[str, ...]:
    words = tuple(w for w in fold(name.replace("&", " and ")).split() if w not in _LEGAL)
    return tuple(sorted(words))


def _numbers(words: Sequence[str]) -> list[str]:
    return sorted(w for w in words if any(c.isdigit() for c in w) or len(w) == 1)


def clusters(counts: Mapping[str, int], *, people: bool) -> list[tuple[str, ...]]:
    """Groups of names that may be one, each with the fullest and commonest spelling first; single names are left out.

    Looks at the commonest 2,000 names.
    """
    names = sorted(counts, key=lambda n: (-_fullness(n, people), -counts[n], n))[:_MOST]
    same = same_person if people else same_body
    groups: list[list[str]] = []
    for name in names:
        home = [g for g in groups if same(g[0], name)]
        # A name that fits two people ("J. Smith" beside John and Jane) is of neither until somebody says so.
        if len(home) == 1:
            home[0].append(name)
        else:
            groups.append([name])
    return [tuple(g) for g in groups if len(g) > 1]


def _fullness(name: str, people: bool) -> int:
    return sum(len(w) > 1 for w in person_words(name)) if people else 0


def likeliest(name: str, known: Sequence[str], *, people: bool, limit: int = 3) -> tuple[str, ...]:
    """Known names that may mean the same, likeliest first."""
    same = same_person if people else same_body
    near = process.extract(name, known, scorer=fuzz.token_sort_ratio, processor=fold, limit=50, score_cutoff=40)
    found = [n for n, _, _ in near if same(name, n)]
    return tuple(found[:limit])
