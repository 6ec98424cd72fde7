"""Other spellings of a statement that mean the same, or are meant to slip through: case, comments, wrappings."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Change = Callable[[random.Random, str], str]


def _case(chance: random.Random, sql: str) -> str:
    """Another case everywhere but between quotes."""
    parts = re.split(r"('(?:[^']|'')*')", sql)
    return "".join(
        part if part.startswith("'") else "".join(chance.choice((c.upper(), c.lower())) for c in part) for part in parts
    )


def _comments(chance: random.Random, sql: str) -> str:
    """A comment or a line break for spaces, between quotes too where it falls so."""
    return "".join(chance.choice((c, "/**/", "/* ; */ ", " -- x\n", "\n\t")) if c == " " else c for c in sql)


def _before_parentheses(_: random.Random, sql: str) -> str:
    return re.sub(r"(\w)\(", r"\1 /* ' */ (", sql)


def _quoted(_: random.Random, sql: str) -> str:
    """The functions' names in quotation marks."""
    return re.sub(r"\b([a-z_0-9]+)\(", r'"\1"(', sql, flags=re.IGNORECASE)


WRAPPINGS = (
    "WITH w AS ({}) SELECT * FROM w",
    "WITH w AS MATERIALIZED ({}) SELECT count(*) FROM w",
    "SELECT * FROM ({}) AS q",
    "SELECT (SELECT count(*) FROM ({}) AS q) AS n",
    "EXPLAIN {}",
    "EXPLAIN ANALYZE {}",
    "EXPLAIN (FORMAT json) {}",
    "EXPLAIN ANALYZE SELECT * FROM ({}) AS q",
    "DESCRIBE {}",
    "SUMMARIZE {}",
    "SELECT 1 UNION ALL SELECT 1 FROM ({}) AS q",
    "SELECT 1; {}",
    "{}; SELECT 1",
    "({})",
    "FROM ({}) AS q SELECT *",
    "SELECT * FROM projects WHERE EXISTS ({})",
    "SELECT list((SELECT q FROM ({}) AS q)) FROM range(1)",
    "PREPARE p AS {}",
    "CREATE TEMP VIEW v AS {}",
    "COPY ({}) TO '/dev/stdout'",
    "-- SELECT 1\n{}",
    "/* SELECT 1 */ {} -- SELECT 1",
    "\ufeff{}",
    "SELECT 1 WHERE 1 IN ({})",
)


def _wrapped(chance: random.Random, sql: str) -> str:
    return (
        chance.choice(WRAPPINGS).format(sql.replace("{", "{{").replace("}", "}}")).replace("{{", "{").replace("}}", "}")
    )


CHANGES: tuple[Change, ...] = (_case, _comments, _before_parentheses, _quoted, _wrapped, _wrapped)


def mutated(sql: list[str], count: int, seed: int = 2026) -> list[str]:
    """`count` different mutations of the statements, each of one to three changes; the same ones every time."""
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        text = chance.choice(sql)
        for change in chance.sample(CHANGES, chance.randint(1, 3)):
            text = change(chance, text)
        found.setdefault(text)
    return list(found)
