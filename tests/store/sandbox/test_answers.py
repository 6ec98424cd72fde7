"""What comes back: values of every kind, what is cut, errors in one sentence, a queue, a way to give up."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pmo_data.domain.errors import QueryError
from pmo_data.store.sandbox import pool as pools
from pmo_data.store.sandbox.answer import NotAnswered, answer_of
from pmo_data.store.sandbox.ask import ask_file
from pmo_data.store.sandbox.masking import masked, one_sentence
from pmo_data.store.sandbox.pool import Pool
from tests.store.sandbox.conftest import Office
from tests.store.sandbox.corpus import together

RUNAWAY = "select sum(a.id * b.id * c.id) from tasks a, tasks b, tasks c"
KINDS = """
select 1::tinyint, 170141183460469231731687303715884105727::hugeint, 1.25::decimal(5, 2), 'nan'::double, true, null,
date '2026-02-28', timestamp '2026-02-28 10:00', timestamptz '2026-02-28 10:00:00+02', time '10:00', interval 2 day,
'\\xAA'::blob, [1, null], {'a': date '2026-01-01'}, map {'k': 2}, '00000000-0000-0000-0000-000000000001'::uuid, 'Zoë',
[timestamptz '2026-02-28 10:00:00+00']
"""


def test_values_of_every_kind_come_back(office: Office, pool: Pool) -> None:
    answer = ask_file(office.file, KINDS, pool=pool)

    assert answer.rows == [[
        1, 170141183460469231731687303715884105727, 1.25, None, True, None,
        datetime.date(2026, 2, 28), datetime.datetime(2026, 2, 28, 10), "2026-02-28 08:00:00+00", "10:00:00",
        "2 days, 0:00:00", "aa", [1, None], {"a": "2026-01-01"}, {"k": 2}, "00000000-0000-0000-0000-000000000001",
        "Zoë", "['2026-02-28 10:00:00+00']",
    ]]  # fmt: skip
    assert answer.cut is None
    assert answer.verdict == "answered"


def test_a_frame_of_an_answer_keeps_dates_and_tells_equal_names_apart(office: Office, pool: Pool) -> None:
    sql = "select start_date, start_date as code, id, id from projects order by id limit 2"
    frame = ask_file(office.file, sql, pool=pool).frame()

    assert list(frame.columns) == ["start_date", "code", "id", "id (2)"]
    assert str(frame["code"].dtype).startswith("datetime64")
    assert frame["start_date"].dt.day.tolist() == [1, 2]


def test_an_answer_without_rows_keeps_its_columns(office: Office, pool: Pool) -> None:
    answer = ask_file(office.file, "select id, name from projects where false", pool=pool)

    assert answer.columns == ("id", "name")
    assert answer.rows == []
    assert answer.frame().empty


def test_exactly_as_many_rows_as_may_be_shown_are_not_cut(office: Office, pool: Pool) -> None:
    whole = ask_file(office.file, "select id from tasks limit 5000", pool=pool)
    cut = ask_file(office.file, "select id from tasks limit 5001", pool=pool)

    assert (len(whole.rows), whole.cut) == (5000, None)
    assert (len(cut.rows), cut.cut) == (5000, "Only the first 5,000 rows are shown.")


def test_long_texts_are_cut_by_the_space_they_take(office: Office, pool: Pool) -> None:
    # 90 texts of 50,000 characters make 4.5 MB.
    answer = ask_file(office.file, "select repeat('x', 50000) as t from range(120)", pool=pool)

    assert 90 <= len(answer.rows) < 100
    assert answer.cut == f"Only the first {len(answer.rows)} rows are shown, which fill the space an answer may take."


WRONG = {
    "select nothing from projects": "nothing",
    "select * from projects where": "cannot be read as SQL",
    "select 'abc'::integer": "abc",
    "select '{folder}/x.csv'::integer": "(a path)",
    "select error('see {folder}/x')": "(a path)",
    'select * from "{folder}/x"': "no public table",
}


def test_what_is_wrong_is_said_in_one_sentence_without_a_path(office: Office) -> None:
    folder = str(office.file.parent)
    outcomes = together(office.file, [sql.replace("{folder}", folder) for sql in WRONG])
    said = [outcome["message"] for outcome in outcomes]

    assert [part for part, message in zip(WRONG.values(), said, strict=True) if part not in message] == []
    assert folder not in "".join(said)
    assert "\n" not in "".join(said)


def test_what_the_worker_says_is_masked_on_this_side_too(office: Office, pool: Pool) -> None:
    with pytest.raises(QueryError, match=r"^Referenced column .nothing. not found in FROM clause!$"):
        ask_file(office.file, "select nothing from projects", pool=pool)


def test_paths_and_addresses_are_masked_and_dates_are_not() -> None:
    assert masked("no '/etc/passwd', C:\\Data\\a.csv or s3://bucket/x") == "no '(a path)', (a path) or (a path)"
    assert masked("31/12/2026 is 3/4 of it") == "31/12/2026 is 3/4 of it"
    assert one_sentence("Binder Error: no such thing\nLINE 1: /etc") == "no such thing."


def test_a_statement_is_stopped_at_its_limit_and_the_next_is_answered(office: Office, pool: Pool) -> None:
    with pytest.raises(NotAnswered, match=r"longer than 0\.3 seconds") as stopped:
        ask_file(office.file, RUNAWAY, seconds=0.3, pool=pool)

    assert stopped.value.verdict == "too long"
    assert ask_file(office.file, "select 1", pool=pool).rows == [[1]]


def test_a_statement_can_be_given_up(office: Office, pool: Pool) -> None:
    given_up = threading.Event()
    threading.Timer(0.2, given_up.set).start()
    started = time.monotonic()
    with pytest.raises(NotAnswered, match="cancelled") as stopped:
        ask_file(office.file, RUNAWAY, seconds=30, pool=pool, cancel=given_up.is_set)

    assert stopped.value.verdict == "cancelled"
    assert time.monotonic() - started < 15


def test_no_worker_answers_twice_and_two_are_kept_ready(office: Office) -> None:
    own = Pool()
    try:
        ask_file(office.file, "select 1", pool=own)
        first = list(own._warm)
        ask_file(office.file, "select 1", pool=own)
        second = list(own._warm)
    finally:
        own.close()

    assert len(first) == len(second) == 2
    assert second[0] is first[1]
    assert first[0] not in second
    assert not any(worker.is_alive() for worker in (*first, *second))


def test_one_more_than_there_are_places_waits_and_too_many_are_sent_away(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "LONGEST_QUEUE", 1)
    own = Pool(size=1)
    done = threading.Event()
    try:
        with ThreadPoolExecutor(2) as people:
            first = people.submit(ask_file, office.file, RUNAWAY, seconds=30, pool=own, cancel=done.is_set)
            _until(lambda: bool(own._running))
            second = people.submit(ask_file, office.file, "select 2", pool=own)
            _until(lambda: own.waiting == 1)
            with pytest.raises(QueryError, match="Too many statements are waiting"):
                ask_file(office.file, "select 3", pool=own)
            done.set()
            assert second.result(timeout=60).rows == [[2]]
            with pytest.raises(NotAnswered):
                first.result(timeout=60)
    finally:
        done.set()
        own.close()


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_worker_that_lies_about_its_limits_is_not_believed() -> None:
    told = {"columns": ["a"] * 900, "types": ["INTEGER"] * 900, "rows": [[1] * 500] * 9000, "seconds": 1, "cut": None}
    answer = answer_of(told)

    assert len(answer.columns) == 500
    assert len(answer.rows) == 5000


def test_a_wall_the_system_lacks_is_reported() -> None:
    told = {
        "columns": ["a"],
        "types": ["INTEGER"],
        "rows": [[1]],
        "seconds": 1,
        "cut": None,
        "missing": ["No Landlock."],
    }

    assert answer_of(told).reduced_protection
    assert not answer_of({**told, "missing": []}).reduced_protection


def test_a_worker_that_cannot_start_is_one_sentence(office: Office) -> None:
    own = Pool(size=1, command=("/bin/false",) if Path("/bin/false").exists() else ("false",))
    try:
        with pytest.raises(NotAnswered, match="could not be answered"):
            ask_file(office.file, "select 1", pool=own, keep_warm=False)
    finally:
        own.close()
