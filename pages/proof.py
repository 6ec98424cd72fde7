"""Proof: our numbers beside published answers, each with its source. A miss is red and stands first."""

from __future__ import annotations

import streamlit as st

from pages._ui import cards, frame, proven, tables
from pages._ui.text import md
from pmo_data.studies.proof import Proof, known_folder

frame.enter()
st.title("Proof")
st.markdown(
    "Each method is run on an example whose answer somebody else has published. The tolerance covers the rounding in "
    "print only. `pmo prove` says the same on the command line."
)
here = known_folder() is not None


@st.fragment
def _cases() -> None:
    asked = here and st.toggle(
        "Run the published data sets, too", key="data_sets", help="480 networks and 15 selections; a few seconds, once."
    )
    with st.spinner("Computing …"):
        proof = proven.proof(with_data_sets=asked)
    _show(proof, asked=asked)


def _show(proof: Proof, *, asked: bool) -> None:
    if proof.misses:
        names = "; ".join(result.name for result in proof.misses)
        st.error(f"**{md(proof.sentence)}** {md(names)}", icon=":material/error:")
    else:
        st.success(f"**{md(proof.sentence)}**", icon=":material/check_circle:")
    cards.show([cards.Card(*figure) for figure in proof.figures])
    tables.show(
        proof.frame,
        columns={
            "verdict": "Verdict",
            "name": "Published example",
            "method": "Method",
            "expected": "Published",
            "computed": "Ours",
            "tolerance": "Tolerance",
            "source": "Source",
        },
        alt=proof.sentence,
        empty="No case was run.",
        key="proof",
        height=640,
    )
    tables.download(proof.frame, "proof", key="proof_download")
    for sentence in () if here and not asked else proof.not_at_hand:
        st.caption(md(sentence))


_cases()
