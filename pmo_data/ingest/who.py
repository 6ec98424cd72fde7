"""Who is at work: the name kept with every import and every change."""

from __future__ import annotations

import getpass


def whoami() -> str:
    """The user's name as the system knows it; 'unknown' where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
