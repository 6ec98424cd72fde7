"""Which one-byte encoding a Latin text with accents is in: the one in which its letters make up one language.

Stands apart from the other guesses because the same byte is a letter in each of these encodings: only that Polish has
ł and Spanish ³ nowhere, or that no language has both ø and ě, tells them apart.
"""

from __future__ import annotations

import re
from collections import Counter

# The letters with accents of languages that are written together, by encoding. What is read first wins where two fit.
_ALPHABETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "cp1252",
        (
            "àâæçéèêëïîôùûüœÿäöüßìòáñ",  # French, German, Italian, Dutch
            "áéíóúñüçàâãêôõèòïªº¿¡ö",  # Spanish, Portuguese, Catalan
            "åäöøæéüßèà",  # Danish, Norwegian, Swedish, Finnish
        ),
    ),
    (
        "cp1250",
        (
            "ąćęłńóśźż",  # Polish
            "áčďéěíňóřšťúůýž",  # Czech
            "áäčďéíĺľňóôŕšťúýž",  # Slovak
            "áéíóöőúüű",  # Hungarian
            "čćđšž",  # Croatian, Slovenian
            "ăâîşţ",  # Romanian
        ),
    ),
    ("iso8859_2", ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ")),
    ("cp1254", ("çğıöşüâîûi̇",)),
    ("cp1257", ("ąčęėįšųūž", "āčēģīķļņšūž")),
    ("cp1252", ("áéíóúýþæöð",)),  # Icelandic
)
# Bytes of marks that stand at words in any language, and signs that do so unless a letter follows.
_MARKS = "€£§’‘“”„‚–—…•«»©®™\u00a0·´\u00ad†".encode("cp1252")
_SIGNS = re.compile(r"[°±½¼¾²³¹ªº×µ](?![^\W\d_])")
_ENOUGH = 0.97
_TELLING = 2


def latin(sample: bytes) -> str:
    """The encoding in which the accented letters of a text are those of one language; "" where Windows-1252 will do."""
    sample = sample.translate(None, _MARKS)
    west = _read(sample, "cp1252")
    best, score = "", 0.0
    for encoding, alphabets in _ALPHABETS:
        counted = west if encoding == "cp1252" else _read(sample, encoding)
        found = max(_share(counted, set(letters)) for letters in alphabets)
        if found > score + 0.001:
            best, score = encoding, found
    if best == "cp1252" or score < _ENOUGH:
        return ""
    # Letters that both encodings share prove nothing.
    told = _read(sample, best) - west
    return best if sum(n for c, n in told.items() if c.isalpha()) >= _TELLING else ""


def _read(sample: bytes, encoding: str) -> Counter[str]:
    """How often each character beyond ASCII occurs, signs left out, capitals counted as small letters."""
    text = _SIGNS.sub("", sample.decode(encoding, "replace"))
    return Counter(c for c in text.lower() if c > "\x7f")


def _share(counted: Counter[str], letters: set[str]) -> float:
    total = sum(counted.values())
    return sum(n for c, n in counted.items() if c in letters) / total if total else 0.0
