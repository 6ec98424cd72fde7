"""What stops a calculation as a whole.

It stands apart because a single bad task or link is never an exception: it is data in the result.
"""

from __future__ import annotations

from pmo_data.domain.errors import PmoError


class AnalysisError(PmoError):
    """The inputs of a calculation contradict its definition; the sentence names the input and the cure."""
