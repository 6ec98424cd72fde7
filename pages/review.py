"""Review: a meeting about one frozen snapshot: agenda, notes, decisions and actions, then its minutes, read-only."""

from __future__ import annotations

import dataclasses

import streamlit as st

from pages._ui import frame, messages, overview_cards, pack, review_items, room
from pages._ui.text import md
from pmo_data.domain.words import day
from pmo_data.queries.overview import PortfolioSummary
from pmo_data.queries.reviews import ReviewItems, Reviews
from pmo_data.studies.review import frozen_moment

scope = frame.enter()
st.title("Review")
if messages.nothing_yet():
    st.stop()

held = {str(row["review"]): row for _, row in room.ask(Reviews()).iterrows()}
review = review_items.choose(held)
if review == review_items.NEW:
    st.markdown("A review looks at one frozen snapshot: what is imported afterwards does not change what it shows.")
    review_items.start(scope)
    st.stop()

with messages.plainly():
    row = held[review]
    then = dataclasses.replace(scope, as_of=frozen_moment(room.store(), row), compare_with=None)
    st.markdown(f"**{md(row['name'])}: as of {md(day(row['status_date']))}, held on {md(day(row['held_on']))}.**")
    overview_cards.show(room.ask(PortfolioSummary.of(then)).iloc[0], then)
    items = room.ask(ReviewItems(review=review)).to_dict("records")
    if row["state"] == "closed":
        review_items.closed(str(row["minutes"]), str(row["review"]), items)
    else:
        review_items.agenda(review, items, then.as_of)
    pack.take_away(then, review=review)
