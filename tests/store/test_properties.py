"""Whatever is imported, late or in order, and taken back: what a small model in plain Python says is in the store."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_data.store.commit import commit, preview
from pmo_data.store.database import Store
from pmo_data.store.delivery import Batch
from pmo_data.store.undo import undo
from tests.store.deliveries import RECORDS, batch, content, moment, projects, rows

Edition = tuple[int, dict[str, int]]
_EDITION = st.tuples(
    st.integers(0, 5), st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 3), min_size=1, max_size=6)
)
_QUICK = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_FIRST = date(2026, 1, 1)


@contextmanager
def _store(empty_file: bytes) -> Iterator[Store]:
    folder = Path(tempfile.mkdtemp())
    (folder / "a.duckdb").write_bytes(empty_file)
    with Store.open(folder / "a.duckdb") as opened:
        yield opened
    shutil.rmtree(folder)


def _file(number: int, edition: Edition, source: str = "list") -> Batch:
    day, amounts = edition
    table = rows(code=list(amounts), name=list(amounts), approved_budget=[float(v) for v in amounts.values()])
    full = source == "list"
    return batch(source, _FIRST + timedelta(days=day), table, mode="replace" if full else "merge", sha=str(number))


@_QUICK
@given(st.lists(st.one_of(_EDITION, st.none()), min_size=2, max_size=5))
def test_as_of_each_snapshot_stands_the_edition_in_force_then(empty_file: bytes, steps: list[Edition | None]) -> None:
    """The model: editions in force are those not undone; as of a moment it is the latest at or before it."""
    stack: list[tuple[int, Edition]] = []
    with _store(empty_file) as store:
        for number, step in enumerate(steps):
            if step is None and stack:
                undo(store, stack.pop()[0])
            elif step is not None:
                made = commit(store, _file(number, step))
                stack.append((made.batch or 0, step))
        order = sorted(stack, key=lambda s: (s[1][0], s[0]))
        for number, (_, amounts) in order:
            assert projects(store, moment(store, number)) == amounts
        assert projects(store) == (order[-1][1][1] if order else {})


@settings(_QUICK, max_examples=4)
@given(st.lists(st.tuples(st.sampled_from(["list", "finance"]), _EDITION), min_size=1, max_size=4))
def test_a_preview_does_nothing_and_commit_does_what_it_said_and_undo_takes_it_back(
    empty_file: bytes, files: list[tuple[str, Edition]]
) -> None:
    with _store(empty_file) as store:
        for number, (source, edition) in enumerate(files):
            before, everything = content(store, without=RECORDS), content(store)
            said = preview(store, _file(number, edition, source))
            assert content(store) == everything
            done = commit(store, _file(number, edition, source))
            assert done.outcomes == said.outcomes
            assert (done.batch, done.snapshots) == (said.batch, said.snapshots)
            undo(store, number * 2 + 1)
            assert content(store, without=RECORDS) == before
            again = _file(number + 100, edition, source)
            assert commit(store, again).outcomes == said.outcomes
