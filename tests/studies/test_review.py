"""A review: frozen, noted, decided and agreed in, closed, and the same for ever after."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from pmo_data.domain.errors import PmoError
from pmo_data.domain.scope import Scope
from pmo_data.queries.overview import PortfolioSummary
from pmo_data.queries.registers import Actions, Decisions
from pmo_data.queries.reviews import ReviewItems, Reviews
from pmo_data.store.database import Store
from pmo_data.studies.minutes import as_html
from pmo_data.studies.review import (
    add_item,
    agree,
    close_review,
    frozen_moment,
    held_review,
    note,
    pin,
    start_review,
)
from pmo_data.studies.writing import write

HELD = date(2026, 2, 3)
MINUTES = """# January committee

Held on 3 Feb 2026, as of 31 Jan 2026, snapshot 1\\.

Chair: Ada

Present: Ben, Cem

## 1\\. Choose the route

- Why: Ash, €100k at stake, overdue by 10 days, options\\: North; South
- Noted: North is \\*\\*cheaper\\*\\* \\!\\[x\\]\\(http\\://evil\\)
- Decided: North
- Actions: Buy the land \\(Ben\\), due 2026\\-03\\-01

## 2\\. Any other business

- Not discussed.
""".replace("## 1\\.", "## 1.").replace("## 2\\.", "## 2.")


def _held(store: Store) -> str:
    review = start_review(store, "January committee", who="Ada", held_on=HELD, attendees="Ben, Cem")
    add_item(store, review, "Any other business", who="Ada")
    note(store, review, f"{review}/1", who="Ada", text="North is **cheaper** ![x](http://evil)", outcome="North")
    agree(store, review, f"{review}/1", "Buy the land", who="Ada", owner="Ben", due=date(2026, 3, 1))
    return review


def test_the_agenda_is_what_needs_a_decision(written: Store) -> None:
    review = start_review(written, "January committee", who="Ada", held_on=HELD)
    items = written.fetch(ReviewItems(review=review))

    assert items[["name", "project", "decision"]].values.tolist() == [["Choose the route", "P1", "P1/D1"]]
    assert written.fetch(Reviews())[["name", "frozen_at", "state"]].values.tolist() == [
        ["January committee", 1, "open"]
    ]


def test_what_is_decided_and_agreed_is_in_the_registers(written: Store) -> None:
    _held(written)
    decision = written.fetch(Decisions()).iloc[0]
    action = written.fetch(Actions()).iloc[0]

    assert (decision["is_open"], decision["outcome"]) == (False, "North")
    assert decision["decided_on"].date() == HELD
    assert action[["name", "owner", "project", "source"]].tolist() == [
        "Buy the land", "Ben", "P1", "written in the app",
    ]  # fmt: skip


def test_minutes_are_to_the_letter_and_hold_no_markup(written: Store) -> None:
    text = close_review(written, _held(written), who="Ada")
    page = as_html(text).decode()

    assert text == MINUTES
    assert "<li>Noted: North is **cheaper** ![x](http://evil)</li>" in page
    assert as_html("# A <b>\n").decode().count("&lt;b&gt;") == 1


def test_a_closed_review_stays_as_it_was(written: Store) -> None:
    review = _held(written)
    frozen = frozen_moment(written, held_review(written, review))
    before = written.fetch(PortfolioSummary.of(Scope(as_of=frozen))).iloc[0]
    text = close_review(written, review, who="Ada")
    write(written, "project", {"code": "P1", "name": "Ash", "approved_budget": Decimal(1)}, who="Ben")

    for refused in (
        lambda: note(written, review, f"{review}/1", who="Ada", text="Second thoughts"),
        lambda: agree(written, review, f"{review}/1", "Sell the land", who="Ada"),
        lambda: add_item(written, review, "More", who="Ada"),
        lambda: close_review(written, review, who="Ada"),
    ):
        with pytest.raises(PmoError, match="was closed; its minutes stay"):
            refused()

    assert held_review(written, review)["minutes"] == text
    after = written.fetch(PortfolioSummary.of(Scope(as_of=frozen))).iloc[0]
    assert after["budget"] == before["budget"] == 350_000
    assert written.fetch(PortfolioSummary()).iloc[0]["budget"] == 250_001


def test_a_pinned_answer_is_in_the_minutes_as_text(written: Store) -> None:
    review = start_review(written, "January committee", who="Ada", held_on=HELD)
    answer = pd.DataFrame({"name": [f"P{n}" for n in range(12)], "cost": [1234.5, None, *range(10)]})
    answer["due"] = pd.to_datetime(["2026-03-01", *[None] * 11])
    pin(written, review, "Who costs most?", answer, "select *\n  from projects", who="Ada")
    pin(written, review, "Who else?", answer.head(0), "select 1", who="Ada")
    reasons = written.fetch(ReviewItems(review=review))["reason"].tolist()

    assert reasons[1].startswith(
        "Answer of 12 rows: name P0, cost 1,234.5, due 2026-03-01; name P1, cost n/a, due n/a;"
    )
    assert reasons[1].endswith("; and 2 more. Asked: select * from projects")
    assert reasons[2] == "Answer of no row. Asked: select 1"
    assert "Who costs most?" in close_review(written, review, who="Ada").replace("\\", "")


def test_there_is_no_review_or_item_but_those_there_are(written: Store) -> None:
    with pytest.raises(PmoError, match="There is no review 'R-0'"):
        held_review(written, "R-0")
    review = start_review(written, "January committee", who="Ada", held_on=HELD)
    with pytest.raises(PmoError, match=f"There is no item '{review}/9' in this review"):
        note(written, review, f"{review}/9", who="Ada", text="What?")


def test_a_review_without_a_name_is_refused(written: Store) -> None:
    with pytest.raises(PmoError, match="needs a name and a snapshot"):
        start_review(written, " ", who="Ada", held_on=HELD)
