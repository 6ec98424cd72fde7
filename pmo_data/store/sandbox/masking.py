"""What DuckDB says of an error, as one sentence that names no file of this machine."""

from __future__ import annotations

import re

_CLASS = re.compile(r"^(?:[A-Z][A-Za-z]+ )+Error: |^[A-Z][A-Za-z]+ Error: ")
_PATHLIKE = re.compile(r"[^\s'\"(),;]*[/\\][^\s'\"(),;]*")
_LONGEST = 300


def one_sentence(text: str) -> str:
    """The first line, without the class of the error; whatever looks like a path or an address is left out."""
    line = next((part.strip() for part in text.splitlines() if part.strip()), "no reason was given")
    line = masked(_CLASS.sub("", line))
    line = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return line if line.endswith((".", "!", "?", "…")) else line + "."


def masked(text: str) -> str:
    """A text without paths. What holds a slash and no letter is none: 31/12/2026, 3/4."""
    return _PATHLIKE.sub(lambda found: "(a path)" if re.search(r"[^\W\d]", found.group()) else found.group(), text)
