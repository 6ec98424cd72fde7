"""People: who works how much on what over all projects, and what nobody does."""

from __future__ import annotations

import streamlit as st

from pages._ui import frame

scope = frame.enter()
st.title("People")
