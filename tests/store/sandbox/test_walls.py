"""Each wall taken away in turn: something of the corpus then gets through, so none stands there for show."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from typing import Any

import pytest

from pmo_data.store.sandbox.worker import READY
from tests.store.sandbox.conftest import Canary, Office
from tests.store.sandbox.corpus import FILE, ROOT, placed, statement, together

pytestmark = [
    pytest.mark.skipif(not FILE.exists(), reason="the hostile statements beside the repository are not here"),
    pytest.mark.skipif(sys.platform != "linux", reason="the system's walls are Linux's"),
]

READING_FILES = "file-read-01", "file-read-03", "file-read-09", "file-read-24", "secrets-24"


def verdicts(outcomes: list[dict[str, Any]]) -> list[str]:
    return [str(o["verdict"]) for o in outcomes]


def test_without_the_published_file_private_tables_are_read(office: Office) -> None:
    sql = [statement("secrets-01"), statement("secrets-26")]

    assert verdicts(together(office.file, sql)) == ["refused", "refused"]
    assert "SECRET-OF-THE-STORE" in json.dumps(together(office.whole, sql))


def test_without_the_gate_settings_are_read_and_tables_made(office: Office) -> None:
    sql = [statement("secrets-09"), statement("secrets-08"), statement("data-write-08"), statement("config-16")]
    behind, open_ = together(office.file, sql), together(office.file, sql, "gate")

    assert verdicts(behind) == ["refused"] * 4
    assert verdicts(open_) == ["answered"] * 4
    assert str(office.file) in json.dumps(open_)


def test_without_gate_and_locks_the_configuration_is_changed(office: Office) -> None:
    sql = [statement("config-04"), statement("config-13"), statement("config-14")]
    locked, unlocked = together(office.file, sql, "gate"), together(office.file, sql, "gate", "locks")

    assert verdicts(locked) == ["failed"] * 3
    assert verdicts(unlocked)[0] == "answered"


def test_without_the_locks_a_statement_takes_the_memory_the_system_leaves_it(office: Office) -> None:
    # The hash table of 3 million numbers needs more than the locks allow and less than the system does.
    sql = ["select count(*) from range(3000000) a join range(3000000) b on a.range = b.range + 1 where b.range % 2 = 0"]
    locked = together(office.file, sql, "small")
    unlocked = together(office.file, sql, "small", "locks")

    assert verdicts(locked) == ["too large"]
    assert verdicts(unlocked) == ["answered"]


def test_without_the_limits_of_the_system_a_statement_takes_what_it_likes(office: Office) -> None:
    # As resource-06 of the corpus, but of a length that a test may take: long texts are not in what the locks count.
    sql = ["select max(strlen(repeat('x', 290000000 + range))) from range(1)"]

    assert verdicts(together(office.file, sql, "small")) == ["too large"]
    assert verdicts(together(office.file, sql, "small", "limits")) == ["answered"]


def test_gate_locks_and_system_each_keep_the_canary_and_without_all_three_it_is_read(
    office: Office, canary: Canary
) -> None:
    sql = [placed(statement(name), canary.folder) for name in READING_FILES]
    for taken in (("gate",), ("gate", "locks"), ("gate", "system"), ("locks", "system")):
        outcomes = together(office.file, sql, *taken)
        assert "answered" not in verdicts(outcomes), taken
        assert canary.secret not in json.dumps(outcomes), taken
    nothing_left = together(office.file, sql, "gate", "locks", "system")

    assert verdicts(nothing_left)[0] == "answered"
    assert canary.secret in json.dumps(nothing_left)


def test_without_gate_and_locks_the_system_still_lets_nothing_be_written(office: Office, canary: Canary) -> None:
    before = canary.files()
    for name in ("file-write-01", "file-write-04", "file-write-06"):
        # DuckDB may end its process over it, which is a refusal as well.
        together(office.file, [placed(statement(name), canary.folder)], "gate", "locks", check=False)

    assert canary.files() == before


def test_without_the_kill_a_runaway_statement_outlives_its_limit(office: Office) -> None:
    asked = {"sql": statement("resource-04"), "seconds": 0.5, "rows": 10, "columns": 10, "bytes": 9}
    order = {"file": str(office.file), **asked}
    with subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", "-m", "pmo_data.store.sandbox.worker"],
        env={"PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == READY
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.flush()
        time.sleep(1.2)
        outlived = process.poll() is None
        # The system's own limits of time end it a little later, should the parent have gone.
        code = process.wait(timeout=10)

    assert outlived
    assert code < 0


LEAVING = """
import os, socket, subprocess, sys, threading
from pmo_data.store.sandbox import walls
said = [walls.leave_files(), walls.leave_system()] if "both" in sys.argv else [getattr(walls, sys.argv[1])()]
def tried(name, work):
    try:
        work()
        print(name, "done")
    except OSError:
        print(name, "refused")
print(said)
tried("read", lambda: open(sys.argv[2]))
tried("write", lambda: open(sys.argv[2], "a"))
tried("remove", lambda: os.unlink(sys.argv[2]))
tried("connect", lambda: socket.create_connection(("127.0.0.1", 9), timeout=1))
tried("fork", lambda: os.fork() or os._exit(0))
tried("run", lambda: os.execv("/bin/true", ["true"]))
"""


@pytest.mark.skipif(platform.machine() not in {"x86_64", "aarch64"}, reason="no filter for this processor")
def test_the_filter_of_system_calls_alone_keeps_from_files_network_and_programs(canary: Canary) -> None:
    done = _leaving("leave_system", canary)

    assert done[0] == "[None]"
    assert done[1:] == [f"{what} refused" for what in ("read", "write", "remove", "connect", "fork", "run")]


def test_landlock_alone_keeps_from_files(canary: Canary) -> None:
    done = _leaving("leave_files", canary)
    if "cannot" in done[0]:
        pytest.skip("this kernel has no Landlock")

    assert done[0] == "[None]"
    assert done[1:4] == ["read refused", "write refused", "remove refused"]


def _leaving(wall: str, canary: Canary) -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-c", LEAVING, wall, str(canary.folder / "secret.txt")],
        env={"PYTHONPATH": str(ROOT), "PATH": os.defpath}, capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    return ended.stdout.splitlines()
