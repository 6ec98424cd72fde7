"""Risk."""

from __future__ import annotations

import streamlit as st

from pages._ui import frame

scope = frame.enter()
st.title("Risk")
