"""What may stand in a cell that we write: text that no spreadsheet runs, without characters that break a file."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LIMIT = 32_767
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_text(text: str) -> str:
    """Text for a workbook cell written as a string: control characters removed, cut at a cell's limit."""
    return _CONTROL.sub("", text)[:_LIMIT]


def disarmed(text: str) -> str:
    """Text for a CSV cell: what a spreadsheet would run as a formula gets an apostrophe before it.

    A plain number keeps its sign; the importer takes the apostrophe off again.
    """
    clean = safe_text(text)
    if clean.startswith(_STARTS_FORMULA) and not _is_number(clean):
        return "'" + clean
    return clean


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
