"""Bytes to text: which encoding a delimited file is in, tried from the surest sign to the weakest.

A byte order mark is proof, valid UTF-8 nearly so; everything after that is a guess, and a guess is said.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pmo_data.ingest.grid import Note
from pmo_data.ingest.read.alphabets import latin
from pmo_data.ingest.sniff import looks_utf16

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NAMES = {
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1250": "Windows-1250 (Central European)",
    "iso8859_2": "ISO 8859-2 (Central European)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1257": "Windows-1257 (Baltic)",
    "latin-1": "Latin-1",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "cp949": "Korean (CP949)",
    "gb18030": "Chinese (GB18030)",
    "big5": "Chinese (Big5)",
}
_KANA, _HANGUL, _HAN = ("\u3040", "\u30ff"), ("\uac00", "\ud7a3"), ("\u4e00", "\u9fff")
# What a text in each multi-byte encoding is mostly made of. Order: from the choosiest decoder to the laxest.
_MULTIBYTE = (
    ("cp932", (_KANA, _HAN)),
    ("euc_jp", (_KANA, _HAN)),
    ("cp949", (_HANGUL,)),
    ("big5", (_HAN,)),
    ("gb18030", (_HAN,)),
)
# The six commonest letters of each script that has its own half of a byte: by them its encodings are told apart.
_OTHER_SCRIPTS = (("cp1251", "оеаинт"), ("koi8_r", "оеаинт"), ("cp1253", "αοιετν"))
# Accented letters of a Latin text stand alone or in pairs; words of another script are nothing else.
_WORD_OF_HIGH_BYTES = re.compile(rb"[\x80-\xff]{3,}")
_SAMPLE = 200_000
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Decoded:
    """The text without byte order mark, the encoding it was read in, and what had to be assumed."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Decoded:
    """`data` as text; never fails, because Latin-1 reads anything. Notes say what was assumed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace").removeprefix("\ufeff"), encoding)
    utf16 = looks_utf16(data[:4096])
    if utf16:
        return Decoded(data.decode(utf16, "replace"), utf16)
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _undeclared(body, marked=len(body) < len(data))


def is_utf8(data: bytes) -> bool:
    """Whether `decode` reads `data` as UTF-8 without a fault, found piece by piece: no copy of a large file is made."""
    if any(data.startswith(mark) for mark, _ in _MARKS) or looks_utf16(data[:4096]):
        return False
    if data.isascii():
        return True
    decoder, view = codecs.getincrementaldecoder("utf-8")(), memoryview(data)
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(view[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _undeclared(body: bytes, *, marked: bool) -> Decoded:
    if marked or _is_broken_utf8(body):
        return Decoded(body.decode("utf-8", "replace"), "utf-8")
    multibyte = _multibyte(body)
    if multibyte:
        return Decoded(body.decode(multibyte, "replace"), multibyte, (_assumed(multibyte),))
    script = _script(body[:_SAMPLE])
    if script:
        return Decoded(body.decode(script, "replace"), script, (_assumed(script),))
    accented = latin(body[:_SAMPLE])
    if accented:
        return Decoded(body.decode(accented, "replace"), accented, (_assumed(accented),))
    try:
        return Decoded(body.decode("cp1252"), "cp1252", (_assumed("cp1252"),))
    except UnicodeDecodeError:
        return Decoded(body.decode("latin-1"), "latin-1", (_assumed("latin-1"),))


def _assumed(encoding: str) -> Note:
    message = f"Read as {_NAMES[encoding]}; check accented and special letters."
    return Note("encoding_assumed", message, value=encoding, fix="Save the file as UTF-8 to be sure.")


_INVALID = re.compile("[\udc80-\udcff]+")


def _is_broken_utf8(body: bytes) -> bool:
    """UTF-8 with a few damaged bytes, rather than another encoding.

    Either valid multi-byte sequences far outnumber the invalid ones (by chance they hardly occur elsewhere), or the few
    invalid bytes make no sense as Windows-1252 either: an upper-case letter after a lower-case one, a
    symbol no word holds.
    """
    text = body.decode("utf-8", "surrogateescape")
    runs = list(_INVALID.finditer(text))
    valid = sum(1 for character in text if character > "\x7f" and not "\udc80" <= character <= "\udcff")
    if valid >= 4 * len(runs):
        return True
    if valid or len(runs) > 3:
        return False
    return not any(_is_plausible(text, run) for run in runs)


def _is_plausible(text: str, run: re.Match[str]) -> bool:
    """Whether the invalid bytes read as Windows-1252 letters or punctuation where they stand."""
    raw = run.group().encode("utf-8", "surrogateescape")
    try:
        read = raw.decode("cp1252")
    except UnicodeDecodeError:
        return False
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    if read.isalpha() and read[0].isupper():
        return not before.islower() and (after.isalpha() or not before.isalpha())
    return True


def _multibyte(body: bytes) -> str:
    """The East Asian encoding `body` decodes in and looks like, or "".

    Latin text decodes as one of these by chance, but then its foreign characters stand alone: most must have a
    neighbour of the same kind.
    """
    sample = body[:_SAMPLE]
    for encoding, ranges in _MULTIBYTE:
        try:
            body.decode(encoding)
            text = sample.decode(encoding, "ignore")
        except UnicodeDecodeError:
            continue
        if encoding == "big5" and _seldom(text):
            continue
        if _looks_written(text, ranges) or (encoding == "cp932" and _all_kanji(text)):
            return encoding
    return ""


def _seldom(text: str) -> bool:
    """Whether much of what was read as Big5 is of its second half, characters that are hardly ever written.

    The commonest characters of GB18030 stand where these do.
    """
    han = [c.encode("big5", "ignore") for c in text if _HAN[0] <= c <= _HAN[1]]
    return sum(1 for c in han if c[:1] >= b"\xc9") * 5 > len(han)


def _all_kanji(text: str) -> bool:
    """Whether what was read as Shift-JIS is words of kanji with hardly any kana, as in the headers of an office.

    Text in another encoding reads as half-width kana and as characters nobody has assigned.
    """
    chance = sum(1 for c in text if "\uff61" <= c <= "\uff9f" or "\ue000" <= c <= "\uf8ff")
    return _looks_written(text, (_HAN,)) and chance * 20 < sum(1 for c in text if c > "\x7f")


def _script(sample: bytes) -> str:
    """The encoding of a Cyrillic or Greek text with one byte a letter, or ""."""
    high = sum(byte > 0x7F for byte in sample)
    if sum(map(len, _WORD_OF_HIGH_BYTES.findall(sample))) * 10 < high * 6:
        return ""

    def common(encoding: str, letters: str) -> int:
        text = sample.decode(encoding, "ignore")
        return sum(text.count(letter) for letter in letters)

    best, letters = max(_OTHER_SCRIPTS, key=lambda script: common(*script))
    # In the languages of these scripts the six make up some half of what is written; half of that will do.
    return best if common(best, letters) * 4 >= high else ""


def _looks_written(text: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    foreign = "".join(character for character in text if character > "\x7f")
    letters = "".join(f"{low}-{high}" for low, high in ranges)
    runs = re.findall(f"[{letters}\u3000-\u303f\uff00-\uffef]{{2,}}", text)
    if not foreign or sum(map(len, runs)) * 10 < len(foreign) * 8:
        return False
    low, high = ranges[0]
    core = sum(1 for character in foreign if low <= character <= high)
    return core * 10 >= len(foreign) * (1 if len(ranges) > 1 else 7)
