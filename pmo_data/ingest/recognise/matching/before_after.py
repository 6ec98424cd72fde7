"""Likelihood, impact and score under "Inherent", "Current", "Residual" and "Target": what each pair of them is of.

Stands apart because below such groups the same letters come again and again, and a letter alone would be taken for the
present, whatever stands above it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_data.ingest.recognise.matching.columns import Column
from pmo_data.ingest.recognise.vocabulary.words import words

_STATES = (
    ("inherent", frozenset({"inherent", "initial", "gross", "raw", "original", "untreated", "unmitigated", "pre",
                            "before", "uncontrolled"})),
    ("residual", frozenset({"residual", "net", "post", "after", "treated", "mitigated", "managed", "controlled"})),
    ("target", frozenset({"target", "tolerated", "desired"})),
    ("current", frozenset({"current"})),
)  # fmt: skip
_AROUND = frozenset({"risk", "rating", "score", "assessment", "level", "exposure", "analysis", "mitigation", "control",
                     "treatment", "position", "evaluation", "response", "matrix", "action", "planned",
                     "existing"})  # fmt: skip
_MEASURES = (
    ("probability", frozenset({"l", "p", "probability", "likelihood", "chance"})),
    ("impact", frozenset({"i", "c", "s", "impact", "consequence", "severity"})),
    ("score", frozenset({"score", "rating", "pxi", "total", "r", "level", "risk", "exposure", "rag"})),
)  # fmt: skip
_PRODUCT = re.compile(r"[lpics]\s?[x×*]\s?[lpics]")
_UNSAID = "the register keeps no such score"


def under_states(columns: list[Column]) -> list[Column]:
    """The columns under two states or more, each by its own name alone: "Initial – L" is the inherent probability."""
    told = {c.index: found for c in columns if (found := _told(c.name)) is not None}
    if len({state for state, _ in told.values()}) < 2 or len(told) < 4 or len(set(told.values())) < len(told):
        return columns
    return [_called(c, *told[c.index]) if c.index in told else c for c in columns]


def _told(name: str) -> tuple[str, str] | None:
    """The state and the measure of a column that names both."""
    group, _, own = name.rpartition(" – ")
    above = set(words(group))
    states = [state for state, said in _STATES if said & above]
    known = frozenset().union(*(said for _, said in _STATES)) | _AROUND
    spoken = words(own)
    product = ["score"] if _PRODUCT.fullmatch(own.strip().lower()) else []
    measures = product or [
        measure for measure, said in _MEASURES if spoken and (spoken[-1] in said or spoken[0] in said)
    ]
    if len(states) != 1 or not above <= known or not measures or len(spoken) > 2:
        return None
    return states[0], measures[0]


def _called(column: Column, state: str, measure: str) -> Column:
    if measure == "score" and state in {"inherent", "target"}:
        return replace(column, beside=_UNSAID)
    return replace(column, more=(f"{state} {measure}",))
