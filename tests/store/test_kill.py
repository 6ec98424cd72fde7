"""A process killed at any moment of an import leaves the state before it or after it, and the ledger knows which."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pmo_data.store.database import Store
from tests.store.deliveries import asked
from tests.store.kill_loop import ROWS

KILLS = 5
"""Of each of four histories: twenty in all."""
ROOT = Path(__file__).resolve().parents[2]


def _ready(path: Path) -> subprocess.Popen[bytes]:
    """An importing process that has started Python and waits to be told with which edition to begin."""
    command = [sys.executable, "-m", "tests.store.kill_loop", str(path)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _killed(process: subprocess.Popen[bytes], start: int, moment: float) -> None:
    """Kill it some time after its first import, `moment` being measured in such imports: machines differ."""
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{start}\n".encode())
        process.stdin.flush()
        assert process.stdout.readline() == b"open\n"
        began = time.monotonic()
        assert process.stdout.readline() == b"%d\n" % start
        time.sleep(moment * (time.monotonic() - began))
        process.kill()


@pytest.mark.parametrize("seed", [20260131, 20260228, 20260331, 20260430])
def test_kills_at_random_moments_leave_no_import_between_before_and_after(path: Path, seed: int) -> None:
    chance, editions = random.Random(seed), 0
    following = _ready(path)
    for number in range(KILLS):
        process, following = following, _ready(path) if number + 1 < KILLS else following
        _killed(process, editions + 1, number % 3 + chance.random())  # in the import after the first, the next, ...
        with Store.open(path) as store:
            assert store.warnings == ()
            in_force = asked(
                store, "select approved_budget::int, count(*) from project where valid_to > 1e18 group by 1"
            )
            recorded = asked(store, "select count(*), coalesce(sum(loaded), 0)::int from import_table")[0]
            snapshots = asked(store, "select count(*) from snapshot")[0][0]
            versions = asked(store, "select count(*) from project")[0][0]
            lines = store.ledger.lines()
        editions = snapshots
        assert in_force == ([(editions, ROWS)] if editions else [])
        assert recorded == (editions, editions * ROWS)
        assert versions == editions * ROWS
        assert [line["batch"] for line in lines] == list(range(1, editions + 1))
    assert editions > KILLS, "every kill came before a second import: they tested nothing"
