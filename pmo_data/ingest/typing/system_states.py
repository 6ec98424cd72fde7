"""The states that SAP writes side by side in one cell ("REL  PCNF MACM SETC"), read as the strongest of them.

Stands apart because a cell of them is no word of a vocabulary: most say what may be posted, and a few how far work is.
"""

from __future__ import annotations

import re

_STRONGEST_FIRST: tuple[tuple[str, str], ...] = (
    ("DLFL DLT LÖVM LÖKZ", "cancelled"),
    ("CLSD ABGS TECO TABG", "completed"),
    ("CNF RÜCK", "completed"),
    ("PCNF TRÜC TRÜCK", "active"),
    ("REL FREI PREL TFRE", "active"),
    ("CRTD EROF", "planned"),
)
_STATES = re.compile(r"[A-ZÄÖÜ]{3,5}(?:\s+[A-ZÄÖÜ*]{3,5})*")


def of_system_states(text: str) -> str | None:
    """The status that a cell of such states stands for; None where it holds none that says how far work is."""
    if not _STATES.fullmatch(text.strip()):
        return None
    said = set(text.split())
    return next((status for words, status in _STRONGEST_FIRST if said & set(words.split())), None)
