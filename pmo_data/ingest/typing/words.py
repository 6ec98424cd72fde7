"""Texts made comparable: invisible characters, digits of other scripts, and words without case or punctuation.

Stands apart because every reader of cells needs the same notion of "the same word", and ids need a stricter one.
"""

from __future__ import annotations

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]")
ZERO_WIDTH = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff]")
# Joiners are letters' business in Persian, Indic scripts and emoji; next to ASCII they only hide differences.
JOINER = re.compile(r"(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
LINE_BREAKS = re.compile(r"\r*\n|\r+")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_BLANKS = re.compile(r"\s+")
_EMOJI_STYLE = re.compile("[\ufe0e\ufe0f\u20e3]")


def visible(text: str) -> str:
    """The text as a person sees it: without control, direction and zero-width characters, trimmed."""
    text = LINE_BREAKS.sub("\n", text)
    for hidden in (CONTROL, DIRECTION, ZERO_WIDTH, JOINER):
        text = hidden.sub("", text)
    return text.strip()


def identity(text: str) -> str:
    """What two ids are compared by: without case, blanks and anything invisible."""
    text = unicodedata.normalize("NFKC", JOINER.sub("", visible(text)))
    return _BLANKS.sub("", re.sub("[\u200c\u200d]", "", text)).casefold()


def fold(text: str) -> str:
    """Words without case, punctuation or decoration: "⚠️ Amber/Red " and "amber-red" are the same.

    A text without any letter or digit keeps its symbols, so that "🟢" can still be looked up.
    """
    plain = unicodedata.normalize("NFKC", visible(text)).casefold()
    words = " ".join(_NOT_WORD.sub(" ", plain).split())
    return words or _BLANKS.sub("", _EMOJI_STYLE.sub("", plain))


def ascii_digits(text: str) -> str:
    """Digits, minus signs, separators and blanks of any script in their ASCII form."""
    if text.isascii():
        return text
    out = []
    for sign in unicodedata.normalize("NFKC", text):
        if sign.isdecimal() and not sign.isascii():
            out.append(str(unicodedata.decimal(sign)))
        else:
            out.append(_SIGNS.get(sign, sign))
    return "".join(out)


_SIGNS = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "﹣": "-",
    "٫": ".", "٬": ",", "’": "'", "‘": "'", "ʼ": "'", "´": "'",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ",
}  # fmt: skip


def short_header(header: str) -> str:
    """A header in a sentence: its first line, without a long explanation in brackets."""
    line = " ".join(header.strip().split("\n")[0].split())
    if len(line) > 45:
        line = line.split(" (")[0]
    return line if len(line) <= 60 else line[:59] + "…"


def counted(count: int, noun: str) -> str:
    """ "1 value", "5 values"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
