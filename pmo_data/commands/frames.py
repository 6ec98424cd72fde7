"""Frames as commands answer them: rows for programs, an aligned table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmo_data.commands.output import say, say_table

if TYPE_CHECKING:
    import pandas as pd


def frame_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """One mapping per row, unknown as None."""
    known = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in known.to_dict("records")]


def say_frame(frame: pd.DataFrame, columns: tuple[str, ...], empty: str) -> None:
    """Say the columns of a frame as a table, days without hours; `empty` where it has no rows."""
    if frame.empty:
        say(empty)
        return
    shown = frame[list(columns)]
    shown = shown.assign(**{c: shown[c].dt.date for c in columns if str(shown[c].dtype).startswith("datetime")})
    say_table(list(columns), shown.astype(object).where(shown.notna(), None).itertuples(index=False))
