"""Proof: the product's numbers beside published answers, each with its source.

`run_proofs` is what the page, the command line and the tests call. A new method adds a module of cases and names
it in `registry`.
"""

from pmo_data.analytics.proof.case import ProofCase, ProofResult
from pmo_data.analytics.proof.registry import run_proofs

__all__ = ["ProofCase", "ProofResult", "run_proofs"]
