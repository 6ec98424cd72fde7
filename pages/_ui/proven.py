"""The published answers beside ours, computed once per server.

It stands apart from the other studies because it needs every algorithm there is: importing the solver costs a second,
and no other page should wait for it.
"""

from __future__ import annotations

import streamlit as st

from pmo_data.studies.proof import Proof, known_folder, prove


@st.cache_resource(show_spinner=False, max_entries=2)
def proof(*, with_data_sets: bool) -> Proof:
    """Each case and its verdict; with the published data sets it takes some seconds."""
    return prove(known_folder() if with_data_sets else None)
