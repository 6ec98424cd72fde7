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


def with_commands(sentence: str) -> str:
    """A sentence to the letter but for what stands between backticks, which is shown as a command."""
    parts = sentence.split("`")
    return "".join(f"`{part}`" if place % 2 else _spaced(part) for place, part in enumerate(parts))


def _spaced(part: str) -> str:
    """`md` trims; between commands the blanks at the ends belong to the sentence."""
    before, after = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
    return f"{before}{md(part)}{after}" if part.strip() else part


def label(name: str) -> str:
    """A column's name in words."""
    return name.removesuffix("_pct").removesuffix("_days").replace("_", " ").capitalize()
