"""Every hostile statement is refused or bounded as the corpus says, and the honest ones are answered."""

from __future__ import annotations

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from pmo_data.store.sandbox.answer import NotAnswered
from pmo_data.store.sandbox.ask import ask_file
from pmo_data.store.sandbox.pool import Pool
from tests.store.sandbox.conftest import Canary, Office
from tests.store.sandbox.corpus import FILE, expected, placed, together
from tests.store.sandbox.mutations import mutated

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the hostile statements beside the repository are not here")

SECONDS = 0.6
ONE_SENTENCE = re.compile(r"[^\n]{10,400}[.!?…]")
BOUNDED = {"too long", "too large", "refused", "failed"}


def _told(outcomes: list[dict[str, Any]]) -> str:
    return json.dumps(outcomes, ensure_ascii=False)


def test_every_statement_to_be_rejected_is_and_says_why_in_one_sentence(office: Office, canary: Canary) -> None:
    before = canary.files()
    hostile = [placed(row["sql"], canary.folder) for row in expected("reject")]
    outcomes = together(office.file, hostile)

    assert [o["verdict"] for o in outcomes] == ["refused"] * len(hostile)
    assert all(ONE_SENTENCE.fullmatch(o["message"]) for o in outcomes)
    assert "SECRET" not in _told(outcomes)
    assert not re.search(r"[/\\][a-z]", "".join(o["message"] for o in outcomes))
    assert canary.files() == before


def test_no_mutation_of_them_is_answered(office: Office, canary: Canary) -> None:
    before = canary.files()
    mutations = mutated([placed(row["sql"], canary.folder) for row in expected("reject")], 500)
    outcomes = together(office.file, mutations)
    answered = [sql for sql, o in zip(mutations, outcomes, strict=True) if o["verdict"] != "refused"]

    assert len(outcomes) == 500
    assert answered == []
    assert "SECRET" not in _told(outcomes)
    assert not re.search(r"[/\\][a-z]", "".join(o["message"] for o in outcomes))
    assert canary.files() == before


def _ended(office: Office, pool: Pool, row: dict[str, Any]) -> tuple[str, str, str, float]:
    started = time.monotonic()
    try:
        answer = ask_file(office.file, row["sql"], seconds=SECONDS, pool=pool)
    except NotAnswered as error:
        return row["id"], error.verdict, str(error), error.seconds
    # An engine of regular expressions that is not led astray answers one of them, with a row too large to show.
    verdict = "too large" if answer.cut and not answer.rows else "answered"
    return row["id"], verdict, str(answer.cut), time.monotonic() - started


def test_what_would_take_the_machine_is_stopped_within_a_second_of_its_limit(office: Office, pool: Pool) -> None:
    with ThreadPoolExecutor(2) as both:
        ended = list(both.map(lambda row: _ended(office, pool, row), expected("limit")))

    assert {name: verdict for name, verdict, _, _ in ended if verdict not in BOUNDED} == {}
    assert {name: seconds for name, _, _, seconds in ended if seconds > SECONDS + 1} == {}
    assert all(ONE_SENTENCE.fullmatch(message) for _, _, message, _ in ended)


@pytest.mark.parametrize("row", expected("truncate"), ids=lambda row: row["id"])
def test_what_is_too_much_to_show_is_cut_visibly(row: dict[str, Any], office: Office, pool: Pool) -> None:
    answer = ask_file(office.file, row["sql"], pool=pool)

    assert answer.rows
    assert answer.cut is not None
    assert answer.cut.startswith("Only the first ")
    assert len(answer.rows) <= 5000
    assert len(json.dumps(answer.rows)) <= 5_100_000


def test_honest_statements_are_answered_with_the_rows_that_are_right(office: Office) -> None:
    honest = expected("allow")
    outcomes = together(office.file, [row["sql"] for row in honest])
    rows = {row["id"]: outcome.get("rows") for row, outcome in zip(honest, outcomes, strict=True)}

    assert {(outcome["verdict"], outcome["cut"]) for outcome in outcomes} == {("answered", None)}
    assert all(rows.values())
    assert {row["id"]: rows[row["id"]] for row in honest if "rows" in row} == {
        row["id"]: row["rows"] for row in honest if "rows" in row
    }
    # 5,000 risks, probability and impact 1 to 5 in turn: 4×5, 5×4 and 5×5 are 3 of 25.
    assert rows["legit-04"] == [[600]]


def test_honest_statements_are_answered_through_the_door(office: Office, pool: Pool) -> None:
    sql = "with a as (select project_id, avg(pct) as p from tasks group by 1) select count(*) from a"

    assert ask_file(office.file, sql, pool=pool).rows == [[2000]]
