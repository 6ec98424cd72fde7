"""The pages on the portfolio as a whole open on the demo with each planted story told first, in words."""

from __future__ import annotations

import pytest

from tests.app.conftest import OpenPage

FIRST = {
    "money": ("Sludge treatment centre has spent £15\\.5m past Gate 3 Contract award", "£824m of budget"),
    "decisions": ("First\\: Which project gets the integration architect first?", "2 overdue"),
    "benefits": ("Old licences retired", "61 % of its target to date"),
    "roadmap": ("hand\\-overs between projects come later",),
    "processes": ("Customer and communities hands in none of its status reports on time",),
    "balance": ("Capacity growth",),
    "settings": ("Every threshold and rule stands at its default",),
}


@pytest.mark.parametrize("stem", FIRST)
def test_the_first_sentence_tells_the_planted_story(stem: str, open_page: OpenPage) -> None:
    page = open_page(stem, seconds=120)

    assert not page.exception
    opening = page.markdown[0].value
    assert all(part in opening for part in FIRST[stem]), opening


def test_a_shared_benefit_counted_twice_and_missing_owners_are_said(open_page: OpenPage) -> None:
    page = open_page("benefits", seconds=120)
    said = " ".join(warning.value for warning in page.warning)

    assert "3 benefits without an owner" in said
    assert "come to 120 %" in said
