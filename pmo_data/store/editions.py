"""Decides whether a delivery is the next edition of a source that is known, or something beside it.

A portfolio list of March takes the place of February's: rows it no longer holds have left. A department's own list
beside the whole portfolio's does not. What tells them apart is how many identities they share and how complete the
new file is, not what it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_data.store.delivery import Mode

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SHARED = 0.15
"""Least part of the smaller side's rows that both hold: the UK's major projects of 2018 and 2022 share 32 %."""
_COMPLETE = 0.5
"""Least size of the new file against the rows in force, lest a part be taken for the whole."""


def source_and_mode(
    cursor: DuckDBPyConnection, entity: str, source: str, asked: Mode | None, moment: int
) -> tuple[str, Mode]:
    """The source the rows in `incoming` belong to and how they meet its rows in force at `moment`."""
    sources = cursor.execute(
        "select o.source, count(*) as rows, count(i.key) as shared, (select count(*) from incoming) as delivered "
        f'from "{entity}" as o left join incoming as i on i.key = o.key '
        "where o.valid_from <= ? and o.valid_to > ? group by o.source order by shared desc, o.source",
        [moment, moment],
    ).fetchall()
    if asked is not None:
        return source, asked
    for name, rows, shared, delivered in sources:
        alike = shared >= max(1, _SHARED * min(rows, delivered))
        if alike and delivered >= _COMPLETE * rows:
            return name, "replace"
    if any(name == source for name, *_ in sources) and not any(s for n, _, s, _ in sources if n == source):
        return _free_name(source, {name for name, *_ in sources}), "merge"
    return source, "merge"


def _free_name(source: str, taken: set[str]) -> str:
    """A name for another stream of files that happen to be called the same."""
    number = 2
    while f"{source} ({number})" in taken:
        number += 1
    return f"{source} ({number})"
