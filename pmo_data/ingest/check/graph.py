"""Tasks that name tasks: parents, predecessors, loops; and the links as rows of their own.

Stands apart because these references are between rows of one table; references to other entities wait for the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pmo_data.analytics.loops import find_loops
from pmo_data.domain.fields import Kind
from pmo_data.domain.words import listed
from pmo_data.ingest.check.keys import comparable
from pmo_data.ingest.check.values import label_of
from pmo_data.ingest.typing.links import DECIMAL_COMMA, NOTHING, Link, read_links
from pmo_data.ingest.typing.records import valid
from pmo_data.ingest.typing.table import TypedTable, header_of
from pmo_data.ingest.typing.words import identity
from pmo_data.store.delivery import Finding

Ints = npt.NDArray[np.int64]
Objects = npt.NDArray[np.object_]
LISTED = 50


@dataclass
class Links:
    """Links between rows: positions (-1: not in the file), the reference as written, relation and lag."""

    successor: Ints
    predecessor: Ints
    reference: pa.Array
    relation: pa.Array
    lag_days: pa.Array

    def __len__(self) -> int:
        return len(self.successor)

    def take(self, at: Ints) -> Links:
        """Only these links, in this order."""
        where = pa.array(at)
        return Links(
            self.successor[at], self.predecessor[at], self.reference.take(where), self.relation.take(where),
            self.lag_days.take(where),
        )  # fmt: skip


class Directory:
    """Finds the row that a reference means: by id, else by outline number, else by name, else by line number."""

    def __init__(self, table: TypedTable) -> None:
        self.count = len(table)
        self.table = table
        self.names = [name for name in ("code", "wbs", "name") if name in table.fields]

    @cached_property
    def ids(self) -> pa.Array | None:
        """The best ids of the table, comparable; None where it has none at all."""
        return self._keys(self.names[0]) if self.names else None

    def _keys(self, name: str) -> pa.Array:
        return comparable(self.table.fields[name].values.cast(pa.string()))

    def find(self, references: pa.Array) -> Ints:
        """Position of each reference, -1 where no row answers to it."""
        found = np.full(len(references), -1, dtype=np.int64)
        if not len(references):
            return found
        wanted = comparable(references)
        for number, name in enumerate(self.names):
            keys = self._keys(name) if number else self.ids
            hits = pc.fill_null(pc.index_in(wanted, keys), -1).to_numpy(zero_copy_only=False).astype(np.int64)
            found = np.where(found < 0, hits, found)
        missing = np.flatnonzero((found < 0) & valid(references))
        for i in missing.tolist():
            text = references[i].as_py().strip()
            if text.isdigit() and 1 <= int(text) <= self.count:
                found[i] = int(text) - 1
        return found

    def known(self) -> frozenset[str]:
        """All ids in comparable form, for telling an id from an id with a relation."""
        return frozenset() if self.ids is None else frozenset(k for k in self.ids.to_pylist() if k)


def check_graph(table: TypedTable) -> Links | None:
    """Reports unknown parents and predecessors and circles of both; returns the links of the table."""
    self_referring = [
        f.name for f in table.entity.fields if f.reference == table.entity.name and f.name in table.fields
    ]
    lists = [f.name for f in table.entity.fields if f.kind is Kind.LINKS and f.name in table.fields]
    if not self_referring and not lists:
        return None
    directory = Directory(table)
    for name in self_referring:
        _parents(table, directory, name)
    return _links(table, directory, lists) if lists else None


def _parents(table: TypedTable, directory: Directory, name: str) -> None:
    texts = table.fields[name].values
    some = np.flatnonzero(valid(texts))
    said = texts.take(pa.array(some))
    # An outline element of the file is meant before a task that happens to have its name.
    outline = _beside(table, said) & ~_among(said, directory.known())
    found = np.where(outline, -1, directory.find(said))
    strange = some[found < 0]
    strange = strange[~_beside(table, texts.take(pa.array(strange)))]
    _unknown(table, strange, texts.take(pa.array(strange)).to_pylist(), name, name)
    for loop in _loops(found[found >= 0], some[found >= 0], len(table)):
        words = f"{_members(table, loop)} form a {name} circle: each stands below the other."
        _circle(table, f"{name}_circle", words, loop, header_of(table, name))


def _beside(table: TypedTable, references: pa.Array) -> npt.NDArray[np.bool_]:
    """References that a row of another table of the file answers: a schedule keeps its outline in one of its own."""
    return _among(references, table.beside)


def _among(references: pa.Array, ids: frozenset[str]) -> npt.NDArray[np.bool_]:
    hits = pc.is_in(comparable(references), pa.array(sorted(ids), pa.string()))
    return np.asarray(hits.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _unknown(table: TypedTable, at: Ints, references: list[str], name: str, word: str) -> None:
    """Rows whose references name no row of the file: one by one, or summed up where a plan leans on other plans."""
    header = header_of(table, name)
    if len(at) > LISTED:
        examples = listed(list(dict.fromkeys(references)))
        said = f"{header}: {len(at):,} references to a {word} do not exist in this file ({examples})."
        fix = "Import the files that hold them, or correct the references."
        table.findings.append(Finding("reference_unknown", "warning", said, column=header, fix=fix))
        return
    for i, value in zip(at.tolist(), references, strict=True):
        _missing(table, i, word, value, header)


def _missing(table: TypedTable, position: int, word: str, value: str, header: str) -> None:
    said = f"{label_of(table, position)}: {word} {value} does not exist in this file."
    fix = "Correct the reference, or import the file that holds it."
    table.findings.append(
        Finding("reference_unknown", "warning", said, int(table.rows[position]), header, value=value, fix=fix)
    )


def _loops(before: Ints, after: Ints, count: int) -> tuple[tuple[int, ...], ...]:
    if not len(before) or bool((before < after).all()) or bool((before > after).all()):
        return ()  # an order of the rows that all links follow leaves no room for a loop
    among = np.unique(np.concatenate([before, after]))
    return find_loops(before, after, among, count)


def _members(table: TypedTable, loop: tuple[int, ...]) -> str:
    return f"{table.entity.title} {listed([label_of(table, i) for i in loop], 8)}"


def _circle(table: TypedTable, rule: str, said: str, loop: tuple[int, ...], header: str) -> None:
    fix = "Remove one reference of the circle."
    table.findings.append(Finding(rule, "warning", said, int(table.rows[loop[0]]), header, fix=fix))


def _links(table: TypedTable, directory: Directory, lists: list[str]) -> Links:
    parts = [_read_list(table, directory, name) for name in lists]
    links = parts[0] if len(parts) == 1 else _merged(parts)
    inside = (links.predecessor >= 0) & (links.successor >= 0)
    for loop in _loops(links.predecessor[inside], links.successor[inside], len(table)):
        said = f"{_members(table, loop)} depend on each other in a circle; the critical path leaves them out."
        _circle(table, "dependency_circle", said, loop, header_of(table, lists[0]))
    return links


def _read_list(table: TypedTable, directory: Directory, name: str) -> Links:
    """One list column. Items that are plainly ids are found by Arrow; the rest is read with relation and lag."""
    owner, flat = _items(table.fields[name].values)
    found = _plain_ids(directory, flat)
    relation, lag = np.full(len(flat), "FS", dtype=object), np.zeros(len(flat))
    rest = np.flatnonzero(found < 0)
    if len(rest):
        words = flat.to_numpy(zero_copy_only=False)
        _read_rest(table, directory, name, (owner, found, words, relation, lag))
        flat = pa.array(words, pa.string())
    links = Links(owner, found, flat, pa.array(relation, pa.string()), pa.array(lag))
    full = np.flatnonzero(valid(flat))
    links = links if len(full) == len(flat) else links.take(full)
    _report_unknown(table, name, links)
    return _turned(table, links) if name == "successors" else links


def _items(texts: pa.Array) -> tuple[Ints, pa.Array]:
    """The items of all lists, each with the position of its row."""
    if not pc.any(pc.match_substring_regex(texts, r"[;,|\n]"), min_count=0).as_py():
        some = np.flatnonzero(valid(texts))
        return some.astype(np.int64), texts.drop_null()
    whole = pc.replace_substring_regex(pc.fill_null(texts, ""), f"(?i){DECIMAL_COMMA}", r"\1.\2")
    items = pc.split_pattern_regex(whole, r"\s*[;,|\n]+\s*")
    owner = pc.list_parent_indices(items).to_numpy(zero_copy_only=False).astype(np.int64)
    flat = pc.utf8_trim_whitespace(pc.list_flatten(items))
    full = np.asarray(pc.not_equal(flat, "").to_numpy(zero_copy_only=False), dtype=np.bool_)
    return owner[full], flat.filter(pa.array(full))


def _plain_ids(directory: Directory, flat: pa.Array) -> Ints:
    if directory.ids is None:
        return np.full(len(flat), -1, dtype=np.int64)
    hits = pc.index_in(comparable(flat), directory.ids)
    return np.asarray(pc.fill_null(hits, -1).to_numpy(zero_copy_only=False)).astype(np.int64)


def _read_rest(
    table: TypedTable,
    directory: Directory,
    name: str,
    parts: tuple[Ints, Ints, Objects, Objects, npt.NDArray[np.float64]],
) -> None:
    """Reads the items that are no ids by themselves, in place."""
    owner, found, words, relation, lag = parts
    rest = np.flatnonzero(found < 0).tolist()
    known = directory.known() if rest else frozenset()
    shares: dict[int, float] = {}
    references: list[str | None] = []
    for i in rest:
        links, failed = ([], []) if identity(words[i]) in NOTHING else read_links(words[i], known)
        if failed:
            _unreadable(table, int(owner[i]), name, words[i])
        link = links[0] if links else Link("")
        references.append(link.reference or None)
        words[i], relation[i], lag[i] = link.reference or None, link.relation, link.lag_days
        if link.lag_share is not None:
            shares[i] = link.lag_share
    found[rest] = directory.find(pa.array(references, pa.string()))
    for i, share in shares.items():
        lag[i] = _share_of_duration(table, int(found[i]), share)


def _share_of_duration(table: TypedTable, position: int, share: float) -> float:
    """A lag given as a share of the predecessor's duration, in working days; 0 where that is unknown."""
    if position < 0:
        return 0.0
    duration = table.fields.get("duration_days")
    if duration is not None and duration.values[position].is_valid:
        return float(duration.values[position].as_py()) * share
    start, finish = table.fields.get("planned_start"), table.fields.get("planned_finish")
    if start is None or finish is None:
        return 0.0
    first, last = start.values[position].as_py(), finish.values[position].as_py()
    if first is None or last is None:
        return 0.0
    return float(np.busday_count(first, last) + 1) * share


def _unreadable(table: TypedTable, position: int, name: str, text: str) -> None:
    header = header_of(table, name)
    said = f"{label_of(table, position)}: “{text}” could not be read as a link."
    fix = "Write links as 12FS+2d, separated by semicolons."
    table.findings.append(
        Finding("link_unreadable", "warning", said, int(table.rows[position]), header, None, text, fix)
    )


def _report_unknown(table: TypedTable, name: str, links: Links) -> None:
    word = "successor" if name == "successors" else "predecessor"
    missing = np.flatnonzero(links.predecessor < 0)
    _unknown(table, links.successor[missing], links.reference.take(pa.array(missing)).to_pylist(), name, word)


def _turned(table: TypedTable, links: Links) -> Links:
    """A list of successors says the same links from the other side; those outside the file keep their reference."""
    links = links.take(np.flatnonzero(links.predecessor >= 0))
    own = pa.array([label_of(table, int(i)) for i in links.successor], pa.string())
    return Links(links.predecessor, links.successor, own, links.relation, links.lag_days)


def _merged(parts: list[Links]) -> Links:
    """The links of several lists, each once."""
    whole = Links(
        np.concatenate([p.successor for p in parts]), np.concatenate([p.predecessor for p in parts]),
        pa.concat_arrays([p.reference for p in parts]), pa.concat_arrays([p.relation for p in parts]),
        pa.concat_arrays([p.lag_days for p in parts]),
    )  # fmt: skip
    seen: dict[tuple[int, int, str, str], int] = {}
    references, relations = whole.reference.to_pylist(), whole.relation.to_pylist()
    for i in range(len(whole)):
        outside = references[i] if whole.predecessor[i] < 0 else ""
        seen.setdefault((int(whole.successor[i]), int(whole.predecessor[i]), relations[i], outside), i)
    return whole.take(np.array(sorted(seen.values()), dtype=np.int64))
