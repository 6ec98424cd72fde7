"""Text from files on its way to the screen.

Streamlit reads Markdown in most places, and Markdown in a project's name would fetch a picture from anywhere. Every
text that comes from a file and goes to such a place passes through `md`.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$:<&^=])")


def md(text: object) -> str:
    """A text to the letter inside Markdown: every sign with a meaning is escaped, line breaks become blanks."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def label(name: str) -> str:
    """A column's name in words."""
    return name.removesuffix("_pct").removesuffix("_days").replace("_", " ").capitalize()
