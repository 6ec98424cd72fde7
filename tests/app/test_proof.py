"""The page of proofs: every published answer beside ours, a miss in red."""

from __future__ import annotations

from unittest.mock import patch

from pmo_data.analytics.proof import ProofResult
from pmo_data.studies import proof
from tests.app.conftest import OpenPage


def test_the_page_says_that_every_published_answer_is_met(open_page: OpenPage) -> None:
    page = open_page("proof")

    assert not page.exception
    assert len(page.success) == 1
    assert page.success[0].value.startswith("**All ")
    shown = page.dataframe[0].value
    foundry = shown[shown["name"] == "General Foundry: length"].iloc[0]
    assert (foundry["expected"], foundry["computed"], foundry["verdict"]) == ("15", "15", "✓ met")


def test_a_miss_is_red_and_stands_first(open_page: OpenPage) -> None:
    import streamlit as st

    results = [
        ProofResult("Right one", "adding", "a book", 2.0, 2.0, 0.1, True),
        ProofResult("Wrong one", "adding", "a book", 2.0, 3.0, 0.1, False),
    ]
    st.cache_resource.clear()
    with patch.object(proof, "run_proofs", return_value=results):
        page = open_page("proof")
    st.cache_resource.clear()

    assert [error.value for error in page.error] == ["**1 of 2 published answers is missed\\.** Wrong one"]
    assert list(page.dataframe[0].value["name"]) == ["Wrong one", "Right one"]
