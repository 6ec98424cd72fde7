"""Overview: how the portfolio stands, what needs attention worst first, and what moved since the comparison."""

from __future__ import annotations

import streamlit as st

from pages._ui import ahead, frame, messages, opening, overview_cards, overview_moves, overview_ratings, pack, room
from pages._ui.text import md
from pmo_data.charts import money, oversight, sentences
from pmo_data.queries.exceptions import DecisionsRanked
from pmo_data.queries.overview import Attention, Movement, PortfolioSummary

WORST = 12

scope = frame.enter()
st.title("Overview")
messages.health()
if messages.nothing_yet():
    st.stop()

room.ask_ahead(*ahead.of_overview(scope, WORST))
now = room.ask(PortfolioSummary.of(scope)).iloc[0]
attention = room.ask(Attention.of(scope, limit=WORST))
st.markdown(f"**{md(sentences.overview(now, attention))}**")
moved = None if scope.compare_with is None else room.ask(Movement.of(scope))
doubt = "" if moved is None else money.unlike_budgets(moved)
if doubt:
    st.warning(doubt, icon=":material/straighten:")
for sentence in money.refusals(now):
    st.warning(md(sentence), icon=":material/currency_exchange:")
overview_cards.show(now, scope, money_compared=not doubt)
pack.take_away(scope)

st.subheader("Needs your decision")
opening.table(
    oversight.told(room.ask(DecisionsRanked.of(scope))),
    columns={
        "ask": "Decision",
        "project_name": "Project",
        "at_stake": "At stake",
        "why_now": "Why now",
        "options": "Options",
        "owner": "Owner",
        "cost_of_waiting": "Waiting costs",
    },
    alt="What needs a decision, ranked by money at stake, movement and date due.",
    empty="No decision is open in the register. `pmo template decision` gives a sheet to keep them in.",
    key="decisions",
)

st.subheader("What needs attention")
worst = attention.drop_duplicates("project")
opening.table(
    worst,
    columns={
        "rating": "Rating",
        "name": "Project",
        "reason": "Why",
        "since": "Since",
        "at_stake": "At stake",
        "manager": "Leader",
        "programme_name": "Programme",
    },
    alt=f"The {len(worst)} projects that need attention most, worst first, each with the reason.",
    empty="Nothing needs attention: no project is red, late, over budget, overdue or stale.",
    key="attention",
)

overview_ratings.show(scope)

if moved is not None:
    st.subheader("What moved")
    overview_moves.show(moved, money_compared=not doubt)

messages.lacking("overview", scope)
