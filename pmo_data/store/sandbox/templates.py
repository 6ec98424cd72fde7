"""Questions that committees ask, each with the statement that answers it: to run as they are, or to start from.

They are files like every other statement, so that each can be tried in any client; the question is the first line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pmo_data.store import sqltext


@dataclass(frozen=True)
class Template:
    """A question in words and its statement, without the line that is the question."""

    name: str
    question: str
    sql: str


@cache
def templates() -> tuple[Template, ...]:
    """Every template, the most telling question first."""
    return tuple(_template(name, text) for name, text in sqltext.statements("templates"))


def _template(name: str, text: str) -> Template:
    first, _, rest = text.partition("\n")
    return Template(name, first.removeprefix("--").strip(), rest.strip())
