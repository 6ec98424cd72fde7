"""What is declared of a known export: the headers that give it away, and what its columns feed.

Stands apart from the declarations themselves, which fill several modules.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Profile:
    """`telling` headers must all be there, and `least` of the mapped ones; `sheet` must be the sheet's name if given.

    `rows` says by which word in which column a row is of the entity at all: material is nobody.
    `by_value` switches the entity where a column's values are all one word: ("Issue Type", {"risk": "risk"}).
    """

    tool: str
    entity: str
    telling: tuple[str, ...]
    fields: dict[str, str | None]
    sheet: str = ""
    least: int = 2
    by_value: tuple[str, dict[str, str]] | None = None
    units: dict[str, str] = field(default_factory=dict)
    rows: tuple[str, str] | None = None
