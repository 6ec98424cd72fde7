"""This month: the portfolio in prose, made from its figures by rule; each sentence leads to the rows behind it."""

from __future__ import annotations

import streamlit as st

from pages._ui import frame, messages, pack, prose, studies
from pmo_data.studies.narrative import narrative

scope = frame.enter()
st.title("This month")
if messages.nothing_yet():
    st.stop()

prose.period(scope)
told = studies.run(narrative, scope)
for paragraph in told:
    st.subheader(paragraph.heading)
    st.markdown(prose.paragraph(paragraph))
if not told:
    st.info("No project is in this part of the portfolio.", icon=":material/inbox:")
pack.take_away(scope)
