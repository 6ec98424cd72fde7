"""The errors of the house. Each says what happened, where, and what to do about it, in sentences people read.

Problems inside an imported file are data (findings), not exceptions; these are for what stops a piece of work.
"""

from __future__ import annotations


class PmoError(Exception):
    """Base of all errors shown to people: `str(error)` is a complete sentence with what to do."""


class Refused(PmoError):
    """A file that cannot be read or must not be: nothing of it was taken in."""


class StoreError(PmoError):
    """The store cannot be opened, written or trusted."""


class StoreBusy(StoreError):
    """Another process holds the store."""


class QueryError(PmoError):
    """A query was asked with parameters it does not take, or names something that is not there."""
